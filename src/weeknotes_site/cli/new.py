"""`weeknotes new`."""

from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import exit_on_problem
from weeknotes_site.model.week import Week
from weeknotes_site.new_note import start_note
from weeknotes_site.pipeline import Options


@click.command("new", epilog='Example: weeknotes new "Data Platform" --week 2026-W47 --edit')
@click.argument("team", shell_complete=options.complete_team)
@click.option(
    "--week",
    type=options.WeekType(),
    metavar="WEEK",
    help="The week the note covers. [default: the current week, or the next without a note]",
)
@click.option("--date", "day", type=options.Day(), metavar="DATE", help="The note's date. [default: today]")
@click.option("--edit", is_flag=True, help="Open the note in $VISUAL or $EDITOR.")
@options.as_of
@click.pass_obj
def command(root: Path, team: str, week: Week | None, day: date | None, edit: bool, as_of: date) -> None:
    """Start a note of TEAM and print its path.

    It has the headings of the team's last note, and what that note said under Next as a comment. An existing file is
    never changed.
    """
    with exit_on_problem("text"):
        started = start_note(Options(root=root, as_of=as_of, cache=options.open_cache(root)), team, week=week, day=day)
    for other in started.others:
        click.echo(f"note: `{other}` covers {started.week}, too", err=True)
    path = root / started.path
    click.echo(path)
    if edit:
        click.edit(filename=str(path))
