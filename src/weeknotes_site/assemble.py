"""A folder of notes to notes and teams: every file is read by itself, then all of them are seen together."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from weeknotes_site.checks import review
from weeknotes_site.checks.ignored import Listened, without_ignored
from weeknotes_site.config import Config
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.note_file import AnyFile, NoteFile, TeamFile
from weeknotes_site.content.reading import Files
from weeknotes_site.content.source_lines import add_source_lines
from weeknotes_site.content.tree import Tree
from weeknotes_site.diagnostics import Diagnostic, in_order, warning
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.mentions import Mentions
from weeknotes_site.model.note import Note
from weeknotes_site.model.page import PlainPage
from weeknotes_site.model.team import Team
from weeknotes_site.site.attachments import ReadAttachment
from weeknotes_site.site.identified import Identified, identify, settle
from weeknotes_site.site.links import ResolvedLinks, fixed_within, resolve_links
from weeknotes_site.site.mentions import Writing, find_mentions, gather_names
from weeknotes_site.site.notes import covered_weeks, make_note
from weeknotes_site.site.pages import PlacedPage, make_page, place_pages
from weeknotes_site.site.places import Linkable, Places, gather_places
from weeknotes_site.site.redirects import settle_paths
from weeknotes_site.site.summaries import choose_lead_paragraphs
from weeknotes_site.site.teams import Teams, check_names, find_teams
from weeknotes_site.suggestions import suggester


class Assembled(Struct, frozen=True, kw_only=True):
    """What a site's folder holds."""

    notes: tuple[Note, ...]
    """Those that can be placed, if with errors; drafts are among them only where they were asked for."""
    bodies: Mapping[str, BodyRef]
    """Their bodies and those of plain pages, by the url."""
    pages: tuple[PlainPage, ...]
    teams: tuple[Team, ...]
    about: Mapping[str, BodyRef]
    """The body of each `_team.md`, by the team's slug."""
    attachments: Mapping[str, Attachment]
    """The files that notes link to, by where each is published."""
    mentions: Mapping[str, Mentions]
    """What other teams write of a team, by its slug."""
    left_out: tuple[str, ...]
    """The paths of notes that cannot be placed."""
    unavailable: tuple[str, ...]
    """The urls of those of them that are no drafts and have an address."""
    diagnostics: tuple[Diagnostic, ...]


def assemble_site(
    tree: Tree,
    read: Files,
    found: Iterable[Diagnostic],
    config: Config,
    read_attachment: ReadAttachment,
    *,
    as_of: date,
    drafts: bool = False,
    keep_going: bool = False,
) -> Assembled:
    """Put all notes and teams together, and check them as of a day; `found` is what is wrong with files as such.

    What an error leaves out or puts in another's place is the same with `keep_going` and without, where errors stop
    the build; it decides what is told.
    """
    problems = [*found]
    files, team_files = read.notes, read.teams
    suggest = suggester()
    teams, team_problems = find_teams(tree, team_files, files, config)
    problems += [*team_problems, *check_names(teams, files, config, suggest)]
    every_file = (*files, *team_files, *read.pages)
    problems += [fixed_within(problem, tree) for file in every_file for problem in file.diagnostics]
    pages, page_problems = place_pages(read.pages, tree.static)
    identified, identity_problems = _identify_all(files, teams, pages, tree, config)
    problems += [*page_problems, *identity_problems]

    placed = [one for one in identified if one.can_be_placed]
    placed_pages = [one for one in pages if one.can_be_shown]
    linkable = _linkable(tree, placed, placed_pages, drafts=drafts)
    places = gather_places(tree, linkable, teams, read_attachment, suggest)
    resolved = {one.file.path: _resolve(one.file, places) for one in _every(placed, placed_pages)}
    about, about_problems = _about(team_files, teams, places)
    problems += [*_told(resolved.values(), keep_going=keep_going), *about_problems]
    problems += _links_of_others((*files, *read.pages), resolved.keys(), places)

    shown = [one for one in placed if not _absence(one, drafts=drafts)]
    shown.sort(key=_in_time)
    shown_pages = [one for one in placed_pages if not _absence(one, drafts=drafts)]
    notes, name_problems = _make_notes(shown, teams, tree)
    shown_links = (
        *(resolved[one.file.path] for one in _every(shown, shown_pages)),
        *(links for _, links in about.values()),
    )
    needed = {file.source: file for links in shown_links for file in links.files}
    unshown = _faulty(identified, shown, problems, drafts=drafts)
    problems += [*name_problems, *_make_notes(unshown, teams, tree)[1], *_blank(placed)]
    problems += review((*shown, *unshown), identified, teams, as_of)
    listened = {file.path: _listened(file) for file in files}
    return Assembled(
        notes=notes,
        bodies={one.url: _body(one.file.path, resolved[one.file.path], read) for one in _every(shown, shown_pages)},
        pages=tuple(map(make_page, shown_pages)),
        teams=tuple(teams.by_slug.values()),
        about={slug: _body(path, links, read) for slug, (path, links) in about.items()},
        attachments={places.file_urls[path]: needed[path] for path in sorted(needed)},
        mentions=_mentions(shown, notes, resolved, teams) if config.mentions else {},
        left_out=_left_out(tree.notes, placed),
        unavailable=(*_unavailable(identified), *_unavailable_pages(pages)),
        diagnostics=add_source_lines(tree.root, in_order(without_ignored(problems, listened, config))),
    )


