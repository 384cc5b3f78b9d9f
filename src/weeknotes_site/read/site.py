"""A folder of notes to notes and teams: every file is read by itself, then all of them are seen together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from weeknotes_site.config import Config
from weeknotes_site.diagnostics import Diagnostic, in_order, warning
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.body import Body
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.read.attachments import attachment_reader
from weeknotes_site.read.files import Tree, find_files, unreadable
from weeknotes_site.read.ignored import Listened, without_ignored
from weeknotes_site.read.links import (
    Linkable,
    Places,
    ResolvedLinks,
    find_file_collisions,
    gather_places,
    resolve_links,
)
from weeknotes_site.read.note_file import MarkdownFile, read_note_file, read_team_file
from weeknotes_site.read.notes import (
    Identified,
    choose_summaries,
    covered_weeks,
    find_collisions,
    identify,
    make_note,
)
from weeknotes_site.read.redirects import find_taken_paths
from weeknotes_site.read.review import review
from weeknotes_site.read.source import MAX_NOTE_BYTES
from weeknotes_site.read.teams import Teams, check_names, find_teams


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a site's folder holds."""

    notes: tuple[Note, ...]
    """Those without errors; drafts are among them only where they were asked for."""
    teams: tuple[Team, ...]
    about: Mapping[str, Body]
    """What each `_team.md` says below its front matter, by the team's slug."""
    attachments: Mapping[str, Attachment]
    """The files that notes link to, by where each is published."""
    left_out: tuple[str, ...]
    """The paths of notes that have errors."""
    problems: tuple[Diagnostic, ...]


