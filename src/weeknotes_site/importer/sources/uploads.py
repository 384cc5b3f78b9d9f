"""The copy of a site's uploads folder that `--media` names."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from weeknotes_site.importer.found import Content, FindFile
from weeknotes_site.importer.sources.files import SourceFiles, read_document
from weeknotes_site.model.addresses import split_address

_RESIZED = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled)(?=\.\w{1,5}$)")
"""Suffix in the file names of the sizes that WordPress makes of a picture."""
_GHOST_SIZE = re.compile(r"/size/w\d{1,5}(?:h\d{1,5})?/")


def original_name(address: str) -> str:
    """Return the name of the picture that an address shows in some size."""
    return _RESIZED.sub("", PurePosixPath(unquote(split_address(address).path)).name)


def is_same_picture(address: str, other: str) -> bool:
    """Return whether two addresses show the same picture in some size, comparing the folders that both have."""
    one, two = _last_parts(address), _last_parts(other)
    shorter = min(len(one), len(two))
    return shorter > 0 and one[-shorter:] == two[-shorter:]


def _last_parts(address: str) -> tuple[str, ...]:
    """Return a picture's original name and the two folders around it, which distinguish equal names."""
    parts = PurePosixPath(unquote(split_address(address).path).casefold()).parts
    return (*(part for part in parts[:-1] if part not in ("/", "..")), original_name(address).casefold())[-3:]


def upload_finder(media: SourceFiles | None) -> FindFile:
    """Find an upload by the end of its address: `2022/01/queue.png`; for a size that is missing, the original."""
    if media is None:
        return lambda _: None
    paths = {path.casefold(): path for path in media.paths}

    def find(destination: str) -> Content | None:
        address = _GHOST_SIZE.sub("/", unquote(split_address(destination).path))
        for wanted in dict.fromkeys((address, _RESIZED.sub("", address))):
            parts = PurePosixPath(wanted).parts
            for start in range(len(parts)):
                if path := paths.get("/".join(parts[start:]).casefold()):
                    return lambda: read_document(media, path)
        return None

    return find
