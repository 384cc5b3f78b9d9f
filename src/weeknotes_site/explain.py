"""Explain a note's team, week, page, authors, summary and id, each with the rule that determined it."""

from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from textwrap import shorten

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.files.paths import printable, team_folder
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.languages import find_language
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.days import WEEKDAYS, day_in_words
from weeknotes_site.model.note import Note
from weeknotes_site.model.sentences import find_sentences
from weeknotes_site.model.team import TEAM_FILE, Team
from weeknotes_site.model.week import Week, week_in_words
from weeknotes_site.pipeline import Options, Site, load
from weeknotes_site.render.words import title_of
from weeknotes_site.run import Edition
from weeknotes_site.site.bodies import Bodies
from weeknotes_site.site.identified import covered_weeks
from weeknotes_site.site.mentions import may_name, names_that_may_be_words

MAX_SHOWN = 80


class Fact(Struct, frozen=True, kw_only=True):
    """A derived value of a note."""

    name: str
    value: str
    rule: str
    """The rule that determined the value."""


class Explanation(Struct, frozen=True, kw_only=True):
    """Explanation of a file."""

    state: str
    """`published`, `draft`, `blank` or `left out`; for a note with errors, by `build --keep-going`."""
    facts: tuple[Fact, ...]
    diagnostics: tuple[Diagnostic, ...]
    unavailable: str = ""
    """Url of the page that says that the note cannot be shown."""

    @property
    def has_errors(self) -> bool:
        """Whether only `build --keep-going` publishes anything."""
        return self.state == "left out" or any(diagnostic.is_error for diagnostic in self.diagnostics)


def explain_note(options: Options, path: str) -> Explanation:
    """Explain the note at a path relative to the site's root. Raises Problem if the site cannot be read."""
    site = load(replace(options, drafts=True))
    diagnostics = tuple(diagnostic for diagnostic in site.diagnostics if diagnostic.path in (path, printable(path)))
    with_folders = (*diagnostics, *_of_folders(site, path))
    if path not in site.sources.tree.notes:  # for example, its name is invalid
        return Explanation(state="left out", facts=(), diagnostics=with_folders)
    language, file = _find_file(site, path)
    shown = ((note, edition) for edition in site.editions for note in edition.archive.notes)
    note, edition = next((one for one in shown if one[0].path == path), (None, site.editions[0]))
    if note is None:
        team = next((team for team in site.archive.teams if team.folder == file.folder), None)
        if file.is_blank and not any(diagnostic.is_error for diagnostic in diagnostics):
            blank = [_team(team, file), _weeks(file, team)] if team else []
            return Explanation(state="blank", facts=tuple(blank), diagnostics=diagnostics)
        url = f"teams/{team.slug}/{file.fields.slug or slug_of(file.stem)}.html" if team else ""
        return Explanation(
            state="left out",
            facts=(),
            diagnostics=with_folders,
            unavailable=url if url in site.archive.unavailable else "",
        )
    state = "draft" if note.draft else "published"
    facts = (*_facts(note, file, site.bodies, edition), *_pair(path, language, site))
    return Explanation(state=state, facts=facts, diagnostics=diagnostics)


def _of_folders(site: Site, path: str) -> Iterator[Diagnostic]:
    """Yield the errors of a note's folders and of its team's file, which can leave out all notes there."""
    folders = {printable(str(folder)) for folder in PurePosixPath(path).parents}
    places = folders | {f"{team_folder(path)}/{TEAM_FILE}"}
    return (diagnostic for diagnostic in site.diagnostics if diagnostic.is_error and diagnostic.path in places)


def _find_file(site: Site, path: str) -> tuple[str, NoteFile]:
    """Return a note's file, with values from its original, and its language; empty on a site in one language."""
    for twins in site.twins:
        for language, file in twins.files:
            if file.path == path:
                return language, file
    return "", next(one for one in site.files.notes if one.path == path)


def _pair(path: str, language: str, site: Site) -> Iterator[Fact]:
    """Yield the note's file in each other language of the site."""
    twins = site.twins_of(path)
    if twins:
        for other, file in twins.files:
            if other != language:
                what = "the original" if file.path == twins.original.path else "its translation"
                yield Fact(name=f"in {other}", value=file.path, rule=what)
        for missing in (tag for tag in site.config.languages if tag not in dict(twins.files)):
            yield Fact(
                name=f"in {missing}", value="none", rule=f"pages in `{missing}` show this file, marked `{language}`"
            )