def _body(path: str, links: ResolvedLinks, read: Files) -> BodyRef:
    return BodyRef(path, read.digests[path], links.targets)


def _identify_all(
    files: Iterable[NoteFile], teams: Teams, pages: Iterable[PlacedPage], tree: Tree, config: Config
) -> tuple[list[Identified], list[Diagnostic]]:
    identified, problems = [], []
    for file in files:
        one, wrong = identify(file, teams, config)
        problems += wrong
        if one:
            identified.append(one)
    identified, rivalry = settle(identified, config)
    by_url = {one.url: f"`{one.file.path}`" for one in pages if one.url}
    identified, taken = settle_paths(identified, teams.by_slug.values(), by_url, tree.static)
    return identified, [*problems, *rivalry, *taken]


def _resolve(file: AnyFile, places: Places) -> ResolvedLinks:
    """Resolve the links of a file, those of a body without a front matter too."""
    outline = file.outline or file.unplaced
    return resolve_links(file.path, outline, places) if outline else ResolvedLinks()


def _links_of_others(files: Iterable[AnyFile], known: Container[str], places: Places) -> list[Diagnostic]:
    """Return what is wrong with the links of notes that cannot be placed, so that all of it is told at once."""
    others = (_resolve(file, places).problems for file in files if file.path not in known)
    return [problem for problems in others for problem in problems if problem.code != "link-to-left-out"]


def _told(resolved: Iterable[ResolvedLinks], *, keep_going: bool) -> list[Diagnostic]:
    """Return the problems with links; that one leads to a note with errors is news only where that note is left out."""
    problems = (problem for links in resolved for problem in links.problems)
    return [one for one in problems if keep_going or one.code != "link-to-left-out"]


def _linkable(
    tree: Tree, notes: Iterable[Identified], pages: Iterable[PlacedPage], *, drafts: bool
) -> dict[str, Linkable]:
    linkable = dict.fromkeys((*tree.notes, *tree.pages), Linkable(absent="left out"))
    for one in _every(notes, pages):
        linkable[one.file.path] = Linkable(
            url=one.url,
            headings=one.file.outline.headings if one.file.outline else (),
            anchors=one.file.outline.anchors if one.file.outline else (),
            absent=_absence(one, drafts=drafts),
        )
    return linkable


def _every(notes: Iterable[Identified], pages: Iterable[PlacedPage]) -> tuple[Identified | PlacedPage, ...]:
    return (*notes, *pages)


