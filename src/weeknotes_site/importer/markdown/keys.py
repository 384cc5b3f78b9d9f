"""Interpret keys of other generators: titles, days, teams, authors, tags, addresses."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import clues_in, starting_day
from weeknotes_site.importer.clues.first_lines import opening_days
from weeknotes_site.importer.clues.paths import path_days
from weeknotes_site.importer.clues.titles import is_generic, read_title, team_clues
from weeknotes_site.importer.found import Clue, ClueKind, DayClue, category_clue
from weeknotes_site.importer.generators.addresses import Page, address_of, fill_permalink
from weeknotes_site.importer.generators.front_matter import text, texts
from weeknotes_site.importer.generators.settings import Generator
from weeknotes_site.importer.text.headings import without_marks

_BETWEEN_WORDS = re.compile(r"[,\s]+")
_CONTENT_FOLDER = re.compile(r"^(?:content|src|_posts)/")
_FILE_ENDING = re.compile(r"(?:/index)?\.\w+$")
_DATE_AT_START = re.compile(r"^\d{4}-\d{2}-\d{2}[-_ ]")
_DAYS = ("date", "published", "publishdate", "pubdate", "published_at", "datetime")
_CREATED = ("created", "created_at", "created_time")
_WEEK_ENDS = ("week_ending", "week-ending", "weekending", "week_end", "week")
UPDATED = ("updated", "lastmod", "modified", "last_modified_at", "updateddate", "last_update")
AUTHORS = ("author", "authors", "by", "byline", "writer")
_TEAMS = ("team", "project", "squad")
_TEAM_LISTS = ("teams", "projects", "squads")
_CATEGORIES = ("category", "categories", "section")
SUMMARIES = ("summary", "description", "excerpt", "abstract", "subtitle", "sub-title", "sub_title", "standfirst")
_PICTURES = (
    *("cover", "hero", "heroimage", "hero_image", "featured_image", "featuredimage", "feature_image", "featured"),
    *("coverimage", "cover_image", "banner", "header", "image"),
)
_SAID = ("alt", "caption")
_SOURCES = ("src", "image", "path", "url", "overlay_image")
_OLD_PATHS = ("permalink", "url", "redirect_from", "aliases", "alias", "save_as", "path")
_OTHER = (
    *("title", "slug", "lang", "language", "locale", "number", "issue", "draft", "status", "tags", "keywords"),
    *("taxonomies", "id"),
)
KNOWN = frozenset(
    (
        *_DAYS,
        *_CREATED,
        *_WEEK_ENDS,
        *UPDATED,
        *AUTHORS,
        *_TEAMS,
        *_TEAM_LISTS,
        *_CATEGORIES,
        *SUMMARIES,
        *_OLD_PATHS,
        *_OTHER,
    )
)


def unused_keys(values: Mapping[str, Any], shown: str) -> dict[str, Any]:
    """Return the keys that notes cannot have; `shown` is the key of the picture above the text."""
    used = text(first_of(values, SUMMARIES))
    more = {key for key in SUMMARIES if text(values.get(key)) not in ("", used)}
    said = {f"{shown}{sign}{one}" for one in ("", *_SAID) for sign in ("", "_")} if shown else set()
    return {key: value for key, value in values.items() if key in more or (key not in KNOWN and key not in said)}


def with_plain_date(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return keys whose date is one value; MkDocs can have `date: {created: …, updated: …}`."""
    given = values.get("date")
    if not isinstance(given, Mapping):
        return values
    return {
        **values,
        "date": given.get("created") or "",
        **({"updated": given["updated"]} if "updated" in given else {}),
    }


