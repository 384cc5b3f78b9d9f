"""Which generator a folder of Markdown was for, and where that generator puts its pages."""

import re
from pathlib import PurePosixPath

from msgspec import Struct

from weeknotes_site.importer.documents import decode_text
from weeknotes_site.importer.source_files import RefusedError, SourceFiles, read_document

_ZOLA_BASE = re.compile(r"^base_url\s*=", re.M)
_POSTS = re.compile(r"(?:^|/)_posts/")
_DATED_SLUG = re.compile(r"\d{4}-\d{2}-\d{2}[-_](.+)")
_DATE_AT_START = re.compile(r"^\d{4}-\d{2}-\d{2}-")
_SPACES = re.compile(r"\s+")
_PART = re.compile(r":([a-z_]+)")
_SLASHES = re.compile(r"/{2,}")
_BASE = re.compile(
    r"""^\s{0,8}(?:url|base_url|baseURL|baseurl|SITEURL|siteUrl)\s{0,3}[:=]\s{0,3}["']?(https?://[^"'\s#]+)""", re.M
)
_PERMALINK = re.compile(r"""^permalink:\s{0,3}["']?([^\s"'#]{1,200})""", re.M)
_JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_CONFIGS = {
    "Jekyll": ("_config.yml", "_config.yaml"),
    "Hugo": ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"),
    "Eleventy": ("eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"),
    "Pelican": ("pelicanconf.py", "publishconf.py"),
}
_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")


class Generator(Struct, frozen=True, kw_only=True):
    """A generator and what its settings say."""

    name: str = ""
    root: str = ""
    """The folder of its settings within the source, with a `/` at its end where it is not the source itself."""
    base: str = ""
    permalink: str = ""


def recognise(files: SourceFiles) -> Generator:
    """Return the generator that a folder was for, by its settings and its folders' names."""
    by_name: dict[str, list[str]] = {}
    for path in files.paths:
        by_name.setdefault(PurePosixPath(path).name, []).append(path)
    for name, configs in _CONFIGS.items():
        for config in configs:
            if paths := by_name.get(config):
                return _described(name, min(paths, key=len), files)
    for config in by_name.get("config.toml", [])[:1]:
        text = _read(files, config)
        is_zola = _ZOLA_BASE.search(text) and "baseURL" not in text
        return _described("Zola" if is_zola else "Hugo", config, files)
    for config in by_name.get("config.yaml", []) + by_name.get("config.yml", []):
        if "baseURL" in _read(files, config):
            return _described("Hugo", config, files)
    if posts := next((path for path in files.paths if _POSTS.search(path)), ""):
        return Generator(name="Jekyll", root=posts[: posts.index("_posts/")])
    if any(path.endswith((".11tydata.json", ".11tydata.js")) for path in files.paths):
        return Generator(name="Eleventy")
    return Generator()


def address_of(generator: Generator, path: str, categories: tuple[str, ...], slug: str) -> str:
    """Return where the generator put a page, as a path from the site's root; empty where nothing says so."""
    inside = path.removeprefix(generator.root)
    if generator.name == "Jekyll":
        return _jekyll(generator, inside, categories, slug)
    stem = _stem(inside)
    bare = slug or stem
    if generator.name in ("Hugo", "Zola"):
        sections = [part for part in PurePosixPath(inside).parts[:-1] if part != "content"]
        if PurePosixPath(inside).stem == "index":
            sections = sections[:-1]
        if generator.name == "Zola" and not slug and (dated := _DATED_SLUG.fullmatch(stem)):
            bare = dated[1]
        return "/" + "/".join([*sections, bare]).lower() + "/"
    if generator.name == "Eleventy":
        sections = [part for part in PurePosixPath(inside).parts[:-1] if part not in ("src", "content")]
        return "/" + "/".join([*sections, _DATE_AT_START.sub("", bare)]) + "/"
    if generator.name == "Pelican":
        return f"/{bare}.html"
    return ""


def _stem(path: str) -> str:
    pure = PurePosixPath(path)
    return pure.parent.name if pure.stem == "index" and pure.parent.name else pure.stem


def _jekyll(generator: Generator, inside: str, categories: tuple[str, ...], slug: str) -> str:
    dated = _DATED.fullmatch(PurePosixPath(inside).stem)
    if dated is None or "_posts/" not in f"{inside}":
        return ""
    folders = tuple(part for part in PurePosixPath(inside[: inside.index("_posts/")]).parts)
    style = generator.permalink or "date"
    pattern = _JEKYLL_STYLES.get(style, style)
    named = tuple(dict.fromkeys((*folders, *categories)))
    parts = {
        "categories": "/".join(_SPACES.sub("-", one.strip().lower()) for one in named),
        "year": dated[1],
        "month": dated[2].zfill(2),
        "day": dated[3].zfill(2),
        "title": slug or dated[4],
        "slug": slug or dated[4],
        "output_ext": ".html",
        "i_month": str(int(dated[2])),
        "i_day": str(int(dated[3])),
        "short_year": dated[1][2:],
    }
    path = _PART.sub(lambda match: parts.get(match[1], match[0]), pattern)
    return "" if _PART.search(path) else _SLASHES.sub("/", f"/{path}")


def _described(name: str, config: str, files: SourceFiles) -> Generator:
    text = _read(files, config)
    base, permalink = _BASE.search(text), _PERMALINK.search(text)
    root = config[: len(config) - len(PurePosixPath(config).name)]
    return Generator(
        name=name,
        root=root,
        base=base[1] if base else "",
        permalink=permalink[1] if permalink and name == "Jekyll" else "",
    )


def _read(files: SourceFiles, path: str) -> str:
    try:
        return decode_text(read_document(files, path, 1_000_000))
    except (RefusedError, OSError):
        return ""
