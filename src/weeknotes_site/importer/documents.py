"""Read documents with one or many notes: Word files, saved pages and plain texts."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from msgspec import Struct

from weeknotes_site.importer.dates import (
    clues_in,
    day_of_week,
    names_weeks,
    week_of_folders,
    week_of_numbers,
)
from weeknotes_site.importer.found import (
    Clue,
    ClueKind,
    Content,
    DayClue,
    FindFile,
    FoundNote,
    Reading,
    Skipped,
    title_clues,
    with_own_keys,
)
from weeknotes_site.importer.long_text import Part, split_parts, without_marks
from weeknotes_site.importer.markdown_text import idiomatic, outside_code
from weeknotes_site.importer.plain_text import as_markdown, is_markdown
from weeknotes_site.importer.source_files import SourceFiles, read_document
from weeknotes_site.importer.source_paths import join_path
from weeknotes_site.importer.titles import is_generic, read_title
from weeknotes_site.importer.typed_lists import write_typed_lists
from weeknotes_site.model.addresses import host_of, split_address

_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s{0,3}=\s{0,3}["']?([\w-]{1,40})""", re.I)
_DASHES = re.compile(r"[-_]+")
_DIGIT = re.compile(r"\d")


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
    site: str = ""
    is_space: bool = False
    """Whether the site is a team's own space in a wiki."""
    address: str = ""
    files: Mapping[str, bytes] = {}
    is_draft: bool = False
    remarks: tuple[str, ...] = ()


def read_text(files: SourceFiles, path: str) -> Reading:
    """Read a plain text; one that is Markdown already is taken as it is."""
    raw = read_document(files, path)
    text = decode_text(raw)
    document = Document(path=path, kind="a text", text=text)
    return notes_of(document, files, is_plain=not is_markdown(text))


def notes_of(document: Document, files: SourceFiles, *, is_plain: bool = False) -> Reading:
    """Convert a document to one note, or to several if it contains several."""
    above, parts = split_parts(document.text)
    written = as_markdown if is_plain else _as_it_is
    find_file = _finder(document, files)
    if len(parts) > 1:
        notes = tuple(with_own_keys(_from_part(part, document, find_file, written(part.body)) for part in parts))
        lost = (Skipped(f"the text above the first note of {document.path}", "it belongs to no note"),)
        return Reading(
            notes=notes,
            skipped=lost if _says_much(above) else (),
            kinds=(f"{document.kind} with {len(parts)} notes",),
            hosts=_hosts(document),
        )
    if parts and not document.title and not _says_much(above):
        title, body = parts[0].title.text, parts[0].body
    else:
        title, body = _title(document)
    note = _from_whole(document, title, files, written(body))
    return Reading(notes=(note,), kinds=(document.kind,), hosts=_hosts(document))


def decode_text(raw: bytes, *, is_html: bool = False) -> str:
    """Decode a text by its BOM, what HTML says of itself, as UTF-8, else as Windows-1252."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return _lines(raw.decode(name, "replace"))
    declared = _CHARSET.search(raw[:4_000])
    names = ["utf-8", *([declared[1].decode("ascii", "replace")] if is_html and declared else []), "cp1252"]
    for name in names:
        try:
            return _lines(raw.decode(name))
        except (UnicodeError, LookupError):
            continue
    return _lines(raw.decode("cp1252", "replace"))


def path_days(path: str, *, counts_weeks: bool = False) -> tuple[DayClue, ...]:
    """Return the days that a file's name and folders give; with `counts_weeks`, `2024-07` is a week."""
    parts = PurePosixPath(path).parts
    named = clues_in(PurePosixPath(path).stem.replace("_", "-"), "the file's name", compact=True)
    week = week_of_folders((*parts[:-1], PurePosixPath(path).stem))
    week = week or (week_of_numbers(path) if counts_weeks and not named else None)
    return (*named, *((day_of_week(week, "the folder's week", str(week)),) if week else ()))


