"""Combine all files of a site into teams, notes, pages and diagnostics."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.checks import review
from weeknotes_site.config import Config
from weeknotes_site.content.dates.unknown_years import with_closest
from weeknotes_site.content.files.misnamed import find_documents
from weeknotes_site.content.files.tree import Tree
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.note_file import AnyFile, NoteFile, TeamFile, absence_of
from weeknotes_site.content.reading import Files
from weeknotes_site.content.text.source import add_source_lines
from weeknotes_site.diagnostics import Diagnostic, in_order, warning
from weeknotes_site.glossary import Glossary
from weeknotes_site.languages import find_language
from weeknotes_site.model.archive import Archive, build_archive
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.model.terms import GLOSSARY_PAGE
from weeknotes_site.site.attachments import ReadAttachment
from weeknotes_site.site.identified import Identified, identify, settle
from weeknotes_site.site.ignored import without_ignored
from weeknotes_site.site.joins import join_notes
from weeknotes_site.site.links import ResolvedLinks, fixed_within, resolve_links
from weeknotes_site.site.notes import make_notes
from weeknotes_site.site.pages import PlacedPage, make_page, place_pages, settle_former_paths
from weeknotes_site.site.places import Linkable, LinkTargets, gather_places
from weeknotes_site.site.redirects import settle_paths
from weeknotes_site.site.summaries import choose_lead_paragraphs
from weeknotes_site.site.team_files import pair_team_files
from weeknotes_site.site.teams import Teams, check_names, find_teams
from weeknotes_site.site.terms import check_glossary
from weeknotes_site.site.twins import Hidden
from weeknotes_site.suggestions import Suggest, suggester

Placed = Identified | PlacedPage
_NO_LINKS = ResolvedLinks()
_DATED = frozenset(("invalid-date", "invalid-week", "missing-key", "misnamed-file"))
"""Codes whose hints may have a date or week that depends on the day of the build."""


class AssembledEdition(Struct, frozen=True, kw_only=True):
    """The contents of a site in one language."""

    archive: Archive
    """Notes that can be placed, even with errors; drafts only if requested."""
    attachments: Mapping[str, Attachment]
    """Files that notes link to, by url."""
    left_out: tuple[str, ...]
    """Paths of notes that cannot be placed."""
    diagnostics: tuple[Diagnostic, ...]


class Inputs(Struct, frozen=True, kw_only=True):
    """Everything that a site is assembled from."""

    tree: Tree
    read: Files
    """The files of one edition."""
    hidden: tuple[Hidden, ...] = ()
    """The files that only other editions show."""
    found: tuple[Diagnostic, ...]
    """Diagnostics of files and folders."""
    config: Config
    glossary: Glossary
    read_attachment: ReadAttachment
    as_of: date
    """Date that checks compare with."""
    drafts: bool
    keep_going: bool


def assemble_edition(inputs: Inputs) -> AssembledEdition:
    """Combine the files of a site in one language and check them.

    The result of an error is the same with and without `keep_going`, which only selects diagnostics.
    """
    suggest = suggester()
    located = _locate(inputs, suggest)
    linked = _link(inputs, located, suggest)
    placed = located.placed
    published = [one for one in placed if not absence_of(one.file, drafts=inputs.drafts)]
    shown = sorted((one for one in published if isinstance(one, Identified)), key=_in_time)
    notes, of_names = _make_notes(shown, located.teams, inputs)
    about = _about(inputs.read.teams, located.teams, inputs.config)
    left_out = frozenset((*inputs.tree.notes, *inputs.tree.pages)) - {one.file.path for one in placed}
    hidden_with_errors = (one.file.path for one in inputs.hidden if one.absent == "left out")
    of_site = (*inputs.found, *located.diagnostics, *of_names, *_review(inputs, located, shown, suggest))
    archive = build_archive(
        notes,
        located.teams.by_slug.values(),
        bodies={one.url: linked.body(one.file, inputs.read) for one in published},
        about={slug: linked.body(file, inputs.read) for slug, file in about.items()},
        unavailable=_unavailable(located.every),
        pages=tuple(make_page(one) for one in published if isinstance(one, PlacedPage)),
        joins=join_notes(shown, notes, linked.links, located.teams, inputs.glossary, inputs.config),
        sort_key=find_language(inputs.config.language).sort_key,
    )
    return AssembledEdition(
        archive=archive,
        attachments=linked.attachments((*(one.file for one in published), *about.values())),
        left_out=(*(path for path in inputs.tree.notes if path in left_out), *hidden_with_errors),
        diagnostics=_not_ignored((*of_site, *_of_files(inputs, linked, left_out)), linked.files, inputs),
    )


class _Located(Struct, frozen=True, kw_only=True):
    """Teams, and the addresses of notes and plain pages."""

    teams: Teams
    notes: list[Identified]
    pages: list[PlacedPage]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def every(self) -> tuple[Placed, ...]:
        """Notes and plain pages."""
        return (*self.notes, *self.pages)

    @property
    def placed(self) -> list[Placed]:
        """Those that can be placed."""
        return [one for one in self.every if one.can_be_placed]


def _locate(inputs: Inputs, suggest: Suggest) -> _Located:
    tree, read, config = inputs.tree, inputs.read, inputs.config
    teams, of_teams = find_teams(tree, read.teams, read.notes, config, suggest)
    ours = {GLOSSARY_PAGE: "the glossary"} if inputs.glossary.entries else {}
    pages, of_pages = place_pages(read.pages, tree.static, ours)
    taken = ours | {one.url: f"`{one.file.path}`" for one in pages if one.url}
    notes, of_notes = _identify_all(read.notes, teams, taken, tree, config)
    pages, of_paths = settle_former_paths(pages, notes, tree.static, ours, config.language_folders)
    return _Located(teams=teams, notes=notes, pages=pages, diagnostics=(*of_teams, *of_pages, *of_notes, *of_paths))


class _Linked(Struct, frozen=True, kw_only=True):
    """The files of an edition with their links."""

    files: tuple[AnyFile, ...]
    places: LinkTargets
    links: Mapping[str, ResolvedLinks]
    """By the path of the file."""

    def body(self, file: AnyFile, read: Files) -> BodyRef:
        """Return the body of a file, with its links."""
        return BodyRef(file.path, read.digests[file.path], self.links[file.path].targets)

    def attachments(self, files: Iterable[AnyFile]) -> dict[str, Attachment]:
        """Return the attachments that files link to, by url, in the order of their paths."""
        needed = {linked.source: linked for file in files for linked in self.links[file.path].files}
        return {self.places.file_urls[path]: needed[path] for path in sorted(needed)}


def _link(inputs: Inputs, located: _Located, suggest: Suggest) -> _Linked:
    read = inputs.read
    absent = (one.file for one in inputs.hidden if one.absent)
    files: tuple[AnyFile, ...] = (*read.notes, *read.teams, *read.pages, *absent)
    places = _gather_places(inputs, located, suggest)
    return _Linked(files=files, places=places, links={file.path: _resolve(file, places) for file in files})


def _identify_all(
    files: Iterable[NoteFile], teams: Teams, pages: Mapping[str, str], tree: Tree, config: Config
) -> tuple[list[Identified], list[Diagnostic]]:
    identified, diagnostics = [], []
    for file in files:
        one, wrong = identify(file, teams, config)
        diagnostics += wrong
        if one:
            identified.append(one)
    identified, rivalry = settle(identified, config)
    identified, taken = settle_paths(identified, teams.by_slug.values(), pages, tree.static, config.language_folders)
    return identified, [*diagnostics, *rivalry, *taken]


def _resolve(file: AnyFile, places: LinkTargets) -> ResolvedLinks:
    """Resolve the links of a file, even if its front matter is invalid."""
    outline = file.outline or file.unplaced
    return resolve_links(file.path, outline, places) if outline and outline.links else _NO_LINKS


def _of_files(inputs: Inputs, linked: _Linked, left_out: Container[str]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the files themselves, of their links, and of documents that are not linked."""
    for file in linked.files:
        if file.diagnostics:
            outline = file.outline or file.unplaced
            yield from filter(None, (fixed_within(one, outline, linked.places) for one in file.diagnostics))
    yield from _of_links(linked.links, left_out, keep_going=inputs.keep_going)
    yield from _documents(inputs, linked.links)


