"""Locate the keys of a TOML file, which tomllib does not."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from weeknotes_site.diagnostics import Place
from weeknotes_site.regex import regex

_DOT = regex(r"\.")
_PART = regex(r"""\s*+("[^"]*+"|'[^']*+'|[^.\s"']++)""")
_TABLE = regex(r"\s*+\[++\s*+([^\[\]]++)\]")
_ENTRY = regex(r"""\s*+((?:"[^"]*+"|'[^']*+'|[\w-]++)(?:\s*+\.\s*+(?:"[^"]*+"|'[^']*+'|[\w-]++))*+)\s*+=""")
_TEXT = regex(r"""(\"{3}|'{3})|"(?:[^"\\]|\\.)*+"|'[^']*+'|\#.*""")
_LOGIN = regex(r"(?<!mailto):[^\s\"'@:]*+@|\?[^\s\"'?=]*+=")


class Locator:
    """Finds the places of the keys in a file."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path, self.lines = path, lines

    def key(self, dotted: str) -> Place:
        """Return the place of a key or table, or of the whole file if it is not found."""
        return self._places.get(dotted, Place(path=self.path))

    def as_written(self, dotted: str) -> str:
        """Return a key as it is written: with dots at the top of the file, only its last part below its table."""
        place = self.key(dotted)
        is_entry = _ENTRY.match(place.source) is not None
        return place.written if is_entry else dotted.rpartition(".")[2]

    @cached_property
    def _places(self) -> dict[str, Place]:
        """The first place of each key and table."""
        places: dict[str, Place] = {}
        for key, place in find_keys(self.path, self.lines):
            for end in (*(dot.start() for dot in _DOT.finditer(key)), len(key)):
                places.setdefault(key[:end], place)
        return places


def find_keys(path: str, lines: Iterable[str]) -> Iterator[tuple[str, Place]]:
    """Yield each key and table with its place; names are whole, with dots, those of `[tool.weeknotes]` below it."""
    table = ""
    lines = tuple(lines)
    for number, (line, (_, is_within)) in enumerate(zip(lines, without_texts(lines), strict=True), 1):
        if is_within:
            continue
        if found := _TABLE.match(line):
            key = table = _plain(found[1]).removeprefix("tool.weeknotes").removeprefix(".")
        elif found := _ENTRY.match(line):
            key = ".".join(filter(None, (table, _plain(found[1])))).removeprefix("tool.weeknotes.")
        else:
            continue
        source = "" if may_have_login(line) else line
        yield (
            key,
            Place(path=path, line=number, column=found.start(1) + 1, length=len(found[1].rstrip()), source=source),
        )


def may_have_login(line: str) -> bool:
    """Return whether a line may contain a URL with a password or token, which no message may show."""
    return bool(_LOGIN.search(line))


def without_texts(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line without its comment and its texts, and whether it starts within a text of several lines.

    Delimiters of multi-line strings are kept; an unclosed string is kept whole.
    """
    mark = ""
    for line in lines:
        is_within, code, end = bool(mark), "", 0
        if mark:
            close = line.find(mark)
            code, end, mark = (mark, close + len(mark), "") if close >= 0 else ("", len(line), mark)
        while found := _TEXT.search(line, end):
            code += line[end : found.start()]
            close = line.find(found[1], found.end()) if found[1] else 0
            if close < 0:
                mark = found[1]
                code += mark
            end = len(line) if close < 0 else close + len(found[1]) if found[1] else found.end()
        yield code + line[end:], is_within


def _plain(key: str) -> str:
    """Return a key without quotes and spaces around its parts."""
    return ".".join(part.strip("\"' ") for part in _PART.findall(key))
