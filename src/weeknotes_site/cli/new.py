"""`weeknotes new`."""

from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exclusive import ExclusiveCommand
from weeknotes_site.cli.exits import exit_on_problem
from weeknotes_site.cli.paths import markdown_in_site
from weeknotes_site.model.days import YEARS, day_in_words
from weeknotes_site.model.week import Week
from weeknotes_site.new_note import start_note
from weeknotes_site.new_note.translation import start_translation
from weeknotes_site.pipeline import Options


@click.command(
    "new",
    cls=ExclusiveCommand,
    exclusive=[(other, "--translation-of") for other in ("TEAM", "--week", "--date")],
    epilog='Example: weeknotes new "Data Platform" --week 2026-W47 --edit',
)
@click.argument("team", nargs=-1, metavar="[TEAM]", shell_complete=options.complete_team)
@click.option(
    "--week",
    type=options.WeekType(),
    metavar="WEEK",
    help="The week the note covers. [default: the current week, or the next without a note]",
)
@click.option("--date", "day", type=options.Day(YEARS), metavar="DATE", help="The note's date. [default: today]")
@click.option(
    "--translation-of",
    "original",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Instead of TEAM: start a translation of this note, a draft with the original's text.",
)
@click.option("--edit", is_flag=True, help="Open the note in $VISUAL or $EDITOR.")
@options.as_of
@click.pass_obj
def command(
    root: Path,
    team: tuple[str, ...],
    week: Week | None,
    day: date | None,
    original: Path | None,
    edit: bool,
    as_of: date,
) -> None:
    """Start a note of TEAM and print its path.

    It has the headings of the team's last note, and what that note said under Next as a comment. An existing file is
    never changed.
    """
    if not team and original is None:
        raise click.UsageError("give a TEAM, or a note with `--translation-of FILE`")
    if day is None and original is None:
        options.check_note_day(as_of)
    run = Options(root=root, as_of=as_of, cache=options.open_cache(root))
    with exit_on_problem("text"):
        if original:
            started = start_translation(run, markdown_in_site(root, original))
        else:
            started = _start(run, " ".join(team), week, day)
    path = root / started
    click.echo(path)
    if edit:
        try:
            click.edit(filename=str(path))
        except ValueError as failure:  # an unmatched quotation mark
            raise click.ClickException(f"$VISUAL or $EDITOR is not a command: {failure}") from None


def _start(run: Options, team: str, week: Week | None, day: date | None) -> str:
    started = start_note(run, team, week=week, day=day)
    for other in started.others:
        click.echo(f"note: `{other}` also covers {started.week}", err=True)
    if started.ended:
        click.echo(
            f"note: according to `ended` in its `_team.md`, the team ended on {day_in_words(started.ended)}", err=True
        )
    return started.path
