"""One rebuild: the same steps as `weeknotes build`, with a rule of its own for what happens to a note that breaks."""

import time
from pathlib import Path

from msgspec import Struct

from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, in_order
from weeknotes_site.pipeline import Options, build, load
from weeknotes_site.publish import Published, PublishError
from weeknotes_site.search import Search


class Rebuild(Struct, frozen=True, kw_only=True):
    """What a rebuild came to."""

    problems: tuple[Diagnostic, ...]
    published: Published | None
    """None where the last good pages stay."""
    shown: frozenset[str]
    """The notes that have pages now, by their paths."""
    seconds: float

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The problems that keep a note, or everything, from being published."""
        return tuple(one for one in self.problems if one.is_error)

    @property
    def changed(self) -> int:
        """How many files it wrote or deleted."""
        return len(self.published.written) + len(self.published.deleted) if self.published else 0


def rebuild(options: Options, output: Path, shown: frozenset[str], search: Search | None = None) -> Rebuild:
    """Read, render and publish; `shown` are the notes that have pages so far and had no error.

    While one of these has an error nothing is published, so that its last good page stays. A note that had one all
    along, such as another team's slip of last week, keeps nobody waiting.
    """
    started = time.perf_counter()
    problems: tuple[Diagnostic, ...] = ()
    published = None
    try:
        site = load(options)
        problems = site.problems
        failed = {one.path for one in problems if one.is_error}
        if shown & failed:
            # What would follow from leaving it out does not happen.
            problems = tuple(one for one in problems if one.code != "link-to-left-out")
        else:
            published = build(site, options, output, search=search)
            shown = frozenset(note.path for note in site.archive.notes) - failed
    except Problem as problem:
        problems = in_order((*problems, *problem.diagnostics))
    except (PublishError, OSError) as failure:
        # A file may vanish between being listed and being read; the next change builds again.
        hint = failure.hint if isinstance(failure, PublishError) else "save again to rebuild"
        problems = (*problems, error("unwritable", Place(path="the preview"), str(failure), hint))
    return Rebuild(problems=problems, published=published, shown=shown, seconds=time.perf_counter() - started)
