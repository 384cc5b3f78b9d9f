"""A page or feed before it is rendered, and the key by which an unchanged one is recognised."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.msgpack import Encoder

from weeknotes_site.cache import digest_of
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.model.output import Kind


class PlannedFile(Struct, frozen=True, kw_only=True):
    """A file that will be rendered from its arguments and from what the whole site has in common."""

    path: str
    kind: Kind
    make: Callable[..., Any]
    """A module-level function of the site's context, the path and `args`.

    Returns the template's context, or the file's bytes where there is no template.
    """
    args: tuple[Any, ...]
    """Frozen model values, so that the key can be computed without making anything."""
    source: str
    """What the file is made from, for the message where two files claim one path."""
    template: str = ""
    blame: str = ""
    """The file to change where the path is taken; empty where the path itself says enough."""
    gives_way: bool = False
    """Whether it is left out without a word where its path is taken: it is of no use beside what stands there."""
    is_listed: bool = True
    """Whether the sitemap names it; pages that only lead on are not listed."""


class Keys:
    """Computes the keys of one build's files: hashes of everything that goes into each."""

    def __init__(self, *common: object) -> None:
        self._common = digest_of(_encode(common))
        """All that every file may depend on: settings and templates."""
        self._digests: dict[int, tuple[object, bytes]] = {}

    def of(self, file: PlannedFile) -> str:
        """Return a file's key."""
        make = file.make
        head = f"{file.path}\0{file.template}\0{make.__module__}.{make.__qualname__}\0".encode()
        return digest_of(self._common, head, *map(self._part, file.args)).hex()

    def _part(self, value: object) -> bytes:
        """Return what stands for a value; of what many pages show, a digest that is kept."""
        if not isinstance(value, (Note, BodyRef, tuple)):
            return _encode(value)
        kept = self._digests.get(id(value))
        if kept is None:
            parts = map(self._part, value) if isinstance(value, tuple) else (_encode(value),)
            # The value is kept too, so that no other can get its id.
            kept = self._digests[id(value)] = (value, digest_of(type(value).__name__.encode(), b"".join(parts)))
        return kept[1]


_encode = Encoder().encode
