"""A feed before it is rendered."""

from collections.abc import Callable

from msgspec import Struct


class PlannedFeed(Struct, frozen=True, kw_only=True):
    """A file that will be rendered."""

    url: str
    source: str
    """What it is made from, for the message where two files claim one path."""
    make: Callable[[], tuple[object, Callable[[], bytes]]]
    """Returns all that will stand in it, as plain values, and what renders that."""
    shows: tuple[str, ...] = ()
    """The notes whose text stands in it, by their files' paths."""
    is_dated: bool = False
    """Whether it depends on the day of the build."""
