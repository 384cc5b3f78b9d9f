"""`weeknotes check`."""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path, PurePosixPath
from types import ModuleType

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exclusive import ExclusiveCommand
from weeknotes_site.cli.exits import NOTES_HAVE_ERRORS, OUTPUT_FAILED, exit_code, exit_on_problem
from weeknotes_site.cli.paths import path_in_site, say_missing
from weeknotes_site.cli.progress import show_progress
from weeknotes_site.cli.report import count_fixable, counted, show, tally
from weeknotes_site.cli.summing import notes_waiting, sum_up
from weeknotes_site.config.file import CONFIG_FILE
from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.files.tree import Tree
from weeknotes_site.diagnostics import Diagnostic, escaped
from weeknotes_site.git import changed_since
from weeknotes_site.glossary import GLOSSARY
from weeknotes_site.pipeline import Options, check_sources
from weeknotes_site.render.theme import TEMPLATES
from weeknotes_site.run import Report, Sources
from weeknotes_site.site.places import comparable
from weeknotes_site.sources import find_sources

MAX_NAMED = 3
"""Maximum files named that are not checked."""


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
    help="Check what has changed since a revision of git: these files, and links to them from others.",
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
    other notes. The site's own templates are checked, too. With `--since`, errors in other files count if they are
    about a link to one that has changed or is gone.

    Exit codes: 0 without errors (with --strict, without warnings), 1 for errors in notes, 2 for errors in settings or
    templates or if one of FILES does not exist. `--fix` exits with 3 if a file cannot be written; `--diff` exits with 1
    if there is something to fix.
    """
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("use `--unsafe-fixes` with `--fix` or `--diff`")
    changed = _changed(root, revision) if revision is not None else frozenset()
    chosen = _within(root, files) if revision is None else _sources_among(root, changed)
    targets = frozenset(map(comparable, changed))
    is_whole = not files and revision is None
    wants = (lambda _: True) if is_whole else _is_among(chosen)
    run = Options(
        root=root,
        as_of=as_of,
        base_url=base_url,
        drafts=drafts,
        strict=strict,
        jobs=jobs,
        cache=options.open_cache(root),
    )
    failed = False
    with exit_on_problem(report_format, root=root):
        if diff:
            sys.exit(NOTES_HAVE_ERRORS if _fixes().show_diff(run, wants, unsafe=unsafe_fixes) else 0)
        if fix:
            failed = not _fixes().apply_fixes(run, wants, unsafe=unsafe_fixes, report_format=report_format)
        sources = find_sources(run)
        report = _check(sources, wants, report_format)
        found = tuple(one for one in report.diagnostics if wants(one.path) or (one.is_error and one.target in targets))
        if any(diagnostic.fix for diagnostic in found):
            found = _fixes().as_offered(run, found)
    stopping = tuple(filter(run.stopped_by, found))
    erring = {one.path for one in found}
    unchecked = [path for path in chosen if path not in erring and not _is_source(root, path)]
    _name_unchecked(unchecked)
    _show(found, report_format, root, in_full=every or not is_whole)
    if report_format == "text" and (not files or len(unchecked) < len(chosen)):
        checked = set(chosen).difference(unchecked)
        subject = counted(report.notes, "note") if is_whole else counted(_count_files(sources.tree, checked), "file")
        _print_summary(subject, found, notes_waiting(report.waiting, wants, in_full=every), strict=strict)
    if failed or stopping:
        sys.exit(OUTPUT_FAILED if failed else exit_code(stopping))


def _check(sources: Sources, wants: Callable[[str], bool], report_format: str) -> Report:
    with show_progress() as progress:
        report = check_sources(sources, progress.reading)
    if report_format == "github" and any(diagnostic.fix for diagnostic in report.diagnostics):
        _fixes().summarise_for_github(sources.options, wants)
    return report


def _fixes() -> ModuleType:
    """Return the module of fixes, imported late because it needs the Markdown library."""
    from weeknotes_site.cli import fixes

    return fixes


def _within(root: Path, files: Iterable[Path]) -> list[str]:
    """Return the paths of files in the site. Raises UsageError if one does not exist."""
    found = {file: path_in_site(root, file) for file in files}
    missing = [file for file, path in found.items() if path is None]
    if len(missing) == 1:
        raise click.UsageError(say_missing(root, missing[0]))
    if missing:
        raise click.UsageError(f"{' and '.join(f'`{file}`' for file in missing)} do not exist")
    return [path for path in found.values() if path]


def _changed(root: Path, revision: str) -> frozenset[str]:
    """Return the paths of changed files. Raises UsageError if git does not know the revision."""
    changed = changed_since(root, revision)
    if changed is None:
        raise click.UsageError(
            f"git finds no commit in common with `{revision}`; is that its name, and is all history fetched?"
        )
    return changed


def _sources_among(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the files among some paths that a check reads for their own sake, and that exist."""
    return sorted(path for path in paths if (root / path).exists() and _is_source(root, path))


def _is_among(chosen: Iterable[str]) -> Callable[[str], bool]:
    """Return a test whether a path is one of the chosen files or in one of the chosen folders."""
    paths = set(chosen)
    return lambda path: not paths.isdisjoint((".", path, *map(str, PurePosixPath(path).parents)))


def _is_source(root: Path, path: str) -> bool:
    """Return whether a path is a file that a check reads for its own sake, or a folder with such files."""
    top = path.partition("/")[0]
    is_renamed = not (root / path).exists()  # by `--fix`
    if is_renamed or path in (".", CONFIG_FILE, "pyproject.toml", GLOSSARY) or top == TEMPLATES:
        return True
    return top == NOTES and "/." not in path and (path[-3:].lower() == ".md" or (root / path).is_dir())


def _count_files(tree: Tree, chosen: Iterable[str]) -> int:
    """Return the number of files that are checked for the sake of some paths, of which some are folders."""
    folders = {path for path in chosen if (tree.root / path).is_dir()}
    found = set(chosen) - folders
    found.update(filter(_is_among(folders), tree.markdown))
    for folder in folders:
        if folder.partition("/")[0] == TEMPLATES:
            found.update(path.relative_to(tree.root).as_posix() for path in (tree.root / folder).rglob("*.html"))
    return sum("/." not in path for path in found)


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


def _print_summary(checked: str, found: tuple[Diagnostic, ...], waiting: Iterable[str], *, strict: bool) -> None:
    for line in waiting:
        click.echo(line)
    if fixable := count_fixable(found):
        click.echo(fixable)
    click.echo(tally(found, strict=strict) or f"{checked}, no problems found")
