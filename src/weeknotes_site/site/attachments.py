"""The files that notes link to: checked, and made fit to publish, once a run however many notes link to one."""

import functools
import os
import stat
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from weeknotes_site.content.tree import open_at_once
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.pictures import MAX_PICTURE_BYTES, UnfitError, is_whole, prepare_picture, remove_unused
from weeknotes_site.site.kinds import PICTURES, kind_of

MAX_ATTACHMENT_BYTES = 50_000_000


class Unfit(Struct, frozen=True, kw_only=True):
    """Why a file cannot be published."""

    code: str
    message: str
    hint: str


ReadAttachment = Callable[[str], Attachment | Unfit]


def attachment_reader(root: Path, cache: Path) -> ReadAttachment:
    """Return what reads a linked file by its path relative to the root, and says why one cannot be published.

    Redrawn pictures are kept below `cache`.
    """
    remove_unused(cache)

    @functools.cache
    def read(path: str) -> Attachment | Unfit:
        try:
            return _read(root, path, cache)
        except UnfitError as unfit:
            return Unfit(code=unfit.code, message=f"`{path}` {unfit}", hint=unfit.hint)
        except OSError as failure:
            message = f"`{path}` cannot be read: {failure.strerror or failure}"
            return Unfit(code="unreadable", message=message, hint="mend it or delete it")

    return read


def still_stands(attachment: Attachment, cache: Path) -> bool:
    """Return whether what was made of a file is still there to be published."""
    content = attachment.content
    return not isinstance(content, Path) or not content.is_relative_to(cache) or is_whole(content)


def _read(root: Path, path: str, cache: Path) -> Attachment:
    is_picture = kind_of(path) in PICTURES
    # A pipe that has taken the file's place since it was found would keep the build waiting for ever.
    with open(root / path, "rb", opener=open_at_once) as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise UnfitError("not-a-file", "is neither a file nor a folder", "delete it")
        most = MAX_PICTURE_BYTES if is_picture else MAX_ATTACHMENT_BYTES
        if found.st_size > most:
            raise _too_large(found.st_size, most, is_picture=is_picture)
        if not is_picture:
            return Attachment(source=path, content=root / path)
        raw = file.read(most + 1)
    return prepare_picture(path, raw, cache)


def _too_large(size: int, most: int, *, is_picture: bool) -> UnfitError:
    message = f"has {size:,} bytes, more than {most:,}"
    if is_picture:
        return UnfitError("picture-too-large", message, "save it smaller: 1,600 pixels are as wide as it is shown")
    return UnfitError(
        "attachment-too-large", message, "put it where your organisation keeps large files, and link to it"
    )
