"""Build, serve, watch, rebuild."""

import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.memo import Held
from weeknotes_site.pipeline import Options
from weeknotes_site.preview.board import Board, News
from weeknotes_site.preview.rebuild import Rebuild, rebuild
from weeknotes_site.preview.search import index_later
from weeknotes_site.preview.server import start_server
from weeknotes_site.preview.watch import watch_site
from weeknotes_site.search import Search


class Preview(Struct, frozen=True, kw_only=True):
    """A preview that is being served."""

    address: str
    has_search: bool
    """Whether Pagefind is here, so that the preview can be searched."""
    rebuilds: Iterator[Rebuild]
    """The first build, then one each time that a file is saved; never ends by itself."""


@contextmanager
def open_preview(options: Options, port: int) -> Iterator[Preview]:
    """Serve a site from a folder of its own, which is gone at the end. Raises PortTakenError.

    Drafts are there. The address is also the base URL, so that feeds and absolute links can be tried out.
    """
    with tempfile.TemporaryDirectory(prefix="weeknotes-serve-") as folder:
        output, index, board = Path(folder) / "site", Path(folder) / "index", Board()
        # Watching starts first: what is saved during the first build is not lost.
        with (
            watch_site(options.root) as wait_for_change,
            index_later(options.root, output, index) as search,
            start_server((output, index), board, port) as address,
        ):
            options = replace(options, base_url=address, drafts=True, keep_going=True, held=Held())
            rebuilds = _rebuild_forever(options, output, board, search, wait_for_change)
            try:
                yield Preview(address=address, has_search=search is not None, rebuilds=rebuilds)
            finally:
                options.memo.write_held()


def _rebuild_forever(
    options: Options, output: Path, board: Board, search: Search | None, wait_for_change: Callable[[], None]
) -> Iterator[Rebuild]:
    shown: frozenset[str] = frozenset()
    while True:
        done = rebuild(options, output, shown, search)
        shown = done.shown
        if board.news.count == 0:
            gc.freeze()  # what the first build has read stays for good, so it need not be looked through each time
            options.memo.write_held()
        board.post(_news(board.news, done))
        yield done
        wait_for_change()


def _news(before: News, done: Rebuild) -> News:
    count = before.count + 1
    written = done.published.written if done.published else ()
    assets = {path: count for path in written if not path.endswith((".html", ".xml"))}
    first = before.count == 0
    return News(
        count=count,
        assets={} if first else {**before.assets, **assets},
        errors=done.errors,
        is_stale=done.published is None,
    )
