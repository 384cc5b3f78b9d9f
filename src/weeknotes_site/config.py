"""Settings, from `weeknotes.toml` or `[tool.weeknotes]` in `pyproject.toml`; every key has a default."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import msgspec

from weeknotes_site.config_file import CONFIG_FILE, Locator, find_table
from weeknotes_site.config_languages import check_languages
from weeknotes_site.diagnostics import Diagnostic, Place, error, in_order, warning
from weeknotes_site.model.contrast import CONTRAST, LIGHT, for_light_theme, least_contrast
from weeknotes_site.model.families import ASKS, BLOCKERS, CELEBRATIONS, FAMILIES, NEXT
from weeknotes_site.model.forge import repository_links, repository_page
from weeknotes_site.model.language import LANGUAGE_TAG
from weeknotes_site.suggestions import nearest

STATIC = "static"
"""Folder of files that are published unchanged."""
LINK_SCHEMES = ("callto", "ftp", "ftps", "irc", "ircs", "msteams", "sftp", "sip", "slack", "sms", "webcal", "xmpp")
"""Schemes that `link_schemes` can allow; none of them can run code in the page."""
LEAST_NOTES = 2
"""The least that `threads.notes` can be."""
_MACOS_METADATA = ".DS_Store"

_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d+)?")
_ELSEWHERE = re.compile(r"(?:https?://|mailto:|tel:)[^\s]", re.I)
_MAILBOX = re.compile(r"[^\s@:/]+@[^\s@:/]+")
_ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_MISSING = re.compile(r"Object missing required field `(\w+)`(?: - at `\S+`)?")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_VISIBLE_ASCII = re.compile(r"[!-~]+")


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """`[digest]`: sender and recipient of the weekly mail."""

    sender: str = msgspec.field(default="", name="from")
    to: str = ""


class IgnoredCode(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of `checks.ignore`: a warning's code and, optionally, the date before which it is ignored."""

    code: str
    before: date | None = None


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """`[checks]`: warnings to ignore."""

    ignore: tuple[IgnoredCode | str, ...] = ()


class Across(msgspec.Struct, frozen=True, kw_only=True):
    """`[across]`: pages of a week with what all teams write under some words."""

    show: tuple[str, ...] = (ASKS, CELEBRATIONS, NEXT)
    """The families that have pages."""
    asks: tuple[str, ...] = ()
    """Headings and labels besides those that are known; so are the following."""
    celebrations: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()

    @property
    def families(self) -> tuple[str, ...]:
        """Those of them that there are."""
        return tuple(family for family in dict.fromkeys(self.show) if family in FAMILIES)

    def words(self, family: str) -> tuple[str, ...]:
        """Return what the settings add to a family."""
        added = {ASKS: self.asks, CELEBRATIONS: self.celebrations, NEXT: self.next, BLOCKERS: self.blockers}
        return added[family]


class Threads(msgspec.Struct, frozen=True, kw_only=True):
    """`[threads]`: which headings that a team comes back to have a page."""

    show: bool = True
    notes: int = 3
    """In how many notes of a team a heading has to stand."""
    exclude: tuple[str, ...] = ()
    """Headings that never have one, besides those that every site leaves out."""
    newest_first: bool = False


class Accessibility(msgspec.Struct, frozen=True, kw_only=True):
    """`[accessibility]`: contents of the accessibility statement."""

    organisation: str = ""
    """Who is responsible for the site; default: its title."""
    status: Literal["", "full", "partial", "none"] = ""
    """Conformance with WCAG 2.2 AA; empty if untested."""
    issues: tuple[str, ...] = ()
    """Known issues, a sentence each."""
    tested: str = ""
    """Who tested it and how, in a sentence."""
    enforcement: str = ""
    """Who handles complaints; default: the UK's Equality and Human Rights Commission."""
    prepared: date | None = None
    checked: date | None = None
    """Date of the last check."""


