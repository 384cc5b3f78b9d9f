"""Check the values of settings that have the right type, and warn about missing ones."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote

from weeknotes_site.config import LINK_SCHEMES, Accessibility, Config
from weeknotes_site.config.contacts import are_mailboxes, is_address, meant_contact, names_page
from weeknotes_site.config.file import CONFIG_FILE, CONTROL
from weeknotes_site.config.ignored_codes import find_unusable
from weeknotes_site.config.locate import Locator
from weeknotes_site.diagnostics import Diagnostic, Place, error, warning
from weeknotes_site.model.addresses import split_address
from weeknotes_site.model.contrast import CONTRAST, LIGHT, for_light_theme, least_contrast
from weeknotes_site.model.families import FAMILIES
from weeknotes_site.model.forge import PATH_CHARACTERS, is_branch, repository_links, repository_page, without_login
from weeknotes_site.model.language import find_mistake
from weeknotes_site.regex import regex

MENU_EXAMPLE = '[{ title = "About", target = "about.html" }]'

_LEAST_NOTES = 2
"""Minimum of `threads.notes`."""
_HOST = regex(r"[A-Za-z0-9.-]+(?::\d+)?")
_ANY_SCHEME = regex(r"[a-z][a-z0-9+.-]*:", re.I)
_COLOUR = regex(r"#[0-9a-fA-F]{6}")
_ALMOST_COLOUR = regex(r"#?(?:([0-9a-f]{6})(?:[0-9a-f]{2})?|([0-9a-f]{3})[0-9a-f]?)")
"""Short, without its `#` or with an opacity."""
_CHANNELS = regex(r"rgb\( ?(\d{1,3})(?:, ?| )(\d{1,3})(?:, ?| )(\d{1,3}) ?\)")
# The CSS colour names that are ordinary words.
_NAMED = """
    black 000000 grey 808080 darkgrey a9a9a9 brown a52a2a gold ffd700
    red ff0000 darkred 8b0000 crimson dc143c maroon 800000 pink ffc0cb
    orange ffa500 darkorange ff8c00 yellow ffff00 olive 808000 lime 00ff00
    green 008000 darkgreen 006400 teal 008080 turquoise 40e0d0 cyan 00ffff
    blue 0000ff darkblue 00008b lightblue add8e6 navy 000080 royalblue 4169e1
    purple 800080 indigo 4b0082 violet ee82ee magenta ff00ff rebeccapurple 663399
"""
_VISIBLE_ASCII = regex(r"[!-~]+")
_INDEX = ("index.html", "index.htm")
_ENCODED_TWICE = regex("[\u00df\u03c2\u200c\u200d]")
"""Letters that IDNA 2003 and 2008 encode differently, such as `ß`."""


def publishing_warnings(config: Config) -> tuple[Diagnostic, ...]:
    """Return what is missing in the settings for a complete site.

    Only a build knows: pipelines often give the address to `build` alone.
    """
    if config.base_url:
        return ()
    hint = 'add `base_url = "https://…/"`, or use `--base-url` for one run'
    return (warning("no-base-url", Place(path=CONFIG_FILE), "`base_url` is not set, so the site has no feeds", hint),)


def config_warnings(config: Config) -> tuple[Diagnostic, ...]:
    """Warn about a repository whose forge is unknown."""
    is_wrong = not repository_page(config.repository, config.forge)
    if is_wrong or repository_links(config.repository, config.forge, config.branch):
        return ()
    message = f"the forge at `{without_login(config.repository)}` is unknown, so pages have no edit links"
    known = 'write `forge = "forgejo"`, or `"github"`, `"gitlab"`, `"bitbucket"` or `"azure"`'
    hint = f"{known}; if it is none of these, leave `repository` out"
    return (warning("unknown-forge", Place(path=CONFIG_FILE), message, hint),)


def check_base_url(base_url: str, locate: Locator) -> Iterator[Diagnostic]:
    """Yield the error in the site's URL, if any."""
    if not base_url:
        return
    parts = split_address(base_url)
    place = locate.key("base_url")
    if "@" in parts.netloc:
        message = "`base_url` contains a user name or password, which every page and feed would publish"
        hint = f'leave it out: `base_url = "{parts.scheme}://{parts.netloc.rpartition("@")[2]}{parts.path}"`'
        yield error("wrong-setting", place, message, hint)
        return
    if not _is_site_url(base_url):
        before, mark, _ = base_url.partition("?")
        shown = f"{before}?…" if mark else before  # a query may have a token
        hint = 'write it in ASCII with its scheme, for example `"https://weeknotes.example/"`'
        if "@" in base_url:
            shown = "base_url"  # a password may be anywhere before it
        elif meant := _meant_url(base_url):
            hint = f'write `"{meant}"`'
        yield error("wrong-setting", place, f"`{shown}` is not the URL of a site", hint)


