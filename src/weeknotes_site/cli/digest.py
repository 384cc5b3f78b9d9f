"""`weeknotes digest`."""

from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import messages, options
from weeknotes_site.cli.exclusive import ExclusiveCommand
from weeknotes_site.cli.exits import USAGE_OR_CONFIG, exit_on_problem, stop
from weeknotes_site.cli.messages import load_edition, print_message, require_base_url
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Note
from weeknotes_site.model.week import Week
from weeknotes_site.render.digest import Form, newest_complete_week, render_digest


@click.command(
    "digest",
    cls=ExclusiveCommand,
    exclusive=(("--eml", "--html", "--text", "--markdown", "--slack", "--teams"), ("WEEK", "--last-week")),
    epilog="Example: weeknotes digest 2026-W47 --eml > week.eml",
)
@click.argument("week", required=False, type=options.WeekType(), metavar="[WEEK]")
@messages.as_eml
@messages.as_html
@messages.as_text
@click.option("--markdown", "form", flag_value=Form.MARKDOWN, help="As Markdown, to paste into a chat or an issue.")
@click.option("--slack", "form", flag_value=Form.SLACK, help="As Block Kit JSON, for a webhook of Slack.")
@click.option("--teams", "form", flag_value=Form.TEAMS, help="As an Adaptive Card in JSON, for a webhook of Teams.")
@click.option("--last-week", is_flag=True, help="The last complete week; print nothing if it has no notes.")
@messages.language
@options.base_url
@options.as_of
@messages.keep_going
@click.pass_obj
def command(
    root: Path,
    week: Week | None,
    form: Form,
    last_week: bool,
    language: str | None,
    base_url: str | None,
    as_of: date,
    keep_going: bool,
) -> None:
    """Print WEEK as one message: each note's summary and headings, with links. Nothing is sent.

    The default is the newest complete week with notes. A week is complete once its following Monday is over. With
    `--last-week`, it is the last complete week even if it has no notes, so that a schedule never repeats a week.
    """
    with exit_on_problem("text"):
        edition = load_edition(root, language, as_of=as_of, base_url=base_url, keep_going=keep_going)
        if last_week:
            week = Week.last_complete(as_of)
            if all(note.draft or note.week != week for note in edition.archive.by_week.get(week, ())):
                covering = _covering(week, edition.archive)
                reason = f"; {_elsewhere(covering)}" if covering else ""
                click.echo(f"note: {week} has no notes, so there is no message{reason}", err=True)
                return
        require_base_url(edition.config)
        chosen = _choose(week, edition.archive, as_of)
        message = render_digest(chosen, edition.archive, edition.config, root, Form(form))
    print_message(message, form, edition.config)


def _choose(week: Week | None, archive: Archive, as_of: date) -> Week:
    chosen = week or newest_complete_week(archive, as_of)
    if chosen is None:
        named = min((note.week for note in archive.notes if not note.draft), default=None)
        hint = f"name the week, for example `weeknotes digest {named}`" if named else "publish a note first"
        stop(f"no week with notes is complete on {as_of}", USAGE_OR_CONFIG, hint)
    written = sorted({note.week for note in archive.notes if not note.draft})
    if chosen not in written:
        if covering := _covering(chosen, archive):
            message = f"{chosen} has no notes of its own; {_elsewhere(covering)}"
            stop(message, USAGE_OR_CONFIG, f"use `weeknotes digest {covering.week}`")
        near = min(written, key=lambda other: abs((other.monday - chosen.monday).days), default=None)
        stop(f"{chosen} has no notes", USAGE_OR_CONFIG, f"the nearest week with notes is {near}" if near else "")
    return chosen


def _covering(week: Week, archive: Archive) -> Note | None:
    """Return the first note that covers this week and later ones: it is announced with its last week."""
    notes = (note for note in archive.by_week.get(week, ()) if not note.draft)
    return min(notes, key=lambda note: note.week, default=None)


def _elsewhere(covering: Note) -> str:
    return f"{covering.path} covers it and is in the message for {covering.week}"
