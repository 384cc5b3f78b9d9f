"""Remove text that Markdown, its HTML or its generator hides from readers."""

import re
from bisect import bisect_right
from collections import Counter

from weeknotes_site.importer.markdown_text import code_ranges

_NAMES = (
    r"(?:comment|ignore|draft|todo|internal|hid(?:e|den)[\w-]{0,30}|private[\w-]{0,30}|members?[\w-]{0,30}"
    r"|restrict\w{0,30}|protected)"
)
HIDING_NAME = re.compile(rf"{_NAMES}|[\w-]{{0,30}}(?:logged|members?|subscribers?|private|restrict)[\w-]{{0,30}}", re.I)
"""Shortcodes that show what they enclose to some readers only."""
_OPENING = re.compile(
    r"(?P<raw>\{%-?\s{0,5}(?:raw|verbatim)\s{0,5}-?%\})"
    rf"|\{{%-?\s{{0,10}}(?P<tag>{_NAMES})\b[^%\n]{{0,500}}%\}}"
    rf"|\{{\{{[<%]\s{{0,10}}(?P<shortcode>{_NAMES})\b[^<>{{}}\n]{{0,500}}(?<!/)[>%]\}}\}}"
    r"|(?P<liquid>\{%-?\s{0,5}#)|(?P<nunjucks>\{#(?![\w-]{1,100}\}))|(?P<kramdown>\{::comment\})|(?P<jsx>\{\{?/\*)"
    r"|(?P<wiki>%%)|<(?P<html>[a-z][a-z0-9]{0,15})(?P<attributes>\s[^<>]{1,2000})>",
    re.I,
)
_HIDDEN = re.compile(
    r"""\shidden(?:(?=[\s/])|$|=(?!["']?until))|\sstyle\s{0,3}=\s{0,3}["'][^"'<>]{0,1000}?"""
    r"""(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all)""",
    re.I,
)
_MARKS = {
    "liquid": ("{% # %}", re.compile(r"-?%\}")),
    "nunjucks": ("{# #}", re.compile(r"#\}")),
    "kramdown": ("{::comment}", re.compile(r"\{:/(?:comment)?\}")),
    "jsx": ("{/* */}", re.compile(r"\*/\}\}?")),
    "wiki": ("%% %%", re.compile(r"%%[ \t]*")),
    "raw": ("", re.compile(r"\{%-?\s{0,5}end(?:raw|verbatim)\s{0,5}-?%\}")),
}
"""How a mark is named in the report, and where it ends."""
_TEMPLATE = ("raw", "tag", "shortcode", "liquid")
_PARAGRAPH_ENDS = re.compile(r"</p\s{0,5}>|\n[ \t]{0,100}\n", re.I)
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_VOID = frozenset(("br", "col", "hr", "img", "input", "wbr", "source"))
_MAX_UNCLOSED = 50


def take_hidden(text: str, *, is_wiki: bool, is_templated: bool) -> tuple[str, Counter[str]]:
    """Return text without its hidden parts, and the number of words in each kind of them.

    With `is_templated`, tags within code count too: generators fill in templates before they read Markdown.
    """
    taken: Counter[str] = Counter()
    code = code_ranges(text) if _OPENING.search(text) else ()
    kept: list[str] = []
    unclosed: set[str] = set()
    end = 0
    for opening in _OPENING.finditer(text):
        kind = "html" if opening["html"] else opening.lastgroup or ""
        is_literal = _is_within(opening.start(), code) and not (is_templated and kind in _TEMPLATE)
        if opening.start() < end or is_literal or (kind == "wiki" and not is_wiki) or len(unclosed) > _MAX_UNCLOSED:
            continue
        name, inner, stop = _name_and_end(kind, opening, text, unclosed)
        if kind == "raw" or not stop:
            kept.append(text[end : stop or opening.end()])
        else:
            kept.append(text[end : opening.start()])
            taken[name] += len(_WORD.findall(_TAG.sub(" ", text[opening.end() : inner])))
        end = stop or opening.end()
    return "".join([*kept, text[end:]]), taken


def _name_and_end(kind: str, opening: re.Match[str], text: str, unclosed: set[str]) -> tuple[str, int, int]:
    """Return how a hidden part is named, and where its text and its end mark end; 0 where it hides nothing."""
    if kind == "html":
        is_hidden = _HIDDEN.search(opening["attributes"]) and opening["html"].lower() not in _VOID
        return "hidden HTML", *(_end_of_html(opening, text) if is_hidden else (0, 0))
    if kind == "tag":
        name, ending = f"{{% {opening[kind]} %}}", _end_of_tag(opening[kind])
    elif kind == "shortcode":
        name = f"{{{{< {opening[kind]} >}}}}"
        ending = re.compile(rf"\{{\{{[<%]\s{{0,5}}/\s{{0,3}}{re.escape(opening[kind])}\s{{0,5}}[>%]\}}\}}", re.I)
    else:
        name, ending = _MARKS[kind]
    found = None if name in unclosed else ending.search(text, opening.end())
    if found is None and name != "{% comment %}":
        unclosed.add(name)
    ends = found.span() if found else (len(text),) * 2 if name == "{% comment %}" else (0, 0)
    return f"`{name}`", *ends


def _end_of_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"\{{%-?\s{{0,10}}end(?:_?{re.escape(name)})?\s{{0,10}}-?%\}}", re.I)


def _end_of_html(opening: re.Match[str], text: str) -> tuple[int, int]:
    """Return where an element's end tag starts and ends.

    Without one, a paragraph ends at a blank line, and anything else with the text.
    """
    if opening["html"].lower() == "p":
        end = _PARAGRAPH_ENDS.search(text, opening.end())
        return (end.start(), end.end() if end[0].startswith("<") else end.start()) if end else (len(text), len(text))
    name, depth = re.escape(opening["html"]), 1
    for tag in re.compile(rf"<(/?){name}(?=[\s>])[^<>]{{0,2000}}>", re.I).finditer(text, opening.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.span()
    return len(text), len(text)


def _is_within(at: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    index = bisect_right(ranges, (at, len(ranges) and ranges[-1][1] + 1)) - 1
    return index >= 0 and ranges[index][0] <= at < ranges[index][1]
