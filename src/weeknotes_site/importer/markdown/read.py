"""Markdown of other generators, with one note per file: Jekyll, Hugo, Eleventy, Pelican, Zola, Obsidian, folders."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from msgspec.structs import replace

from weeknotes_site.content.text.merge_conflicts import find_conflict
from weeknotes_site.content.text.source import Source
from weeknotes_site.importer.clues.dates import as_local, find_days
from weeknotes_site.importer.clues.page_ids import page_ids
from weeknotes_site.importer.clues.paths import folder_clues, jekyll_home_clues, year_of
from weeknotes_site.importer.clues.titles import read_title
from weeknotes_site.importer.documents.notes import Document, notes_of, unused_text
from weeknotes_site.importer.documents.parts import dates_without_year, part_of
from weeknotes_site.importer.documents.split import split_parts
from weeknotes_site.importer.found import (
    Clue,
    Content,
    FindFile,
    FoundNote,
    Reading,
    author_clues,
    hosts_of,
    not_published,
    only_skipped,
    with_own_keys,
)
from weeknotes_site.importer.generators.addresses import language_of
from weeknotes_site.importer.generators.defaults import defaults_of
from weeknotes_site.importer.generators.front_matter import FrontMatter, read_front_matter, text
from weeknotes_site.importer.generators.held_back import why_held_back
from weeknotes_site.importer.generators.library import Library
from weeknotes_site.importer.generators.settings import Generator
from weeknotes_site.importer.generators.values import values_of_page
from weeknotes_site.importer.markdown.calls import in_italics
from weeknotes_site.importer.markdown.dialects import Dialects, unescape
from weeknotes_site.importer.markdown.keys import (
    AUTHORS,
    SUMMARIES,
    UPDATED,
    addresses_of,
    authors_of,
    categories_of,
    days_of,
    first_of,
    link_names,
    pictures_of,
    tags_of,
    team_lists_of,
    teams_of,
    title_of,
    unused_keys,
    with_plain_date,
)
from weeknotes_site.importer.reading_options import ReadingOptions
from weeknotes_site.importer.sources.decode import decode_text
from weeknotes_site.importer.sources.files import read_document
from weeknotes_site.importer.sources.paths import MARKDOWN, join_path
from weeknotes_site.importer.sources.uploads import is_same_picture
from weeknotes_site.importer.text.headings import head_bold_lines
from weeknotes_site.importer.text.markdown import pictures_in
from weeknotes_site.model.addresses import split_address

_ESCAPE = re.compile(r"\\[.\-!]")
_COLLECTION = re.compile(r"(?:^|/)_\w[\w-]*/")
_MERGED = ("a merge left two versions of the text in it: keep one, without `<<<<<<<`",)
_SMALL_NUMBER = re.compile(r"\d{1,6}")
_LAYOUT = frozenset(
    ["layout", "type", "template", "theme", "comments", "math", "toc", "weight", "menu", "menus", "excerpt_separator"]
)
_NO_NOTES = re.compile(
    r"(?:^|/)(?:readme|license|licence|changelog|contributing|code_of_conduct|import-report|_index|404|about|tags|categories|search)"
    r"\.\w+$|(?:^|/)(?:_includes|_layouts|_data|archetypes|scaffolds|templates|_templates)/",
    re.I,
)


def read_markdown(library: Library, path: str, generator: Generator, options: ReadingOptions) -> Reading:
    """Read a Markdown file; pages of a generator that are not posts are skipped."""
    text = decode_text(read_document(library.files, path))
    own, is_merged = read_front_matter(path, text), find_conflict(Source(path, text)) is not None
    own = replace(own, values=with_plain_date(own.values))
    defaults = defaults_of(library.defaults, path)
    front, zone_remarks = _in_zone(_with_defaults(own, defaults, generator), generator.zone)
    held = why_held_back(path, front.values, generator.name, options.as_of)
    if why := _why_skipped(path, own, held="" if options.with_drafts else held, generator=generator):
        return only_skipped(path, why)
    dialects = Dialects(
        is_templated=bool(generator.name),
        has_components=generator.has_components or path.lower().endswith(".mdx"),
        prefix=generator.prefix,
        values={**library.values, **values_of_page(front.values, generator)},
    )
    body = _body(path, front.body, dialects)
    if not front.form and not (generator.name == "Eleventy" and defaults):
        document = _as_document(path, body, dialects, is_draft=bool(held or is_merged))
        body = document.text
        if len(split_parts(body, year_of(path))[1]) > 1 or not find_days(PurePosixPath(path).stem, compact=True):
            return notes_of(document, library.files)
    found = _make_note(path, front, body, generator, dialects, library)
    shown, picture = _picture(found, own.values)
    others = unused_keys(own.values, shown)
    remarks = (*(_MERGED if is_merged else ()), *zone_remarks, *_remarks(front, dialects, others, options))
    note = replace(
        found,
        body=f"{picture}{found.body}",
        authors_how="the front matter" if authors_of(own.values) else "the site's settings",
        is_draft=bool(held or front.failure or is_merged),
        extra=others if options.keep_keys else {},
        remarks=remarks,
    )
    return _reading(note, front, generator, library)


def _with_defaults(own: FrontMatter, defaults: Mapping[str, Any], generator: Generator) -> FrontMatter:
    """Return front matter with the keys that settings and data files give the page."""
    if authors_of(own.values):
        defaults = {key: value for key, value in defaults.items() if key not in AUTHORS}
    params = own.values.get("params") if generator.name == "Hugo" else None
    return replace(own, values={**defaults, **(params if isinstance(params, Mapping) else {}), **own.values})


def _reading(note: FoundNote, front: FrontMatter, generator: Generator, library: Library) -> Reading:
    """Return a note, or several where neither keys nor title give a day and the headings are days."""
    kind = f"{generator.name} posts" if generator.name else "Markdown files"
    hosts = hosts_of(generator.base)
    if not any(days_of(note.key, front.values, note.title, "", counts_weeks=library.counts_weeks)):
        return _of_several_days(note, kind, hosts)
    return Reading(notes=(note,), kinds=(kind,), hosts=hosts)


def _as_document(path: str, body: str, dialects: Dialects, *, is_draft: bool) -> Document:
    """Return a file without front matter as a document, which may hold several notes."""
    # Google Docs escapes every full stop and hyphen, which people do not.
    is_google = bool(dialects.files) or len(_ESCAPE.findall(body)) > 3
    return Document(
        path=path,
        kind="Markdown",
        text=head_bold_lines(unescape(body)) if is_google else body,
        files=dialects.files,
        anchors=dialects.anchors,
        is_draft=is_draft,
        remarks=dialects.remarks(),
    )


def _of_several_days(note: FoundNote, kind: str, hosts: frozenset[str]) -> Reading:
    """Split a file whose headings are the days of several notes."""
    above, parts = split_parts(note.body, year_of(note.key, note.title))
    if len(parts) > 1:
        notes = with_own_keys(part_of(_without_own(note), part, part.body) for part in parts)
        unused = unused_text(note.key, "\n".join((note.title, note.summary, above)))
        return Reading(notes=tuple(notes), skipped=tuple(unused), kinds=(kind,), hosts=hosts)
    if not note.days and (dates := dates_without_year(note.body)):
        note = replace(note, remarks=(*note.remarks, dates))
    return Reading(notes=(note,), kinds=(kind,), hosts=hosts)


def _without_own(note: FoundNote) -> FoundNote:
    """Return the facts in a file's front matter that apply to all its notes."""
    return replace(note, days=(), summary="", updated="", id="", export_ids=(), addresses=(), names=())


