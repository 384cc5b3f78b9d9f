"""Files to notes: whose they are, which weeks they cover, where their pages stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from weeknotes_site.config import Config
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.diagnostics import Diagnostic, Place, error, warning
from weeknotes_site.model.identity import permanent_id
from weeknotes_site.model.note import Author, Note, Tag
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week, cover_week
from weeknotes_site.site.teams import Teams

BETWEEN_NAMES = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+")
WORDS_A_MINUTE = 230
# Files of the site itself stand beside a team's notes.
_OWN_PAGES = ("index", "latest")


class Identified(Struct, frozen=True, kw_only=True):
    """A note's file with what tells it from all others."""

    file: NoteFile
    team: Team
    url: str
    id: str

    @property
    def day(self) -> date:
        """Its date; where that could not be read, a day later than all."""
        return self.file.day or date.max


def identify(file: NoteFile, teams: Teams, config: Config) -> tuple[Identified | None, list[Diagnostic]]:
    """Find a note's team, page and permanent id; None where it has no team or address."""
    name = file.fields.team
    team = teams.of(file.path, name)
    if team is None:
        hint = "add `team: Your Team`, or move the note into the team's folder"
        return None, [error("missing-key", file.place("team"), "the note has no `team`, and no folder names one", hint)]
    problems = []
    if name and teams.named(name) != team:
        message = f"`{name}` is not the team of this folder, which is `{team.name}`"
        hint = f"write `team: {team.name}`, or move the note; other spellings go under `aliases` in `_team.md`"
        problems.append(error("wrong-team", file.place("team"), message, hint))
    stem = file.path.rpartition("/")[2][: -len(".md")]
    slug = file.fields.slug or slug_of(stem)
    if not slug or slug in _OWN_PAGES or is_reserved(slug):
        message = f"`{slug or stem}` cannot be the address of a note"
        problems.append(error("reserved-slug", file.place("slug"), message, "add `slug: another-name`"))
        return None, problems
    note_id = file.fields.id or permanent_id(config.site_id, f"{team.identity}/{stem}")
    return Identified(file=file, team=team, url=f"teams/{team.slug}/{slug}.html", id=note_id), problems


def find_collisions(notes: Iterable[Identified]) -> list[Diagnostic]:
    """Report notes that claim one page or one permanent id, each naming the other.

    An id is copied along with last week's front matter, so it stays with the note that had it. Notes on one page are of
    one team, and no address may come to show another note than before: all of them are told.
    """
    notes = tuple(notes)
    return [
        *(problem for rivals in _rivals(notes, "url") for problem in _one_page(rivals)),
        *(problem for rivals in _rivals(notes, "id") for problem in _one_id(rivals)),
    ]


def _rivals(notes: Iterable[Identified], attribute: str) -> list[list[Identified]]:
    claims: dict[str, list[Identified]] = {}
    for note in notes:
        claims.setdefault(getattr(note, attribute), []).append(note)
    return [rivals for rivals in claims.values() if len(rivals) > 1]


def _one_page(rivals: Sequence[Identified]) -> list[Diagnostic]:
    hint = "rename one of the files, or give one a `slug:`"
    return [
        error("two-notes-one-page", one.file.place("slug"), f"`{one.url}` is claimed by {others} too", hint)
        for one, others in _each_with_others(rivals)
    ]


def _one_id(rivals: Sequence[Identified]) -> list[Diagnostic]:
    holder, *more = _holders(rivals)
    if not more:
        return [_copied_id(one, holder) for one in rivals if one is not holder]
    hint = "rename one of the files, or give one an `id:` of its own"
    return [
        error("two-notes-one-id", one.file.place("id"), f"`{one.id}` is claimed by {others} too", hint)
        for one, others in _each_with_others(rivals)
    ]


