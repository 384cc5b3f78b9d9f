"""Values of a run: options, sources, report and site."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from weeknotes_site.cache import Cache
from weeknotes_site.config import Config
from weeknotes_site.content.files.paths import is_in_notes
from weeknotes_site.content.files.tree import UNREADABLE_FOLDER, Tree
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.reading import Files, Reading
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.glossary import Glossary
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.branding import Branding
from weeknotes_site.model.language import Untranslated
from weeknotes_site.render.theme import ThemeFiles
from weeknotes_site.site.bodies import Bodies

if TYPE_CHECKING:
    from weeknotes_site.site.twins import Twins


class Options(Struct, frozen=True, kw_only=True):
    """Options of a run."""

    root: Path
    as_of: date
    """Day of the build: decides the newest week on `index.html` and `latest.html`, the weekly feed, and checks."""
    base_url: str | None = None
    drafts: bool = False
    keep_going: bool = False
    strict: bool = False
    allow_removals: bool = False
    """Whether a build may remove most notes because of errors, publish a site without notes, or replace
    the notes of another site."""
    jobs: int = 1
    """Maximum number of processes."""
    cache: Cache
    """Cache shared with earlier runs."""

    def stopped_by(self, diagnostic: Diagnostic) -> bool:
        """Return whether a diagnostic prevents publishing."""
        if not diagnostic.is_error:
            return self.strict
        # With `--keep-going`, errors in `notes/` only leave notes out; other errors concern the whole site.
        is_of_notes = is_in_notes(diagnostic.path) and diagnostic.code != UNREADABLE_FOLDER
        return not (self.keep_going and is_of_notes)


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
    unchanged: Mapping[str, bytes]
    """Digests of Markdown files that are unchanged since they were cached, by path."""


class Edition(Struct, frozen=True, kw_only=True):
    """A site in one of its languages."""

    config: Config
    """Settings for this language."""
    archive: Archive
    branding: Branding
    attachments: Mapping[str, Attachment]
    """Files that notes link to, by output path."""


class Report(Struct, frozen=True, kw_only=True):
    """Diagnostics and counts of a site."""

    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[str, ...]
    """Paths of notes that cannot be placed."""
    notes: int
    teams: int
    """Number of teams with notes."""
    weeks: int
    untranslated: tuple[Untranslated, ...] = ()
    """Untranslated notes, for each language."""


class Site(Struct, frozen=True, kw_only=True):
    """A site that has been read, with its diagnostics."""

    sources: Sources
    report: Report
    stopping: tuple[Diagnostic, ...]
    """The diagnostics that prevent publishing, and all errors; empty if publishing is possible."""
    files: Files
    editions: tuple[Edition, ...]
    """The site's own language first."""
    twins: "tuple[Twins[NoteFile], ...]"
    """Each note with its translations; empty if the site has one language."""
    bodies: Bodies

    @property
    def config(self) -> Config:
        """The settings."""
        return self.sources.config

    def edition(self, language: str) -> Edition | None:
        """Return the edition in a language; None if the site has none."""
        return next((one for one in self.editions if one.config.language == language), None)

    def twins_of(self, path: str) -> "Twins[NoteFile] | None":
        """Return a note in all its languages, by the path of one of its files, or None."""
        return next((one for one in self.twins if path in (file.path for _, file in one.files)), None)

    @property
    def archive(self) -> Archive:
        """The notes in the site's own language."""
        return self.editions[0].archive

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All errors and warnings."""
        return self.report.diagnostics
