"""Map request paths to files of the site, and to no others."""

from pathlib import Path
from urllib.parse import unquote_to_bytes

from weeknotes_site.model.output import OWN_FOLDER


def split_request_path(target: str) -> tuple[str, ...] | None:
    """Return the parts of a request path, the last one empty for a folder; None if it is unsafe.

    The path is decoded once (RFC 3986), so a doubly encoded path is a file with `%` in its name.
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
    # On Windows, `\` is a separator and `C:` a drive.
    if any(char in "\\:" or not char.isprintable() for char in decoded):
        return None
    return (*folders, name)


def find_file(folder: Path, parts: tuple[str, ...]) -> Path | None:
    """Return the requested file in a folder; None if it is missing or a link that points outside."""
    if parts[0].rstrip(". ").casefold() == OWN_FOLDER:  # Windows ignores dots and spaces at the end
        return None
    path = folder.joinpath(*parts, "index.html") if parts[-1] == "" else folder.joinpath(*parts)
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return real if real.is_file() and real.is_relative_to(folder.resolve()) else None
