"""`weeknotes catchup`."""

from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import editions, options
from weeknotes_site.cli.exits import USAGE_OR_CONFIG, exit_on_problem, stop
from weeknotes_site.diagnostics import Problem
from weeknotes_site.pipeline import Options, load
from weeknotes_site.render.digest import Form, gather_catch_up, render_catch_up
from weeknotes_site.site.named_team import find_team


@click.command("catchup", epilog='Example: weeknotes catchup --since 2026-11-02 --team "Housing Repairs"')
@click.option("--since", required=True, type=options.Day(), metavar="DATE", help="The first day you were away.")
@click.option(
    "--team",
    "names",
    multiple=True,
    metavar="NAME",
    shell_complete=options.complete_team,
    help="Only this team's notes; may be given several times.",
)
@click.option("--html", "form", flag_value=Form.HTML, help="As HTML for a mail program.")
@click.option("--text", "form", flag_value=Form.TEXT, default=True, help="As plain text. [default]")
@click.option("--eml", "form", flag_value=Form.EML, help="As a mail: text and HTML, ready to send.")
@editions.language
@options.base_url
@options.as_of
@click.option("--keep-going", is_flag=True, help="Go on despite errors, with all notes that can be placed.")
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
    """Write all notes since DATE as one message, week by week: for somebody who was away. It sends nothing.

    Each note comes with its summary and headings, with links; a note counts by the day it was published.
    """
    with exit_on_problem("text"):
        site = load(
            Options(root=root, as_of=as_of, base_url=base_url, keep_going=keep_going, cache=options.open_cache(root))
        )
        if site.stopping:
            raise Problem(*site.stopping)
        if not site.config.base_url:
            hint = "set `base_url` in weeknotes.toml, or add `--base-url https://weeknotes.example/`"
            stop("the message links to the site, and `base_url` is not set", USAGE_OR_CONFIG, hint)
        edition = editions.find_edition(site, language)
        archive = edition.archive
        teams = {team.slug: team for team in (find_team(archive.teams, name) for name in names)}
        gathered = gather_catch_up(since, tuple(teams.values()), archive, edition.config)
        if gathered is None:
            click.echo(f"note: no notes since {since.isoformat()}, so there is no message", err=True)
            return
        message = render_catch_up(gathered, archive, edition.config, root, Form(form))
    if form == Form.EML and not (site.config.digest.sender and site.config.digest.to):
        click.echo("note: set `from` and `to` under `[digest]` in weeknotes.toml, or in the mail itself", err=True)
    click.echo(message, nl=False)
