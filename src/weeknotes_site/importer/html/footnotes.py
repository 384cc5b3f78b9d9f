"""Footnotes of Word, Google Docs, WordPress and others: a mark that links down, and a text that links back."""

import re

from bs4 import Tag

from weeknotes_site.importer.html.tags import new_tag

_WITHIN = re.compile(r"^#.")
FOOTNOTE = "wn-footnote"
"""Placeholder for a footnote's mark until it is written."""

_MARK = re.compile(r"\[?\s*(?:\d{1,3}|[ivx]{1,5}|\*+|[†‡§¶])\s*\]?")
MAX_MARK = 12
_BLOCKS = ("p", "div", "li", "aside", "td")


def take_footnotes(soup: Tag) -> list[tuple[int, Tag]]:
    """Replace marks, and take the texts that they lead to out of the tree; each comes back with its number."""
    by_id = {str(tag["id"]): tag for tag in soup.find_all(id=True)}
    by_id |= {str(tag["name"]): tag for tag in soup.find_all("a", attrs={"name": True})}
    numbers: dict[int, int] = {}  # a text's identity to its number
    notes: list[tuple[int, Tag]] = []
    backlinks: list[Tag] = []
    for link in soup.find_all("a", href=_WITHIN):
        mark, target = link.get_text(" ").strip(), by_id.get(str(link["href"])[1:])
        if (
            target is None
            or len(mark) > MAX_MARK
            or not _MARK.fullmatch(mark)
            or link.find_parent(lambda tag: id(tag) in numbers)
        ):
            continue
        text = target if target.name in _BLOCKS else target.find_parent(_BLOCKS)
        back = _backlink(text, link) if isinstance(text, Tag) else None
        if text is None or back is None or text in link.parents:
            continue
        if id(text) not in numbers:
            numbers[id(text)] = len(notes) + 1
            notes.append((len(notes) + 1, text))
            backlinks.append(back)
        _replace(link, numbers[id(text)])
    for back in backlinks:
        (back.find_parent("sup") or back).extract()
    return [(number, _taken(text)) for number, text in notes]


def _backlink(text: Tag, link: Tag) -> Tag | None:
    """Return the link from a footnote's text to its mark."""
    ids = {str(link.get("id")), str(link.get("name"))}
    sup = link.find_parent("sup")
    if sup is not None:
        ids |= {str(sup.get("id"))}
        ids |= {str(tag.get("id")) for tag in sup.find_all(id=True)}
    return next((one for one in text.find_all("a", href=True) if str(one["href"])[1:] in ids), None)


def _replace(link: Tag, number: int) -> None:
    mark = new_tag(FOOTNOTE, n=str(number))
    sup = link.find_parent("sup")
    (sup if sup is not None and sup.get_text().strip() == link.get_text().strip() else link).replace_with(mark)


def _taken(text: Tag) -> Tag:
    parent = text.parent
    taken = text.extract()
    if parent is not None and parent.name in ("ol", "ul") and not parent.get_text().strip():
        parent.decompose()
    taken.name = "div"
    return taken