def _of_links(
    links: Mapping[str, ResolvedLinks], left_out: Container[str], *, keep_going: bool
) -> Iterator[Diagnostic]:
    """Yield diagnostics of links; a link to a note with errors is reported only if that note is left out."""
    for path, resolved in links.items():
        for one in resolved.diagnostics:
            if one.code != "link-to-left-out" or (keep_going and path not in left_out):
                yield one


def _documents(inputs: Inputs, links: Mapping[str, ResolvedLinks]) -> Iterator[Diagnostic]:
    """Yield documents named like notes; on a site in several languages, files that are not shown may link to them."""
    if not inputs.hidden:
        linked = (file.source for resolved in links.values() for file in resolved.files)
        yield from find_documents(inputs.tree.others, inputs.tree.notes, linked)


def _gather_places(inputs: Inputs, located: _Located, suggest: Suggest) -> LinkTargets:
    linkable = _linkable(inputs.tree, located.placed, drafts=inputs.drafts)
    linkable |= {one.file.path: _linkable_hidden(one, linkable[one.shown]) for one in inputs.hidden}
    return gather_places(
        inputs.tree,
        linkable,
        located.teams,
        inputs.read_attachment,
        suggest,
        to_files=inputs.config.to_files,
        has_references=inputs.config.references,
    )


