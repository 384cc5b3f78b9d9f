"""Find notes that were imported before, even from a renamed export, and duplicates."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.importer.compose.places import team_folder
from weeknotes_site.importer.found import FoundNote, Skipped
from weeknotes_site.importer.import_map import Imported, ImportMap
from weeknotes_site.importer.known_site import KnownSite
from weeknotes_site.importer.settle.notes import Settled
from weeknotes_site.importer.sources.paths import MARKDOWN

_NUMBERED = re.compile(r" ?\(\d{1,3}\)(?=(?:\.\w{1,10})?$)")
"""Suffix that browsers add to a repeated download."""
_WORD = re.compile(r"[^\W_]+")
_TEXT = "text:"
_DAY_CHARACTERS = len("2023-01-20")

_Place = tuple[str, str]
"""A note's folder and day."""


class Deduplicated(Struct, frozen=True, kw_only=True):
    """The notes of a run."""

    notes: tuple[Settled, ...]
    """Each with its own source; a note imported before keeps the source it had then."""
    duplicates: tuple[Settled, ...]
    """Duplicates, each with the source of the note that is kept."""
    remarks: tuple[Skipped, ...]
    """Remarks on duplicates, and on notes that have changed since they were imported."""


def deduplicate(settled: Sequence[Settled], before: ImportMap, site: KnownSite) -> Deduplicated:
    """Find notes that were imported before, and duplicates."""
    marked = [replace(one, known_by=_marks_of(one.note)) for one in settled]
    known = _Known(before.notes, site)
    by_marks = [known.by_marks(one) for one in marked]
    entries = [entry or known.by_name(one) for one, entry in zip(marked, by_marks, strict=True)]
    remarks = [_changed(one, entry) for one, entry in zip(marked, entries, strict=True) if entry]
    run = _Run(before.notes, site)
    for one, entry in zip(marked, entries, strict=True):
        run.add(one, entry)
    return Deduplicated(
        notes=tuple(run.notes),
        duplicates=tuple(run.duplicates),
        remarks=(*filter(None, remarks), *run.remarks),
    )


class _Known:
    """Finds notes that earlier runs imported, each for one note of this run only, except for exact copies."""

    def __init__(self, entries: Sequence[Imported], site: KnownSite) -> None:
        self._site = site
        self._claimed: set[str] = set()
        self._by_mark: dict[tuple[str, _Place | None], Imported] = {}
        self._by_name: dict[str, list[Imported]] = {}
        self._by_address: dict[str, Imported] = {}
        for entry in entries:
            for key in _mark_keys(entry.known_by, _place_of(entry)):
                self._by_mark.setdefault(key, entry)
            self._by_name.setdefault(_plain_name(entry.source), []).append(entry)
            for address in _web(entry.old):
                self._by_address.setdefault(address, entry)

    def by_marks(self, one: Settled) -> Imported | None:
        """Return the earlier note with the same id, or with the same words, team and day."""
        keys = _mark_keys(one.known_by, _place(one, self._site))
        return self._claim(next((self._by_mark[key] for key in keys if key in self._by_mark), None))

    def by_name(self, one: Settled) -> Imported | None:
        """Return the earlier note with the same name in its source, unless another note has that name now."""
        at_address = (self._by_address[address] for address in _web(one.note.addresses) if address in self._by_address)
        named = self._by_name.get(_plain_name(one.source), [])
        free = [entry for entry in named if entry.source not in self._claimed and not self._is_other(one, entry)]
        exact = (entry for entry in free if entry.source == one.source)
        same = (
            entry
            for entry in at_address
            if entry.source not in self._claimed and _key(entry.source) and _key(entry.source) == _key(one.source)
        )
        return self._claim(next(iter((*same, *exact, *free)), None))

    def _claim(self, entry: Imported | None) -> Imported | None:
        if entry:
            self._claimed.add(entry.source)
        return entry

    def _is_other(self, one: Settled, entry: Imported) -> bool:
        """Return whether a note with the same name differs in its words, and in its team or day."""
        place = _place(one, self._site)
        return bool(
            entry.known_by and not set(entry.known_by) & set(one.known_by) and place and place != _place_of(entry)
        )


