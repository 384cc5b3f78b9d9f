"""Convert YAML errors in front matter to diagnostics, with fixes that add quotes."""

import re

import yaml

from weeknotes_site.content.front_matter.fixes import GUARDED, KNOWN, as_value, quote_value, quoted
from weeknotes_site.content.front_matter.yaml_limits import MAX_DEPTH, Refused, find_refused
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Diagnostic, Fix, error, replacing
from weeknotes_site.regex import regex

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_ITEMS = 100
_KEYS = "|".join(sorted(KNOWN))
# A full-width colon, `=`, or a colon directly before the value or a no-break space.
_WRONG_COLON = regex(
    rf"({_KEYS})([ \t]*(?:[\uff1a=]|:(?=[^\s:/]))[ \t\xa0\u2007\u202f\u3000]*|:[\xa0\u2007\u202f\u3000]+)(?=\S)",
    re.IGNORECASE,
)
_WRONG_ITEM = regex(r"([ ]{0,8})(-(?=[\w\"'#])|[-*+•·–—●○▪‣⁃][\xa0\u2007\u202f\u3000\t]+|[*+•·–—●○▪‣⁃] *)(?=\S)")
# A key as an item of a list, in bold, in backticks, in a quote or indented.
_MARKED_KEY = regex(
    rf"(?:[ \t]{{0,8}}[-*+•·–—>|][ \t]+[*`]{{0,3}}|[ \t]{{0,8}}[*`]{{1,3}}|[ \t]{{1,8}})({_KEYS})"
    r"[*`]{0,3}[ \t]{0,8}:[*`]{0,3}(?:[ \t]+|$)",
    re.IGNORECASE,
)
_COMMENT = regex(r"<!--|//|;|%|/\*")
_LIST = regex(r"(tags|aliases|author|ignore|formerly):[ \t]*\[([^\[\]\n]*)\][ \t]*$")
_ITEM_BEHIND_KEY = regex(rf"({_KEYS}):[ \t]+([-?](?:[ \t]+[^\s:][^:]{{0,300}})?)[ \t]*")
_ITEM = regex(r"[ \t]*-[ \t]+\S")
_EMPTY_ITEM = regex(r"(?:^|,)[ \t]{0,8},")
_NO_KEY = "this line has no `key: value`"
_UNCLOSED = {"expected ',' or ']'": "]", "expected ',' or '}'": "}"}
_PLAIN_WORDS = {
    "could not find expected ':'": _NO_KEY,
    "expected ',' or ']'": "a list opened with `[` is not closed with `]`",
    "expected ',' or '}'": "a `{` is not closed with `}`",
    "found unexpected end of stream": "a quote is opened and never closed",
    "cannot start any token": "a value cannot start with this character",
    "expected <block end>": "this line is indented differently from the lines above",
    "expected <document start>": "this line is indented differently from the lines above",
    "did not find expected key": "the value ends before the end of the line, and YAML cannot read the rest",
    "expected comment or line break": "`|` or `>` starts a text that is on the lines below",
    "unknown escape character": "a `\\` in double quotes starts an escape; use single quotes",
}


def refusal(source: Source, refused: Refused) -> Diagnostic:
    """Return the error for a refused token."""
    message, hint = _REFUSALS[refused.mark if refused.mark in _REFUSALS else "depth"]
    line = refused.line + 1
    if marked := _MARKED_KEY.match(source.line(line)):
        return _marked_key(source, line, marked)
    if found := _WRONG_ITEM.match(source.line(line)):
        return _wrong_item(source, line, found, refused.code)
    fix = _quotes(source, line) if refused.mark in _QUOTABLE else None
    return error(refused.code, source.at(line, refused.column + 1), message, hint, fix)


_QUOTABLE = ("&", "*", "!")
"""Marks that text may begin with, in quotes."""
_REFUSALS = {
    "depth": (f"values nest deeper than {MAX_DEPTH}", "nest it less deeply"),
    "&": ("`&` starts a YAML anchor, which front matter may not use", "put the value in quotes"),
    "*": ("`*` starts a YAML alias, which front matter may not use", "put the value in quotes"),
    "!": ("`!` starts a YAML tag, which front matter may not use", "put the value in quotes"),
    "%": ("`%` starts a YAML directive, which front matter may not use", "delete the line"),
}


