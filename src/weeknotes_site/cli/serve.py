"""`weeknotes serve`."""

import sys
import webbrowser
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Event
from types import FrameType
from typing import NoReturn

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.commands import with_root
from weeknotes_site.cli.exits import USAGE_OR_CONFIG, exit_on_problem, stop
from weeknotes_site.cli.report import count_by_code, counted, show
from weeknotes_site.cli.signals import handle
from weeknotes_site.diagnostics import Problem
from weeknotes_site.pipeline import Options
from weeknotes_site.preview import PortTakenError, Preview, Rebuild, open_preview


@click.command("serve", epilog="Example: weeknotes serve --open")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--open", "open_page", is_flag=True, help="Open the site in the browser.")
@options.as_of
@click.pass_obj
def command(root: Path, port: int, open_page: bool, as_of: date) -> None:
    """Preview the site in a browser while you write, including drafts; pages reload when a file is saved.

    Only this machine can open it, and the output of `weeknotes build` is not changed. Ctrl-C stops it.
    """
    interrupted = Event()

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        interrupted.set()
        raise KeyboardInterrupt

    with suppress(ValueError):  # not in the main thread
        handle(("SIGINT", "SIGTERM", "SIGHUP"), interrupt)
    try:
        with (
            exit_on_problem("text"),
            open_preview(Options(root=root, as_of=as_of, cache=options.open_cache(root)), port, interrupted) as preview,
        ):
            _follow(preview, open_page=open_page)
    except PortTakenError as taken:
        hint = f"run `weeknotes serve --port {taken.free}`" if taken.free else "choose another with `--port`"
        stop(str(taken), USAGE_OR_CONFIG, hint)
    except KeyboardInterrupt:
        click.echo("\nStopped.")


def _follow(preview: Preview, *, open_page: bool) -> NoReturn:
    if not preview.has_search:
        options.notify(
            "The preview cannot be searched: Pagefind is not installed or cannot run; install `weeknotes-site[search]`"
        )
    click.echo("Building…", err=True)
    first = next(preview.rebuilds)
    missing = tuple(diagnostic for diagnostic in first.diagnostics if diagnostic.code == "no-notes-folder")
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
        # Warnings are printed once; errors until they are fixed, because they keep pages from being updated.
        old = {diagnostic for diagnostic in before.diagnostics if not diagnostic.is_error}
        show([diagnostic for diagnostic in done.diagnostics if diagnostic not in old], "text")
        _print_rebuild(done, before)
        before = done
    raise AssertionError("rebuilds are endless")


def _print_rebuild(done: Rebuild, before: Rebuild) -> None:
    if done.published is None:
        click.echo("Not rebuilt until this is fixed")
        return
    if before.errors and not done.errors:
        click.echo("Fixed")
    if done is before:
        warnings = count_by_code(diagnostic for diagnostic in done.diagnostics if not diagnostic.is_error)
        click.echo(f"{warnings} ({with_root('`weeknotes check`')} shows them)\n" if warnings else "", nl=False)
    click.echo(f"Built in {done.seconds:.2f} s, {counted(done.changed, 'file')} changed")
