"""Decode texts."""

import re

_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s{0,3}=\s{0,3}["']?([\w-]{1,40})""", re.I)


def decode_text(raw: bytes, *, is_html: bool = False) -> str:
    """Decode a text by its BOM, by the charset that HTML declares, as UTF-8, else as Windows-1252."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return _lines(raw.decode(name, "replace"))
    declared = _CHARSET.search(raw[:4_000])
    names = ["utf-8", *([declared[1].decode("ascii", "replace")] if is_html and declared else []), "cp1252"]
    for name in names:
        try:
            return _lines(raw.decode(name))
        except (UnicodeError, LookupError):
            continue
    return _lines(raw.decode("cp1252", "replace"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip("\ufeff")
