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
from weeknotes_site.cli.report import show, tally
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.pipeline import Options, check


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

    FILES are notes, team files or folders. All notes are read even so, because a link, a week or a number can only be
    judged among the others. The site's own templates are tried too.

    Exits with 0 where nothing is wrong or there are only warnings (with --strict, 1), with 1 where notes have errors,
    with 2 where settings or templates have, or one of FILES is not there.
    """
    chosen = _within(root, files)
    run = Options(root=root, as_of=as_of, base_url=base_url, drafts=drafts, strict=strict, jobs=jobs, tell=options.tell)
    with explained_exit(report_format), shown_progress() as progress:
        report = check(run, progress.reading)
    shown = _about(chosen, report.diagnostics) if files else report.diagnostics
    show(shown, report_format, err=False)
    if report_format == "text":
        looked_at = _count(len(chosen), "file") if files else _count(report.notes, "note")
        click.echo(tally(shown, strict=strict) or f"{looked_at}, nothing to mend")
    if stopping := tuple(filter(run.stopped_by, shown)):
        sys.exit(exit_code(stopping))


def _within(root: Path, files: Iterable[Path]) -> list[str]:
    """Return the paths of files in the site. Raises UsageError where one is not there."""
    found = {file: path_in_site(root, file) for file in files}
    if missing := [f"`{file}`" for file, path in found.items() if path is None]:
        raise click.UsageError(f"there is no {' and no '.join(missing)}")
    return [path for path in found.values() if path]


def _about(chosen: Iterable[str], problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems with certain files, or with what is in certain folders."""
    paths = set(chosen)
    folders = tuple(f"{path}/" for path in paths)
    return tuple(one for one in problems if "." in paths or one.path in paths or one.path.startswith(folders))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
