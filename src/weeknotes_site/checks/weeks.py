"""Check for several notes of a team in one week, and for weeks far from a note's date."""

from collections.abc import Iterable, Iterator

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.model.week import Week, week_in_words
from weeknotes_site.regex import regex
from weeknotes_site.site.identified import name_others

MIN_SHARED = 3
MOST_SLIPS = 12
"""A team with several notes in more than one week out of this many does so on purpose."""
BEFORE, AFTER = 8, 4
"""Maximum weeks by which a note's week may come before, or after, that of its date without a remark."""
_DATE = regex(r"\d{4}-\d\d-\d\d")
_NUMBER = regex(r"\d{1,4}")


def find_distant_weeks(notes: Iterable[NoteFacts]) -> Iterator[Diagnostic]:
    """Warn about `week: 2026-W06` in a note of November, unless its title or its file's name has that week, too."""
    for note in notes:
        if not note.file.fields.week:
            continue
        dated = note.team.week_of(note.day)
        # A note about a quarter has many weeks, of which one is near.
        week = min(note.file.fields.week, key=lambda week: abs(week.monday - dated.monday))
        by = (week.monday - dated.monday).days // 7
        if not -BEFORE <= by <= AFTER and not _is_confirmed(note, week):
            many = f"{abs(by)} weeks {'before' if by < 0 else 'after'}"
            message = f"`{week}` is {many} the week of the note's date, `{note.day.isoformat()}`"
            hint = f"write `week: {dated}`, or `ignore: [distant-week]` if the note is about that week"
            yield warning("distant-week", note.file.place("week"), message, hint)


def _is_confirmed(note: NoteFacts, week: Week) -> bool:
    titled = note.file.title_facts.week_number
    if titled and titled[0] == week.number:
        return True
    dates = note.file.title_facts.dates
    days = [*(day for one in dates for day in one.days), *filter(None, [note.name_day])]
    if any(abs((Week.of(day).monday - week.monday).days) <= 7 for day in days):
        return True
    name = _DATE.sub("", note.path.rpartition("/")[2])
    return week.number in map(int, _NUMBER.findall(name))


def find_shared_weeks(series: Iterable[NoteFacts]) -> list[Diagnostic]:
    """Check one team's notes in time order.

    A round-up of several weeks is no duplicate of the notes of each; drafts do not count.
    """
    by_weeks: dict[tuple[Week, ...], list[NoteFacts]] = {}
    taken: set[Week] = set()
    for note in series:
        taken.update(note.weeks)
        if not note.draft:
            by_weeks.setdefault(note.weeks, []).append(note)
    shared = [rivals for rivals in by_weeks.values() if len(rivals) > 1]
    if _posts_often(len(shared), len(by_weeks)):
        shared = [rivals for rivals in shared if _copied(rivals)]
    return [diagnostic for rivals in shared for diagnostic in _shared(rivals, taken)]


def _posts_often(shared: int, weeks: int) -> bool:
    """Return whether the team regularly has several notes a week."""
    return shared >= MIN_SHARED and shared * MOST_SLIPS > weeks


def _shared(rivals: list[NoteFacts], taken: set[Week]) -> Iterator[Diagnostic]:
    """Report the notes with a certainly wrong date or, if there are none, all of them."""
    copied = _copied(rivals)
    earliest = min(rivals, key=lambda note: (note.day, note.path))
    paths = [note.path for note in rivals]
    for note in copied or rivals:
        others = name_others(paths, note.path)
        message = f"the team has another note of {week_in_words(note.weeks[-1])}: {others}"
        key = "week" if note.file.fields.week else "date"
        hint = f"write `date: {note.name_day}`, as the file's name says"
        if not copied:
            hint = _hint(note, taken, is_earliest=note is earliest)
        yield warning("two-notes-one-week", note.file.place(key), message, hint)


def _copied(rivals: list[NoteFacts]) -> list[NoteFacts]:
    """Return the notes that were copied from another and still have its date."""
    days = {note.day for note in rivals if note.name_day == note.day}
    return [note for note in rivals if note.name_day not in (None, note.day) and note.day in days]


def _hint(note: NoteFacts, taken: set[Week], *, is_earliest: bool) -> str:
    free = _free_week(note, taken, is_earliest=is_earliest)
    either = f"write `week: {free}` if it covers that week, or " if free else ""
    return f"{either}merge the two notes"


def _free_week(note: NoteFacts, taken: set[Week], *, is_earliest: bool) -> Week | None:
    """Return the adjacent week that this note, rather than the others, may cover."""
    if is_earliest:
        # A note written early in a week may cover the previous week.
        free = note.weeks[-1].previous if note.day.isoweekday() < 4 else None
    else:
        # A Monday's note may cover the week of that Monday.
        free = note.weeks[-1].next if note.weeks[-1] < Week.of(note.day) else None
    return free if free not in taken else None
