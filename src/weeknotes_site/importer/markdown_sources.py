"""Markdown of other generators, a note a file: Jekyll, Hugo, Eleventy, Pelican, Zola, Obsidian and plain folders."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from weeknotes_site.importer.dates import clues_in, find_days
from weeknotes_site.importer.documents import (
    Document,
    decode_text,
    folder_clues,
    join_path,
    notes_of,
    opening_days,
    path_days,
)
from weeknotes_site.importer.found import Clue, Content, DayClue, FindFile, FoundNote, Reading, Skipped
from weeknotes_site.importer.generators import Generator, address_of
from weeknotes_site.importer.long_text import split_parts, without_marks
from weeknotes_site.importer.markdown_dialects import Dialects, unescape
from weeknotes_site.importer.other_front_matter import FrontMatter, read_front_matter, text, texts
from weeknotes_site.importer.source_files import SourceFiles, read_document
from weeknotes_site.importer.titles import is_generic, read_title

_DAYS = ("date", "published", "publishdate", "pubdate", "published_at", "created", "created_at", "datetime")
_WEEK_ENDS = ("week_ending", "week-ending", "weekending", "week_end", "week")
_UPDATED = ("updated", "lastmod", "modified", "last_modified_at")
_AUTHORS = ("author", "authors", "by", "byline", "writer")
_TEAMS = ("team", "project", "squad")
_CATEGORIES = ("category", "categories", "section")
_SUMMARIES = ("summary", "description", "excerpt", "abstract")
_OLD_PATHS = ("permalink", "url", "redirect_from", "aliases", "alias", "save_as")
_OTHER = (
    "title",
    "slug",
    "lang",
    "language",
    "locale",
    "number",
    "issue",
    "draft",
    "status",
    "tags",
    "keywords",
    "taxonomies",
    "id",
)
KNOWN = frozenset((*_DAYS, *_WEEK_ENDS, *_UPDATED, *_AUTHORS, *_TEAMS, *_CATEGORIES, *_SUMMARIES, *_OLD_PATHS, *_OTHER))

_NO_NOTES = re.compile(
    r"(?:^|/)(?:readme|license|licence|changelog|contributing|code_of_conduct|_index|404|about|tags|categories|search)"
    r"\.\w+$|(?:^|/)(?:_includes|_layouts|_data|archetypes|templates|_templates)/",
    re.I,
)


class Library(Struct, frozen=True, kw_only=True):
    """A source's files, to be found by path or name."""

    files: SourceFiles
    paths: frozenset[str]
    only_one: Mapping[str, str]
    """Paths by file names that only one file has, as Obsidian embeds them."""

    @classmethod
    def of(cls, files: SourceFiles) -> "Library":
        """Index a source's files."""
        counts = Counter(PurePosixPath(path).name for path in files.paths)
        names = ((PurePosixPath(path).name, path) for path in files.paths)
        only_one = {name: path for name, path in names if counts[name] == 1}
        return cls(files=files, paths=frozenset(files.paths), only_one=only_one)


def read_markdown(library: Library, path: str, generator: Generator, *, with_drafts: bool, keep_keys: bool) -> Reading:
    """Read a Markdown file; a generator's page that is no post is skipped."""
    whole = decode_text(read_document(library.files, path))
    front = read_front_matter(path, whole)
    if why := _why_skipped(path, front, generator, with_drafts=with_drafts):
        return Reading(skipped=(Skipped(path, why),))
    dialects = Dialects()
    body = dialects.translate(front.body)
    if not front.form:
        # Google Docs escapes every full stop and hyphen; nobody does by hand.
        body = unescape(body) if dialects.files or len(re.findall(r"\\[.\-!]", body)) > 3 else body
        if len(split_parts(body)[1]) > 1 or not find_days(PurePosixPath(path).stem, compact=True):
            remarks = tuple(f"{one} was left out" for one in dialects.lost)
            document = Document(path=path, kind="Markdown", text=body, files=dialects.files, remarks=remarks)
            return notes_of(document, library.files)
    note = _make_note(path, front, body, generator, dialects, library, keep_keys=keep_keys)
    kind = f"{generator.name} posts" if generator.name else "Markdown files"
    host = urlsplit(generator.base).hostname
    return Reading(notes=(note,), kinds=(kind,), hosts=frozenset((host,) if host else ()))


