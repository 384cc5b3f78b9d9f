"""A note that somebody has begun and nobody has written: blank, so it is no note yet."""

from collections.abc import Iterable
from pathlib import Path

from weeknotes_site.content.note_file import read_note_file
from weeknotes_site.content.tree import TEAM_FILE
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.site.notes import covered_weeks
from weeknotes_site.site.teams import team_folder


def find_begun(root: Path, problems: Iterable[Diagnostic], team: Team, week: Week) -> str | None:
    """Return the path of a blank note in the team's folder that would be of this week."""
    for problem in problems:
        if problem.code != "blank-note" or team_folder(problem.path) != team.path.removesuffix(f"/{TEAM_FILE}"):
            continue
        file = read_note_file(problem.path, (root / problem.path).read_bytes(), frozenset())
        if file.fields.get("date") and week in covered_weeks(file, team):
            return problem.path
    return None
