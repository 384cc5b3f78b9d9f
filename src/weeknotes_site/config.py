"""A site's settings: `weeknotes.toml`, or `[tool.weeknotes]` in `pyproject.toml`. Every key has a default."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_type_hints
from urllib.parse import urlsplit

import msgspec

from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, in_order
from weeknotes_site.model.language import LANGUAGE_TAG
from weeknotes_site.suggestions import nearest

CONFIG_FILE = "weeknotes.toml"
STATIC = "static"
"""The folder of files that are published as they are."""
_LEFT_BY_MACOS = ".DS_Store"

_TABLE = re.compile(r"\[+([^\[\]]+)\]")
_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d+)?")
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
    branch: str = "main"
    feedback: str = ""
    contact: str = ""
    monday_covers_previous_week: bool = True
    registered_teams_only: bool = False
    picture_hosts: tuple[str, ...] = ()
    digest: Digest = Digest()
    checks: Checks = Checks()
    accessibility: Accessibility = Accessibility()


def read_config(root: Path, *, base_url: str | None = None) -> Config:
    """Read the settings of the site in a folder; a base URL given for one run wins.

    Raises Problem with everything that is wrong.
    """
    path, table = _find_table(root)
    lines = (root / path).read_text("utf-8").splitlines() if path else []
    problems: list[Diagnostic] = []
    config: Config = _convert(Config, table, "", _Locator(path, lines), problems)
    if base_url is not None:
        config = msgspec.structs.replace(config, base_url=base_url)
        lines = []
    problems += _check_base_url(config.base_url, _Locator(path if lines else "--base-url", lines))
    problems += _check_forms(config, _Locator(path, lines))
    if problems:
        raise Problem(*in_order(problems))
    if config.base_url and not config.base_url.endswith("/"):
        config = msgspec.structs.replace(config, base_url=config.base_url + "/")
    return config


def find_static(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files in the `static/` of a site or theme, each by where it goes."""
    for path in sorted((folder / STATIC).rglob("*")):
        if path.is_file() and path.name != _LEFT_BY_MACOS:
            yield path.relative_to(folder / STATIC).as_posix(), path


class _Locator:
    """Finds the line of a key, which tomllib does not tell."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path, self.lines = path, lines

    def key(self, dotted: str) -> Place:
        """Return where a key is set; the whole file where it cannot be found."""
        table, _, name = dotted.rpartition(".")
        current = ""
        for number, line in enumerate(self.lines, 1):
            if header := _TABLE.match(line.strip()):
                current = header[1].strip().removeprefix("tool.weeknotes").lstrip(".")
            pattern = (
                rf"\s*(?:{re.escape(table)}\.)?[\"']?({re.escape(name)})[\"']?\s*="
                if current != table
                else (rf"\s*[\"']?({re.escape(name)})[\"']?\s*[=.]")
            )
            if match := re.match(pattern, line):
                return Place(path=self.path, line=number, column=match.start(1) + 1, length=len(name), source=line)
        return Place(path=self.path)


def _find_table(root: Path) -> tuple[str, Mapping[str, Any]]:
    own = _load(root, CONFIG_FILE)
    project = _load(root, "pyproject.toml")
    tool = (project or {}).get("tool", {}).get("weeknotes")
    if own is not None and tool is not None:
        message = f"settings are in `{CONFIG_FILE}` and in `[tool.weeknotes]` of `pyproject.toml`"
        raise Problem(error("two-configs", Place(path=CONFIG_FILE), message, "keep one of the two"))
    if own is not None:
        return CONFIG_FILE, own
    return ("pyproject.toml", tool) if tool is not None else ("", {})


def _load(root: Path, name: str) -> dict[str, Any] | None:
    try:
        text = (root / name).read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as failure:
        raise Problem(error("unreadable-config", Place(path=name), f"cannot be read: {failure}")) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        found = _POSITION.search(str(failure))
        line, column = (int(found[1]), int(found[2])) if found else (0, 0)
        source = text.splitlines()[line - 1] if 0 < line <= len(text.splitlines()) else ""
        place = Place(path=name, line=line, column=column, length=1, source=source)
        message = f"this is not TOML: {str(failure).partition(' (at')[0]}"
        raise Problem(error("invalid-config", place, message, 'write `key = "value"`')) from None


def _convert(
    kind: type[Any], table: Mapping[str, Any], prefix: str, locate: _Locator, problems: list[Diagnostic]
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
            problems.append(error("unknown-setting", place, f"`{prefix}{key}` is not a setting", hint))
            continue
        name, wanted = fields[key]
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct) and isinstance(value, dict):
            values[name] = _convert(wanted, value, f"{prefix}{key}.", locate, problems)
            continue
        try:
            values[name] = msgspec.convert(value, wanted)
        except msgspec.ValidationError as failure:
            message = f"`{prefix}{key}` cannot be this: {_in_plain_words(str(failure))}"
            problems.append(error("wrong-setting", place, message, f"write `{key} = {_example(wanted)}`"))
    return kind(**values)


def _in_plain_words(failure: str) -> str:
    words = {
        "`str`": "text",
        "`int`": "a number",
        "`bool`": "`true` or `false`",
        "`array`": "a list",
        "`object`": "a table",
    }
    for theirs, ours in words.items():
        failure = failure.replace(theirs, ours)
    return failure[0].lower() + failure[1:]


def _example(wanted: Any) -> str:
    if wanted is bool:
        return "true"
    if wanted is str:
        return '"…"'
    return "2026-11-23" if "date" in str(wanted) and "tuple" not in str(wanted) else '["…"]'


def _check_forms(config: Config, locate: _Locator) -> Iterator[Diagnostic]:
    if not LANGUAGE_TAG.fullmatch(config.language):
        message = f"`{config.language}` is not a language tag"
        yield error("wrong-setting", locate.key("language"), message, 'write `language = "en"`')
    for host in config.picture_hosts:
        if not _HOST.fullmatch(host):
            message = f"`{host}` is not the name of a host"
            hint = 'write it without scheme and path, for example `picture_hosts = ["pictures.example"]`'
            yield error("wrong-setting", locate.key("picture_hosts"), message, hint)


def _check_base_url(base_url: str, locate: _Locator) -> Iterator[Diagnostic]:
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
