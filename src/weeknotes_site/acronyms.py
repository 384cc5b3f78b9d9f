"""Find acronyms that teams use and no note spells out."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from weeknotes_site.pipeline import Options, load


class Acronym(Struct, frozen=True, kw_only=True):
    """An acronym in the notes of a site."""

    text: str
    teams: Mapping[str, int]
    """Number of uses by each team's name, the highest first."""
    meaning: str
    """Its meaning in a note or the glossary; empty if neither has one."""

    @property
    def count(self) -> int:
        """Total number of uses."""
        return sum(self.teams.values())


def count_acronyms(options: Options) -> tuple[Acronym, ...]:
    """Return all acronyms in a site's notes, those of most teams first. Raises Problem if the site cannot be read."""
    site = load(options)
    outlines = {file.path: file.outline for file in site.files.notes}
    teams: dict[str, Counter[str]] = {}
    meanings: dict[str, str] = {}
    for note in site.archive.notes:
        outline = outlines[note.path]
        for text, count in outline.acronyms.items() if outline else ():
            teams.setdefault(text, Counter())[note.team.name] += count
        for text, meaning in outline.spelled_out.items() if outline else ():
            meanings.setdefault(text, meaning)
    for entry in site.sources.glossary.entries:
        meanings[entry.term] = entry.meaning or next((meaning for _, meaning in entry.by_team), "")
    found = (
        Acronym(text=text, teams=dict(sorted(counts.items(), key=_most_first)), meaning=meanings.get(text, ""))
        for text, counts in teams.items()
    )
    return tuple(sorted(found, key=lambda one: (-len(one.teams), -one.count, one.text)))


def _most_first(count: tuple[str, int]) -> tuple[int, str]:
    return -count[1], count[0]
