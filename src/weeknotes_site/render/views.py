"""Views of notes, teams and weeks for templates: plain values in words, so that the model can change independently.

Every `url` is within the site: templates put `page.root` before it. See `docs/theme.md`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from zlib import crc32

from msgspec import Struct

from weeknotes_site.content.markdown.html.urls import ALLOWED_SCHEMES
from weeknotes_site.content.markdown.topics import fold
from weeknotes_site.content.titles.headline import BETWEEN_CLAUSES, MAX_SENTENCE, first_sentence, headline_of
from weeknotes_site.languages import Language, name_of
from weeknotes_site.model.addresses import split_address
from weeknotes_site.model.note import Author, Heading, Note, Tag
from weeknotes_site.model.sentences import sentence_ends
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render.addresses import as_link
from weeknotes_site.render.words import shortened, title_of

ACCENTS = 12
_HIGH_BITS = 22
"""The bits of a slug's checksum that choose its colour; the lowest are equal for several teams of the example site."""


class DayView(Struct, frozen=True, kw_only=True):
    """A day."""

    iso: str
    """`2022-01-24`, for `datetime` attributes."""
    words: str
    """`24 January 2022`."""


class WeekView(Struct, frozen=True, kw_only=True):
    """A week with notes."""

    url: str
    url_in_full: str
    """The page with all its notes in full."""
    iso: str
    """`2022-W03`."""
    number: int
    year: int
    days: str
    """`17–21 January 2022`, Monday to Friday."""


class TeamView(Struct, frozen=True, kw_only=True):
    """A team."""

    url: str
    name: str
    slug: str
    accent: int
    """Number of the team's colour in the palette: 1 to 12."""


class NameView(Struct, frozen=True, kw_only=True):
    """A person, a tag, or a team that signs as a whole."""

    name: str
    slug: str
    """Equal for all spellings of a name."""
    url: str
    """Empty without a page."""


class LinkView(Struct, frozen=True, kw_only=True):
    """Something that may be an address: a mailbox, a page, or just the name of a channel."""

    text: str
    url: str
    """Empty if it is not an address."""


class NoteView(Struct, frozen=True, kw_only=True):
    """A note as lists and its own page show it."""

    url: str
    title: str
    """In full, for the browser's tab and for feeds."""
    headline: str
    """The title without team, date and number; empty if nothing is left."""
    line: str
    """Its line in a list: the headline, else the first sentence of the summary."""
    rest: str
    """The summary without `line`."""
    team: TeamView
    authors: tuple[NameView, ...]
    signed: tuple[NameView, ...]
    """Its authors except its own team, whose name is shown next to them."""
    date: DayView
    updated: DayView | None
    week: WeekView
    """The last week it covers."""
    weeks: tuple[WeekView, ...]
    days: str
    """Mondays to Fridays of the weeks it covers, together if they follow each other: `10–21 January 2022`."""
    summary: str
    has_written_summary: bool
    """Whether front matter has the summary; else it is text of the note."""
    headings: tuple[Heading, ...]
    """Each with `level`, `text` and `id`."""
    sections: tuple[Heading, ...]
    """The headings of its highest level."""
    tags: tuple[NameView, ...]
    number: int | None
    minutes: int
    """Reading time, at least 1."""
    lang: str
    """Empty if the note is in the site's language."""
    language: str
    """The language's own name for itself, if `lang` is set and the site has several languages; else empty."""
    is_late: bool
    """Whether it is dated later than the Monday after its week."""
    is_draft: bool
    path: str
    """Its file, relative to the site's root."""
    extra: Mapping[str, object]


def view_day(language: Language, day: date) -> DayView:
    """View a day."""
    return DayView(iso=day.isoformat(), words=language.day(day))


@lru_cache(maxsize=4_000)
def view_week(language: Language, week: Week) -> WeekView:
    """View a week."""
    return WeekView(
        url=week.url,
        url_in_full=week.url_in_full,
        iso=str(week),
        number=week.number,
        year=week.year,
        days=language.span(week.monday, week.friday),
    )


