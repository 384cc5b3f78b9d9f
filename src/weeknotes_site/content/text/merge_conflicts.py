"""Split a file with the conflict markers of a merge into its two versions."""

from collections.abc import Iterator

from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Diagnostic, error
from weeknotes_site.regex import regex

_OUTER_MARK = regex(r"(?:<{7}|\|{7}|>{7})(?: .*)?")
_MIDDLE_MARK = "======="
_FENCE = regex(r" {0,3}(```|~~~)")
_BOTH, _OURS, _BASE, _THEIRS, _MARK = range(5)
_AFTER_MARK = {"<": _OURS, "|": _BASE, "=": _THEIRS, ">": _BOTH}


def find_conflict(source: Source) -> Diagnostic | None:
    """Return the error of a file with conflict markers, at the first; markers in code do not count."""
    if "<<<<<<<" not in source.text and ">>>>>>>" not in source.text:
        return None
    first = next((number for number, (_, side) in enumerate(_with_sides(source), 1) if side == _MARK), None)
    if first is None:
        return None
    message = "this line was left by a merge: the file contains two versions of the note"
    hint = "keep the lines you want and delete `<<<<<<<`, `=======` and `>>>>>>>`"
    return error("merge-conflict", source.whole_line(first), message, hint)


def versions_of(source: Source) -> tuple[Source, Source]:
    """Return both versions, with markers and the other version's lines blanked to keep line numbers."""
    lines = tuple(_with_sides(source))
    ours, theirs = ("\n".join(line if side in (_BOTH, own) else "" for line, side in lines) for own in (_OURS, _THEIRS))
    return Source(source.path, ours), Source(source.path, theirs)


def _with_sides(source: Source) -> Iterator[tuple[str, int]]:
    """Yield each line with its version."""
    fence, side = "", _BOTH
    for line in source.lines:
        if not fence and (_OUTER_MARK.fullmatch(line) or (line == _MIDDLE_MARK and side != _BOTH)):
            side = _AFTER_MARK[line[0]]
            yield line, _MARK
            continue
        if opened := _FENCE.match(line):
            fence = "" if fence == opened[1] else fence or opened[1]
        yield line, side
