"""Documents with one or many notes: Word files, saved pages and plain texts."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import clues_in, names_weeks
from weeknotes_site.importer.clues.first_lines import opening_days
from weeknotes_site.importer.clues.page_ids import page_ids
from weeknotes_site.importer.clues.paths import file_clue, folder_clues, path_days, year_of
from weeknotes_site.importer.clues.titles import read_title
from weeknotes_site.importer.documents.bylines import take_byline
from weeknotes_site.importer.documents.parts import dates_without_year, other_dates, part_of
from weeknotes_site.importer.documents.plain_text import as_markdown, is_markdown
from weeknotes_site.importer.documents.split import split_parts
from weeknotes_site.importer.found import (
    Clue,
    Content,
    DayClue,
    FindFile,
    FoundNote,
    Reading,
    Skipped,
    author_clues,
    hosts_of,
    title_clues,
    with_own_keys,
)
from weeknotes_site.importer.sources.files import SourceFiles, read_document
from weeknotes_site.importer.sources.paths import join_path
from weeknotes_site.importer.text.headings import without_marks
from weeknotes_site.importer.text.markdown import idiomatic, outside_code
from weeknotes_site.importer.text.tidy import one_line
from weeknotes_site.importer.text.typed_lists import write_typed_lists
from weeknotes_site.model.addresses import split_address

_MAX_SHOWN = 500
_MOST_TITLES = 5
"""Lines above the first note that may name the team; Google Docs puts the page header before the title."""
_BYLINE = "the line below the title"


class Document(Struct, frozen=True, kw_only=True):
    """A document's text in Markdown, with facts about all of it."""

    path: str
    kind: str
    text: str
    title: str = ""
    days: tuple[DayClue, ...] = ()
    last_days: tuple[DayClue, ...] = ()
    """Clues that count only if there are no others."""
    authors: tuple[str, ...] = ()
    authors_how: str = ""
    tags: tuple[str, ...] = ()
    team: str = ""
    """As a property of the document names it."""
    site: str = ""
    is_space: bool = False
    """Whether the site is a team's own space in a wiki."""
    address: str = ""
    files: Mapping[str, bytes] = {}
    anchors: Mapping[str, str] = {}
    is_draft: bool = False
    remarks: tuple[str, ...] = ()


def notes_of(document: Document, files: SourceFiles, *, is_plain: bool = False) -> Reading:
    """Convert a document to one note, or to several if it contains several."""
    above, parts = split_parts(document.text, year_of(document.path, document.title))
    if len(parts) > 1 and not document.authors:
        heading, _, below = above.partition("\n")
        authors, below = take_byline(below)
        if authors:
            document, above = replace(document, authors=authors, authors_how=_BYLINE), f"{heading}\n{below}".strip()
    written = as_markdown if is_plain else as_it_is
    if len(parts) > 1:
        whole = _around(document, files, above)
        return Reading(
            notes=tuple(with_own_keys(_signed(part_of(whole, part, written(part.body))) for part in parts)),
            skipped=tuple(unused_text(document.path, f"{document.title}\n{above}")),
            kinds=(f"{document.kind} with {len(parts)} notes",),
            hosts=hosts_of(document.address),
        )
    unused = ""
    if parts and not document.title and not _says_much(above):
        title, body = parts[0].title.text, parts[0].body
        unused, body = (above, body) if _is_heading(above) else ("", f"{above}\n\n{body}".strip("\n"))
    else:
        title, body = _title(document)
    note = _signed(_from_whole(document, title, files, written(body), unused))
    if not note.days and (dates := dates_without_year(document.text)):
        note = replace(note, remarks=(*note.remarks, dates))
    note = replace(note, remarks=(*note.remarks, *other_dates(document.text)))
    return Reading(
        notes=(note,),
        skipped=tuple(unused_text(document.path, unused)),
        kinds=(document.kind,),
        hosts=hosts_of(document.address),
    )


def unused_text(path: str, above: str) -> Iterator[Skipped]:
    """Yield the text above the first note of a file, which belongs to no note."""
    if text := one_line(above).replace("`", "'"):
        shown = text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"
        yield Skipped(f"the text above the first note of {path}", f"it belongs to no note: `{shown}`")


