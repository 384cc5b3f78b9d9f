"""Redirect pages: from former addresses of pages to current ones, and from `latest.html` to the newest."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.languages import Language, find_language
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.pages.plain import title_of_page
from weeknotes_site.render.pages.planning import page
from weeknotes_site.render.pages.threads import thread_url
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.words import title_of, week_title
from weeknotes_site.site.redirects import OUR_PAGES

LATEST = "latest.html"

Goal = tuple[str, str | Note | Week]
"""A url, and the title of its page."""


def plan_latest(archive: Archive, config: Config, as_of: date) -> Iterator[PlannedFile]:
    """Plan the redirects to the newest week, and to each team's newest note."""
    language = find_language(config.language)
    newest = [week for week, _ in archive.newest_weeks(as_of, 1)]
    goal: Goal = (newest[0].url, newest[0]) if newest else ("index.html", config.title)
    yield _redirect(LATEST, language.gettext("The newest week"), goal, source=OUR_PAGES[LATEST])
    for team in archive.teams:
        notes = archive.by_team.get(team.slug, ())
        goal = (notes[-1].url, notes[-1]) if notes else (team.url, team.name)
        title = _newest_of(team, language)
        source = f"the page for the newest note of `{team.name}`"
        yield _redirect(f"teams/{team.slug}/{LATEST}", title, goal, source=source)


def _newest_of(team: Team, language: Language) -> str:
    return language.gettext("The newest note of %(team)s") % {"team": team.name}


def plan_redirects(archive: Archive, pages: Iterable[str], config: Config) -> Iterator[PlannedFile]:
    """Plan a redirect at each former path of the site's `pages`; equal paths with the same target are one."""
    language = find_language(config.language)
    goals: dict[tuple[str, str], Goal] = {}
    for path, goal in _moved(archive, pages, language):
        goals.setdefault((path, goal[0]), goal)
    moved = language.gettext("Moved")
    yield from (_redirect(path, moved, goal) for (path, target), goal in goals.items() if path != target)


def _moved(archive: Archive, pages: Iterable[str], language: Language) -> Iterator[tuple[str, Goal]]:
    """Yield former paths with their goals."""
    for note in archive.notes:
        for path in note.formerly:
            yield path, (note.url, note)
    for plain in archive.pages:
        for path in plain.formerly:
            yield path, (plain.url, title_of_page(plain))
    renamed = {f"teams/{team.slug}/": team for team in archive.teams if team.former_slugs}
    titles = {path: title for team in renamed.values() for path, title in _titled(archive, team, language)}
    for page_path in pages if renamed else ():
        folder = "/".join(page_path.split("/")[:2]) + "/"
        if team := renamed.get(folder):
            goal = (page_path, titles.get(page_path, team.name))
            yield from ((f"teams/{slug}/{page_path.removeprefix(folder)}", goal) for slug in team.former_slugs)
    for team in archive.teams:
        for thread in archive.joins.threads.get(team.slug, ()):
            goal = (thread_url(team.slug, thread.slug), thread.title)
            for slug in thread.other_slugs:
                yield from ((thread_url(name, slug), goal) for name in team.slugs)


def _titled(archive: Archive, team: Team, language: Language) -> Iterator[Goal]:
    """Yield the pages of a team that have another title than the team's name."""
    yield from ((note.url, note) for note in archive.by_team.get(team.slug, ()))
    yield f"teams/{team.slug}/{LATEST}", _newest_of(team, language)
    threads = archive.joins.threads.get(team.slug, ())
    yield from ((thread_url(team.slug, thread.slug), thread.title) for thread in threads)


def _redirect(url: str, title: str, goal: Goal, source: str = "") -> PlannedFile:
    """Plan a redirect; without a `source`, it gives way to any other file with its path."""
    return page(url, "redirect.html", source, _context, title, *goal, gives_way=not source, is_listed=False)


def _context(
    site: SiteContext, url: str, title: str, target: str, called: str | Note | Week
) -> contexts.RedirectContext:
    name = _name(called, site.language)
    canonical = site.page(target, name).canonical
    return contexts.RedirectContext(
        site=site.view,
        page=replace(site.page(url, title), canonical=canonical),
        target=parts.Destination(url=target, title=name),
    )


def _name(called: str | Note | Week, language: Language) -> str:
    if isinstance(called, Note):
        return title_of(called, language)
    return week_title(called, language) if isinstance(called, Week) else called