def _facts(note: Note, file: NoteFile, bodies: Bodies, edition: Edition) -> Iterator[Fact]:
    config = edition.config
    yield _team(note.team, file)
    yield _weeks(file, note.team)
    page = (config.base_url or config.folder) + note.url
    part = "`slug:`" if file.fields.slug else "the file's name"
    yield Fact(name="page", value=page, rule=f"the team's address, and {part}")
    yield Fact(name="title", value=_quoted(title_of(note, find_language(config.language))), rule=_title_rule(file))
    yield _authors(note, file)
    yield Fact(name="summary", value=_quoted(note.summary), rule=_summary_rule(note, file))
    made = f"made from `site_id`, the team's oldest name `{note.team.identity}` and the file's name"
    own = "`id:`" if file.fields.id else ""
    if config.edition:
        rule = f"made from the id in `{config.languages[0]}`, which is {own or made}"
    else:
        rule = f"{own} gives it" if own else made
    yield Fact(name="feed id", value=note.id, rule=rule)
    yield from _mentions(note, file, bodies, edition)
    yield from _references(note, file, edition.archive)
    if not config.base_url:
        yield Fact(name="feeds", value="none", rule="`base_url` is not set")


def _team(team: Team, file: NoteFile) -> Fact:
    folder, named = file.folder, file.fields.team
    rule = f"its folder is `{folder}`" if folder else f"`team: {named}` names it"
    if folder and named and named != team.name:
        rule += f", and `{named}` is another name of it"
    return Fact(name="team", value=team.name, rule=rule)


def _weeks(file: NoteFile, team: Team) -> Fact:
    weeks = covered_weeks(file, team)
    value = ", ".join(week_in_words(week) for week in weeks)
    if file.fields.week:
        rule = "`week:` names it" if len(weeks) == 1 else f"`week:` names them; feeds and the digest use {weeks[-1]}"
        return Fact(name="week" if len(weeks) == 1 else "weeks", value=value, rule=rule)
    day = file.day or date.max
    dated = f"its date is {WEEKDAYS[day.weekday()]} {day_in_words(day)}"
    if weeks[-1] != Week.of(day):
        rule = f"{dated}, and a Monday counts as the week before"
    elif day.isoweekday() == 1:
        rule = f"{dated}, and `monday_covers_previous_week` is `false`"
    else:
        rule = f"{dated}, which is in it"
    return Fact(name="week", value=value, rule=rule)


def _title_rule(file: NoteFile) -> str:
    if file.fields.title:
        return "`title:` gives it"
    own = file.outline and file.outline.title
    return "the heading it opens with" if own else "made from the team's name and the date"


def _authors(note: Note, file: NoteFile) -> Fact:
    names = ", ".join(author.name for author in note.authors) or "none"
    teams = [author.name for author in note.authors if not author.is_person]
    where = "" if file.fields.author else f" in `{note.team.path}`"
    rule = f"`author:`{where} names {'them' if len(note.authors) > 1 else 'one'}"
    if teams:
        rule = f"`{', '.join(teams)}` is a team, so it has no page under people"
    return Fact(name="authors", value=names, rule=rule)


def _summary_rule(note: Note, file: NoteFile) -> str:
    if file.fields.summary:
        return "`summary:` gives it"
    leads = file.outline.leads if file.outline else ()
    number = next((number for number, text in leads if text == note.summary), None)
    if not note.summary:
        return "no paragraph is suitable"
    if number is None:
        return "a label, picture or table, as no paragraph is suitable"
    if not number:
        return "its first paragraph"
    return f"paragraph {number + 1}, the first not in an earlier note of the team"


def _mentions(note: Note, file: NoteFile, bodies: Bodies, edition: Edition) -> Iterator[Fact]:
    """Yield the teams on whose pages the note is listed, and those whose names may be ordinary words."""
    archive = edition.archive
    body = bodies(archive.bodies[note.url])
    listed = set()
    for team in archive.teams:
        found = archive.joins.mentions.get(team.slug)
        sentences = find_sentences(body, found.sought, 1) if found and note in found.notes else ()
        if sentences:
            listed.add(team.slug)
            name = sentences[0].name
            how = f"by its name `{name}`" if name else "by a link"
            yield Fact(name="mentions", value=team.name, rule=f"{how}: {_quoted(sentences[0].quoted)}")
    names = file.outline.names if file.outline and edition.config.mentions else b""
    for team in archive.teams:
        for name in names_that_may_be_words(team) if team.slug not in (*listed, note.team.slug) else ():
            if may_name(names, name):
                rule = f"one word counts only in a link, or with `mentions: true` in the `{TEAM_FILE}` of that team"
                yield Fact(name="no mention", value=name, rule=rule)


def _references(note: Note, file: NoteFile, archive: Archive) -> Iterator[Fact]:
    """Yield the notes that the text refers to by their numbers."""
    links = file.outline.links if file.outline else ()
    for link, target in zip(links, archive.bodies[note.url].targets, strict=True):
        if link.reference and target and target.url:
            words = " ".join(link.href.split())
            rule = f"`{words}` is a reference to the one note with the number {link.reference.number}"
            yield Fact(name="refers to", value=target.url, rule=rule)


def _quoted(text: str) -> str:
    return f"“{shorten(text, MAX_SHOWN, placeholder='…')}”" if text else "none"
