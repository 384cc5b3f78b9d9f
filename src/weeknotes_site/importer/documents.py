"""Read documents with one or many notes: Word files, saved pages and plain texts."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.importer.dates import (
    clues_in,
    day_of_week,
    names_weeks,
    week_of_folders,
    week_of_numbers,
)
from weeknotes_site.importer.found import (
    Clue,
    Content,
    DayClue,
    FindFile,
    FoundNote,
    Reading,
    Skipped,
    title_clues,
    with_own_keys,
)
from weeknotes_site.importer.identities import page_ids
from weeknotes_site.importer.long_text import split_parts, with_year, without_marks
from weeknotes_site.importer.markdown_text import idiomatic, outside_code
from weeknotes_site.importer.parts import dates_without_year, other_dates, part_of
from weeknotes_site.importer.path_clues import file_clue, folder_clues, year_of
from weeknotes_site.importer.plain_text import as_markdown
from weeknotes_site.importer.source_files import SourceFiles, read_document
from weeknotes_site.importer.source_paths import join_path
from weeknotes_site.importer.tidy import one_line
from weeknotes_site.importer.titles import read_title
from weeknotes_site.importer.typed_lists import write_typed_lists
from weeknotes_site.model.addresses import host_of, split_address
from weeknotes_site.model.days import WEEKDAYS

_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s{0,3}=\s{0,3}["']?([\w-]{1,40})""", re.I)
_MAX_SHOWN = 500
_DAY_FOLDERS = re.compile(r"(?:^|/)(20\d{2})/([01]\d)[/-]([0-3]\d)(?=[/_-])")
_WEEK_NUMBER = re.compile(r"week\s+\d", re.I)


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
    is_draft: bool = False
    remarks: tuple[str, ...] = ()


def notes_of(document: Document, files: SourceFiles, *, is_plain: bool = False) -> Reading:
    """Convert a document to one note, or to several if it contains several."""
    above, parts = split_parts(document.text, year_of(document.path, document.title))
    written = as_markdown if is_plain else as_it_is
    if len(parts) > 1:
        whole = _around(document, files)
        return Reading(
            notes=tuple(with_own_keys(part_of(whole, part, written(part.body)) for part in parts)),
            skipped=tuple(unused_text(document.path, f"{document.title}\n{above}")),
            kinds=(f"{document.kind} with {len(parts)} notes",),
            hosts=_hosts(document),
        )
    unused = ""
    if parts and not document.title and not _says_much(above):
        title, body = parts[0].title.text, parts[0].body
        unused, body = (above, body) if _is_heading(above) else ("", f"{above}\n\n{body}".strip("\n"))
    else:
        title, body = _title(document)
    note = _from_whole(document, title, files, written(body))
    if not note.days and (dates := dates_without_year(document.text)):
        note = replace(note, remarks=(*note.remarks, dates))
    note = replace(note, remarks=(*note.remarks, *other_dates(document.text)))
    return Reading(
        notes=(note,), skipped=tuple(unused_text(document.path, unused)), kinds=(document.kind,), hosts=_hosts(document)
    )


def unused_text(path: str, above: str) -> Iterator[Skipped]:
    """Yield the text above the first note of a file, which no note has."""
    if text := one_line(above).replace("`", "'"):
        shown = text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"
        yield Skipped(f"the text above the first note of {path}", f"it belongs to no note: `{shown}`")


def as_it_is(text: str) -> str:
    """Return Markdown with the signs that most people write."""
    return write_typed_lists(outside_code(text, idiomatic))


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


