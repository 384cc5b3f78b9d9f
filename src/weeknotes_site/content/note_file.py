"""What one file declares: typed front matter, and facts about its body."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.titles import TitleFacts
from weeknotes_site.diagnostics import Diagnostic, Place, Position
from weeknotes_site.model.days import Moment
from weeknotes_site.model.team import Break, ThreadRules
from weeknotes_site.model.week import Week

FIRST_LINE = Position(1, 1, 3)
"""Where front matter opens."""


pack_positions = Encoder().encode
_NO_POSITIONS = pack_positions({})
_unpack_positions = Decoder(dict[str, Position]).decode


class NoteFields(Struct, frozen=True, kw_only=True, array_like=True):
    """A note's front matter; None or empty where a key is left out or cannot be read."""

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
    id: str = ""
    formerly: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extra: Mapping[str, Any] = {}


class TeamFields(Struct, frozen=True, kw_only=True, array_like=True):
    """The front matter of a `_team.md`; None or empty where a key is left out or cannot be read."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    author: str = ""
    """Who wrote the notes that name nobody."""
    lead: str = ""
    contact: str = ""
    feedback: str = ""
    rhythm: str = ""
    breaks: tuple[Break, ...] = ()
    ended: date | None = None
    continued_as: str = ""
    monday_covers_previous_week: bool | None = None
    last_time: bool | None = None
    threads: ThreadRules = ThreadRules()


class PageFields(Struct, frozen=True, kw_only=True, array_like=True):
    """The front matter of a plain page; empty where a key is left out or cannot be read."""

    title: str = ""
    lang: str = ""
    draft: bool = False


class _File(Struct, frozen=True, kw_only=True, array_like=True):
    path: str
    positions: bytes
    """Where each key that is given stands, as `pack_positions` writes it: needed only where something is wrong."""
    unread: tuple[str, ...]
    """The keys that are given and have no value, or none that could be read."""
    outline: Outline | None
    """None where the file could not be read to its end."""
    diagnostics: tuple[Diagnostic, ...]
    unplaced: Outline | None = None
    """The outline of a body whose front matter could not be read: no note can be made of it."""

    @property
    def has_front_matter(self) -> bool:
        """Whether a key is given."""
        return self.positions != _NO_POSITIONS

    @property
    def is_blank(self) -> bool:
        """Whether it could be read and says nothing."""
        return self.outline is not None and self.outline.is_blank

    @property
    def has_doubtful_keys(self) -> bool:
        """Whether the front matter may say something that could not be read."""
        return any(one.code == "invalid-yaml" for one in self.diagnostics)

    @property
    def whole(self) -> Place:
        """The file, where no line says more."""
        return Place(path=self.path)

    def place(self, key: str) -> Place:
        """Return where a key stands; the front matter's first line where it is left out."""
        return _unpack_positions(self.positions).get(key, FIRST_LINE).within(self.path)


class NoteFile(_File, frozen=True, kw_only=True, array_like=True):
    """What a note's file declares.

    Where `diagnostics` hold an error, a value may be missing, and `date` and `draft` be what stands in for theirs.
    """

    fields: NoteFields = NoteFields()
    title_facts: TitleFacts = TitleFacts()
    title_place: Place | None = None
    """Where the title stands, with its line; None if it has no title."""

    @property
    def title(self) -> str:
        """The title as written, in the front matter or as a heading; empty if the file has none."""
        return self.fields.title or (self.outline.title if self.outline else "")

    @property
    def lacks_author(self) -> bool:
        """Whether it has front matter without an author, right or wrong; its team may have one for all its notes."""
        if self.fields.author or (self.outline is None and not self.has_front_matter):
            return False
        line = self.place("author").line if "author" in self.unread else None
        return not any(one.is_error and one.place.line == line for one in self.diagnostics)

    @property
    def can_be_placed(self) -> bool:
        """Whether a build that keeps going can publish the note, going by nothing but its file."""
        return self.outline is not None and self.fields.date is not None and not self.has_doubtful_keys

    @property
    def day(self) -> date | None:
        """Its date; None where it is missing or cannot be read."""
        return self.fields.date.day if self.fields.date else None


class TeamFile(_File, frozen=True, kw_only=True, array_like=True):
    """What a `_team.md` declares; complete only where `diagnostics` hold no error."""

    fields: TeamFields = TeamFields()

    @property
    def names_are_known(self) -> bool:
        """Whether the team's names could be read: its notes' permanent ids depend on them."""
        return self.outline is not None and not {"name", "aliases", "formerly"}.intersection(self.unread)


class PageFile(_File, frozen=True, kw_only=True, array_like=True):
    """What the file of a plain page declares; complete only where `diagnostics` hold no error."""

    fields: PageFields = PageFields()

    @property
    def title(self) -> str:
        """The title as written, in the front matter or as a heading; empty if the file has none."""
        return self.fields.title or (self.outline.title if self.outline else "")

    @property
    def can_be_shown(self) -> bool:
        """Whether a build that keeps going can publish the page, going by nothing but its file."""
        return self.outline is not None and not self.has_doubtful_keys


AnyFile = NoteFile | TeamFile | PageFile


def unread_file(kind: type[AnyFile], path: str, diagnostic: Diagnostic) -> AnyFile:
    """Return what stands for a file that could not be opened."""
    return kind(path=path, positions=pack_positions({}), unread=(), outline=None, diagnostics=(diagnostic,))
