"""Redirect pages: from former addresses of pages to current ones, and from `latest.html` to the newest."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.languages import Language, find_language
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render import contexts, parts
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


def plan_redirects(archive: Archive, config: Config) -> Iterator[PlannedFile]:
    """Plan a redirect at each former path of a page; equal paths with the same target are one."""
    found: dict[tuple[str, str], PlannedFile] = {}
    for moved, target in _moved(archive, find_language(config.language)):
        if moved.path != target:
            found.setdefault((moved.path, target), moved)
    yield from found.values()


def _moved(archive: Archive, language: Language) -> Iterator[tuple[PlannedFile, str]]:
    for note in archive.notes:
        for path in note.formerly:
            yield _moved_note(path, note, language)
    for team in archive.teams:
        for slug in team.former_slugs:
            moved = language.gettext("Moved")
            folder = f"teams/{slug}/"
            yield _redirect(f"{folder}index.html", moved, (team.url, team.name)), team.url
            latest = f"teams/{team.slug}/{LATEST}"
            title = _newest_of(team, language)
            yield _redirect(f"{folder}{LATEST}", moved, (latest, title)), latest
            for note in archive.by_team.get(team.slug, ()):
                yield _moved_note(folder + note.url.rpartition("/")[2], note, language)
        yield from _moved_threads(archive, team, language)


def _moved_threads(archive: Archive, team: Team, language: Language) -> Iterator[tuple[PlannedFile, str]]:
    """Yield redirects from threads that were joined, and from threads under the team's former names."""
    moved = language.gettext("Moved")
    for thread in archive.joins.threads.get(team.slug, ()):
        goal = (thread_url(team.slug, thread.slug), thread.title)
        for slug in thread.other_slugs:
            yield _redirect(thread_url(team.slug, slug), moved, goal), goal[0]
        for former in team.former_slugs:
            yield _redirect(thread_url(former, thread.slug), moved, goal), goal[0]


def _moved_note(path: str, note: Note, language: Language) -> tuple[PlannedFile, str]:
    return _redirect(path, language.gettext("Moved"), (note.url, note)), note.url


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
