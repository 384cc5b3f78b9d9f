"""Find the notes that mention a team by looking up its names in the hashes of each note's words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from weeknotes_site.content.markdown.facts.names import hash_of_name
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.model.body import Target
from weeknotes_site.model.mentions import Sought
from weeknotes_site.model.names import COMMAS, begins_with_capital, is_unmistakable, searchable
from weeknotes_site.model.team import Team, slug_in
from weeknotes_site.site.teams import Teams

MAX_PARTS = 10
"""Maximum words of a team's name that are searched for the names of others."""


class Names(Struct, frozen=True, kw_only=True):
    """The names by which notes are searched."""

    by_hash: Mapping[int, tuple[str, ...]]
    """The slugs of the teams that a hash may name."""
    sought: Mapping[str, Sought]
    """By the team's slug, without teams that have turned mentions off."""


class Writing(Struct, frozen=True, kw_only=True):
    """A note to search for mentions."""

    team: str
    """The slug of the team that wrote it."""
    names: bytes
    targets: Iterable[Target | None]


def gather_names(teams: Teams) -> Names:
    """Return the names of all teams that count."""
    counted = {slug: counted_names(team, teams) for slug, team in teams.by_slug.items() if team.mentions is not False}
    longer = _longer_names(counted, teams)
    by_hash: dict[int, tuple[str, ...]] = {}
    for slug, names in counted.items():
        for name in names:
            number = hash_of_name(name)
            by_hash[number] = (*by_hash.get(number, ()), slug)
    return Names(
        by_hash=by_hash,
        sought={
            slug: Sought(names=names, longer=longer.get(slug, ()), url=teams.by_slug[slug].url)
            for slug, names in counted.items()
        },
    )


def counted_names(team: Team, teams: Teams) -> tuple[str, ...]:
    """Return the names of a team that count anywhere in a text, regardless of what other teams claim."""
    own = dict.fromkeys(searchable(name) for name in team.names if team.slug in teams.claimants(name))
    return tuple(name for name in own if is_unmistakable(name) or (team.mentions and begins_with_capital(name)))


def names_that_may_be_words(team: Team) -> tuple[str, ...]:
    """Return the names of a team that would count if its `_team.md` said so."""
    if team.mentions is not None:
        return ()
    names = dict.fromkeys(map(searchable, team.names))
    return tuple(name for name in names if begins_with_capital(name) and not is_unmistakable(name))


def may_name(names: bytes, name: str) -> bool:
    """Return whether a note with these hashes contains a name."""
    return hash_of_name(name) in memoryview(names).cast("I")


def find_mentions(writings: Sequence[Writing], names: Names) -> dict[str, list[int]]:
    """Return the indexes in `writings` of those that mention another team, by that team's slug.

    May contain too many: longer names of other teams contain the name, and words have the same hash by chance.
    """
    found: dict[str, list[int]] = {}
    wanted = frozenset(names.by_hash)
    for at, writing in enumerate(writings):
        hashes = memoryview(writing.names).cast("I")
        slugs = {slug for number in wanted.intersection(hashes) for slug in names.by_hash[number]}
        slugs.update(_linked_teams(writing.targets, names.sought))
        slugs.discard(writing.team)
        for slug in slugs:
            found.setdefault(slug, []).append(at)
    return found


def _linked_teams(targets: Iterable[Target | None], sought: Mapping[str, Sought]) -> Iterator[str]:
    """Yield the slugs of teams whose pages or notes are linked to."""
    for target in targets:
        if target and target.url.startswith("teams/"):
            slug = slug_in(target.url)
            if slug in sought and sought[slug].leads_to_team(target.url):
                yield slug


def _longer_names(counted: Mapping[str, tuple[str, ...]], teams: Teams) -> dict[str, tuple[str, ...]]:
    """Return the names of other teams that contain a team's.

    Only names of folders count: a name that anybody may claim would take away another team's mentions.
    """
    holders: dict[str, set[str]] = {}
    for slug, names in counted.items():
        for name in names:
            holders.setdefault(name, set()).add(slug)
    longer: dict[str, set[str]] = {}
    for other, team in teams.by_slug.items():
        for name in dict.fromkeys(team.names):
            if slug_of(name) == other:
                for part in _parts(searchable(name)):
                    for slug in holders.get(part, ()):
                        if slug != other:
                            longer.setdefault(slug, set()).add(searchable(name))
    return {slug: tuple(sorted(names)) for slug, names in longer.items()}


def _parts(name: str) -> Iterator[str]:
    """Yield the runs of words in a name, except the whole name, also without the comma or bracket they end with."""
    words = name.split()[:MAX_PARTS]
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if end - start < len(words):
                part = " ".join(words[start:end])
                yield part
                yield part.lstrip("(").rstrip(f"!?){COMMAS}")
