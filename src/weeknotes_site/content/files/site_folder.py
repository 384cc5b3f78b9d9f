"""Find a site's folder: the one with `notes/` and settings."""

import os
from pathlib import Path

from weeknotes_site.config.file import CONFIG_FILE
from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.diagnostics import Place, Problem, error


def require_notes_folder(root: Path) -> None:
    """Raise Problem if a folder is not a site's, because it has no `notes/`."""
    if not (root / NOTES).is_dir():
        folder = root.resolve()
        hint = "run this in your site's folder, name it with `--root FOLDER`, or start a site: `weeknotes init`"
        if near := _site_near(folder):
            hint = f"your site's folder seems to be {near}: run this there, or name it with `--root FOLDER`"
        for name in misspelled_notes(folder):
            hint = f"rename `{name}/` to `{NOTES}/`"
        raise Problem(error("no-notes-folder", Place(path=NOTES), f"{folder} has no folder `{NOTES}/`", hint))


def misspelled_notes(root: Path) -> list[str]:
    """Return folders that are `notes/` to Windows and macOS, but not on this system."""
    try:
        with os.scandir(root) as entries:
            named = {one.name: Path(one) for one in entries if one.name.casefold() == NOTES and one.is_dir()}
        read = root / NOTES
        return sorted(name for name, path in named.items() if not (read.exists() and path.samefile(read)))
    except OSError:
        return []


def _site_near(folder: Path) -> Path | None:
    """Return the site that a folder is part of, else the only one in it; sites by `init` have settings."""
    try:
        found = [parent for parent in folder.parents if _is_site(parent)][:1]
        found = found or [path.parent for path in folder.glob(f"*/{CONFIG_FILE}") if _is_site(path.parent)]
    except OSError:
        return None
    return found[0] if len(found) == 1 else None


def site_with_notes(folder: Path) -> Path | None:
    """Return the site whose `notes/` is or contains a folder, or None."""
    return next((one.parent for one in (folder, *folder.parents) if one.name == NOTES and _is_site(one.parent)), None)


def _is_site(folder: Path) -> bool:
    return (folder / CONFIG_FILE).is_file() and (folder / NOTES).is_dir()
