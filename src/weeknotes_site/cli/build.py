"""`weeknotes build`."""

import os
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weeknotes_site.cache import Cache
from weeknotes_site.cli import options
from weeknotes_site.cli.commands import with_root
from weeknotes_site.cli.exits import OUTPUT_FAILED, exit_on_problem, stop
from weeknotes_site.cli.progress import ProgressLine, show_progress
from weeknotes_site.cli.report import count_by_code, counted, show
from weeknotes_site.cli.streams import take_write_error
from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.diagnostics import Diagnostic, escaped, in_order
from weeknotes_site.languages import translation_warning
from weeknotes_site.pipeline import Built, Options, build
from weeknotes_site.publish import PublishError
from weeknotes_site.render.theme import TEMPLATES
from weeknotes_site.untrusted import real_path

if TYPE_CHECKING:
    from weeknotes_site.search import Search

DEFAULT_OUTPUT = "_site"
SHOWN_WARNINGS = ("link-to-left-out", "unknown-forge", "site-in-subfolder")
"""Warnings that a build prints in full instead of counting."""
HUMAN_FORMATS = ("text", "github")
"""Formats for people, to which a build adds a summary."""


@click.command("build", epilog="Example: weeknotes build --base-url https://weeknotes.example/ -o public")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=f"Output folder. [default: {DEFAULT_OUTPUT}/ in the site's folder]",
)
@options.base_url
@options.as_of
@options.drafts
@options.strict
@click.option("--no-search", is_flag=True, help="Build no search index.")
@click.option("--keep-going", is_flag=True, help="Publish despite errors in notes, and list them.")
@click.option(
    "--allow-removals",
    is_flag=True,
    help="Publish even if most or all notes, or another site's, would be removed.",
)
@click.option("--quiet", is_flag=True, help="Print errors only.")
@options.jobs
@options.report_format
@click.pass_obj
def command(
    root: Path,
    output: Path | None,
    base_url: str | None,
    as_of: date,
    drafts: bool,
    strict: bool,
    no_search: bool,
    keep_going: bool,
    allow_removals: bool,
    quiet: bool,
    jobs: int,
    report_format: str,
) -> Built:
    """Build the site: read all notes, render pages and feeds, publish changes.

    If there are errors, nothing is written and the old site stays.
    """
    started = time.perf_counter()
    target = _outside_sources(root, output or root / DEFAULT_OUTPUT)
    run = Options(
        root=root,
        as_of=as_of,
        base_url=base_url,
        drafts=drafts,
        keep_going=keep_going,
        allow_removals=allow_removals,
        strict=strict,
        jobs=jobs,
        cache=options.open_cache(root),
    )
    is_verbose = not quiet and report_format in HUMAN_FORMATS
    failed = _nothing_published(target) if is_verbose else ""
    with exit_on_problem(report_format, failed, strict=strict, root=root), show_progress(quiet=quiet) as progress:
        built = _build(run, target, progress, has_search=not no_search)
    show(_to_show(built), report_format, root=root)
    if is_verbose:
        _summarise(built, target, time.perf_counter() - started)
    _report_lost_output()
    return built


def _build(run: Options, target: Path, progress: ProgressLine, *, has_search: bool) -> Built:
    search = _find_search(run.cache) if has_search else None
    found = (_without_pagefind(),) if has_search and not search else ()
    try:
        return build(run, target, search, progress.reading, progress.rendering, warnings=found)
    except PublishError as failure:
        progress.clear()
        stop(str(failure), OUTPUT_FAILED, failure.hint)


def _outside_sources(root: Path, target: Path) -> Path:
    """Return the output. Raises UsageError if it is in a source folder, because the next build would read it."""
    for folder in (NOTES, STATIC, TEMPLATES):
        if real_path(target).is_relative_to(real_path(root / folder)):
            raise click.UsageError(
                f"`{target}` is in `{folder}/`, which is a source of the site; choose another output"
            )
    return target


def _nothing_published(target: Path) -> str:
    # `Path.exists` raises if the name is too long, or the folder not ours to read.
    has_site = os.path.exists(target / "index.html")  # noqa: PTH110
    before = f"; the site in {target} is unchanged" if has_site else ""
    return f"Nothing was published{before}."


def _find_search(cache: Cache) -> "Search | None":
    # Imported here, a build without search does not need it.
    from weeknotes_site.search import find_search

    return find_search(cache.folder) if cache.folder else None


def _without_pagefind() -> Diagnostic:
    from weeknotes_site.rendering import no_search

    hint = "install `weeknotes-site[search]`, or use `--no-search`"
    return no_search("Pagefind is not installed or cannot run, so the site cannot be searched", hint)


def _to_show(built: Built) -> tuple[Diagnostic, ...]:
    """Return errors, and warnings that are printed in full."""
    shown = (one for one in built.report.diagnostics if one.is_error or one.code in SHOWN_WARNINGS)
    return in_order((*shown, *built.warnings))


def _report_lost_output() -> None:
    """Say that the report could not be printed; exit codes are only about the site."""
    if lost := take_write_error():
        options.notify(f"the site is published, but this report could not be printed: {lost}")


def _summarise(built: Built, target: Path, seconds: float) -> None:
    report, published = built.report, built.published
    for remark in filter(None, map(translation_warning, built.languages if published.written else ())):
        options.notify(remark)
    if published.finished_earlier:
        click.echo("Finished an interrupted build first.")
    left_out = report.left_out
    if left_out:
        click.echo(f"Left out {counted(len(left_out), 'note')}:")
    for path in left_out:
        click.echo(f"  {escaped(path)}")
    warnings = count_by_code(one for one in report.diagnostics if not one.is_error and one.code not in SHOWN_WARNINGS)
    if warnings:
        click.echo(f"{warnings} ({with_root('`weeknotes check`')} shows them)")
    notes, teams, weeks = report.notes, report.teams, report.weeks
    written, deleted = len(published.written), len(published.deleted)
    changed = f"{written:,} written, {published.unchanged:,} unchanged, {deleted:,} deleted"
    click.echo(f"{counted(notes, 'note')} of {counted(teams, 'team')} in {counted(weeks, 'week')}: {changed}")
    click.echo(f"Built {target / 'index.html'} in {seconds:.1f} s")
