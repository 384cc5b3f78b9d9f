"""`weeknotes check`."""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import ModuleType

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import NOTES_HAVE_ERRORS, OUTPUT_FAILED, exit_code, explained_exit
from weeknotes_site.cli.paths import path_in_site
from weeknotes_site.cli.progress import show_progress
from weeknotes_site.cli.report import count_fixable, counted, show, tally
from weeknotes_site.cli.summing import shortened
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.pipeline import Options, check


@click.command("check", epilog="Example: weeknotes check notes/data-platform/2026-11-20.md")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@options.base_url
@options.as_of
@options.drafts
@options.strict
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, then report what is left.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With `--fix` or `--diff`: also fixes that may change what is meant."
)
@click.option("--diff", is_flag=True, help="Show what `--fix` would change, and change nothing.")
@click.option("--all", "every", is_flag=True, help="List every warning, however often it comes.")
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
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    every: bool,
    jobs: int,
    report_format: str,
) -> None:
    """Say everything that is wrong with the notes, or only with FILES; publish nothing.

    FILES are notes, team files or folders. All notes are read even so, because a link, a week or a number can only be
    judged among the others. The site's own templates are tried too.

    Exits with 0 where nothing is wrong or there are only warnings (with --strict, 1), with 1 where notes have errors,
    with 2 where settings or templates have, or one of FILES is not there. `--fix` counts what is left, and exits with 3
    where a file cannot be written; `--diff` exits with 1 where there is something to change.
    """
    if fix and diff:
        raise click.UsageError("`--fix` changes files and `--diff` only shows how: give one of them")
    chosen = _within(root, files)
    wants = _is_among(chosen) if files else _is_any
    run = Options(
        root=root,
        as_of=as_of,
        base_url=base_url,
        drafts=drafts,
        strict=strict,
        jobs=jobs,
        notify=options.notify,
        cache=options.open_cache(root),
    )
    failed = False
    with explained_exit(report_format):
        if diff:
            sys.exit(NOTES_HAVE_ERRORS if _fixes().show_diff(run, wants, unsafe=unsafe_fixes) else 0)
        if fix:
            failed = not _fixes().apply_fixes(run, wants, unsafe=unsafe_fixes, report_format=report_format)
        with show_progress() as progress:
            report = check(run, progress.reading)
        if report_format == "github" and any(one.fix for one in report.diagnostics):
            _fixes().summarise_for_github(run, wants)
    found = tuple(one for one in report.diagnostics if wants(one.path))
    stopping = tuple(filter(run.stopped_by, found))
    _show(found, report_format, in_full=every or bool(files))
    if report_format == "text":
        _conclude(counted(len(chosen), "file") if files else counted(report.notes, "note"), found, strict=strict)
    if failed or stopping:
        sys.exit(OUTPUT_FAILED if failed else exit_code(stopping))


def _fixes() -> ModuleType:
    """Return the module of fixes, which needs the Markdown library, as most checks do not."""
    from weeknotes_site.cli import fixes

    return fixes


def _within(root: Path, files: Iterable[Path]) -> list[str]:
    """Return the paths of files in the site. Raises UsageError where one is not there."""
    found = {file: path_in_site(root, file) for file in files}
    if missing := [f"`{file}`" for file, path in found.items() if path is None]:
        raise click.UsageError(f"there is no {' and no '.join(missing)}")
    return [path for path in found.values() if path]


def _is_among(chosen: Iterable[str]) -> Callable[[str], bool]:
    """Return whether a path is one of certain files, or in one of certain folders."""
    paths = set(chosen)
    folders = tuple(f"{path}/" for path in paths)
    return lambda path: "." in paths or path in paths or path.startswith(folders)


def _is_any(_path: str) -> bool:
    return True


def _show(found: tuple[Diagnostic, ...], report_format: str, *, in_full: bool) -> None:
    if report_format != "text" or in_full:
        show(found, report_format, err=False)
        return
    brief = shortened(found)
    show(brief.shown, report_format, err=False)
    for line in brief.sums:
        click.echo(line)


def _conclude(looked_at: str, found: tuple[Diagnostic, ...], *, strict: bool) -> None:
    if fixable := count_fixable(found):
        click.echo(fixable)
    click.echo(tally(found, strict=strict) or f"{looked_at}, nothing to mend")
