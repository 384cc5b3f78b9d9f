"""Serve a preview: build, watch, rebuild."""

import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.new_file import temporary_folder
from weeknotes_site.parallel import available
from weeknotes_site.pipeline import Options
from weeknotes_site.preview.live_reload import LiveReload, PreviewState
from weeknotes_site.preview.rebuild import Rebuild, rebuild
from weeknotes_site.preview.search import BackgroundSearch, find_background_search
from weeknotes_site.preview.server import Server, open_server
from weeknotes_site.preview.watch import watch_site


class Preview(Struct, frozen=True, kw_only=True):
    """A running preview."""

    address: str
    has_search: bool
    """Whether Pagefind is installed."""
    rebuilds: Iterator[Rebuild]
    """The first build, then one for each saved file; endless."""


@contextmanager
def open_preview(options: Options, port: int, interrupted: Event) -> Iterator[Preview]:
    """Serve a site from a temporary folder. Raises PortTakenError, and Problem if no temporary folder can be created.

    Drafts are included. The address is also the base URL, so that feeds and absolute links work. `interrupted` is set
    when a signal raises KeyboardInterrupt, which a rebuild may lose: `shutil.rmtree` can replace it by an OSError.
    """
    with temporary_folder("weeknotes-serve-") as folder:
        output, index, live_reload = folder / "site", folder / "index", LiveReload()
        with open_server((output, index), live_reload, port) as server:
            options = replace(options, base_url=server.address, drafts=True, keep_going=True, allow_removals=True)
            search = find_background_search(options.cache.folder, output, index) if options.cache.folder else None
            rebuilds = _rebuild_forever(options, output, live_reload, server, search, interrupted)
            try:
                yield Preview(address=server.address, has_search=search is not None, rebuilds=rebuilds)
            finally:
                rebuilds.close()
                options.cache.close()


def _rebuild_forever(
    options: Options,
    output: Path,
    live_reload: LiveReload,
    server: Server,
    search: BackgroundSearch | None,
    interrupted: Event,
) -> Generator[Rebuild]:
    # The first build uses all processors: it can fork, because no threads have been started.
    done = _show(rebuild(replace(options, jobs=available()), output, Rebuild(), search), live_reload)
    _freeze_memory()
    with (
        server.serving(),
        search.indexing() if search else nullcontext(),
        watch_site(options.root, interrupted) as wait_for_change,
    ):
        yield done
        while True:
            is_change = wait_for_change()
            gc.disable()  # traversing all notes again and again would take half of a rebuild
            before, done = done, rebuild(options, output, done, search)
            if search:
                search.resume()
            if is_change or done.changed or done.diagnostics != before.diagnostics:
                yield _show(done, live_reload)
            _freeze_memory()


def _freeze_memory() -> None:
    """Collect garbage between rebuilds, and exempt the remaining objects from later collections."""
    gc.enable()
    gc.collect()
    gc.freeze()


def _show(done: Rebuild, live_reload: LiveReload) -> Rebuild:
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
