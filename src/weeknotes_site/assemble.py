"""Combine all files of a site to teams, notes, pages and diagnostics."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.checks import review
from weeknotes_site.checks.ignored import NoteIgnores, without_ignored
from weeknotes_site.config import Config
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.note_file import AnyFile, NoteFile, TeamFile, absence_of
from weeknotes_site.content.reading import Files
from weeknotes_site.content.source_lines import add_source_lines
from weeknotes_site.content.tree import Tree
from weeknotes_site.diagnostics import Diagnostic, in_order, warning
from weeknotes_site.glossary import Glossary
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.joins import Joins
from weeknotes_site.model.note import Note
from weeknotes_site.model.page import PlainPage
from weeknotes_site.model.team import Team
from weeknotes_site.site.attachments import ReadAttachment
from weeknotes_site.site.identified import Identified, identify, settle
from weeknotes_site.site.joins import join_notes
from weeknotes_site.site.links import ResolvedLinks, fixed_within, resolve_links
from weeknotes_site.site.notes import make_notes
from weeknotes_site.site.pages import PlacedPage, make_page, place_pages
from weeknotes_site.site.places import Linkable, Places, gather_places
from weeknotes_site.site.redirects import settle_paths
from weeknotes_site.site.summaries import choose_lead_paragraphs
from weeknotes_site.site.team_files import pair_team_files
from weeknotes_site.site.teams import Teams, check_names, find_teams
from weeknotes_site.site.terms import check_glossary
from weeknotes_site.site.twins import Hidden
from weeknotes_site.suggestions import suggester

Placed = Identified | PlacedPage


class Assembled(Struct, frozen=True, kw_only=True):
    """The contents of a site."""

    notes: tuple[Note, ...]
    """Notes that can be placed, even with errors; drafts only if requested."""
    bodies: Mapping[str, BodyRef]
    """Bodies of notes and plain pages, by url."""
    joins: Joins
    """What notes of one team have to do with each other."""
    pages: tuple[PlainPage, ...]
    teams: tuple[Team, ...]
    about: Mapping[str, BodyRef]
    """Body of each `_team.md`, by team slug."""
    attachments: Mapping[str, Attachment]
    """Files that notes link to, by url."""
    left_out: tuple[str, ...]
    """Paths of notes that cannot be placed."""
    unavailable: tuple[str, ...]
    """Urls of those that have an address and are not drafts."""
    diagnostics: tuple[Diagnostic, ...]


class Inputs(Struct, frozen=True, kw_only=True):
    """Everything that a site is assembled from."""

    tree: Tree
    read: Files
    """On a site in several languages, the files that one of them shows."""
    hidden: tuple[Hidden, ...] = ()
    """The files that only its other languages show."""
    found: tuple[Diagnostic, ...]
    """Diagnostics of files and folders."""
    config: Config
    glossary: Glossary
    read_attachment: ReadAttachment
    as_of: date
    """The day that checks go by."""
    drafts: bool
    keep_going: bool


def assemble_site(inputs: Inputs) -> Assembled:
    """Combine all files and check them.

    The result of an error is the same with and without `keep_going`, which only selects diagnostics.
    """
    tree, read, config, glossary = inputs.tree, inputs.read, inputs.config, inputs.glossary
    hidden, drafts = inputs.hidden, inputs.drafts
    files, suggest = read.notes, suggester()
    absent = (one.file for one in hidden if one.absent)
    every_file: tuple[AnyFile, ...] = (*files, *read.teams, *read.pages, *absent)
    teams, of_teams = find_teams(tree, read.teams, files, config)
    pages, of_pages = place_pages(
        read.pages, tree.static, {"glossary.html": "the glossary"} if glossary.entries else {}
    )
    identified, of_identities = _identify_all(files, teams, pages, tree, config)

    placed: list[Placed] = [one for one in identified if one.can_be_placed]
    placed += [one for one in pages if one.can_be_shown]
    linkable = _linkable(tree, placed, drafts=drafts)
    linkable |= {one.file.path: _linkable_hidden(one, linkable[one.shown]) for one in hidden}
    places = gather_places(
        tree,
        linkable,
        teams,
        inputs.read_attachment,
        suggest,
        to_files=config.to_files,
        has_references=config.references,
    )
    links = {file.path: _resolve(file, places) for file in every_file}

    published = [one for one in placed if not absence_of(one.file, drafts=drafts)]
    shown = sorted((one for one in published if isinstance(one, Identified)), key=_in_time)
    about = _about(read.teams, teams, config)
    left_out = frozenset((*tree.notes, *tree.pages)) - {one.file.path for one in placed}
    notes, of_names = _make_notes(shown, teams, tree, config)
    unshown = _faulty(identified, shown, of_identities, drafts=drafts)
    needed = _needed((*(one.file.path for one in published), *about.values()), links)
    diagnostics = [
        *(*inputs.found, *of_teams, *check_names(teams, files, config, suggest)),
        *(one for file in every_file for one in _own_diagnostics(file, places)),
        *(*of_pages, *of_identities, *_of_links(links, left_out, keep_going=inputs.keep_going), *of_names),
        *(*_make_notes(unshown, teams, tree, config)[1], *_blank(identified)),
        *check_glossary(glossary, teams, suggest),
        *review((*shown, *unshown), identified, teams, inputs.as_of),
    ]
    ignores = {file.path: _ignores(file) for file in every_file if isinstance(file, NoteFile)}
    return Assembled(
        notes=tuple(notes),
        bodies={one.url: _body(one.file.path, links, read) for one in published},
        joins=join_notes(shown, notes, links, teams, glossary, config),
        pages=tuple(make_page(one) for one in published if isinstance(one, PlacedPage)),
        teams=tuple(teams.by_slug.values()),
        about={slug: _body(path, links, read) for slug, path in about.items()},
        attachments={places.file_urls[path]: needed[path] for path in sorted(needed)},
        left_out=(
            *(path for path in tree.notes if path in left_out),
            *(one.file.path for one in hidden if one.absent == "left out"),
        ),
        unavailable=(*_unavailable(identified), *_unavailable_pages(pages)),
        diagnostics=add_source_lines(tree.root, in_order(without_ignored(diagnostics, ignores, config))),
    )


def _body(path: str, links: Mapping[str, ResolvedLinks], read: Files) -> BodyRef:
    return BodyRef(path, read.digests[path], links[path].targets)


def _identify_all(
    files: Iterable[NoteFile], teams: Teams, pages: Iterable[PlacedPage], tree: Tree, config: Config
) -> tuple[list[Identified], list[Diagnostic]]:
    identified, diagnostics = [], []
    for file in files:
        one, wrong = identify(file, teams, config)
        diagnostics += wrong
        if one:
            identified.append(one)
    identified, rivalry = settle(identified, config)
    by_url = {one.url: f"`{one.file.path}`" for one in pages if one.url}
    identified, taken = settle_paths(identified, teams.by_slug.values(), by_url, tree.static, config.language_folders)
    return identified, [*diagnostics, *rivalry, *taken]


def _resolve(file: AnyFile, places: Places) -> ResolvedLinks:
    """Resolve the links of a file, even if its front matter is invalid."""
    outline = file.outline or file.unplaced
    return resolve_links(file.path, outline, places) if outline else ResolvedLinks()


def _own_diagnostics(file: AnyFile, places: Places) -> Iterator[Diagnostic]:
    """Yield what is wrong with a file as such."""
    outline = file.outline or file.unplaced
    return (fixed_within(one, outline, places) for one in file.diagnostics)


def _of_links(
    links: Mapping[str, ResolvedLinks], left_out: Container[str], *, keep_going: bool
) -> Iterator[Diagnostic]:
    """Yield diagnostics of links; a link to a note with errors is reported only if that note is left out."""
    for path, resolved in links.items():
        for one in resolved.diagnostics:
            if one.code != "link-to-left-out" or (keep_going and path not in left_out):
                yield one


def _needed(paths: Iterable[str], links: Mapping[str, ResolvedLinks]) -> dict[str, Attachment]:
    """Return the attachments that files link to, by path."""
    return {file.source: file for path in paths for file in links[path].files}


def _linkable(tree: Tree, placed: Iterable[Placed], *, drafts: bool) -> dict[str, Linkable]:
    linkable = dict.fromkeys((*tree.notes, *tree.pages), Linkable(absent="left out"))
    for one in placed:
        linkable[one.file.path] = Linkable(
            url=one.url,
            headings=one.file.outline.headings if one.file.outline else (),
            anchors=one.file.outline.anchors if one.file.outline else (),
            team=one.team.slug if isinstance(one, Identified) else "",
            number=one.file.number if isinstance(one, Identified) else None,
            absent=absence_of(one.file, drafts=drafts),
        )
    return linkable


def _linkable_hidden(one: Hidden, shown: Linkable) -> Linkable:
    """Return where a link leads to a file that is not shown: to the edition that shows it, else to what is shown."""
    outline = one.file.outline
    if one.absent or shown.absent or not outline:
        return Linkable(absent=one.absent or shown.absent or "left out")
    own = Linkable(url=one.edition + shown.url, headings=outline.headings, anchors=outline.anchors)
    return own if one.edition else replace(own, lacks=own.ids - shown.ids)


def _about(team_files: Iterable[TeamFile], teams: Teams, config: Config) -> dict[str, str]:
    """Return the path of each valid `_team.md`, or its translation, by team slug."""
    pairs = pair_team_files(team_files, teams.by_folder)
    return {slug: file.path for slug, pair in pairs.items() if (file := pair.about(config.edition))}


def _make_notes(
    in_time: Sequence[Identified], teams: Teams, tree: Tree, config: Config
) -> tuple[list[Note], list[Diagnostic]]:
    taken = {path.casefold() for path in tree.static}
    return make_notes(in_time, _choose_lead_paragraphs(in_time), teams, taken, config.tag_names)


def _choose_lead_paragraphs(in_time: Iterable[Identified]) -> dict[str, str]:
    series: dict[str, dict[str, Outline]] = defaultdict(dict)
    for one in in_time:
        if one.file.outline:
            series[one.team.slug][one.file.path] = one.file.outline
    chosen: dict[str, str] = {}
    for outlines in series.values():
        chosen |= zip(outlines, choose_lead_paragraphs(tuple(outlines.values())), strict=True)
    return chosen


def _faulty(
    identified: Iterable[Identified], shown: Iterable[Identified], diagnostics: Iterable[Diagnostic], *, drafts: bool
) -> list[Identified]:
    """Return the notes with errors that are also checked for warnings, except several on the same page."""
    passed = {one.file.path for one in shown} | {one.path for one in diagnostics if one.code == "two-notes-one-page"}
    others = (one for one in identified if one.file.path not in passed and one.file.outline and one.file.day)
    return [one for one in others if not absence_of(one.file, drafts=drafts)]


def _in_time(one: Identified) -> tuple[object, ...]:
    return (one.weeks[-1], one.file.fields.date and one.file.fields.date.at, one.url)


def _blank(identified: Iterable[Identified]) -> list[Diagnostic]:
    message = "the note has no text below its front matter, so it gets no page and does not count"
    hint = "write it, or delete the file"
    blank = (one for one in identified if one.can_be_placed and one.file.is_blank)
    return [warning("blank-note", one.file.whole, message, hint) for one in blank]


def _ignores(file: NoteFile) -> NoteIgnores:
    return NoteIgnores(ignore=file.fields.ignore, day=file.day)


def _unavailable(identified: Iterable[Identified]) -> tuple[str, ...]:
    """Return the urls of notes that cannot be placed and are not drafts."""
    absent = (one for one in identified if not one.can_be_placed and not one.file.fields.draft)
    return tuple(sorted({one.url for one in absent}))


def _unavailable_pages(pages: Iterable[PlacedPage]) -> tuple[str, ...]:
    """Return the urls of plain pages that cannot be shown and are not drafts."""
    return tuple(one.url for one in pages if one.url and not one.can_be_shown and not one.file.fields.draft)
