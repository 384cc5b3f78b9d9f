"""`weeknotes check`."""

import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import click
from msgspec import Struct

from weeknotes_site.cli import options
from weeknotes_site.cli.exclusive import ExclusiveCommand
from weeknotes_site.cli.exits import NOTES_HAVE_ERRORS, OUTPUT_FAILED, exit_code, exit_on_problem
from weeknotes_site.cli.progress import show_progress
from weeknotes_site.cli.report import count_fixable, counted, show, tally
from weeknotes_site.cli.scope import Scope, count_files, find_scope
from weeknotes_site.cli.summing import sum_up, untranslated_lines
from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.files.tree import Tree
from weeknotes_site.diagnostics import Diagnostic, escaped
from weeknotes_site.pipeline import Options, check_sources
from weeknotes_site.run import Report
from weeknotes_site.sources import find_sources

MAX_NAMED = 3
"""Maximum files named that are not checked."""


class _Checked(Struct, frozen=True, kw_only=True):
    """The result of a check."""

    tree: Tree
    report: Report
    found: tuple[Diagnostic, ...]
    """Diagnostics within the scope."""


@click.command(
    "check",
    cls=ExclusiveCommand,
    exclusive=[("FILES", "--since"), *(("--diff", other) for other in ("--fix", "--strict", "--all", "--format"))],
    epilog="Example: weeknotes check notes/data-platform/2026-11-20.md",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--since",
    "revision",
    metavar="REVISION",
    help="Check what has changed since a git revision: these files, and links to them from others.",
)
@options.base_url
@options.as_of
@options.drafts
@options.strict
@click.option("--fix", is_flag=True, help="Apply safe fixes, then report what is left.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With `--fix` or `--diff`: include fixes that may change the meaning."
)
@click.option("--diff", is_flag=True, help="Show what `--fix` would change.")
@click.option("--all", "every", is_flag=True, help="List all warnings, even if there are many of a kind.")
@options.jobs
@options.report_format
@click.pass_obj
def command(
    root: Path,
    files: tuple[Path, ...],
    revision: str | None,
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
    """Check all notes, or only FILES, without publishing.

    FILES are notes, team files or folders. All notes are read in any case, because links, weeks and numbers depend on
    other notes. The site's own templates are checked too. With `--since`, errors in other files count if they are
    about a link to one that has changed or is gone.

    Exit codes: 0 without errors (with --strict, without warnings), 1 for errors in notes, 2 for errors in settings or
    templates or if one of FILES does not exist. `--fix` exits with 3 if a file cannot be written; `--diff` exits with 1
    if there is something to fix.
    """
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("use `--unsafe-fixes` with `--fix` or `--diff`")
    scope, cache = find_scope(root, files, revision), options.open_cache(root)
    run = Options(root=root, as_of=as_of, base_url=base_url, drafts=drafts, strict=strict, jobs=jobs, cache=cache)
    with exit_on_problem(report_format, root=root):
        if diff:
            sys.exit(NOTES_HAVE_ERRORS if _fixes().show_diff(run, scope.has, unsafe=unsafe_fixes) else 0)
        failed = fix and not _fixes().apply_fixes(run, scope.has, unsafe=unsafe_fixes, report_format=report_format)
        checked = _check(run, scope, report_format)
    _print_report(checked, scope, run, report_format, every=every)
    stopping = tuple(filter(run.stopped_by, checked.found))
    if failed or stopping:
        sys.exit(OUTPUT_FAILED if failed else exit_code(stopping))


def _check(run: Options, scope: Scope, report_format: str) -> _Checked:
    sources = find_sources(run)
    with show_progress() as progress:
        report = check_sources(sources, progress.reading)
    if report_format == "github" and any(diagnostic.fix for diagnostic in report.diagnostics):
        _fixes().summarise_for_github(run, scope.has)
    found = tuple(filter(scope.concerns, report.diagnostics))
    if any(diagnostic.fix for diagnostic in found):
        found = _fixes().as_offered(run, found)
    return _Checked(tree=sources.tree, report=report, found=found)


def _fixes() -> ModuleType:
    """Return the module of fixes, imported late because it needs the Markdown library."""
    from weeknotes_site.cli import fixes

    return fixes


def _print_report(checked: _Checked, scope: Scope, run: Options, report_format: str, *, every: bool) -> None:
    found, report = checked.found, checked.report
    unchecked = scope.unchecked(run.root, found)
    _name_unchecked(unchecked)
    _show(found, report_format, run.root, in_full=every or not scope.is_whole)
    read = set(scope.paths or ()).difference(unchecked)
    if report_format != "text" or (unchecked and not read):
        return
    for line in untranslated_lines(report.untranslated, scope.has, in_full=every):
        click.echo(line)
    if fixable := count_fixable(found):
        click.echo(fixable)
    subject = counted(report.notes, "note") if scope.is_whole else counted(count_files(checked.tree, read), "file")
    click.echo(tally(found, strict=run.strict) or f"{subject}, no problems found")


def _name_unchecked(paths: list[str]) -> None:
    if paths:
        named = ", ".join(map(escaped, paths[:MAX_NAMED]))
        more = f" and {len(paths) - MAX_NAMED} more" if len(paths) > MAX_NAMED else ""
        read = f"the `.md` files under `{NOTES}/`, settings and templates"
        options.notify(f"note: not checked, because only {read} are: {named}{more}")


def _show(found: tuple[Diagnostic, ...], report_format: str, root: Path, *, in_full: bool) -> None:
    if report_format != "text" or in_full:
        show(found, report_format, err=False, root=root)
        return
    brief = sum_up(found)
    show(brief.shown, report_format, err=False)
    for line in brief.sums:
        click.echo(line)
