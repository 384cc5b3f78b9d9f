"""One run of the pipeline: how it differs from others, and what it has read."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from weeknotes_site.config import Config
from weeknotes_site.content.tree import NOTES
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.memo import CACHE, Held, Memo
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.body import Target


class Options(Struct, frozen=True, kw_only=True):
    """How one run differs from another."""

    root: Path
    as_of: date
    """The day of the build, for checks and the weekly feed; no page knows it."""
    base_url: str | None = None
    drafts: bool = False
    keep_going: bool = False
    strict: bool = False
    allow_removals: bool = False
    """Whether a build may publish a site that errors have taken most notes from, or that has none."""
    jobs: int = 1
    """How many processes may work at once."""
    held: Held | None = None
    """What one run leaves at hand for the next in the same process; None where there is no next."""
    tell: Callable[[str], None] = lambda _: None
    """Is told what a person should know that is about no note."""

    @property
    def memo(self) -> Memo:
        """What earlier runs have kept in the site's folder."""
        return Memo(self.root / CACHE, self.tell, self.held)

    def stopped_by(self, problem: Diagnostic) -> bool:
        """Tell whether a problem keeps the site from being published."""
        if not problem.is_error:
            return self.strict
        # What is wrong in `notes/` leaves notes out of a build that keeps going; anything else is everybody's problem.
        return not (self.keep_going and problem.path.startswith(f"{NOTES}/"))


class Whole(Struct, frozen=True, kw_only=True):
    """All that a site is, but for the text of its notes, which is looked up."""

    archive: Archive
    attachments: Mapping[str, Attachment]
    """The files that notes link to, by where each is published."""
    targets: Mapping[str, tuple[Target | None, ...]]
    """Where the links of notes lead, by the note's url; of those that have any."""
    openings: Mapping[str, int]
    """Which paragraph of each note is its news, by the note's path."""


class Summary(Struct, frozen=True, kw_only=True):
    """What there is to say of a site that has been read."""

    problems: tuple[Diagnostic, ...]
    left_out: tuple[str, ...]
    """The paths of notes that have errors."""
    notes: int
    teams: int
    """How many teams have written."""
    weeks: int
    key: str
    """What tells apart all that pages may show, but for the text of notes."""
    texts: Mapping[str, str]
    """What tells each note's file from what it was before, by its path."""


class Site(Struct, frozen=True, kw_only=True, dict=True):
    """A site that has been read, with all that is wrong with it."""

    config: Config
    as_of: date
    summary: Summary
    stopping: tuple[Diagnostic, ...]
    """The problems that keep it from being published."""
    look_up: Callable[[], Whole]

    @cached_property
    def whole(self) -> Whole:
        """All of it; a build in which nothing changed never asks."""
        return self.look_up()

    @property
    def archive(self) -> Archive:
        """The notes and teams."""
        return self.whole.archive

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """All that is wrong with it, and all that a colleague would remark on."""
        return self.summary.problems
