"""Recognise the generator that a folder of Markdown was for, and read its settings."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.importer.generators.data_files import DATA, read_data
from weeknotes_site.importer.generators.front_matter import text as text_in
from weeknotes_site.importer.sources.files import SourceFiles, read_limited

_ZOLA_BASE = re.compile(r"^base_url\s*=", re.M)
_POSTS = re.compile(r"(?:^|/)_posts/")
_BASE = re.compile(
    r"""^[ \t]{0,8}(?:url|base_url|baseURL|baseurl|SITEURL|siteUrl|site_url|site|location)\s{0,3}[:=]"""
    r"""\s{0,3}(?:new URL\()?["'`]?(https?://[^"'`\s#]+)""",
    re.M,
)
_TABLE = re.compile(r"^[ \t]{0,8}\[", re.M)
_BASE_PATH = re.compile(r"""^\s{0,8}base[uU]rl:\s{0,3}["']?(/[^"'\s#]{1,200})""", re.M)
_TITLE = re.compile(r"""^[ \t]{0,4}"?(?:title|SITENAME|site_name)"?\s{0,3}[:=]\s{0,3}["'`]?([^"'`\n#]{1,140})""", re.M)
_ARTICLE_URL = re.compile(r"""^ARTICLE_URL\s{0,3}=\s{0,3}["']([^"'\n]{1,200})["']""", re.M)
_PERMALINKS = re.compile(r"""^\s{0,4}(?:\[permalinks(?:\.page)?\]|"?permalinks"?\s{0,3}:)""", re.M)
_SECTION = re.compile(
    r"""^\s{0,8}["']?([\w-]{1,60})["']?\s{0,3}[:=]\s{0,3}["']?(/?:[^"'\s,]{1,200}|/[^"'\s,]{0,200}:[^"'\s,]{1,200})""",
    re.M,
)
_POST_URL = re.compile(r"""^\s{0,12}post_url_format:\s{0,3}["']?([^\s"'#]{1,200})""", re.M)
_ROUTE = re.compile(r"""\bblog\s{0,3}:\s{0,3}\{[^{}]{0,2000}?\brouteBasePath\s{0,3}:\s{0,3}["']([^"'\n]{0,200})""")
_DATED_NAMES = re.compile(r"^new_post_name:[^\n]{0,40}:year", re.M)
_PERMALINK = re.compile(r"""^permalink:\s{0,3}["']?([^\s"'#]{1,200})""", re.M)
_ZONE = re.compile(r"""^timezone:\s{0,3}["']?([\w/+-]{1,60})""", re.M)
_CONFIGS = {
    "Jekyll": ("_config.yml", "_config.yaml"),
    "Hugo": ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"),
    "Eleventy": ("eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", ".eleventy.js"),
    "Pelican": ("pelicanconf.py", "publishconf.py"),
    "MkDocs": ("mkdocs.yml", "mkdocs.yaml"),
    "Docusaurus": ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"),
    "Astro": ("astro.config.mjs", "astro.config.ts", "astro.config.js"),
    "Gatsby": ("gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs"),
    "Nuxt": ("nuxt.config.ts", "nuxt.config.js"),
}
_PACKAGES = {'"hexo"': "Hexo", '"@11ty/eleventy"': "Eleventy", '"vitepress"': "VitePress", '"vuepress': "VitePress"}
"""Generators by the library in `package.json`: their own settings have a name that others use, or are hidden."""
_PATTERNS = {
    "Jekyll": _PERMALINK,
    "Hexo": _PERMALINK,
    "Pelican": _ARTICLE_URL,
    "MkDocs": _POST_URL,
    "Docusaurus": _ROUTE,
}
_ABOUT_SITE = ("metadata", "meta", "site")
_MAX_BYTES = 1_000_000
_WITH_PATHS = ("Jekyll", "Docusaurus")
_WITH_COMPONENTS = ("Docusaurus", "Nuxt", "VitePress")
"""Generators whose `.md` may have components; those of others may in `.mdx` only."""


class Generator(Struct, frozen=True, kw_only=True):
    """A generator and what its settings say."""

    name: str = ""
    root: str = ""
    """The folder of its settings within the source, with `/` at its end, unless it is the source itself."""
    config: str = ""
    """Where its settings are."""
    title: str = ""
    """The site's name."""
    base: str = ""
    prefix: str = ""
    """The base path of the whole site in Jekyll or Docusaurus: `/weeknotes`."""
    zone: str = ""
    """The time zone in which Jekyll shows dates."""
    permalink: str = ""
    """The pattern of its posts' addresses, if there is one for all; of Docusaurus, the folder that they are below."""
    permalinks: Mapping[str, str] = {}
    """Patterns by section, of Hugo."""
    dates_names: bool = False
    """Whether the file names of Hexo's posts begin with a date that is not part of their addresses."""

    @property
    def has_components(self) -> bool:
        """Whether its Markdown may contain components, which are code."""
        return self.name in _WITH_COMPONENTS


def recognise(files: SourceFiles) -> Generator:
    """Return the generator that a folder was for, by its settings and its folders' names."""
    found = _recognise(files)
    return _named_by_data(found, files) if found.name == "Eleventy" else found


def _named_by_data(generator: Generator, files: SourceFiles) -> Generator:
    """Return Eleventy with the site's name and address, which a data file gives."""
    for path in files.paths:
        pure = PurePosixPath(path)
        if pure.parent.name == "_data" and pure.stem.lower() in _ABOUT_SITE and path.lower().endswith(DATA):
            values = read_data(files, path)
            base = text_in(values.get("url")).rstrip("/")
            return replace(
                generator,
                title=generator.title or text_in(values.get("title")) or text_in(values.get("name")),
                base=generator.base or (base if base.startswith(("http://", "https://")) else ""),
            )
    return generator


def _recognise(files: SourceFiles) -> Generator:
    by_name: dict[str, list[str]] = {}
    for path in files.paths:
        by_name.setdefault(PurePosixPath(path).name, []).append(path)
    package, used = _package(by_name, files)
    if used == "Hexo" and (paths := by_name.get("_config.yml")):
        return _described("Hexo", min(paths, key=len), files)
    for name, configs in _CONFIGS.items():
        for config in configs:
            if paths := by_name.get(config):
                return _described(name, min(paths, key=len), files)
    if named := _by_contents(by_name, files):
        return named
    if used:
        return _described(used, package, files)
    if posts := next((path for path in files.paths if _POSTS.search(path)), ""):
        return Generator(name="Jekyll", root=posts[: posts.index("_posts/")])
    if any(path.endswith((".11tydata.json", ".11tydata.js")) for path in files.paths):
        return Generator(name="Eleventy")
    return Generator()


def _by_contents(by_name: Mapping[str, list[str]], files: SourceFiles) -> Generator | None:
    """Return the generator of a settings file whose name other tools use too."""
    for config in by_name.get("config.toml", [])[:1]:
        text = read_settings(files, config)
        is_zola = _ZOLA_BASE.search(text) and "baseURL" not in text
        return _described("Zola" if is_zola else "Hugo", config, files)
    for config in by_name.get("_config.ts", []) + by_name.get("_config.js", []):
        if "lume" in read_settings(files, config):
            return _described("Lume", config, files)
    for config in by_name.get("config.yaml", []) + by_name.get("config.yml", []):
        if "baseURL" in read_settings(files, config):
            return _described("Hugo", config, files)
    return None


def _package(by_name: Mapping[str, list[str]], files: SourceFiles) -> tuple[str, str]:
    """Return the outermost `package.json` and the generator that it names, both empty if there is none."""
    for path in sorted(by_name.get("package.json", []), key=len)[:1]:
        text = read_settings(files, path)
        return path, next((name for library, name in _PACKAGES.items() if library in text), "")
    return "", ""


def _described(name: str, config: str, files: SourceFiles) -> Generator:
    text = read_settings(files, config)
    own = _own_keys(config, text)
    title = _outermost(_TITLE, own) or _TITLE.search(text)
    prefix = _first(_BASE_PATH.search(own)).rstrip("/") if name in _WITH_PATHS else ""
    return Generator(
        name=name,
        root=folder_of(config),
        config=config,
        title=_first(title).strip(),
        base=_first(_outermost(_BASE, own)).rstrip("/") + prefix,
        prefix=prefix,
        zone=_first(_ZONE.search(text)) if name == "Jekyll" else "",
        permalink=_first(_PATTERNS[name].search(text)) if name in _PATTERNS else "",
        permalinks=_hugo_permalinks(text) if name == "Hugo" else {},
        dates_names=name == "Hexo" and bool(_DATED_NAMES.search(text)),
    )


def _first(found: re.Match[str] | None) -> str:
    """Return the first group of a match; empty if there is none."""
    return found[1] if found else ""


def _own_keys(config: str, text: str) -> str:
    """Return the settings of the site itself, without those of its authors, themes and plugins."""
    if config.endswith(".toml"):
        table = _TABLE.search(text)
        return text[: table.start()] if table else text
    if config.endswith((".yml", ".yaml")):
        return "\n".join(line for line in text.split("\n") if not line.startswith((" ", "\t", "-")))
    return text


def _outermost(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the first match with the smallest indent."""
    return min(pattern.finditer(text), key=lambda one: len(one[0]) - len(one[0].lstrip()), default=None)


def _hugo_permalinks(text: str) -> Mapping[str, str]:
    """Return the patterns by section, from a part of the settings that every format of them writes alike."""
    found = _PERMALINKS.search(text)
    return {one[1]: one[2] for one in _SECTION.finditer(text[found.end() :][:2_000])} if found else {}


def folder_of(path: str) -> str:
    """Return the folder of a path, with `/` at its end, unless it is the source itself."""
    return path[: len(path) - len(PurePosixPath(path).name)]


def read_settings(files: SourceFiles, path: str) -> str:
    """Return the text of a file of settings; empty if it cannot be read or is too large."""
    return read_limited(files, path, _MAX_BYTES)
