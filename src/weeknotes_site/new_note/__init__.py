"""Start a note in its team's style: the right week, the next number, the headings of the last note."""

import posixpath
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.git import git_setting
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team, team_signature
from weeknotes_site.model.week import Week
from weeknotes_site.new_note.creating import create_file
from weeknotes_site.new_note.schedule import NotePlan, plan_note
from weeknotes_site.new_note.wording import LastNote, read_last_note, write_text
from weeknotes_site.pipeline import Options, load
from weeknotes_site.site.claims import name_from_folder
from weeknotes_site.site.identified import covered_weeks
from weeknotes_site.site.named_team import find_team

__all__ = ["StartedNote", "start_note"]


class StartedNote(Struct, frozen=True, kw_only=True):
    """A started note."""

    path: str
    """Relative to the site's root."""
    week: Week
    others: tuple[str, ...]
    """The team's other notes of the week, if week or day were given."""
    ended: date | None
    """The day on which the team ended, if the note is later."""


def start_note(options: Options, name: str, *, week: Week | None, day: date | None) -> StartedNote:
    """Write the file of a team's next note: of the given or current week or, if that has a note, of the next.

    Raises Problem if the team is unknown or the file exists.
    """
    root, as_of = options.root, options.as_of
    site = load(replace(options, drafts=True, keep_going=True))
    team = find_team(site.archive.teams, name, may_begin=True)
    notes = site.archive.by_team.get(team.slug, ())
    if not notes:
        team = _named_as_typed(team, name)
    plan = plan_note(team, notes, as_of, week=week, day=day)
    blank = None if day else _find_blank_note(site.files.notes, team, plan.week)
    if blank:
        message = f"{team.name} already has a blank note of {plan.week}"
        raise Problem(error("note-exists", Place(path=blank), message, "write it, or delete it"))
    last = _last(root, plan)
    author = _choose_author(root, team, last.note if last else next(iter(notes), None))
    _write(root, plan, write_text(team, last, plan, author))
    others = tuple(note.path for note in notes if plan.week in note.weeks)
    ended = team.ended if team.ended and plan.day > team.ended else None
    return StartedNote(path=plan.path, week=plan.week, others=others, ended=ended)


def _named_as_typed(team: Team, name: str) -> Team:
    """Return a team that only its folder names with the typed name instead, for example `Libraries & Archives`."""
    typed = " ".join(name.split())
    is_lazy = typed in (team.slug, team.name.lower())
    if is_lazy or slug_of(typed) != team.slug or team.name != name_from_folder(posixpath.basename(team.path)):
        return team
    return replace(team, name=typed)


def _last(root: Path, plan: NotePlan) -> LastNote | None:
    """Return the last note before the new one, preferably not a draft."""
    published = [note for note in plan.before if not note.draft] or plan.before
    return read_last_note(root, published[-1]) if published else None


def _write(root: Path, plan: NotePlan, text: str) -> None:
    def hint() -> str:
        days = (plan.usual_day, *(plan.day - timedelta(days=back) for back in range(1, 8)))
        free = next((day for day in days if not (root / plan.path_on(day)).exists()), None)
        return f"edit it, or choose another day: `--date {free.isoformat()}`" if free else "edit it"

    create_file(root, plan.path, text, hint)


def _find_blank_note(files: Iterable[NoteFile], team: Team, week: Week) -> str | None:
    """Return the path of the team's blank note of a week, or None."""
    for file in files:
        if file.is_blank and file.day and file.folder == team.folder and week in covered_weeks(file, team):
            return file.path
    return None


def _choose_author(root: Path, team: Team, last: Note | None) -> str:
    """Return git's `user.name`, else the authors of the last note; a team that signs as a whole keeps doing so.

    Empty if the team's file sets the author.
    """
    if team.author:
        return ""
    signed = " and ".join(author.name for author in last.authors) if last else ""
    if last and signed and not any(author.is_person for author in last.authors):
        return signed
    name = git_setting(root, "user.name")
    return name if slug_of(name) else signed or team_signature(team.name)
