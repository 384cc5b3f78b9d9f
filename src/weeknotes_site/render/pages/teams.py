"""One page per team, and the list of teams."""

from collections.abc import Iterable, Iterator, Set
from functools import partial
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.content.markdown.topics import topic_of
from weeknotes_site.languages import Language
from weeknotes_site.model.archive import Archive, with_neighbours
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.note import Heading, Note
from weeknotes_site.model.team import Team
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.addresses import body_on_page
from weeknotes_site.render.feed_links import mentions_feed_link, team_feed_links
from weeknotes_site.render.pages.catch_up import MAX_LISTED as MAX_QUARTERS
from weeknotes_site.render.pages.catch_up import QuarterKey, find_quarters, link_quarter, plan_quarters
from weeknotes_site.render.pages.mentions import (
    Mentioned,
    MentionedTeam,
    find_mentioned_teams,
    mentions_url,
    plan_mentions,
    view_mentioned_teams,
    view_mentions,
)
from weeknotes_site.render.pages.next_note import offer_next_note
from weeknotes_site.render.pages.planning import TeamSummary, group_by_year, link_year, page, summarise_team, team_line
from weeknotes_site.render.pages.threads import (
    MAX_LISTED,
    ThreadSummary,
    plan_threads,
    summarise_threads,
    thread_line,
    threads_url,
)
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_link, view_team
from weeknotes_site.site.redirects import OUR_PAGES

MAX_RECURRING = 12
MAX_PLACES = 24
"""Maximum notes listed with a recurring heading, the newest."""
MAX_MENTIONED = 30
"""Maximum number of teams listed as mentioned by a team."""
MAX_NOTES = 60
"""Maximum notes of all years on a team's page; with more, each earlier year has its own page."""


class TeamAdditions(Struct, frozen=True, array_like=True):
    """Additions to a team's page, besides its notes."""

    successor: Team | None
    """The team that continues its work."""
    continues: tuple[Team, ...]
    """Teams whose work it continues."""
    mentioned_by: Mentioned | None
    mentioned: tuple[MentionedTeam, ...]
    threads: tuple[ThreadSummary, ...]
    topics: tuple[str, ...]
    """Topics of headings that have a thread."""
    quarters: tuple[QuarterKey, ...]
    """The newest quarters that have a page, newest first."""


def plan_teams(archive: Archive, config: Config) -> Iterator[PlannedFile]:
    """Plan the list of teams and the page of each."""
    teams = tuple(summarise_team(archive, team) for team in archive.teams)
    yield page("teams/index.html", "teams.html", OUR_PAGES["teams/index.html"], _list, teams)
    by_slug = {team.slug: team for team in archive.teams}
    mentioned = find_mentioned_teams(archive)
    before: dict[str, list[Team]] = {}
    for team in archive.teams:
        if team.ended and team.continued_as:
            before.setdefault(team.continued_as, []).append(team)
    for team in archive.teams:
        successor = by_slug.get(team.continued_as) if team.ended else None
        continues = tuple(before.get(team.slug, ()))
        yield from _plan_team(archive, config, team, successor, continues, mentioned.get(team.slug, ())[:MAX_MENTIONED])


def _plan_team(
    archive: Archive,
    config: Config,
    team: Team,
    successor: Team | None,
    continues: tuple[Team, ...],
    mentioned: tuple[MentionedTeam, ...],
) -> Iterator[PlannedFile]:
    notes = archive.by_team.get(team.slug, ())
    source = f"the team in `{team.path or team.name}`"
    mentioned_by, mention_pages = plan_mentions(archive, team)
    quarters = find_quarters(notes) if config.catch_up else {}
    additions = TeamAdditions(
        successor=successor,
        continues=continues,
        mentioned_by=mentioned_by,
        mentioned=mentioned,
        threads=summarise_threads(archive, team),
        topics=tuple(topic for thread in archive.joins.threads.get(team.slug, ()) for topic in thread.topics),
        quarters=tuple(quarters)[: -MAX_QUARTERS - 1 : -1],
    )
    yield page(team.url, "team.html", source, _team, team, archive.about.get(team.slug), notes, additions)
    yield from mention_pages
    yield from plan_threads(archive, team, source)
    yield from plan_quarters(archive, team, quarters, source)
    if len(notes) > MAX_NOTES:
        yield from _plan_years(team, notes, source)


def _plan_years(team: Team, notes: tuple[Note, ...], source: str) -> Iterator[PlannedFile]:
    """Plan a page for each year before the newest."""
    years = {year: tuple(group) for year, group in groupby(notes, key=lambda note: note.week.year)}
    newest = notes[-1].week.year
    earlier = sorted(year for year in years if year != newest)
    for before, year, after in with_neighbours(earlier):
        args = (team, year, years[year], before, after)
        yield page(_year_url(team, year), "team-year.html", source, _team_year, *args)


def _year_url(team: Team, year: int) -> str:
    return f"teams/{team.slug}/years/{year}.html"


