"""A note that somebody has begun and nobody has written: blank, so it is no note yet."""

from collections.abc import Iterable

from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.tree import TEAM_FILE
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.site.notes import covered_weeks
from weeknotes_site.site.teams import team_folder


def find_begun(files: Iterable[NoteFile], team: Team, week: Week) -> str | None:
    """Return the path of a blank note in the team's folder that would be of this week."""
    folder = team.path.removesuffix(f"/{TEAM_FILE}")
    for file in files:
        if file.is_blank and file.day and team_folder(file.path) == folder and week in covered_weeks(file, team):
            return file.path
    return None
