"""Remove code from MDX and Markdown with components: imports, expressions, tags."""

import re
from collections.abc import Iterator, Mapping, Sequence

from weeknotes_site.importer.markdown.calls import attributes_of, embed, picture, wording
from weeknotes_site.importer.text.fences import fenced, split_fences
from weeknotes_site.model.word_lists import word_list

_IMPORT = re.compile(
    r"^import[ \t]{1,5}(?:(\w{1,60})|\{[^{}]{0,2000}\}|\*[ \t]{1,5}as[ \t]{1,5}\w{1,60})"
    r"(?:,[ \t]{0,5}\{[^{}]{0,2000}\})?[ \t\n]{1,5}from[ \t]{1,5}[\"']([^\"'\n]{1,300})[\"'];?[ \t]*$\n?",
    re.M,
)
_PLAIN_IMPORT = re.compile(r"^import[ \t]{1,5}[\"'][^\"'\n]{1,300}[\"'];?[ \t]*$\n?", re.M)
_EXPORT = re.compile(
    r"^export[ \t]{1,5}(?:(?:const|let|var)[ \t]{1,5}[^\n=]{1,500}="
    r"|(?:default[ \t]{1,5})?(?:async[ \t]{1,5})?function\b[^\n(]{0,60}\("
    r"|default[ \t]{0,5}(?:[({\[]|async\b[^\n=]{0,500}=>|[\w.$]{1,60}(?:\(|[ \t]{0,5}=>|;?[ \t]*$)))"
    r"[^\n]{0,2000}(?:\n[^\n]{1,2000}){0,200}",
    re.M,
)
"""Text that only starts like code has no `=`, brackets or function."""
_FILE = re.compile(
    r"=\{\s{0,5}(?:require|useBaseUrl|withBase)\(\s{0,5}[\"']([^\"'\n]{1,300})[\"']\s{0,5}\)(?:\.default)?\s{0,5}\}"
)
_TEXT = re.compile(r"=\{\s{0,5}[\"'`]([^\"'`{}<>\n]{0,500})[\"'`]\s{0,5}\}")
_VARIABLE = re.compile(r"=\{\s{0,5}(\w{1,60})(?:\.src)?\s{0,5}\}")
_VALUE = re.compile(r"(?<=[\w\]])=\{(?:[^{}]|\{[^{}]{0,500}\}){0,1000}\}")
_SPACE = re.compile(r"\{\s{0,3}[\"']\s{0,3}[\"']\s{0,3}\}")
_SCRIPT_OPENS = re.compile(r"<(script|style)\b[^<>]{0,300}>", re.I)
_TAG_LINE = re.compile(r"([ \t]*)<(/?)([A-Z][\w.]{0,60})((?:\s[^<>]{0,2000})?)>[ \t]*")
_OPENING = re.compile(
    r"(?<!\w)<([A-Z][\w.]{0,60})((?:\s{1,20}(?:[:@#]?[A-Za-z][\w:.-]{0,60}(?:=(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\s\"'<>=]{1,300}))?"
    r"|\{\.\.\.[^{}<>]{0,300}\})){0,40})\s{0,5}(/?)>"
)
_LAYOUT = frozenset(
    word_list(
        """
        class; classname; style; id; key; ref; slot; is; as; lang; dir; role; color; colour; background; type; kind
        variant; size; width; height; align; gap; cols; columns; span; icon; name; theme; mode; loading; layout
        position; groupid; querystring; defaultvalue; target; rel; margin; padding; border; level; depth; open
        """
    )
)
"""Attributes that change how a component looks, not what it says."""
_MAX_DEPTH = 20
_CLOSING = re.compile(r"</[A-Z][\w.]{0,60}>")


def without_code(text: str) -> str:
    """Return text without code, with components replaced by their contents."""
    parts = split_fences(text)
    files = {one[1]: one[2] for is_code, part in parts if not is_code for one in _IMPORT.finditer(part) if one[1]}
    plain = "".join(part if is_code else _without_expressions(part, files) for is_code, part in parts)
    return "\n".join(_dedented([*_without_scripts(plain.lstrip("\n").split("\n"))]))


def _without_expressions(text: str, files: Mapping[str, str]) -> str:
    for code in (_IMPORT, _PLAIN_IMPORT, _EXPORT):
        text = code.sub("", text)
    text = _SPACE.sub(" ", _TEXT.sub(r'="\1"', _FILE.sub(r'="\1"', text)))
    text = _VARIABLE.sub(lambda match: f'="{files[match[1]]}"' if match[1] in files else match[0], text)
    return _VALUE.sub("", text)


def _without_scripts(lines: Sequence[str]) -> Iterator[str]:
    script = ""
    for line, is_code in zip(lines, fenced(lines), strict=True):
        if not script and (opened := None if is_code else _SCRIPT_OPENS.match(line)):
            script = opened[1].lower()
        if not script:
            yield line
        elif f"</{script}>" in line.lower():
            script = ""


def _dedented(lines: Sequence[str]) -> list[str]:
    """Return lines; those within a component lose the indentation of their first line."""
    written: list[str] = []
    indents: list[int | None] = []
    for line, is_code in zip(lines, fenced(lines), strict=True):
        tag = None if is_code else _TAG_LINE.fullmatch(line)
        if tag and tag[2] and indents:
            indents.pop()
        if indents and indents[-1] is None and line.strip() and not tag:
            indents[-1] = len(line) - len(line.lstrip())
        width = max((one for one in indents[-_MAX_DEPTH:] if one), default=0)
        written.append(line.strip() if tag else line[width:] if not line[:width].strip() else line.lstrip())
        if tag and not tag[2] and not tag[4].endswith("/"):
            indents.append(None)
    return written


def without_components(text: str, lost: dict[str, None]) -> str:
    """Replace tags of components outside code by what they show; those that show nothing go to `lost`."""

    def opening(match: re.Match[str]) -> str:
        name, given = match[1], attributes_of(match[2])
        attributes = {key.lower(): value for key, value in given.items()}
        shown = picture("figure", attributes, ()) or embed(name.lower(), attributes, ()) or wording(attributes)
        if match[3] and not shown:
            lost[f"`<{name} />`"] = None
        elif not shown and any(key not in _LAYOUT and not key.startswith("v-") for key in attributes):
            lost[f"text in the tag `<{name}>`"] = None
        start, stop = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        is_alone = (
            not text[start : match.start()].strip() and not text[match.end() : stop if stop >= 0 else None].strip()
        )
        return f"\n{shown}\n" if is_alone else " ".join(shown.split())

    return _CLOSING.sub("", _OPENING.sub(opening, text))