def _why_skipped(path: str, front: FrontMatter, generator: Generator, *, with_drafts: bool) -> str:
    if _NO_NOTES.search(path) and "date" not in front.values:
        return "it is a page of the site or of the repository, not a note"
    if generator.name == "Jekyll" and not re.search(r"(?:^|/)_\w[\w-]*/", path) and "date" not in front.values:
        return "it is a page, not a post"
    if not with_drafts and _is_draft(path, front.values):
        return "it is a draft; `--drafts` brings it along"
    return ""


def _is_draft(path: str, values: Mapping[str, Any]) -> bool:
    status = text(values.get("status")).lower()
    is_held = text(values.get("published")).lower() == "false" or status in ("draft", "hidden", "private")
    return is_held or text(values.get("draft")).lower() in ("true", "yes") or "_drafts/" in path


def _make_note(
    path: str,
    front: FrontMatter,
    body: str,
    generator: Generator,
    dialects: Dialects,
    library: Library,
    *,
    keep_keys: bool,
) -> FoundNote:
    values = front.values
    title, how, body = _title(values, body)
    taken = read_title(title)
    categories = tuple(_categories(values))
    labels = (*categories, *folder_clues(path.removeprefix(generator.root)))
    authors = _first(values, _AUTHORS)
    slug = text(values.get("slug"))
    others = {key: value for key, value in values.items() if key not in KNOWN}
    number = text(values.get("number")) or text(values.get("issue"))
    return FoundNote(
        key=path,
        title=title,
        body=body,
        days=tuple(_days(path, values, title, body)),
        teams=tuple(_teams(values, title, how, labels)),
        labels=(*labels, *(Clue(one, "the author") for one in authors)),
        authors=authors,
        authors_how="the front matter",
        number=int(number) if re.fullmatch(r"\d{1,6}", number) else taken.number,
        number_how="the front matter" if number.isdigit() else how,
        tags=_tags(values),
        summary=text(_one(values, _SUMMARIES)),
        summary_how="the front matter",
        is_draft=_is_draft(path, values),
        lang=text(values.get("lang")) or text(values.get("language")),
        updated=text(_one(values, _UPDATED))[:10],
        id=text(values.get("id"))
        if "://" in text(values.get("id")) or text(values.get("id")).startswith("urn:")
        else "",
        addresses=tuple(_addresses(path, values, generator, categories, slug)),
        names=tuple(_names(path, values, title)),
        extra=others if keep_keys else {},
        find_file=_finder(path, library, generator, dialects),
        remarks=tuple(_remarks(front, dialects, others, keep_keys=keep_keys)),
    )


def _title(values: Mapping[str, Any], body: str) -> tuple[str, str, str]:
    """Return the title, where it stands, and the text without it."""
    if title := text(values.get("title")):
        return title, "the title", body
    first, _, rest = body.lstrip("\n").partition("\n")
    if first.startswith("# "):
        return without_marks(first), "the first heading", rest.strip("\n")
    return "", "", body


def _one(values: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((values[key] for key in keys if texts(values.get(key))), "")


def _first(values: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.lstrip("@") for one in texts(_one(values, keys))))


def _categories(values: Mapping[str, Any]) -> Iterator[Clue]:
    taxonomies = values.get("taxonomies")
    named = taxonomies.get("categories") if isinstance(taxonomies, Mapping) else ()
    given = [values.get(key) for key in _CATEGORIES]
    for name in dict.fromkeys((*texts(given), *texts(named))):
        yield Clue(name, f"the category “{name}”")


def _tags(values: Mapping[str, Any]) -> tuple[str, ...]:
    taxonomies = values.get("taxonomies")
    named = taxonomies.get("tags") if isinstance(taxonomies, Mapping) else ()
    given = values.get("tags") or values.get("keywords")
    found = re.split(r"[,\s]+", given) if isinstance(given, str) and "," not in given else texts(given)
    found = given.split(",") if isinstance(given, str) and "," in given else found
    return tuple(dict.fromkeys(one.strip().lstrip("#") for one in (*found, *texts(named)) if one.strip()))


