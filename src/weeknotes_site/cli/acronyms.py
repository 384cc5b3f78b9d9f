"""`weeknotes acronyms`."""

import json
from datetime import date
from pathlib import Path

import click

from weeknotes_site.acronyms import Acronym, count_acronyms
from weeknotes_site.cli import options
from weeknotes_site.cli.exits import exit_on_problem
from weeknotes_site.config.reading import read_config
from weeknotes_site.pipeline import Options

LEAST_TEAMS = 2


@click.command("acronyms", epilog="Example: weeknotes acronyms --json")
@click.option("--all", "every", is_flag=True, help="Include those that one team uses or a note spells out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.as_of
@click.pass_obj
def command(root: Path, every: bool, as_json: bool, as_of: date) -> None:
    """List acronyms that two or more teams use and that no note spells out: who uses them, and how often.

    `Parliamentary Digital Service (PDS)` and `*[PDS]: …` in a note spell one out, and so does `glossary.toml`, from
    which pages explain it. The setting `known_acronyms` lists those that need no explanation.
    """
    with exit_on_problem("text"):
        found = count_acronyms(Options(root=root, as_of=as_of, keep_going=True, cache=options.open_cache(root)))
        known = frozenset(read_config(root)[0].known_acronyms)
    listed = [one for one in found if every or (_is_open(one) and one.text not in known)]
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in listed], ensure_ascii=False, indent=2))
        return
    if not listed:
        click.echo("all acronyms that two or more teams use are explained")
    width = max((len(one.text) for one in listed), default=0)
    for one in listed:
        teams = ", ".join(f"{team} {count}" for team, count in one.teams.items())
        click.echo(f"{one.text:{width}}  {teams}{f'  ({one.meaning})' if one.meaning else ''}")


def _is_open(one: Acronym) -> bool:
    return len(one.teams) >= LEAST_TEAMS and not one.meaning


def _as_json(one: Acronym) -> dict[str, object]:
    return {"acronym": one.text, "count": one.count, "teams": dict(one.teams), "meaning": one.meaning or None}
