"""Addresses of pages by a generator's settings and rules."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from weeknotes_site.content.slugs import slug_of
from weeknotes_site.importer.generators.front_matter import text
from weeknotes_site.importer.generators.settings import Generator

_DATED_SLUG = re.compile(r"\d{4}-\d{2}-\d{2}[-_](.+)")
_LANGUAGE = re.compile(r"\.([a-z]{2})\.\w+$")
_DEFAULT_LANGUAGE = "en"
_SPACES = re.compile(r"\s+")
_PART = re.compile(r":([a-z_]+)")
_SLASHES = re.compile(r"/{2,}")
_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_MKDOCS_PART = re.compile(r"\{(date|slug|file|categories)\}")
_PELICAN_PART = re.compile(r"\{(\w{1,20})(?::([%\w/-]{1,40}))?\}")
_DATE_IN_PATH = re.compile(r"(.*?)(\d{4})[-/](\d{1,2})[-/](\d{1,2})[-/]?(.*)")
_TEMPLATE = re.compile(r"\{\{-?([^{}]{1,200}?)-?\}\}")
_NOT_IN_TEMPLATES = re.compile(r"[\s\"']+")
_INDEX = re.compile(r"(?:/index)?\.\w+$")
_ORDER = re.compile(r"^\d{1,4}\.(?=\D)")
_BY_FOLDERS = {
    "Astro": (("src", "content", "pages"), "/"),
    "Gatsby": (("src", "content", "pages", "blog", "posts"), "/"),
    "Lume": (("src",), "/"),
    "Nuxt": (("content",), ""),
    "VitePress": (("docs", "src"), ".html"),
}
"""Folders that are not part of an address, and the end of the address."""
_JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}


class Page(Struct, frozen=True, kw_only=True):
    """Parts that a page's address can be made of."""

    path: str
    categories: tuple[str, ...]
    slug: str
    title: str
    day: date | None


def address_of(generator: Generator, page: Page) -> str:
    """Return where the generator put a page, as a path from the site's root; empty if nothing says so."""
    inside = page.path.removeprefix(generator.root)
    if by_settings := _BY_SETTINGS.get(generator.name):
        return by_settings(generator, inside, page)
    if language := language_of(generator, inside):
        if language != _DEFAULT_LANGUAGE:
            return ""  # below a folder that depends on more settings than are read
        inside = inside.replace(f".{language}.", ".")
    bare = page.slug or _stem(inside)
    if generator.name == "Hugo":
        return _hugo(generator, inside, bare, page)
    dated = _DATED_SLUG.fullmatch(bare)
    if generator.name == "Zola":
        return _joined([*_sections(inside, ("content",)), dated[1] if dated and not page.slug else bare]).lower()
    if generator.name == "Eleventy":
        return _joined([*_sections(inside, ("src", "content")), dated[1] if dated else bare])
    if generator.name in _BY_FOLDERS:
        roots, ending = _BY_FOLDERS[generator.name]
        parts = [*_sections(inside, roots), bare]
        return _joined((_ORDER.sub("", one) if generator.name == "Nuxt" else one for one in parts), ending)
    return _pelican(generator, bare, page) if generator.name == "Pelican" else ""


def fill_permalink(pattern: str, inside: str, values: Mapping[str, Any]) -> str:
    """Fill in the address template in Eleventy's keys; unknown values stay unfilled."""
    slug = _stem(inside)
    slug = dated[1] if (dated := _DATED_SLUG.fullmatch(slug)) else slug
    day = text(values.get("date"))[: len("2023-01-20")]
    known = {
        "page.fileslug": slug,
        "page.filepathstem": _joined([*_sections(inside, ("src", "content")), slug], ""),
        "page.date|date:%y/%m/%d": day.replace("-", "/"),
        "title|slug": slug_of(text(values.get("title"))),
        "title|slugify": slug_of(text(values.get("title"))),
        "slug": text(values.get("slug")),
    }

    def fill(match: re.Match[str]) -> str:
        return known.get(_NOT_IN_TEMPLATES.sub("", match[1]).lower(), "") or match[0]

    return _TEMPLATE.sub(fill, pattern)


def _joined(parts: Iterable[str], ending: str = "/") -> str:
    return f"/{'/'.join(parts)}{ending}"


def language_of(generator: Generator, path: str) -> str:
    """Return the language in a file's name, as in `note.cy.md`; empty if it has none."""
    found = _LANGUAGE.search(path) if generator.name in ("Hugo", "Zola") else None
    return found[1] if found else ""


def _stem(path: str) -> str:
    pure = PurePosixPath(path)
    return pure.parent.name if pure.stem == "index" and pure.parent.name else pure.stem


def _sections(inside: str, roots: tuple[str, ...]) -> list[str]:
    sections = [part for part in PurePosixPath(inside).parts[:-1] if part not in roots]
    return sections[:-1] if PurePosixPath(inside).stem == "index" else sections


