"""Read `formerly` of a note: former paths of its page, which become redirects."""

import unicodedata
from functools import partial
from typing import Any
from urllib.parse import quote, unquote

from weeknotes_site.content.front_matter.fields import FieldError, one_or_more, read_each, text
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.regex import regex

# One part of a path: no dot or space at either end, no characters special in file systems.
_PART = regex(r"[^\W.](?:[\w .~+@,=-]*[\w~+@,=-])?")
_SPECIAL = regex(r"[^\w .~+@,=/-]")
# A folder such as `feed.xml/` could be mistaken for a file; `v1.2/` could not.
_FILE = regex(r".*\.(?=\d*[^\W\d])\w+")
_MAX_PART_BYTES = 200


def former_paths(key: str, node: Any) -> tuple[str, ...]:
    """Read paths within the site, such as `blog/2019/spring.html`; a folder means its `index.html`.

    They may be encoded as in a browser's address bar: `blog/My%20week.html`.
    """
    return tuple(dict.fromkeys(filter(None, read_each(partial(_file_of, key), one_or_more(key, node)))))


def _file_of(key: str, node: Any) -> str:
    written = text(key, node)
    if not written:
        return ""
    path = unicodedata.normalize("NFC", unquote(written)).removeprefix("/")
    last = path.rpartition("/")[2]
    if "." not in last:
        path = f"{path.removesuffix('/')}/index.html".removeprefix("/")
    *folders, name = path.removesuffix(".html").split("/")
    if not path.endswith(".html") or not all(map(_is_good, (*folders, name))) or any(map(_FILE.fullmatch, folders)):
        message = f"`{written}` is not a valid path of a page"
        meant = _meant(path)
        special = _SPECIAL.search(path.partition("://")[2].partition("/")[2] or path)
        hint = f"write `{meant}`" if meant else "write the old path, for example `blog/2019/spring.html`"
        if special and not meant:
            sign = special[0] if special[0].isprintable() else quote(special[0])
            message = f"{message}: no file of the site can have `{sign}` in its name"
            hint = "delete it, and let your web server redirect this address"
        raise FieldError("invalid-path", message, hint, node)
    return path


def _meant(written: str) -> str:
    """Return the address of a note by the path of its file; empty for another path."""
    team, _, rest = written.removeprefix("notes/").partition("/")
    stem = slug_of(rest.rpartition("/")[2].removesuffix(".md"))
    return f"teams/{slug_of(team)}/{stem}.html" if written.endswith(".md") and slug_of(team) and stem else ""


def _is_good(part: str) -> bool:
    if not _PART.fullmatch(part) or len(part.encode()) > _MAX_PART_BYTES:
        return False
    return not is_reserved(part.partition(".")[0].casefold())
