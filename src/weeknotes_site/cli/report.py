"""Print diagnostics: text, Markdown, JSON, and the formats of GitHub, GitLab and Azure."""

import hashlib
import json
import unicodedata
from bisect import bisect
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

import click
from msgspec.structs import replace

from weeknotes_site.cli.commands import with_root
from weeknotes_site.diagnostics import Diagnostic, Fix, Place, escaped, excerpt_around
from weeknotes_site.git import folder_in_repository
from weeknotes_site.regex import regex

MAX_SUMMARY = 900_000
"""Bytes of a summary; GitHub refuses more than 1 MiB."""

_TICKS = regex("`+")
_COLOURS = {"error": "red", "warning": "yellow"}


def show(diagnostics: Iterable[Diagnostic], report_format: str, *, err: bool = True, root: Path | None = None) -> None:
    """Print diagnostics in a format; a forge gets paths from the top of the repository with the site's `root`."""
    diagnostics = tuple(
        replace(one, hint=with_root(one.hint)) if "`weeknotes " in one.hint else one for one in diagnostics
    )
    if root and report_format in ("github", "gitlab", "azure") and (folder := folder_in_repository(root)):
        diagnostics = tuple(_below(folder, diagnostic) for diagnostic in diagnostics)
    if report_format == "json":
        click.echo(_dumped([_as_json(diagnostic) for diagnostic in diagnostics]))
    elif report_format == "gitlab":
        click.echo(_dumped(_as_findings(diagnostics)))
    elif report_format in ("github", "azure"):
        for diagnostic in diagnostics:
            click.echo(_as_annotation(diagnostic) if report_format == "github" else _as_issue(diagnostic))
    elif report_format == "markdown":
        click.echo(_as_markdown(diagnostics))
    else:
        for diagnostic in diagnostics:
            click.echo(as_text(diagnostic, colour=True), err=err)