def _hugo(generator: Generator, inside: str, bare: str, page: Page) -> str:
    sections = _sections(inside, ("content",))
    pattern = generator.permalinks.get(sections[0] if sections else "", "")
    if not pattern:
        return _joined([*sections, bare]).lower()
    title = slug_of(page.title) or bare
    parts = {
        **_days(page.day),
        "section": sections[0],
        "sections": "/".join(sections),
        "title": title,
        "slug": page.slug or title,
        "filename": _stem(inside),
        "contentbasename": _stem(inside),
        "slugorfilename": bare,
        "slugorcontentbasename": bare,
    }
    return _filled(pattern, parts).lower()


def _pelican(generator: Generator, bare: str, page: Page) -> str:
    """Fill in `ARTICLE_URL`; the address is unknown if it contains other than the usual parts."""
    if not generator.permalink:
        return f"/{bare}.html"
    parts = {"slug": page.slug or slug_of(page.title) or bare, "category": slug_of("".join(page.categories[:1]))}

    def fill(match: re.Match[str]) -> str:
        if match[1] == "date" and page.day:
            return page.day.strftime(match[2] or "%Y-%m-%d")
        return parts.get(match[1]) or match[0]

    path = _PELICAN_PART.sub(fill, generator.permalink)
    return "" if "{" in path else f"/{path}"


def _jekyll(generator: Generator, inside: str, page: Page) -> str:
    dated = _DATED.fullmatch(PurePosixPath(inside).stem)
    if dated is None or "_posts/" not in inside:
        return ""
    folders = PurePosixPath(inside[: inside.index("_posts/")]).parts
    style = generator.permalink or "date"
    named = tuple(dict.fromkeys((*folders, *page.categories)))
    try:
        day = page.day or date(int(dated[1]), int(dated[2]), int(dated[3]))
    except ValueError:
        return ""
    parts = {
        **_days(day),
        "categories": "/".join(_SPACES.sub("-", one.strip().lower()) for one in named),
        "title": page.slug or dated[4],
        "slug": page.slug or dated[4],
        "output_ext": ".html",
    }
    return _filled(_JEKYLL_STYLES.get(style, style), parts)


def _hexo(generator: Generator, inside: str, page: Page) -> str:
    if "_posts/" not in inside:
        return ""
    folder, name = PurePosixPath(inside.partition("_posts/")[2]).parent, PurePosixPath(inside).stem
    dated = _DATED.fullmatch(name) if generator.dates_names else None
    name = dated[4] if dated else name
    category = "/".join(_SPACES.sub("-", one.strip()) for one in page.categories)
    parts = {
        **_days(page.day),
        "title": page.slug or str(folder / name),
        "post_title": page.slug or str(folder / name),
        "name": name,
        "category": category or "uncategorized",
    }
    return _filled(generator.permalink or "/:year/:month/:day/:title/", parts)


def _docusaurus(generator: Generator, inside: str, page: Page) -> str:
    first, _, rest = inside.partition("/")
    route = f"/{generator.permalink.strip('/') or ('' if generator.permalink else first)}"
    if page.slug:
        return _SLASHES.sub("/", f"{route}/{page.slug}")
    path = _INDEX.sub("", rest)
    if dated := _DATE_IN_PATH.fullmatch(path):
        path = f"{dated[1]}{dated[2]}/{dated[3]:>02}/{dated[4]:>02}/{dated[5]}"
    return _SLASHES.sub("/", f"{route}/{path}")


def _mkdocs(generator: Generator, inside: str, page: Page) -> str:
    parts = PurePosixPath(inside.removeprefix("docs/")).parts[:-1]
    if "posts" not in parts:
        return _joined([*_sections(inside, ("docs",)), _stem(inside)])
    values = {
        "date": page.day.strftime("%Y/%m/%d") if page.day else "",
        "slug": page.slug or slug_of(page.title),
        "file": PurePosixPath(inside).stem,
        "categories": "/".join(slug_of(one) for one in page.categories[:1]),
    }
    path = _MKDOCS_PART.sub(lambda match: values.get(match[1], ""), generator.permalink or "{date}/{slug}")
    return _SLASHES.sub("/", _joined([*parts[: parts.index("posts")], path])) if values["slug"] else ""


def _days(day: date | None) -> dict[str, str]:
    if day is None:
        return {}
    return {
        "year": f"{day.year:04}",
        "month": f"{day.month:02}",
        "day": f"{day.day:02}",
        "i_month": str(day.month),
        "i_day": str(day.day),
        "y_day": f"{day.timetuple().tm_yday:03}",
        "short_year": f"{day.year % 100:02}",
    }


def _filled(pattern: str, parts: dict[str, str]) -> str:
    path = _PART.sub(lambda match: parts.get(match[1], match[0]), pattern)
    return "" if _PART.search(path) else _SLASHES.sub("/", f"/{path}")


_BY_SETTINGS = {"Jekyll": _jekyll, "Hexo": _hexo, "Docusaurus": _docusaurus, "MkDocs": _mkdocs}
