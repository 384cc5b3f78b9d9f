"""`import-report.md`: what was found, how, and what to review, as a checklist."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from weeknotes_site.importer.compose.note import PlannedNote
from weeknotes_site.importer.found import Skipped

_SIGN = re.compile(r"([*_<\[`])")
_TICK = re.compile(r"^- \[[xX ]\] ")
REPORT_FILE = "import-report.md"
_START = """\
# Import report

What `weeknotes import` found and how. Tick off what you have looked at; later imports only add to this file.
"""


class Outcome(Struct, frozen=True, kw_only=True):
    """Contents of the report."""

    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    written: tuple[PlannedNote, ...]
    skipped: tuple[Skipped, ...]
    subscribers: str
    day: date


def write_report(before: str, outcome: Outcome) -> str:
    """Return the whole report: the existing text, and new entries below it; unchanged if there are none."""
    known = {_plain(line) for line in before.split("\n")}
    skipped = [line for line in _skipped(outcome.skipped) if _plain(line) not in known]
    if not outcome.written and not skipped:
        return before
    parts = [before.rstrip("\n") or _START.rstrip("\n"), *_section(outcome, skipped)]
    return "\n\n".join(parts) + "\n"


def _section(outcome: Outcome, skipped: Sequence[str]) -> Iterator[str]:
    yield f"## {outcome.day.isoformat()}: {', '.join(map(_escaped, outcome.sources))}"
    kinds = f"Recognised as {', '.join(outcome.kinds)}. " if outcome.kinds else ""
    drafts = sum(one.is_draft for one in outcome.written)
    held = f", {drafts} of them as drafts to review" if drafts else ""
    number = len(outcome.written)
    yield f"{kinds}{number} {'note' if number == 1 else 'notes'} written{held}."
    if outcome.subscribers:
        yield f"Subscribers: {outcome.subscribers}"
    if skipped:
        yield "### Not imported"
        yield "\n".join(skipped)
    to_look_at = [one for one in outcome.written if one.remarks]
    if to_look_at:
        yield "### To look at"
        yield "\n".join(line for one in to_look_at for line in _remarks(one))
    if outcome.written:
        yield "### What was found, and how"
        yield "\n".join(line for one in outcome.written for line in _facts(one))


def _remarks(one: PlannedNote) -> Iterator[str]:
    yield f"- `{one.path}`{' (draft)' if one.is_draft else ''}"
    for remark in one.remarks:
        yield f"  - [ ] {printable_line(remark)}"


def _facts(one: PlannedNote) -> Iterator[str]:
    yield f"- `{one.path}` from {_escaped(one.source)}"
    for fact in one.facts:
        yield f"  - {fact.name}: {printable_line(fact.value)} ({printable_line(fact.how)})"


def _skipped(skipped: Iterable[Skipped]) -> Iterator[str]:
    yield from dict.fromkeys(f"- [ ] {_escaped(one.what)}: {printable_line(one.why)}" for one in skipped)


def printable_line(text: str) -> str:
    """Return a text on one line, without characters that could move a terminal's cursor."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:2_000]


def _escaped(text: str) -> str:
    return _SIGN.sub(r"\\\1", printable_line(text))


def _plain(line: str) -> str:
    """Return a line with its checkbox cleared, so that a ticked line does not count as new."""
    return _TICK.sub("", line.strip())
