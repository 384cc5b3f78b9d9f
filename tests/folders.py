"""Write and read complete folders."""

from collections.abc import Mapping
from pathlib import Path


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files under a folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file under a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_site(output: Path) -> dict[str, bytes]:
    """Return the bytes of every published file of an output."""
    return {name: content for name, content in read_files(output).items() if not name.startswith(".weeknotes/")}
