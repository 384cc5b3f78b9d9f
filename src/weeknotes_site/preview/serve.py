"""Build, serve, watch, rebuild."""

import gc
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.parallel import available
from weeknotes_site.pipeline import Options
from weeknotes_site.preview.live_reload import LiveReload, PreviewState
from weeknotes_site.preview.rebuild import Rebuild, rebuild
from weeknotes_site.preview.search import LaterSearch, find_later_search
from weeknotes_site.preview.server import Server, open_server
from weeknotes_site.preview.watch import watch_site


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
        output, index, live_reload = Path(folder) / "site", Path(folder) / "index", LiveReload()
        with open_server((output, index), live_reload, port) as server:
            options = replace(options, base_url=server.address, drafts=True, keep_going=True, allow_removals=True)
            search = find_later_search(options.cache.folder, output, index) if options.cache.folder else None
            rebuilds = _rebuild_forever(options, output, live_reload, server, search)
            try:
                yield Preview(address=server.address, has_search=search is not None, rebuilds=rebuilds)
            finally:
                rebuilds.close()
                options.cache.close()


def _rebuild_forever(
    options: Options, output: Path, live_reload: LiveReload, server: Server, search: LaterSearch | None
) -> Generator[Rebuild]:
    # The first build takes all processors, as `weeknotes build` does, and processes are forked before threads start.
    done = _announce(rebuild(replace(options, jobs=available()), output, Rebuild(), search), live_reload)
    _tidy_memory()
    with (
        server.answering(),
        search.indexing() if search else nullcontext(),
        watch_site(options.root) as wait_for_change,
    ):
        yield done
        while True:
            is_change = wait_for_change()
            gc.disable()  # looking through all notes again and again would take half of a rebuild
            before, done = done, rebuild(options, output, done, search)
            if search:
                search.resume()
            if is_change or done.changed or done.diagnostics != before.diagnostics:
                yield _announce(done, live_reload)
            _tidy_memory()


def _tidy_memory() -> None:
    """Collect garbage once, between rebuilds; what is left stays, so it is not looked through again."""
    gc.enable()
    gc.collect()
    gc.freeze()


def _announce(done: Rebuild, live_reload: LiveReload) -> Rebuild:
    live_reload.publish(_state_after(live_reload.state, done))
    return done


def _state_after(before: PreviewState, done: Rebuild) -> PreviewState:
    count = before.count + 1
    written = done.published.written if done.published else ()
    assets = {path: count for path in written if not path.endswith((".html", ".xml"))}
    first = before.count == 0
    return PreviewState(
        count=count,
        assets={} if first else {**before.assets, **assets},
        errors=done.errors,
        is_stale=done.published is None,
    )