def _linkable(tree: Tree, placed: Iterable[Placed], *, drafts: bool) -> dict[str, Linkable]:
    linkable = dict.fromkeys((*tree.notes, *tree.pages), Linkable(absent="left out"))
    for one in placed:
        linkable[one.file.path] = Linkable(
            url=one.url,
            headings=one.file.outline.headings if one.file.outline else (),
            anchors=one.file.outline.anchors if one.file.outline else (),
            title=one.file.outline.title if one.file.outline else "",
            team=one.team.slug if isinstance(one, Identified) else "",
            number=one.file.referable_number if isinstance(one, Identified) else None,
            absent=absence_of(one.file, drafts=drafts),
        )
    return linkable


def _linkable_hidden(one: Hidden, shown: Linkable) -> Linkable:
    """Return the target of links to a hidden file: its page in another edition, else the page shown instead."""
    outline = one.file.outline
    if one.absent or shown.absent or not outline:
        return Linkable(absent=one.absent or shown.absent or "left out")
    own = Linkable(url=one.edition + shown.url, headings=outline.headings, anchors=outline.anchors, title=outline.title)
    return own if one.edition else replace(own, lacks=own.ids - shown.ids)


def _about(team_files: Iterable[TeamFile], teams: Teams, config: Config) -> dict[str, TeamFile]:
    """Return each valid `_team.md`, or its translation, by team slug."""
    pairs = pair_team_files(team_files, teams.by_folder)
    return {slug: file for slug, pair in pairs.items() if (file := pair.about(config.edition))}


def _make_notes(in_time: Sequence[Identified], teams: Teams, inputs: Inputs) -> tuple[list[Note], list[Diagnostic]]:
    taken = {path.casefold() for path in inputs.tree.static}
    return make_notes(in_time, _choose_lead_paragraphs(in_time), teams, taken, inputs.config.tag_names)


def _choose_lead_paragraphs(in_time: Iterable[Identified]) -> dict[str, str]:
    series: dict[str, dict[str, Outline]] = defaultdict(dict)
    for one in in_time:
        if one.file.outline:
            series[one.team.slug][one.file.path] = one.file.outline
    chosen: dict[str, str] = {}
    for outlines in series.values():
        chosen |= zip(outlines, choose_lead_paragraphs(tuple(outlines.values())), strict=True)
    return chosen


def _review(inputs: Inputs, located: _Located, shown: Sequence[Identified], suggest: Suggest) -> Iterator[Diagnostic]:
    """Yield diagnostics that need other files: of names, of the glossary, and of notes, including those with errors."""
    teams = located.teams
    yield from check_names(teams, inputs.read.notes, inputs.config, suggest)
    yield from check_glossary(inputs.glossary, teams, suggest)
    yield from _blank(located.notes)
    faulty = _faulty(located, shown, drafts=inputs.drafts)
    yield from _make_notes(faulty, teams, inputs)[1]
    yield from review((*shown, *faulty), located.notes, inputs.read.teams, teams, inputs.as_of, inputs.config.language)


def _faulty(located: _Located, shown: Iterable[Identified], *, drafts: bool) -> list[Identified]:
    """Return the notes with errors that are also checked for warnings, except several on the same page."""
    on_one_page = {one.path for one in located.diagnostics if one.code == "two-notes-one-page"}
    passed = {one.file.path for one in shown} | on_one_page
    others = (one for one in located.notes if one.file.path not in passed and one.file.outline and one.file.day)
    return [one for one in others if not absence_of(one.file, drafts=drafts)]


def _in_time(one: Identified) -> tuple[object, ...]:
    return (one.weeks[-1], one.file.fields.date and one.file.fields.date.at, one.url)


def _blank(identified: Iterable[Identified]) -> list[Diagnostic]:
    message = "the note has no text below its front matter, so it gets no page and does not count"
    hint = "write it, or delete the file"
    blank = (one for one in identified if one.can_be_placed and one.file.is_blank)
    return [warning("blank-note", one.file.whole, message, hint) for one in blank]


def _not_ignored(diagnostics: Iterable[Diagnostic], files: Iterable[AnyFile], inputs: Inputs) -> tuple[Diagnostic, ...]:
    """Return complete diagnostics in order, without those that settings or notes ignore."""
    notes = {file.path: file for file in files if isinstance(file, NoteFile)}
    dated = (
        replace(one, hint=with_closest(one.hint, inputs.as_of)) if one.code in _DATED else one for one in diagnostics
    )
    return add_source_lines(inputs.tree.root, in_order(without_ignored(dated, notes, inputs.config)))


def _unavailable(every: Iterable[Placed]) -> tuple[str, ...]:
    """Return the urls of notes and plain pages that cannot be placed and are not drafts."""
    absent = (one for one in every if one.url and not one.can_be_placed and not one.file.fields.draft)
    return tuple(sorted({one.url for one in absent}))