class Logo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`logo`: a picture beside the site's title."""

    file: str
    """An SVG or PNG in `static/`."""
    alt: str = ""
    """Alt text; empty if the logo adds nothing to the title."""


class MenuItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of `menu`."""

    title: str
    target: str
    """A page of the site, such as `about.html`, or an absolute URL."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether the target is an absolute URL."""
        return _ELSEWHERE.match(self.target) is not None


class AccessibilityTexts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[translations.cy.accessibility]`: texts of the accessibility statement in another language."""

    organisation: str = ""
    issues: tuple[str, ...] = ()
    tested: str = ""
    enforcement: str = ""

    def over(self, original: Accessibility) -> Accessibility:
        """Return the original with the texts that there are instead of its own."""
        given = {key: value for key, value in msgspec.structs.asdict(self).items() if value}
        return msgspec.structs.replace(original, **given)


class Translation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[translations.cy]`: settings for pages in another language; empty values are those of the site."""

    title: str = ""
    description: str = ""
    footer: str = ""
    menu: tuple[MenuItem, ...] = ()
    accessibility: AccessibilityTexts = AccessibilityTexts()
    tags: dict[str, str] = {}
    """Names of tags, by their names in the site's own language."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a site, or of one of its editions."""

    title: str = "Weeknotes"
    description: str = ""
    base_url: str = ""
    """The site's public URL, ending in `/`; without it there are no feeds."""
    site_id: str = "weeknotes"
    """Seed of permanent ids: any text, which must not change once a feed is published."""
    language: str = "en"
    """The language of pages."""
    languages: tuple[str, ...] = ()
    """All languages of the site, its own first; empty if it has only one."""
    translations: dict[str, Translation] = {}
    """By language."""
    public: bool = False
    people: bool = True
    """Whether authors have pages."""
    repository: str = ""
    """The notes' repository: its URL for a browser, git or ssh."""
    forge: Literal["", "github", "gitlab", "forgejo", "gitea", "bitbucket", "azure"] = ""
    """Software of the repository's host; empty if its name is enough."""
    branch: str = "main"
    feedback: str = ""
    contact: str = ""
    mailing_list: str = ""
    """Where readers sign up for the week by mail: a page, or an address to write to."""
    monday_covers_previous_week: bool = True
    catch_up: bool = True
    """Whether each team has a page a quarter with its notes in full, oldest first."""
    glossary: bool = True
    """Whether notes link the first use of what `glossary.toml` explains."""
    known_acronyms: tuple[str, ...] = ()
    """What `weeknotes acronyms` does not list: everybody knows it."""
    registered_teams_only: bool = False
    mentions: bool = True
    """Whether a team's page lists what other teams write of it."""
    references: bool = True
    """Whether `weeknote 16` in a text becomes a link, and notes list those that refer to them."""
    last_time: bool = True
    """Whether a note shows what its team's note before said would come next."""
    picture_hosts: tuple[str, ...] = ()
    link_schemes: tuple[str, ...] = ()
    """Allowed link schemes in addition to `http`, `https`, `mailto` and `tel`."""
    digest: Digest = Digest()
    checks: Checks = Checks()
    across: Across = Across()
    threads: Threads = Threads()
    accessibility: Accessibility = Accessibility()
    logo: Logo | None = None
    brand: str = ""
    """Colour of links and of the line at the top, `#rrggbb`."""
    footer: str = ""
    """A line of Markdown."""
    menu: tuple[MenuItem, ...] = ()
    """Additional links in the header."""
    social_image: str = ""
    """A picture in `static/` for link previews in chats and social networks."""

    @property
    def all_languages(self) -> tuple[str, ...]:
        """The languages of the site, its own first."""
        return self.languages or (self.language,)

    @property
    def edition(self) -> str:
        """The language, if it is not the site's own."""
        return self.language if self.languages and self.language != self.languages[0] else ""

    @property
    def folder(self) -> str:
        """Folder of this language's pages: `cy/`, or empty for the site's own."""
        return f"{self.edition.casefold()}/" if self.edition else ""

    @property
    def language_folders(self) -> tuple[str, ...]:
        """Folders of the site's other languages."""
        return tuple(tag.casefold() for tag in self.languages[1:])

    @property
    def tag_names(self) -> dict[str, str]:
        """Names of tags in this language, by their names in the site's own."""
        return self.translations[self.edition].tags if self.edition in self.translations else {}

    @property
    def to_files(self) -> str:
        """Relative path from this language's root to files shared by all languages: `../`, or empty."""
        return "../" if self.edition else ""

    @property
    def files_url(self) -> str:
        """Absolute address of files shared by all languages; empty without a base URL."""
        return self.base_url.removesuffix(self.folder)

    def in_each_language(self) -> tuple["Config", ...]:
        """Return the settings of each edition, the site's own language first."""
        return (self, *map(self._in_language, self.languages[1:]))

    def _in_language(self, language: str) -> "Config":
        said = self.translations.get(language, Translation())
        return msgspec.structs.replace(
            self,
            language=language,
            base_url=f"{self.base_url}{language.casefold()}/" if self.base_url else "",
            title=said.title or self.title,
            description=said.description or self.description,
            footer=said.footer or self.footer,
            menu=said.menu or self.menu,
            accessibility=said.accessibility.over(self.accessibility),
        )


