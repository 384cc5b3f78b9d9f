"""Hidden text of Word files: `w:vanish` on a run or its style, and hidden table rows."""

import io
import zipfile

from weeknotes_site.importer.documents.word_xml import all_in, child, local_name, value, with_parts
from weeknotes_site.importer.sources.xml_items import Element, parse_part

_OFF = ("0", "false", "off")
_KEPT = ("rPr", "fldChar", "instrText")
"""Parts of a hidden run that stay: without them the field around it would never end."""
_STYLES = "word/styles.xml"


def without_hidden(content: io.BytesIO) -> tuple[io.BytesIO, int]:
    """Return a file without the text that it hides, and how many words that was."""
    with zipfile.ZipFile(content) as archive:
        names = [one for one in archive.namelist() if one.startswith("word/") and one.endswith(".xml")]
        parts = {one: raw for one in names if _may_hide(raw := archive.read(one))}
        if not parts:
            content.seek(0)
            return content, 0
        styles = _hidden_styles(parse_part(parts[_STYLES])) if _STYLES in parts else frozenset()
        # A hidden style hides runs of parts that do not mention it.
        read = {one: parse_part(archive.read(one)) for one in (names if styles else parts) if one != _STYLES}
        words = sum(_take_out(root, styles) for root in read.values())
        return with_parts(archive, read), words


def _may_hide(raw: bytes) -> bool:
    return b":vanish" in raw or b":hidden" in raw


def _hidden_styles(root: Element) -> frozenset[str]:
    """Return the ids of styles that hide text, by themselves or by the style that they are based on."""
    hides: dict[str, bool | None] = {}
    above: dict[str, str] = {}
    for style in all_in(root, "style"):
        name = value(style, "styleId")
        hides[name] = _vanishes(child(style, "rPr"))
        above[name] = value(child(style, "basedOn"), "val")

    def is_hidden(name: str) -> bool:
        seen: set[str] = set()
        while name in hides and name not in seen:
            if (own := hides[name]) is not None:
                return own
            seen.add(name)
            name = above[name]
        return False

    return frozenset(filter(is_hidden, hides))


def _take_out(root: Element, styles: frozenset[str]) -> int:
    words = 0
    for row in list(all_in(root, "tr")):
        if _is_on(child(child(row, "trPr"), "hidden")):
            words += _words(row)
            row.getparent().remove(row)
    for run in list(all_in(root, "r")):
        if _is_hidden(run, styles):
            words += _words(run)
            for part in [one for one in run if local_name(one) not in _KEPT]:
                run.remove(part)
    return words


def _is_hidden(run: Element, styles: frozenset[str]) -> bool:
    own = child(run, "rPr")
    if (vanishes := _vanishes(own)) is not None:
        return vanishes
    paragraph = next((one for one in run.iterancestors() if local_name(one) == "p"), None)
    named = value(child(own, "rStyle"), "val"), value(child(child(paragraph, "pPr"), "pStyle"), "val")
    return not styles.isdisjoint(named)


def _vanishes(properties: Element | None) -> bool | None:
    mark = child(properties, "vanish")
    return None if mark is None else _is_on(mark)


def _is_on(mark: Element | None) -> bool:
    return mark is not None and value(mark, "val") not in _OFF


def _words(element: Element) -> int:
    return len("".join(one.text or "" for one in all_in(element, "t")).split())
