"""Why a note is where it is: its team, week, page, authors, summary and id, each with the rule that gave it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import shorten

from msgspec import Struct

from weeknotes_site.assemble import Reading, read_site
from weeknotes_site.config import Config, read_config
from weeknotes_site.content.note_file import MarkdownFile
from weeknotes_site.content.notebook import open_notebook
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.model.days import WEEKDAYS, day_in_words, span_in_words
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.site.notes import covered_weeks
from weeknotes_site.site.teams import team_folder

MAX_SHOWN = 80


class Fact(Struct, frozen=True, kw_only=True):
    """One thing the site makes of a note."""

    name: str
    value: str
    rule: str
    """Why it is so."""


class Explanation(Struct, frozen=True, kw_only=True):
    """All that there is to say of one file."""

    state: str
    """`published`, `draft`, `blank` or `left out`."""
    facts: tuple[Fact, ...]
    problems: tuple[Diagnostic, ...]


def explain_note(root: Path, path: str, as_of: date, base_url: str | None = None) -> Explanation:
    """Explain the note at a path relative to the site's root. Raises Problem where the site cannot be read."""
    config = read_config(root, base_url=base_url)
    notebook = open_notebook(root, config)
    reading = read_site(notebook, config, as_of=as_of, drafts=True)
    file = notebook.file(path)
    problems = tuple(problem for problem in reading.problems if problem.path == path)
    note = next((note for note in reading.notes if note.path == path), None)
    if note is None:
        blank = file.is_blank and not any(problem.is_error for problem in problems)
        facts = tuple(_begun(file, reading)) if blank else ()
        return Explanation(state="blank" if blank else "left out", facts=facts, problems=problems)
    state = "draft" if note.draft else "published"
    return Explanation(state=state, facts=tuple(_facts(note, file, config)), problems=problems)


def _begun(file: MarkdownFile, reading: Reading) -> Iterator[Fact]:
    folder = team_folder(file.path)
    team = next((one for one in reading.teams if folder in (one.path, one.path.rpartition("/")[0])), None)
    if team:
        yield _team(team, file)
        yield _weeks(file, team)


def _facts(note: Note, file: MarkdownFile, config: Config) -> Iterator[Fact]:
    yield _team(note.team, file)
    yield _weeks(file, note.team)
    page = config.base_url + note.url
    part = "what `slug:` says" if file.fields.get("slug") else "the file's name"
    yield Fact(name="page", value=page, rule=f"the team's address, and {part}")
    yield Fact(name="title", value=_quoted(note.title), rule=_title_rule(file))
    yield _authors(note, file)
    yield Fact(name="summary", value=_quoted(note.summary), rule=_summary_rule(note, file))
    made = f"made from `site_id`, the team's oldest name `{note.team.identity}` and the file's name"
    yield Fact(name="feed id", value=note.id, rule="`id:` gives it" if file.fields.get("id") else made)
    if not config.base_url:
        yield Fact(name="feeds", value="none", rule="nobody knows where the site will stand: `base_url` is not set")


def _team(team: Team, file: MarkdownFile) -> Fact:
    folder, named = team_folder(file.path), file.fields.get("team", "")
    rule = f"its folder is `{folder}`" if folder else f"`team: {named}` names it"
    if folder and named and named != team.name:
        rule += f", and `{named}` is another name of it"
    return Fact(name="team", value=team.name, rule=rule)


def _weeks(file: MarkdownFile, team: Team) -> Fact:
    weeks = covered_weeks(file, team)
    value = ", ".join(f"{week} ({span_in_words(week.monday, week.friday)})" for week in weeks)
    if file.fields.get("week"):
        rule = "`week:` names it" if len(weeks) == 1 else f"`week:` names them; feeds and the digest go by {weeks[-1]}"
        return Fact(name="week" if len(weeks) == 1 else "weeks", value=value, rule=rule)
    day, _ = file.fields.get("date")
    dated = f"its date is {WEEKDAYS[day.weekday()]} {day_in_words(day)}"
    if weeks[-1] != Week.of(day):
        rule = f"{dated}, and a Monday counts to the week before"
    elif day.isoweekday() == 1:
        rule = f"{dated}, and `monday_covers_previous_week` is `false`"
    else:
        rule = f"{dated}, which is in it"
    return Fact(name="week", value=value, rule=rule)


def _title_rule(file: MarkdownFile) -> str:
    if file.fields.get("title"):
        return "`title:` gives it"
    own = file.rendered is not None and file.rendered.title
    return "the heading it opens with" if own else "made from the team's name and the date"


def _authors(note: Note, file: MarkdownFile) -> Fact:
    names = ", ".join(author.name for author in note.authors) or "none"
    teams = [author.name for author in note.authors if not author.is_person]
    where = "" if file.fields.get("author") else f" in `{note.team.path}`"
    rule = f"`author:`{where} names {'them' if len(note.authors) > 1 else 'one'}"
    if teams:
        rule = f"`{', '.join(teams)}` is a team, so it has no page under people"
    return Fact(name="authors", value=names, rule=rule)


def _summary_rule(note: Note, file: MarkdownFile) -> str:
    if file.fields.get("summary"):
        return "`summary:` gives it"
    texts = [paragraph.text for paragraph in file.paragraphs]
    if not note.summary or note.summary not in texts:
        return "it has no paragraph"
    passed = texts.index(note.summary)
    if not passed:
        return "its first paragraph"
    return f"paragraph {passed + 1}, the first that the team has not published before"


def _quoted(text: str) -> str:
    return f"“{shorten(text, MAX_SHOWN, placeholder='…')}”" if text else "none"
