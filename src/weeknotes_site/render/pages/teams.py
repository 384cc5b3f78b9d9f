"""A page a team, and the list of teams."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from weeknotes_site.model.days import day_in_words
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.addresses import body_on_page
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.next_note import offer_next_note
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand, by_year, team_feed_links
from weeknotes_site.render.views import TeamView, view_link

MAX_RECURRING = 12


def plan_teams(site: SiteInHand) -> Iterator[PlannedPage]:
    url = "teams/index.html"

    def context() -> Context:
        lines = [site.team_line(team) for team in site.archive.teams]
        return contexts.TeamsContext(
            site=site.view,
            page=site.page(url, "Teams", "teams", "The teams that write weeknotes here."),
            teams=tuple(line for line in lines if not line.has_ended),
            ended=tuple(line for line in lines if line.has_ended),
        )

    yield PlannedPage(url=url, template="teams.html", source="the list of teams", make_context=context)
    before: dict[str, list[TeamView]] = {}
    for team in site.archive.teams:
        if team.ended and team.continued_as:
            before.setdefault(team.continued_as, []).append(site.views.teams[team.slug])
    for team in site.archive.teams:
        yield _team(site, team, tuple(before.get(team.slug, ())))


def _team(site: SiteInHand, team: Team, continues: tuple[TeamView, ...]) -> PlannedPage:
    def context() -> Context:
        notes = site.archive.by_team.get(team.slug, ())
        about = site.archive.about.get(team.slug)
        return contexts.TeamContext(
            site=site.view,
            page=site.page(team.url, team.name, "teams", f"Weeknotes of {team.name}.", team),
            team=site.views.teams[team.slug],
            about=Markup(body_on_page(about, team.url)) if about else Markup(),  # noqa: S704 - rendered Markdown
            lead=team.lead,
            contact=view_link(team.contact),
            rhythm=team.rhythm,
            formerly=team.formerly,
            ended=day_in_words(team.ended) if team.ended else "",
            continued_as=site.views.teams[team.continued_as] if team.ended and team.continued_as else None,
            continues=continues,
            feeds=tuple(team_feed_links(site.config, team)),
            years=tuple(by_year(site, notes)),
            recurring=tuple(_recurring(site, notes)),
            next_note=offer_next_note(site, team),
        )

    return PlannedPage(
        url=team.url, template="team.html", source=f"the team in `{team.path or team.name}`", make_context=context
    )


def _recurring(site: SiteInHand, notes: Iterable[Note]) -> Iterator[parts.Recurring]:
    """Yield headings that two or more notes share, those with most notes first."""
    found: dict[str, list[tuple[str, parts.Place]]] = {}
    for note in reversed(tuple(notes)):
        seen = set()
        for heading in note.headings:
            key = heading.text.casefold()
            if key not in seen:
                seen.add(key)
                found.setdefault(key, []).append(
                    (heading.text, parts.Place(note=site.views.notes[note.url], id=heading.id))
                )
    often = sorted((one for one in found.values() if len(one) > 1), key=lambda one: (-len(one), one[0][0].casefold()))
    for same in often[:MAX_RECURRING]:
        yield parts.Recurring(text=same[0][0], places=tuple(place for _, place in same))
