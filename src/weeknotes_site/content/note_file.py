"""Contents of one file: typed front matter, and facts about its body."""

from collections.abc import Container, Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from weeknotes_site.content.files.paths import stem_of, team_file_language, team_folder
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.titles.facts import TitleFacts
from weeknotes_site.diagnostics import Diagnostic, Place, Position
from weeknotes_site.model.days import Moment
from weeknotes_site.model.team import Break, ThreadRules
from weeknotes_site.model.week import Week

FIRST_LINE = Position(1, 1, 3)
"""Position of the opening `---`."""


pack_positions = Encoder().encode
_NO_POSITIONS = pack_positions({})
_unpack_positions = Decoder(dict[str, Position]).decode


class NoteFields(Struct, frozen=True, kw_only=True, array_like=True):
    """A note's front matter; None or empty if a key is missing or invalid."""

    team: str = ""
    date: Moment | None = None
    author: str | tuple[str, ...] = ""
    """A single text may name several people, or a team with a comma in its name."""
    title: str = ""
    week: tuple[Week, ...] = ()
    number: int | None = None
    summary: str = ""
    tags: tuple[str, ...] = ()
    draft: bool = False
    lead: bool = False
    updated: Moment | None = None
    slug: str = ""
    lang: str = ""
    translates: str = ""
    """The file that it is a translation of, relative to its own folder."""
    id: str = ""
    formerly: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extra: Mapping[str, Any] = {}


class TeamFields(Struct, frozen=True, kw_only=True, array_like=True):
    """Front matter of a `_team.md`; None or empty if a key is missing or invalid."""

    name: str = ""
    names: Mapping[str, str] = {}
    """Its name in other languages, by their tags."""
    aliases: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    author: str = ""
    """Author of notes without one."""
    lead: str = ""
    contact: str = ""
    feedback: str = ""
    rhythm: str = ""
    breaks: tuple[Break, ...] = ()
    ended: date | None = None
    continued_as: str = ""
    monday_covers_previous_week: bool | None = None
    mentions: bool | None = None
    last_time: bool | None = None
    threads: ThreadRules = ThreadRules()


class PageFields(Struct, frozen=True, kw_only=True, array_like=True):
    """Front matter of a plain page; empty if a key is missing or invalid."""

    title: str = ""
    lang: str = ""
    draft: bool = False
    formerly: tuple[str, ...] = ()


class _File(Struct, frozen=True, kw_only=True, array_like=True):
    path: str
    folder: str | None
    """Its team's folder; None if it is in none."""
    stem: str
    """Base of its url and permanent id: the name of the file, or for translations of the original."""
    positions: bytes
    """Positions of keys, packed by `pack_positions` because only diagnostics need them."""
    invalid_keys: tuple[str, ...]
    """Keys with missing or invalid values."""
    outline: Outline | None
    """None if the file could not be read completely."""
    diagnostics: tuple[Diagnostic, ...]
    unplaced: Outline | None = None
    """Outline of a body whose front matter is invalid."""

    @property
    def has_front_matter(self) -> bool:
        """Whether there are any keys."""
        return self.positions != _NO_POSITIONS

    @property
    def given(self) -> Container[str]:
        """The keys that are given."""
        return _unpack_positions(self.positions)

    @property
    def is_blank(self) -> bool:
        """Whether it is valid and has no text."""
        return self.outline is not None and self.outline.is_blank

    @property
    def has_doubtful_keys(self) -> bool:
        """Whether front matter may contain keys that could not be read."""
        return any(diagnostic.code == "invalid-yaml" for diagnostic in self.diagnostics)

    @property
    def whole(self) -> Place:
        """Place of the whole file."""
        return Place(path=self.path)

    def place(self, key: str) -> Place:
        """Return the place of a key; if missing, the first line of front matter."""
        return _unpack_positions(self.positions).get(key, FIRST_LINE).within(self.path)


class NoteFile(_File, frozen=True, kw_only=True, array_like=True):
    """Contents of a note's file.

    If `diagnostics` contain errors, values may be missing, and `date` and `draft` may be fallbacks.
    """

    fields: NoteFields = NoteFields()
    title_facts: TitleFacts = TitleFacts()
    title_place: Place | None = None
    """Place of the title, with its line; None without a title."""
    name_day: date | None = None
    """The date in the file's name."""

    @property
    def title(self) -> str:
        """The title as written, in the front matter or as a heading; empty if the file has none."""
        return self.fields.title or (self.outline.title if self.outline else "")

    @property
    def referable_number(self) -> int | None:
        """The number by which other notes can refer to it: the one in front matter, else the one in its title."""
        in_title = self.title_facts.number
        return self.fields.number if self.fields.number is not None else in_title[0] if in_title else None

    @property
    def lacks_author(self) -> bool:
        """Whether front matter has no author, not even an invalid one; the team may have one for all its notes."""
        if self.fields.author or (self.outline is None and not self.has_front_matter):
            return False
        line = self.place("author").line if "author" in self.invalid_keys else None
        return not any(found.is_error and found.place.line == line for found in self.diagnostics)

    @property
    def can_be_placed(self) -> bool:
        """Whether `--keep-going` can publish the note, judging by its file only."""
        return self.outline is not None and self.fields.date is not None and not self.has_doubtful_keys

    @property
    def day(self) -> date | None:
        """Its date; None if missing or invalid."""
        return self.fields.date.day if self.fields.date else None


class TeamFile(_File, frozen=True, kw_only=True, array_like=True):
    """Contents of a `_team.md` or its translation; complete unless `diagnostics` contain errors."""

    fields: TeamFields = TeamFields()

    @property
    def language(self) -> str:
        """The language in its name, `cy` for `_team.cy.md`; empty for `_team.md`."""
        return team_file_language(self.path)

    @property
    def names_are_known(self) -> bool:
        """Whether the team's names, on which permanent ids depend, are valid."""
        return self.outline is not None and not {"name", "aliases", "formerly"}.intersection(self.invalid_keys)


class PageFile(_File, frozen=True, kw_only=True, array_like=True):
    """Contents of the file of a plain page; complete unless `diagnostics` contain errors."""

    fields: PageFields = PageFields()

    @property
    def title(self) -> str:
        """The title as written, in the front matter or as a heading; empty if the file has none."""
        return self.fields.title or (self.outline.title if self.outline else "")

    @property
    def can_be_placed(self) -> bool:
        """Whether `--keep-going` can publish the page, judging by its file only."""
        return self.outline is not None and not self.has_doubtful_keys


AnyFile = NoteFile | TeamFile | PageFile


def absence_of(file: NoteFile | PageFile, *, drafts: bool) -> str:
    """Return why a valid file is not published: `blank` or `draft`; empty if it is."""
    if file.is_blank:
        return "blank"
    return "draft" if file.fields.draft and not drafts else ""


def unopened_file(kind: type[AnyFile], path: str, diagnostic: Diagnostic) -> AnyFile:
    """Return the value for a file that could not be opened."""
    nothing = pack_positions({})
    return kind(**place_of(path), positions=nothing, invalid_keys=(), outline=None, diagnostics=(diagnostic,))


def place_of(path: str) -> dict[str, Any]:
    """Return the fields of a file that its path determines."""
    return {"path": path, "folder": team_folder(path), "stem": stem_of(path)}
