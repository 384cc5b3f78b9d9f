"""Marks meant as footnotes that do not make one: with spaces, without `^`, or with it in the wrong place."""

from collections import Counter
from collections.abc import Container

from weeknotes_site.content.markdown.slips.page import Page
from weeknotes_site.regex import regex

_FOOTNOTE = regex(r"[ \t>]*(\[\^([^\[\]\s]{1,100})\]:)")
_SPACED = regex(r"\[\^([^\[\]\n\x00]{1,100})\]")
_DEFINITION = regex(r"\n[ \t>]{0,20}\[\^([^\[\]\n]{1,100})\]:")
_MISPLACED = regex(r"\[(?:([^\[\]\s^\x00]{1,100})\^|\^[ ]?([^\[\]\s^\x00]{1,100})[ ]?)\](?![(\[:])")
_NUMBER = regex(r"(?<=[^\s\[])\[(\d{1,2})\](?![:(\[])")
_NUMBERED = regex(r"\[(\d{1,2})\]: +(?=\S+ \S)")


def find_failed_footnotes(page: Page) -> None:
    """Warn about marks of footnotes with spaces or a misplaced `^`, and about `[1]: The note`."""
    definitions = page.paragraphs_with("]: ")
    used = frozenset(_NUMBER.findall(page.body)) if definitions else ()
    for passage in definitions:
        for start, line in passage.lines():
            found = _NUMBERED.match(line)
            if found and found[1] in used:
                message = f"`{found[0].strip()}` does not start a footnote, so this is shown as text"
                hint = f"write `[^{found[1]}]:` here, and `[^{found[1]}]` in the text"
                passage.warn("footnote-without-text", start, start + found.end() - 1, message, hint)
    if not page.holds("[^"):
        return
    defined = frozenset(_DEFINITION.findall(f"\n{page.body}"))
    _misplaced(page, defined)
    spaced = {label for label in defined if " " in label.strip()}
    for passage in page.passages_with("[^") if spaced else ():
        for found in _SPACED.finditer(passage.text):
            if found[1] in spaced:
                right = f"[^{'-'.join(found[1].split())}]"
                message = "the mark of a footnote cannot contain spaces, so this is shown as text"
                passage.suggest("footnote-without-text", *found.span(), message, right, is_safe=False)


def _misplaced(page: Page, defined: Container[str]) -> None:
    """Warn about `[1^]` and `[^1 ]` where `[^1]:` is defined."""
    for passage in page.passages_with("^]", "[^ ", " ]"):
        for found in _MISPLACED.finditer(passage.text):
            label = found[1] or found[2]
            if label in defined and found[0] != f"[^{label}]":
                right = f"[^{label}]"
                message = f"this is not the mark of the footnote `{right}`, so it is shown as text"
                passage.suggest("footnote-without-text", *found.span(), message, right, is_safe=False)


def find_unused_footnotes(page: Page) -> None:
    """Warn about unused footnotes, and those whose mark is already defined."""
    if not page.holds("[^"):
        return
    left = Counter(
        str(token.meta.get("label", "")).partition(" ")[0]
        for token in page.tokens
        if token.type == "footnote_open" and " " in str(token.meta.get("label", ""))
    )
    if not left:
        return
    lines = [(number, found) for number, line in enumerate(page.body.split("\n")) if (found := _FOOTNOTE.match(line))]
    seen: Counter[str] = Counter()
    every = Counter(found[2] for _, found in lines)
    for number, found in lines:
        label = found[2]
        seen[label] += 1
        if seen[label] <= every[label] - left[label]:
            continue
        is_second = seen[label] > 1
        message = f"nothing in the text refers to `[^{label}]`"
        if is_second:
            message = f"`[^{label}]:` is defined above already, so nothing refers to this footnote"
        hint = "give it a mark of its own" if is_second else f"write `[^{label}]` in the text, or delete the footnote"
        page.warn_line("unused-footnote", number, found.start(1), found.end(1), message, hint)
