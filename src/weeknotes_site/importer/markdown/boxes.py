"""Convert boxes and tabs of other tools: `!!! note`, `::: tip`, `::alert`, `{{< notice >}}`, `{% details %}`."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from weeknotes_site.importer.markdown.calls import TITLES, attributes_of, in_italics, show, wording, words_of
from weeknotes_site.importer.markdown.one_line import with_own_lines
from weeknotes_site.importer.text.fences import fenced, open_fence
from weeknotes_site.model.word_lists import word_list

_ANY = re.compile(r"^[ \t]*(?:!!!|\?\?\?|===|::|\{%|\{\{[<%]|<[a-z]{1,10}\b[^<>\n]{0,500}\bmarkdown\b)", re.M)
_INDENTED = re.compile(
    r"(?P<indent> {0,16})(?:(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]{1,40})(?P<classes>(?:[ \t]+[^\s\"]{1,40}){0,30})"
    r"(?:[ \t]+\"(?P<title>[^\n]{0,300})\")?|===[+!]?[ \t]+\"(?P<tab>[^\n]{1,300})\")[ \t]*"
)
_COLONS = re.compile(
    r"(?P<indent> {0,16})(?P<mark>:{2,30})[ \t]{0,5}(?P<name>[A-Za-z][\w-]{0,40})?"
    r"(?:\[(?P<title>[^\]\n]{0,300})\])?[ \t]*(?P<rest>[^\n]{0,1000})"
)
_COLONS_END = re.compile(r" {0,16}(:{2,30})[ \t]*")
_TEMPLATE = re.compile(
    r"(?P<indent> {0,16})(?:\{%-?[ \t]{0,5}(?P<tag>[\w-]{1,40})|\{\{[<%][ \t]{0,5}(?P<shortcode>[\w./-]{1,60}))"
    r"(?P<rest>(?:[ \t][^{}\n]{0,1000})?)(?:-?%\}|[>%]\}\})[ \t]*"
)
_TEMPLATE_END = re.compile(
    r" {0,16}(?:\{%-?[ \t]{0,5}end_?(?P<tag>[\w-]{1,40})[ \t]{0,5}-?%\}"
    r"|\{\{[<%][ \t]{0,5}/[ \t]{0,5}(?P<shortcode>[\w./-]{1,60})[ \t]{0,5}[>%]\}\})[ \t]*"
)
_HTML = re.compile(r" {0,16}<(?P<html>div|section|article|aside|figure|center|span)\b(?P<rest>[^<>]{0,500})>[ \t]*")
_HTML_END = re.compile(r" {0,16}</(div|section|article|aside|figure|center|span)>[ \t]*")
_IS_MARKDOWN = re.compile(r"""\bmarkdown\b(?!\s{0,3}=\s{0,3}["']?0)""")
_CAPTION = re.compile(r"[ \t]{0,16}<figcaption[^<>]{0,200}>([^<>]{0,1000})</figcaption>[ \t]*")
_BRACES = re.compile(r"\{([^{}\n]{0,900})\}")
_CLASS = re.compile(r"\.([\w-]{1,60})")
_QUOTED = re.compile(r"\"([^\"\n]{1,300})\"|'([^'\n]{1,300})'")
_SLOT = re.compile(r"#[a-z][\w-]{0,40}")
_MAX_DEPTH = 12
_MAX_OPEN = 40

_KINDS = frozenset(
    word_list(
        """
        note; info; information; tip; hint; success; check; done; important; warning; attention; caution; danger
        error; failure; bug; example; question; faq; help; abstract; tldr; todo; seealso; secondary; primary; idea
        fire; default
        """
    )
)
"""Kinds of boxes; the alert that comes closest is chosen where callouts are converted."""
_BOXES = _KINDS | frozenset(
    ["notice", "callout", "alert", "admonition", "box", "hint-box", "alert-box", "infobox", "inset-text", "inset"]
)
_FOLDED = frozenset(
    word_list(
        """
        details; spoiler; collapse; collapsible; expand; expander; fold; folding; foldable; accordion
        accordion-item; accordionitem; toggle; tab; dropdown
        """
    )
)
_QUOTES = frozenset(("quote", "blockquote", "pullquote", "cite"))
_PAIRED = _BOXES | _FOLDED | _QUOTES
_UNSEEN = frozenset(
    word_list(
        """
        columns; column; incremental; nonincremental; panel-tabset; tabset; tabs; aside; center; left; right
        code-group; code-tabs; container; row; col; grid; div; section; v-pre
        """
    )
)
"""Blocks that only lay out the text in them."""
_PLACES = frozenset(("inline", "end", "left", "right", "center", "centre"))
_STYLES = _PLACES | frozenset(
    ("icon", "no-icon", "simple", "modern", "flat", "disabled", "open", "closed", "true", "false")
)
_NAMED = re.compile(r"\{[ \t]{0,3}([A-Za-z][\w-]{0,40})[ \t]{0,3}\}")


class _Box(Struct, frozen=True, kw_only=True):
    """The opening line of a box."""

    indent: str
    name: str
    title: str = ""
    attributes: dict[str, str] = {}
    is_call: bool = False
    """Whether it may show a picture or a link by its attributes."""
    is_component: bool = False
    """Whether it is one of Nuxt, which may begin with YAML."""
    is_admonition: bool = False
    """Whether every kind is a box."""


_Opened = tuple[_Box, Sequence[str], int]
"""A box, the lines in it, and the line after it."""


def without_boxes(text: str, *, has_components: bool = False) -> str:
    """Return text with boxes as callouts or quotes, and folded parts and tabs below their titles in bold."""
    if not _ANY.search(text):
        return text
    lines = list(with_own_lines(text.split("\n"), _PAIRED))
    return "\n".join(_converted(lines, _MAX_DEPTH, has_components=has_components))


def _converted(lines: Sequence[str], depth: int, *, has_components: bool) -> list[str]:
    ends, is_code = _ends_of(lines)
    written: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        opened = None if is_code[at] or not depth else _opened(lines, at, ends, has_components=has_components)
        if opened is None:
            written.append(line)
            at += 1
            continue
        box, inner, at = opened
        data, inner = _data(inner) if box.is_component else ([], inner)
        inner = [*inner, *filter(None, (open_fence(inner),))]
        shown = _shown(box, [*data, *_converted(inner, depth - 1, has_components=has_components)])
        before = [""] if written and written[-1].strip() else []
        after = [""] if at < len(lines) and lines[at].strip() else []
        written += [*before, *(f"{box.indent}{one}".rstrip() for one in shown), *after]
    return written


def _opened(lines: Sequence[str], at: int, ends: dict[int, int], *, has_components: bool) -> _Opened | None:
    line = lines[at]
    if match := _INDENTED.fullmatch(line):
        inner, stop = _indented(lines, at + 1, len(match["indent"]) + 4)
        name, title = ("tab", match["tab"]) if match["tab"] else _admonition(match)
        box = _Box(indent=match["indent"], name=name, title=title or "", is_admonition=not match["tab"])
        return (box, inner, stop) if inner else None
    if at not in ends:
        return None
    inner = _dedented(lines[at + 1 : ends[at]], len(line) - len(line.lstrip(" ")))
    if html := _HTML.fullmatch(line):
        if not _IS_MARKDOWN.search(html["rest"]):
            return None
        inner = [_CAPTION.sub(lambda found: in_italics(found[1]), one) for one in _dedented(inner, _width(inner))]
        return _Box(indent=line[: len(line) - len(line.lstrip())], name=""), inner, ends[at] + 1
    is_colons = line.lstrip().startswith(":")
    found = _of_colons(line, has_components=has_components) if is_colons else _of_template(line)
    return (found, inner, ends[at] + 1) if found else None


def _admonition(found: re.Match[str]) -> tuple[str, str]:
    """Return the kind and the title of a box; words that stand in place of a title are one."""
    words = [one for one in found["classes"].split() if one not in _PLACES]
    title = found["title"] or ""
    if words and not title:
        title = " ".join(words if found["kind"] in _PAIRED else [found["kind"], *words])
    return found["kind"].lower(), title


def _indented(lines: Sequence[str], start: int, width: int) -> tuple[list[str], int]:
    """Return the lines that are indented by so much, without it, and where they end."""
    inner: list[str] = []
    for line in lines[start:]:
        expanded = line.expandtabs(4)
        if line.strip() and not expanded.startswith(" " * width):
            break
        inner.append(expanded[width:] if line.strip() else "")
    while inner and not inner[-1]:
        inner.pop()
    return inner, start + len(inner)


def _dedented(lines: Sequence[str], width: int) -> list[str]:
    return [line[width:] if line[:width].isspace() or not width else line.lstrip(" ") for line in lines]


def _width(lines: Sequence[str]) -> int:
    return min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)


