"""HTML comments with wrong marks, whose text is shown."""

from collections.abc import Iterator

from weeknotes_site.content.markdown.slips.page import Page, Passage, instead, shown
from weeknotes_site.regex import regex

_DASH = r"\\?[-\u2010-\u2015\u2212]"
# Autocorrect joins the two hyphens; Google Docs and converters escape marks, or write them as entities.
_LESS = r"(?:\\?<|&lt;|&#60;)"
_OPENING = regex(rf"{_LESS} ?(?:\\?! ?(?:{_DASH}){{1,4}}|(?:\\?-){{1,3}}!)")
_CLOSING = regex(rf"!?(?:{_DASH}){{1,4}} ?(?:\\?>|&gt;|&#62;)")
_SHOWN = regex(r"< ?(?:! ?[-\u2010-\u2015\u2212]|-{1,3}!)")
# Two words at least, and nothing that could be a way to another page.
_BETWEEN_ARROWS = regex(r"<-{1,2} ?(?=\w)([^<>|\[\]\n]{1,300}) ?(?<=[^-])-{1,2}>$")


def find_broken_comments(page: Page) -> None:
    """Warn about comments that are not read as comments, with a fix where both marks are on one line."""
    for passage in page.passages_with("<", "&lt;", "&#60;"):
        if any(_SHOWN.search(text) for text in passage.shown_text):
            for start, inner, closing, end in _comments(passage):
                _warn(passage, start, end, passage.written[inner:closing].strip())
        elif "<-" in passage.written and passage.kind == "paragraph":
            found = _BETWEEN_ARROWS.match(passage.text)
            if found and " " in found[1].strip():
                _warn(passage, 0, found.end(), passage.written[found.start(1) : found.end(1)].strip())


def _comments(passage: Passage) -> Iterator[tuple[int, int, int, int]]:
    """Yield where each comment and its text start, and where they end; the last may have no end."""
    end = 0
    while found := _OPENING.search(passage.written, end):
        end = found.end()
        is_code = passage.text[found.start()] == "\x00" and found[0][0] != "\\"
        if is_code or found[0].startswith("<!--"):
            continue
        closing = _CLOSING.search(passage.written, end)
        if not closing:
            yield found.start(), end, end, end
            return
        yield found.start(), end, closing.start(), closing.end()
        end = closing.end()


def _warn(passage: Passage, start: int, end: int, text: str) -> None:
    message = "this is not read as a comment, so its text is shown"
    if not text or "\n" in text:
        hint = "write `<!--` here and `-->` at its end; pages leave out what is between them"
        passage.warn("raw-html", start, end, message, hint)
    else:
        hint = f"write `<!-- {shown(text)} -->`, which pages leave out"
        passage.warn("raw-html", start, end, message, hint, instead(f"<!-- {text} -->", is_safe=False))
