"""Remove text that Markdown, its HTML or its generator hides from readers."""

import html
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from weeknotes_site.importer.text.hiding import is_hidden
from weeknotes_site.importer.text.markdown import code_ranges

_NAMES = (
    r"(?:comment|ignore|draft|todo|internal|hid(?:e|den)[\w-]{0,30}|private[\w-]{0,30}|members?[\w-]{0,30}"
    r"|restrict\w{0,30}|protected)"
)
HIDING_NAME = re.compile(
    rf"{_NAMES}|[\w-]{{0,30}}(?:logged|members?|subscribers?|private|restrict|protect)[\w-]{{0,30}}"
    r"|[\w-]{0,30}(?:show|hide)[_-]content|mepr[_-][\w-]{1,30}|rcp[_-][\w-]{1,30}|content_control|s2if",
    re.I,
)
"""Shortcodes that show their contents to some readers only."""
_NAMED = (
    rf"\{{%-?\s{{0,10}}(?P<tag>{_NAMES})\b[^%\n]{{0,500}}%\}}"
    rf"|\{{\{{[<%]\s{{0,10}}(?P<shortcode>{_NAMES})\b[^<>{{}}\n]{{0,500}}(?<!/)[>%]\}}\}}"
)
# A `>` within quotes does not end a tag.
_ATTRIBUTES = r"""(?P<attributes>\s(?:[^<>=]++|=\s{0,5}+(?:"[^"]{0,2000}+"|'[^']{0,2000}+')|=){1,200}+)"""
_OPENING = re.compile(
    rf"(?P<raw>\{{%-?\s{{0,5}}(?:raw|verbatim)\s{{0,5}}-?%\}})|{_NAMED}"
    r"|(?P<liquid>\{%-?\s{0,5}#)|(?P<nunjucks>\{#(?![\w-]{1,100}\}))|(?P<kramdown>\{::comment\})|(?P<jsx>\{\{?/\*)"
    rf"|(?P<wiki>(?<![\d%])(?<!\d )%%)|<(?P<html>[a-z][a-z0-9]{{0,15}}){_ATTRIBUTES}>",
    re.I,
)
_NAMED_MARK = re.compile(
    rf"{_NAMED}|\{{%-?\s{{0,10}}end_?(?P<end_tag>[\w-]{{1,60}}?)\s{{0,10}}-?%\}}"
    r"|\{\{[<%]\s{0,5}/\s{0,3}(?P<end_shortcode>[\w-]{1,60})\s{0,5}[>%]\}\}",
    re.I,
)
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]{1,100})(?:\s{0,5}=\s{0,5}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'<>]{1,2000})))?"""
)
_ELEMENT = re.compile(rf"<(?P<slash>/?)(?P<name>[a-z][a-z0-9]{{0,15}})(?:{_ATTRIBUTES})?>", re.I)
_MARKS = {
    "liquid": ("{% # %}", re.compile(r"-?%\}")),
    "nunjucks": ("{# #}", re.compile(r"#\}")),
    "kramdown": ("{::comment}", re.compile(r"\{:/(?:comment)?\}")),
    "jsx": ("{/* */}", re.compile(r"\*/\}\}?")),
    "wiki": ("%% %%", re.compile(r"%%[ \t]*")),
    "raw": ("", re.compile(r"\{%-?\s{0,5}end(?:raw|verbatim)\s{0,5}-?%\}")),
}
"""The name of each mark in the report, and the pattern of its end."""
_TEMPLATE = ("raw", "tag", "shortcode", "liquid")
_BLANK_LINE = re.compile(r"\n[ \t]{0,100}\n")
_PARAGRAPH_ENDS = re.compile(r"</p\s{0,5}>|\n[ \t]{0,100}\n", re.I)
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_VOID = frozenset(("br", "col", "hr", "img", "input", "wbr", "source"))

_Ends = Mapping[int, tuple[int, int]]