def _ends_of(lines: Sequence[str]) -> tuple[dict[int, int], list[bool]]:
    """Return the closing lines of boxes by their opening lines, and which lines are code."""
    starts = [0]
    while True:
        is_code = [one for start, end in pairwise((*starts, len(lines))) for one in fenced(lines[start:end])]
        ends, end_in_code = _closed(lines, is_code)
        if end_in_code is None or len(starts) > _MAX_OPEN:
            return ends, is_code
        # The block of code is not closed, so it ends with its box.
        starts = sorted((*starts, end_in_code))


def _closed(lines: Sequence[str], is_code: Sequence[bool]) -> tuple[dict[int, int], int | None]:
    """Close boxes, inner ones first; also return the first line in code that would close one that stays open."""
    ends: dict[int, int] = {}
    in_code: dict[int, int] = {}
    opened: list[tuple[int, str]] = []
    depth = 0
    for at, line in enumerate(lines):
        end = _end_mark(line)
        start = "" if end else _start_mark(line)
        if is_code[at]:
            if end and not depth and opened and _closes(end, opened[-1][1]):
                in_code.setdefault(opened[-1][0], at)
            depth = max(0, depth + bool(start) - bool(end))
            continue
        depth = 0
        if end:
            _close(opened, ends, at, end)
        elif start:
            opened.append((at, start))
    return ends, min((in_code[at] for at, _ in opened if at in in_code), default=None)


