"""`formerly` of a note: the paths that its page had before, each of which becomes a page that leads to it."""

import re
import unicodedata
from typing import Any

from weeknotes_site.content import fields
from weeknotes_site.content.fields import FieldError
from weeknotes_site.content.slugs import is_reserved

# One part of a path: no dot at either end, nothing that a file system or an address reads as something else.
_PART = re.compile(r"[^\W.](?:[\w.~+@,=-]*[\w~+@,=-])?")
# A folder that is named like a file might be one of the site's: `feed.xml/`; `v1.2/` is none.
_FILE = re.compile(r".*\.(?=\d*[^\W\d])\w+")
_MAX_PART_BYTES = 200


def former_paths(key: str, node: Any) -> tuple[str, ...]:
    """Read paths within the site: `blog/2019/spring.html`, or a folder, whose `index.html` is meant."""
    return tuple(dict.fromkeys(_file_of(one) for one in fields.texts(key, node)))


def _file_of(written: str) -> str:
    path = unicodedata.normalize("NFC", written).removeprefix("/")
    last = path.rpartition("/")[2]
    if "." not in last:
        path = f"{path.removesuffix('/')}/index.html".removeprefix("/")
    *folders, name = path.removesuffix(".html").split("/")
    if not path.endswith(".html") or not all(map(_is_good, (*folders, name))) or any(map(_FILE.fullmatch, folders)):
        message = f"`{written}` is not the path of a page within the site"
        raise FieldError("invalid-path", message, "write the old path, for example `blog/2019/spring.html`")
    return path


def _is_good(part: str) -> bool:
    if not _PART.fullmatch(part) or len(part.encode()) > _MAX_PART_BYTES:
        return False
    return not is_reserved(part.partition(".")[0].casefold())