def pictures_of(values: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the picture that a generator shows above a page: its key, its path, its alt text and its caption."""
    for key in _PICTURES:
        value = values.get(key)
        if isinstance(value, Mapping):
            source = next(filter(None, (text(value.get(one)) for one in _SOURCES)), "")
            yield (
                key,
                source,
                text(value.get("alt")) or text(value.get("image_alt")) or text(value.get("image_description")),
                text(value.get("caption")),
            )
        else:
            alt, caption = (text(values.get(f"{key}_{one}")) or text(values.get(f"{key}{one}")) for one in _SAID)
            yield key, text(value), alt, caption


def title_of(values: Mapping[str, Any], body: str) -> tuple[str, str, str]:
    """Return the title, where it stands, and the text without it."""
    if title := text(values.get("title")):
        return title, "the title", body
    first, _, rest = body.lstrip("\n").partition("\n")
    if first.startswith("# "):
        return without_marks(first), "the first heading", rest.strip("\n")
    return "", "", body


def first_of(values: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """Return the value of the first of some keys that has one."""
    return next((values[key] for key in keys if texts(values.get(key))), "")


def authors_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the authors."""
    return tuple(dict.fromkeys(one.lstrip("@") for one in texts(first_of(values, AUTHORS))))


def categories_of(values: Mapping[str, Any], generator: Generator) -> Iterator[Clue]:
    """Yield the categories, each as a label that may name a team."""
    if generator.name == "Jekyll" and isinstance(values.get("categories"), str):
        values = {**values, "categories": values["categories"].split()}
    given = [values.get(key) for key in _CATEGORIES]
    for name in dict.fromkeys((*texts(given), *_taxonomy(values, "categories"))):
        yield category_clue(name)


def team_lists_of(values: Mapping[str, Any]) -> Iterator[Clue]:
    """Yield the names in lists of several teams, which count like categories."""
    for names in (texts(values.get(key)) for key in _TEAM_LISTS):
        if len(names) > 1:
            yield from map(category_clue, names)


def tags_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the tags."""
    given = values.get("tags") or values.get("keywords")
    found = texts(given)
    if isinstance(given, str):
        found = tuple(given.split(",") if "," in given else _BETWEEN_WORDS.split(given))
    return tuple(dict.fromkeys(one.strip().lstrip("#") for one in (*found, *_taxonomy(values, "tags")) if one.strip()))


def _taxonomy(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the terms of Zola, which are one level down."""
    taxonomies = values.get("taxonomies")
    return texts(taxonomies.get(name)) if isinstance(taxonomies, Mapping) else ()


def days_of(path: str, values: Mapping[str, Any], title: str, body: str, *, counts_weeks: bool) -> Iterator[DayClue]:
    """Yield every day that the keys, the path, the title and the first lines give; else the day of the file."""
    found = tuple(_own_days(path, values, title, body, counts_weeks=counts_weeks))
    yield from found or (replace(one, is_typed=False, is_of_file=True) for one in _days_under(values, _CREATED))


def _own_days(path: str, values: Mapping[str, Any], title: str, body: str, *, counts_weeks: bool) -> Iterator[DayClue]:
    yield from _days_under(values, _DAYS)
    for key in _WEEK_ENDS:
        yield from clues_in(text(values.get(key)), f"`{key}` in the front matter")
    yield from path_days(path, counts_weeks=counts_weeks)
    yield from clues_in(title, "the title")
    yield from opening_days(body)


def _days_under(values: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[DayClue]:
    """Yield the days that some keys give; those after the first confirm a year, but name no week."""
    named = ((f"`{key}` in the front matter", text(values.get(key))) for key in keys)
    found = [one for how, written in named for one in clues_in(written, how, compact=True)]
    yield from (replace(one, is_typed=one.how == found[0].how) for one in found)


def teams_of(values: Mapping[str, Any], title: str, how: str, labels: tuple[Clue, ...], site: str) -> Iterator[Clue]:
    """Yield the teams that keys, title, categories, folders and the site's name may name."""
    for key in (*_TEAMS, *_TEAM_LISTS):
        names = texts(values.get(key))
        if key in _TEAMS or len(names) == 1:
            yield from (Clue(name, f"`{key}` in the front matter") for name in names[:1])
    named = [one for one in labels if not is_generic(one.value)]
    categories = [one for one in named if one.kind is ClueKind.CATEGORY]
    sure = (replace(one, is_sure=one.kind is ClueKind.FOLDER or categories == [one]) for one in named)
    taken = read_title(site)
    of_site = (Clue(taken.team, "the site's name", is_sure=taken.is_weeknote),) if taken.team else ()
    yield from team_clues(read_title(title), sure, of_site, how)


def addresses_of(
    path: str, values: Mapping[str, Any], generator: Generator, categories: tuple[Clue, ...], title: str
) -> Iterator[str]:
    """Yield the old addresses of the page: its own first, then those that redirected to it."""
    if text(values.get("permalink")).lower() == "false":
        return  # Eleventy does not render a page for it
    base = generator.base.rstrip("/")
    own = [text(values.get(key)) for key in ("permalink", "url", "save_as")]
    path_key = text(values.get("path"))  # of Zola, and of Gatsby, which begins it with a slash
    own += [path_key] if generator.name == "Zola" or path_key.startswith("/") else []
    if generator.name == "Eleventy" and "{" in own[0]:
        own[0] = fill_permalink(own[0], path.removeprefix(generator.root), values)
    is_unknown = "{" in own[0]
    own = [one for one in own if one and "{" not in one and ":" not in one.removeprefix("https:")]
    if not own and not is_unknown:
        names = tuple(one.value for one in categories)
        day = starting_day(text(values.get("date")))
        slug = text(values.get("slug"))
        # Only MkDocs makes addresses of a heading.
        title = title if generator.name == "MkDocs" else text(values.get("title"))
        page = Page(path=path, categories=names, slug=slug, title=title, day=day)
        own = [address_of(generator, page)]
    paths = [*own, *texts(values.get("redirect_from")), *texts(values.get("aliases")), *texts(values.get("alias"))]
    for one in paths:
        if one.startswith(("https://", "http://")):
            yield one
        elif one.startswith("/") or (one in own and one):
            yield f"{base}/{one.lstrip('/')}"


def link_names(path: str, values: Mapping[str, Any], title: str) -> Iterator[str]:
    """Yield the targets of links in other files to this one: its path first."""
    pure = PurePosixPath(path)
    yield path
    inside = _CONTENT_FOLDER.sub("", path)
    yield from (inside, _FILE_ENDING.sub("", inside))
    yield pure.name
    stem = pure.parent.name if pure.stem == "index" else pure.stem
    yield stem
    yield _DATE_AT_START.sub("", stem)
    yield from filter(None, (title, text(values.get("slug"))))
    yield from (one for one in texts(values.get("aliases")) if "/" not in one)
