"""Text without what no note can hold: control characters, trailing spaces, runs of blank lines."""

import re

_BREAK_AT_END = re.compile(r"(?<!\\)\\(?=\n\n|\Z)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})(?= |$)")
_FENCE = re.compile(r"\s{0,12}(`{3,}|~{3,})")


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(_CONTROLS.sub("", text).split())


def tidy(body: str) -> str:
    """Return a body that has no spaces at line ends; those that break a line become a backslash."""
    text = _CONTROLS.sub("", body.replace("\t", "    ").replace("\u00a0", " "))
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if not fence:
            line = _without_end(_CONFLICT.sub(r"\\\1", line))
        if line or not lines or lines[-1] or fence:
            lines.append(line)
    return _BREAK_AT_END.sub("", "\n".join(lines).strip("\n"))


def _without_end(line: str) -> str:
    bare = line.rstrip()
    return f"{bare}\\" if bare and line.endswith("  ") else bare
