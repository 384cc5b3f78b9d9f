"""A page a person and a page a tag, and the lists of them."""

from collections.abc import Iterator, Mapping, Sequence

from weeknotes_site.model.note import Author, Note, Tag
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand, by_year
from weeknotes_site.render.views import view_name


def plan_names(
    site: SiteInHand, part: str, one: str, names: Sequence[Author | Tag], notes: Mapping[str, tuple[Note, ...]]
) -> Iterator[PlannedPage]:
    if not names:
        return
    url, title = f"{part}/index.html", part.capitalize()

    def context() -> Context:
        return contexts.NamesContext(
            site=site.view,
            page=site.page(url, title, part),
            names=tuple(parts.NameLine(name=view_name(name), count=len(notes[name.slug])) for name in names),
        )

    yield PlannedPage(url=url, template=f"{part}.html", source=f"the list of {part}", make_context=context)
    for name in names:
        yield _name(site, part, one, name, notes[name.slug])


def _name(site: SiteInHand, part: str, one: str, name: Author | Tag, notes: tuple[Note, ...]) -> PlannedPage:
    def context() -> Context:
        return contexts.NameContext(
            site=site.view,
            page=site.page(name.url, name.name, part),
            name=view_name(name),
            years=tuple(by_year(site, notes)),
        )

    return PlannedPage(url=name.url, template=f"{one}.html", source=f"the {one} `{name.name}`", make_context=context)