def take_hidden(text: str, *, is_wiki: bool, is_templated: bool) -> tuple[str, Counter[str]]:
    """Return text without its hidden parts, and the number of words in each kind of them.

    With `is_templated`, tags within code count too: generators fill in templates before they read Markdown.
    """
    taken: Counter[str] = Counter()
    if not _OPENING.search(text):
        return text, taken
    code = code_ranges(text)
    named = _named_ends(text, lambda at: not is_templated and _is_within(at, code))
    kept: list[str] = []
    unclosed: set[str] = set()
    end = at = 0
    while opening := _OPENING.search(text, at):
        kind = "html" if opening["html"] else opening.lastgroup or ""
        at = opening.end()
        if _is_within(opening.start(), code) and not (is_templated and kind in _TEMPLATE):
            at = opening.start() + 1  # what looks like a tag in code may reach into the text after it
            continue
        if kind == "wiki" and not is_wiki:
            continue
        name, inner, stop = _name_and_end(kind, opening, named, unclosed)
        if not stop:
            continue
        kept.append(text[end : stop if kind == "raw" else opening.start()])
        if kind != "raw":
            taken[name] += _count_words(text[opening.end() : inner])
        end = at = stop
    return "".join([*kept, text[end:]]), taken


def _count_words(text: str) -> int:
    for mark in (_NAMED_MARK, _ELEMENT, _TAG):
        text = mark.sub(" ", text)
    return len(_WORD.findall(text))


def _named_ends(text: str, is_literal: Callable[[int], bool]) -> _Ends:
    """Return the ranges of end marks of tags and shortcodes, by the start of the opening mark.

    If one is not closed but others of its name are, it ends with the last of them.
    """
    ends: dict[int, tuple[int, int]] = {}
    opened: dict[tuple[str, str], list[int]] = defaultdict(list)
    last: dict[tuple[str, str], tuple[int, int]] = {}
    for mark in _NAMED_MARK.finditer(text):
        kind = mark.lastgroup or ""
        key = kind.removeprefix("end_"), mark[kind].lower()
        if is_literal(mark.start()):
            continue
        if kind == key[0]:
            opened[key].append(mark.start())
        else:
            last[key] = mark.span()
            if opened[key]:
                ends[opened[key].pop()] = mark.span()
    for key, starts in opened.items():
        ends |= {start: last[key] for start in starts if last.get(key, (-1, -1))[0] > start}
    return ends


def _name_and_end(kind: str, opening: re.Match[str], named: _Ends, unclosed: set[str]) -> tuple[str, int, int]:
    """Return a hidden part's name, and the ends of its text and its end mark; 0 if it hides nothing."""
    text = opening.string
    if kind == "html":
        hides = opening["html"].lower() not in _VOID and is_hidden(_read_attributes(opening["attributes"]))
        return "hidden HTML", *(_end_of_html(opening, text) if hides else (0, 0))
    if kind in ("tag", "shortcode"):
        name = f"{{% {opening[kind]} %}}" if kind == "tag" else f"{{{{< {opening[kind]} >}}}}"
        nothing = (len(text), len(text)) if name.lower() == "{% comment %}" else (0, 0)
        return f"`{name}`", *named.get(opening.start(), nothing)
    name, ending = _MARKS[kind]
    found = None if name in unclosed else ending.search(text, opening.end())
    if found is None:
        unclosed.add(name)
    elif kind == "wiki" and not _may_span(opening, found.start()):
        found = None
    return f"`{name}`", *(found.span() if found else (0, 0))


def _may_span(opening: re.Match[str], end: int) -> bool:
    """Return whether a comment of Obsidian may be this long: it may span a blank line only if it begins its line."""
    text = opening.string
    is_first = not text[text.rfind("\n", 0, opening.start()) + 1 : opening.start()].strip()
    return is_first or not _BLANK_LINE.search(text, opening.end(), end)


def _read_attributes(written: str) -> dict[str, str]:
    found = ((one[1].lower(), one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(written))
    return {name: html.unescape(value) for name, value in found}


def _end_of_html(opening: re.Match[str], text: str) -> tuple[int, int]:
    """Return where an element's end tag starts and ends.

    Without one, a paragraph ends at a blank line, and anything else with the text.
    """
    name, depth = opening["html"].lower(), 1
    if name == "p":
        end = _PARAGRAPH_ENDS.search(text, opening.end())
        return (end.start(), end.end() if end[0].startswith("<") else end.start()) if end else (len(text), len(text))
    for tag in _ELEMENT.finditer(text, opening.end()):
        if tag["name"].lower() == name:
            depth += -1 if tag["slash"] else 1
        if not depth:
            return tag.span()
    return len(text), len(text)


def _is_within(at: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    index = bisect_right(ranges, (at, len(ranges) and ranges[-1][1] + 1)) - 1
    return index >= 0 and ranges[index][0] <= at < ranges[index][1]