def opening_days(body: str) -> tuple[DayClue, ...]:
    """Return the dates of the first lines that are little else: `17/02/20 - 21/02/20` as a heading."""
    lines = [without_marks(line) for line in body.split("\n")[:8] if line.strip()]
    dated = (line for line in lines[:3] if "](" not in line and _is_date_line(line))
    return tuple(one for line in dated for one in clues_in(line, "the first lines"))


def _is_date_line(line: str) -> bool:
    title = read_title(line)
    return len(line) <= 80 and bool(title.days) and (title.is_weeknote or len(title.without_dates().split()) <= 3)


def folder_clues(path: str) -> Iterator[Clue]:
    """Yield the folders of a path that could name a team, the outermost first."""
    for folder in PurePosixPath(path).parts[:-1]:
        name = _DASHES.sub(" ", folder).strip()
        if name and not is_generic(name) and not _DIGIT.search(name) and name.casefold() not in _NO_TEAMS:
            yield Clue(_titled(name), f"the folder `{folder}`", kind=ClueKind.FOLDER)


_NO_TEAMS = frozenset(
    ("content", "src", "drafts", "pages", "en", "docs", "documents", "files", "site", "data", "archive", "archives")
)


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip("\ufeff")


def _as_it_is(text: str) -> str:
    return write_typed_lists(outside_code(text, idiomatic))


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


def _from_part(part: Part, document: Document, find_file: FindFile, body: str) -> FoundNote:
    title, folders = part.title, tuple(folder_clues(document.path))
    return FoundNote(
        key=f"{document.path}#{title.text}",
        title=title.text,
        body=body,
        days=(*(one.clue(title.text, "the title") for one in title.days), *document.days),
        teams=(*title_clues(title.team, title.subject, "the title"), *folders, *_file_clue(document.path)),
        labels=folders,
        authors=document.authors,
        authors_how=document.authors_how,
        number=title.number,
        number_how="the title",
        find_file=find_file,
        remarks=document.remarks,
    )


def _from_whole(document: Document, title: str, files: SourceFiles, body: str) -> FoundNote:
    taken = read_title(title)
    site = read_title(document.site)
    folders = tuple(folder_clues(document.path))
    named = (*title_clues(taken.team, taken.subject, "the title"), *folders, *_file_clue(document.path))
    if document.site:
        named += (Clue(site.team or document.site, "the site's name", is_sure=bool(site.team) or document.is_space),)
    return FoundNote(
        key=document.path,
        title=title,
        body=body,
        days=(
            *document.days,
            *path_days(document.path, counts_weeks=names_weeks(files.paths)),
            *clues_in(title, "the title"),
            *opening_days(body),
            *document.last_days,
        ),
        teams=named,
        labels=(*folders, *(Clue(one, "the author") for one in document.authors)),
        authors=document.authors,
        authors_how=document.authors_how,
        number=taken.number,
        number_how="the title",
        tags=document.tags,
        is_draft=document.is_draft,
        addresses=tuple(filter(None, (document.address,))),
        names=(document.path, PurePosixPath(document.path).name),
        find_file=_finder(document, files),
        remarks=document.remarks,
    )


def _file_clue(path: str) -> Iterator[Clue]:
    """Yield the team that a file's name gives: `data-platform-weeknotes.docx`."""
    name = read_title(_DASHES.sub(" ", PurePosixPath(path).stem))
    if name.is_weeknote:
        team = read_title(name.text.title()).team
        if team:
            yield Clue(team[:1] + team[1:].lower() if team.count(" ") else team, "the file's name")


def _hosts(document: Document) -> frozenset[str]:
    return frozenset(filter(None, (host_of(document.address),)))


def _finder(document: Document, files: SourceFiles) -> FindFile:
    folder = PurePosixPath(document.path).parent

    def find(destination: str) -> Content | None:
        if destination in document.files:
            return lambda: document.files[destination]
        path = join_path(folder, unquote(split_address(destination).path))
        return (lambda: read_document(files, path)) if path in files.at_hand else None

    return find
