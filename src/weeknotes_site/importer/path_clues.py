"""Read team and year from paths."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from weeknotes_site.importer.dates import find_days
from weeknotes_site.importer.found import Clue, ClueKind
from weeknotes_site.importer.long_text import bare_year
from weeknotes_site.importer.titles import is_generic, read_title
from weeknotes_site.model.names import capital

_DASHES = re.compile(r"[-_]+")
_DIGIT = re.compile(r"\d")


def year_of(path: str, title: str = "") -> str:
    """Return the year that a document's title, file name or folder gives without a day: `weeknotes-2023.md`."""
    pure = PurePosixPath(path)
    named = (title, pure.stem, *reversed(pure.parts[:-1]))
    return "" if find_days(pure.stem, compact=True) else next(filter(None, map(bare_year, named)), "")


def folder_clues(path: str) -> Iterator[Clue]:
    """Yield the folders of a path that could name a team, the outermost first."""
    for folder in PurePosixPath(path).parts[:-1]:
        name = _DASHES.sub(" ", folder).strip()
        if name and not is_generic(name) and not _DIGIT.search(name) and name.casefold() not in _NO_TEAMS:
            yield Clue(capital(name), f"the folder `{folder}`", kind=ClueKind.FOLDER)


def home_clues(inside: str) -> Iterator[Clue]:
    """Yield the folder around `_posts`, which Jekyll makes the first category of its posts."""
    home = PurePosixPath(inside.partition("_posts/")[0]).name if "/_posts/" in inside else ""
    name = _DASHES.sub(" ", home).strip()
    if name and not is_generic(name) and not _DIGIT.search(name):
        yield Clue(capital(name), f"the folder `{home}`", kind=ClueKind.FOLDER)


def file_clue(path: str) -> Iterator[Clue]:
    """Yield the team that a file's name gives: `data-platform-weeknotes.docx`."""
    name = read_title(_DASHES.sub(" ", PurePosixPath(path).stem))
    if name.is_weeknote:
        team = read_title(name.text.title()).team
        if team:
            yield Clue(team[:1] + team[1:].lower() if team.count(" ") else team, "the file's name")


_NO_TEAMS = frozenset(
    (
        "content",
        "src",
        "source",
        "drafts",
        "pages",
        "en",
        "docs",
        "documents",
        "files",
        "site",
        "data",
        "archive",
        "archives",
    )
)
