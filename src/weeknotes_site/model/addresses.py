"""Split and join addresses, including invalid ones."""

from urllib.parse import SplitResult, urljoin, urlsplit

_NO_ADDRESS = SplitResult("", "", "", "", "")


def split_address(address: str) -> SplitResult:
    """Split an address; one that is not valid has no parts."""
    try:
        parts = urlsplit(address)
        _ = parts.hostname, parts.port
    except ValueError:
        return _NO_ADDRESS
    return parts


def host_of(address: str) -> str:
    """Return an address's host; empty if it has none."""
    return split_address(address).hostname or ""


def join_address(base: str, address: str) -> str:
    """Return an address as seen from a page; empty if either is not valid."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
