"""Rebuild the preview: like `weeknotes build`, but keep the last good page of a file that breaks."""

import time
from pathlib import Path

from msgspec import Struct

from weeknotes_site.content.reading import Files
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, in_order
from weeknotes_site.pipeline import Options, Site, load, publish_site
from weeknotes_site.publish import Published, PublishError
from weeknotes_site.search import Search


class Rebuild(Struct, frozen=True, kw_only=True):
    """Result of a rebuild."""

    diagnostics: tuple[Diagnostic, ...] = ()
    published: Published | None = None
    """None if nothing was published."""
    shown: frozenset[str] = frozenset()
    """Files that are shown and have no errors: notes, plain pages and team files."""
    files: Files = Files()
    """Files read, for the next rebuild."""
    seconds: float = 0

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors among the diagnostics."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.is_error)

    @property
    def changed(self) -> int:
        """Number of files written or deleted."""
        return len(self.published.written) + len(self.published.deleted) if self.published else 0


def rebuild(options: Options, output: Path, before: Rebuild, search: Search | None = None) -> Rebuild:
    """Read, render and publish.

    If a file that was shown in `before` now has an error, nothing is published, so that its last good page stays. Files
    that had errors before do not prevent publishing.
    """
    started = time.perf_counter()
    diagnostics: tuple[Diagnostic, ...] = ()
    published, shown, files = None, before.shown, before.files
    try:
        site = load(options, files)
        diagnostics, files = site.diagnostics, site.files
        failed = {diagnostic.path for diagnostic in diagnostics if diagnostic.is_error}
        if shown & failed:
            # Nothing is left out, so links to the note still work.
            diagnostics = tuple(diagnostic for diagnostic in diagnostics if diagnostic.code != "link-to-left-out")
        else:
            published = publish_site(site, output, search)
            shown = _shown(site) - failed
    except Problem as problem:
        diagnostics = in_order((*diagnostics, *problem.diagnostics))
    except (PublishError, OSError) as failure:
        # A file may be deleted between being listed and being read; the next change rebuilds.
        hint = failure.hint if isinstance(failure, PublishError) else "save again to rebuild"
        diagnostics = (*diagnostics, error("unwritable", Place(path="the preview"), str(failure), hint))
    return Rebuild(
        diagnostics=diagnostics,
        published=published,
        shown=shown,
        files=files,
        seconds=time.perf_counter() - started,
    )


def _shown(site: Site) -> frozenset[str]:
    archives = [edition.archive for edition in site.editions]
    notes = (note.path for archive in archives for note in archive.notes)
    pages = (page.path for archive in archives for page in archive.pages)
    return frozenset((*notes, *pages, *(file.path for file in site.files.teams)))