def _absence(one: Identified | PlacedPage, *, drafts: bool) -> str:
    if one.file.is_blank:
        return "blank"
    return "draft" if one.file.fields.draft and not drafts else ""


def _about(
    team_files: Iterable[TeamFile], teams: Teams, places: Places
) -> tuple[dict[str, tuple[str, ResolvedLinks]], list[Diagnostic]]:
    """Resolve the links of what teams say of themselves, by the team's slug, with the file's path."""
    about = {}
    for file in team_files:
        slug = teams.by_folder.get(file.path.rpartition("/")[0])
        if slug and file.outline:
            about[slug] = (file.path, _resolve(file, places))
    return about, [problem for _, links in about.values() for problem in links.problems]


def _make_notes(in_time: Sequence[Identified], teams: Teams, tree: Tree) -> tuple[tuple[Note, ...], list[Diagnostic]]:
    leads = _choose_lead_paragraphs(in_time)
    taken = {path.casefold() for path in tree.static}
    made = [make_note(one, leads.get(one.file.path, ""), teams, taken) for one in in_time]
    return tuple(note for note, _ in made), [problem for _, odd in made for problem in odd]


def _choose_lead_paragraphs(in_time: Iterable[Identified]) -> dict[str, str]:
    series: dict[str, dict[str, Outline]] = defaultdict(dict)
    for one in in_time:
        if one.file.outline:
            series[one.team.slug][one.file.path] = one.file.outline
    chosen: dict[str, str] = {}
    for outlines in series.values():
        chosen |= zip(outlines, choose_lead_paragraphs(tuple(outlines.values())), strict=True)
    return chosen


def _mentions(
    shown: Sequence[Identified], notes: Sequence[Note], resolved: Mapping[str, ResolvedLinks], teams: Teams
) -> dict[str, Mentions]:
    names = gather_names(teams)
    writings = [
        Writing(
            team=one.team.slug,
            names=one.file.outline.names if one.file.outline else b"",
            targets=resolved[one.file.path].targets,
        )
        for one in shown
    ]
    return {
        slug: Mentions(sought=names.sought[slug], notes=tuple(notes[at] for at in reversed(places)))
        for slug, places in find_mentions(writings, names).items()
    }


def _faulty(
    identified: Iterable[Identified], shown: Iterable[Identified], problems: Iterable[Diagnostic], *, drafts: bool
) -> list[Identified]:
    """Return the notes that have errors and can be remarked on even so; of two on one page the errors say enough."""
    passed = {one.file.path for one in shown} | {one.path for one in problems if one.code == "two-notes-one-page"}
    others = (one for one in identified if one.file.path not in passed and one.file.outline and one.file.day)
    return [one for one in others if not _absence(one, drafts=drafts)]


def _in_time(one: Identified) -> tuple[object, ...]:
    return (covered_weeks(one.file, one.team)[-1], one.file.fields.date and one.file.fields.date.at, one.url)


def _blank(identified: Iterable[Identified]) -> list[Diagnostic]:
    message = "the note says nothing below its front matter, so it gets no page and does not count"
    hint = "write it, or delete the file"
    return [warning("blank-note", one.file.whole, message, hint) for one in identified if one.file.is_blank]


def _listened(file: NoteFile) -> Listened:
    return Listened(ignore=file.fields.ignore, day=file.day)


def _left_out(paths: Iterable[str], placed: Iterable[Identified]) -> tuple[str, ...]:
    good = {one.file.path for one in placed}
    return tuple(path for path in paths if path not in good)


def _unavailable(identified: Iterable[Identified]) -> tuple[str, ...]:
    """Return the urls of notes that cannot be placed and are not held back as drafts."""
    absent = (one for one in identified if not one.can_be_placed and not one.file.fields.draft)
    return tuple(sorted({one.url for one in absent}))


def _unavailable_pages(pages: Iterable[PlacedPage]) -> tuple[str, ...]:
    """Return the urls of plain pages that cannot be shown and are not held back as drafts."""
    return tuple(one.url for one in pages if one.url and not one.can_be_shown and not one.file.fields.draft)