def view_team(team: Team) -> TeamView:
    """View a team; its accent depends only on its slug, so that no other team can change it."""
    return TeamView(
        url=team.url, name=team.name, slug=team.slug, accent=(crc32(team.slug.encode()) >> _HIGH_BITS) % ACCENTS + 1
    )


def view_name(one: Author | Tag, *, has_people: bool = True) -> NameView:
    """View a person or tag."""
    has_page = isinstance(one, Tag) or (one.is_person and has_people)
    return NameView(name=one.name, slug=one.slug, url=one.url if has_page else "")


def view_link(text: str) -> LinkView:
    """View a text that may be an address."""
    address = as_link(text)
    is_address = split_address(address).scheme in ALLOWED_SCHEMES
    return LinkView(text=text.removeprefix("mailto:"), url=address if is_address else "")


def is_late(note: Note) -> bool:
    """Return whether a note was published after the Monday after its week, when readers have read the week."""
    return note.date > note.week.monday + timedelta(days=7)


def highest_headings(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Return the headings of the highest level in use, without those that have no text for a link."""
    named = [heading for heading in headings if heading.text]
    highest = min((heading.level for heading in named), default=0)
    return tuple(heading for heading in named if heading.level == highest)


def view_note(language: Language, note: Note, *, has_people: bool = True, has_languages: bool = False) -> NoteView:
    """View a note; its authors have links if people have pages, and its language is named if the site has several."""
    authors = tuple(view_name(one, has_people=has_people) for one in note.authors)
    headline, line, rest = say(note, language)
    weeks = tuple(view_week(language, week) for week in note.weeks)
    return NoteView(
        url=note.url,
        title=title_of(note, language),
        headline=headline,
        line=line,
        rest=rest,
        team=view_team(note.team),
        authors=authors,
        signed=tuple(
            view
            for view, one in zip(authors, note.authors, strict=True)
            if one.is_person or not _is_own_team(one, note.team)
        ),
        date=view_day(language, note.date),
        updated=view_day(language, note.updated.day) if note.updated else None,
        week=weeks[-1],
        weeks=weeks,
        days=weeks[0].days if len(weeks) == 1 else _days(note.weeks, language),
        summary=note.summary,
        has_written_summary=note.has_written_summary,
        headings=note.headings,
        sections=highest_headings(note.headings),
        tags=tuple(map(view_name, note.tags)),
        number=note.number,
        minutes=note.minutes,
        lang=note.lang,
        language=name_of(note.lang) if note.lang and has_languages else "",
        is_late=is_late(note),
        is_draft=note.draft,
        path=note.path,
        extra=note.extra,
    )


def say(note: Note, language: Language) -> tuple[str, str, str]:
    """Return a note's headline, its line in a list, and its summary without that line."""
    headline, summary = headline_of(note), note.summary
    if headline:
        return headline, headline, _without(headline, summary)
    line = first_sentence(summary)
    if line.endswith("…") and not summary.startswith(line):
        return "", line, f"… {summary[len(line) - 1 :].lstrip(f' {BETWEEN_CLAUSES}').rstrip()}"
    if line:
        return "", line, summary[len(line) :].strip()
    sections = language.comma.join(one.text for one in highest_headings(note.headings))
    return "", shortened(sections, MAX_SENTENCE) or language.gettext("Weeknotes"), ""


def _without(headline: str, summary: str) -> str:
    """Return a summary without its first sentences, if the headline is the same."""
    words = fold(headline)
    if fold(summary[: 2 * len(headline)]).startswith(words):
        for end in (*sentence_ends(summary), len(summary)):
            if fold(summary[:end]) == words:
                return summary[end:].strip()
    return summary


def _days(weeks: Sequence[Week], language: Language) -> str:
    runs: list[tuple[Week, Week]] = []
    for week in weeks:
        if runs and week.previous == runs[-1][1]:
            runs[-1] = runs[-1][0], week
        else:
            runs.append((week, week))
    return language.listed(language.span(first.monday, last.friday) for first, last in runs)


def _is_own_team(author: Author, team: Team) -> bool:
    return author.name == team.name or author.slug.removesuffix("-team") == team.slug.removesuffix("-team")
