"""Check weeks in files' names, such as `2026-w47.md`, against the weeks that the notes cover."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.content.dates.weeks import week_in_name
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.model.week import Week, week_in_words

MIN_OTHERS = 2
"""Other notes of a year that must be named by their week before one that is a week off is reported."""


def find_misnamed_weeks(notes: Iterable[NoteFacts]) -> Iterator[Diagnostic]:
    """Warn about a note of another week than its file's name says, unless its front matter has a `week:`.

    A team may count weeks otherwise than ISO 8601 does; its notes are then equally far off in a year.
    """
    series: dict[tuple[str, int], list[tuple[NoteFacts, Week]]] = defaultdict(list)
    for note in notes:
        if note.name_day is not None or note.file.fields.week:
            continue
        named = week_in_name(note.path)
        if named and not _is_titled(note):
            series[note.team.slug, named.year].append((note, named))
    for named_notes in series.values():
        offsets = [_offset(note, named) for note, named in named_notes]
        for at, (note, named) in enumerate(named_notes):
            others = [*offsets[:at], *offsets[at + 1 :]]
            rivals = [other for other, its in named_notes if other is not note and its in other.weeks]
            if offsets[at] and offsets[at] not in others and _is_slip(note, offsets[at], others, rivals):
                yield _misnamed(note, named)


def _is_titled(note: NoteFacts) -> bool:
    """Return whether the title confirms the note's week, so that only the file has a wrong name."""
    titled = note.file.title_facts.week_number
    days = [day for one in note.dates for day in one.days]
    return (titled is not None and titled[0] == note.weeks[-1].number) or any(
        note.team.week_of(day) in note.weeks for day in days
    )


def _offset(note: NoteFacts, named: Week) -> int:
    """Return by how many weeks the name is late; 0 if the note covers the week."""
    return 0 if named in note.weeks else (named.monday - note.weeks[-1].monday).days // 7


def _is_slip(note: NoteFacts, offset: int, others: Sequence[int], rivals: Iterable[NoteFacts]) -> bool:
    """Return whether a name is probably wrong; if it is a week off, the team may count weeks in another way."""
    shares_week = any(set(note.weeks) & set(other.weeks) for other in rivals)
    return abs(offset) > 1 or shares_week or others.count(0) >= MIN_OTHERS


def _misnamed(note: NoteFacts, named: Week) -> Diagnostic:
    message = f"the file's name says {week_in_words(named)}, the note covers {week_in_words(note.weeks[-1])}"
    hint = f"correct the date, write `week: {named}`, or rename the file"
    return warning("date-and-file-differ", note.file.place("date"), message, hint)
