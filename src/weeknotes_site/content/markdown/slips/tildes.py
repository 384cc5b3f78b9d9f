"""`~` and `^` that other dialects of Markdown read differently: as subscripts and superscripts, or as "about"."""

from weeknotes_site.content.markdown.slips.page import Page, Passage, indent_of, instead, shown
from weeknotes_site.regex import regex

_SUBSCRIPT = regex(r"(?<=[A-Za-z)])~(\d{1,3}[+-]?)~(?!~)")
_WITHIN = regex(r"(?<=[^\W_])~([\w+-]{1,6})~(?!~)")
_RANGE = regex(r"(?<![\w~])~(\d[\d.,]{0,9})~(?=\d)")
_SUPERSCRIPT = regex(r"(?<=[\w)])\^([\w+-]{1,6})\^(?![\w^])")
# With fewer words it may be a signature, such as `~~Ann`.
_NEVER_CLOSED = regex(r"(?<!\S)~~(?=[^\W\d_][^\s~]{0,50}[ \n][^\s~]{1,50}[ \n][^\s~])")
_ABOUT = regex(r"~[ \t]+(?=\d)")


def find_tildes(page: Page) -> None:
    """Warn about struck-through text and superscripts, and about lines that `~` makes a definition."""
    for passage in page.passages_with("~"):
        if any(child.type == "s_open" and child.markup == "~" for child in passage.children):
            _struck(passage)
        elif passage.text.count("~~") == 1 and (found := _NEVER_CLOSED.search(passage.text)):
            message = "`~~` is never closed, so it is shown as written"
            hint = "write `~~` where the struck-through text ends, or delete it"
            passage.warn("literal-asterisks", *found.span(), message, hint)
    for passage in page.passages_with("^"):
        for found in _SUPERSCRIPT.finditer(passage.text):
            right = f"<sup>{found[1]}</sup>"
            message = f"`{found[0]}` is a superscript in other dialects of Markdown, but shown as written here"
            passage.suggest("foreign-markup", *found.span(), message, right)
    if "dd_open" in page.types:
        for token in page.tokens:
            if token.type == "dd_open" and token.map:
                _about(page, token.map[0])


def _struck(passage: Passage) -> None:
    for found in _SUBSCRIPT.finditer(passage.text):
        right = f"<sub>{found[1]}</sub>"
        message = f"`{found[0]}` is a subscript in other dialects of Markdown, but strikes text through here"
        passage.suggest("foreign-markup", *found.span(), message, right)
    for found in _WITHIN.finditer(passage.text):
        # Ranges are written so in several languages: `周一~周三~周五`.
        if not _SUBSCRIPT.match(passage.text, found.start()):
            message = f"`{found[0]}` strikes `{found[1]}` through"
            hint = f"write `\\~` for each `~`, or `<sub>{found[1]}</sub>`"
            passage.warn("foreign-markup", *found.span(), message, hint)
    for found in _RANGE.finditer(passage.text):
        message = f"`{found[0]}` strikes `{found[1]}` through"
        passage.warn("foreign-markup", *found.span(), message, f"write `{found[1]}–`, or `\\~` for each `~`")


def _about(page: Page, line: int) -> None:
    text = page.line(line)
    start = indent_of(text, " \t>")
    if _ABOUT.match(text, start):
        message = "`~` at the start of a line makes it the definition of the line above"
        hint = f"write `about {shown(text[start + 1 :])}`, or `\\{shown(text[start:])}`"
        page.warn_line("text-as-definition", line, start, start + 1, message, hint, instead("\\~"))
