"""Pictures embedded in a document as data."""

import base64
import binascii
import re

_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|avif);base64,")
MAX_DATA = 34_000_000
"""Characters of base64, some 25 MB."""


def decode_data(source: str) -> tuple[str, bytes] | None:
    """Return the ending and the bytes of a picture in a `data:` address; None if it is not one."""
    match = _DATA.match(source)
    if match is None or len(source) > MAX_DATA:
        return None
    try:
        content = base64.b64decode("".join(source[match.end() :].split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return match[1].replace("jpeg", "jpg"), content
