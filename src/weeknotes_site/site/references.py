"""Which note is meant by `weeknote 16`, or by a team's name with a number."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from weeknotes_site.content.markdown.rendered import Reference
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.model.names import begins_with_capital

MAX_TOLD = 3
"""How many of the notes that share a number a message names."""


class Numbered(Struct, frozen=True, kw_only=True):
    """The notes of all teams by their numbers."""

    notes: Mapping[tuple[str, int], tuple[tuple[str, str], ...]] = {}
    """The url and path of each note, by its team's slug and its number."""
    ranges: Mapping[str, tuple[int, int]] = {}
    """The lowest and the highest number of each team's notes."""
    names: Mapping[str, str] = {}
    """The slug of the team that has a name, as it is written."""


def find_note(
    reference: Reference, place: Place, own: str, url: str, numbered: Numbered
) -> tuple[str, Diagnostic | None]:
    """Return the url of the note that a reference means; empty if that is unclear, with a warning if it needs one.

    `own` is the slug of the team whose note refers, `url` that note's page.
    """
    team = _team_meant(reference, own, numbered.names)
    number = reference.number
    found = numbered.notes.get((team, number), ())
    if len(found) == 1:
        return (found[0][0], None) if found[0][0] != url else ("", None)
    lowest, highest = numbered.ranges.get(team, (number, number))
    # A note before the first is from another time, one after the last is still to come.
    if not team or not lowest <= number <= highest or any(one == url for one, _ in found):
        return "", None
    if found:
        paths = ", ".join(f"`{path}`" for _, path in found[:MAX_TOLD])
        message = f"several notes have the number {number}: {paths}"
        return "", warning("unclear-reference", place, message, "link to the one you mean")
    message = f"no note{'' if team == own else f' of the team `{team}`'} has the number {number}"
    hint = f"write `number: {number}` into the note you mean, or link to it"
    return "", warning("unclear-reference", place, message, hint)


def number_notes(notes: Iterable[tuple[str, int, str, str]], names: Mapping[str, str]) -> Numbered:
    """Index notes, each given by its team's slug, its number, its url and its path."""
    by_number: dict[tuple[str, int], list[tuple[str, str]]] = {}
    ranges: dict[str, tuple[int, int]] = {}
    for team, number, url, path in notes:
        by_number.setdefault((team, number), []).append((url, path))
        lowest, highest = ranges.get(team, (number, number))
        ranges[team] = min(number, lowest), max(number, highest)
    return Numbered(notes={key: tuple(found) for key, found in by_number.items()}, ranges=ranges, names=names)


def _team_meant(reference: Reference, own: str, names: Mapping[str, str]) -> str:
    """Return the slug of the team whose note is meant; empty if the words name a team that the site does not have."""
    if reference.after:
        words = reference.after.split()
        return next(
            (names[one] for end in range(len(words), 0, -1) if (one := _name(words[:end])) in names),
            "",
        )
    words = reference.before.split()
    for end in (len(words), len(words) - 1):
        # `the Data Platform team's weeknote`: a word may stand between.
        if end == len(words) or (end > 0 and not begins_with_capital(words[-1])):
            for start in range(max(end, 0)):
                if begins_with_capital(words[start]) and (name := _name(words[start:end])) in names:
                    return names[name]
    return "" if _is_of_unknown_team(words, opens=reference.opens) else own


def _name(words: Iterable[str]) -> str:
    name = " ".join(words).replace("’", "'")
    return name.removesuffix("'s").removesuffix("'")


def _is_of_unknown_team(words: list[str], *, opens: bool) -> bool:
    """Return whether the word before is a name that no team has: `GDS weeknote 3`, but not `See weeknote 3`."""
    if not words or not begins_with_capital(words[-1]):
        return False
    is_plain = words[-1][1:] == words[-1][1:].lower() and "'" not in words[-1].replace("’", "'")
    return not (opens and len(words) == 1 and is_plain)
