"""`weeknotes build`."""

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weeknotes_site.cache import Cache
from weeknotes_site.cli import options
from weeknotes_site.cli.exits import OUTPUT_FAILED, explained_exit, stop
from weeknotes_site.cli.progress import show_progress
from weeknotes_site.cli.report import count_by_code, show
from weeknotes_site.config import STATIC
from weeknotes_site.config_file import CONFIG_FILE
from weeknotes_site.content.tree import NOTES
from weeknotes_site.diagnostics import Diagnostic, Place, escaped, warning
from weeknotes_site.pipeline import Built, Options, build
from weeknotes_site.publish import PublishError

if TYPE_CHECKING:
    from weeknotes_site.search import Search

DEFAULT_OUTPUT = "_site"
NO_PAGEFIND = "Search is left out: Pagefind is not here; install `weeknotes-site[search]`"
WORTH_SHOWING = ("link-to-left-out", "unknown-forge")
"""Warnings that a build shows instead of counting them."""
TALKATIVE = ("text", "github")
"""The formats that are not for a program to read, so that a sentence can stand beside them."""
NO_BASE_URL = warning(
    "no-base-url",
    Place(path=CONFIG_FILE),
    "nobody knows where the site will stand, so it has no feeds",
    'add `base_url = "https://…/"`, or give `--base-url` for one run',
)


@click.command("build", epilog="Example: weeknotes build --base-url https://weeknotes.example/ -o public")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=f"Where the site goes. [default: {DEFAULT_OUTPUT}/ in the site's folder]",
)
@options.base_url
@options.as_of
@options.drafts
@options.strict
@click.option("--no-search", is_flag=True, help="Leave the search index out.")
@click.option("--keep-going", is_flag=True, help="Publish all notes that can be placed, and list every error.")
@click.option("--allow-removals", is_flag=True, help="Publish even if errors take most notes off the site, or all.")
@click.option("--quiet", is_flag=True, help="Say nothing but what went wrong.")
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
) -> None:
    """Build the site: read all notes, render the pages and feeds, publish what changed.

    Nothing is written while anything is wrong, so the old site stays until the new one is complete.
    """
    started = time.perf_counter()
    target = output or root / DEFAULT_OUTPUT
    _refuse_sources(root, target)
    run = Options(
        root=root,
        as_of=as_of,
        base_url=base_url,
        drafts=drafts,
        keep_going=keep_going,
        allow_removals=allow_removals,
        strict=strict,
        jobs=jobs,
        notify=options.notify,
        cache=options.open_cache(root),
    )
    is_talkative = not quiet and report_format in TALKATIVE
    failed = _nothing_published(target) if is_talkative else ""
    with explained_exit(report_format, failed, strict=strict), show_progress(quiet=quiet) as progress:
        search = None if no_search else _find_search(run.cache, quiet=not is_talkative)
        try:
            built = build(run, target, search, progress.reading, progress.rendering)
        except PublishError as failure:
            progress.clear()
            stop(str(failure), OUTPUT_FAILED, failure.hint)
    show(_worth_showing(built), report_format)
    if is_talkative:
        _summarise(built, target, time.perf_counter() - started)


def _refuse_sources(root: Path, target: Path) -> None:
    """Raise UsageError for an output in a folder that a site is made from: the next build would read it."""
    for folder in (NOTES, STATIC, "templates"):
        if target.resolve().is_relative_to((root / folder).resolve()):
            raise click.UsageError(f"`{target}` is in `{folder}/`, which the site is made from; choose another output")


def _nothing_published(target: Path) -> str:
    before = f"; the site in {target} is as it was" if (target / "index.html").exists() else ""
    return f"Nothing was published{before}."


def _find_search(cache: Cache, *, quiet: bool) -> "Search | None":
    # Imported here, as a build without search does not pay for it.
    from weeknotes_site.search import find_search

    search = find_search(cache.folder) if cache.folder else None
    if search is None and not quiet:
        options.notify(f"{NO_PAGEFIND}, or say `--no-search`")
    return search


def _worth_showing(built: Built) -> list[Diagnostic]:
    """Return the errors of notes that were left out, and warnings that `check` has no way to know."""
    shown = [one for one in built.report.diagnostics if one.is_error or one.code in WORTH_SHOWING]
    return shown if built.config.base_url else [*shown, NO_BASE_URL]


def _summarise(built: Built, target: Path, seconds: float) -> None:
    report, published = built.report, built.published
    if published.finished_earlier:
        click.echo("Finished an earlier build that was interrupted.")
    left_out = report.left_out
    if left_out:
        click.echo(f"Left out {_count(len(left_out), 'note')}:")
    for path in left_out:
        click.echo(f"  {escaped(path)}")
    warnings = count_by_code(one for one in report.diagnostics if not one.is_error)
    if warnings:
        click.echo(f"{warnings} (`weeknotes check` shows them)")
    notes, teams, weeks = report.notes, report.teams, report.weeks
    changed = f"{len(published.written)} written, {published.unchanged} unchanged, {len(published.deleted)} deleted"
    click.echo(f"{_count(notes, 'note')} of {_count(teams, 'team')} in {_count(weeks, 'week')}: {changed}")
    click.echo(f"Built {target / 'index.html'} in {seconds:.1f} s")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