def _end_mark(line: str) -> str:
    """Return what a line closes: colons, a tag or shortcode by its name, an element as `<div`; else empty."""
    if closed := _COLONS_END.fullmatch(line):
        return closed[1]
    if html := _HTML_END.fullmatch(line):
        return f"<{html[1]}"
    end = _TEMPLATE_END.fullmatch(line)
    return (end["tag"] or end["shortcode"]).lower() if end else ""


def _start_mark(line: str) -> str:
    """Return what a line opens, in the same way."""
    if html := _HTML.fullmatch(line):
        return f"<{html['html']}"
    if (found := _COLONS.fullmatch(line)) and (found["name"] or found["rest"].startswith("{")):
        return found["mark"]
    called = _TEMPLATE.fullmatch(line)
    return _name_of(called) if called and _name_of(called) in _PAIRED else ""


def _close(opened: list[tuple[int, str]], ends: dict[int, int], at: int, end: str) -> None:
    """Close the last opened box that an end mark is for; those opened within it stay as they are."""
    last = range(len(opened) - 1, max(0, len(opened) - _MAX_OPEN) - 1, -1)
    found = next((place for place in last if _closes(end, opened[place][1])), -1)
    if found >= 0:
        ends[opened[found][0]] = at
        del opened[found:]


def _closes(end: str, mark: str) -> bool:
    """Return whether a mark closes another: two colons close two, three or more close three or more."""
    return end == mark or (mark.startswith(":::") and end.startswith(":::"))


def _name_of(found: re.Match[str]) -> str:
    return (found["tag"] or found["shortcode"]).lower()


