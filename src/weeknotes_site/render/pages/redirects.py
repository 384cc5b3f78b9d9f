"""Pages that lead on: from where a page stood before to where it is, and from `latest.html` to the newest."""

from collections.abc import Iterator

from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.pages.planning import page
from weeknotes_site.render.pages.threads import thread_url
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_week
from weeknotes_site.render.words import title_of

LATEST = "latest.html"

Goal = tuple[str, str | Note | Week]
"""A url, and what its page is called."""


def plan_latest(archive: Archive, config: Config) -> Iterator[PlannedFile]:
    """Plan the addresses that always lead to the newest week, and to each team's newest note."""
    newest = archive.newest_week
    goal: Goal = (newest.url, newest) if newest else ("index.html", config.title)
    yield _redirect(LATEST, "The newest week", goal, source="the page for the newest week")
    for team in archive.teams:
        notes = archive.by_team.get(team.slug, ())
        goal = (notes[-1].url, notes[-1]) if notes else (team.url, team.name)
        title = f"The newest note of {team.name}"
        source = f"the page for the newest note of `{team.name}`"
        yield _redirect(f"teams/{team.slug}/{LATEST}", title, goal, source=source)


def plan_redirects(archive: Archive) -> Iterator[PlannedFile]:
    """Plan a page at each path that a page had before; paths that lead to one page are one."""
    found: dict[tuple[str, str], PlannedFile] = {}
    for moved, target in _moved(archive):
        if moved.path != target:
            found.setdefault((moved.path, target), moved)
    yield from found.values()


def _moved(archive: Archive) -> Iterator[tuple[PlannedFile, str]]:
    for note in archive.notes:
        for path in note.formerly:
            yield _moved_note(path, note, f"`formerly` in `{note.path}`", note.path)
    for team in archive.teams:
        for slug in team.former_slugs:
            folder, source = f"teams/{slug}/", f"a former name in `{team.path}`"
            yield _redirect(f"{folder}index.html", "Moved", (team.url, team.name), source, team.path), team.url
            latest = f"teams/{team.slug}/{LATEST}"
            title = f"The newest note of {team.name}"
            yield _redirect(f"{folder}{LATEST}", "Moved", (latest, title), source, team.path), latest
            for note in archive.by_team.get(team.slug, ()):
                yield _moved_note(folder + note.url.rpartition("/")[2], note, source, team.path)
        yield from _moved_threads(archive, team)


def _moved_threads(archive: Archive, team: Team) -> Iterator[tuple[PlannedFile, str]]:
    """Yield pages at the addresses of threads before their headings were joined, or under the team's former names."""
    source = f"`threads` in `{team.path}`"
    for thread in archive.joins.threads.get(team.slug, ()):
        goal = (thread_url(team, thread.slug), thread.title)
        for slug in thread.other_slugs:
            yield _redirect(thread_url(team, slug), "Moved", goal, source, team.path), goal[0]
        for former in team.former_slugs:
            path = f"teams/{former}/threads/{thread.slug}.html"
            yield _redirect(path, "Moved", goal, f"a former name in `{team.path}`", team.path), goal[0]


def _moved_note(path: str, note: Note, source: str, blame: str) -> tuple[PlannedFile, str]:
    return _redirect(path, "Moved", (note.url, note), source, blame), note.url


def _redirect(url: str, title: str, goal: Goal, source: str, blame: str = "") -> PlannedFile:
    return page(
        url, "redirect.html", source, _context, title, *goal, blame=blame, gives_way=bool(blame), is_listed=False
    )


def _context(
    site: SiteContext, url: str, title: str, target: str, called: str | Note | Week
) -> contexts.RedirectContext:
    name = _name(called)
    canonical = site.page(target, name).canonical
    return contexts.RedirectContext(
        site=site.view,
        page=replace(site.page(url, title), canonical=canonical),
        target=parts.Destination(url=target, title=name),
    )


def _name(called: str | Note | Week) -> str:
    if isinstance(called, Note):
        return title_of(called)
    return f"Week {called.number}, {view_week(called).days}" if isinstance(called, Week) else called
