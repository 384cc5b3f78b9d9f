"""Remove what a page hides: by attribute, by style, or by a rule of its own style sheet."""

import re
from collections.abc import Iterator

from bs4 import Tag

_HIDES = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_NO_HEIGHT = re.compile(r"(?<![\w-])max-height\s*:\s*0(?:px)?\s*(?:;|!|$)", re.I)
_CUT_OFF = re.compile(r"(?<![\w-])overflow\s*:\s*hidden", re.I)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_NAME = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]{1,100})", re.I)
_MAX_SHEET = 1_000_000


def drop_hidden(soup: Tag) -> int:
    """Remove hidden elements from a tree, in place, and return how many words they held."""
    sheets = (soup.find_parents() or [soup])[-1].find_all("style")
    names = {name for sheet in sheets for name in _hidden_names(sheet.get_text()[:_MAX_SHEET])}
    words = 0
    for tag in soup.find_all(lambda tag: _is_hidden(tag, names)):
        if not tag.decomposed and (held := len(tag.get_text(" ").split())):
            words += held
            tag.decompose()
    return words


def _is_hidden(tag: Tag, names: set[str]) -> bool:
    if tag.name in ("html", "body", "head", "style", "script", "template"):
        return False
    style = str(tag.get("style") or "")
    own = tag.get("hidden")
    if (own is not None and own != "until-found") or _HIDES.search(style):
        return True
    if style and _NO_HEIGHT.search(style) and _CUT_OFF.search(style):
        return True
    classes = (f".{one}" for one in tag.get_attribute_list("class") if one) if names else ()
    return bool(names) and (f"#{tag.get('id')}" in names or any(one in names for one in classes))


def _hidden_names(sheet: str) -> Iterator[str]:
    """Yield the classes and ids that rules hide on every screen: those within `@media` do not count."""
    for selectors, declarations in _rules(_COMMENT.sub("", sheet)):
        if _HIDES.search(declarations):
            for one in selectors.split(","):
                if match := _NAME.fullmatch(one.strip()):
                    yield match[1]


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