def explain(source: Source, failure: Exception, last_line: int) -> Diagnostic:
    """Return the error for a failure of the YAML library, at most at the last given line."""
    mark = getattr(failure, "problem_mark", None)
    problem = str(getattr(failure, "problem", "") or "this is not YAML")
    if mark is None:
        return error("invalid-yaml", source.at(1, 1, 3), problem, 'put text in quotes: `title: "…"`')
    if "unexpected end of stream" in problem:
        mark = getattr(failure, "context_mark", None) or mark
    line = min(mark.line + 1, last_line)
    place = source.at(line, mark.column + 1)
    if line <= mark.line and (unclosed := next((one for one in _UNCLOSED if one in problem), "")):
        hint = f"write `{_UNCLOSED[unclosed]}` at its end"
        return error("invalid-yaml", source.whole_line(line), _in_plain_words(problem), hint)
    if "\t" in source.line(line)[: mark.column + 1]:
        place = source.at(line, source.line(line).index("\t") + 1)
        message, fix = "a tab is used where YAML needs spaces", replacing(place, "  ")
        return error("tab-in-front-matter", place, message, "use spaces to indent", fix)
    if (mark.column or "<document start>" in problem) and (marked := _first_marked(source, line)):
        return _marked_key(source, *marked)
    if wrong := _wrong_list(source, line):
        return wrong
    if "could not find expected ':'" in problem and _is_without_key(source.line(line)):
        return without_key(source, _first_wrong_item(source, line))
    if "mapping values are not allowed" in problem:
        problem = "YAML does not allow a second `:` in a value without quotes"
    else:
        problem = _in_plain_words(problem)
    return error("invalid-yaml", place, problem, _quote(source.line(line)), _quotes(source, line))


def _wrong_list(source: Source, line: int) -> Diagnostic | None:
    """Return the error for a list with an empty item or a `#`, or on the line of its key; None for another line."""
    if behind := _ITEM_BEHIND_KEY.fullmatch(source.line(line)):
        return _item_behind_key(source, line, behind)
    found = _LIST.match(source.line(line))
    if not found or ("#" not in found[2] and not _EMPTY_ITEM.search(found[2])):
        return None
    words = filter(None, (word.strip("#\"' ") for word in found[2].split(",")))
    value = f"[{', '.join(map(as_value, words))}]"
    at = source.at(line, found.start(2), len(found[2]) + 2)
    message = "` #` starts a comment, so this list is never closed"
    if "#" not in found[2]:
        message = "this list has an empty item"
    return error("invalid-yaml", at, message, f"write `{found[1]}: {value}`", replacing(at, value, is_safe=False))


def _item_behind_key(source: Source, line: int, found: re.Match[str]) -> Diagnostic:
    """Return the error for `tags: - heat`, and for an empty list item."""
    place = source.at(line, found.start(2) + 1, len(found[2]))
    key, item = found[1], found[2][1:].strip()
    if not item:
        return error("invalid-yaml", place, f"`{key}` has no value", f"write one after `{key}:`, or delete the line")
    message = "a list cannot start on the line of its key"
    if _ITEM.match(source.line(line + 1)):
        return error("invalid-yaml", place, message, f"write `{key}:`, and `- {item}` on the line below")
    fix = replacing(place, item, is_safe=key not in GUARDED)
    return error("invalid-yaml", place, message, f"write `{key}: {item}`", fix)


def without_key(source: Source, line: int) -> Diagnostic:
    """Return the error for a line without a key."""
    text = source.line(line)
    if found := _MARKED_KEY.match(text):
        return _marked_key(source, line, found)
    if found := _WRONG_COLON.match(text):
        place = source.at(line, found.end(1) + 1, len(found[2]))
        message = f"a colon and a space must follow `{found[1]}`"
        hint = f"write `{found[1]}: {text[found.end() :].strip()}`"
        fix = replacing(place, ": ", is_safe=found[1].casefold() not in GUARDED)
        return error("invalid-yaml", place, message, hint, fix)
    if found := _WRONG_ITEM.match(text):
        return _wrong_item(source, line, found, "invalid-yaml")
    if found := _COMMENT.match(text.lstrip()):
        place, words = source.whole_line(line), text.strip()[found.end() :]
        right = f"# {words.removesuffix('-->').removesuffix('*/').strip()}"
        is_closed = found[0] not in ("<!--", "/*") or words.endswith(("-->", "*/"))
        hint = f"write `{right}`, as a comment starts with `#`, or delete it"
        return error("invalid-yaml", place, _NO_KEY, hint, replacing(place, right) if is_closed else None)
    return error("invalid-yaml", source.whole_line(line), _NO_KEY, "write a key before it, or delete it")


