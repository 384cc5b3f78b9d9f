"""Find the files in `static/`, which are published unchanged."""

from collections.abc import Iterator
from pathlib import Path

STATIC = "static"
_MACOS_METADATA = ".DS_Store"


def find_static(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the url and path of each file in the `static/` of a site or theme."""
    for path in sorted((folder / STATIC).rglob("*")):
        if path.is_file() and path.name != _MACOS_METADATA:
            yield path.relative_to(folder / STATIC).as_posix(), path
