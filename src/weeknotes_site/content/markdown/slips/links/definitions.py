"""Unused and duplicate definitions of links and footnotes, whose text is lost, and abbreviations not defined."""

from collections import Counter

from weeknotes_site.content.markdown.slips.page import Page
from weeknotes_site.model.terms import TERM
from weeknotes_site.regex import regex

_LABEL = regex(r"[ \t>]*\[([^\[\]]{1,200})\]:")
_FOOTNOTE = regex(r"[ \t>]*(\[\^([^\[\]\s]{1,100})\]:)")
_WORD = regex(r"[^\W\d_]+")
_ABBREVIATION = regex(rf"\*\[({TERM})\]([ \t]*:)?[ \t]{{0,20}}(?=[^\W_])([^*\n\x00]{{1,300}})$")
# `[//]: # (a comment)` is how some write comments in Markdown.
_COMMENTS = ("//", "comment", "_", "#", "-", "")


def find_unused_definitions(page: Page) -> None:
    """Warn about unused definitions of links, and those whose label is already defined."""
    for definition in page.repeated:
        line = definition["map"][0]
        if found := _LABEL.match(page.line(line)):
            label = found[1]
            message = f"`[{label}]:` is defined above already, so this line is ignored"
            hint = "give it another label, or delete it"
            page.warn_line("repeated-definition", line, found.start(1) - 1, found.end(), message, hint)
    has_undefined = any(one.code == "undefined-reference" for one in page.findings.diagnostics)
    if not page.references or has_undefined:
        return  # the unused one may be the one that is meant
    used = {
        child.meta.get("label") for token in page.tokens for child in token.children or () if child.meta.get("label")
    }
    for label, definition in page.references.items():
        found = _LABEL.match(page.line(definition["map"][0]))
        if label not in used and found and found[1].strip() not in _COMMENTS:
            message = f"nothing in the note uses `[{found[1]}]`, so this line is not shown"
            hint = f"write `[words][{found[1]}]` in the text, or delete the line"
            place = (definition["map"][0], found.start(1) - 1, found.end())
            page.warn_line("unused-definition", *place, message, hint)


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


def find_failed_abbreviations(page: Page) -> None:
    """Warn about `*[GDS] Government Digital Service`, whose colon is missing, or the space after it."""
    for passage in page.paragraphs_with("*["):
        for start, line in passage.lines():
            found = _ABBREVIATION.match(line)
            # A list item without its space may start with a name in brackets.
            if found and (found[2] or _initials(found[3]).startswith(found[1].upper())):
                right = f"*[{found[1]}]: {found[3].strip()}"
                message = "this does not define an abbreviation, so it is shown as text"
                passage.suggest("literal-asterisks", start, start + len(found[0]), message, right, is_safe=False)


def _initials(text: str) -> str:
    return "".join(word[0] for word in _WORD.findall(text) if word[0].isupper())
