"""A site's settings: `weeknotes.toml`, or `[tool.weeknotes]` in `pyproject.toml`. Every key has a default."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import msgspec

from weeknotes_site.config_file import CONFIG_FILE, Locator, find_table
from weeknotes_site.diagnostics import Diagnostic, Place, error, in_order, warning
from weeknotes_site.model.contrast import CONTRAST, LIGHT, for_light_theme, least_contrast
from weeknotes_site.model.forge import repository_links, repository_page
from weeknotes_site.model.language import LANGUAGE_TAG
from weeknotes_site.suggestions import nearest

STATIC = "static"
"""The folder of files that are published as they are."""
LINK_SCHEMES = ("callto", "ftp", "ftps", "irc", "ircs", "msteams", "sftp", "sip", "slack", "sms", "webcal", "xmpp")
"""What `link_schemes` can allow: none of them can run anything in the page."""
LEAST_NOTES = 2
"""The least that `threads.notes` can be."""
_LEFT_BY_MACOS = ".DS_Store"

_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d+)?")
_ELSEWHERE = re.compile(r"(?:https?://|mailto:|tel:)[^\s]", re.I)
_ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_MISSING = re.compile(r"Object missing required field `(\w+)`(?: - at `\S+`)?")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_VISIBLE_ASCII = re.compile(r"[!-~]+")


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """`[digest]`: who the week's mail is from and to."""

    sender: str = msgspec.field(default="", name="from")
    to: str = ""


