"""Fixes of `weeknotes check`: write them, show them as a diff, or add them to GitHub's summary."""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from weeknotes_site.cli.commands import with_root
from weeknotes_site.cli.report import MAX_SUMMARY, counted, fence_around, show, without_controls
from weeknotes_site.diagnostics import escaped
from weeknotes_site.fixing import Change, Selection, as_offered, diff_of, find_changes, write_changes
from weeknotes_site.os_errors import reason_of
from weeknotes_site.run import Options

MAX_PASSES = 4
"""Maximum passes: renaming a file can reveal more diagnostics in it."""

__all__ = ["apply_fixes", "as_offered", "show_diff", "summarise_for_github"]

_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Environment variable with the path of the step summary."""
_COLOURS = {"+": "green", "-": "red"}

Wants = Callable[[str], bool]


def apply_fixes(options: Options, wants: Wants, *, unsafe: bool, report_format: str) -> bool:
    """Write fixes and print them; return whether all could be written."""
    renamed: set[str] = set()
    selection = Selection(wants=lambda path: path in renamed or wants(path), unsafe=unsafe)
    for _ in range(MAX_PASSES):
        written = write_changes(options.root, find_changes(options, selection))
        for change in written.done:
            click.echo(_describe_change(change), err=report_format != "text")
        for path in written.overtaken:
            click.echo(f"{escaped(path)}: not fixed, because it changed meanwhile; run this again", err=True)
        show(written.diagnostics, "text")
        renamed |= {change.new_path for change in written.done if change.new_path}
        if written.diagnostics or not any(change.new_path for change in written.done):
            break
    return not written.diagnostics


def show_diff(options: Options, wants: Wants, *, unsafe: bool) -> bool:
    """Print fixes as a diff; return whether there are any."""
    changes = find_changes(options, Selection(wants=wants, unsafe=unsafe))
    for change in changes:
        for line in diff_of(change).splitlines():
            click.echo(click.style(without_controls(line), fg=_COLOURS.get(line[:1])))
    count = sum(len(change.codes) for change in changes)
    command = with_root(f"`weeknotes check --fix{' --unsafe-fixes' if unsafe else ''}`")
    if changes:
        message = f"{counted(count, 'fix', 'es')} in {counted(len(changes), 'file')}"
        click.echo(f"{message}; run {command} to apply", err=True)
    else:
        click.echo("Nothing can be fixed", err=True)
    return bool(changes)


def summarise_for_github(options: Options, wants: Wants) -> None:
    """Add all fixes as diffs to GitHub's step summary, if there is one."""
    summary = os.environ.get(_SUMMARY)
    if not summary:
        return
    safe = find_changes(options, Selection(wants=wants))
    every = find_changes(options, Selection(wants=wants, unsafe=True))
    text = _section("`weeknotes check --fix`", safe, MAX_SUMMARY)
    others = [change for change in every if change not in safe]
    text += _section("`weeknotes check --fix --unsafe-fixes`", others, MAX_SUMMARY - len(text.encode()))
    if text:
        try:
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError as failure:
            click.echo(f"the step's summary could not be written: {reason_of(failure)}", err=True)


def _section(command: str, changes: Iterable[Change], room: int) -> str:
    """Return a heading and diffs as Markdown, with at most `room` bytes of diffs; empty without changes."""
    whole = "".join(map(diff_of, changes))
    diffs = whole.encode()[: max(room, 0)].decode(errors="ignore")
    if not whole:
        return ""
    fence = fence_around(diffs)
    rest = "" if diffs == whole else "The rest is too long to show here.\n\n"
    return f"### {with_root(command)} would change\n\n{fence}diff\n{diffs.rstrip()}\n{fence}\n\n{rest}"


def _describe_change(change: Change) -> str:
    each = ", ".join(f"{count} {code}" if count > 1 else code for code, count in Counter(change.codes).items())
    where = f"{escaped(change.path)}: fixed {each}"
    if change.new_path:
        where += f"; renamed to `{escaped(change.new_path)}`"
    if change.pictures:
        where += f"; saved {', '.join(f'`{escaped(path)}`' for path in sorted(change.pictures))}"
    return where