def _holders(rivals: Sequence[Identified]) -> list[Identified]:
    """Return the notes that may have had an id first: the oldest.

    Where the id is made of a file's name, only notes of that team: no other team can take it by an early date.
    """
    by_name = {one.team.slug for one in rivals if not one.file.fields.id}
    among = [one for one in rivals if one.team.slug in by_name] or rivals
    oldest = min(one.day for one in among)
    return [one for one in among if one.day == oldest]


def _copied_id(one: Identified, holder: Identified) -> Diagnostic:
    message = f"`{one.id}` is the id of `{holder.file.path}` already"
    hint = "rename the file, or give it an `id:` of its own"
    if one.file.fields.id:
        hint = "delete this line: the note gets an id of its own"
    return error("two-notes-one-id", one.file.place("id"), message, hint)


def _each_with_others(rivals: Sequence[Identified]) -> Iterator[tuple[Identified, str]]:
    for note in rivals:
        yield note, ", ".join(f"`{one.file.path}`" for one in rivals if one is not note)


def make_note(one: Identified, lead: str, teams: Teams) -> tuple[Note, list[Diagnostic]]:
    """Make a note of a file that holds no error; what is odd about its names comes back as diagnostics.

    `lead` is its lead paragraph, which stands for it where its front matter has no summary.
    """
    file, team = one.file, one.team
    outline, dated = file.outline, file.fields.date
    if outline is None or dated is None:
        raise ValueError(f"{file.path} could not be read")
    authors, wrong_authors = _authors(file, teams)
    tags, wrong_tags = _tags(file)
    note = Note(
        path=file.path,
        url=one.url,
        id=one.id,
        team=team,
        date=dated.day,
        published=dated.at,
        updated=file.fields.updated,
        weeks=covered_weeks(file, team),
        authors=authors,
        title=file.title,
        number=file.fields.number,
        summary=file.fields.summary or lead,
        tags=tags,
        draft=file.fields.draft,
        lang=file.fields.lang,
        headings=outline.headings,
        minutes=reading_minutes(outline.words),
        formerly=file.fields.formerly,
        extra=file.fields.extra,
    )
    return note, wrong_authors + wrong_tags


def reading_minutes(words: int) -> int:
    """Return how long a text takes to read, at least a minute."""
    return max(1, round(words / WORDS_A_MINUTE))


def covered_weeks(file: NoteFile, team: Team) -> tuple[Week, ...]:
    """Return the weeks a note covers: those it names, else the one its date stands for."""
    if file.fields.week:
        return file.fields.week
    if file.day is None:
        raise ValueError(f"{file.path} has no date")
    return (cover_week(file.day, monday_covers_previous_week=team.monday_covers_previous_week),)


def _authors(file: NoteFile, teams: Teams) -> tuple[tuple[Author, ...], list[Diagnostic]]:
    written = file.fields.author
    if isinstance(written, str):
        names = (written,) if names_a_team(written, teams) else tuple(filter(None, BETWEEN_NAMES.split(written)))
    else:
        names = written
    authors = []
    problems = []
    for name in names:
        if not slug_of(name):
            problems.append(_no_slug(file.place("author"), name))
            continue
        authors.append(Author(name=name, slug=slug_of(name), is_person=not names_a_team(name, teams)))
    return tuple(dict.fromkeys(authors)), problems


def names_a_team(name: str, teams: Teams) -> bool:
    """Tell whether an author is a team, with or without the word at its end."""
    slug = slug_of(name)
    return slug in teams.by_name or slug.removesuffix("-team") in teams.by_name or f"{slug}-team" in teams.by_name


def _tags(file: NoteFile) -> tuple[tuple[Tag, ...], list[Diagnostic]]:
    names = file.fields.tags
    problems = [_no_slug(file.place("tags"), name) for name in names if not slug_of(name)]
    tags = {slug_of(name): Tag(name=name, slug=slug_of(name)) for name in names if slug_of(name)}
    return tuple(tags.values()), problems


def _no_slug(place: Place, name: str) -> Diagnostic:
    message = f"`{name}` has no letter or digit to make an address of, so it is left out"
    return warning("name-without-slug", place, message, "write it in letters")
