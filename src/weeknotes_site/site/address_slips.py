"""Recognise common mistakes in link targets."""

import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.regex import regex
from weeknotes_site.site.kinds import ATTACHMENTS

_MAILBOX = regex(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,9}")
_HOST = regex(r"(?:[A-Za-z0-9-]{1,63}\.){1,9}([A-Za-z]{2,24})(?::[0-9]{1,5})?(?:[/?#]|$)")
_SCHEME_SLIP = regex(r"(https?)(?::?/{1,3}|:)(?:https?:?/{1,3})?(?=[A-Za-z0-9])", re.IGNORECASE)
_AROUND = "()<>\"'“”‘’«»[]` "
_HTML = regex(r"\.html?$", re.IGNORECASE)
# In a target without `<…>`, these end it or start an escape.
_UNFIT = regex(r"[\s()<>\\]")
_FILES = (*ATTACHMENTS, "md", "markdown", "html", "htm", "svg", "xml", "json", "yml", "yaml", "py", "js", "mp4", "mov")
_HOSTS_ALONE = (
    "com",
    "org",
    "net",
    "uk",
    "gov",
    "edu",
    "eu",
    "example",
    "io",
    "dev",
    "scot",
    "wales",
    "cymru",
    "london",
)
"""Endings of targets without `/` that are probably host names, not files."""


def meant_address(href: str, folder: str, find: Callable[[str], str]) -> str:
    """Return the probably intended target of a broken link; empty if the mistake is not a common one.

    `folder` is the note's folder; `find` returns the existing path that matches a path, ignoring case, or "".
    """
    bare = href.strip(_AROUND)
    if _MAILBOX.fullmatch(bare):
        return f"mailto:{bare}"
    if slip := _SCHEME_SLIP.match(bare):
        return f"{slip[1].lower()}://{bare[slip.end() :]}"
    host = _HOST.match(bare)
    if host and host[1].lower() not in _FILES and (host[0][-1] in "/?" or _is_host(bare, host[1])):
        return f"https://{bare}"
    return next(_known_paths(bare, folder, find), "")


def _is_host(bare: str, end: str) -> bool:
    return bare.lower().startswith("www.") or end.lower() in _HOSTS_ALONE


def _known_paths(bare: str, folder: str, find: Callable[[str], str]) -> Iterator[str]:
    """Yield existing paths after correcting brackets, quotes, backslashes, case, and `.html` to `.md`."""
    path, mark, fragment = bare.replace("\\", "/").replace("%5C", "/").partition("#")
    as_note = _HTML.sub(".md", path)
    for candidate in (path, as_note, f"{path}.md"):
        wanted = posixpath.normpath(posixpath.join(folder, unquote(candidate)))
        found = find(wanted)
        if found and not _UNFIT.search(candidate if found == wanted else found):
            yield f"{candidate if found == wanted else posixpath.relpath(found, folder)}{mark}{fragment}"
    from_notes = find(posixpath.normpath(unquote(as_note))) if as_note.startswith(f"{NOTES}/") else ""
    if from_notes and not _UNFIT.search(from_notes):
        yield f"{posixpath.relpath(from_notes, folder)}{mark}{fragment}"
