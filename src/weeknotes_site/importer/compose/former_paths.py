"""Convert old addresses to paths that this site can serve."""

import re
from collections.abc import Iterator, Sequence

from weeknotes_site.content.slugs import is_reserved

_HOST = re.compile(r"^https?://[^/]*")
_PATH_PART = re.compile(r"[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?", re.A)
_OWN_FOLDERS = frozenset(("people", "search", "tags", "teams", "weeks", "assets", "pagefind"))
_OWN_PAGES = frozenset(("index", "404", "accessibility", "latest", "search", "subscribe"))


def former_paths(addresses: Sequence[str], former: set[str]) -> Iterator[str]:
    """Yield the paths among old addresses that can be pages of this site too."""
    for address in addresses:
        path = former_path(address)
        if path and path.casefold() not in former:
            former.add(path.casefold())
            yield path


def former_path(address: str) -> str:
    """Return an address as a `formerly` path; empty if this site cannot serve it."""
    if "?" in address:
        return ""
    path = _HOST.sub("", address).partition("#")[0].strip("/")
    parts = path.removesuffix("/index.html").split("/")
    last = parts[-1].removesuffix(".html")
    is_good = all(_PATH_PART.fullmatch(part) and not is_reserved(part.casefold()) for part in (*parts[:-1], last))
    if not path or not is_good or parts[0].casefold() in _OWN_FOLDERS or (len(parts) == 1 and last in _OWN_PAGES):
        return ""
    return path if path.endswith(".html") else f"{path}/index.html"
