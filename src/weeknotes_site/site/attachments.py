"""Check and prepare the files that notes link to, each once per run."""

import functools
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.cache import Cache
from weeknotes_site.content.files.tree import Tree, open_at_once
from weeknotes_site.digests import Signature, digest_of, is_settled, signature_of
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.os_errors import reason_of
from weeknotes_site.pictures import MAX_PICTURE_BYTES, UnfitError, prepare_picture, remove_unused
from weeknotes_site.site.kinds import PICTURES, kind_of

MAX_ATTACHMENT_BYTES = 50_000_000
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"


class Unfit(Struct, frozen=True, kw_only=True):
    """Why a file cannot be published."""

    code: str
    message: str
    hint: str


class _PictureFacts(Struct, frozen=True, array_like=True):
    """Facts about a redrawn picture in the cache."""

    file: str
    """Relative to the cache's folder."""
    signature: Signature
    size: tuple[int, int]


ReadAttachment = Callable[[str], Attachment | Unfit]

_DAY = 86_400
_decode = msgspec.msgpack.Decoder(_PictureFacts).decode


def attachment_reader(tree: Tree, cache: Cache) -> ReadAttachment:
    """Return a reader of linked files by path, which returns `Unfit` for a file that cannot be published.

    Redrawn pictures are cached; pictures whose source is unchanged are not read again.
    """
    if cache.folder:
        remove_unused(cache.folder)
    now = time.time_ns()

    @functools.cache
    def read(path: str) -> Attachment | Unfit:
        try:
            if kind_of(path) not in PICTURES:
                return _read_file(tree, path, now)
            return _find_picture(tree, path, cache) or _read_picture(tree, path, cache, now)
        except UnfitError as unfit:
            return Unfit(code=unfit.code, message=f"`{path}` {unfit}", hint=unfit.hint)
        except OSError as failure:
            message = f"`{path}` cannot be read: {reason_of(failure)}"
            return Unfit(code="unreadable", message=message, hint="fix or delete it")

    return read


def _read_file(tree: Tree, path: str, now: int) -> Attachment:
    with _open(tree.root / path, MAX_ATTACHMENT_BYTES, is_picture=False) as file:
        _refuse_pointer(file.read(len(_LFS_POINTER)))
        signature = tree.signatures[path]
        key = repr(signature) if is_settled(signature, now) else ""
        return Attachment(source=path, content=tree.root / path, key=key)


def _find_picture(tree: Tree, path: str, cache: Cache) -> Attachment | None:
    """Return the cached picture of an unchanged source; None if there is none, or its use must be recorded."""
    signature, digest = cache.files.get(path, (None, b""))
    value = cache.get("facts", digest) if signature == tree.signatures[path] else None
    if value is None or cache.folder is None:
        return None
    with suppress(msgspec.DecodeError, OSError):
        facts = _decode(value)
        found = (cache.folder / facts.file).stat()
        if signature_of(found) == facts.signature and found.st_mtime > time.time() - _DAY:
            return Attachment(source=path, content=cache.folder / facts.file, key=facts.file, size=facts.size)
    return None


def _read_picture(tree: Tree, path: str, cache: Cache, now: int) -> Attachment:
    with _open(tree.root / path, MAX_PICTURE_BYTES, is_picture=True) as file:
        raw = file.read(MAX_PICTURE_BYTES + 1)
    _refuse_pointer(raw)
    picture = prepare_picture(path, raw, cache.folder)
    if not isinstance(picture.content, Path) or picture.size is None or cache.folder is None:
        return picture
    name = picture.content.relative_to(cache.folder).as_posix()
    facts = _PictureFacts(name, signature_of(picture.content.stat()), picture.size)
    if is_settled(tree.signatures[path], now):
        digest = digest_of(path.encode("utf-8", "surrogateescape"), b"\0", name.encode())
        cache.put_entry(path, tree.signatures[path], digest, msgspec.msgpack.encode(facts))
    return replace(picture, key=name)


@contextmanager
def _open(path: Path, most: int, *, is_picture: bool) -> Iterator[BinaryIO]:
    # If the file has been replaced by a pipe since it was listed, a plain `open` would block.
    with open(path, "rb", opener=open_at_once) as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise UnfitError("not-a-file", "is neither a file nor a folder", "delete it")
        if found.st_size > most:
            raise _too_large(found.st_size, most, is_picture=is_picture)
        yield file


def _refuse_pointer(raw: bytes) -> None:
    """Raise UnfitError if Git LFS has only the name of the file in this checkout, not its contents."""
    if raw.startswith(_LFS_POINTER):
        message = "is a pointer of Git LFS: its contents have not been fetched"
        hint = "run `git lfs pull`; in a pipeline, check out with Git LFS (`lfs: true` of `actions/checkout`)"
        raise UnfitError("unreadable", message, hint)


def _too_large(size: int, most: int, *, is_picture: bool) -> UnfitError:
    message = f"has {size:,} bytes, more than {most:,}"
    if is_picture:
        return UnfitError("picture-too-large", message, "scale it down: it is shown at most 1,600 pixels wide")
    return UnfitError("attachment-too-large", message, "store it elsewhere and link to it")
