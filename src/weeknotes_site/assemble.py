"""A folder of notes to notes and teams: every file is read by itself, then all of them are seen together."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from weeknotes_site.checks import review
from weeknotes_site.checks.ignored import Listened, without_ignored
from weeknotes_site.config import Config
from weeknotes_site.content.note_file import MarkdownFile
from weeknotes_site.content.notebook import Notebook
from weeknotes_site.content.tree import Tree
from weeknotes_site.diagnostics import Diagnostic, in_order, warning
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.body import Body, Target
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.site.attachments import attachment_reader
from weeknotes_site.site.identified import Identified, identify, settle
from weeknotes_site.site.links import (
    Linkable,
    Places,
    ResolvedLinks,
    gather_places,
    resolve_links,
)
from weeknotes_site.site.notes import covered_weeks, make_note
from weeknotes_site.site.redirects import settle_paths
from weeknotes_site.site.summaries import choose_openings
from weeknotes_site.site.teams import Teams, check_names, find_teams


class Reading(Struct, frozen=True, kw_only=True):
    """What a site's folder holds."""

    notes: tuple[Note, ...]
    """Those that can be placed, if with errors; drafts are among them only where they were asked for."""
    openings: Mapping[str, int]
    """Which paragraph of each of them is its news, by its path."""
    targets: Mapping[str, tuple[Target | None, ...]]
    """Where their links lead, as `Body` has it, by the note's url; of those that have any."""
    teams: tuple[Team, ...]
    about: Mapping[str, Body]
    """What each `_team.md` says below its front matter, by the team's slug."""
    attachments: Mapping[str, Attachment]
    """The files that notes link to, by where each is published."""
    left_out: tuple[str, ...]
    """The paths of notes that cannot be placed."""
    unavailable: tuple[str, ...]
    """The urls of those of them that are no drafts and have an address."""
    problems: tuple[Diagnostic, ...]


def read_site(
    notebook: Notebook, config: Config, *, as_of: date, drafts: bool = False, keep_going: bool = False
) -> Reading:
    """See all notes and teams together, and review them as of a day.

    What an error leaves out or puts in another's place is the same with `keep_going` and without, where errors stop
    the build; it decides what is told.
    """
    tree, problems = notebook.tree, [*notebook.problems]
    files = [notebook.file(path) for path in tree.notes]
    team_files = [notebook.file(path) for path in tree.team_files]
    teams, team_problems = find_teams(tree, team_files, files, config)
    problems += [*team_problems, *check_names(teams, files, config)]
    problems += [problem for file in (*files, *team_files) for problem in file.problems]
    identified, identity_problems = _identify_all(files, teams, tree, config)
    problems += identity_problems

    placed = [one for one in identified if one.can_be_placed]
    places = gather_places(tree, _linkable(tree, placed, drafts=drafts), teams, attachment_reader(tree.root))
    resolved = {one.file.path: resolve_links(one.file, places) for one in placed}
    about, about_problems = _about(team_files, teams, places)
    problems += [*_told(resolved.values(), keep_going=keep_going), *about_problems]

    shown = [one for one in placed if not _absence(one, drafts=drafts)]
    shown.sort(key=_in_time)
    openings = _choose_openings(shown, notebook)
    notes, name_problems = _make_notes(shown, openings, teams, tree)
    shown_links = (*(resolved[one.file.path] for one in shown), *(links for _, links in about.values()))
    needed = {file.source: file for links in shown_links for file in links.files}
    problems += [*name_problems, *_blank(placed)]
    problems += review(_without_errors(shown, problems), placed, as_of)
    listened = {file.path: _listened(file) for file in files}
    return Reading(
        notes=notes,
        openings=openings,
        targets={one.url: targets for one in shown if (targets := resolved[one.file.path].targets)},
        teams=tuple(teams.by_slug.values()),
        about={slug: Body(notebook.html(path), links.targets) for slug, (path, links) in about.items()},
        attachments={places.file_urls[path]: needed[path] for path in sorted(needed)},
        left_out=_left_out(tree.notes, placed),
        unavailable=_unavailable(identified),
        problems=in_order(without_ignored(problems, listened, config)),
    )


def _identify_all(
    files: Iterable[MarkdownFile], teams: Teams, tree: Tree, config: Config
) -> tuple[list[Identified], list[Diagnostic]]:
    identified, problems = [], []
    for file in files:
        one, wrong = identify(file, teams, config)
        problems += wrong
        if one:
            identified.append(one)
    identified, rivalry = settle(identified, config)
    identified, taken = settle_paths(identified, teams.by_slug.values(), tree.static)
    return identified, [*problems, *rivalry, *taken]


def _told(resolved: Iterable[ResolvedLinks], *, keep_going: bool) -> list[Diagnostic]:
    """Return the problems with links; that one leads to a note with errors is news only where that note is left out."""
    problems = (problem for links in resolved for problem in links.problems)
    return [one for one in problems if keep_going or one.code != "link-to-left-out"]


def _linkable(tree: Tree, placed: Iterable[Identified], *, drafts: bool) -> dict[str, Linkable]:
    linkable = dict.fromkeys(tree.notes, Linkable(absent="left out"))
    for one in placed:
        linkable[one.file.path] = Linkable(url=one.url, headings=one.file.headings, absent=_absence(one, drafts=drafts))
    return linkable


def _absence(one: Identified, *, drafts: bool) -> str:
    if one.file.is_blank:
        return "blank"
    return "draft" if one.file.fields.get("draft") and not drafts else ""


def _about(
    team_files: Iterable[MarkdownFile], teams: Teams, places: Places
) -> tuple[dict[str, tuple[str, ResolvedLinks]], list[Diagnostic]]:
    """Resolve the links of what teams say of themselves, by the team's slug, with the file's path."""
    about = {}
    for file in team_files:
        slug = teams.by_folder.get(file.path.rpartition("/")[0])
        if slug and file.rendered:
            about[slug] = (file.path, resolve_links(file, places))
    return about, [problem for _, links in about.values() for problem in links.problems]


def _make_notes(
    in_time: Sequence[Identified], openings: Mapping[str, int], teams: Teams, tree: Tree
) -> tuple[tuple[Note, ...], list[Diagnostic]]:
    # Ten thousand notes have few authors, tags and headings between them; what is shared is kept and read back once.
    seen: dict[Hashable, Hashable] = {}
    taken = {path.casefold() for path in tree.static}
    made = [
        make_note(one, openings[one.file.path], teams, taken, lambda value: seen.setdefault(value, value))
        for one in in_time
    ]
    return tuple(note for note, _ in made), [problem for _, odd in made for problem in odd]


def _choose_openings(in_time: Iterable[Identified], notebook: Notebook) -> dict[str, int]:
    series: dict[str, list[str]] = defaultdict(list)
    for one in in_time:
        series[one.team.slug].append(one.file.path)
    chosen: dict[str, int] = {}
    for paths in series.values():
        openings = choose_openings([notebook.prints(path) for path in paths])
        chosen |= zip(paths, openings, strict=True)
    return chosen


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


def _left_out(paths: Iterable[str], placed: Iterable[Identified]) -> tuple[str, ...]:
    good = {one.file.path for one in placed}
    return tuple(path for path in paths if path not in good)


def _unavailable(identified: Iterable[Identified]) -> tuple[str, ...]:
    """Return the urls of notes that cannot be placed and are not held back as drafts."""
    absent = (one for one in identified if not one.can_be_placed and not one.file.fields.get("draft"))
    return tuple(sorted({one.url for one in absent}))
