"""`glossary.toml`: meanings of acronyms, by team if they differ."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from weeknotes_site.config.file import CONTROL, load_toml, read_lines
from weeknotes_site.config.locate import Locator
from weeknotes_site.diagnostics import Diagnostic, Place, error
from weeknotes_site.model.terms import TERM
from weeknotes_site.regex import regex

GLOSSARY = "glossary.toml"
ALL_OTHERS = "*"
"""All teams that an entry does not name."""
MAX_ENTRIES = 500
"""Maximum on the glossary page."""
MAX_MEANING = 300
_TERM = regex(TERM)
_TYPICAL = 'write `MTFH = "Modern Tools for Housing"`'
_HIGHER = "move it above the first `[…]`"


class GlossaryEntry(Struct, frozen=True, kw_only=True):
    """A term and its meaning."""

    term: str
    """One word, as notes write it."""
    meaning: str
    """Its meaning; empty if only some teams use it."""
    by_team: tuple[tuple[str, str], ...] = ()
    """Teams as written here, each with its meaning there."""
    places: tuple[Place, ...] = ()
    """Where each of these teams is named."""
    is_dotted: bool = False
    """Whether a team is named after a dot, as in `PR.repairs`, so the dot may be part of the term."""


class Glossary(Struct, frozen=True, kw_only=True):
    """All entries, in the order of the file."""

    entries: tuple[GlossaryEntry, ...] = ()


def read_glossary(root: Path) -> tuple[Glossary, tuple[Diagnostic, ...]]:
    """Return the glossary without its invalid entries, and their diagnostics; empty if there is no file.

    Raises Problem for a file that cannot be read at all.
    """
    table = load_toml(root, GLOSSARY)
    if table is None:
        return Glossary(), ()
    locate = Locator(GLOSSARY, read_lines(root, GLOSSARY))
    entries: list[GlossaryEntry] = []
    wrong: list[Diagnostic] = []
    for term, value in table.items():
        problems = [*_check(term, value, locate)]
        wrong += problems
        if not problems:
            entries.append(_entry(term, value, locate))
    if len(entries) > MAX_ENTRIES:
        message = f"the glossary has {len(entries)} entries, more than {MAX_ENTRIES}"
        wrong.append(error("glossary-entry", Place(path=GLOSSARY), message, "remove words that all readers know"))
    return Glossary(entries=tuple(entries[:MAX_ENTRIES])), tuple(wrong)


def _entry(written: str, value: str | Mapping[str, str], locate: Locator) -> GlossaryEntry:
    term = written.replace("’", "'")
    if isinstance(value, str):
        return GlossaryEntry(term=term, meaning=" ".join(value.split()))
    meanings = {team: " ".join(meaning.split()) for team, meaning in value.items()}
    others = meanings.pop(ALL_OTHERS, "")
    is_dotted = "." in locate.key(written).source.partition("=")[0]
    places = tuple(_place(written, team, locate) for team in meanings)
    by_team = tuple(meanings.items())
    return GlossaryEntry(term=term, meaning=others, by_team=by_team, places=places, is_dotted=is_dotted)


def _place(term: str, team: str, locate: Locator) -> Place:
    """Return the place of a meaning: its own line or, in `{…}`, that of the term."""
    place = locate.key(f"{term}.{team}" if team else term)
    return place if place.line else locate.key(term)


def _check(term: str, value: Any, locate: Locator) -> Iterator[Diagnostic]:
    """Yield the errors of an entry."""
    if not _TERM.fullmatch(term):
        yield error("glossary-entry", locate.key(term), f"`{term}` is not one word", _TYPICAL)
    for team, meaning in value.items() if isinstance(value, dict) and value else [("", value)]:
        place = _place(term, team, locate)
        whose = f"`{term}` for `{team}`" if team else f"`{term}`"
        if not isinstance(meaning, str) or not meaning.strip():
            hint = _example(term, team, locate, is_nested=isinstance(meaning, dict))
            yield error("glossary-entry", place, f"the meaning of {whose} must be a text", hint)
        elif len(meaning) > MAX_MEANING or CONTROL.search(meaning):
            message = f"{whose} needs one line of at most {MAX_MEANING} characters"
            hint = "shorten it" if len(meaning) > MAX_MEANING else "write it without line breaks and control characters"
            yield error("glossary-entry", place, message, hint)


def _example(term: str, team: str, locate: Locator, *, is_nested: bool) -> str:
    """Return the hint for a meaning that is not a text."""
    key = locate.as_written(f"{term}.{team}") if team else term
    if team and is_nested:
        return f'write `"{key}" = "…"` for a word with a dot' if key.startswith(term) else _HIGHER
    return f'write `{key} = "…"`' if team or _TERM.fullmatch(term) else _TYPICAL