class Silenced(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of `checks.ignore`: a warning's code, and maybe the date before which it is silent."""

    code: str
    before: date | None = None


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """`[checks]`: what `weeknotes check` does not say."""

    ignore: tuple[Silenced | str, ...] = ()


class Threads(msgspec.Struct, frozen=True, kw_only=True):
    """`[threads]`: which headings that a team comes back to have a page."""

    show: bool = True
    notes: int = 3
    """In how many notes of a team a heading has to stand."""
    exclude: tuple[str, ...] = ()
    """Headings that never have one, besides those that every site leaves out."""
    newest_first: bool = False


class Accessibility(msgspec.Struct, frozen=True, kw_only=True):
    """`[accessibility]`: what the accessibility statement says of this site."""

    organisation: str = ""
    """Who answers for the site; else its title."""
    status: Literal["", "full", "partial", "none"] = ""
    """How far the site meets WCAG 2.2 AA; empty where nobody has tested it yet."""
    issues: tuple[str, ...] = ()
    """What does not meet it, a sentence each."""
    tested: str = ""
    """By whom and how it was tested, a sentence."""
    enforcement: str = ""
    """Who hears complaints; else the UK's Equality and Human Rights Commission."""
    prepared: date | None = None
    checked: date | None = None
    """The day of the last check."""


class Logo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`logo`: a picture beside the site's title."""

    file: str
    """An SVG or PNG in `static/`."""
    alt: str = ""
    """What it says to those who cannot see it; empty where it adds nothing to the title."""


class MenuItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of `menu`."""

    title: str
    target: str
    """A page of the site, such as `about.html`, or an address with its scheme."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it leads out of the site."""
        return _ELSEWHERE.match(self.target) is not None


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a site."""

    title: str = "Weeknotes"
    description: str = ""
    base_url: str = ""
    """Where the site will stand, ending in `/`; empty where nobody knows, and then there are no feeds."""
    site_id: str = "weeknotes"
    """What permanent ids are made from: any text, never changed once a feed is out."""
    language: str = "en"
    public: bool = False
    people: bool = True
    """Whether each person who signs notes has a page."""
    repository: str = ""
    """Where the notes are kept: its address for a browser, git or ssh."""
    forge: Literal["", "github", "gitlab", "forgejo", "gitea", "bitbucket", "azure"] = ""
    """What runs there; empty where the host's name tells."""
    branch: str = "main"
    feedback: str = ""
    contact: str = ""
    monday_covers_previous_week: bool = True
    catch_up: bool = True
    """Whether each team has a page a quarter with its notes in full, oldest first."""
    glossary: bool = True
    """Whether notes link the first use of what `glossary.toml` explains."""
    known_acronyms: tuple[str, ...] = ()
    """What `weeknotes acronyms` does not list: everybody knows it."""
    registered_teams_only: bool = False
    last_time: bool = True
    """Whether a note shows what its team's note before said would come next."""
    picture_hosts: tuple[str, ...] = ()
    link_schemes: tuple[str, ...] = ()
    """Schemes that links may have besides `http`, `https`, `mailto` and `tel`."""
    digest: Digest = Digest()
    checks: Checks = Checks()
    threads: Threads = Threads()
    accessibility: Accessibility = Accessibility()
    logo: Logo | None = None
    brand: str = ""
    """The colour of links and of the line at the top, `#rrggbb`."""
    footer: str = ""
    """A line of Markdown."""
    menu: tuple[MenuItem, ...] = ()
    """Links after our own in the header."""
    social_image: str = ""
    """A picture in `static/` that chat programs and social networks show with a link."""


def read_config(root: Path, *, base_url: str | None = None) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Read the settings, with the default for each that is wrong, and say what is wrong.

    Raises Problem for a file that cannot be read at all.
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
    if wrong := tuple(_check_branding(config, written)):
        config = msgspec.structs.replace(config, logo=None, brand="", footer="", menu=(), social_image="")
    diagnostics += wrong
    if config.base_url and not config.base_url.endswith("/"):
        config = msgspec.structs.replace(config, base_url=config.base_url + "/")
    return config, in_order(diagnostics)


def config_warnings(config: Config) -> tuple[Diagnostic, ...]:
    """Return what is missing in the settings for what they ask for."""
    is_wrong = not repository_page(config.repository)
    if is_wrong or repository_links(config.repository, config.forge, config.branch):
        return ()
    message = f"pages have no edit links, as it is not known which forge runs at `{config.repository}`"
    hint = 'add `forge = ` with `"github"`, `"gitlab"`, `"forgejo"`, `"bitbucket"` or `"azure"`'
    return (warning("unknown-forge", Place(path=CONFIG_FILE), message, hint),)


def find_setting(root: Path, key: str) -> Place:
    """Return where a setting stands."""
    path, _ = find_table(root)
    return Locator(path, (root / path).read_text("utf-8").splitlines() if path else []).key(key)


def find_static(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files in the `static/` of a site or theme, each by where it goes."""
    for path in sorted((folder / STATIC).rglob("*")):
        if path.is_file() and path.name != _LEFT_BY_MACOS:
            yield path.relative_to(folder / STATIC).as_posix(), path


def _convert(
    kind: type[Any], table: Mapping[str, Any], prefix: str, locate: Locator, diagnostics: list[Diagnostic]
) -> Any:
    """Convert key by key, because msgspec reports only the first error of a mapping."""
    types = get_type_hints(kind)
    fields = {field.encode_name: (field.name, types[field.name]) for field in msgspec.structs.fields(kind)}
    values = {}
    for key, value in table.items():
        place = locate.key(prefix + key)
        if key not in fields:
            near = nearest(key, fields)
            hint = f"did you mean `{near}`?" if near else f"known are {', '.join(f'`{one}`' for one in fields)}"
            diagnostics.append(error("unknown-setting", place, f"`{prefix}{key}` is not a setting", hint))
            continue
        name, wanted = fields[key]
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct) and isinstance(value, dict):
            values[name] = _convert(wanted, value, f"{prefix}{key}.", locate, diagnostics)
            continue
        try:
            values[name] = msgspec.convert(value, wanted)
        except msgspec.ValidationError as failure:
            reason = _choices(wanted) or _in_plain_words(str(failure))
            message = f"`{prefix}{key}` cannot be this: {reason}"
            example = _EXAMPLES.get(prefix + key) or _example(wanted)
            diagnostics.append(error("wrong-setting", place, message, f"write `{key} = {example}`"))
    return kind(**values)


_EXAMPLES = {
    "logo": '{ file = "logo.svg", alt = "Your organisation" }',
    "menu": '[{ title = "About", target = "about.html" }]',
}


def _in_plain_words(failure: str) -> str:
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
    choices = [f'`"{one}"`' for one in get_args(wanted) if one] if get_origin(wanted) is Literal else []
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
        yield error("wrong-setting", locate.key("language"), message, 'write `language = "en"`')
    if config.repository and not repository_page(config.repository):
        message = f"`{config.repository}` is not the address of a repository on the web"
        hint = 'write `repository = "https://github.com/westmarch/weeknotes"`, or leave it out'
        yield error("wrong-setting", locate.key("repository"), message, hint)
    for scheme in config.link_schemes:
        if scheme not in LINK_SCHEMES:
            message = f"links by `{scheme}:` cannot be allowed"
            hint = f"name some of {', '.join(f'`{one}`' for one in LINK_SCHEMES)}"
            yield error("wrong-setting", locate.key("link_schemes"), message, hint)
    if config.threads.notes < LEAST_NOTES:
        message = f"a thread has at least {LEAST_NOTES} notes, and `threads.notes` is {config.threads.notes}"
        yield error("wrong-setting", locate.key("threads.notes"), message, "write `notes = 3`")
    for host in config.picture_hosts:
        if not _HOST.fullmatch(host):
            message = f"`{host}` is not the name of a host"
            hint = 'write it without scheme and path, for example `picture_hosts = ["pictures.example"]`'
            yield error("wrong-setting", locate.key("picture_hosts"), message, hint)


def _check_branding(config: Config, locate: Locator) -> Iterator[Diagnostic]:
    if config.brand and not _COLOUR.fullmatch(config.brand):
        message = f"`{config.brand}` is not a colour of the form `#rrggbb`"
        yield error("wrong-setting", locate.key("brand"), message, 'write `brand = "#14508c"`')
    elif config.brand and (nearest_shade := for_light_theme(config.brand)) != config.brand.lower():
        found = int(least_contrast(config.brand, LIGHT) * 10) / 10
        message = f"`{config.brand}` is too light for links: its contrast is {found}:1, and text needs {CONTRAST}:1"
        hint = f'write `brand = "{nearest_shade}"`, the nearest that can be read'
        yield error("wrong-setting", locate.key("brand"), message, hint)
    if _CONTROL.search(config.footer):
        message = "`footer` is one line, without control characters"
        yield error("wrong-setting", locate.key("footer"), message, "put longer text on a plain page")
    for item in config.menu:
        if not item.title.strip() or not item.target.strip() or _CONTROL.search(item.title + item.target):
            message = "an entry of `menu` needs a title and a target"
            yield error("wrong-setting", locate.key("menu"), message, f"write `menu = {_EXAMPLES['menu']}`")
        elif _ANY_SCHEME.match(item.target) and not item.is_elsewhere:
            message = f"`menu` cannot lead to `{item.target}`"
            hint = "use a page of the site, or an address that begins with `https://`, `http://`, `mailto:` or `tel:`"
            yield error("wrong-setting", locate.key("menu"), message, hint)


def _check_base_url(base_url: str, locate: Locator) -> Iterator[Diagnostic]:
    if not base_url:
        return
    parts = urlsplit(base_url)
    if "@" in parts.netloc:
        message = "`base_url` has a user's name or password in it, which every page and feed would tell"
        hint = f'leave it out: `base_url = "{parts.scheme}://{parts.netloc.rpartition("@")[2]}{parts.path}"`'
        place = msgspec.structs.replace(locate.key("base_url"), source="")  # the line has the password
        yield error("wrong-setting", place, message, hint)
        return
    is_address = parts.scheme in ("http", "https") and parts.netloc and not parts.query and not parts.fragment
    if not is_address or not _VISIBLE_ASCII.fullmatch(base_url):
        message = f"`{base_url}` is not the address of a site"
        hint = 'write it in ASCII and with its scheme, for example `"https://weeknotes.example/"`'
        yield error("wrong-setting", locate.key("base_url"), message, hint)