def as_text(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """Return a diagnostic as lines of text; colour adds no information."""
    place = diagnostic.place
    where = ":".join(str(part) for part in (escaped(place.path), place.line, place.column) if part)
    kind = f"{diagnostic.severity}[{diagnostic.code}]"
    if colour:
        kind = click.style(kind, fg=_COLOURS[diagnostic.severity], bold=True)
    lines = [f"{where}: {kind}: {diagnostic.message}"]
    if place.line and place.source:
        lines += _excerpt(place)
    if diagnostic.hint:
        lines.append(f"  hint: {diagnostic.hint}")
    return "\n".join(lines)


def counted(number: int, noun: str, ending: str = "s") -> str:
    """Return `1 error` or `1,234 errors`; `ending` makes the plural."""
    return f"{number:,} {noun}{'' if number == 1 else ending}"


def tally(diagnostics: Iterable[Diagnostic], *, strict: bool) -> str:
    """Return `1 error, 2 warnings`; empty without diagnostics."""
    diagnostics = tuple(diagnostics)
    errors = sum(diagnostic.is_error for diagnostic in diagnostics)
    warnings = len(diagnostics) - errors
    if not diagnostics:
        return ""
    both = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    return f"{both} (errors with `--strict`)" if strict and warnings else both


def count_by_code(diagnostics: Iterable[Diagnostic]) -> str:
    """Return `3 warnings: 2 raw-html, 1 future-date`; empty without diagnostics."""
    counts = Counter(diagnostic.code for diagnostic in diagnostics)
    if not counts:
        return ""
    each = ", ".join(f"{count:,} {code}" for code, count in counts.most_common())
    return f"{counted(counts.total(), 'warning')}: {each}"


def count_fixable(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many diagnostics can be fixed and by which command; empty if none can."""
    fixes = [diagnostic.fix for diagnostic in diagnostics if diagnostic.fix]
    safe = sum(fix.is_safe for fix in fixes)
    unsafe = len(fixes) - safe
    parts = [f"`weeknotes check --fix` can fix {safe:,} of them"] if safe else []
    if unsafe:
        parts.append(
            f"`--fix --unsafe-fixes` {unsafe:,} more"
            if safe
            else f"`weeknotes check --fix --unsafe-fixes` can fix {unsafe:,} of them"
        )
    return with_root(", ".join(parts))


def _excerpt(place: Place) -> list[str]:
    shown = excerpt_around(place)
    gutter = len(str(place.line)) + 2
    before = without_controls(shown.source[: shown.column - 1])
    marked = without_controls(shown.source[shown.column - 1 : shown.column - 1 + max(shown.length, 1)])
    return [
        f"{place.line:>{gutter}} | {without_controls(shown.source)}",
        f"{' ' * gutter} | {' ' * _width(before)}{'^' * max(_width(marked), 1)}",
    ]


def without_controls(text: str) -> str:
    """Replace characters that could move the cursor or colour the terminal."""
    return "".join(char if char.isprintable() else " " if char == "\t" else "\ufffd" for char in text)


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _dumped(findings: list[dict[str, object]]) -> str:
    """Return JSON with only unprintable characters escaped."""
    text = json.dumps(findings, ensure_ascii=False, indent=2)
    return "".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text)


def _below(folder: str, diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic with its path below a folder."""
    place = diagnostic.place
    is_in_site = not (place.path.startswith("-") or Path(place.path).anchor)  # else an option, or a file of the theme
    return replace(diagnostic, place=replace(place, path=folder + place.path)) if is_in_site else diagnostic


def _as_annotation(diagnostic: Diagnostic) -> str:
    """Return a workflow command of GitHub."""
    place = diagnostic.place
    at = f",line={place.line},col={place.column or 1}" if place.line else ""
    message = _with_hint(diagnostic, "\nhint: ")
    path = _escape(escaped(place.path)).replace(":", "%3A").replace(",", "%2C")
    return f"::{diagnostic.severity} file={path}{at},title={diagnostic.code}::{_escape(message)}"


def _with_hint(diagnostic: Diagnostic, between: str = "; ") -> str:
    return f"{diagnostic.message}{between}{diagnostic.hint}" if diagnostic.hint else diagnostic.message


def _escape(text: str, percent: str = "%25") -> str:
    return text.replace("%", percent).replace("\r", "%0D").replace("\n", "%0A")


def _as_issue(diagnostic: Diagnostic) -> str:
    """Return a logging command of Azure Pipelines."""
    place = diagnostic.place
    at = f"linenumber={place.line};columnnumber={place.column or 1};" if place.line else ""
    message = _with_hint(diagnostic)
    path = _escape(escaped(place.path), "%AZP25").replace(";", "%3B").replace("]", "%5D")
    properties = f"type={diagnostic.severity};sourcepath={path};{at}code={diagnostic.code};"
    return f"##vso[task.logissue {properties}]{_escape(message, '%AZP25')}"


def _as_markdown(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Return the report for a pipeline's summary, as a code block that no note can end."""
    if not diagnostics:
        return "Weeknotes: no errors, no warnings"
    errors = sum(diagnostic.is_error for diagnostic in diagnostics)
    texts = list(map(as_text, diagnostics))
    shown = texts[: bisect(list(accumulate(len(text.encode()) + 1 for text in texts)), MAX_SUMMARY)]
    if len(shown) < len(diagnostics):
        shown.append(f"… and {len(diagnostics) - len(shown):,} more")
    text = "\n".join(shown)
    fence = fence_around(text)
    return f"Weeknotes: errors: {errors:,}, warnings: {len(diagnostics) - errors:,}\n\n{fence}text\n{text}\n{fence}"


def fence_around(text: str) -> str:
    """Return a code fence longer than any run of backticks in a text."""
    return "`" * max([3, *(len(run) + 1 for run in _TICKS.findall(text))])


def _as_findings(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """Return the findings of GitLab's code quality report; equal ones in a file are numbered to be distinct."""
    seen: Counter[str] = Counter()
    findings = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        identity = "\0".join((place.path, diagnostic.code, diagnostic.message, place.source))
        seen[identity] += 1
        findings.append(_as_finding(diagnostic, identity if seen[identity] == 1 else f"{identity}\0{seen[identity]}"))
    return findings


def _as_finding(diagnostic: Diagnostic, identity: str) -> dict[str, object]:
    place = diagnostic.place
    return {
        "description": _with_hint(diagnostic),
        "check_name": diagnostic.code,
        "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
        "severity": "major" if diagnostic.is_error else "minor",
        "location": {"path": place.path, "lines": {"begin": max(place.line, 1)}},
    }


def _as_json(diagnostic: Diagnostic) -> dict[str, object]:
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "file": place.path,
        "line": place.line or None,
        "column": place.column or None,
        "message": diagnostic.message,
        "hint": diagnostic.hint or None,
        "fix": _fix_as_json(diagnostic.fix) if diagnostic.fix else None,
    }


def _fix_as_json(fix: Fix) -> dict[str, object]:
    return {
        "safe": fix.is_safe,
        "edits": [
            {
                "line": edit.line,
                "column": edit.column,
                "end_line": edit.end_line,
                "end_column": edit.end_column,
                "text": edit.text,
            }
            for edit in fix.edits
        ],
        "new_name": fix.new_name or None,
        "new_files": [extract.name for extract in fix.extracts],
    }
