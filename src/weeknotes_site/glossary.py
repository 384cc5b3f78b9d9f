"""`glossary.toml`: meanings of acronyms, by team if they differ."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from weeknotes_site.config.file import CONTROL, load_toml, read_lines
from weeknotes_site.config.locate import Locator
from weeknotes_site.diagnostics import Diagnostic, Place, error
from weeknotes_site.model.terms import TERM

GLOSSARY = "glossary.toml"
ALL_OTHERS = "*"
"""All teams that an entry does not name."""
MAX_ENTRIES = 500
"""Maximum on the glossary page."""
MAX_MEANING = 300
_TERM = re.compile(TERM)


class GlossaryEntry(Struct, frozen=True, kw_only=True):
    """A term and its meaning."""

    term: str
    """One word, as notes write it."""
    meaning: str = ""
    """Its meaning; empty if only some teams use it."""
    by_team: tuple[tuple[str, str], ...] = ()
    """Teams as written here, each with its meaning there."""
    line: int = 0
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
        place = locate.key(term)
        problems = [error("glossary-entry", place, message, hint) for message, hint in _check(term, value)]
        wrong += problems
        if not problems:
            entries.append(_entry(term.replace("’", "'"), value, place))
    if len(entries) > MAX_ENTRIES:
        message = f"the glossary has {len(entries)} entries, more than {MAX_ENTRIES}"
        wrong.append(error("glossary-entry", Place(path=GLOSSARY), message, "remove those that all readers know"))
    return Glossary(entries=tuple(entries[:MAX_ENTRIES])), tuple(wrong)


def _entry(term: str, value: str | Mapping[str, str], place: Place) -> GlossaryEntry:
    if isinstance(value, str):
        return GlossaryEntry(term=term, meaning=" ".join(value.split()), line=place.line)
    meanings = {team: " ".join(meaning.split()) for team, meaning in value.items()}
    others = meanings.pop(ALL_OTHERS, "")
    is_dotted = "." in place.source.partition("=")[0]
    by_team = tuple(meanings.items())
    return GlossaryEntry(term=term, meaning=others, by_team=by_team, line=place.line, is_dotted=is_dotted)


def _check(term: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the errors of an entry, each with its hint."""
    example = f'`{term} = "…"`' if _TERM.fullmatch(term) else '`MTFH = "Modern Tools for Housing"`'
    if not _TERM.fullmatch(term):
        yield f"`{term}` is not one word", f"write {example}"
    meanings = value.values() if isinstance(value, dict) else [value]
    if not meanings or not all(isinstance(one, str) and one.strip() for one in meanings):
        yield f"the meaning of `{term}` must be a text", f"write {example}"
    elif any(len(one) > MAX_MEANING or CONTROL.search(one) for one in meanings):
        yield f"`{term}` needs one line of at most {MAX_MEANING} characters", "shorten it"
