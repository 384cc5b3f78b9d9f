"""Changes to one file by fixes."""

from collections.abc import Mapping

from msgspec import Struct


class Change(Struct, frozen=True, kw_only=True):
    """A file before and after its fixes."""

    path: str
    before: bytes
    after: bytes
    new_path: str = ""
    """New path of the file; empty if it is not moved."""
    pictures: Mapping[str, bytes] = {}
    """Files to write, by their paths."""
    codes: tuple[str, ...] = ()
    """The codes of the diagnostics that are fixed."""
