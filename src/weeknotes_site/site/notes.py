"""Files to notes: which weeks they cover, who wrote them, what they are tagged with."""

from collections.abc import Container

from weeknotes_site.content.fields import BETWEEN_NAMES
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.model.note import Author, Note, Tag
from weeknotes_site.model.team import Team
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.teams import Teams

WORDS_A_MINUTE = 230


def make_note(one: Identified, lead: str, teams: Teams, taken: Container[str]) -> tuple[Note, list[Diagnostic]]:
    """Make a note that can be placed; what is odd about its names comes back as diagnostics.

    `lead` is its lead paragraph, which stands for it where its front matter has no summary; `taken` are paths of pages
    that static files have.
    """
    file, team = one.file, one.team
    outline, dated = file.outline, file.fields.date
    if outline is None or dated is None:
        raise ValueError(f"{file.path} could not be read")
    authors, wrong_authors = _authors(file, team, teams, taken)
    tags, wrong_tags = _tags(file, taken)
    note = Note(
        path=file.path,
        url=one.url,
        id=one.id,
        team=team,
        date=dated.day,
        published=dated.at,
        updated=file.fields.updated,
        weeks=one.weeks,
        authors=authors,
        title=file.title,
        number=file.fields.number,
        summary=file.fields.summary or lead,
        tags=tags,
        draft=file.fields.draft,
        lead=file.fields.lead,
        lang=file.fields.lang,
        headings=outline.headings,
        minutes=reading_minutes(outline.words),
        formerly=one.formerly,
        extra=file.fields.extra,
    )
    return note, wrong_authors + wrong_tags


def reading_minutes(words: int) -> int:
    """Return how long a text takes to read, at least a minute."""
    return max(1, round(words / WORDS_A_MINUTE))


def _authors(
    file: NoteFile, team: Team, teams: Teams, taken: Container[str]
) -> tuple[tuple[Author, ...], list[Diagnostic]]:
    """Return who wrote a note: people, its own team, or what calls itself a team.

    The names of other teams do not matter: none of them can make a person one.
    """
    written = file.fields.author or team.author or team.name
    if isinstance(written, str):
        names = (
            (written,) if names_own_team(written, team, teams) else tuple(filter(None, BETWEEN_NAMES.split(written)))
        )
    else:
        names = written
    authors = []
    diagnostics = []
    for name in names:
        if not slug_of(name):
            diagnostics.append(_no_slug(file.place("author"), name))
            continue
        author = Author(name=name, slug=slug_of(name), is_person=not names_a_team(name, team, teams))
        if author.is_person and not _can_have_page(author, taken):
            diagnostics.append(_no_page(file.place("author"), author))
            author = Author(name=name, slug=author.slug, is_person=False)
        authors.append(author)
    return tuple(dict.fromkeys(authors)), diagnostics


def names_a_team(name: str, own: Team, teams: Teams) -> bool:
    """Return whether an author calls itself a team, or is the note's own one."""
    return slug_of(name).endswith("-team") or names_own_team(name, own, teams)


def names_own_team(name: str, own: Team, teams: Teams) -> bool:
    """Return whether an author is the note's own team, with or without the word at its end."""
    names = teams.own_names.get(own.slug, frozenset({own.slug})) | {slug_of(own.name)}
    slug = slug_of(name)
    return any(one in names for one in (slug, slug.removesuffix("-team"), f"{slug}-team"))


def _tags(file: NoteFile, taken: Container[str]) -> tuple[tuple[Tag, ...], list[Diagnostic]]:
    tags, diagnostics = {}, []
    for name in file.fields.tags:
        tag = Tag(name=name, slug=slug_of(name))
        if not tag.slug:
            diagnostics.append(_no_slug(file.place("tags"), name))
        elif not _can_have_page(tag, taken):
            diagnostics.append(_no_page(file.place("tags"), tag))
        else:
            tags[tag.slug] = tag
    return tuple(tags.values()), diagnostics


def _can_have_page(one: Author | Tag, taken: Container[str]) -> bool:
    pages = (one.url, f"{one.url.rpartition('/')[0]}/index.html")
    return one.slug != "index" and not is_reserved(one.slug) and not any(page in taken for page in pages)


def _no_page(place: Place, one: Author | Tag) -> Diagnostic:
    what = "person, so the name stands without a link" if isinstance(one, Author) else "tag, so it is left out"
    message = f"`{one.url}` cannot be the page of a {what}"
    return warning("reserved-slug", place, message, "write another word, or a longer one")


def _no_slug(place: Place, name: str) -> Diagnostic:
    message = f"`{name}` has no letter or digit to make an address of, so it is left out"
    return warning("name-without-slug", place, message, "write it in letters")