def as_it_is(text: str) -> str:
    """Return Markdown with the list and heading marks that most people use."""
    return write_typed_lists(outside_code(text, idiomatic))


def from_text(text: str) -> str:
    """Return a plain text as Markdown, unless it is Markdown already."""
    return as_it_is(text) if is_markdown(text) else as_markdown(text)


def _is_heading(above: str) -> bool:
    """Return whether the text above a note is only a heading."""
    line = above.strip()
    return "\n" not in line and (line.startswith("#") or line[-1:] not in ".!?)")


def _says_much(above: str) -> bool:
    """Return whether the text above the first note is more than a document's title."""
    return len(above.split()) > 15


def _title(document: Document) -> tuple[str, str]:
    """Return the document's title and its text without it."""
    if document.title:
        return document.title, document.text
    lines = document.text.lstrip("\n").split("\n")
    first = without_marks(lines[0])
    is_marked = first != lines[0].strip()
    alone = len(lines) < 2 or not lines[1].strip()
    if first and len(first) <= 140 and (lines[0].startswith("# ") or (alone and (is_marked or clues_in(first, "")))):
        return first, "\n".join(lines[1:]).strip("\n")
    return "", document.text


def _around(document: Document, files: SourceFiles, above: str) -> FoundNote:
    """Return the facts that all notes of a document share; `above` is the text above the first of them."""
    folders = tuple(folder_clues(document.path))
    titles = map(read_title, (document.title, *map(without_marks, above.split("\n")[:_MOST_TITLES])))
    team = next((one.team for one in titles if one.is_weeknote and one.team), "")
    named = title_clues(team, "", "the document's title")
    return FoundNote(
        key=document.path,
        body="",
        days=document.days,
        teams=(*named, *folders, *file_clue(document.path)),
        labels=folders,
        authors=document.authors,
        authors_how=document.authors_how,
        tags=document.tags,
        is_draft=document.is_draft,
        find_file=_finder(document, files),
        anchors=document.anchors,
        remarks=document.remarks,
    )


def _from_whole(document: Document, title: str, files: SourceFiles, body: str, above: str) -> FoundNote:
    whole = _around(document, files, above)
    taken = read_title(title)
    site = read_title(document.site)
    is_sure = bool(site.team) or document.is_space
    from_site = (Clue(site.team or document.site, "the site's name", is_sure=is_sure),) if document.site else ()
    # The export keeps the pages of a space in a folder that has the space's key for its name.
    around = from_site if from_site and document.is_space else (*whole.teams, *from_site)
    return replace(
        whole,
        title=title,
        body=body,
        days=(
            *document.days,
            *path_days(document.path, counts_weeks=names_weeks(files.paths)),
            *clues_in(title, "the title"),
            *opening_days(body),
        )
        or document.last_days,
        teams=(*_given_team(document), *title_clues(taken.team, taken.subject, "the title"), *around),
        labels=(*_given_team(document), *whole.labels, *author_clues(document.authors)),
        number=taken.number,
        addresses=tuple(filter(None, (document.address,))),
        export_ids=page_ids(document.path, document.site if document.is_space else ""),
        names=(document.path, PurePosixPath(document.path).name),
    )


def _signed(note: FoundNote) -> FoundNote:
    """Return a note with the authors that the line below its title names, where nothing else names any."""
    authors, body = ((), note.body) if note.authors else take_byline(note.body)
    if not authors:
        return note
    return replace(note, body=body, authors=authors, authors_how=_BYLINE, labels=(*note.labels, *author_clues(authors)))


def _given_team(document: Document) -> tuple[Clue, ...]:
    return (Clue(document.team, "the page's properties"),) if document.team else ()


def _finder(document: Document, files: SourceFiles) -> FindFile:
    folder = PurePosixPath(document.path).parent

    def find(destination: str) -> Content | None:
        if destination in document.files:
            return lambda: document.files[destination]
        path = join_path(folder, unquote(split_address(destination).path))
        return (lambda: read_document(files, path)) if path in files.at_hand else None

    return find
