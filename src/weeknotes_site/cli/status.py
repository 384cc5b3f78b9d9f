"""`weeknotes status`."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import explained_exit
from weeknotes_site.cli.report import counted
from weeknotes_site.model.days import day_in_words, span_in_words
from weeknotes_site.pipeline import Options
from weeknotes_site.status import State, TeamStatus, read_status


@click.command("status", epilog="Example: weeknotes status --json")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for a script.")
@options.as_of
@click.pass_obj
def command(root: Path, as_json: bool, as_of: date) -> None:
    """Show each team's rhythm, the last week it covered and its drafts. Nothing of this goes on the site.

    A team is quiet after two missed turns. Breaks and the end that its `_team.md` declares are respected.
    """
    with explained_exit("text"):
        teams = read_status(Options(root=root, as_of=as_of, cache=options.open_cache(root)))
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in teams], ensure_ascii=False, indent=2))
        return
    _print_table([("Team", "Rhythm", "Last week covered", ""), *(_row(one) for one in teams)])
    for path in (path for one in teams for path in one.drafts):
        click.echo(f"draft waiting: {path}")
    for path in (path for one in teams for path in one.with_errors):
        click.echo(f"has errors, not counted: {path}")
    for language in dict.fromkeys(language for one in teams for language in one.waiting):
        of_teams = {one.team.name: one.waiting[language] for one in teams if one.waiting[language]}
        if of_teams:
            named = ", ".join(f"{name} {count}" for name, count in of_teams.items())
            click.echo(f"without a translation into `{language}`: {counted(sum(of_teams.values()), 'note')} ({named})")


def _row(one: TeamStatus) -> tuple[str, ...]:
    rhythm = "not known yet"
    if one.rhythm:
        rhythm = f"{one.rhythm.words} (learned)" if one.rhythm.learned else one.rhythm.words
    week = one.last.week if one.last else None
    covered = f"{week} ({span_in_words(week.monday, week.friday)})" if week else "none"
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
        **({"waiting": dict(one.waiting)} if one.waiting else {}),
    }
