"""Options shared by several commands."""

import os
import shlex
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from weeknotes_site.cache import CACHE, Cache
from weeknotes_site.cli.exits import OUTPUT_FAILED, exit_on_problem, stop
from weeknotes_site.diagnostics import escaped
from weeknotes_site.git import is_tracked
from weeknotes_site.model.days import COMPUTABLE_YEARS, check_year
from weeknotes_site.model.week import Week
from weeknotes_site.new_file import temporary_folder
from weeknotes_site.parallel import available
from weeknotes_site.untrusted import find_link


class Day(click.ParamType[date]):
    """A date, written `2026-11-23`."""

    name = "date"

    def __init__(self, years: range = COMPUTABLE_YEARS) -> None:
        """Allow dates in `years` only."""
        self.years = years

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        # Python also reads `20261123`, and the week `2026-W48` as its Monday.
        if day is None or str(day) != value:
            # Imported here: it needs the names of months in all languages, and nearly no run fails.
            from weeknotes_site.content.dates.days import readings

            right = " or ".join(str(one) for one in readings(value) if one.year in self.years)
            self.fail(f"`{value}` is not a date; write it as {right or '2026-11-23'}", param, ctx)
        try:
            check_year(day.year, self.years)
        except ValueError as failure:
            self.fail(str(failure), param, ctx)
        return day


class WeekType(click.ParamType[Week]):
    """A week, written `2026-W47`."""

    name = "week"

    def convert(self, value: str | Week, param: click.Parameter | None, ctx: click.Context | None) -> Week:
        if isinstance(value, Week):
            return value
        try:
            return Week.parse(value)
        except ValueError as failure:
            from weeknotes_site.content.dates.weeks import meant_week

            self.fail(f"{failure}; write it as {meant_week(value) or '2026-W47'}", param, ctx)


def build_day() -> date:
    """Return the day of `SOURCE_DATE_EPOCH` in UTC if set (reproducible-builds.org), else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return date.today()  # the only place that reads the clock
    try:
        seconds = int(epoch)
    except ValueError:
        raise click.UsageError(f"SOURCE_DATE_EPOCH must be a number of seconds, not `{epoch}`") from None
    try:
        day = datetime.fromtimestamp(seconds, UTC).date()
        check_year(day.year, COMPUTABLE_YEARS)
    except (ValueError, OverflowError, OSError):
        years = f"{COMPUTABLE_YEARS[0]} and {COMPUTABLE_YEARS[-1]}"
        raise click.UsageError(f"SOURCE_DATE_EPOCH must be between the years {years}, not `{epoch}`") from None
    return day


def check_note_day(day: date) -> None:
    """Raise UsageError if the day of the build cannot be the date of a note."""
    try:
        check_year(day.year)
    except ValueError as failure:
        raise click.UsageError(f"a note cannot have the date {day}: {failure}; set another with `--as-of`") from None


def complete_team(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the names of team folders, without reading notes, to be fast."""
    from weeknotes_site.content.files.paths import NOTES, team_folder

    # During completion, `ctx.obj` is not set. The root is None if the folder does not exist.
    root = ctx.find_root().params.get("root")
    try:
        names = sorted(path.name for path in (Path(root) / NOTES).iterdir() if path.is_dir()) if root else []
    except OSError:
        return []
    folded = incomplete.casefold()
    offered = [name for name in names if name.casefold().startswith(folded) and not name.startswith(".")]
    return [CompletionItem(name) for name in offered if team_folder(f"{NOTES}/{name}/x")]


as_of = click.option(
    "--as-of",
    type=Day(),
    default=build_day,
    metavar="DATE",
    help="Day of the build. [default: SOURCE_DATE_EPOCH, else today]",
)
base_url = click.option("--base-url", metavar="URL", help="The site's public URL, for this run.")
strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
drafts = click.option("--drafts", is_flag=True, help="Include drafts.")
jobs = click.option(
    "--jobs",
    type=click.IntRange(1),
    default=available,
    metavar="N",
    help="Maximum number of processes. [default: number of processors]",
)
report_format = click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "github", "gitlab", "azure", "markdown", "json"]),
    default="text",
    help="Format of the report.",
)


def open_cache(root: Path) -> Cache:
    """Return the site's cache, or a temporary one if git tracks the site's.

    A committed cache is untrusted: it could put anything on a page. Exits if the cache is or contains a symbolic link.
    """
    folder = root / CACHE
    if link := find_link(folder, depth=2):
        stop(f"{link} is a symbolic link, which weeknotes never creates", OUTPUT_FAILED, "remove the link")
    if folder.exists() and is_tracked(root, CACHE):
        there = "" if root == Path() else f"-C {shlex.quote(escaped(str(root)))} "
        notify(f"{folder} is ignored, because git tracks it; run `git {there}rm -r --cached {CACHE}`")
        with exit_on_problem("text"):
            folder = click.get_current_context().with_resource(temporary_folder("weeknotes-cache-"))
    return Cache(folder, notify)


def notify(text: str) -> None:
    """Print a message on standard error."""
    click.echo(text, err=True)
