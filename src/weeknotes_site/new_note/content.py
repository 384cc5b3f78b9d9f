"""The text of a new note: front matter, what the last note said under Next, and its headings."""

import re
from collections.abc import Iterator, Sequence

from weeknotes_site.model.days import day_in_words
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.new_note.last_note import LastNote
from weeknotes_site.new_note.numbers import next_number
from weeknotes_site.new_note.plan import Plan
from weeknotes_site.new_note.said_next import find_next
from weeknotes_site.new_note.titles import next_title
from weeknotes_site.site.teams import team_folder

_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def write_text(team: Team, notes: Sequence[Note], last: LastNote | None, plan: Plan, author: str) -> str:
    """Return the file's text; it has no warning but that it is blank."""
    number = next_number(notes, plan.week)
    title = next_title(last, plan, team, number) if last else ""
    is_heading = bool(last and not last.file.fields.title)
    front_matter = write_front_matter(
        {
            "title": "" if is_heading else title,
            "team": team.name if _says_team(last, plan) else "",
            "date": plan.day.isoformat(),
            "week": str(plan.week) if plan.says_week else "",
            "author": author,
            "number": "" if number is None else str(number),
        }
    )
    parts = [f"# {title}"] if title and is_heading else []
    parts += [*_comment(last), *_headings(last)] if last else []
    return "\n".join((front_matter, *(f"{part}\n" for part in parts)))


def _says_team(last: LastNote | None, plan: Plan) -> bool:
    """Tell whether to name the team: where its folder does not, and where its last note did."""
    return last is None or bool(last.file.fields.team) or team_folder(plan.path) is None


def _comment(last: LastNote) -> Iterator[str]:
    said = "\n\n".join(find_next(last.body)).replace("<!--", "").replace("-->", "→")
    if said.strip():
        yield f"<!--\nThe note of {day_in_words(last.note.date)} said under Next:\n\n{said}\n-->"


def _headings(last: LastNote) -> Iterator[str]:
    above = 1
    for heading in last.note.headings:
        above = min(heading.level, above + 1)
        text = _MARKUP.sub(r"\\\1", heading.text)
        yield f"{'#' * above} {text}"
