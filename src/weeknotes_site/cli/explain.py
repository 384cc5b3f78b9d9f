"""`weeknotes explain`."""

import sys
from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import NOTES_HAVE_ERRORS, exit_on_problem
from weeknotes_site.cli.paths import note_in_site
from weeknotes_site.cli.report import show
from weeknotes_site.diagnostics import escaped
from weeknotes_site.explain import Explanation, explain_note
from weeknotes_site.pipeline import Options

_STATES = {
    "published": "",
    "draft": "draft, so it has no page; delete `draft: true` to publish it",
    "blank": "blank, so it has no page and does not count",
}
_WITH_ERRORS = {
    "published": "publishes it as follows",
    "draft": "holds it back as a draft",
    "left out": "leaves it out",
}


@click.command("explain", epilog="Example: weeknotes explain notes/data-platform/2026-11-20.md")
@click.argument("file", type=click.Path(path_type=Path))
@options.base_url
@options.as_of
@click.pass_obj
def command(root: Path, file: Path, base_url: str | None, as_of: date) -> None:
    """Explain which team, week and page the note in FILE belongs to, and why."""
    path = note_in_site(root, file)
    with exit_on_problem("text"):
        explained = explain_note(
            Options(root=root, as_of=as_of, base_url=base_url, cache=options.open_cache(root)), path
        )
    state = _state(explained)
    click.echo(f"{escaped(path)}: {state}" if state else escaped(path))
    width = max((len(fact.name) for fact in explained.facts), default=0)
    for fact in explained.facts:
        click.echo(f"  {fact.name:{width}}  {fact.value}: {fact.rule}")
    show((found for found in explained.diagnostics if found.code != "blank-note"), "text", err=False)
    if explained.has_errors:
        sys.exit(NOTES_HAVE_ERRORS)


def _state(explained: Explanation) -> str:
    if not explained.has_errors:
        return _STATES[explained.state]
    shown = f", and `{explained.unavailable}` says that it cannot be shown" if explained.unavailable else ""
    return f"has errors, so it is not published; `build --keep-going` {_WITH_ERRORS[explained.state]}{shown}"