def _list(site: SiteContext, url: str, teams: tuple[TeamSummary, ...]) -> contexts.TeamsContext:
    lines = [team_line(site, team) for team in teams]
    about = site.language.gettext("The teams that write weeknotes here.")
    return contexts.TeamsContext(
        site=site.view,
        page=site.page(url, site.language.gettext("Teams"), "teams", about),
        teams=tuple(line for line in lines if not line.has_ended),
        ended=tuple(line for line in lines if line.has_ended),
    )


def _team(
    site: SiteContext, url: str, team: Team, about: BodyRef | None, notes: tuple[Note, ...], additions: TeamAdditions
) -> contexts.TeamContext:
    language = site.language
    body = body_on_page(site.read_body(about, team.about_lang), url) if about else ""
    years, earlier = _years(site, team, notes)
    sought, newest, mention_years = additions.mentioned_by or (None, (), ())
    mentions = tuple(view_mentions(site, sought, newest)) if sought else ()
    feed = mentions_feed_link(site.config, language, team) if mentions else None
    own = site.page(url, team.name, "teams", language.gettext("Weeknotes of %(team)s.") % {"team": team.name}, team)
    return contexts.TeamContext(
        site=site.view,
        page=replace(own, feeds=(*own.feeds, feed)) if feed else own,
        team=view_team(team),
        about=Markup(body),  # noqa: S704 - rendered Markdown
        about_lang=team.about_lang,
        lead=team.lead,
        contact=view_link(team.contact),
        rhythm=_rhythm(team.rhythm, language),
        formerly=team.formerly,
        ended=language.day(team.ended) if team.ended else "",
        continued_as=view_team(additions.successor) if additions.successor else None,
        continues=tuple(map(view_team, additions.continues)),
        feeds=tuple(team_feed_links(site.config, language, team)),
        years=years,
        earlier=earlier,
        catch_up=tuple(link_quarter(team, one, language) for one in additions.quarters),
        threads=tuple(thread_line(one, language) for one in additions.threads[:MAX_LISTED]),
        threads_left=len(additions.threads[MAX_LISTED:]),
        threads_url=threads_url(team),
        recurring=tuple(_recurring(site, notes, frozenset(additions.topics))),
        mentions=mentions,
        mention_years=tuple(parts.YearLink(year=one, url=mentions_url(team, one)) for one in mention_years),
        mentions_feed=feed,
        mentioned_teams=tuple(view_mentioned_teams(site, additions.mentioned)),
        next_note=offer_next_note(language, site.repository, team, notes),
    )


def _years(
    site: SiteContext, team: Team, notes: tuple[Note, ...]
) -> tuple[tuple[parts.YearOfNotes, ...], tuple[parts.YearLink, ...]]:
    """Return the years on the team's page, and links to the pages of the others."""
    years = tuple(group_by_year(notes))
    count = len(years) if len(notes) <= MAX_NOTES else 1
    shown = tuple(parts.YearOfNotes(year=year, notes=site.view_notes(some)) for year, some in years[:count])
    linked = (parts.YearLink(year=year, url=_year_url(team, year), notes=len(some)) for year, some in years[count:])
    return shown, tuple(linked)


def _rhythm(rhythm: str, language: Language) -> str:
    words = {
        "weekly": language.gettext("weekly"),
        "fortnightly": language.gettext("fortnightly"),
        "monthly": language.gettext("monthly"),
    }
    return words.get(rhythm, rhythm)


def _team_year(
    site: SiteContext, url: str, team: Team, year: int, notes: tuple[Note, ...], before: int | None, after: int | None
) -> contexts.TeamYearContext:
    language, url_of = site.language, partial(_year_url, team)
    about = language.gettext("Weeknotes of %(team)s in %(year)s.")
    return contexts.TeamYearContext(
        site=site.view,
        page=site.page(
            url, f"{team.name}{language.comma}{year}", "teams", about % {"team": team.name, "year": year}, team
        ),
        team=view_team(team),
        notes=parts.YearOfNotes(year=year, notes=site.view_notes(reversed(notes))),
        previous=link_year(before, url_of),
        next=link_year(after, url_of),
    )


def _recurring(site: SiteContext, notes: Iterable[Note], topics: Set[str]) -> Iterator[parts.Recurring]:
    """Yield headings that two or more notes share, those with most notes first, except those of some topics."""
    found: dict[str, list[tuple[Note, Heading]]] = {}
    for note in reversed(tuple(notes)):
        seen = set()
        for heading in note.headings:
            key = heading.text.casefold()
            if key and key not in seen and topic_of(heading.text) not in topics:
                seen.add(key)
                found.setdefault(key, []).append((note, heading))
    often = sorted(
        (one for one in found.values() if len(one) > 1),
        key=lambda one: (-len(one), *site.language.sort_key(one[0][1].text)),
    )
    for same in often[:MAX_RECURRING]:
        places = tuple(
            parts.HeadingLink(note=site.view_note(note), id=heading.id) for note, heading in same[:MAX_PLACES]
        )
        yield parts.Recurring(text=same[0][1].text, places=places)
