"""`weeknotes serve`."""

import signal
import sys
import webbrowser
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.build import NO_PAGEFIND
from weeknotes_site.cli.exits import USAGE_OR_CONFIG, explained_exit, stop
from weeknotes_site.cli.report import count_by_code, counted, show
from weeknotes_site.diagnostics import Problem
from weeknotes_site.pipeline import Options
from weeknotes_site.preview import PortTakenError, Preview, Rebuild, open_preview


@click.command("serve", epilog="Example: weeknotes serve --open")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Where to listen.")
@click.option("--open", "open_page", is_flag=True, help="Open the site in the browser.")
@options.as_of
@click.pass_obj
def command(root: Path, port: int, open_page: bool, as_of: date) -> None:
    """Show the site in a browser while you write: each saved file shows at once, drafts included.

    Only this machine can see it, and what `weeknotes build` wrote stays as it is. Ctrl-C ends it.
    """
    with suppress(ValueError):  # only a main thread can have it
        signal.signal(signal.SIGTERM, _interrupt)
    try:
        with (
            explained_exit("text"),
            open_preview(
                Options(root=root, as_of=as_of, notify=options.notify, cache=options.open_cache(root)), port
            ) as preview,
        ):
            _follow(preview, open_page=open_page)
    except PortTakenError as taken:
        hint = f"weeknotes serve --port {taken.free}" if taken.free else "name another with `--port`"
        stop(str(taken), USAGE_OR_CONFIG, hint)
    except KeyboardInterrupt:
        click.echo("\nStopped.")


def _follow(preview: Preview, *, open_page: bool) -> NoReturn:
    if not preview.has_search:
        options.notify(NO_PAGEFIND)
    click.echo("Building…", err=True)
    first = next(preview.rebuilds)
    missing = tuple(one for one in first.diagnostics if one.code == "no-notes-folder")
    if missing:
        raise Problem(*missing)
    show(first.errors, "text")
    _print_rebuild(first, first)
    click.echo(f"Serving {preview.address} with drafts; Ctrl-C stops")
    sys.stdout.flush()
    if open_page:
        webbrowser.open(preview.address)
    before = first
    for done in preview.rebuilds:
        # Warnings once; errors until they are mended, for as long as one stands the page does not change.
        old = {one for one in before.diagnostics if not one.is_error}
        show([one for one in done.diagnostics if one not in old], "text")
        _print_rebuild(done, before)
        before = done
    raise AssertionError("a preview never ends by itself")


def _print_rebuild(done: Rebuild, before: Rebuild) -> None:
    if done.published is None:
        click.echo("Nothing is rebuilt until this is mended")
        return
    if before.errors and not done.errors:
        click.echo("Mended")
    if done is before:
        warnings = count_by_code(one for one in done.diagnostics if not one.is_error)
        click.echo(warnings + " (`weeknotes check` shows them)\n" if warnings else "", nl=False)
    click.echo(f"Built in {done.seconds:.2f} s, {counted(done.changed, 'file')} changed")


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
