"""Find headings with the title of another note: two notes were pasted into one file."""

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import islice

from msgspec import Struct

from weeknotes_site.content.files.paths import team_folder
from weeknotes_site.content.markdown.findings import MAX_OF_A_KIND
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.markdown.topics import fold
from weeknotes_site.content.note_file import NoteFields
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.titles.facts import MAX_TITLE, Sense, TitleFacts
from weeknotes_site.content.titles.reading import read_title
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.languages import in_english
from weeknotes_site.model.week import Week

_WORDS = ("week-notes", "weeknotes", "week-note", "weeknote")
_NEXT = timedelta(days=7)
"""Days between two notes; a note and its title may be dated a few days apart."""


class _Title(Struct, frozen=True):
    """A text as the title of a note."""

    facts: TitleFacts
    rest: str
    """Slug of its words without dates and number."""

    @property
    def is_of_note(self) -> bool:
        """Whether it calls the text weeknotes, or has a date or number as titles of notes do."""
        return bool(self.facts.dates or self.facts.number) or any(word in self.rest for word in _WORDS)


def find_second_notes(path: str, fields: NoteFields, title: str, outline: Outline) -> list[Diagnostic]:
    """Warn about headings that are titles of notes with another date or number, or repeat this note's title."""
    if not fields.date:
        return []
    folder = slug_of(posixpath.basename(team_folder(path) or ""))
    names = tuple(filter(None, (fields.team, folder.replace("-", " "))))
    found = _lines(fields, title, outline, names, fields.date.day)
    message = "another note begins here, judging by its title"
    hint = "move it into a file of its own"
    own_again = "delete it; if another note begins here, move that into a file of its own"
    repeated = ("this heading repeats the note's title", own_again)
    return [
        warning("two-notes-one-file", Place(path=path, line=line), *(repeated if is_repeated else (message, hint)))
        for line, is_repeated in islice(found, MAX_OF_A_KIND)
    ]


def _lines(
    fields: NoteFields, title: str, outline: Outline, names: Sequence[str], day: date
) -> Iterator[tuple[int, bool]]:
    """Yield the line of each such heading, and whether it repeats the title."""
    read = cache(lambda text: _read(text, names, day))
    shown = {fold(outline.title)} if outline.title else set()
    for section in outline.sections:
        text = outline.headings[section.heading].text[:MAX_TITLE]
        is_repeated = fold(text) in shown and fold(text) == fold(title)
        shown.add(fold(text))
        if not is_repeated and not any(map(str.isdigit, text)):
            continue
        one = read(text)
        if one.is_of_note and (is_repeated or _is_other(one, read(title), fields, names)):
            yield section.line, is_repeated


def _read(text: str, names: Sequence[str], day: date) -> _Title:
    english = in_english(text[:MAX_TITLE]).text
    facts = read_title(english, day)
    dates = facts.dates_of((*names, *(f"weeknotes {name}" for name in names)))
    spans = [(one.start, one.end) for one in dates]
    if facts.number:
        number, start = facts.number
        spans.append((start, start + len(str(number))))
    rest = "".join(" " if any(start <= at < end for start, end in spans) else char for at, char in enumerate(english))
    return _Title(TitleFacts(dates=dates, number=facts.number), slug_of(rest))


def _is_other(one: _Title, own: _Title, fields: NoteFields, names: Iterable[str]) -> bool:
    """Return whether a heading is the title of another note: worded as this one's, or as the default title."""
    slugs = {*map(slug_of, names)} - {""}
    usual = {*_WORDS, *slugs, *(f"{slug}-{word}" for slug in slugs for word in _WORDS)}
    usual |= {f"{word}-{slug}" for slug in slugs for word in _WORDS}
    if one.rest not in usual and not (one.rest and own.is_of_note and one.rest == own.rest):
        return False
    if one.facts.dates:
        return all(_is_of_another_week(found.days, found.sense, own, fields) for found in one.facts.dates)
    numbers = {number for number in (fields.number, own.facts.number and own.facts.number[0]) if number is not None}
    given = one.facts.number
    return given is not None and bool(numbers) and given[0] not in numbers and len(fields.week) < 2


def _is_of_another_week(days: Iterable[date], sense: Sense | None, own: _Title, fields: NoteFields) -> bool:
    near = [day for found in own.facts.dates if found.sense == sense for day in found.days]
    near += [fields.date.day] if fields.date and sense is Sense.DAY else []
    return bool(near) and all(
        Week.of(day) not in fields.week and all(abs(day - other) >= _NEXT for other in near) for day in days
    )
