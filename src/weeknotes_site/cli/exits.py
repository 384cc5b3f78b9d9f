"""What a command's exit code says."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from weeknotes_site.cli.report import show, tally
from weeknotes_site.content.tree import NOTES
from weeknotes_site.diagnostics import Diagnostic, Problem

NOTES_HAVE_ERRORS = 1
USAGE_OR_CONFIG = 2
OUTPUT_FAILED = 3


@contextmanager
def explained_exit(report_format: str, afterwards: str = "", *, strict: bool = False) -> Iterator[None]:
    """Turn problems that end a command into their report, a sentence after it where there is one, and an exit code."""
    try:
        yield
    except Problem as problem:
        show(problem.diagnostics, report_format)
        if afterwards:
            if report_format == "text":
                click.echo(tally(problem.diagnostics, strict=strict), err=True)
            click.echo(afterwards, err=True)
        sys.exit(exit_code(problem.diagnostics))


def exit_code(diagnostics: tuple[Diagnostic, ...]) -> int:
    """Return 1 where a writer has to mend something, 2 where only the person who runs the site can."""
    in_notes = any(one.path.startswith(f"{NOTES}/") for one in diagnostics)
    return NOTES_HAVE_ERRORS if in_notes else USAGE_OR_CONFIG


def stop(message: str, code: int, hint: str = "") -> NoReturn:
    """Say what ended a command and leave."""
    click.echo(f"{click.style('error', fg='red', bold=True)}: {message}", err=True)
    if hint:
        click.echo(f"  hint: {hint}", err=True)
    sys.exit(code)
