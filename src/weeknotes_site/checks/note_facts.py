"""Facts about one note that checks compare: its dates, weeks, number and title."""

from datetime import date, timedelta

from msgspec import Struct

from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.titles.facts import MAX_TITLE, TitleDate
from weeknotes_site.diagnostics import Place
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.site.identified import Identified

_MONTHS_AWAY = timedelta(days=180)


class NoteFacts(Struct, frozen=True, kw_only=True):
    """Facts about one note, which may have errors."""

    file: NoteFile
    path: str
    """Path of its file."""
    team: Team
    day: date
    """The date in front matter."""
    weeks: tuple[Week, ...]
    number: int | None
    title: str
    """The title as written; empty if it has none."""
    dates: tuple[TitleDate, ...]
    """Dates, weeks and numbers that the title mentions."""
    name_day: date | None
    """The date in the file name."""
    contradicts_name: bool
    """Whether the date is months away from the one in the file name."""
    draft: bool

    def in_title(self, text: str, start: int) -> Place:
        """Return the place of a part of the title."""
        place = self.file.title_place
        if place is None or not place.source:
            return self.file.whole
        lead = self.title[:start]
        whole = place.source.find(lead + text, max(place.column - 1, 0))
        at = whole + len(lead) if whole >= 0 else place.source.find(text, max(place.column - 1, 0))
        if at < 0:
            return place
        return Place(path=place.path, line=place.line, column=at + 1, length=len(text), source=place.source)


def gather_facts(note: Identified) -> NoteFacts | None:
    """Return the facts about a note; None if it has no date or is blank."""
    file, team = note.file, note.team
    day = file.day
    if day is None or file.is_blank:
        return None
    return NoteFacts(
        file=file,
        path=file.path,
        team=team,
        day=day,
        weeks=note.weeks,
        number=file.fields.number,
        title=file.title[:MAX_TITLE],
        dates=file.title_facts.dates_of(team.names),
        name_day=file.name_day,
        contradicts_name=file.name_day is not None and abs(file.name_day - day) > _MONTHS_AWAY,
        draft=file.fields.draft,
    )