def read_config(root: Path, *, base_url: str | None = None) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Read the settings and their diagnostics; an invalid setting gets its default.

    Raises Problem if the file cannot be read.
    """
    path, table = find_table(root)
    lines = (root / path).read_text("utf-8").splitlines() if path else []
    written = Locator(path, lines)
    diagnostics: list[Diagnostic] = []
    config: Config = _convert(Config, table, "", written, diagnostics)
    if base_url is not None:
        config = msgspec.structs.replace(config, base_url=base_url)
    diagnostics += _check_base_url(config.base_url, written if base_url is None else Locator("--base-url", []))
    diagnostics += _check_forms(config, written)
    if wrong := tuple(check_languages(config.languages, config.translations, table, written)):
        config = msgspec.structs.replace(config, languages=(), translations={})
        diagnostics += wrong
    elif config.languages:
        config = msgspec.structs.replace(config, language=config.languages[0])
    if wrong := tuple(_check_branding(config, written)):
        config = msgspec.structs.replace(config, logo=None, brand="", footer="", menu=(), social_image="")
    diagnostics += wrong
    if config.base_url and not config.base_url.endswith("/"):
        config = msgspec.structs.replace(config, base_url=config.base_url + "/")
    return config, in_order(diagnostics)


def publishing_warnings(config: Config) -> tuple[Diagnostic, ...]:
    """Return what is missing in the settings for a complete site.

    Only a build knows: pipelines often give the address to `build` alone.
    """
    if config.base_url:
        return ()
    hint = 'add `base_url = "https://…/"`, or use `--base-url` for one run'
    return (warning("no-base-url", Place(path=CONFIG_FILE), "`base_url` is not set, so the site has no feeds", hint),)


def config_warnings(config: Config) -> tuple[Diagnostic, ...]:
    """Return warnings about missing settings."""
    is_wrong = not repository_page(config.repository)
    if is_wrong or repository_links(config.repository, config.forge, config.branch):
        return ()
    message = f"it is not known which forge runs at `{config.repository}`, so pages have no edit links"
    hint = 'add `forge = ` with `"github"`, `"gitlab"`, `"forgejo"`, `"bitbucket"` or `"azure"`'
    return (warning("unknown-forge", Place(path=CONFIG_FILE), message, hint),)


def find_setting(root: Path, key: str) -> Place:
    """Return the place of a setting."""
    path, _ = find_table(root)
    return Locator(path, (root / path).read_text("utf-8").splitlines() if path else []).key(key)


def find_static(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the url and path of each file in the `static/` of a site or theme."""
    for path in sorted((folder / STATIC).rglob("*")):
        if path.is_file() and path.name != _MACOS_METADATA:
            yield path.relative_to(folder / STATIC).as_posix(), path


