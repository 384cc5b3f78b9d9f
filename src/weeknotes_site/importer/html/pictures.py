"""Pictures that a page holds as data within itself."""

import base64
import binascii
import re

from bs4 import Tag

_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|avif);base64,")
MAX_DATA = 34_000_000
"""Characters of base64, some 25 MB."""


def decode_data(source: str) -> tuple[str, bytes] | None:
    """Return the ending and the bytes of a picture in a `data:` address; None where it is none."""
    match = _DATA.match(source)
    if match is None or len(source) > MAX_DATA:
        return None
    try:
        content = base64.b64decode("".join(source[match.end() :].split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return match[1].replace("jpeg", "jpg"), content


def take_data_pictures(soup: Tag) -> dict[str, bytes]:
    """Give pictures held as data a name instead, and return them by it."""
    files: dict[str, bytes] = {}
    for img in soup.find_all("img"):
        source = str(img.get("src") or "")
        if not source.startswith("data:"):
            continue
        if decoded := decode_data(source):
            name = f"data-picture-{len(files) + 1}.{decoded[0]}"
            files[name] = decoded[1]
            img["src"] = name
        else:
            img["src"] = f"data-picture.{source[5:30].split(';')[0].split('/')[-1] or 'unknown'}"
    return files
