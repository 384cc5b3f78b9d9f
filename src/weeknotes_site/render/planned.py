"""A page or feed before rendering, and its key, which recognises an unchanged one."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.msgpack import Encoder

from weeknotes_site.digests import digest_of
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.model.output import Kind
from weeknotes_site.model.team import Team
from weeknotes_site.render.parts import LanguageLink


class PlannedFile(Struct, frozen=True, kw_only=True):
    """A file to render from its arguments and the context of the site."""

    path: str
    kind: Kind
    make: Callable[..., Any]
    """A module-level function of the site's context, the path and `args`.

    Returns the template's context, or the file's bytes if it has none.
    """
    args: tuple[Any, ...]
    """Frozen model values, so that the key can be computed without rendering."""
    source: str
    """The file's origin, for the message if something else claims its path; empty if it gives way."""
    template: str = ""
    gives_way: bool = False
    """Whether it is skipped silently if its path is taken, because the other file replaces it."""
    is_listed: bool = True
    """Whether it is in the sitemap; redirects are not."""
    folder: str = ""
    """Folder of its language; `path` is relative to it."""
    twins: tuple[LanguageLink, ...] = ()
    """One for each other language of the site."""

    @property
    def output_path(self) -> str:
        """Path in the output folder."""
        return self.folder + self.path


class Keys:
    """Computes the keys of one build's files: hashes of everything that each depends on."""

    def __init__(self, *common: object) -> None:
        self._common = digest_of(_encode(common))
        """What all files may depend on: settings, the view of the site, templates, code and libraries."""
        self._digests: dict[int, bytes] = {}
        """Digests of values that many files show, by their ids."""
        self._kept: list[object] = []
        """These values, kept so that their ids are not reused."""

    def of(self, file: PlannedFile) -> str:
        """Return a file's key."""
        make = file.make
        head = f"{file.path}\0{file.template}\0{make.__module__}.{make.__qualname__}\0".encode()
        twins = (_encode(file.twins),) if file.twins else ()
        return digest_of(self._common, head, *self._parts(file.args), *twins).hex()

    def _parts(self, values: tuple[object, ...]) -> list[bytes]:
        known = self._digests
        return [known.get(id(value)) or self._part(value) for value in values]

    def _part(self, value: object) -> bytes:
        """Return the encoded value, or its digest if many files may show it."""
        if isinstance(value, tuple):
            digest = digest_of(b"tuple", *self._parts(value))
        elif isinstance(value, (Note, Team)):
            digest = digest_of(type(value).__name__.encode(), _encode(value))
        elif isinstance(value, BodyRef):
            digest = _encode(value)  # mostly a digest already
        else:
            return _encode(value)
        self._kept.append(value)
        self._digests[id(value)] = digest
        return digest


_encode = Encoder().encode
