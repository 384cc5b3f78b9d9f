"""Interpret paths under `notes/`: the team, and whether a file is a plain page or a team's file."""

import re
import unicodedata
from functools import lru_cache

from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.model.language import LANGUAGE_TAG
from weeknotes_site.regex import regex

NOTES = "notes"
PAGES = f"{NOTES}/_pages"
"""The folder of plain pages."""
_TEAM_FILE = regex(rf"_team(?:\.({LANGUAGE_TAG.pattern}))?\.md")
_HARMFUL = ("Cc", "Cs", "Zl", "Zp")
_TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_NO_TEAM_FOLDER = regex(r"_.*|\d{4}|(?:\d{4}-?)?[Ww]\d{1,2}|\d{4}-\d{2}")


def is_in_notes(path: str) -> bool:
    """Return whether a path is of a file or folder in `notes/`; the folder itself is not."""
    return path.startswith(f"{NOTES}/")


def is_page(path: str) -> bool:
    """Return whether a Markdown file is a plain page."""
    return path.startswith(f"{PAGES}/")


def is_team_file(path: str) -> bool:
    """Return whether a Markdown file is a `_team.md` or a translation of one."""
    return "/_team." in path and _team_file(path) is not None and not is_page(path)


def team_file_language(path: str) -> str:
    """Return the language in a team file's name; empty for `_team.md`."""
    found = _team_file(path)
    return (found and found[1]) or ""


def _team_file(path: str) -> re.Match[str] | None:
    return _TEAM_FILE.fullmatch(path.rpartition("/")[2])


def stem_of(path: str) -> str:
    """Return the name of a Markdown file without its suffix."""
    return path.rpartition("/")[2][: -len(".md")]


def team_folder(path: str) -> str | None:
    """Return the first folder under `notes/` if it names a team; years, weeks and `_…` do not."""
    name = first_part(path)
    end = len(NOTES) + 1 + len(name)
    return path[:end] if len(path) > end and can_name_team(name) else None


def first_part(path: str) -> str:
    """Return the name of the first folder under `notes/` in a path, or of the file if it is in none."""
    return path[len(NOTES) + 1 :].partition("/")[0]


@lru_cache(maxsize=10_000)
def can_name_team(folder: str) -> bool:
    """Return whether a folder with this name under `notes/` is a team's."""
    return not folder.startswith("_") and not _NO_TEAM_FOLDER.fullmatch(folder)


def why_not_a_team(name: str) -> str:
    """Return why a team with this name cannot have a folder, to follow its name in a message; empty if it can."""
    slug = slug_of(name)
    if not slug:
        return "has no letter or digit for the name of the team's folder"
    if not can_name_team(slug):
        return f"cannot be a team, because `{NOTES}/{slug}/` is a folder for a year, month or week"
    return f"cannot be a team, because Windows reserves the file name `{slug}`" if is_reserved(slug) else ""


def printable(path: str) -> str:
    """Return a path with control, bidirectional and invalid characters replaced.

    No-break spaces (before AM and PM in names by macOS) and zero-width joiners (in emoji) are kept.
    """
    if path.isascii() and path.isprintable():
        return path
    return "".join("\ufffd" if _is_harmful(char) else char for char in path)


def _is_harmful(char: str) -> bool:
    return unicodedata.category(char) in _HARMFUL or unicodedata.bidirectional(char) in _TURNING
