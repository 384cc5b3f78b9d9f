"""`[the plan](Our plan.pdf)`: a space ends a link's target, so the link is shown as text."""

import re

from weeknotes_site.content.markdown.slips.page import Page, instead, linking
from weeknotes_site.regex import regex

_SPACE = regex(r"\]\([^()<>\s\x00]{0,300}[\s(]")
_LINK = regex(r"(!?\[[^\[\]\x00]{0,300}\])\(([^()<>\n\x00]{1,300}(?:\([^()<>\n\x00]{0,100}\)[^()<>\n\x00]{0,300})?)\)")
_TITLE = regex(r"\s(?:\"[^\"]*\"|'[^']*')$")
_CURLY_TITLE = regex(r"\s[“”„«‘’]([^“”„«»‘’\x00]*)[“”»‘’]$")
_BROKEN_SCHEME = regex(r"(https?://|mailto:)\s+", re.IGNORECASE)
_APART_FRAGMENT = regex(r"(?<!\s)\s++(?=#[\w-]{1,100}$)")
_SIZE = regex(r"\s=\d{1,5}x\d{0,5}$")
_IS_TARGET = regex(r"(?:https?://|mailto:|tel:|www\.|\.{0,2}/|\S*/)\S|.*\.[A-Za-z0-9]{2,5}(?:#.*)?$")


def find_spaced_targets(page: Page) -> None:
    """Warn about targets of links and pictures with spaces in them."""
    if not _SPACE.search(page.body):
        return
    for passage in page.passages_with("]("):
        for found in _LINK.finditer(passage.text):
            title = _TITLE.search(found[2])
            target = found[2][: title.start()] if title else found[2]
            bare = target.strip()
            right = without_spaces(bare)
            if not right and (not any(map(str.isspace, bare)) or not _IS_TARGET.match(bare)):
                continue
            start = found.start(2) + len(target) - len(target.lstrip())
            is_picture = found[1][0] == "!"
            message = f"the target ends at its first space, so this is not a {'picture' if is_picture else 'link'}"
            fixed = right or f"<{bare}>"
            fix = linking(instead(fixed, is_safe=not right), without_title(fixed), is_picture=is_picture)
            written = right or f"{fixed}{title[0] if title else ''}"
            passage.warn("target-with-spaces", start, start + len(bare), message, f"write `{found[1]}({written})`", fix)


def without_spaces(target: str) -> str:
    """Return the intended target if `<…>` would not help, else empty.

    That is one with a space after its scheme or before its heading, a title in curly quotes, or the size of a picture.
    """
    if broken := _BROKEN_SCHEME.match(target):
        right = f"{broken[1]}{target[broken.end() :]}"
        return right if not any(map(str.isspace, right)) else ""
    if curly := _CURLY_TITLE.search(target):
        return f'{target[: curly.start()]} "{curly[1]}"' if " " not in target[: curly.start()] else ""
    if apart := _APART_FRAGMENT.search(target):
        return _APART_FRAGMENT.sub("", target) if " " not in target[: apart.start()] else ""
    size = _SIZE.search(target)
    return target[: size.start()] if size and " " not in target[: size.start()] else ""


def without_title(target: str) -> str:
    """Return a target without `<…>` and title."""
    return target[1:].partition(">")[0] if target.startswith("<") else target.split()[0]
