"""Find the former names that keep a team's addresses and ids, and where to write them."""

from collections.abc import Sequence, Set

from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.model.front_matter import write_entry
from weeknotes_site.model.team import TEAM_FILE, Team


def oldest_first(team: Team, current: str, with_notes: Set[str]) -> list[str]:
    """Return former names in the order that keeps ids: those that had addresses, then `current`, then the rest."""
    had = [name for name in team.formerly if slug_of(name) in with_notes]
    own = [current] if slug_of(current) not in map(slug_of, had) else []
    return [*had, *own, *(name for name in team.formerly if name not in had)]


def folder_name(team: Team) -> str:
    """Return the name of a team's folder, or the name for one that it does not have yet."""
    return team.folder.rpartition("/")[2] or team.slug


def team_file(team: Team) -> str:
    """Return the path of a team's file, which it may not have."""
    return f"{team.folder or f'{NOTES}/{team.slug}'}/{TEAM_FILE}"


def write_formerly(names: Sequence[str], team: Team) -> str:
    """Return the hint to write former names into a team's file."""
    entry = write_entry("formerly", tuple(names))
    if not team.has_file:
        return f"write `{entry}` between two lines of `---` into a new file `{team_file(team)}`"
    return f"write `{entry}` into `{team_file(team)}`"