def _in_zone(front: FrontMatter, zone: str) -> tuple[FrontMatter, tuple[str, ...]]:
    """Return front matter with its date as the generator shows it."""
    written = text(front.values.get("date"))
    local, remarks = as_local(written, zone)
    return (replace(front, values={**front.values, "date": local}) if local else front), remarks


def _why_skipped(path: str, own: FrontMatter, *, held: str, generator: Generator) -> str:
    if _NO_NOTES.search(path) and "date" not in own.values:
        return "it is a page of the site or of the repository, not a note"
    if generator.name == "Hexo" and not _COLLECTION.search(path):
        return "it is a page, not a post"
    if generator.name == "Jekyll" and not _COLLECTION.search(path) and "date" not in own.values:
        return "it is a page, not a post"
    return not_published(held) if held else ""


def _body(path: str, text: str, dialects: Dialects) -> str:
    """Return a file's text as plain Markdown; generators also read HTML with front matter."""
    if path.lower().endswith(MARKDOWN):
        return dialects.translate(text)
    from weeknotes_site.importer.html.convert import to_markdown

    converted = to_markdown(dialects.translate(text, is_wiki=False))
    dialects.files.update(converted.files)
    dialects.anchors.update(converted.anchors)
    dialects.hidden["hidden HTML"] += converted.hidden_words
    return converted.markdown


