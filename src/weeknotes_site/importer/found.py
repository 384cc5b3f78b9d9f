"""Facts about one note from its source, each with how it was found; nothing is decided here."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.model.addresses import host_of
from weeknotes_site.model.week import Week

Content = Callable[[], bytes]
"""Reads a file's bytes when they are needed: an archive's pictures do not fit in memory together."""
FindFile = Callable[[str], Content | None]
"""Returns the file that a link's destination names, if the source contains it."""

NOTE_LINK = "imported-note:"
"""Scheme of a destination that names another note of the source: `imported-note:2022-01-21-the-queue`.

It does not contain "weeknotes", so that a link is not taken for a title.
"""


class ClueKind(StrEnum):
    """Where a team's name was found."""

    TITLE = "title"
    CATEGORY = "category"
    FOLDER = "folder"
    OTHER = "other"


class Clue(Struct, frozen=True):
    """A value and how it was found."""

    value: str
    how: str
    is_sure: bool = True
    """False if it counts only if other notes or the site agree."""
    kind: ClueKind = ClueKind.OTHER


def title_clues(team: str, subject: str, how: str) -> Iterator[Clue]:
    """Yield the teams that a title may name: before the word for weeknotes, and after it."""
    if team:
        yield Clue(team, how, kind=ClueKind.TITLE)
    if subject:
        yield Clue(subject, how, is_sure=False, kind=ClueKind.TITLE)


def category_clue(name: str) -> Clue:
    """Return a category as a clue."""
    return Clue(name, f"the category “{name}”", kind=ClueKind.CATEGORY)


def author_clues(names: Iterable[str]) -> Iterator[Clue]:
    """Yield authors as clues."""
    return (Clue(one, "the author") for one in names)


class DayClue(Struct, frozen=True, kw_only=True):
    """A day as a source gives it."""

    written: str
    readings: tuple[date, ...]
    """The days it can mean; where there are two, the first is by day and month, the second by month and day."""
    how: str
    is_typed: bool = True
    """Whether a person typed it as the note's day: its year can be wrong, and it can name the week."""
    is_of_file: bool = False
    """Whether it is the day on which the file was created or edited, which the note need not be of."""
    proves: str = ""
    """`day-first` or `month-first`, if it can be read in only one order."""
    week: Week | None = None
    """The week that it means according to the source."""


class FoundNote(Struct, frozen=True, kw_only=True):
    """One note of a source, its body in Markdown with the links as the source has them."""

    key: str
    """Its key within the source, the same in every run."""
    title: str = ""
    body: str
    days: tuple[DayClue, ...]
    """The most trusted first."""
    teams: tuple[Clue, ...]
    """The most trusted first."""
    labels: tuple[Clue, ...] = ()
    """Categories, folders and authors, which `import-map.toml` may lead to a team."""
    authors: tuple[str, ...] = ()
    authors_how: str = ""
    number: int | None = None
    number_how: str = "the title"
    tags: tuple[str, ...] = ()
    summary: str = ""
    summary_how: str = ""
    is_draft: bool = False
    lang: str = ""
    updated: str = ""
    id: str = ""
    export_ids: tuple[str, ...] = ()
    """Ids that every export of it has: `notion:63c1…`."""
    addresses: tuple[str, ...] = ()
    """Its old addresses, the usual one first: absolute, or paths from the old site's root."""
    names: tuple[str, ...] = ()
    """Targets of links to it within the source: paths, file names, titles."""
    anchors: Mapping[str, str] = {}
    """The text of headings by the ids that the source gives them."""
    extra: Mapping[str, Any] = {}
    find_file: FindFile = lambda _: None
    remarks: tuple[str, ...] = ()
    """Remarks for review."""


class Skipped(Struct, frozen=True):
    """A part of a source that does not become a note."""

    what: str
    why: str


def with_own_keys(notes: Iterable[FoundNote]) -> Iterator[FoundNote]:
    """Number the keys that several notes would have."""
    counts: Counter[str] = Counter()
    for note in notes:
        counts[note.key] += 1
        yield note if counts[note.key] == 1 else replace(note, key=f"{note.key} ({counts[note.key]})")


def unreadable(what: str, failure: Exception) -> Skipped:
    """Return the remark that a library failed."""
    if isinstance(failure, RecursionError):
        return Skipped(what, "it could not be read: it nests deeper than any document; copy its text into a new one")
    return Skipped(what, f"it could not be read ({type(failure).__name__}: {str(failure)[:200]})")


def not_published(status: str = "draft") -> str:
    """Return why a post that its site did not show is not imported."""
    return f"it is not published (`{status}`); use `--drafts` to import it as a draft"


def hidden_remark(words: int, where: str = "") -> tuple[str, ...]:
    """Return the remark that hidden text was left out; it is not quoted, because the report may be public."""
    amount = f"{words} {'word' if words == 1 else 'words'}{' in ' if where else ''}{where}"
    return (f"text that the source hides from readers was left out: {amount}",) if words else ()


def embedded_in(files: Mapping[str, bytes], otherwise: FindFile = lambda _: None) -> FindFile:
    """Return a finder of files that a note itself held, such as pictures as data."""
    return lambda name: (lambda: files[name]) if name in files else otherwise(name)


class Reading(Struct, frozen=True, kw_only=True):
    """The contents of a source."""

    notes: tuple[FoundNote, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    kinds: tuple[str, ...] = ()
    """The kind of the source, in words."""
    hosts: frozenset[str] = frozenset()
    """Hosts of its notes."""


def only_skipped(what: str, why: str) -> Reading:
    """Return the reading of a file that holds no note."""
    return Reading(skipped=(Skipped(what, why),))


def hosts_of(*addresses: str) -> frozenset[str]:
    """Return the hosts in addresses that have one."""
    return frozenset(filter(None, map(host_of, addresses)))
