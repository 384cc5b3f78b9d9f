"""Read team, day and year from paths."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from weeknotes_site.importer.clues.dates import (
    WEEK_NUMBER,
    bare_year,
    clues_in,
    day_of_week,
    find_days,
    week_of_folders,
    week_of_numbers,
    with_year,
)
from weeknotes_site.importer.clues.titles import is_generic, read_title
from weeknotes_site.importer.found import Clue, ClueKind, DayClue
from weeknotes_site.model.names import capital
from weeknotes_site.model.word_lists import word_list

_DASHES = re.compile(r"[-_]+")
_DIGIT = re.compile(r"\d")
_DAY_FOLDERS = re.compile(r"(?:^|/)(20\d{2})/([01]\d)[/-]([0-3]\d)(?=[/_-])")

_NO_TEAMS = frozenset(
    word_list("content; src; source; drafts; pages; en; docs; documents; files; site; data; archive; archives")
)


def year_of(path: str, title: str = "") -> str:
    """Return the year that a document's title, file name or folder gives without a day: `weeknotes-2023.md`."""
    pure = PurePosixPath(path)
    named = (title, pure.stem, *reversed(pure.parts[:-1]))
    return "" if find_days(pure.stem, compact=True) else next(filter(None, map(bare_year, named)), "")


def folder_clues(path: str) -> Iterator[Clue]:
    """Yield the folders of a path that could name a team, the outermost first."""
    for folder in PurePosixPath(path).parts[:-1]:
        yield from (one for one in _folder_clue(folder) if one.value.casefold() not in _NO_TEAMS)


def jekyll_home_clues(inside: str) -> Iterator[Clue]:
    """Yield the folder around `_posts`, which Jekyll makes the first category of its posts."""
    home = PurePosixPath(inside.partition("_posts/")[0]).name if "/_posts/" in inside else ""
    yield from _folder_clue(home)


def _folder_clue(folder: str) -> Iterator[Clue]:
    name = _DASHES.sub(" ", folder).strip()
    if name and not is_generic(name) and not _DIGIT.search(name):
        yield Clue(capital(name), f"the folder `{folder}`", kind=ClueKind.FOLDER)


def file_clue(path: str) -> Iterator[Clue]:
    """Yield the team that a file's name gives: `data-platform-weeknotes.docx`."""
    name = read_title(_DASHES.sub(" ", PurePosixPath(path).stem))
    if name.is_weeknote:
        team = read_title(name.text.title()).team
        if team:
            yield Clue(team[:1] + team[1:].lower() if team.count(" ") else team, "the file's name")


def path_days(path: str, *, counts_weeks: bool) -> tuple[DayClue, ...]:
    """Return the days that a file's name and folders give; with `counts_weeks`, `2024-07` is a week."""
    pure = PurePosixPath(path)
    is_index = pure.stem.lower() == "index" and bool(pure.parent.name)
    stem = (pure.parent.name if is_index else pure.stem).replace("_", "-")
    named = clues_in(stem, "the folder's name" if is_index else "the file's name", compact=True)
    if not named and (folders := _DAY_FOLDERS.search(path)):
        named = clues_in("-".join(folders.groups()), "the folders' names")
    if not named and (year := year_of(path)):
        how = f"the file's name, with the year {year} of its path"
        named = tuple(one for one in clues_in(with_year(stem, year), how) if not WEEK_NUMBER.match(one.written))
    week = week_of_folders((*pure.parts[:-1], pure.stem))
    week = week or (week_of_numbers(path) if counts_weeks and not named else None)
    return (*named, *((day_of_week(week, "the folder's week", str(week)),) if week else ()))
