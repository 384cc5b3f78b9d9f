"""Read the branding settings and check the files and pages they name."""

import re
import struct
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.config.reading import find_setting
from weeknotes_site.content.files.paths import PAGES
from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.content.markdown.rendered import BodySettings, Outline
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Diagnostic, error, warning
from weeknotes_site.model.body import Body, Target
from weeknotes_site.model.branding import SITE_CSS, Branding, Logo, MenuLink
from weeknotes_site.regex import regex
from weeknotes_site.site.links import TOP, find_fragment
from weeknotes_site.site.places import ids_on
from weeknotes_site.suggestions import nearest

BRAND_CSS = "assets/brand.css"
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8")
_OUR_IDS = ("page-", "fn")
"""Prefixes of ids that are not headings': those of templates and footnotes."""
_TOO_LONG = 1_000_000
"""Maximum width or height of a logo, in pixels."""
_PNG = b"\x89PNG\r\n\x1a\n"
_TO_ROOT = regex(r"^(?:\.{0,2}/)+")
_SVG = regex(rb"<svg\b[^>]*>", re.S)
_NUMBER = rb"([0-9]+(?:\.[0-9]+)?)"
_VIEW_BOX = regex(rb"""\bviewBox=["']\s*[-0-9.]+[\s,]+[-0-9.]+[\s,]+""" + _NUMBER + rb"[\s,]+" + _NUMBER)
_WIDTH = regex(rb"""\bwidth=["']""" + _NUMBER)
_HEIGHT = regex(rb"""\bheight=["']""" + _NUMBER)


class _Site(Struct, frozen=True):
    root: Path
    static: Mapping[str, Path]
    pages: Callable[[], Collection[str]]
    outline_of: Callable[[str], Outline | None]
    to_files: str

    def has(self, url: str) -> bool:
        return url in self.static or url in self.pages()

    def within(self, url: str) -> str:
        """Return a url relative to this language's root; shared files are outside it."""
        return self.to_files + url if self.to_files and url in self.static and url not in self.pages() else url


def find_branding(
    config: Config,
    root: Path,
    static: Mapping[str, Path],
    pages: Callable[[], Collection[str]],
    outline_of: Callable[[str], Outline | None],
) -> tuple[Branding, list[Diagnostic]]:
    """Return a site's branding and the diagnostics of its settings.

    `static` maps urls to files. `pages` lists the pages; it is only called if a setting names one. `outline_of` returns
    the outline of a page that is made from a file. A missing page or heading is only a warning, because any writer can
    delete it.
    """
    site = _Site(root, static, pages, outline_of, config.to_files)
    diagnostics: list[Diagnostic] = []
    logo = _read_logo(config, site, diagnostics)
    if config.social_image and not _is_picture(config.social_image, static):
        diagnostics.append(_no_picture("social_image", config.social_image, _PICTURES, site))
    branding = Branding(
        logo=logo,
        menu=tuple(_find_menu(config, site, diagnostics)),
        footer=_read_footer(config, site, diagnostics),
        social_image=config.social_image,
        stylesheets=(*([BRAND_CSS] if config.brand else []), *([SITE_CSS] if SITE_CSS in static else [])),
    )
    return branding, diagnostics


def _is_picture(file: str, static: Mapping[str, Path]) -> bool:
    return file in static and file.lower().endswith(_PICTURES) and _read(static[file]).startswith(_SIGNATURES)


def _read_logo(config: Config, site: _Site, diagnostics: list[Diagnostic]) -> Logo | None:
    if not config.logo:
        return None
    file = site.static.get(config.logo.file)
    size = _size_of(_read(file)) if file else None
    if not size:
        diagnostics.append(_no_picture("logo", config.logo.file, (".svg", ".png"), site))
        return None
    return Logo(url=config.logo.file, alt=config.logo.alt, width=size[0], height=size[1])


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _size_of(raw: bytes) -> tuple[int, int] | None:
    """Return the width and height of a PNG or SVG; None if it is neither, or an SVG without a size."""
    if raw.startswith(_PNG) and len(raw) >= 24:
        width, height = struct.unpack(">II", raw[16:24])
    elif (svg := _SVG.search(raw[:10_000])) and (box := _box_of(svg[0])):
        width, height = (round(min(float(side), _TOO_LONG)) for side in box)
    else:
        return None
    return (width, height) if 0 < width < _TOO_LONG and 0 < height < _TOO_LONG else None


def _box_of(svg: bytes) -> tuple[bytes, bytes] | None:
    if box := _VIEW_BOX.search(svg):
        return box[1], box[2]
    width, height = _WIDTH.search(svg), _HEIGHT.search(svg)
    return (width[1], height[1]) if width and height else None