class _Run:
    """Collects the notes of a run: each once, under a unique source."""

    def __init__(self, entries: Sequence[Imported], site: KnownSite) -> None:
        self._site = site
        self._sources = {entry.source for entry in entries}
        self._by_mark: dict[tuple[str, _Place | None], str] = {}
        self._by_address = {
            old: (_is_markdown(entry.source), entry.source) for entry in entries for old in _web(entry.old)
        }
        self.notes: list[Settled] = []
        self.duplicates: list[Settled] = []
        self.remarks: list[Skipped] = []

    def add(self, one: Settled, entry: Imported | None) -> None:
        """Add a note with the entry of its earlier import."""
        if entry:
            self._remember(one, entry.source)
            self.notes.append(replace(one, source=entry.source))
        elif one.missing:
            self.notes.append(replace(one, source=self._own_source(one.source)))
        elif twin := self._twin(one):
            source, why = twin
            self.duplicates.append(replace(one, source=source))
            self.remarks.append(Skipped(one.source, why))
        else:
            source = self._own_source(one.source)
            self._remember(one, source)
            self.notes.append(replace(one, source=source))

    def _twin(self, one: Settled) -> tuple[str, str] | None:
        """Return the source of the note that this one duplicates, and why.

        Two Markdown files are two notes even at one address: it follows from a pattern that may not tell them apart.
        """
        for key in _mark_keys(one.known_by, _place(one, self._site)):
            if source := self._by_mark.get(key):
                return source, f"it is the same note as {source}"
        is_markdown = _is_markdown(one.source)
        for address in _web(one.note.addresses):
            is_other_markdown, source = self._by_address.get(address, (False, ""))
            if source and not (is_markdown and is_other_markdown):
                return source, f"another note has its address: {address}"
        return None

    def _remember(self, one: Settled, source: str) -> None:
        self._sources.add(source)
        for key in _mark_keys(one.known_by, _place(one, self._site)):
            self._by_mark.setdefault(key, source)
        for address in _web(one.note.addresses):
            self._by_address.setdefault(address, (_is_markdown(source), source))

    def _own_source(self, source: str) -> str:
        names = (source if number == 1 else f"{source} ({number})" for number in count(1))
        return next(name for name in names if name not in self._sources)


def _marks_of(note: FoundNote) -> tuple[str, ...]:
    """Return keys that identify a note across exports: its ids there, and the hash of its words and authors."""
    words = " ".join(_WORD.findall("\n".join((note.title, *note.authors, note.body)))).encode("utf-8", "replace")
    return (*note.export_ids, f"{_TEXT}{hashlib.sha256(words).hexdigest()[:32]}")


def _is_text_mark(mark: str) -> bool:
    """Return whether a mark is a hash of a note's words, which several notes can have."""
    return mark.startswith(_TEXT)


def _changed(one: Settled, entry: Imported) -> Skipped | None:
    """Report a note whose text has changed since it was imported."""
    texts = {mark for mark in entry.known_by if _is_text_mark(mark)}
    if not texts or texts & set(one.known_by):
        return None
    return Skipped(one.source, f"it has changed since it was imported as `{entry.path}`; compare the two")


def _plain_name(source: str) -> str:
    """Return a source without the numbers that browsers, and runs with several sources of the same name, add to it."""
    end = min(at for at in (source.find("/"), source.find("#"), len(source)) if at >= 0)
    return _NUMBERED.sub("", source[:end]) + _NUMBERED.sub("", source[end:])


def _key(source: str) -> str:
    """Return a note's key within an export or feed."""
    return source.partition("#")[2]


def _mark_keys(marks: Iterable[str], place: _Place | None) -> Iterator[tuple[str, _Place | None]]:
    """Yield each mark with the place where it counts: an id everywhere, a text in its folder and on its day only."""
    return ((mark, place if _is_text_mark(mark) else None) for mark in marks)


def _place(one: Settled, site: KnownSite) -> _Place | None:
    return (team_folder(one.team.name, site), one.day.day.isoformat()) if one.team.name and one.day.day else None


def _place_of(entry: Imported) -> _Place:
    folder, _, name = entry.path.rpartition("/")
    return folder, name[:_DAY_CHARACTERS]


def _web(addresses: Sequence[str]) -> Iterator[str]:
    return (address for address in addresses if "://" in address)


def _is_markdown(source: str) -> bool:
    return source.partition("#")[0].lower().endswith(MARKDOWN)