def _days(path: str, values: Mapping[str, Any], title: str, body: str) -> Iterator[DayClue]:
    for key in _DAYS:
        yield from clues_in(text(values.get(key)), f"`{key}` in the front matter", compact=True)
    for key in _WEEK_ENDS:
        yield from clues_in(text(values.get(key)), f"`{key}` in the front matter")
    yield from path_days(path)
    yield from clues_in(title, "the title")
    yield from opening_days(body)


def _teams(values: Mapping[str, Any], title: str, how: str, labels: tuple[Clue, ...]) -> Iterator[Clue]:
    for key in _TEAMS:
        for name in texts(values.get(key))[:1]:
            yield Clue(name, f"`{key}` in the front matter")
    taken = read_title(title)
    if taken.team:
        yield Clue(taken.team, how)
    named = [one for one in labels if not is_generic(one.value)]
    for at, one in enumerate(named):
        is_folder = one.how.startswith("the folder")
        is_only = sum(not other.how.startswith("the folder") for other in named) == 1
        yield Clue(one.value, one.how, is_sure=is_folder or (is_only and at == 0))
    if taken.subject:
        yield Clue(taken.subject, how, is_sure=False)


def _addresses(
    path: str, values: Mapping[str, Any], generator: Generator, categories: tuple[Clue, ...], slug: str
) -> Iterator[str]:
    base = generator.base.rstrip("/")
    own = [text(values.get(key)) for key in ("permalink", "url", "save_as")]
    own = [one for one in own if one and "{" not in one and ":" not in one.removeprefix("https:")]
    if not own:
        names = tuple(one.value for one in categories)
        own = [address_of(generator, path, names, slug)]
    paths = [*own, *texts(values.get("redirect_from")), *texts(values.get("aliases")), *texts(values.get("alias"))]
    for one in paths:
        if one.startswith(("https://", "http://")):
            yield one
        elif one.startswith("/") or (one in own and one):
            yield f"{base}/{one.lstrip('/')}"


def _names(path: str, values: Mapping[str, Any], title: str) -> Iterator[str]:
    pure = PurePosixPath(path)
    yield path
    inside = re.sub(r"^(?:content|src|_posts)/", "", path)
    yield from (inside, re.sub(r"(?:/index)?\.\w+$", "", inside))
    yield pure.name
    stem = pure.parent.name if pure.stem == "index" else pure.stem
    yield stem
    yield re.sub(r"^\d{4}-\d{2}-\d{2}[-_ ]", "", stem)
    yield from filter(None, (title, text(values.get("slug"))))
    yield from (one for one in texts(values.get("aliases")) if "/" not in one)


def _finder(path: str, library: Library, generator: Generator, dialects: Dialects) -> FindFile:
    folder = PurePosixPath(path).parent

    def find(destination: str) -> Content | None:
        name = unquote(urlsplit(destination).path)
        if name in dialects.files:
            return lambda: dialects.files[name]
        root = PurePosixPath(generator.root or ".")
        homes = (folder, root, root / "static", root / "content", root / "src", root / "public", root / "assets")
        tried = (join_path(home, name.lstrip("/") if home != folder else name) for home in homes)
        found = next((one for one in tried if one in library.paths), "")
        found = found or library.only_one.get(PurePosixPath(name).name, "")
        return (lambda: read_document(library.files, found)) if found else None

    return find


def _remarks(front: FrontMatter, dialects: Dialects, others: Mapping[str, Any], *, keep_keys: bool) -> Iterator[str]:
    if front.failure:
        yield f"its front matter could not be read: {front.failure}"
    for one in dialects.lost:
        yield f"{one} was left out"
    dropped = sorted(key for key in others if key not in _LAYOUT)
    if dropped and not keep_keys:
        yield f"these keys were left out: {', '.join(f'`{key}`' for key in dropped)} (`--keep-keys` keeps them)"


_LAYOUT = frozenset(
    ["layout", "type", "template", "theme", "comments", "math", "toc", "weight", "menu", "menus", "excerpt_separator"]
)
