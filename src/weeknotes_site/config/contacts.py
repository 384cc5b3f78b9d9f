"""Addresses at which a team or the site is reached, in the settings and in `_team.md`."""

import re
from typing import Any

from weeknotes_site.regex import regex
from weeknotes_site.suggestions import nearest

_MAILBOX = regex(r"[^\s@:/,;<>()\[\]]{1,64}@[^\s@:/,;<>()\[\].]{1,63}(?:\.[^\s@:/,;<>()\[\].]{1,63}){0,9}")
_URL = regex(
    r"https?://[^\s/,;<>()]{1,253}(?:[/?#]\S*)?|tel:[^\s,;<>]+|"
    r"mailto:[^\s,;<>@?]{1,64}@[^\s,;<>@?]{1,253}(?:\?\S*)?",
    re.IGNORECASE,
)
_IN_BRACKETS = regex(r"[^<>()\[\]]{0,200}<([^\s<>]{1,300})>|\[[^\[\]]{0,200}\]\(([^\s()]{1,300})\)")
_BROKEN_SCHEME = regex(r"([a-z]{3,6})(?::/{0,3}|/{2,3})(?=[^\s/])", re.IGNORECASE)
_HOST = regex(r"(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)


_FILE = regex(r"[^\s:@]{1,200}\.(?:html?|md)(?:[?#]\S*)?", re.IGNORECASE)


def is_address(written: str) -> bool:
    """Return whether a text is a URL or a mail address."""
    return bool(_URL.fullmatch(written) or _MAILBOX.fullmatch(written))


def are_mailboxes(written: str) -> bool:
    """Return whether a text is one or more mail addresses, possibly with names, as in a mail's `To`."""
    # Imported here: it takes long to load, and few sites send mails.
    from email.errors import HeaderParseError
    from email.policy import SMTP

    try:
        header: Any = SMTP.header_factory("To", written)
        mailboxes = [one.addr_spec for one in header.addresses if one.domain]
    except (ValueError, HeaderParseError, IndexError):
        return False
    return bool(mailboxes) and not header.defects and all(map(str.isascii, mailboxes))


def names_page(written: str) -> bool:
    """Return whether a text is the path of a page, `about.html`, rather than a host's name."""
    return _FILE.fullmatch(written) is not None and not written.casefold().startswith("www.")


def meant_contact(written: str) -> str:
    """Return the address that a text was meant to be; empty if it is valid, or not like an address."""
    if is_address(written) or names_page(written):
        return ""
    found = _IN_BRACKETS.fullmatch(written)
    bare = ((found[1] or found[2]) if found else written).strip()
    if bare.casefold().startswith("mailto: "):
        bare = bare[len("mailto:") :].strip()
    scheme = _BROKEN_SCHEME.match(bare)
    if scheme and nearest(scheme[1], ("https", "http")) and not _HOST.fullmatch(scheme[1]):
        bare = f"{'http' if scheme[1].lower() == 'http' else 'https'}://{bare[scheme.end() :]}"
    elif _HOST.fullmatch(bare):
        bare = f"https://{bare}"
    with_dots = bare.replace(",", ".")
    return next((one for one in (bare, with_dots) if is_address(one)), "")