def _convert(
    kind: type[Any], table: Mapping[str, Any], prefix: str, locate: Locator, diagnostics: list[Diagnostic]
) -> Any:
    """Convert key by key, because msgspec stops at the first error of a mapping."""
    types = get_type_hints(kind)
    fields = {field.encode_name: (field.name, types[field.name]) for field in msgspec.structs.fields(kind)}
    values = {}
    for key, value in table.items():
        place = locate.key(prefix + key)
        if key not in fields:
            near = nearest(key, fields)
            hint = f"did you mean `{near}`?" if near else f"use one of {', '.join(f'`{known}`' for known in fields)}"
            diagnostics.append(error("unknown-setting", place, f"`{prefix}{key}` is not a setting", hint))
            continue
        name, wanted = fields[key]
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct) and isinstance(value, dict):
            values[name] = _convert(wanted, value, f"{prefix}{key}.", locate, diagnostics)
            continue
        try:
            values[name] = msgspec.convert(value, wanted)
        except msgspec.ValidationError as failure:
            reason = _choices(wanted) or _plain_message(str(failure))
            message = f"invalid value for `{prefix}{key}`: {reason}"
            example = _EXAMPLES.get(prefix + key) or _example(wanted)
            diagnostics.append(error("wrong-setting", place, message, f"write `{key} = {example}`"))
    return kind(**values)


_EXAMPLES = {
    "languages": '["en", "cy"]',
    "translations": '{ cy = { title = "Nodiadau wythnosol" } }',
    "logo": '{ file = "logo.svg", alt = "Your organisation" }',
    "menu": '[{ title = "About", target = "about.html" }]',
}


def _plain_message(failure: str) -> str:
    words = {
        "`str`": "text",
        "`int`": "a number",
        "`bool`": "`true` or `false`",
        "`array`": "a list",
        "`object | null`": "a table",
        "`object`": "a table",
    }
    for theirs, ours in words.items():
        failure = failure.replace(theirs, ours)
    failure = _MISSING.sub(r"an entry has no `\1`", failure)
    return failure[0].lower() + failure[1:]


def _choices(wanted: Any) -> str:
    choices = [f'`"{choice}"`' for choice in get_args(wanted) if choice] if get_origin(wanted) is Literal else []
    return f"expected {', '.join(choices[:-1])} or {choices[-1]}" if choices else ""


def _example(wanted: Any) -> str:
    if wanted is bool:
        return "true"
    if get_origin(wanted) is Literal:
        return f'"{next(filter(None, get_args(wanted)))}"'
    if wanted is int:
        return "3"
    if wanted is str:
        return '"…"'
    return "2026-11-23" if "date" in str(wanted) and "tuple" not in str(wanted) else '["…"]'


def _check_forms(config: Config, locate: Locator) -> Iterator[Diagnostic]:
    if not LANGUAGE_TAG.fullmatch(config.language):
        message = f"`{config.language}` is not a language tag"
        yield error("wrong-setting", locate.key("language"), message, 'write, for example, `language = "en"`')
    if config.repository and not repository_page(config.repository):
        message = f"`{config.repository}` is not the URL of a repository"
        hint = 'write `repository = "https://github.com/westmarch/weeknotes"`, or leave it out'
        yield error("wrong-setting", locate.key("repository"), message, hint)
    if config.mailing_list and not (_ELSEWHERE.match(config.mailing_list) or _MAILBOX.fullmatch(config.mailing_list)):
        message = f"`{config.mailing_list}` is neither a page nor a mail address"
        hint = 'write `mailing_list = "https://lists.example/weeknotes"`, or an address to write to'
        yield error("wrong-setting", locate.key("mailing_list"), message, hint)
    for scheme in config.link_schemes:
        if scheme not in LINK_SCHEMES:
            message = f"`{scheme}:` links cannot be allowed"
            hint = f"use any of {', '.join(f'`{allowed}`' for allowed in LINK_SCHEMES)}"
            yield error("wrong-setting", locate.key("link_schemes"), message, hint)
    yield from _check_joins(config, locate)
    for host in config.picture_hosts:
        if not _HOST.fullmatch(host):
            message = f"`{host}` is not a host name"
            hint = 'write it without scheme and path, for example `picture_hosts = ["pictures.example"]`'
            yield error("wrong-setting", locate.key("picture_hosts"), message, hint)


