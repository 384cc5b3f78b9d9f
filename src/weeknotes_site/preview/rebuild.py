"""One rebuild: the same steps as `weeknotes build`, with a rule of its own for what happens to a note that breaks."""

import time
from pathlib import Path

from msgspec import Struct

from weeknotes_site.content.reading import Files
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, in_order
from weeknotes_site.pipeline import Options, load, publish_site
from weeknotes_site.publish import Published, PublishError
from weeknotes_site.search import Search


class Rebuild(Struct, frozen=True, kw_only=True):
    """What a rebuild came to."""

    diagnostics: tuple[Diagnostic, ...] = ()
    published: Published | None = None
    """None where the last good pages stay."""
    shown: frozenset[str] = frozenset()
    """The notes that have pages now and no error, by their paths."""
    files: Files = Files()
    """What was read, for the next rebuild."""
    seconds: float = 0

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that keep a note, or everything, from being published."""
        return tuple(one for one in self.diagnostics if one.is_error)

    @property
    def changed(self) -> int:
        """How many files it wrote or deleted."""
        return len(self.published.written) + len(self.published.deleted) if self.published else 0


def rebuild(options: Options, output: Path, before: Rebuild, search: Search | None = None) -> Rebuild:
    """Read, render and publish.

    While a note that `before` shows without an error has one, nothing is published, so that its last good page stays. A
    note that had one all along, such as another team's slip of last week, keeps nobody waiting.
    """
    started = time.perf_counter()
    diagnostics: tuple[Diagnostic, ...] = ()
    published, shown, files = None, before.shown, before.files
    try:
        site = load(options, files)
        diagnostics, files = site.diagnostics, site.files
        failed = {one.path for one in diagnostics if one.is_error}
        if shown & failed:
            # What would follow from leaving it out does not happen.
            diagnostics = tuple(one for one in diagnostics if one.code != "link-to-left-out")
        else:
            published = publish_site(site, output, search)
            shown = frozenset(note.path for edition in site.editions for note in edition.archive.notes) - failed
    except Problem as problem:
        diagnostics = in_order((*diagnostics, *problem.diagnostics))
    except (PublishError, OSError) as failure:
        # A file may vanish between being listed and being read; the next change builds again.
        hint = failure.hint if isinstance(failure, PublishError) else "save again to rebuild"
        diagnostics = (*diagnostics, error("unwritable", Place(path="the preview"), str(failure), hint))
    return Rebuild(
        diagnostics=diagnostics,
        published=published,
        shown=shown,
        files=files,
        seconds=time.perf_counter() - started,
    )