def _make_note(
    path: str, front: FrontMatter, body: str, generator: Generator, dialects: Dialects, library: Library
) -> FoundNote:
    values = front.values
    title, how, body = title_of(values, body)
    taken = read_title(title)
    categories = tuple(categories_of(values, generator))
    labels = _labels(path, values, categories, generator)
    written = authors_of(values)
    authors = tuple(dict.fromkeys(library.people.get(one.casefold(), one) for one in written))
    number = text(values.get("number")) or text(values.get("issue"))
    identity = text(values.get("id"))
    return FoundNote(
        key=path,
        title=title,
        body=body,
        days=tuple(days_of(path, values, title, body, counts_weeks=library.counts_weeks)),
        teams=tuple(teams_of(values, title, how, labels, generator.title)),
        labels=(*labels, *author_clues(dict.fromkeys((*written, *authors)))),
        authors=authors,
        number=int(number) if _SMALL_NUMBER.fullmatch(number) else taken.number,
        number_how="the front matter" if number.isdigit() else how,
        tags=tags_of(values),
        summary=text(first_of(values, SUMMARIES)),
        summary_how="the front matter",
        lang=text(values.get("lang")) or text(values.get("language")) or language_of(generator, path),
        updated=text(first_of(values, UPDATED))[:10],
        id=identity if "://" in identity or identity.startswith("urn:") else "",
        export_ids=page_ids(path),
        addresses=tuple(addresses_of(path, values, generator, categories, title)),
        names=tuple(link_names(path, values, title)),
        find_file=_finder(path, library, generator, dialects),
        anchors=dialects.anchors,
    )


def _labels(path: str, values: Mapping[str, Any], categories: Iterable[Clue], generator: Generator) -> tuple[Clue, ...]:
    """Return what may name the note's team: categories, lists of teams and folders, the most certain first."""
    inside = path.removeprefix(generator.root)
    if generator.name and PurePosixPath(path).stem == "index":
        folders = folder_clues(str(PurePosixPath(inside).parent))  # the last folder is the note's, not a team's
    else:
        folders = folder_clues(inside)
    homes = jekyll_home_clues(inside) if generator.name == "Jekyll" else ()
    return (*homes, *categories, *team_lists_of(values), *folders)


def _picture(note: FoundNote, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return the key of the picture above a page and that picture, if the source has it and the text does not."""
    for key, source, alt, caption in pictures_of(values):
        has_file = bool(source) and note.find_file(source) is not None
        if has_file and not any(is_same_picture(one, source) for one in pictures_in(note.body)):
            below = f"{in_italics(caption)}\n\n" if caption else ""
            return key, f"![{alt}]({quote(source, safe='/:')})\n\n{below}"
    return "", ""


def _finder(path: str, library: Library, generator: Generator, dialects: Dialects) -> FindFile:
    folder = PurePosixPath(path).parent

    def find(destination: str) -> Content | None:
        name = unquote(split_address(destination).path)
        if name in dialects.files:
            return lambda: dialects.files[name]
        if generator.prefix and name.startswith(f"{generator.prefix}/"):
            name = name.removeprefix(generator.prefix)
        root = PurePosixPath(generator.root or ".")
        homes = (folder, root, root / "static", root / "content", root / "src", root / "public", root / "assets")
        tried = (join_path(home, name.lstrip("/") if home != folder else name) for home in homes)
        found = next((one for one in tried if one in library.paths), "")
        found = found or library.only_one.get(PurePosixPath(name).name, "")
        return (lambda: read_document(library.files, found)) if found else None

    return find


def _remarks(
    front: FrontMatter, dialects: Dialects, others: Mapping[str, Any], options: ReadingOptions
) -> Iterator[str]:
    if front.failure:
        yield f"its front matter could not be read: {front.failure}"
    yield from dialects.remarks()
    dropped = sorted(key for key in others if key not in _LAYOUT)
    if dropped and not options.keep_keys:
        yield f"these keys were left out: {', '.join(f'`{key}`' for key in dropped)} (`--keep-keys` keeps them)"
