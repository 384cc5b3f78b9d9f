"""The link with which a team's next note is begun in the browser, without git."""

from pathlib import PurePosixPath

from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render import parts
from weeknotes_site.render.pages.plan import SiteInHand
from weeknotes_site.render.views import view_week


def offer_next_note(site: SiteInHand, team: Team) -> parts.NextNote | None:
    """Return the link; None without links to a repository, without notes, or where the team has ended.

    Offered is the week after the newest of the archive, whatever the day is: a page does not know the clock.
    """
    repository = site.repository
    newest, notes = site.archive.newest_week, site.archive.by_team.get(team.slug, ())
    if repository is None or newest is None or not notes or team.ended:
        return None
    last, week = notes[-1], newest.next
    folder, name = PurePosixPath(last.path).parent.as_posix(), f"{week.friday.isoformat()}.md"
    block = _front_matter(team, last, week)
    url = repository.new(folder, name, f"{block}\n")
    copied = "" if repository.forge.fills_in else block
    return parts.NextNote(week=view_week(week), url=url, name=name, front_matter=copied)


def _front_matter(team: Team, last: Note, week: Week) -> str:
    values = {"team": team.name, "date": week.friday.isoformat()}
    values["author"] = ", ".join(author.name for author in last.authors)
    if last.number is not None:
        values["number"] = str(last.number + 1)
    return write_front_matter(values)
