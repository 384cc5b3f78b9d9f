"""Read `formerly` of a note: former paths of its page, which become redirects."""

import re
import unicodedata
from typing import Any

from weeknotes_site.content import fields
from weeknotes_site.content.fields import FieldError
from weeknotes_site.content.slugs import is_reserved

# One part of a path: no dot at either end, no characters special in file systems or URLs.
_PART = re.compile(r"[^\W.](?:[\w.~+@,=-]*[\w~+@,=-])?")
# A folder named like a file, such as `feed.xml/`, could be the path of one; `v1.2/` could not.
_FILE = re.compile(r".*\.(?=\d*[^\W\d])\w+")
_MAX_PART_BYTES = 200


def former_paths(key: str, node: Any) -> tuple[str, ...]:
    """Read paths within the site, such as `blog/2019/spring.html`; a folder means its `index.html`."""
    return tuple(dict.fromkeys(_file_of(written) for written in fields.texts(key, node)))


def _file_of(written: str) -> str:
    path = unicodedata.normalize("NFC", written).removeprefix("/")
    last = path.rpartition("/")[2]
    if "." not in last:
        path = f"{path.removesuffix('/')}/index.html".removeprefix("/")
    *folders, name = path.removesuffix(".html").split("/")
    if not path.endswith(".html") or not all(map(_is_good, (*folders, name))) or any(map(_FILE.fullmatch, folders)):
        message = f"`{written}` is not a valid path of a page"
        raise FieldError("invalid-path", message, "write the old path, for example `blog/2019/spring.html`")
    return path


def _is_good(part: str) -> bool:
    if not _PART.fullmatch(part) or len(part.encode()) > _MAX_PART_BYTES:
        return False
    return not is_reserved(part.partition(".")[0].casefold())
