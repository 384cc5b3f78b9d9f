"""`weeknotes status`."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import exit_on_problem
from weeknotes_site.cli.report import counted
from weeknotes_site.model.days import day_in_words
from weeknotes_site.model.week import week_in_words
from weeknotes_site.pipeline import Options
from weeknotes_site.status import State, TeamStatus, read_status


@click.command("status", epilog="Example: weeknotes status --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.as_of
@click.pass_obj
def command(root: Path, as_json: bool, as_of: date) -> None:
    """Show each team's rhythm, last covered week and drafts. The site shows none of this.

    A team is quiet after two missed turns; breaks and `ended` in its `_team.md` are taken into account. In JSON, the
    last entry, with `null` as its team, lists the notes with errors that belong to no team, if there are any.
    """
    with exit_on_problem("text"):
        teams, without_team = read_status(Options(root=root, as_of=as_of, cache=options.open_cache(root)))
    if as_json:
        found = [_as_json(team) for team in teams]
        if without_team:
            found.append({"team": None, "slug": None, "with_errors": list(without_team)})
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    _print_table([("Team", "Rhythm", "Last week covered", ""), *(_row(team) for team in teams)])
    for path in (path for team in teams for path in team.drafts):
        click.echo(f"draft: {path}")
    for path in (*(path for team in teams for path in team.with_errors), *without_team):
        click.echo(f"errors: {path}")
    for language in dict.fromkeys(language for team in teams for language in team.untranslated):
        counts = {team.team.name: team.untranslated[language] for team in teams if team.untranslated[language]}
        if counts:
            named = ", ".join(f"{name} {count}" for name, count in counts.items())
            click.echo(f"without a translation into `{language}`: {counted(sum(counts.values()), 'note')} ({named})")


def _row(one: TeamStatus) -> tuple[str, ...]:
    rhythm = "unknown"
    if one.rhythm:
        rhythm = f"{one.rhythm.words} (learned)" if one.rhythm.learned else one.rhythm.words
    week = one.last.week if one.last else None
    covered = week_in_words(week) if week else "none"
    return one.team.name, rhythm, covered, _in_words(one)


def _in_words(one: TeamStatus) -> str:
    if one.state is State.WRITING:
        return ""
    if one.until is None:
        return str(one.state)
    return f"{one.state} {'on' if one.state is State.ENDED else 'until'} {day_in_words(one.until)}"


def _print_table(rows: Iterable[tuple[str, ...]]) -> None:
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def _as_json(one: TeamStatus) -> dict[str, object]:
    return {
        "team": one.team.name,
        "slug": one.team.slug,
        "rhythm": one.rhythm.words if one.rhythm else None,
        "rhythm_is_learned": one.rhythm.learned if one.rhythm else None,
        "last_week": str(one.last.week) if one.last else None,
        "last_note": one.last.path if one.last else None,
        "state": str(one.state),
        "until": one.until.isoformat() if one.until else None,
        "drafts": list(one.drafts),
        "with_errors": list(one.with_errors),
        **({"waiting": dict(one.untranslated)} if one.untranslated else {}),
    }