def _check_joins(config: Config, locate: Locator) -> Iterator[Diagnostic]:
    for family in config.across.show:
        if family not in FAMILIES:
            message = f"`across.show` has no `{family}`"
            hint = f"name some of {', '.join(f'`{one}`' for one in FAMILIES)}"
            yield error("wrong-setting", locate.key("across.show"), message, hint)
    if config.threads.notes < LEAST_NOTES:
        message = f"a thread has at least {LEAST_NOTES} notes, and `threads.notes` is {config.threads.notes}"
        yield error("wrong-setting", locate.key("threads.notes"), message, "write `notes = 3`")


def _check_branding(config: Config, locate: Locator) -> Iterator[Diagnostic]:
    if config.brand and not _COLOUR.fullmatch(config.brand):
        message = f"`{config.brand}` is not a colour of the form `#rrggbb`"
        yield error("wrong-setting", locate.key("brand"), message, 'write `brand = "#14508c"`')
    elif config.brand and (nearest_shade := for_light_theme(config.brand)) != config.brand.lower():
        found = int(least_contrast(config.brand, LIGHT) * 10) / 10
        message = f"`{config.brand}` is too light for links: its contrast is {found}:1, but text needs {CONTRAST}:1"
        hint = f'write `brand = "{nearest_shade}"`, the nearest readable shade'
        yield error("wrong-setting", locate.key("brand"), message, hint)
    if _CONTROL.search(config.footer):
        message = "`footer` must be one line without control characters"
        yield error("wrong-setting", locate.key("footer"), message, "put longer text on a plain page")
    for item in config.menu:
        if not item.title.strip() or not item.target.strip() or _CONTROL.search(item.title + item.target):
            message = "an entry of `menu` needs a title and a target"
            yield error("wrong-setting", locate.key("menu"), message, f"write `menu = {_EXAMPLES['menu']}`")
        elif _ANY_SCHEME.match(item.target) and not item.is_elsewhere:
            message = f"`menu` cannot link to `{item.target}`"
            hint = "use a page of the site, or a URL that starts with `https://`, `http://`, `mailto:` or `tel:`"
            yield error("wrong-setting", locate.key("menu"), message, hint)


def _check_base_url(base_url: str, locate: Locator) -> Iterator[Diagnostic]:
    if not base_url:
        return
    parts = urlsplit(base_url)
    if "@" in parts.netloc:
        message = "`base_url` contains a user name or password, which every page and feed would publish"
        hint = f'leave it out: `base_url = "{parts.scheme}://{parts.netloc.rpartition("@")[2]}{parts.path}"`'
        place = msgspec.structs.replace(locate.key("base_url"), source="")  # the line has the password
        yield error("wrong-setting", place, message, hint)
        return
    is_address = parts.scheme in ("http", "https") and parts.netloc and not parts.query and not parts.fragment
    if not is_address or not _VISIBLE_ASCII.fullmatch(base_url):
        message = f"`{base_url}` is not the URL of a site"
        hint = 'write it in ASCII with its scheme, for example `"https://weeknotes.example/"`'
        yield error("wrong-setting", locate.key("base_url"), message, hint)
