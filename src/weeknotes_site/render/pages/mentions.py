"""Mentions of a team by others: the newest on its page, and all of them on one page per year if there are many."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby

from weeknotes_site.model.archive import Archive, NotesWithBodies, with_neighbours
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.mentions import MAX_QUOTED, Sought
from weeknotes_site.model.note import Note
from weeknotes_site.model.sentences import find_sentences
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.addresses import to_sentence
from weeknotes_site.render.pages.planning import link_year, page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import TeamView, view_team

Mentioned = tuple[Sought, NotesWithBodies, tuple[int, ...]]
"""How a team is recognised, the newest notes that mention it, and the years with a page."""
MentionedTeam = tuple[Team, Sought, Note, BodyRef]
"""A team, how it is recognised, and a note that mentions it."""
MAX_ON_TEAM = 12
"""Maximum notes on a team's page."""
MAX_IN_YEAR = 250
MAX_OF_A_TEAM = 3
"""Maximum notes of one team about one week, so that no team crowds out the others."""


def plan_mentions(archive: Archive, team: Team) -> tuple[Mentioned | None, tuple[PlannedFile, ...]]:
    """Return the mentions on a team's page, or None, and the pages of years if there are more."""
    found = archive.joins.mentions.get(team.slug)
    if not found:
        return None, ()
    notes = tuple(_listed(found.notes))
    newest = archive.with_bodies(notes[:MAX_ON_TEAM])
    if len(notes) <= MAX_ON_TEAM:
        return (found.sought, newest, ()), ()
    by_year = {year: tuple(group) for year, group in groupby(notes, key=lambda note: note.week.year)}
    source = f"the mentions of the team in `{team.path or team.name}`"
    planned = []
    for before, year, after in with_neighbours(tuple(reversed(by_year))):
        args = (team, year, found.sought, archive.with_bodies(by_year[year][:MAX_IN_YEAR]), before, after)
        planned.append(page(mentions_url(team, year), "team-mentions.html", source, _context, *args))
    return (found.sought, newest, tuple(by_year)), tuple(planned)


def find_mentioned_teams(archive: Archive) -> Mapping[str, tuple[MentionedTeam, ...]]:
    """Return the teams that each team mentions, with the newest note that does, by the slug of the mentioning team."""
    found: dict[str, dict[str, MentionedTeam]] = {}
    for team in archive.teams:
        if mentions := archive.joins.mentions.get(team.slug):
            for note in mentions.notes:
                mentioned = (team, mentions.sought, note, archive.bodies[note.url])
                found.setdefault(note.team.slug, {}).setdefault(team.slug, mentioned)
    return {slug: tuple(teams.values()) for slug, teams in found.items()}


def view_mentioned_teams(site: SiteContext, mentioned: Iterable[MentionedTeam]) -> Iterator[TeamView]:
    """Yield the teams that a team mentions."""
    for team, sought, _, ref in mentioned:
        if find_sentences(site.read_body(ref), sought, 1):
            yield view_team(team)


def mentions_url(team: Team, year: int) -> str:
    """Return the address of the page of a year."""
    return f"teams/{team.slug}/mentions/{year}.html"


def view_mentions(site: SiteContext, sought: Sought, notes: NotesWithBodies) -> Iterator[parts.Mention]:
    """Yield the notes that mention a team, with their sentences."""
    for note, ref in notes:
        sentences = find_sentences(site.read_body(ref), sought, MAX_QUOTED)
        if sentences:
            quotes = tuple(parts.Quote(text=one.quoted, url=to_sentence(note.url, one)) for one in sentences)
            yield parts.Mention(note=site.view_note(note), quotes=quotes)


def _context(
    site: SiteContext,
    url: str,
    team: Team,
    year: int,
    sought: Sought,
    notes: NotesWithBodies,
    before: int | None,
    after: int | None,
) -> contexts.TeamMentionsContext:
    url_of = partial(mentions_url, team)
    values = {"team": team.name, "year": year}
    title = site.language.gettext("Mentions of %(team)s, %(year)s") % values
    about = site.language.gettext("What other teams wrote about %(team)s in %(year)s.") % values
    return contexts.TeamMentionsContext(
        site=site.view,
        page=site.page(url, title, "teams", about, team),
        team=view_team(team),
        year=year,
        mentions=tuple(view_mentions(site, sought, notes)),
        previous=link_year(before, url_of),
        next=link_year(after, url_of),
    )


def _listed(notes: Iterable[Note]) -> Iterator[Note]:
    counts: Counter[tuple[str, Week]] = Counter()
    for note in notes:
        key = note.team.slug, note.week
        counts[key] += 1
        if counts[key] <= MAX_OF_A_TEAM:
            yield note
