"""Find acronyms that teams use and no note spells out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec import Struct

from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.pipeline import Options, load
from weeknotes_site.run import Site

MAX_MEANINGS = 5
"""Maximum meanings of an acronym."""


class Acronym(Struct, frozen=True, kw_only=True):
    """An acronym in the notes of a site."""

    text: str
    teams: Mapping[str, int]
    """Number of uses by each team's name, the highest first."""
    meaning: str
    """Its meanings in the glossary and in notes, separated by semicolons; empty if neither has one."""

    @property
    def count(self) -> int:
        """Total number of uses."""
        return sum(self.teams.values())


def count_acronyms(options: Options) -> tuple[Acronym, ...]:
    """Return all acronyms in a site's notes, those of most teams first. Raises Problem if the site cannot be read."""
    site = load(options)
    outlines = {file.path: file.outline for file in site.files.notes}
    teams: dict[str, Counter[str]] = {}
    for note in site.archive.notes:
        outline = outlines[note.path]
        for text, count in outline.acronyms.items() if outline else ():
            teams.setdefault(text, Counter())[note.team.name] += count
    for team in site.archive.teams:
        teams.pop(team.name, None)  # its page says what it is
    meanings: dict[str, dict[str, str]] = {}
    for text, meaning in _meanings(site, outlines):
        if meaning:
            meanings.setdefault(text, {}).setdefault(meaning.casefold(), meaning)
    found = (
        Acronym(
            text=text,
            teams=dict(sorted(counts.items(), key=_most_first)),
            meaning="; ".join(islice(meanings.get(text, {}).values(), MAX_MEANINGS)),
        )
        for text, counts in teams.items()
    )
    return tuple(sorted(found, key=lambda one: (-len(one.teams), -one.count, one.text)))


def _meanings(site: Site, outlines: Mapping[str, Outline | None]) -> Iterator[tuple[str, str]]:
    """Yield the meanings of acronyms: in the glossary, in notes, and of the aliases of teams."""
    for entry in site.sources.glossary.entries:
        yield entry.term, entry.meaning
        yield from ((entry.term, meaning) for _, meaning in entry.by_team)
    for note in site.archive.notes:
        if outline := outlines[note.path]:
            yield from outline.spelled_out.items()
    for team in site.archive.teams:
        yield from ((alias, team.name) for alias in team.names if alias != team.name)


def _most_first(count: tuple[str, int]) -> tuple[int, str]:
    return -count[1], count[0]
