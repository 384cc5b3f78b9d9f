"""Convert typed lists (`•`, `◦`, `1)`) to Markdown lists."""

import re
from collections.abc import Iterator, Sequence

from weeknotes_site.importer.text.fences import split_fences

_BULLET = re.compile(r"([•◦▪▫‣●○∙·⁃])[ \t\u00a0]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})(?:\\[.)]|\))[ \t]+(?=\S)")


def write_typed_lists(text: str) -> str:
    """Convert paragraphs in which every line starts with a bullet, or with the next number."""
    if not any(_sign(line) for line in text.split("\n")):
        return text
    return "".join(part if is_code else _outside(part) for is_code, part in split_fences(text))


def _outside(text: str) -> str:
    paragraphs = [part for paragraph in text.split("\n\n") for part in _without_lead(paragraph)]
    written: list[str] = []
    run: list[str] = []
    for paragraph in paragraphs:
        if items := _items(paragraph):
            if run and _sign(run[0]).isdigit() != _sign(items[0]).isdigit():
                written += _written(run)
                run = []
            run += items
            continue
        written += [*_written(run), paragraph]
        run = []
    return "\n\n".join([*written, *_written(run)])


def _without_lead(paragraph: str) -> tuple[str, ...]:
    """Split a paragraph into the text above its bullets and the bullets."""
    lines = paragraph.split("\n")
    first = next((at for at, line in enumerate(lines) if _BULLET.match(line)), 0)
    if first and all(_BULLET.match(line) for line in lines[first:]):
        return "\n".join(lines[:first]).removesuffix("\\"), "\n".join(lines[first:])
    return (paragraph,)


def _items(paragraph: str) -> list[str]:
    """Return the lines of a paragraph if each is an item."""
    lines = [line.removesuffix("\\") for line in paragraph.strip("\n").split("\n")]
    return lines if lines and all(_sign(line) for line in lines) else []


def _sign(line: str) -> str:
    match = _BULLET.match(line) or _NUMBER.match(line)
    return match[1] if match else ""


def _written(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lists in adjacent lines; numbers that do not start at 1 stay text."""
    signs = [_sign(line) for line in lines]
    numbers = [int(sign) for sign in signs if sign.isdigit()]
    if not lines:
        return
    if numbers and (numbers != list(range(1, len(numbers) + 1)) or len(numbers) < 2 or len(numbers) < len(signs)):
        yield from lines
        return
    levels: list[str] = []
    items = []
    for line, sign in zip(lines, signs, strict=True):
        rest = (_BULLET if not sign.isdigit() else _NUMBER).sub("", line, count=1)
        kind = "1" if sign.isdigit() else sign
        levels = levels[: levels.index(kind) + 1] if kind in levels else [*levels, kind]
        mark = f"{sign}." if sign.isdigit() else "-"
        items.append(f"{'  ' * (len(levels) - 1)}{mark} {rest}")
    yield "\n".join(items)
