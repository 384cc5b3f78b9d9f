"""Code that is never closed, and text that becomes code by its indentation."""

from markdown_it.token import Token

from weeknotes_site.content.markdown.slips.page import Page, Passage, indent_of, instead, shown
from weeknotes_site.diagnostics import Edit, Fix
from weeknotes_site.regex import regex

_LIST = regex(r"[-*+] +[^\W\d_]|\d{1,3}[.)] +[^\W\d_]")
_LIST_OR_TABLE = regex(r"[-*+•] |\d{1,3}[.)] |\||#{2,6} ")
_IS_CODE = regex(r"[{}=<>\\$;_~^]|\w\(\)|https?://\S+$")
_WIDE_MARK = regex(r"[ \t>]*([-*+]|\d{1,9}[.)])([ \t]+)")
_WORD = regex(r"\W{0,3}[^\W\d_]{2}")
_MIN_WORDS = 5
_ENDS_SENTENCE = (".", "!", "?", "…", ":", ")")
_APOSTROPHE = regex(r"(?<=\w)`(?=\w)")


def find_code_slips(page: Page) -> None:
    """Warn about code that continues to the end of the note, stray backticks, and indented text."""
    if page.types & {"fence", "code_block"}:
        item = -1
        for token in page.tokens:
            if token.type == "list_item_open" and token.map:
                item = token.map[0]
            elif token.type == "code_block" and token.map and token.map[0] == item:
                _spaced_item(page, token, item)
            elif token.type == "code_block" and token.level and token.map:
                _deep_list(page, token, token.map[0])
            elif token.type == "fence" and not token.level and token.map:
                _unclosed(page, token, token.map[0], token.map[1])
                _whole_note(page, token, token.map[0])
            elif token.type == "code_block" and not token.level and token.map:
                _indented_text(page, token, token.map[0])
    for passage in page.passages_with("`"):
        if any("`" in _APOSTROPHE.sub("", text) for text in passage.shown_text):
            _stray_backtick(passage)


def _unclosed(page: Page, token: Token, first: int, end: int) -> None:
    last = page.line(end - 1).strip()
    if end - 1 > first and last.startswith(token.markup) and not last.strip(token.markup[0]):
        return
    start = page.line(first).find(token.markup)
    message = "the code that starts here is never closed, so all text below it is shown as code"
    marks = "three backticks" if token.markup == "```" else f"`{token.markup}` again"
    hint = f"write {marks} on a separate line where the code ends"
    page.warn_line("unclosed-code", first, start, start + len(token.markup), message, hint)


def _whole_note(page: Page, token: Token, first: int) -> None:
    """Warn about a code block that contains most of the note, as AI assistants write it."""
    if token.info.strip().lower() in ("markdown", "md") and 2 * len(token.content) > len(page.body):
        message = "most of the note is shown as code, because it is below this line"
        marks = "the three backticks" if token.markup == "```" else f"`{token.markup}`"
        hint = f"delete this line, and {marks} at the end"
        page.warn_line("text-as-code", first, 0, len(page.line(first).rstrip()), message, hint)


def _stray_backtick(passage: Passage) -> None:
    """Warn about the first unpaired backtick in the masked text."""
    if "\\`" in passage.written:
        return
    at = passage.text.find("`")
    if at >= 0 and not _APOSTROPHE.match(passage.text, at):
        message = "this backtick is unpaired, so it is shown as written"
        hint = "write another backtick where the code ends, or delete it"
        if passage.kind in ("td", "th"):
            message, hint = "a `|` in code ends the cell, so this backtick is unpaired", "write `\\|` in code"
        passage.warn("unclosed-code", at, at + 1, message, hint)


def _indented_text(page: Page, token: Token, first: int) -> None:
    lines = [line for line in token.content.split("\n") if line.strip()]
    is_list = all(_LIST_OR_TABLE.match(line.lstrip()) for line in lines)
    if not lines or not (is_list or _is_prose(token.content.strip())):
        return
    text = page.line(first)
    message = "four spaces or a tab at the start of a line turn it into code"
    hint = f"write `{shown(text)}` at the start of its line"
    fix = _at_margin(page, first, len(token.content.rstrip().split("\n")))
    page.warn_line("text-as-code", first, 0, indent_of(text), message, hint, lambda _: fix)


def _spaced_item(page: Page, token: Token, line: int) -> None:
    """Warn about a list item with so many spaces after its mark that its text is code."""
    found = _WIDE_MARK.match(page.line(line))
    text = token.content.strip()
    if not found or not _WORD.match(text) or _IS_CODE.search(text):
        return
    message = f"five spaces or more after `{found[1]}` turn the text into code"
    start = found.end() - len(found[2])
    place = (line, start, found.end())
    page.warn_line("text-as-code", *place, message, f"write `{found[1]} {shown(text)}`", instead(" "))


def _deep_list(page: Page, token: Token, line: int) -> None:
    """Warn about a list in a list item that its indentation makes code."""
    if all(_LIST.match(one.lstrip()) for one in token.content.split("\n") if one.strip()):
        text = page.line(line)
        message = "this is indented so far that it is code, not a list"
        hint = f"indent `{shown(text)}` by fewer spaces"
        page.warn_line("text-as-code", line, 0, indent_of(text), message, hint)


def _is_prose(text: str) -> bool:
    words = text.split()
    return (
        len(words) >= _MIN_WORDS
        and text[0].isupper()
        and text.endswith(_ENDS_SENTENCE)
        and not _IS_CODE.search(text)
        and sum(word.isalpha() for word in words) * 2 > len(words)
    )


def _at_margin(page: Page, first: int, count: int) -> Fix | None:
    """Move lines to the margin; None if their indentation mixes tabs and spaces."""
    written = {page.findings.first_line + line: page.line(line) for line in range(first, first + count)}
    indents = {number: text[: indent_of(text)] for number, text in written.items() if text.strip()}
    if len({indent[:1] for indent in indents.values()}) > 1 or any(len(set(one)) > 1 for one in indents.values()):
        return None
    least = min(map(len, indents.values()))
    return Fix(edits=tuple(Edit(number, 1, number, least + 1) for number in indents))
