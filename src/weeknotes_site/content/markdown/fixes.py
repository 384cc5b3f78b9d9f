"""Fixes that are determined by a diagnostic's code and place in a body."""

import posixpath
import re
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import PurePosixPath

from msgspec.structs import replace

from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Edit, Extract, Fix, Place, Position, replacing
from weeknotes_site.regex import regex

MAX_PICTURES = 1_000
"""Maximum pictures saved at once."""

_NO_BREAK = regex("[\xa0\u2002\u2003\u2007\u202f]+")
_HOST = regex(r"//[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,9}(?::[0-9]{1,5})?(?:[/?#]|$)")
_ENDS_TARGET = regex(r"[\s()<>]")
_NO_FILE_NAME = regex(r"[^\w.-]+")
_DATA = regex(r"data:image/(png|jpeg|jpg|gif|webp|avif)(?:;[\w=.-]+)*;base64,", re.I)
_DATA_URL = regex(_DATA.pattern + "[A-Za-z0-9+/=]+", re.I)
_TARGET = regex(r"\](?:\(|:[ \t]*)<?(?=data:image/)")
_LABEL = regex(r"[ \t]*\[([\w-]{1,40})\]:")

Fixer = Callable[[Source, Place], Fix | None]


def fix_of(code: str, source: Source, place: Place) -> Fix | None:
    """Return the fix of a diagnostic; None if its code has none, or the text at its place is unexpected."""
    fixer = FIXES.get(code)
    return fixer(source, place) if fixer and place.line else None


def add_space(_source: Source, place: Place) -> Fix | None:
    """Put a space after a heading's mark, and delete the closing mark."""
    end = place.column + place.length
    mark, text = place.source[place.column - 1 : end - 1], place.source.rstrip()
    if mark.strip("#"):
        return None
    space = Edit(place.line, end, place.line, end, " ")
    kept = without_closing(text, mark)
    closing = Edit(place.line, len(kept) + 1, place.line, len(text) + 1, "")
    return Fix(edits=(space, closing) if kept != text else (space,))


def without_closing(text: str, mark: str) -> str:
    """Return the text of a heading without the mark that closes it: `Heat` of `Heat##`."""
    text = text.rstrip()
    bare = text.removesuffix(mark)
    return text if bare.endswith("#") else bare.rstrip()


def plain_space(_source: Source, place: Place) -> Fix | None:
    """Replace the no-break spaces in the place, or right after it, by one space."""
    start = place.column - 1
    found = _NO_BREAK.search(place.source, start, start + place.length) or _NO_BREAK.match(
        place.source, start + place.length
    )
    if not found:
        return None
    return Fix(edits=(Edit(place.line, found.start() + 1, place.line, found.end() + 1, " "),))


def relative_target(source: Source, place: Place) -> Fix | None:
    """Make a link to `/notes/…` relative to the note, or add the scheme to `//host`; the place is the target."""
    target = place.written
    if _ENDS_TARGET.search(target):
        return None
    if _HOST.match(target):
        return replacing(place, f"https:{target}")
    if not target.startswith(f"/{NOTES}/"):
        return None
    path, mark, fragment = target[1:].partition("#")
    text = f"{posixpath.relpath(path, posixpath.dirname(source.path))}{mark}{fragment}"
    return replace(replacing(place, text), target=text)


def save_picture(source: Source, place: Place, number: int | None = None) -> Fix | None:
    """Save a picture that is a `data:` URL in the note, and link to the file; the URL begins at the place.

    `number` is its number in the note, if already counted.
    """
    found = _DATA.search(place.source, place.column - 1, place.column - 1 + place.length)
    url = found and _DATA_URL.match(place.source, found.start())
    if not url:
        return None
    label = _LABEL.match(place.source)
    which = label[1].lower() if label else f"picture-{number or _number(source, place, url.start())}"
    stem = _NO_FILE_NAME.sub("-", PurePosixPath(source.path).stem)  # without characters that need `<…>`
    name = f"{stem}-{which}.{url[1].lower().replace('jpeg', 'jpg')}"
    edit = Edit(place.line, url.start() + 1, place.line, url.end() + 1, name)
    extract = Extract(name, Position(place.line, url.start() + 1, url.end() - url.start()))
    return Fix(edits=(edit,), extracts=(extract,), is_safe=False)


def save_pictures(source: Source) -> tuple[Fix, ...]:
    """Return a fix for each `data:` picture in a note, which may be too large to read because of them."""
    places = (
        source.at(number, target.end() + 1, len(line) - target.end())
        for number, line in enumerate(source.lines, 1)
        for target in _TARGET.finditer(line)
    )
    numbered = enumerate(islice(places, MAX_PICTURES), 1)
    return tuple(fix for number, place in numbered if (fix := save_picture(source, place, number)))


def _number(source: Source, place: Place, start: int) -> int:
    """Return the number of pictures in the note up to this one."""
    above = sum(len(_DATA.findall(source.line(number))) for number in range(1, place.line))
    return above + len(_DATA.findall(place.source, 0, start)) + 1


# The place of each diagnostic must be the one that its fixer expects.
FIXES: Mapping[str, Fixer] = {
    "heading-without-space": add_space,
    "no-break-space": plain_space,
    "picture-as-data": save_picture,
}
"""The fixer of each code that has one."""
