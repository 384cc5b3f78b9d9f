"""Create notes from files: weeks, authors and tags."""

from collections.abc import Container, Iterable, Mapping
from functools import cache

from msgspec.structs import replace

from weeknotes_site.content.front_matter.fields import BETWEEN_NAMES
from weeknotes_site.content.slugs import is_reserved, slug_of, with_and_without_team
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.model.note import Author, Note, Tag
from weeknotes_site.model.team import Team
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.teams import Teams

WORDS_A_MINUTE = 230
_PLACEHOLDER = Place(path="")
"""Placeholder; replaced by the place in each note."""


def make_notes(
    notes: Iterable[Identified],
    leads: Mapping[str, str],
    teams: Teams,
    taken: Container[str],
    tag_names: Mapping[str, str],
) -> tuple[list[Note], list[Diagnostic]]:
    """Create notes, and diagnostics for authors and tags without pages.

    `leads` are lead paragraphs by path, used if front matter has no summary; `taken` are page paths of static files;
    `tag_names` are names of tags in an edition's language, by their names in the site's own.
    """
    # Cached, because most authors and tags recur in many notes.
    authors_of = cache(lambda written, slug: _authors(written, teams.by_slug[slug], teams, taken))
    renamed = {slug_of(name): shown for name, shown in tag_names.items()}
    own = {slug_of(shown): slug for slug, shown in renamed.items()}
    tag_of = cache(lambda name: _tag(name, own.get(slug_of(name), slug_of(name)), renamed, taken))
    made, diagnostics = [], []
    for one in notes:
        team, fields = one.team, one.file.fields
        authors, odd_authors = authors_of(fields.author or team.author or team.name, team.slug)
        tags = [tag_of(name) for name in fields.tags]
        shown = {tag.slug: tag for tag in tags if isinstance(tag, Tag)}
        made.append(_make_note(one, leads.get(one.file.path, ""), authors, tuple(shown.values())))
        diagnostics += [replace(odd, place=one.file.place("author")) for odd in odd_authors]
        diagnostics += [replace(odd, place=one.file.place("tags")) for odd in tags if isinstance(odd, Diagnostic)]
    return made, diagnostics


def _make_note(one: Identified, lead: str, authors: tuple[Author, ...], tags: tuple[Tag, ...]) -> Note:
    file = one.file
    outline, dated = file.outline, file.fields.date
    if outline is None or dated is None:
        raise ValueError(f"{file.path} could not be read")
    summary = file.fields.summary.rstrip(" :：")
    return Note(
        path=file.path,
        url=one.url,
        id=one.id,
        name=file.stem,
        team=one.team,
        date=dated.day,
        published=dated.at,
        updated=file.fields.updated,
        weeks=one.weeks,
        authors=authors,
        title=file.title,
        number=file.fields.number,
        summary=summary or lead,
        has_written_summary=bool(summary),
        tags=tags,
        draft=file.fields.draft,
        lead=file.fields.lead,
        lang=file.fields.lang,
        headings=outline.headings,
        minutes=reading_minutes(outline.words),
        formerly=one.formerly,
        extra=file.fields.extra,
    )


def reading_minutes(words: int) -> int:
    """Return the reading time of a text, at least a minute."""
    return max(1, round(words / WORDS_A_MINUTE))


def _authors(
    written: str | tuple[str, ...], team: Team, teams: Teams, taken: Container[str]
) -> tuple[tuple[Author, ...], list[Diagnostic]]:
    """Return the authors of a note: people, its own team, or names that end in "team".

    Names of other teams are not considered, so that no team can turn a person into a team.
    """
    authors = []
    diagnostics = []
    for name in names_in(written, team, teams):
        if not slug_of(name):
            diagnostics.append(_no_slug(name))
            continue
        author = Author(name=name, slug=slug_of(name), is_person=not names_a_team(name, team, teams))
        if author.is_person and not _can_have_page(author, taken):
            diagnostics.append(_no_page(author))
            author = Author(name=name, slug=author.slug, is_person=False)
        authors.append(author)
    return tuple(dict.fromkeys(authors)), diagnostics


def names_in(written: str | tuple[str, ...], team: Team, teams: Teams) -> tuple[str, ...]:
    """Return the names in `author`; that of the note's own team may have commas."""
    if not isinstance(written, str):
        return written
    return (written,) if names_own_team(written, team, teams) else tuple(filter(None, BETWEEN_NAMES.split(written)))


def names_a_team(name: str, own: Team, teams: Teams) -> bool:
    """Return whether an author's name ends in "team" or is the note's own team."""
    return slug_of(name).endswith("-team") or names_own_team(name, own, teams)


def names_own_team(name: str, own: Team, teams: Teams) -> bool:
    """Return whether an author is the note's own team, with or without "team" at the end."""
    names = teams.own_names.get(own.slug, frozenset({own.slug})) | {slug_of(own.name)}
    return not names.isdisjoint(with_and_without_team(slug_of(name)))


def _tag(written: str, slug: str, renamed: Mapping[str, str], taken: Container[str]) -> Tag | Diagnostic:
    """Return a tag, with its name in this language if it has one; its page stays the same."""
    tag = Tag(name=renamed.get(slug, written), slug=slug)
    if not slug:
        return _no_slug(written)
    return tag if _can_have_page(tag, taken) else _no_page(tag)


def _can_have_page(one: Author | Tag, taken: Container[str]) -> bool:
    pages = (one.url, f"{one.url.rpartition('/')[0]}/index.html")
    return one.slug != "index" and not is_reserved(one.slug) and not any(page in taken for page in pages)


def _no_page(one: Author | Tag) -> Diagnostic:
    what = "person, so the name is not a link" if isinstance(one, Author) else "tag, so it is left out"
    message = f"`{one.url}` cannot be the page of a {what}"
    return warning("reserved-slug", _PLACEHOLDER, message, "use another word, or a longer one")


def _no_slug(name: str) -> Diagnostic:
    message = f"`{name}` has no letter or digit to make an address from, so it is left out"
    return warning("name-without-slug", _PLACEHOLDER, message, "write it in letters")
