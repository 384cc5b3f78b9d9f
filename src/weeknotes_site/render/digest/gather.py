"""Collect the contents of a digest, independent of its format: summaries and headings with links."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from weeknotes_site.config import Config
from weeknotes_site.languages import Language
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Note
from weeknotes_site.model.week import Week
from weeknotes_site.render.digest.contexts import DigestLink, DigestNote, WeekDigest
from weeknotes_site.render.views import highest_headings, is_late, say
from weeknotes_site.render.words import clean, shortened, week_title

MAX_SECTIONS = 12
MAX_NAMES = 8
MAX_TITLE = 200
MAX_ADDRESS = 1_000


def newest_complete_week(archive: Archive, as_of: date) -> Week | None:
    """Return the newest week with notes that is complete on a day, or None."""
    weeks = {note.week for note in archive.notes if not note.draft}
    return max((week for week in weeks if week.tuesday_after <= as_of), default=None)


def gather_week(week: Week, archive: Archive, config: Config, language: Language) -> WeekDigest:
    """Collect the notes whose last week it is, without drafts."""
    notes = [note for note in archive.by_week.get(week, ()) if note.week == week and not note.draft]
    notes.sort(key=is_late)
    return WeekDigest(
        week=week,
        site=clean(config.title) or language.gettext("Weeknotes"),
        title=week_title(week, language),
        days=language.span(week.monday, week.friday),
        url=config.base_url + week.url,
        subscribe_url=f"{config.base_url}subscribe.html",
        opening=_opening(language, dict.fromkeys(clean(note.team.name) for note in notes)),
        notes=tuple(_note(note, config.base_url, language) for note in notes),
    )


def _opening(language: Language, teams: Iterable[str]) -> str:
    teams = tuple(teams)
    if len(teams) > MAX_NAMES:
        said = language.ngettext(
            "What %(num)s team wrote about this week, in brief.",
            "What %(num)s teams wrote about this week, in brief.",
            len(teams),
        )
        return said % {"num": language.number(len(teams))}
    said = language.gettext("What %(teams)s wrote about this week, in brief.")
    return said % {"teams": language.listed(teams)} if teams else ""


def _note(note: Note, base_url: str, language: Language) -> DigestNote:
    url = base_url + note.url
    headings = [
        DigestLink(text=shortened(one.text, MAX_TITLE), url=f"{url}#{quote(one.id)}")
        for one in highest_headings(note.headings)
    ]
    sections = [one for one in headings if len(one.url) <= MAX_ADDRESS]
    names = [clean(author.name) for author in note.authors if author.is_person]
    _, line, rest = say(note, language)
    return DigestNote(
        team=clean(note.team.name),
        title=shortened(line, MAX_TITLE),
        lang=note.lang,
        url=url,
        authors=language.listed(names[:MAX_NAMES]),
        summary=clean(rest),
        sections=tuple(sections[:MAX_SECTIONS]),
        more_sections=len(headings) - len(sections[:MAX_SECTIONS]),
        is_late=is_late(note),
    )
