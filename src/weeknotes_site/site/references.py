"""Resolve references to notes such as `weeknote 16`, with or without a team's name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct

from weeknotes_site.content.markdown.rendered import Reference
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.model.names import begins_with_capital

MAX_NAMED = 3
"""Maximum notes with the same number named in a message."""
_IS_I = re.compile(r"I(?!\w)")
_IS_PLAIN = re.compile(r".[^A-Z'’]*")
"""A word with one capital and no genitive, like the first of a sentence."""


class TeamName(Struct, frozen=True, kw_only=True):
    """A name of a team."""

    text: str
    """The name as written."""
    slug: str
    team: str
    is_first: bool
    """Whether no earlier team has the name."""


class Numbered(Struct, frozen=True, kw_only=True):
    """The notes of all teams by their numbers."""

    notes: Mapping[tuple[str, int], Mapping[str, str]] = {}
    """By a team's slug and a number, the path of each note by its url."""
    ranges: Mapping[str, tuple[int, int]] = {}
    """The lowest and the highest number of each team's notes."""
    folders: Mapping[str, str] = {}
    """The slug of the team whose folder has a name, by the name as written."""
    claimed: Mapping[str, str] = {}
    """The same for all names; teams claim them in `_team.md`."""
    own: Mapping[str, frozenset[str]] = {}
    """All names of each team."""


def find_note(
    reference: Reference, place: Place, own: str, url: str, numbered: Numbered
) -> tuple[str, Diagnostic | None]:
    """Return the url of the note that a reference means; empty if that is unclear, with a warning if useful.

    `own` is the slug of the team whose note refers, `url` that note's page.
    """
    team = _team_meant(reference, own, numbered)
    number = reference.number
    found = numbered.notes.get((team, number), {})
    if len(found) == 1:
        return next(iter(found), "") if url not in found else "", None
    lowest, highest = numbered.ranges.get(team, (number, number))
    # A note before the first is from another time, one after the last is still to come.
    if not team or not lowest <= number <= highest or url in found:
        return "", None
    if found:
        paths = ", ".join(f"`{path}`" for path in islice(found.values(), MAX_NAMED))
        message = f"several notes have the number {number}: {paths}"
        return "", warning("unclear-reference", place, message, "link to the one you mean")
    message = f"no note{'' if team == own else f' of the team `{team}`'} has the number {number}"
    hint = f"write `number: {number}` into the note you mean, or link to it"
    return "", warning("unclear-reference", place, message, hint)


def number_notes(notes: Iterable[tuple[str, int, str, str]], names: Iterable[TeamName]) -> Numbered:
    """Index notes, each given as its team's slug, number, url and path."""
    by_number: dict[tuple[str, int], dict[str, str]] = {}
    ranges: dict[str, tuple[int, int]] = {}
    for team, number, url, path in notes:
        by_number.setdefault((team, number), {})[url] = path
        lowest, highest = ranges.get(team, (number, number))
        ranges[team] = min(number, lowest), max(number, highest)
    folders: dict[str, str] = {}
    claimed: dict[str, str] = {}
    own: dict[str, set[str]] = {}
    for name in names:
        text = name.text.replace("’", "'")
        own.setdefault(name.team, set()).add(text)
        if name.slug == name.team:
            folders[text] = name.team
        if name.is_first:
            claimed[text] = name.team
    return Numbered(
        notes=by_number,
        ranges=ranges,
        folders=folders,
        claimed=claimed,
        own={team: frozenset(names) for team, names in own.items()},
    )


def _team_meant(reference: Reference, own: str, numbered: Numbered) -> str:
    """Return the slug of the team whose note is meant; empty if the words name a team that the site does not have.

    A team may claim any words as its name, so names that no other team can have come first: those of folders and of
    `own`. Then come the words that speak of a team's own notes, `See weeknote 16`, and then claimed names.
    """
    words = (reference.after or reference.before).split()
    names = tuple(_names_after(words) if reference.after else _names_before(words))
    names_of_own = numbered.own.get(own, frozenset())
    for name in names:
        if name in names_of_own or name in numbered.folders:
            return own if name in names_of_own else numbered.folders[name]
    if not reference.after and _is_of_own(words, opens=reference.opens):
        return own
    if claimed := next((numbered.claimed[name] for name in names if name in numbered.claimed), ""):
        return claimed
    return "" if reference.after or _is_of_unknown_team(words) else own


def _names_after(words: list[str]) -> Iterator[str]:
    """Yield possible names after a reference, the longest first: `weeknote 16 of Data Platform`."""
    yield from (_name(words[:end]) for end in range(len(words), 0, -1))


def _names_before(words: list[str]) -> Iterator[str]:
    """Yield possible names before a reference, the longest first."""
    for end in (len(words), len(words) - 1):
        # `the Data Platform team's weeknote`: a word may be in between.
        if end == len(words) or (end > 0 and not begins_with_capital(words[-1])):
            yield from (_name(words[start:end]) for start in range(end) if begins_with_capital(words[start]))


def _name(words: Iterable[str]) -> str:
    name = " ".join(words).replace("’", "'")
    return name.removesuffix("'s").removesuffix("'")


def _is_of_own(words: list[str], *, opens: bool) -> bool:
    """Return whether none of the words can be a name, except the first of a sentence: `In our weeknote 3`, but not `In
    GDS`."""
    capitals = [word for word in words if begins_with_capital(word) and not _IS_I.match(word)]
    return not capitals or (opens and capitals == words[:1] and _IS_PLAIN.fullmatch(capitals[0]) is not None)


def _is_of_unknown_team(words: list[str]) -> bool:
    """Return whether the word before is a name that no team has: `GDS weeknote 3`."""
    return bool(words) and begins_with_capital(words[-1])
