"""One page per person and per tag, and the lists of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Author, Note, Tag
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.pages.planning import by_year, page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_name, view_team, view_week

_Name = TypeVar("_Name", Author, Tag)
Counts = tuple[tuple[Tag, int], ...]
"""Each tag with its number of notes."""
Writer = tuple[Author, tuple[str, ...], int, Week]
"""A person, the names of their other teams, the latest first, their number of notes, and the week of the newest."""
People = tuple[tuple[Team, tuple[Writer, ...]], ...]
"""Each team with the people whose newest note is with it; none if it signs as a whole."""
MAX_NOTES = 200
"""Maximum notes on a page, the newest; search finds the others."""
MAX_LISTED = 400
"""Maximum people or tags on a page and in a search filter: longer pages are unusable on a phone."""


def plan_people(archive: Archive) -> Iterator[PlannedFile]:
    """Plan the list of people, and a page for each of them."""
    if not archive.people:
        return
    newest_year = archive.notes[-1].week.year
    for one, people, more in _list_pages(
        "people", archive.people, lambda person: archive.by_person[person.slug][-1].week
    ):
        teams = tuple(_people_by_team(archive, people, is_first=not one.title))
        source = f"the list of people {one.title}".rstrip()
        yield page(one.url, "people.html", source, _people, teams, newest_year, more, one.title)
    yield from _plan_names("people", "person", archive.people, archive.by_person)


def plan_tags(archive: Archive) -> Iterator[PlannedFile]:
    """Plan the list of tags, and a page for each of them."""
    if not archive.tags:
        return
    for one, tags, more in _list_pages("tags", archive.tags, lambda tag: len(archive.by_tag[tag.slug])):
        source = f"the list of tags {one.title}".rstrip()
        yield page(one.url, "tags.html", source, _tags, _count(archive, tags), more, one.title)
    yield from _plan_names("tags", "tag", archive.tags, archive.by_tag)


def most_used(names: Sequence[_Name], notes: Mapping[str, tuple[Note, ...]]) -> Sequence[_Name]:
    """Return the people or tags with most notes, as many as a page can list, in their original order."""
    return _split(names, lambda name: len(notes[name.slug]))[0]


def _split(names: Sequence[_Name], rank: Callable[[_Name], Any]) -> tuple[Sequence[_Name], tuple[Sequence[_Name], ...]]:
    """Return the names of the highest ranks, and pages of the others, both in their order."""
    first = {name.slug for name in sorted(names, key=rank, reverse=True)[:MAX_LISTED]}
    rest = [name for name in names if name.slug not in first]
    pages = (rest[start : start + MAX_LISTED] for start in range(0, len(rest), MAX_LISTED))
    return [name for name in names if name.slug in first], tuple(pages)


def _list_pages(
    part: str, names: Sequence[_Name], rank: Callable[[_Name], Any]
) -> Iterator[tuple[parts.Destination, Sequence[_Name], tuple[parts.Destination, ...]]]:
    """Yield each page of a list, without a title for the first, with its names and the pages after the first."""
    listed, rest = _split(names, rank)
    more = tuple(
        parts.Destination(url=f"{part}/more/{number}.html", title=f"{some[0].name} – {some[-1].name}")
        for number, some in enumerate(rest, start=1)
    )
    yield parts.Destination(url=f"{part}/index.html", title=""), listed, more
    for one, some in zip(more, rest, strict=True):
        yield one, some, more


def _count(archive: Archive, tags: Sequence[Tag]) -> Counts:
    return tuple((tag, len(archive.by_tag[tag.slug])) for tag in tags)


def _plan_names(
    part: str, one: str, names: Sequence[Author | Tag], notes: Mapping[str, tuple[Note, ...]]
) -> Iterator[PlannedFile]:
    for name in names:
        yield page(name.url, f"{one}.html", f"the {one} `{name.name}`", _name, part, name, notes[name.slug])


def _people_by_team(
    archive: Archive, listed: Sequence[Author], *, is_first: bool
) -> Iterator[tuple[Team, tuple[Writer, ...]]]:
    by_team: dict[str, list[Writer]] = defaultdict(list)
    for person in listed:
        notes = archive.by_person[person.slug]
        newest = notes[-1].week
        team = _team_of(notes)
        others = dict.fromkeys(note.team.name for note in reversed(notes) if note.team.slug != team.slug)
        by_team[team.slug].append((person, tuple(others), len(notes), newest))
    for team in archive.teams:
        people = by_team.get(team.slug, ())
        if people or (is_first and _signs_as_a_whole(archive.by_team.get(team.slug, ()))):
            yield team, tuple(people)


def _team_of(notes: Sequence[Note]) -> Team:
    """Return the team of a person's newest note; of several in that week, the one of most of their notes."""
    count = Counter(note.team.slug for note in notes)
    newest = (note.team for note in reversed(notes) if note.week == notes[-1].week)
    return max(newest, key=lambda team: count[team.slug])


def _signs_as_a_whole(notes: Sequence[Note]) -> bool:
    return bool(notes) and not any(author.is_person for author in notes[-1].authors)


def _people(
    site: SiteContext, url: str, people: People, newest_year: int, more: tuple[parts.Destination, ...], those: str
) -> contexts.PeopleContext:
    return contexts.PeopleContext(
        site=site.view,
        page=site.page(url, _title(site, site.language.gettext("People"), those), "people"),
        teams=tuple(
            parts.PeopleOfTeam(team=view_team(team), people=tuple(_person_line(site, one) for one in some))
            for team, some in people
        ),
        newest_year=newest_year,
        more=more,
    )


def _title(site: SiteContext, title: str, those: str) -> str:
    return f"{title}{site.language.comma}{those}" if those else title


def _person_line(site: SiteContext, one: Writer) -> parts.PersonLine:
    person, others, count, newest = one
    return parts.PersonLine(name=view_name(person), teams=others, count=count, newest=view_week(site.language, newest))


def _tags(
    site: SiteContext, url: str, counts: Counts, more: tuple[parts.Destination, ...], those: str
) -> contexts.TagsContext:
    return contexts.TagsContext(
        site=site.view,
        page=site.page(url, _title(site, site.language.gettext("Tags"), those), "tags"),
        tags=tuple(parts.TagLine(name=view_name(tag), count=count) for tag, count in counts),
        more=more,
    )


def _name(site: SiteContext, url: str, part: str, name: Author | Tag, notes: tuple[Note, ...]) -> contexts.NameContext:
    return contexts.NameContext(
        site=site.view,
        page=site.page(url, name.name, part),
        name=view_name(name),
        years=tuple(by_year(site, notes[-MAX_NOTES:])),
        left=len(notes[:-MAX_NOTES]),
    )
