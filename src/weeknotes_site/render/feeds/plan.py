"""A feed before it is rendered."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFeed:
    """A file that will be rendered."""

    url: str
    source: str
    """What it is made from, for the message where two files claim one path."""
    render: Callable[[], bytes] = field(repr=False)
    shows: tuple[str, ...] = ()
    """The notes whose text stands in it, by their files' paths."""
    is_dated: bool = False
    """Whether it depends on the day of the build."""
