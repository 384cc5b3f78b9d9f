"""`weeknotes check`."""

import sys
from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import exit_code, explained_exit
from weeknotes_site.cli.report import show
from weeknotes_site.pipeline import Options, load


@click.command("check", epilog="Example: weeknotes check notes/data-platform/2026-11-20.md")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@options.base_url
@options.as_of
@options.drafts
@options.strict
@options.report_format
@click.pass_obj
def command(
    root: Path,
    files: tuple[Path, ...],
    base_url: str | None,
    as_of: date,
    drafts: bool,
    strict: bool,
    report_format: str,
) -> None:
    """Say everything that is wrong with the notes, or only with FILES; write nothing.

    Exits with 0 where nothing is wrong or there are only warnings, with 1 where notes have errors.
    """
    run = Options(root=root, as_of=as_of, base_url=base_url, drafts=drafts, strict=strict)
    with explained_exit(report_format):
        site = load(run)
    chosen = {_within(root, file) for file in files}
    shown = tuple(one for one in site.reading.problems if not chosen or one.path in chosen)
    show(shown, report_format, err=False)
    stopping = tuple(one for one in site.stopping if not chosen or one.path in chosen)
    if report_format == "text":
        _conclude(len(site.archive.notes), len(stopping), len(shown) - len(stopping))
    if stopping:
        sys.exit(exit_code(stopping))


def _within(root: Path, file: Path) -> str:
    """Return a file's path relative to the site's folder, from wherever it was named."""
    path = file.resolve() if file.exists() else (root / file).resolve()
    if not path.exists():
        raise click.UsageError(f"there is no file `{file}`")
    if not path.is_relative_to(root.resolve()):
        raise click.UsageError(f"`{file}` is not in the site's folder")
    return path.relative_to(root.resolve()).as_posix()


def _conclude(notes: int, errors: int, warnings: int) -> None:
    if not errors and not warnings:
        click.echo(f"{notes} notes, nothing to mend")
        return
    click.echo(f"{errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}")
