"""`weeknotes catchup`."""

from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import messages, options
from weeknotes_site.cli.exclusive import ExclusiveCommand
from weeknotes_site.cli.exits import exit_on_problem
from weeknotes_site.cli.messages import load_edition, print_message, require_base_url
from weeknotes_site.render.digest import Form, gather_catch_up, render_catch_up
from weeknotes_site.site.named_team import find_team


@click.command(
    "catchup",
    cls=ExclusiveCommand,
    exclusive=(("--html", "--text", "--eml"),),
    epilog='Example: weeknotes catchup --since 2026-11-02 --team "Housing Repairs"',
)
@click.option("--since", required=True, type=options.Day(), metavar="DATE", help="The first day you were away.")
@click.option(
    "--team",
    "names",
    multiple=True,
    metavar="NAME",
    shell_complete=options.complete_team,
    help="Only this team's notes; can be repeated.",
)
@messages.as_html
@messages.as_text
@messages.as_eml
@messages.language
@options.base_url
@options.as_of
@messages.keep_going
@click.pass_obj
def command(
    root: Path,
    since: date,
    names: tuple[str, ...],
    form: Form,
    language: str | None,
    base_url: str | None,
    as_of: date,
    keep_going: bool,
) -> None:
    """Print all notes since DATE as one message, week by week. Nothing is sent.

    Each note has its summary and headings, with links. Notes are chosen by their date.
    """
    with exit_on_problem("text"):
        edition = load_edition(root, language, as_of=as_of, base_url=base_url, keep_going=keep_going)
        require_base_url(edition.config)
        teams = {team.slug: team for team in (find_team(edition.archive.teams, name) for name in names)}
        gathered = gather_catch_up(since, tuple(teams.values()), edition.archive, edition.config)
        if gathered is None:
            click.echo(f"note: no notes since {since.isoformat()}, so there is no message", err=True)
            return
        message = render_catch_up(gathered, edition.archive, edition.config, root, Form(form), as_of)
    print_message(message, form, edition.config)