def _of_colons(line: str, *, has_components: bool) -> _Box | None:
    """Return a box of a known kind, or a component; other lines with colons are text."""
    found = _COLONS.fullmatch(line)
    if found is None:
        return None
    braces = _BRACES.search(found["rest"])
    attributes = attributes_of(braces[1]) if braces else {}
    classes = _CLASS.findall(braces[1]) if braces else []
    words = (_BRACES.sub("", found["rest"], count=1) if braces else found["rest"]).strip(" \t:")
    named = _NAMED.match(found["rest"]) if not found["name"] else None
    name = (found["name"] or (named[1] if named else next(iter(classes), ""))).lower().removeprefix("callout-")
    is_component = has_components and not words and line.lstrip(" ").lstrip(":")[:1].isalpha()
    is_prose = bool(words and found["name"] and found["name"][0].isupper())
    is_known = name in _PAIRED or (name in _UNSEEN and not words)
    if not is_component and not is_known and (found["name"] or named):
        return None
    return _Box(
        indent=found["indent"],
        name=name,
        title=found["title"] or (f"{found['name']} {words}" if is_prose else words) or attributes.get("title", ""),
        attributes=attributes,
        is_call=True,
        is_component=has_components and found["mark"] == "::",
    )


def _of_template(line: str) -> _Box | None:
    found = _TEMPLATE.fullmatch(line)
    if found is None:
        return None
    name, rest = _name_of(found), found["rest"].strip(" \t-")
    attributes = attributes_of(rest)
    is_named = name in _FOLDED | _QUOTES
    words = [one for one in words_of(rest) if "=" not in one]
    kind = next((one.lower() for one in (*attributes.values(), *words[:1]) if one.lower() in _KINDS), "")
    if words and words[0].lower() == kind:
        words = words[1:]
    while words and words[0].lower() in _STYLES:
        words = words[1:]
    if words and words[-1].lower() in ("open", "closed", "true", "false"):
        words = words[:-1]
    titles = (*TITLES, *(("name",) if name in _FOLDED else ()))
    title = next((attributes[key] for key in titles if attributes.get(key)), "")
    if is_named and words and not attributes and not _QUOTED.search(rest):
        title = rest if " ".join(words) == " ".join(words_of(rest)) else " ".join(words)
    else:
        title = " ".join([*([title] if title else []), *words])
    return _Box(indent=found["indent"], name=name if is_named or not kind else kind, title=title, attributes=attributes)


def _shown(box: _Box, inner: list[str]) -> list[str]:
    """Return a box as plain Markdown."""
    if box.is_call and (call := show(box.name, box.attributes)):
        inner = [call, "", *inner]
    body = "\n".join(inner).strip("\n").split("\n")
    if box.name in _QUOTES:
        given = filter(None, (box.attributes.get(key) for key in ("author", "cite", "source")))
        source = box.title or ", ".join(dict.fromkeys(given))
        return _quoted([*body, *(["", f"— {source}"] if source else [])])
    kind = next((box.attributes[key].lower() for key in ("type", "kind", "color") if box.attributes.get(key)), box.name)
    if box.is_admonition or box.name in _BOXES:
        known = kind if kind in _KINDS else "note"
        named = box.name if box.is_admonition and box.name not in _KINDS else ""
        title = box.title or named.replace("-", " ").capitalize()
        return _quoted([f"[!{known}]{f' {title}' if title else ''}", *body])
    return [*([f"**{box.title}**", ""] if box.title else []), *body]


def _quoted(lines: list[str]) -> list[str]:
    return [f"> {line}".rstrip() for line in lines]


def _data(inner: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words in the YAML at the start of a component, and its text without that and names of slots."""
    words: dict[str, str] = {}
    lines = list(inner)
    if lines[:1] == ["---"] and "---" in lines[1:]:
        end = lines.index("---", 1)
        pairs = (line.partition(": ") for line in lines[1:end])
        words = {key: value.strip(" \t\"'") for key, _, value in pairs}
        lines = lines[end + 1 :]
    shown = wording(words)
    return [*shown.split("\n"), ""] if shown else [], ["" if _SLOT.fullmatch(line) else line for line in lines]
