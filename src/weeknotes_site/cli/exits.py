"""Exit codes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from weeknotes_site.cli.commands import with_root
from weeknotes_site.cli.report import show, tally
from weeknotes_site.content.files.paths import is_in_notes
from weeknotes_site.diagnostics import Diagnostic, Problem

NOTES_HAVE_ERRORS = 1
USAGE_OR_CONFIG = 2
OUTPUT_FAILED = 3


@contextmanager
def exit_on_problem(
    report_format: str, afterwards: str = "", *, strict: bool = False, root: Path | None = None
) -> Iterator[None]:
    """On Problem, print its diagnostics and the message `afterwards`, and exit."""
    try:
        yield
    except Problem as problem:
        show(problem.diagnostics, report_format, root=root)
        if afterwards:
            if report_format == "text":
                click.echo(tally(problem.diagnostics, strict=strict), err=True)
            click.echo(afterwards, err=True)
        sys.exit(exit_code(problem.diagnostics))


def exit_code(diagnostics: tuple[Diagnostic, ...]) -> int:
    """Return 3 if a file could not be written, else 1 if there are errors in notes, 2 if there are only others."""
    if any(diagnostic.code == "unwritable" for diagnostic in diagnostics):
        return OUTPUT_FAILED
    in_notes = any(is_in_notes(diagnostic.path) for diagnostic in diagnostics)
    return NOTES_HAVE_ERRORS if in_notes else USAGE_OR_CONFIG


def stop(message: str, code: int, hint: str = "") -> NoReturn:
    """Print an error and exit."""
    click.echo(f"{click.style('error', fg='red', bold=True)}: {message}", err=True)
    if hint:
        click.echo(f"  hint: {with_root(hint)}", err=True)
    sys.exit(code)
