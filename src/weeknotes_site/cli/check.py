"""`weeknotes check`."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import exit_code, explained_exit
from weeknotes_site.cli.paths import path_in_site
from weeknotes_site.cli.progress import shown_progress
from weeknotes_site.cli.report import show
from weeknotes_site.config import config_warnings
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.pipeline import Options, load


@click.command("check", epilog="Example: weeknotes check notes/data-platform/2026-11-20.md")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@options.base_url
@options.as_of
@options.drafts
@options.strict
@options.jobs
@options.report_format
@click.pass_obj
def command(
    root: Path,
    files: tuple[Path, ...],
    base_url: str | None,
    as_of: date,
    drafts: bool,
    strict: bool,
    jobs: int,
    report_format: str,
) -> None:
    """Say everything that is wrong with the notes, or only with FILES; publish nothing.

    FILES are notes, team files or folders; one that was deleted is passed over. All notes are read even so, because
    a link, a week or a number can only be judged among the others.

    Exits with 0 where nothing is wrong or there are only warnings, with 1 where notes have errors.
    """
    chosen = [one for file in files if (one := _within(root, file))]
    run = Options(root=root, as_of=as_of, base_url=base_url, drafts=drafts, strict=strict, jobs=jobs, tell=options.tell)
    with explained_exit(report_format), shown_progress() as progress:
        site = load(run, progress.reading)
    shown = _about(chosen, site.problems) if files else (*config_warnings(site.config), *site.problems)
    show(shown, report_format, err=False)
    stopping = _about(chosen, site.stopping) if files else site.stopping
    if report_format == "text":
        looked_at = _count(len(chosen), "file") if files else _count(site.summary.notes, "note")
        _conclude(looked_at, len(stopping), len(shown) - len(stopping))
    if stopping:
        sys.exit(exit_code(stopping))


def _within(root: Path, file: Path) -> str | None:
    path = path_in_site(root, file)
    if path is None:
        click.echo(f"`{file}` is not there, so it is passed over", err=True)
    return path


def _about(chosen: Iterable[str], problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems with certain files, or with what is in certain folders."""
    paths = set(chosen)
    folders = tuple(f"{path}/" for path in paths)
    return tuple(one for one in problems if "." in paths or one.path in paths or one.path.startswith(folders))


def _conclude(looked_at: str, errors: int, warnings: int) -> None:
    if errors or warnings:
        click.echo(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}")
    else:
        click.echo(f"{looked_at}, nothing to mend")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
