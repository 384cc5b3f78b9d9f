"""Word's numbered lists that continue after other paragraphs, which the library would restart at 1."""

import io
import re
import zipfile
from collections import Counter

from msgspec import Struct

from weeknotes_site.importer.documents.word_xml import WORD, all_in, child, value, with_parts
from weeknotes_site.importer.sources.xml_items import Element, parse_part

DOCUMENT, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_FIRST = re.compile(r"<ol>(<li>(?:<p>)?)\ue012(\d{1,6})\ue013")
_MARK = re.compile(r"\ue012\d{1,6}\ue013")
_UNNUMBERED = ("bullet", "none")
_DEEPER = re.compile(r"list (?:number|bullet|continue) [2-9]", re.I)


class _List(Struct, frozen=True):
    """What determines the numbers of a list's items."""

    key: str
    """Equal for lists that continue each other."""
    start: int
    is_numbered: bool


def mark_numbers(content: io.BytesIO) -> io.BytesIO:
    """Return a file with the number of each item that goes on with a list in front of its text."""
    with zipfile.ZipFile(content) as archive:
        names = set(archive.namelist())
        if not {DOCUMENT, _NUMBERING} <= names or b"numPr" not in archive.read(DOCUMENT) + (
            archive.read(_STYLES) if _STYLES in names else b""
        ):
            content.seek(0)
            return content
        document = parse_part(archive.read(DOCUMENT))
        lists = _lists(parse_part(archive.read(_NUMBERING)))
        styles = _lists_of_styles(parse_part(archive.read(_STYLES))) if _STYLES in names else {}
        if not _mark(document, lists, styles):
            content.seek(0)
            return content
        return with_parts(archive, {DOCUMENT: document})


def number_lists(html: str) -> str:
    """Begin lists of the library's HTML with the numbers that mark their first items."""
    return _MARK.sub("", _FIRST.sub(r'<ol start="\2">\1', html)) if "\ue012" in html else html


def _mark(document: Element, lists: dict[str, _List], styles: dict[str, str]) -> bool:
    counts: Counter[str] = Counter()
    before = ""
    is_marked = False
    for paragraph in all_in(document, "p"):
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        number = value(child(own, "numId"), "val") or styles.get(value(child(properties, "pStyle"), "val"), "")
        found = lists.get(number)
        if found is None or not found.is_numbered or value(child(own, "ilvl"), "val") not in ("", "0"):
            before = found.key if found else ""
            continue
        at = found.start + counts[found.key]
        counts[found.key] += 1
        if at != 1 and found.key != before:
            run, text = paragraph.makeelement(f"{WORD}r"), paragraph.makeelement(f"{WORD}t")
            text.text = f"\ue012{at}\ue013"
            run.append(text)
            paragraph.insert(0 if properties is None else 1, run)
            is_marked = True
        before = found.key
    return is_marked


def _lists(numbering: Element) -> dict[str, _List]:
    """Return lists by the ids that paragraphs name; those of the same kind continue unless they have a start number."""
    kinds = {value(one, "abstractNumId"): one for one in all_in(numbering, "abstractNum")}
    found: dict[str, _List] = {}
    for one in all_in(numbering, "num"):
        number, kind = value(one, "numId"), value(child(one, "abstractNumId"), "val")
        level = (
            next((each for each in all_in(kinds[kind], "lvl") if value(each, "ilvl") == "0"), None)
            if (kind in kinds)
            else None
        )
        override = next((each for each in all_in(one, "lvlOverride") if value(each, "ilvl") == "0"), None)
        restart = value(child(override, "startOverride"), "val")
        start = restart or value(child(level, "start"), "val") or "1"
        found[number] = _List(
            key=number if restart else f"kind {kind}",
            start=int(start) if start.isdecimal() and len(start) < 6 else 1,
            is_numbered=level is not None and value(child(level, "numFmt"), "val") not in _UNNUMBERED,
        )
    return found


def _lists_of_styles(styles: Element) -> dict[str, str]:
    """Return the lists that styles of paragraphs name, by the styles' ids."""
    found: dict[str, str] = {}
    for style in all_in(styles, "style"):
        number = value(child(child(child(style, "pPr"), "numPr"), "numId"), "val")
        if number and not _DEEPER.fullmatch(value(child(style, "name"), "val")):
            found[value(style, "styleId")] = number
    return found
