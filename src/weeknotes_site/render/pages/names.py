"""One page per person and per tag, and the lists of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Author, Note, Tag
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.pages.planning import by_year, page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_name, view_team, view_week

Counts = tuple[tuple[Tag, int], ...]
"""Each tag with its number of notes."""
Writer = tuple[Author, tuple[str, ...], int, Week]
"""A person, the names of their other teams, their number of notes, and the week of the newest."""
People = tuple[tuple[Team, tuple[Writer, ...]], ...]
"""Each team with the people whose newest note is with it; none if it signs as a whole."""
MAX_OTHERS = 2
"""Maximum other teams of a person in the list, the latest first."""
MAX_NOTES = 200
"""Maximum notes on a page, the newest; search finds the others."""


def plan_people(archive: Archive) -> Iterator[PlannedFile]:
    """Plan the list of people, and a page for each of them."""
    if not archive.people:
        return
    args = ("people/index.html", "people.html", "the list of people")
    yield page(*args, _people, tuple(_people_by_team(archive)))
    yield from _plan_names("people", "person", archive.people, archive.by_person)


def plan_tags(archive: Archive) -> Iterator[PlannedFile]:
    """Plan the list of tags, and a page for each of them."""
    if not archive.tags:
        return
    counts: Counts = tuple((tag, len(archive.by_tag[tag.slug])) for tag in archive.tags)
    yield page("tags/index.html", "tags.html", "the list of tags", _tags, counts)
    yield from _plan_names("tags", "tag", archive.tags, archive.by_tag)


def _plan_names(
    part: str, one: str, names: Sequence[Author | Tag], notes: Mapping[str, tuple[Note, ...]]
) -> Iterator[PlannedFile]:
    for name in names:
        yield page(name.url, f"{one}.html", f"the {one} `{name.name}`", _name, part, name, notes[name.slug])


def _people_by_team(archive: Archive) -> Iterator[tuple[Team, tuple[Writer, ...]]]:
    by_team: dict[str, list[Writer]] = defaultdict(list)
    for person in archive.people:
        notes = archive.by_person[person.slug]
        newest = notes[-1]
        others = dict.fromkeys(note.team.name for note in reversed(notes) if note.team.slug != newest.team.slug)
        by_team[newest.team.slug].append((person, tuple(others)[:MAX_OTHERS], len(notes), newest.week))
    for team in archive.teams:
        people = by_team.get(team.slug, ())
        if people or _signs_as_a_whole(archive.by_team.get(team.slug, ())):
            yield team, tuple(people)


def _signs_as_a_whole(notes: Sequence[Note]) -> bool:
    return bool(notes) and not any(author.is_person for author in notes[-1].authors)


def _people(site: SiteContext, url: str, people: People) -> contexts.PeopleContext:
    return contexts.PeopleContext(
        site=site.view,
        page=site.page(url, site.language.gettext("People"), "people"),
        teams=tuple(
            parts.PeopleOfTeam(team=view_team(team), people=tuple(_person_line(site, one) for one in some))
            for team, some in people
        ),
        newest_year=max(newest.year for _, some in people for *_, newest in some),
    )


def _person_line(site: SiteContext, one: Writer) -> parts.PersonLine:
    person, others, count, newest = one
    return parts.PersonLine(name=view_name(person), teams=others, count=count, newest=view_week(site.language, newest))


def _tags(site: SiteContext, url: str, counts: Counts) -> contexts.TagsContext:
    return contexts.TagsContext(
        site=site.view,
        page=site.page(url, site.language.gettext("Tags"), "tags"),
        tags=tuple(parts.TagLine(name=view_name(tag), count=count) for tag, count in counts),
    )


def _name(site: SiteContext, url: str, part: str, name: Author | Tag, notes: tuple[Note, ...]) -> contexts.NameContext:
    return contexts.NameContext(
        site=site.view,
        page=site.page(url, name.name, part),
        name=view_name(name),
        years=tuple(by_year(site, notes[-MAX_NOTES:])),
        left=len(notes[:-MAX_NOTES]),
    )