def path_days(path: str, *, counts_weeks: bool) -> tuple[DayClue, ...]:
    """Return the days that a file's name and folders give; with `counts_weeks`, `2024-07` is a week."""
    pure = PurePosixPath(path)
    parts = pure.parts
    is_index = pure.stem.lower() == "index" and bool(pure.parent.name)
    stem = (pure.parent.name if is_index else pure.stem).replace("_", "-")
    named = clues_in(stem, "the folder's name" if is_index else "the file's name", compact=True)
    if not named and (folders := _DAY_FOLDERS.search(path)):
        named = clues_in("-".join(folders.groups()), "the folders' names")
    if not named and (year := year_of(path)):
        how = f"the file's name, with the year {year} of its path"
        named = tuple(one for one in clues_in(with_year(stem, year), how) if not _WEEK_NUMBER.match(one.written))
    week = week_of_folders((*parts[:-1], PurePosixPath(path).stem))
    week = week or (week_of_numbers(path) if counts_weeks and not named else None)
    return (*named, *((day_of_week(week, "the folder's week", str(week)),) if week else ()))


def opening_days(body: str) -> tuple[DayClue, ...]:
    """Return the dates of the first lines that are little else: `17/02/20 - 21/02/20` as a heading."""
    lines = [line for line in body.split("\n")[:8] if line.strip()][:3]
    return tuple(one for line in lines for one in _days_of_line(line.strip()))


def _days_of_line(line: str) -> Iterator[DayClue]:
    """Yield the days of a line that is little but a date; beside words that say nothing of it, it names no week."""
    bare = without_marks(line)
    title = read_title(bare)
    others = title.without_dates().casefold().split()
    if len(bare) > 80 or any(one in bare for one in _LINKS) or not (title.is_weeknote or len(others) <= 3):
        return
    is_heading = bare != line or title.is_weeknote or all(one.strip(":,.()") in _ABOUT_DATES for one in others)
    for one in clues_in(bare, "the first lines"):
        if one.is_typed:  # others are of another day: "Last time: 13 January 2023"
            yield replace(one, is_typed=is_heading)


_LINKS = ("](", "][", "]:", "://", "href=")
_ABOUT_DATES = frozenset(
    (
        *(day.casefold() for day in WEEKDAYS),
        *(day[:3].casefold() for day in WEEKDAYS),
        *("date", "dated", "for", "from", "of", "on", "posted", "published", "the", "to", "week", "written", "–", "-"),
    )
)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip("\ufeff")


def _is_heading(above: str) -> bool:
    """Return whether the text above a note is a heading and no more."""
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


def _around(document: Document, files: SourceFiles) -> FoundNote:
    """Return the facts that all notes of a document share."""
    folders = tuple(folder_clues(document.path))
    return FoundNote(
        key=document.path,
        body="",
        days=document.days,
        teams=(*folders, *file_clue(document.path)),
        labels=folders,
        authors=document.authors,
        authors_how=document.authors_how,
        tags=document.tags,
        is_draft=document.is_draft,
        find_file=_finder(document, files),
        remarks=document.remarks,
    )


def _from_whole(document: Document, title: str, files: SourceFiles, body: str) -> FoundNote:
    taken = read_title(title)
    site = read_title(document.site)
    folders = tuple(folder_clues(document.path))
    from_path = (*folders, *file_clue(document.path))
    is_sure = bool(site.team) or document.is_space
    from_site = (Clue(site.team or document.site, "the site's name", is_sure=is_sure),) if document.site else ()
    # The export keeps the pages of a space in a folder that has the space's key for its name.
    around = from_site if from_site and document.is_space else (*from_path, *from_site)
    return FoundNote(
        key=document.path,
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
        labels=(*_given_team(document), *folders, *(Clue(one, "the author") for one in document.authors)),
        authors=document.authors,
        authors_how=document.authors_how,
        number=taken.number,
        number_how="the title",
        tags=document.tags,
        is_draft=document.is_draft,
        addresses=tuple(filter(None, (document.address,))),
        export_ids=page_ids(document.path, document.site if document.is_space else ""),
        names=(document.path, PurePosixPath(document.path).name),
        find_file=_finder(document, files),
        remarks=document.remarks,
    )


def _given_team(document: Document) -> tuple[Clue, ...]:
    return (Clue(document.team, "the page's properties"),) if document.team else ()


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