def _is_site_url(url: str) -> bool:
    """Return whether relative addresses can be joined to a URL, and no client or server resolves it differently."""
    parts = split_address(url)
    segments = parts.path.rstrip("/").split("/")
    is_plain = parts.scheme in ("http", "https") and parts.netloc and not parts.query and not parts.fragment
    has_odd_segments = not {"", ".", ".."}.isdisjoint(segments[1:]) or segments[-1].lower() in _INDEX
    return bool(is_plain and not has_odd_segments and "\\" not in url and _VISIBLE_ASCII.fullmatch(url))


def _meant_url(url: str) -> str:
    """Return the ASCII form of a site's URL, with likely mistakes corrected; empty if that is unclear."""
    parts = split_address(url.strip().replace("\\", "/"))
    try:
        host = parts.netloc.encode("idna").decode()
    except UnicodeError:
        return ""
    folders = [segment for segment in posixpath.normpath(f"/{parts.path}").split("/") if segment]
    if folders and folders[-1].lower() in _INDEX:
        folders.pop()
    path = quote("/".join(("", *folders, "")), safe=PATH_CHARACTERS)
    meant = f"{parts.scheme}://{host}{path}"
    return meant if _is_site_url(meant) and not _ENCODED_TWICE.search(parts.netloc) else ""


def check_values(config: Config, locate: Locator) -> Iterator[Diagnostic]:
    """Yield errors in settings that are checked one by one."""
    if not config.title.strip():
        yield error("wrong-setting", locate.key("title"), "`title` is empty", 'write `title = "Weeknotes"`')
    wrong, right = find_mistake(config.language)
    if wrong:
        hint = f'write `language = "{right}"`' if right else 'write, for example, `language = "en"`'
        yield error("wrong-setting", locate.key("language"), wrong, hint)
    if config.repository and not repository_page(config.repository, config.forge):
        message = f"`{without_login(config.repository)}` is not the URL of a repository"
        hint = 'write `repository = "https://github.com/westmarch/weeknotes"`, or leave it out'
        yield error("wrong-setting", locate.key("repository"), message, hint)
    if not is_branch(config.branch):
        meant = config.branch.strip("/ ").removeprefix("refs/heads/")
        hint = f'write `branch = "{meant if is_branch(meant) else "main"}"`'
        message = f"`{config.branch}` is not the name of a branch" if config.branch.strip() else "`branch` is empty"
        yield error("wrong-setting", locate.key("branch"), message, hint)
    yield from _check_repository_folder(config.repository_folder, locate)
    yield from _check_addresses(config, locate)
    yield from _check_statement(config.accessibility, locate)
    for scheme in config.link_schemes:
        if scheme not in LINK_SCHEMES:
            message = f"`{scheme}:` links cannot be allowed"
            hint = f"use any of {', '.join(f'`{allowed}`' for allowed in LINK_SCHEMES)}"
            meant = scheme.strip().rstrip(":/").lower()
            if meant in LINK_SCHEMES:
                message, hint = f"`{scheme}` is not the name of a scheme", f'write `"{meant}"`'
            yield error("wrong-setting", locate.key("link_schemes"), message, hint)
    yield from _check_joins(config, locate)
    for host in config.picture_hosts:
        if not _HOST.fullmatch(host):
            message = f"`{without_login(host)}` is not a host name"
            hint = 'write it without scheme and path, for example `picture_hosts = ["pictures.example"]`'
            yield error("wrong-setting", locate.key("picture_hosts"), message, hint)


def _check_repository_folder(folder: str, locate: Locator) -> Iterator[Diagnostic]:
    segments = folder.replace("\\", "/").strip("/").split("/")
    meant = "/".join(segment for segment in segments if segment not in ("", ".", ".."))
    if folder and (meant != folder.strip("/") or CONTROL.search(folder)):
        message = f"`{without_login(folder)}` is not the path of a folder from the top of the repository"
        hint = 'write, for example, `repository_folder = "sites/digital"`, or leave it out'
        yield error("wrong-setting", locate.key("repository_folder"), message, hint)


def _check_addresses(config: Config, locate: Locator) -> Iterator[Diagnostic]:
    addresses = {"mailing_list": config.mailing_list, "contact": config.contact, "feedback": config.feedback}
    for key, address in addresses.items():
        if address and not is_address(address):
            message = f"`{without_login(address)}` is neither a URL nor a mail address"
            meant = without_login(meant_contact(address)) or "https://lists.example/weeknotes"
            if names_page(address):
                name = posixpath.basename(address).replace(".md", ".html")
                meant = f"{config.base_url or 'https://weeknotes.example/'}{name}"
            hint = f'write `{key} = "{meant}"`, or a mail address'
            yield error("wrong-setting", locate.key(key), message, hint)
    for key, written in (("from", config.digest.sender), ("to", config.digest.to)):
        if written.strip() and not are_mailboxes(written):
            message = f"`digest.{key}` is not a valid mail address: `{written}`"
            hint = f'write `{locate.as_written(f"digest.{key}")} = "Weeknotes <weeknotes@council.example>"`'
            yield error("wrong-setting", locate.key(f"digest.{key}"), message, hint)


