"""A page a person and a page a tag, and the lists of them."""

from collections.abc import Iterator, Mapping, Sequence

from weeknotes_site.model.note import Author, Note, Tag
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.pages.planning import by_year, page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_name

Counts = tuple[tuple[Author | Tag, tuple[str, ...], int], ...]
"""Each name, the names of its teams, and how many notes it has."""
MAX_TEAMS = 3
MAX_NOTES = 200
"""How many notes a page lists, the newest: search finds the others."""


def plan_names(
    part: str, one: str, names: Sequence[Author | Tag], notes: Mapping[str, tuple[Note, ...]]
) -> Iterator[PlannedFile]:
    """Plan the list of `part`, `people` or `tags`, and a page for each `one` of them."""
    if not names:
        return
    counts: Counts = tuple((name, _teams(name, notes[name.slug]), len(notes[name.slug])) for name in names)
    yield page(f"{part}/index.html", f"{part}.html", f"the list of {part}", _list, part, counts)
    for name in names:
        yield page(name.url, f"{one}.html", f"the {one} `{name.name}`", _name, part, name, notes[name.slug])


def _teams(name: Author | Tag, notes: tuple[Note, ...]) -> tuple[str, ...]:
    """Return the names of a person's last teams, the latest first; none for a tag, which any team may use."""
    if isinstance(name, Tag):
        return ()
    return tuple(dict.fromkeys(note.team.name for note in reversed(notes)))[:MAX_TEAMS]


def _list(site: SiteContext, url: str, part: str, counts: Counts) -> contexts.NamesContext:
    title = site.language.gettext("People") if part == "people" else site.language.gettext("Tags")
    return contexts.NamesContext(
        site=site.view,
        page=site.page(url, title, part),
        names=tuple(parts.NameLine(name=view_name(name), teams=teams, count=count) for name, teams, count in counts),
    )


def _name(site: SiteContext, url: str, part: str, name: Author | Tag, notes: tuple[Note, ...]) -> contexts.NameContext:
    return contexts.NameContext(
        site=site.view,
        page=site.page(url, name.name, part),
        name=view_name(name),
        years=tuple(by_year(site, notes[-MAX_NOTES:])),
        left=len(notes[:-MAX_NOTES]),
    )