def _no_picture(key: str, file: str, kinds: tuple[str, ...], site: _Site) -> Diagnostic:
    message = f"`{STATIC}/{file}` is not a picture for `{key}`" if file in site.static else ""
    pictures = [other for other in site.static if other.lower().endswith(kinds)]
    # `static/logo.svg`: the folder is left out; or the file is in another.
    same_name = (other for other in pictures if other.rpartition("/")[2] == file.rpartition("/")[2] and other != file)
    near = next(same_name, "") or nearest(file, pictures)
    hint = f"did you mean `{near}`?" if near and near != file else f"use a file of `{STATIC}/`: {', '.join(kinds)}"
    return error("wrong-setting", find_setting(site.root, key), message or f"`{STATIC}/{file}` does not exist", hint)


def _find_menu(config: Config, site: _Site, diagnostics: list[Diagnostic]) -> Iterator[MenuLink]:
    for item in config.menu:
        path, mark, fragment = item.target.partition("#")
        url = path.partition("?")[0]
        if item.is_elsewhere:
            yield MenuLink(title=item.title, target=item.target, is_elsewhere=True)
        elif site.has(url):
            found = _find_fragment("menu", url, fragment, site, diagnostics)
            target = site.within(url) + path[len(url) :] + (mark + quote(found) if found else "")
            yield MenuLink(title=item.title, target=target, is_elsewhere=False)
        else:
            diagnostics.append(_broken_link("menu", url, "the entry is left out", site))


def _read_footer(config: Config, site: _Site, diagnostics: list[Diagnostic]) -> Body:
    if not config.footer:
        return Body()
    # Imported here: most runs need no Markdown.
    from weeknotes_site.content.markdown.render import render_markdown

    place = find_setting(site.root, "footer")
    settings = BodySettings(picture_hosts=frozenset(config.picture_hosts), link_schemes=frozenset(config.link_schemes))
    rendered = render_markdown(Source(place.path, config.footer), config.footer, 1, settings)
    diagnostics += (replace(diagnostic, place=place) for diagnostic in rendered.diagnostics)
    targets: list[Target | None] = []
    for link in rendered.outline.links:
        url, _, fragment = link.href.partition("#")
        if site.has(url):
            found = _find_fragment("footer", url, fragment, site, diagnostics)
            targets.append(Target(url=site.within(url), fragment=found, attribute=link.attribute))
        else:
            targets.append(None)
            diagnostics.append(_broken_link("footer", url, "the link is shown as text", site))
    return Body(rendered.html, tuple(targets))


def _find_fragment(key: str, url: str, fragment: str, site: _Site, diagnostics: list[Diagnostic]) -> str:
    """Return the id on a page that a fragment names; empty if the page lacks it, with a warning."""
    fragment = unquote(fragment)
    if not fragment or fragment == TOP or fragment.startswith(_OUR_IDS) or not (outline := site.outline_of(url)):
        return fragment
    found = find_fragment(fragment, outline.headings, outline.anchors)
    if found is None:
        message = f"`{key}` links to `{url}#{fragment}`, but that page has no heading `#{fragment}`"
        near = nearest(fragment, ids_on(outline.headings, outline.anchors))
        hint = f"did you mean `{url}#{near}`?" if near else f"write `{url}`, or a heading that the page has"
        diagnostics.append(warning("broken-setting-link", find_setting(site.root, key), message, hint))
    return found or ""


def _meant(url: str, site: _Site) -> str:
    """Return the link to a page by a part of its path, a mailbox or a host; empty if a target is none of these."""
    path, bare = PurePosixPath(url), _from_root(url).rstrip("/").casefold()
    pages = (bare, f"{bare}.html", f"{bare}/index.html".lstrip("/"), f"teams/{bare}/index.html")
    if found := next(filter(site.has, pages), ""):
        return found
    if path.suffix == ".md":
        own = (f"{path.stem}.html", f"teams/{path.parent.name}/{path.stem}.html")
        return next(filter(site.has, own), "")
    if "@" in url and "/" not in url:
        return f"mailto:{url}"
    return f"https://{url}" if url.startswith("www.") else ""


def _from_root(url: str) -> str:
    """Return a path that begins with `/`, `./` or `../` as the settings want it."""
    return _TO_ROOT.sub("", url)


def _nearest_page(url: str, site: _Site) -> str:
    pages = {_without_ending(page): page for page in site.pages()}
    near = nearest(_without_ending(url), pages)
    return pages[near] if near else ""


def _without_ending(url: str) -> str:
    return url.strip("/").removesuffix(".html").removesuffix(".htm").removesuffix("/index")


def _broken_link(key: str, url: str, so: str, site: _Site) -> Diagnostic:
    message = f"`{key}` links to `{url}`, which is not a page of this site, so {so}"
    meant = _meant(url, site)
    near = meant or _nearest_page(url, site)
    hint = f"did you mean `{near}`?" if near else "write the path of a page, such as `index.html`"
    plain_page = f"{PAGES}/{_from_root(url).removesuffix('.html')}.md"
    if not meant and (site.root / plain_page).is_file():
        hint = f"`{plain_page}` is a draft, or has errors"
    elif url.endswith(".html") and "/" not in url and not near:
        hint = f"write the page, in `{plain_page}`, or the path of another one, such as `index.html`"
    return warning("broken-setting-link", find_setting(site.root, key), message, hint)