def _check_statement(said: Accessibility, locate: Locator) -> Iterator[Diagnostic]:
    """Yield the error in an accessibility statement that contradicts itself."""
    key = "accessibility.status"
    if said.status == "full" and said.issues:
        message = f"`{key}` is `full`, but `accessibility.issues` lists issues"
        hint = f'write `{locate.as_written(key)} = "partial"`, or delete the issues'
        yield error("wrong-setting", locate.key(key), message, hint)
    elif said.status in ("partial", "none") and not said.issues:
        message = f"`{key}` is `{said.status}`, but `accessibility.issues` lists no issues"
        issues = locate.as_written(key).replace("status", "issues")
        hint = f'write `{issues} = ["Charts have no text alternative."]`'
        yield error("wrong-setting", locate.key(key), message, hint)


def _check_joins(config: Config, locate: Locator) -> Iterator[Diagnostic]:
    for family in config.across.show:
        if family not in FAMILIES:
            message = f"`{family}` is not a family for `across.show`"
            hint = f"use any of {', '.join(f'`{one}`' for one in FAMILIES)}"
            yield error("wrong-setting", locate.key("across.show"), message, hint)
    if config.threads.notes < _LEAST_NOTES:
        message = f"a thread has at least {_LEAST_NOTES} notes, and `threads.notes` is {config.threads.notes}"
        yield error(
            "wrong-setting", locate.key("threads.notes"), message, f"write `{locate.as_written('threads.notes')} = 3`"
        )


def check_ignored(config: Config, locate: Locator) -> Iterator[Diagnostic]:
    """Yield warnings about codes in `checks.ignore` that ignore nothing."""
    for one in config.checks.ignore:
        if wrong := find_unusable(one if isinstance(one, str) else one.code):
            yield warning("unusable-code", locate.key("checks.ignore"), wrong.message, wrong.hint)


def check_branding(config: Config, locate: Locator) -> Iterator[Diagnostic]:
    """Yield errors in colour, footer and menu."""
    if config.brand and not _COLOUR.fullmatch(config.brand):
        message = f"`{config.brand}` is not a colour of the form `#rrggbb`"
        yield error("wrong-setting", locate.key("brand"), message, f'write `brand = "{_meant_colour(config.brand)}"`')
    elif config.brand and (nearest_shade := for_light_theme(config.brand)) != config.brand.lower():
        found = int(least_contrast(config.brand, LIGHT) * 10) / 10
        message = f"`{config.brand}` is too light for links: its contrast is {found}:1, but text needs {CONTRAST}:1"
        hint = f'write `brand = "{nearest_shade}"`, the nearest readable shade'
        yield error("wrong-setting", locate.key("brand"), message, hint)
    if CONTROL.search(config.footer):
        message = "`footer` must be one line without control characters"
        yield error("wrong-setting", locate.key("footer"), message, "put longer text on a plain page")
    for item in config.menu:
        if not item.title.strip() or not item.target.strip() or CONTROL.search(item.title + item.target):
            message = "an entry of `menu` needs a title and a target"
            yield error("wrong-setting", locate.key("menu"), message, f"write `menu = {MENU_EXAMPLE}`")
        elif _ANY_SCHEME.match(item.target) and not item.is_elsewhere:
            message = f"`menu` cannot link to `{item.target}`"
            hint = "use a page of the site, or a URL that starts with `https://`, `http://`, `mailto:` or `tel:`"
            yield error("wrong-setting", locate.key("menu"), message, hint)


def _meant_colour(written: str) -> str:
    """Return a colour such as `7a1f5c`, `purple` or `rgb(0, 0, 0)` as hex, dark enough for links.

    An example if the text is not a colour.
    """
    text = written.strip().lower()
    if channels := _CHANNELS.fullmatch(text):
        digits = "".join(f"{min(int(channel), 255):02x}" for channel in channels.groups())
    elif found := _ALMOST_COLOUR.fullmatch(text):
        digits = found[1] or "".join(digit * 2 for digit in found[2])
    else:
        name, words = text.replace(" ", "").replace("gray", "grey"), _NAMED.split()
        digits = dict(zip(words[::2], words[1::2], strict=True)).get(name, "14508c")
    return for_light_theme(f"#{digits}")