def _marked_key(source: Source, line: int, found: re.Match[str]) -> Diagnostic:
    """Return the error for a key that does not start its line, or has marks around it."""
    key, text = found[1], source.line(line)
    place = source.at(line, 1, found.end())
    value = text[found.end() :].strip()
    hint = f"write `{key}: {value}`".replace(": `", ":`")
    fix = replacing(place, f"{key}: " if value else f"{key}:", is_safe=key.casefold() not in GUARDED)
    return error("invalid-yaml", place, f"`{key}` must start its line, without spaces or marks around it", hint, fix)


def _first_marked(source: Source, line: int) -> tuple[int, re.Match[str]] | None:
    """Return the first of the adjacent lines with a marked key, up to a line."""
    first = None
    for number in range(line, max(line - _MOST_ITEMS, 1), -1):
        found = _MARKED_KEY.match(source.line(number))
        if not found and number < line:
            break
        first = (number, found) if found else first
    return first


def is_comment(line: str) -> bool:
    """Return whether a line is a comment, but not of YAML."""
    return bool(_COMMENT.match(line))


def _wrong_item(source: Source, line: int, found: re.Match[str], code: str) -> Diagnostic:
    place = source.at(line, found.end(1) + 1, len(found[2]))
    hint = f"write `- {source.line(line)[found.end() :].strip()}`"
    return error(code, place, "an item of a list starts with `-` and a space", hint, replacing(place, "- "))


def key_of_wrong_line(line: str) -> str:
    """Return the known key at the start of a line without a colon and space after it; else empty."""
    found = _WRONG_COLON.match(line)
    return found[1] if found else ""


def key_of_marked_line(line: str) -> str:
    """Return the known key that is in a line with marks around it; else empty."""
    found = _MARKED_KEY.match(line)
    return found[1] if found else ""


def _quotes(source: Source, line: int) -> Fix | None:
    """Return the fix that quotes a line's value, if the line is then valid YAML."""
    fix = quote_value(source, line)
    if fix:
        (edit,) = fix.edits
        fixed = source.line(line)[: edit.column - 1] + edit.text
        if find_refused(fixed):
            return None
        try:
            yaml.compose(fixed, Loader=LOADER)
        except (yaml.YAMLError, ValueError):
            return None
    return fix


def _quote(line: str) -> str:
    key, colon, value = line.strip().partition(":")
    value = value.strip()
    if not colon or not value:
        return 'put text in quotes: `title: "…"`'
    if inner := _within_quotes(value):
        value = inner
    elif value.count('"') + value.count("'") < 3:
        bare = value.strip("\"'")
        value = bare if not set(bare) & {'"', "'"} else value
    return f"put the value in quotes: `{key}: {quoted(value)}`"


def _within_quotes(value: str) -> str:
    """Return the text of a value in quotes that contains another one, `'It's warm'`; empty if it may end earlier."""
    inner, mark = value[1:-1], value[:1]
    if mark not in "\"'" or value[-1:] != mark:
        return ""
    before, found, after = inner.partition(mark)
    ends_word = not before[-1:].isspace() and not after[:1].isalnum()
    return "" if not found or ends_word else inner


def _in_plain_words(problem: str) -> str:
    for yaml_says, we_say in _PLAIN_WORDS.items():
        if yaml_says in problem:
            return we_say
    return f"this is not YAML: {problem}"


def _first_wrong_item(source: Source, line: int) -> int:
    """Return the first line of a list whose items have wrong marks; the library names the line at which it fails."""
    first = line
    for number in range(line, max(line - _MOST_ITEMS, 0), -1):
        if ":" in source.line(number):
            break
        first = number if _WRONG_ITEM.match(source.line(number)) else first
    return first


def _is_without_key(line: str) -> bool:
    return ":" not in line or bool(_WRONG_COLON.match(line) or _WRONG_ITEM.match(line))
