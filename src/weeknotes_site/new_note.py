"""A new note's file, with its front matter filled in."""

from datetime import date
from pathlib import Path

from weeknotes_site.config import read_config
from weeknotes_site.diagnostics import Place, Problem, error, nearest
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week, cover_week
from weeknotes_site.read.files import NOTES
from weeknotes_site.read.site import read_site
from weeknotes_site.read.slugs import slug_of

_NOTE = """\
---
team: {team}
date: {date}
{week}author: {author}
---

"""


def start_note(root: Path, name: str, as_of: date, week: Week | None = None) -> str:
    """Write the file of a team's next note and return its path relative to the site's root.

    Raises Problem where the team is unknown or the file is there already; never overwrites.
    """
    config = read_config(root)
    reading = read_site(root, config, as_of=as_of, drafts=True, keep_going=True)
    team = _find_team(reading.teams, name)
    by_date = cover_week(as_of, monday_covers_previous_week=team.monday_covers_previous_week)
    covered = week or by_date
    written = [note for note in reading.notes if note.team == team]
    folder = Path(written[-1].path).parent if written else Path(NOTES) / team.slug
    path = folder / f"{as_of.isoformat()}.md"
    text = _NOTE.format(
        team=team.name,
        date=as_of.isoformat(),
        week=f"week: {covered}\n" if covered != by_date else "",
        author=", ".join(author.name for author in written[-1].authors) if written else f"{team.name} team",
    )
    try:
        (root / folder).mkdir(parents=True, exist_ok=True)
        with (root / path).open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        hint = "write in it, or name another day with `--as-of`"
        raise Problem(error("note-exists", Place(path=path.as_posix()), "this note is there already", hint)) from None
    except OSError as failure:
        place = Place(path=path.as_posix())
        raise Problem(error("unwritable", place, f"cannot be written: {failure.strerror}")) from None
    return path.as_posix()


def _find_team(teams: tuple[Team, ...], name: str) -> Team:
    slug = slug_of(name)
    for team in teams:
        if slug in {team.slug, slug_of(team.name), *map(slug_of, (*team.aliases, *team.formerly))}:
            return team
    near = nearest(name, [one for team in teams for one in (team.name, team.slug)])
    hint = f"did you mean `{near}`? " if near else ""
    place = Place(path=f"{NOTES}/{slug or name}")
    hint += f"to start a team, make the folder `{NOTES}/{slug or 'team-name'}/`"
    raise Problem(error("unknown-team", place, f"no team is called `{name}`", hint))
