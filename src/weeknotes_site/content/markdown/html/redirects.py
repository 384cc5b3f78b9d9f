"""Redirects that mail programs, search engines and social networks replace links with."""

import re
from urllib.parse import parse_qs, quote, unquote

from msgspec import Struct

from weeknotes_site.model.addresses import split_address
from weeknotes_site.regex import regex

_TOOLS = (
    ("Outlook", r"[\w.-]{1,80}\.safelinks\.protection\.outlook\.com/[^?#]{0,100}\?(?:.{0,500}&)??(url)="),
    ("Teams", r"statics\.teams\.cdn\.office\.net/[^?#]{0,100}safelink[^?#]{0,30}\?(?:.{0,500}&)??(url)="),
    ("Google", r"(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}/url\?(?:.{0,500}&)??(q|url)="),
    ("Facebook", r"lm?\.facebook\.com/l\.php\?(?:.{0,500}&)??(u)="),
    ("Proofpoint", r"urldefense\.proofpoint\.com/v2/url\?(?:.{0,500}&)??(u)="),
)
_REDIRECTS = tuple((tool, regex(rf"https?://{pattern}", re.IGNORECASE)) for tool, pattern in _TOOLS)
_HOSTS = ("safelink", "google.", "facebook.", "urldefense")
_PROOFPOINT = regex(r"https?://urldefense(?:\.proofpoint)?\.(?:com|us)/v3/(?:__(.{1,1500}?)__;([^!\s]{0,200})!)?")
"""Version 3, in which `*` is a character that the second group encodes."""
BEFORE_BOLD = "/v3/"
"""The end of an address of Proofpoint in text, where `__` would start bold text."""
_REST = regex(r"[^\s()<>]{0,300}")
_MAX_NESTED = 5
_KEPT = "%/:?#@!$&'*+,;=~"
_MAILBOX = regex(r"mailto:[^\s@/]{1,100}@[^\s@/]{1,200}")
_HOST = regex(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}", re.IGNORECASE)
# Punctuation at the end of an address in text is not read as part of it.
_ENDS_ADDRESS = regex(r"[\w/=-]\Z", re.ASCII)
_LOCAL = regex(
    r"https?://(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|(?:\[|%5B)::1?(?:\]|%5D))(?=[:/?#]|\Z)", re.IGNORECASE
)


class Redirect(Struct, frozen=True):
    """The address of a redirect."""

    tool: str
    target: str
    """The address it leads to; empty if that is not certain."""


def redirect_of(href: str) -> Redirect | None:
    """Return the redirect that an address is, or None."""
    tool, target = _unwrapped(href)
    if not tool:
        return None
    for _ in range(_MAX_NESTED):
        inner, within = _unwrapped(target)
        if not inner:
            break
        target = within
    written = quote(target, safe=_KEPT)
    return Redirect(tool, written if _is_address(written) else "")


def whole_redirect(text: str) -> str:
    """Return the Proofpoint address at the start of a text; empty without one."""
    found = _PROOFPOINT.match(text)
    rest = _REST.match(text, found.end()) if found else None
    return text[: rest.end()] if rest else ""


def is_local(href: str) -> bool:
    """Return whether an address leads to the reader's own computer."""
    return _LOCAL.match(href) is not None


def _unwrapped(href: str) -> tuple[str, str]:
    """Return the tool that made an address, and its target; empty for other addresses."""
    if not any(host in href for host in _HOSTS):
        return "", ""
    if found := _PROOFPOINT.match(href):
        return "Proofpoint", "" if found[2] or "*" in (found[1] or "") else found[1] or ""
    for tool, pattern in _REDIRECTS:
        if found := pattern.match(href):
            query = href.partition("?")[2]
            # An address that is not encoded may have lost its end to the parameters after it.
            target = "" if set("?#") & set(query) else parse_qs(query).get(found[1], [""])[0]
            if tool == "Proofpoint":
                target = unquote(target.replace("-", "%").replace("_", "/"))
            # Google's own searches are `/url?q=words`.
            is_search = tool == "Google" and not href[found.end() :].startswith("http")
            return ("", "") if is_search else (tool, target)
    return "", ""


def _is_address(target: str) -> bool:
    if not _ENDS_ADDRESS.search(target):
        return False
    if target.startswith("mailto:"):
        return _MAILBOX.fullmatch(target) is not None
    parts = split_address(target)
    return parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc) is not None
