"""Request paths to files of the site, with no way to leave it."""

from pathlib import Path
from urllib.parse import unquote_to_bytes

OWN_FOLDER = ".weeknotes"
"""Publishing's own folder; never served."""


def split_request_path(target: str) -> tuple[str, ...] | None:
    """Return the parts of a request's path, the last one empty for a folder; None where they could lead elsewhere.

    Decoded once, as RFC 3986 asks, so that what is encoded twice names a file with a `%` in its name.
    """
    path = target.partition("#")[0].partition("?")[0]
    if not path.startswith("/"):
        return None
    try:
        decoded = unquote_to_bytes(path.encode("latin-1")).decode("utf-8")
    except UnicodeError:
        return None
    *folders, name = decoded[1:].split("/")
    if any(part in ("", ".", "..") for part in folders) or name in (".", ".."):
        return None
    # Windows takes `\` for `/`, and `C:` for another disk.
    if any(char in "\\:" or not char.isprintable() for char in decoded):
        return None
    return (*folders, name)


def find_file(folder: Path, parts: tuple[str, ...]) -> Path | None:
    """Return the file of the site in a folder; None where there is none, or where it is a link to the outside."""
    if parts[0].casefold() == OWN_FOLDER:
        return None
    path = folder.joinpath(*parts, "index.html") if parts[-1] == "" else folder.joinpath(*parts)
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return real if real.is_file() and real.is_relative_to(folder.resolve()) else None
