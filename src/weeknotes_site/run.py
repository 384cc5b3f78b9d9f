"""Values of a run: options, sources, report and site."""

from collections.abc import Mapping
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
from weeknotes_site.model.branding import Branding
from weeknotes_site.render.theme import ThemeFiles
from weeknotes_site.site.bodies import Bodies


class Options(Struct, frozen=True, kw_only=True):
    """Options of a run."""

    root: Path
    as_of: date
    """The day of the build, for checks and the weekly feed; no page depends on it."""
    base_url: str | None = None
    drafts: bool = False
    keep_going: bool = False
    strict: bool = False
    allow_removals: bool = False
    """Whether a build may remove most notes because of errors, or publish a site without notes."""
    jobs: int = 1
    """Maximum number of processes."""
    cache: Cache
    """Where earlier runs have left what this one may take."""

    def stopped_by(self, diagnostic: Diagnostic) -> bool:
        """Return whether a diagnostic prevents publishing."""
        if not diagnostic.is_error:
            return self.strict
        # With `--keep-going`, errors in `notes/` only leave notes out; other errors concern the whole site.
        return not (self.keep_going and diagnostic.path.startswith(f"{NOTES}/"))


class Sources(Struct, frozen=True, kw_only=True):
    """Everything a run reads before the notes."""

    begun: int
    """Start of the run, before any file was listed, in nanoseconds since the epoch."""
    options: Options
    config: Config
    tree: Tree
    found: tuple[Diagnostic, ...]
    """Diagnostics of settings, files and folders."""
    glossary: Glossary
    theme: ThemeFiles
    reading: Reading


class Report(Struct, frozen=True, kw_only=True):
    """Diagnostics and counts of a site."""

    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[str, ...]
    """Paths of notes with errors."""
    notes: int
    teams: int
    """Number of teams with notes."""
    weeks: int


class Site(Struct, frozen=True, kw_only=True):
    """A site that has been read, with its diagnostics."""

    sources: Sources
    report: Report
    stopping: tuple[Diagnostic, ...]
    """The diagnostics that prevent publishing."""
    files: Files
    archive: Archive
    branding: Branding
    attachments: Mapping[str, Attachment]
    """Files that notes link to, by url."""
    bodies: Bodies

    @property
    def config(self) -> Config:
        """The settings."""
        return self.sources.config

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All errors and warnings."""
        return self.report.diagnostics
