"""Pages that lead on: from where a page stood before to where it is, and from `latest.html` to the newest."""

from collections.abc import Iterator

from msgspec.structs import replace

from weeknotes_site.model.note import Note
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand
from weeknotes_site.render.views import view_week

LATEST = "latest.html"


def plan_latest(site: SiteInHand) -> Iterator[PlannedPage]:
    """Plan the addresses that always lead to the newest week, and to each team's newest note."""
    newest = site.archive.newest_week
    week = view_week(newest) if newest else None
    target = (week.url, f"Week {week.number}, {week.days}") if week else ("index.html", site.config.title)
    yield _page(site, LATEST, "The newest week", *target, source="the page for the newest week")
    for team in site.archive.teams:
        notes = site.archive.by_team.get(team.slug, ())
        goal = (notes[-1].url, notes[-1].title) if notes else (team.url, team.name)
        title = f"The newest note of {team.name}"
        source = f"the page for the newest note of `{team.name}`"
        yield _page(site, f"teams/{team.slug}/{LATEST}", title, *goal, source=source)


def plan_redirects(site: SiteInHand) -> Iterator[PlannedPage]:
    """Plan a page at each path that a page had before; paths that lead to one page are one."""
    found: dict[tuple[str, str], PlannedPage] = {}
    for page, target in _moved(site):
        if page.url != target:
            found.setdefault((page.url, target), page)
    yield from found.values()


def _moved(site: SiteInHand) -> Iterator[tuple[PlannedPage, str]]:
    for note in site.archive.notes:
        for path in note.formerly:
            yield _moved_note(site, path, note, f"`formerly` in `{note.path}`", note.path)
    for team in site.archive.teams:
        for slug in team.former_slugs:
            folder, source = f"teams/{slug}/", f"a former name in `{team.path}`"
            yield _page(site, f"{folder}index.html", "Moved", team.url, team.name, source, team.path), team.url
            latest = f"teams/{team.slug}/{LATEST}"
            title = f"The newest note of {team.name}"
            yield _page(site, f"{folder}{LATEST}", "Moved", latest, title, source, team.path), latest
            for note in site.archive.by_team.get(team.slug, ()):
                yield _moved_note(site, folder + note.url.rpartition("/")[2], note, source, team.path)


def _moved_note(site: SiteInHand, path: str, note: Note, source: str, blame: str) -> tuple[PlannedPage, str]:
    return _page(site, path, "Moved", note.url, note.title, source, blame), note.url


def _page(
    site: SiteInHand, url: str, title: str, target: str, target_title: str, source: str, blame: str = ""
) -> PlannedPage:
    def context() -> Context:
        page = site.page(url, title)
        canonical = site.page(target, target_title).canonical
        return contexts.RedirectContext(
            site=site.view,
            page=replace(page, canonical=canonical),
            target=parts.Destination(url=target, title=target_title),
        )

    return PlannedPage(
        url=url,
        template="redirect.html",
        source=source,
        blame=blame,
        gives_way=bool(blame),
        is_listed=False,
        make_context=context,
    )
