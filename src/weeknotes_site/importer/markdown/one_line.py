"""Boxes and tabs that are written on one line: `{{< tab "A" >}}Alpha{{< /tab >}}{{< tab "B" >}}Beta{{< /tab >}}`."""

import re
from collections.abc import Collection, Iterator, Sequence

from weeknotes_site.importer.text.fences import fenced

_TAG = re.compile(
    r"\{%-?[ \t]{0,5}(?P<tag_ends>end_?)?(?P<tag>[\w-]{1,40})[^{}\n]{0,1000}%\}"
    r"|\{\{[<%][ \t]{0,5}(?P<ends>/?)[ \t]{0,5}(?P<shortcode>[\w./-]{1,60})[^{}\n]{0,1000}[>%]\}\}"
)


def with_own_lines(lines: Sequence[str], names: Collection[str]) -> Iterator[str]:
    """Yield lines, with the tags of boxes that a line opens and closes on lines of their own."""
    for line, is_code in zip(lines, fenced(lines), strict=True):
        bare = line.lstrip(" ")
        if is_code or not _TAG.match(bare):
            yield line
            continue
        opened = {_name(one) for one in _TAG.finditer(bare) if not _is_end(one)}
        paired = opened & {_name(one) for one in _TAG.finditer(bare) if _is_end(one)}
        if not paired & set(names):
            yield line
            continue
        indent = line[: len(line) - len(bare)]
        yield from (f"{indent}{part}" for part in _split(bare, paired))


def _split(line: str, paired: Collection[str]) -> Iterator[str]:
    """Yield the tags of such names in a line, and the texts between them."""
    end = 0
    for tag in _TAG.finditer(line):
        if _name(tag) in paired:
            yield from filter(None, (line[end : tag.start()].strip(), tag[0]))
            end = tag.end()
    yield from filter(None, (line[end:].strip(),))


def _name(tag: re.Match[str]) -> str:
    return (tag["tag"] or tag["shortcode"]).lower()


def _is_end(tag: re.Match[str]) -> bool:
    return bool(tag["tag_ends"] or tag["ends"])
