"""The link to start a team's next note in the browser, without git."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from weeknotes_site.languages import Language
from weeknotes_site.model.forge import RepositoryLinks
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render import parts
from weeknotes_site.render.views import view_week


def offer_next_note(
    language: Language, repository: RepositoryLinks | None, team: Team, notes: Sequence[Note]
) -> parts.NextNote | None:
    """Return the link; None without links to a repository, without notes, or if the team has ended.

    It is for the week after the team's newest note, because a page depends neither on the clock nor on other teams'
    notes.
    """
    if repository is None or not notes or team.ended:
        return None
    last, week = notes[-1], notes[-1].week.next
    folder, name = PurePosixPath(last.path).parent.as_posix(), f"{week.friday.isoformat()}.md"
    block = _front_matter(team, last, week)
    url = repository.new(folder, name, f"{block}\n")
    copied = "" if repository.forge.fills_in else block
    return parts.NextNote(week=view_week(language, week), url=url, name=name, front_matter=copied)


def _front_matter(team: Team, last: Note, week: Week) -> str:
    values = {"team": team.name, "date": week.friday.isoformat()}
    values["author"] = ", ".join(author.name for author in last.authors)
    if last.number is not None:
        values["number"] = str(last.number + 1)
    return write_front_matter(values)
