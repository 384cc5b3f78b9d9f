"""One run of the pipeline: how it differs from others, and what it has read."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from weeknotes_site.config import Config
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.model.archive import Archive
from weeknotes_site.read.files import NOTES
from weeknotes_site.read.site import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How one run differs from another."""

    root: Path
    as_of: date
    """The day of the build, for checks and the weekly feed; no page knows it."""
    base_url: str | None = None
    drafts: bool = False
    keep_going: bool = False
    strict: bool = False

    def stopped_by(self, problem: Diagnostic) -> bool:
        """Tell whether a problem keeps the site from being published."""
        if not problem.is_error:
            return self.strict
        # What is wrong in `notes/` leaves notes out of a build that keeps going; anything else is everybody's problem.
        return not (self.keep_going and problem.path.startswith(f"{NOTES}/"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that has been read, with all that is wrong with it."""

    config: Config
    archive: Archive
    reading: Reading
    as_of: date
    stopping: tuple[Diagnostic, ...]
    """The problems that keep it from being published."""
