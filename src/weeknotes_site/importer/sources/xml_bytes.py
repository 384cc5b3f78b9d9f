"""Clean the bytes of an XML export: control characters and Windows-1252 within UTF-8 would stop a parser."""

import codecs
import re
from typing import IO

from weeknotes_site.importer.sources.files import MAX_EXPORT_BYTES, RefusedError

_ENCODING = re.compile(rb"""^\s{0,10}<\?xml[^<>]{0,100}encoding\s{0,3}=\s{0,3}["']([\w-]{1,40})["']""")
_CONTROLS = bytes(code if code >= 32 or code in (9, 10, 13) else 32 for code in range(256))
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_ERRORS = "weeknotes-windows-1252"


class CleanXml:
    """File-like object that cleans the bytes it reads; raises RefusedError above the largest size of an export."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content, self._left = content, MAX_EXPORT_BYTES
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_first = self._is_clean = True

    def read(self, size: int = -1) -> bytes:
        """Read about `size` bytes; empty only at the end of the file."""
        while data := self._next(size):
            if clean := self._cleaned(data, is_last=False):
                return clean
        return self._cleaned(b"", is_last=True)

    def _next(self, size: int) -> bytes:
        data = self._content.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise RefusedError(f"has more than {MAX_EXPORT_BYTES:,} bytes")
        if self._is_first:
            self._look_at(data)
        return data

    def _cleaned(self, data: bytes, *, is_last: bool) -> bytes:
        if self._is_clean:
            return data
        data = data.translate(_CONTROLS)
        return self._decoder.decode(data, final=is_last).encode() if self._decoder else data

    def _look_at(self, opening: bytes) -> None:
        """Detect the encoding by the first bytes; bytes of UTF-16 cannot be checked one by one."""
        self._is_first = False
        self._is_clean = opening.startswith(_WIDE)
        declared = _ENCODING.match(opening.removeprefix(codecs.BOM_UTF8))
        if not self._is_clean and (declared is None or declared[1].lower() in (b"utf-8", b"utf8")):
            self._decoder = codecs.getincrementaldecoder("utf-8")(_ERRORS)


def _as_windows(failure: UnicodeError) -> tuple[str, int]:
    if not isinstance(failure, UnicodeDecodeError):
        raise failure
    byte = failure.object[failure.start : failure.start + 1]
    return byte.decode("cp1252", "replace"), failure.start + 1


codecs.register_error(_ERRORS, _as_windows)