def read_site(
    root: Path,
    config: Config,
    *,
    as_of: date,
    drafts: bool = False,
    keep_going: bool = False,
    watch: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Reading:
    """Read all notes and teams, and review them as of a day.

    With `keep_going`, links to notes that have errors become text. `watch` is given the notes' paths and hands them
    back one by one, so it sees how far reading is. Raises Problem where there is no `notes/`.
    """
    tree, problems = find_files(root)
    hosts = frozenset(config.picture_hosts)
    files = [_read(root, path, read_note_file, hosts) for path in watch(tree.notes)]
    team_files = [_read(root, path, read_team_file, hosts) for path in tree.team_files]
    teams, team_problems = find_teams(tree, team_files, files, config)
    problems += [*team_problems, *check_names(teams, tree, files, config)]
    problems += [problem for file in (*files, *team_files) for problem in file.problems]
    identified, identity_problems = _identify_all(files, teams, config)
    problems += [*identity_problems, *find_taken_paths(identified, teams.by_slug.values())]

    nameless = {file.path for file in team_files if not file.names_are_known}
    good = [one for one in _without_errors(identified, problems) if one.team.path not in nameless]
    places, resolved, link_problems = _link_all(tree, identified, good, teams, drafts=drafts, keep_going=keep_going)
    about, about_problems = _about(team_files, teams, places)
    problems += [*link_problems, *about_problems]

    shown = [one for one in _without_errors(good, problems) if not _absence(one, drafts=drafts)]
    notes, name_problems = _make_notes(shown, resolved, teams)
    shown_links = (*(resolved[one.file.path] for one in shown), *about.values())
    needed = {file.source: file for links in shown_links for file in links.files}
    problems += [*name_problems, *find_file_collisions(needed, places), *_blank(identified)]
    problems += review(shown, identified, as_of)
    listened = {file.path: _listened(file) for file in files}
    return Reading(
        notes=notes,
        teams=tuple(teams.by_slug.values()),
        about={slug: links.body for slug, links in about.items()},
        attachments={places.file_urls[path]: needed[path] for path in sorted(needed)},
        left_out=_left_out(tree.notes, identified, good, problems),
        problems=in_order(without_ignored(problems, listened, config)),
    )


def _read(
    root: Path, path: str, read: Callable[[str, bytes, frozenset[str]], MarkdownFile], hosts: frozenset[str]
) -> MarkdownFile:
    try:
        with (root / path).open("rb") as file:
            raw = file.read(MAX_NOTE_BYTES + 1)
    except OSError as failure:
        return MarkdownFile.unread(path, unreadable(path, failure))
    return read(path, raw, hosts)


def _identify_all(
    files: Iterable[MarkdownFile], teams: Teams, config: Config
) -> tuple[list[Identified], list[Diagnostic]]:
    identified, problems = [], []
    for file in files:
        if file.rendered is None:
            continue
        one, wrong = identify(file, teams, config)
        problems += wrong
        if one:
            identified.append(one)
    return identified, [*problems, *find_collisions(identified)]


def _link_all(
    tree: Tree,
    identified: list[Identified],
    good: list[Identified],
    teams: Teams,
    *,
    drafts: bool,
    keep_going: bool,
) -> tuple[Places, dict[str, ResolvedLinks], list[Diagnostic]]:
    """Resolve the links of all good notes.

    A note with a broken link is itself left out of a build that keeps going, so links to it are seen again.
    """
    failures: list[Diagnostic] = []
    read_attachment = attachment_reader(tree.root)
    while True:
        places = gather_places(tree, _linkable(tree, identified, good, drafts=drafts), teams, read_attachment)
        resolved = {one.file.path: resolve_links(one.file, places) for one in good}
        problems = [problem for links in resolved.values() for problem in links.problems]
        errors = [problem for problem in problems if problem.is_error]
        if not (errors and keep_going):
            break
        failures += errors
        good = _without_errors(good, errors)
    told = [one for one in problems if keep_going or one.code != "link-to-left-out"]
    return places, resolved, [*failures, *told]


def _linkable(
    tree: Tree, identified: Iterable[Identified], good: Iterable[Identified], *, drafts: bool
) -> dict[str, Linkable]:
    linkable = dict.fromkeys(tree.notes, Linkable(absent="left out"))
    published = {one.file.path for one in good}
    for one in identified:
        if one.file.path in published:
            linkable[one.file.path] = Linkable(
                url=one.url, headings=one.file.headings, absent=_absence(one, drafts=drafts)
            )
    return linkable


def _absence(one: Identified, *, drafts: bool) -> str:
    if one.file.is_blank:
        return "blank"
    return "draft" if one.file.fields.get("draft") and not drafts else ""


def _about(
    team_files: Iterable[MarkdownFile], teams: Teams, places: Places
) -> tuple[dict[str, ResolvedLinks], list[Diagnostic]]:
    about = {}
    for file in team_files:
        slug = teams.by_folder.get(file.path.rpartition("/")[0])
        if slug and file.rendered:
            about[slug] = resolve_links(file, places)
    return about, [problem for links in about.values() for problem in links.problems]


def _make_notes(
    shown: Iterable[Identified], resolved: Mapping[str, ResolvedLinks], teams: Teams
) -> tuple[tuple[Note, ...], list[Diagnostic]]:
    in_time = sorted(shown, key=_in_time)
    summaries = choose_summaries((one.team.slug, one.file) for one in in_time)
    notes, problems = [], []
    for one in in_time:
        note, odd = make_note(one, resolved[one.file.path].body, summaries[one.file.path], teams)
        notes.append(note)
        problems += odd
    return tuple(notes), problems


def _in_time(one: Identified) -> tuple[object, ...]:
    return (covered_weeks(one.file, one.team)[-1], one.file.fields.get("date")[1].timestamp(), one.url)


def _blank(identified: Iterable[Identified]) -> list[Diagnostic]:
    message = "the note says nothing below its front matter, so it gets no page and does not count"
    hint = "write it, or delete the file"
    return [warning("blank-note", one.file.whole, message, hint) for one in identified if one.file.is_blank]


def _listened(file: MarkdownFile) -> Listened:
    dated = file.fields.get("date")
    return Listened(ignore=file.fields.get("ignore", ()), day=dated[0] if dated else None)


def _without_errors(notes: Iterable[Identified], problems: Iterable[Diagnostic]) -> list[Identified]:
    failed = {problem.path for problem in problems if problem.is_error}
    return [one for one in notes if one.file.path not in failed]


def _left_out(
    paths: Iterable[str], identified: Iterable[Identified], good: Iterable[Identified], problems: Iterable[Diagnostic]
) -> tuple[str, ...]:
    failed = {problem.path for problem in problems if problem.is_error}
    failed |= {one.file.path for one in identified} - {one.file.path for one in good}
    return tuple(path for path in paths if path in failed)
