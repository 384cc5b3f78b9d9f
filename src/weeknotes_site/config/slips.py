"""Explain TOML syntax errors and suggest the corrected line."""

import re
import tomllib
from collections.abc import Sequence

from weeknotes_site.config.locate import find_keys, may_have_login, without_texts
from weeknotes_site.config.strings import toml_string
from weeknotes_site.diagnostics import Diagnostic, Place, error, in_order
from weeknotes_site.regex import regex

MAX_SLIPS = 20
"""Maximum errors reported of a file."""

_POSITION = regex(r"\(at line (\d+), column (\d+)\)")
_ENTRY = regex(r"""\s*+(["'\w][^=:]*+)(?:==?|:)(.*+)""")
_NEXT_ENTRY = regex(r"""["']\s*+[;,]?\s*+[\w-]++\s*+=""")
_BARE = regex(r"[\w-]+(?:\.[\w-]+)*", re.A)
_DAY = regex(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_MARK = regex(r"""\"{3}|'{3}|["'\[\]{}]""")
_OPENS = regex(r"\"{3}|'{3}|[\[{]")
"""Starts of values that may have several lines."""
_QUOTES = "\"'“”„‘’‚«»"
WORDS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_EXAMPLE = 'key = "value"'
_CONFLICT = regex(r"(?:<{7}|>{7})(?: .*)?")
_COMMENT = regex(r"(?://|--|;)\s*+(?=\w)")
_SPACES = " \t\xa0\u200b\u2060\ufeff"
"""White space and invisible characters around a key or value."""


def find_slips(path: str, lines: Sequence[str], failure: str) -> tuple[Diagnostic, ...]:
    """Return errors of a file that tomllib refused; `failure` is its message about the first.

    The next error is certain only if the line is an entry that is wrong by itself: else it may come from the first.
    """
    rest, found = [*lines], [_find_slip(path, lines, failure)]
    while len(found) < MAX_SLIPS and _is_wrong_entry(rest, found[-1].place.line):
        rest[found[-1].place.line - 1] = ""
        try:
            tomllib.loads("\n".join(rest))
        except (ValueError, RecursionError) as other:
            found.append(_find_slip(path, rest, str(other)))
        else:
            break
    return in_order(found)


def _is_wrong_entry(lines: Sequence[str], number: int) -> bool:
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    if not _ENTRY.fullmatch(line) or _OPENS.search(line):
        return False
    try:
        tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return True
    return False


def _find_slip(path: str, lines: Sequence[str], failure: str) -> Diagnostic:
    if conflict := _left_by_merge(path, lines):
        return conflict
    if twice := _given_twice(path, lines):
        return twice
    found = _POSITION.search(failure)
    line, column = (int(found[1]), int(found[2])) if found else (_last_open(lines), 1)
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    if may_have_login(source):
        hint = f"write `{_EXAMPLE}`, each on a line of its own"
        return error("invalid-config", Place(path=path, line=line, column=column), "this is not valid TOML", hint)
    place = Place(path=path, line=line, column=column, length=1, source=source)
    return error("invalid-config", place, "this is not valid TOML", _hint(source))


def _left_by_merge(path: str, lines: Sequence[str]) -> Diagnostic | None:
    for number, line in enumerate(lines, 1):
        if _CONFLICT.fullmatch(line):
            place = Place(path=path, line=number, column=1, length=len(line), source=line)
            message = "this line was left by a merge: the file contains two versions"
            hint = "keep the lines you want and delete `<<<<<<<`, `=======` and `>>>>>>>`"
            return error("invalid-config", place, message, hint)
    return None


def _given_twice(path: str, lines: Sequence[str]) -> Diagnostic | None:
    seen: set[str] = set()
    for key, place in find_keys(path, lines):
        if place.source.lstrip().startswith("[["):
            seen.clear()  # each of these tables has the same keys
        elif key in seen:
            return error("invalid-config", place, f"`{key}` is given twice", "delete one of the two")
        else:
            seen.add(key)
    return None


def _last_open(lines: Sequence[str]) -> int:
    """Return the number of the line that opens a text or a bracket and does not close it, else of the last with any."""
    opened: list[tuple[str, int]] = []
    for number, (code, _) in enumerate(without_texts(lines), 1):
        for mark in _MARK.findall(code):
            if mark in ('"', "'"):
                return number
            if mark in ("]", "}") or (opened and opened[-1][0] == mark and mark not in "[{"):
                del opened[-1:]
            else:
                opened.append((mark, number))
    return opened[-1][1] if opened else max((at for at, line in enumerate(lines, 1) if line.strip()), default=0)


def _hint(line: str) -> str:
    line = line.strip(_SPACES)
    if comment := _COMMENT.match(line):
        return f"write `# {line[comment.end() :]}`"
    if line.startswith("["):
        return f"write `[{line.strip(' []')}]`"
    if _is_toml(line):
        return "close the bracket or quotation mark that a line above it opens"
    entry = _ENTRY.fullmatch(line)
    key, value = (entry[1].strip(_QUOTES + _SPACES), entry[2].strip(_SPACES)) if entry else ("", "")
    if not value or value.startswith("#"):
        value = "…"
    if line.count("{") > line.count("}"):
        return "write everything between `{` and `}` on one line"
    if value.startswith(("[", "{")):
        return "put quotes around each text, commas between entries, and close each bracket"
    if not key or _NEXT_ENTRY.search(value):
        return f"write `{_EXAMPLE}`, each on a line of its own"
    written = key if _BARE.fullmatch(key) else f'"{key}"'
    return f"write `{written} = {_as_toml(value)}`"


def _is_toml(line: str) -> bool:
    try:
        return bool(tomllib.loads(line))
    except (ValueError, RecursionError):
        return False


def _as_toml(value: str) -> str:
    if value[0] in _QUOTES:
        bare = value[1:].removesuffix(value[-1] if value[-1] in _QUOTES else "") or "…"
    else:
        bare = value.partition(" #")[0].rstrip()
    if bare.casefold() in WORDS:
        return WORDS[bare.casefold()]
    if _DAY.fullmatch(bare):
        return "2026-11-23"
    if "'" in bare:
        return toml_string(bare)
    return f"'{bare}'" if any(mark in bare for mark in '"\\') else f'"{bare}"'
