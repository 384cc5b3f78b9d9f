"""Who writes a new note."""

import shutil
import subprocess
from pathlib import Path

from weeknotes_site.content.slugs import slug_of
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team


def choose_author(root: Path, team: Team, last: Note | None) -> str:
    """Return who git says commits here, else who wrote the last note; a team that signs as a whole goes on to.

    Empty where the team has an author for all its notes.
    """
    if team.author:
        return ""
    signed = " and ".join(author.name for author in last.authors) if last else ""
    if last and signed and not any(author.is_person for author in last.authors):
        return signed
    return _from_git(root) or signed or f"{team.name} team"


def _from_git(root: Path) -> str:
    """Return git's `user.name`; empty where there is no git, no name, or none that could be an author's."""
    git = shutil.which("git")
    if git is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 the arguments are fixed
            [git, "config", "user.name"], cwd=root, capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    name = " ".join(
        "".join(char if char.isprintable() else " " for char in done.stdout.decode("utf-8", "replace")).split()
    )
    return name if slug_of(name) else ""
