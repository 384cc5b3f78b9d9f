"""Determine the team of each note."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.files.paths import why_not_a_team
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.importer.found import Clue, ClueKind, FoundNote
from weeknotes_site.importer.known_site import KnownSite
from weeknotes_site.importer.text.tidy import one_line
from weeknotes_site.model.names import capital

MAX_NAME = 100


class SettledTeam(Struct, frozen=True, kw_only=True):
    """A note's team, with the evidence."""

    name: str = ""
    """Empty if nothing names a team that can have a folder."""
    how: str = ""
    is_sure: bool = True
    remarks: tuple[str, ...] = ()
    refused: str = ""
    """Why the team that was named cannot have a folder."""


def settle_teams(
    notes: Sequence[FoundNote], forced: str, mapping: Mapping[str, str], site: KnownSite
) -> list[SettledTeam]:
    """Determine each note's team: the given one, else by `import-map.toml`, else by the notes."""
    if forced:
        return [SettledTeam(name=forced, how="`--team`")] * len(notes)
    sure = Counter(slug for note in notes for slug in {slug_of(one.value) for one in note.teams if one.is_sure})
    named = Counter(slug for note in notes for slug in {slug_of(one.value) for one in note.teams})
    folded = {name.casefold(): team for name, team in mapping.items()}
    chosen = [_choose(note, folded, site, sure, named) for note in notes]
    spellings: dict[str, Counter[str]] = {}
    for one in chosen:
        spellings.setdefault(_core(one.name), Counter())[one.name] += 1
    return [_under_one_name(one, spellings, site) for one in chosen]


def _choose(
    note: FoundNote, mapping: Mapping[str, str], site: KnownSite, sure: Counter[str], named: Counter[str]
) -> SettledTeam:
    for clue in (*note.labels, *note.teams):
        if team := mapping.get(clue.value.casefold()):
            return SettledTeam(name=team, how=f"`import-map.toml`, by {clue.how}")
    for clue in note.teams:
        slug = slug_of(clue.value)
        is_title = clue.kind is ClueKind.TITLE
        if slug and (clue.is_sure or site.team(clue.value) or sure[slug] or (is_title and named[slug] > 1)):
            rivals = _rivals(clue, note, site, sure)
            return _guess(rivals) if rivals else SettledTeam(name=clue.value, how=clue.how)
    return _guess(note.teams)


def _rivals(clue: Clue, note: FoundNote, site: KnownSite, sure: Counter[str]) -> tuple[Clue, ...]:
    """Return the categories of a note that are teams, if its team is taken from a category and there are several."""
    if clue.kind is not ClueKind.CATEGORY:
        return ()
    known = (
        one
        for one in note.teams
        if one.kind is ClueKind.CATEGORY and (one.is_sure or site.team(one.value) or sure[slug_of(one.value)])
    )
    teams = {_core(site_team.name if (site_team := site.team(one.value)) else one.value): one for one in known}
    return tuple(teams.values()) if len(teams) > 1 else ()


def _guess(teams: Sequence[Clue]) -> SettledTeam:
    candidates = tuple(dict.fromkeys(one for one in teams if slug_of(one.value)))
    if not candidates:
        return SettledTeam()
    first = candidates[0]
    names = ", ".join(f"“{one}”" for one in dict.fromkeys(each.value for each in candidates))
    remark = f"the team is a guess by {first.how}, from {names}; `--team` or `import-map.toml` settles it"
    return SettledTeam(name=first.value, how=first.how, is_sure=False, remarks=(remark,))


def _under_one_name(one: SettledTeam, spellings: Mapping[str, Counter[str]], site: KnownSite) -> SettledTeam:
    """Give a team the name the site has for it, else the spelling that most of its notes have."""
    if not one.name:
        return one
    known = site.team(one.name)
    name = known.name if known else max(spellings[_core(one.name)].items(), key=lambda pair: (pair[1], pair[0]))[0]
    # Categories and folders are often all in small letters; a team's name is not.
    name = capital(name) if known is None and name.islower() else name
    name = one_line(name)[:MAX_NAME].strip()
    why = "" if known else why_not_a_team(name)
    return SettledTeam(refused=f"`{name}` {why}") if why else replace(one, name=name)


def _core(name: str) -> str:
    """Return the common part of `Repairs` and `Repairs team`."""
    return slug_of(name).removesuffix("-team")
