"""Clean a text: control characters, trailing spaces, runs of blank lines."""

import re

from weeknotes_site.importer.text.fences import fenced

_BREAK_AT_END = re.compile(r"(?<!\\)\\(?=\n\n|\Z)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})(?= |$)")
_STARTS_BLOCK = re.compile(r"[-*+](?:\s|$)|\d{1,9}[.)]\s|#{1,6}\s|>|`{3}|~{3}|\||\[\^|:\s|(?:[-=*_]\s?){3,}$")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(_CONTROLS.sub("", text).split())


def tidy(body: str) -> str:
    """Return a body that has no spaces at line ends; those that break a line become a backslash."""
    text = _CONTROLS.sub("", body.replace("\t", "    ").replace("\u00a0", " "))
    lines: list[str] = []
    source = text.split("\n")
    for line, following, is_code in zip(source, [*source[1:], ""], fenced(source), strict=True):
        if not is_code:
            line = _without_end(_CONFLICT.sub(r"\\\1", line), following)
        if line or not lines or lines[-1] or is_code:
            lines.append(line)
    return _BREAK_AT_END.sub("", "\n".join(lines).strip("\n"))


def _without_end(line: str, following: str) -> str:
    """Return a line without trailing spaces; with a backslash if they break a line within a paragraph."""
    bare = line.rstrip()
    goes_on = bool(following.strip()) and not _STARTS_BLOCK.match(following.lstrip())
    return f"{bare}\\" if bare and line.endswith("  ") and goes_on and not _HEADING.match(bare) else bare
