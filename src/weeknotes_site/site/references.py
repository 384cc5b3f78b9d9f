"""Resolve references to notes such as `weeknote 16`, with or without a team's name."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct

from weeknotes_site.content.markdown.rendered import Reference
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.model.names import COMMAS, begins_with_capital
from weeknotes_site.regex import regex
from weeknotes_site.site.reference_words import (
    LINKING,
    MAX_BETWEEN,
    OWN,
    WITHIN,
    definite_forms,
    is_name_like,
    is_of_others,
    is_of_own,
    last_part,
    may_follow_name,
    plain,
)

MAX_NAMED = 3
"""Maximum notes with the same number named in a message."""
_IS_PLAIN = regex(r".[^A-Z'’]*")
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

    notes: Mapping[tuple[str, int], Mapping[str, str]]
    """By a team's slug and a number, the path of each note by its url."""
    ranges: Mapping[str, tuple[int, int]]
    """The lowest and the highest number of each team's notes."""
    folders: Mapping[str, str]
    """The slug of the team whose folder has a name, by the name as written."""
    called: Mapping[str, str]
    """The slug of the team by what texts may call its folder, whatever the team's name: `Repairs`."""
    claimed: Mapping[str, str]
    """The same for all names; teams claim them in `_team.md`."""
    own: Mapping[str, frozenset[str]]
    """All names of each team."""
    shown: Mapping[str, str]
    """The first name of each team."""


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
    # A number before the first note may be from an older site; one after the last is still to come.
    if not team or not lowest <= number <= highest or url in found:
        return "", None
    if found:
        paths = ", ".join(f"`{path}`" for path in islice(found.values(), MAX_NAMED))
        message = f"several notes have the number {number}: {paths}"
        return "", warning("unclear-reference", place, message, "link to the one you mean")
    message = (
        f"no note{'' if team == own else f' of the team `{numbered.shown.get(team, team)}`'} has the number {number}"
    )
    hint = f"write `number: {number}` into the note you mean, or link to it"
    return "", warning("unclear-reference", place, message, hint)


def number_notes(
    notes: Iterable[tuple[str, int, str, str]], names: Iterable[TeamName], called: Mapping[str, str]
) -> Numbered:
    """Index notes, each given as its team's slug, number, url and path; `called` is kept."""
    by_number: dict[tuple[str, int], dict[str, str]] = {}
    ranges: dict[str, tuple[int, int]] = {}
    for team, number, url, path in notes:
        by_number.setdefault((team, number), {})[url] = path
        lowest, highest = ranges.get(team, (number, number))
        ranges[team] = min(number, lowest), max(number, highest)
    folders: dict[str, str] = {}
    claimed: dict[str, str] = {}
    own: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for name in names:
        shown.setdefault(name.team, name.text)
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
        called=called,
        claimed=claimed,
        own={team: frozenset(names) for team, names in own.items()},
        shown=shown,
    )


def _team_meant(reference: Reference, own: str, numbered: Numbered) -> str:
    """Return the slug of the team whose note is meant; empty if the words may mean another team's note.

    A team may claim any words as its name, so names that no other team can have come first: those of folders and of
    `own`. Then come the words that speak of a team's own notes, `See weeknote 16`, and then claimed names.
    """
    after = reference.after.split()
    if after and not is_of_own(after):
        names = (*_with_comma(_names_after(reference.after_commas.split())), *_names_after(after))
        return _team_named(names, own, numbered) or _claiming(names, numbered)
    if team := _team_named(_names_before(reference.aside.split()), own, numbered):
        return team
    words = reference.before.split()
    names = (*_with_comma(_names_before(reference.before_commas.split())), *_names_before(words))
    if team := _team_named(names, own, numbered):
        return team
    part = last_part(words)
    if not _has_name(part, opens=reference.opens and len(part) == len(words)):
        is_theirs = _is_of_another(words, part, own, numbered) or _is_put_in(reference, words, own, numbered)
        return "" if is_theirs else own
    return _claiming(names, numbered)


def _team_named(names: Iterable[str], own: str, numbered: Numbered) -> str:
    """Return the slug of the team whose folder has the first known name, or of `own`; empty if none is known."""
    names_of_own = numbered.own.get(own, frozenset())
    for name in names:
        if name in names_of_own:
            return own
        if name in numbered.folders:
            return numbered.folders[name]
    return ""


def _claiming(names: Iterable[str], numbered: Numbered) -> str:
    return next((numbered.claimed[name] for name in names if name in numbered.claimed), "")


def _names_after(words: list[str]) -> Iterator[str]:
    """Yield possible names after a reference, the longest first: `weeknote 16 of Data Platform`."""
    start = 1 if words and plain(words[0]) in LINKING else 0
    for end in range(len(words), start, -1):
        if end == len(words) or not is_name_like(words[end]):
            yield _name(words[start:end])
            yield from map(_name, definite_forms(words[start:end]))


def _names_before(words: list[str]) -> Iterator[str]:
    """Yield possible names before a reference, the longest first.

    A name includes all adjacent capitalised words: not `Repairs` in `Digital Repairs`.
    """
    for end in range(len(words), max(len(words) - MAX_BETWEEN, 0) - 1, -1):
        for start in range(end):
            is_whole = not start or not is_name_like(words[start - 1])
            name = " ".join(words[start:end]).replace("’", "'")
            if is_whole and begins_with_capital(words[start]) and may_follow_name(name, words[end:]):
                yield _name(words[start:end])


def _with_comma(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if any(comma in name for comma in COMMAS))


def _name(words: Iterable[str]) -> str:
    name = " ".join(words).replace("’", "'").rstrip(COMMAS)
    return name.removesuffix("'s").removesuffix("'")


def _has_name(words: list[str], *, opens: bool) -> bool:
    """Return whether any of the words can be a name, except the first of a sentence: `GDS`, but not `Mentioned`."""
    names = [word for word in words if is_name_like(word)]
    return bool(names) and not (opens and names == words[:1] and _IS_PLAIN.fullmatch(names[0]))


def _is_of_another(words: list[str], part: list[str], own: str, numbered: Numbered) -> bool:
    """Return whether a clause is about another team or its note: `Repairs told us in weeknote 16`."""
    if is_of_others(part):
        return True
    if any(plain(word) in OWN for word in part):
        return False
    return _tells_of_another(words, own, numbered)


def _is_put_in(reference: Reference, words: list[str], own: str, numbered: Numbered) -> bool:
    """Return whether a reference is put into a clause about another team: `Repairs, in weeknote 16, said`."""
    is_put_in = bool(words) and all(plain(word) in WITHIN for word in words)
    return is_put_in and _tells_of_another(reference.before_commas.split(), own, numbered)


def _tells_of_another(words: list[str], own: str, numbered: Numbered) -> bool:
    # The longest first: `Housing Repairs` is not the team `Housing`.
    names = (
        _name(words[start:end])
        for start in range(len(words))
        if is_name_like(words[start])
        for end in range(len(words), start, -1)
    )
    own_names = numbered.own.get(own, frozenset())
    teams = (own if name in own_names else numbered.folders.get(name) or numbered.called.get(name) for name in names)
    return next(filter(None, teams), own) != own
