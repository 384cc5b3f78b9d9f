"""`weeknotes new`."""

from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import explained_exit
from weeknotes_site.model.week import Week
from weeknotes_site.new_note import start_note


class WeekType(click.ParamType[Week]):
    """A week, written `2026-W47`."""

    name = "week"

    def convert(self, value: str | Week, param: click.Parameter | None, ctx: click.Context | None) -> Week:
        if isinstance(value, Week):
            return value
        try:
            return Week.parse(value)
        except ValueError as failure:
            self.fail(f"{failure}; write it as 2026-W47", param, ctx)


@click.command("new", epilog='Example: weeknotes new "Data Platform" --week 2026-W47')
@click.argument("team")
@click.option(
    "--week", type=WeekType(), metavar="WEEK", help="The week the note covers. [default: the one --as-of covers]"
)
@options.as_of
@click.pass_obj
def command(root: Path, team: str, week: Week | None, as_of: date) -> None:
    """Start a note of TEAM: a file with its front matter filled in, ready to write."""
    with explained_exit("text"):
        path = start_note(root, team, as_of, week)
    click.echo(path)
