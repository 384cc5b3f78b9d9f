"""Remove hidden elements: by attribute, by style, or by a rule of the page's own style sheet."""

import re
from collections.abc import Iterator, Mapping

from bs4 import Tag
from msgspec import Struct

from weeknotes_site.importer.html.tags import classes_of
from weeknotes_site.importer.text.hiding import Declarations, is_hidden, merged, read_declarations, without_comments

_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]{1,100})", re.I)
_ALWAYS_KEPT = ("html", "body", "head", "style", "script", "template")
_MAX_SHEET = 1_000_000


class _Rule(Struct, frozen=True):
    strength: tuple[bool, bool, int]
    """Whether it is for an id, whether it names a tag, and its place in the sheets: the highest wins."""
    declarations: Declarations


_Rules = Mapping[tuple[str, str], _Rule]
"""Rules by tag, or no tag, and class or id."""


def drop_hidden(soup: Tag) -> int:
    """Remove hidden elements from a tree, in place, and return how many words they held."""
    sheets = (soup.find_parents() or [soup])[-1].find_all("style")
    rules = _read_rules("\n".join(sheet.get_text()[:_MAX_SHEET] for sheet in sheets))
    words = 0
    for tag in soup.find_all(lambda tag: _is_hidden(tag, rules)):
        if not tag.decomposed and (held := len(tag.get_text(" ").split())):
            words += held
            tag.decompose()
    return words


def _is_hidden(tag: Tag, rules: _Rules) -> bool:
    if tag.name in _ALWAYS_KEPT:
        return False
    attributes: dict[str, str] = {name: str(tag[name] or "") for name in ("hidden", "style") if name in tag.attrs}
    matching = _matching(tag, rules) if rules else []
    return bool(attributes or matching) and is_hidden(attributes, matching)


def _matching(tag: Tag, rules: _Rules) -> list[Declarations]:
    """Return the declarations of rules for an element, the weakest first."""
    names = [f"#{tag.get('id')}", *(f".{one}" for one in classes_of(tag))]
    found = (rules.get((kind, name)) for name in names for kind in ("", tag.name))
    return [rule.declarations for rule in sorted(filter(None, found), key=lambda rule: rule.strength)]


def _read_rules(sheet: str) -> _Rules:
    """Return the rules that count on every screen, which those within `@media` do not."""
    found: dict[tuple[str, str], _Rule] = {}
    for place, (selectors, written) in enumerate(_rules(without_comments(sheet))):
        declarations = read_declarations(written)
        for selector in selectors.split(",") if declarations else ():
            if match := _SELECTOR.fullmatch(selector.strip()):
                key = ((match[1] or "").lower(), match[2])
                earlier = found[key].declarations if key in found else {}
                strength = (match[2].startswith("#"), bool(match[1]), place)
                found[key] = _Rule(strength, merged(earlier, declarations))
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    depth = start = opened = 0
    for at, char in enumerate(sheet):
        if char == "{":
            opened = at if not depth else opened
            depth += 1
        elif char == "}" and depth:
            depth -= 1
            if not depth:
                selectors = sheet[start:opened].rpartition(";")[2]
                start = at + 1
                if "@" not in selectors:
                    yield selectors, sheet[opened + 1 : at]
