"""`weeknotes import`."""

import os
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import NOTES_HAVE_ERRORS, exit_on_problem, stop
from weeknotes_site.cli.names import author_name, team_name
from weeknotes_site.cli.report import counted
from weeknotes_site.importer import Request, Result, import_notes
from weeknotes_site.importer.import_map import MAP_FILE
from weeknotes_site.importer.report import REPORT_FILE, printable_line
from weeknotes_site.importer.write import ADDRESSES_FILE

MAX_SHOWN = 10


class _Source(click.Path):
    """A path, not an address."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if "://" in str(value):
            message = f"`{value}` is an address; save the page or export as a file and import that"
            self.fail(f"{message}, because importing opens no network connection", param, ctx)
        root = ctx.find_root().params["root"] if ctx else Path()
        is_in_site = not os.path.exists(value) and os.path.exists(root / value)  # noqa: PTH110 - see `_nothing_published`
        return super().convert(root / value if is_in_site else value, param, ctx)


@click.command("import", epilog='Example: weeknotes import blog.xml --media uploads --team "Data Platform" --dry-run')
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True, type=_Source(exists=True, path_type=Path))
@click.option("--team", type=team_name, metavar="NAME", help="The team of all notes. [default: as in the source]")
@click.option(
    "--author", type=author_name, metavar="NAME", default="", help="Author of notes without one. [default: the team]"
)
@click.option(
    "--into",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The site's folder. [default: --root]",
)
@click.option("--since", type=options.Day(), metavar="DATE", help="Skip notes before this day.")
@click.option("--drafts", is_flag=True, help="Import drafts too, as drafts.")
@click.option(
    "--media",
    metavar="DIR",
    type=click.Path(exists=True, path_type=Path),
    help="A copy of the uploads: wp-content/uploads from WordPress, content from Ghost.",
)
@click.option("--keep-keys", is_flag=True, help="Keep unknown front matter under `extra:`.")
@click.option("--dry-run", is_flag=True, help="Print the report; write nothing.")
@options.as_of
@click.pass_obj
def command(
    root: Path,
    sources: tuple[Path, ...],
    team: str | None,
    author: str,
    into: Path | None,
    since: date | None,
    drafts: bool,
    media: Path | None,
    keep_keys: bool,
    dry_run: bool,
    as_of: date,
) -> None:
    """Import old notes from WordPress exports, feeds, Word and Google Docs files, web pages, Markdown or text.

    A SOURCE is a file, a folder or a .zip. Existing files are never overwritten. import-report.md lists what was
    imported and what to review. Exits with 1 if no note could be imported.
    """
    root = into or root
    request = Request(
        sources=sources,
        as_of=as_of,
        team=team or "",
        author=author,
        since=since,
        media=media,
        with_drafts=drafts,
        keep_keys=keep_keys,
        dry_run=dry_run,
    )
    with exit_on_problem("text"):
        result = import_notes(root, request)
    if dry_run:
        click.echo(result.report)
    _print_summary(root, result, dry_run=dry_run)
    if media is None and result.needs_media:
        click.echo("pictures still link to the old site; `--media DIR` imports them from a copy of its uploads")
    if result.is_empty:
        stop("no note could be imported", NOTES_HAVE_ERRORS)


def _print_summary(root: Path, result: Result, *, dry_run: bool) -> None:
    drafts = sum(note.is_draft for note in result.outcome.written)
    if result.outcome.kinds:
        click.echo(f"recognised {', '.join(result.outcome.kinds)}")
    for note in result.outcome.written[:MAX_SHOWN]:
        click.echo(f"{'would write' if dry_run else 'wrote'} {root / note.path}{' (draft)' if note.is_draft else ''}")
    if len(result.outcome.written) > MAX_SHOWN:
        click.echo(f"… and {len(result.outcome.written) - MAX_SHOWN} more")
    click.echo(
        f"{counted(len(result.outcome.written), 'note')} {'to import' if dry_run else 'imported'}"
        + (f", {drafts} as drafts to review" if drafts else "")
    )
    if result.known:
        edited = f"; {result.edited} of them edited, moved or deleted since, and left alone" if result.edited else ""
        click.echo(f"{counted(result.known, 'note')} imported before{edited}")
    if result.older:
        click.echo(f"{counted(result.older, 'note')} skipped by --since")
    for skipped in result.outcome.skipped[:MAX_SHOWN]:
        click.echo(printable_line(f"not imported: {skipped.what}: {skipped.why}"), err=True)
    if len(result.outcome.skipped) > MAX_SHOWN:
        click.echo(f"not imported: {len(result.outcome.skipped) - MAX_SHOWN} more; {REPORT_FILE} lists them", err=True)
    if result.outcome.subscribers:
        click.echo(f"subscribers: {result.outcome.subscribers}")
    if result.outcome.written and not dry_run:
        _print_next_steps(root, result)


def _print_next_steps(root: Path, result: Result) -> None:
    remarks = sum(len(note.remarks) for note in result.outcome.written)
    contents = f"{counted(remarks, 'thing')} to review" if remarks else "what was imported"
    click.echo(f"{root / REPORT_FILE}: {contents}")
    if any(note.old for note in result.outcome.written):
        click.echo(f"{root / ADDRESSES_FILE}: old and new addresses, for redirects on the old server")
    click.echo(f"{root / MAP_FILE}: what has been imported; keep it, so that the next import adds only new notes")
    there = "" if root == Path() else f"--root {shlex.quote(str(root))} "
    click.echo(f"Now run: weeknotes {there}check")
