"""The values that a run goes through: its options, sources, report and site."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from weeknotes_site.cache import Cache
from weeknotes_site.config import Config
from weeknotes_site.content.reading import Files, Reading
from weeknotes_site.content.tree import NOTES, Tree
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.glossary import Glossary
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.face import Face
from weeknotes_site.render.theme import Look
from weeknotes_site.site.bodies import Bodies


class Options(Struct, frozen=True, kw_only=True):
    """How one run differs from another."""

    root: Path
    as_of: date
    """The day of the build, for checks and the weekly feed; no page depends on it."""
    base_url: str | None = None
    drafts: bool = False
    keep_going: bool = False
    strict: bool = False
    allow_removals: bool = False
    """Whether a build may publish a site that errors have taken most notes from, or that has none."""
    jobs: int = 1
    """How many processes may work at once."""
    cache: Cache
    """Where earlier runs have left what this one may take."""
    tell: Callable[[str], None] = lambda _: None
    """Is told what a person should know that is about no note."""

    def stopped_by(self, diagnostic: Diagnostic) -> bool:
        """Return whether a diagnostic keeps the site from being published."""
        if not diagnostic.is_error:
            return self.strict
        # An error in `notes/` leaves notes out of a build that keeps going; any other one concerns the whole site.
        return not (self.keep_going and diagnostic.path.startswith(f"{NOTES}/"))


class Sources(Struct, frozen=True, kw_only=True):
    """Everything that a run reads, before it reads notes."""

    begun: int
    """When the run began to look at files, in nanoseconds since the epoch."""
    options: Options
    config: Config
    tree: Tree
    found: tuple[Diagnostic, ...]
    """What is wrong with files and folders as such."""
    glossary: Glossary
    look: Look
    reading: Reading


class Report(Struct, frozen=True, kw_only=True):
    """What there is to say of a site that has been read."""

    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[str, ...]
    """The paths of notes that have errors."""
    notes: int
    teams: int
    """How many teams have written."""
    weeks: int


class Site(Struct, frozen=True, kw_only=True):
    """A site that has been read, with all that is wrong with it."""

    sources: Sources
    report: Report
    stopping: tuple[Diagnostic, ...]
    """The diagnostics that keep it from being published."""
    files: Files
    archive: Archive
    face: Face
    attachments: Mapping[str, Attachment]
    """The files that notes link to, by where each is published."""
    bodies: Bodies

    @property
    def config(self) -> Config:
        """The settings."""
        return self.sources.config

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong with it, and all that a colleague would remark on."""
        return self.report.diagnostics
