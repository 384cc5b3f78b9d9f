"""Markdown that is not rendered because of an HTML tag directly above it, unclosed tags, and failed comments."""

import re
from collections.abc import Callable, Iterator

from markdown_it.common.utils import normalizeReference

from weeknotes_site.content.markdown.html.comments import without_comments
from weeknotes_site.content.markdown.html.urls import is_relative
from weeknotes_site.content.markdown.slips.page import Fixer, Page, Passage, empty_line_above, instead, linking, shown
from weeknotes_site.model.word_lists import word_list
from weeknotes_site.regex import regex

_OPENS_BLOCK = regex(r"[ \t]*<(?:details|div|section|aside|center|summary|blockquote|p|td|article)\b", re.IGNORECASE)
_STARTS_WITH_TAG = regex(r"[ \t]*</?[A-Za-z!]")
_MARKDOWN = regex(
    r"[ \t]*(?:[-*+]|\d{1,3}[.)]|#{1,6}) +\S|[^*\n]{0,300}\*\*[^\s*][^*\n]{0,200}\*\*"
    r"|[^\[\n]{0,300}\[[^\[\]\n]{1,200}\]\(\S"
)
_LINK = regex(r"(!?)\[[^\[\]\n]{1,200}\]\(<?([^\s()<>]{1,500})")
_LABEL = regex(r"\[([^\[\]\n]{1,200})\](?!\()")
_TAG = regex(r"<(/?)([a-z][a-z0-9]{0,20})(?=[\s/>])[^<>]*>", re.IGNORECASE)
# Tags that change how the text after them looks, or what it does. A browser ends the others with their paragraph.
_LASTING = frozenset(
    word_list(
        """
        a; b; blockquote; code; del; details; em; h1; h2; h3; h4; h5; h6; i; ins; kbd; mark; ol; pre; s; small; strong
        sub; summary; sup; table; u; ul
        """
    )
)
Report = Callable[[str, str], None]
"""Warns about a tag, given a message and a hint."""
_DASH = r"\\?[-\u2010-\u2015\u2212]"
# Autocorrect joins the two hyphens; Google Docs and converters escape marks, or write them as entities.
_LESS = r"(?:\\?<|&lt;|&#60;)"
_OPENING = regex(rf"{_LESS} ?(?:\\?! ?(?:{_DASH}){{1,4}}|(?:\\?-){{1,3}}!)")
_CLOSING = regex(rf"!?(?:{_DASH}){{1,4}} ?(?:\\?>|&gt;|&#62;)")
_SHOWN = regex(r"< ?(?:! ?[-\u2010-\u2015\u2212]|-{1,3}!)")
# At least two words, and nothing that could be navigation, as in `<- Home | Next ->`.
_BETWEEN_ARROWS = regex(r"<-{1,2} ?(?=\w)([^<>|\[\]\n]{1,300}) ?(?<=[^-])-{1,2}>$")


def find_html_slips(page: Page) -> None:
    """Warn about Markdown within HTML, and about unclosed `<details>` and comments."""
    if "<" not in page.body:
        return
    unclosed: dict[str, list[Report]] = {}
    for closes, name, report in _tags(page):
        reports = unclosed.setdefault(name, [])
        if not closes:
            reports.append(report)
        elif reports:
            reports.pop()
    for name, reports in unclosed.items():
        if reports:
            what = "all text below it is folded away" if name == "details" else "it applies to all text after it"
            reports[0](f"`<{name}>` is never closed, so {what}", f"write `</{name}>` where it ends")
    for passage in page.passages_with("<!--"):
        at = passage.text.find("<!--")
        if at >= 0 and any("<!--" in text for text in passage.shown_text):
            message = "this comment is not closed, so its text is shown"
            passage.warn("raw-html", at, at + 4, message, "write `-->` at its end")


def _tags(page: Page) -> Iterator[tuple[str, str, Report]]:
    """Yield `/` or nothing, the name, and the warning function of each tag with a lasting effect."""
    passages = iter(page.passages)
    for token in page.tokens:
        if token.type == "html_block" and token.map:
            _in_block(page, token.content, token.map[0])
            html = without_comments(token.content, keeps_lines=True)
            line, end = token.map[0], 0
            for found in filter(_lasts, _TAG.finditer(html)):
                line, end = line + html.count("\n", end, found.start()), found.start()
                yield found[1], found[2].lower(), _reporter_in_block(page, line, found[0])
        elif token.type == "inline" and token.map:
            passage = next(passages)
            at = 0
            for child in token.children or ():
                tag = _TAG.match(child.content) if child.type == "html_inline" else None
                if tag and _lasts(tag):
                    at = max(passage.text.find(child.content, at), 0)
                    yield tag[1], tag[2].lower(), _reporter_in_text(passage, at, len(tag[2]) + 1)
                    at += 1


def _lasts(tag: re.Match[str]) -> bool:
    """Return whether a tag affects the text after it; `<a name="feb"/>` is only a link target."""
    return tag[2].lower() in _LASTING and (tag[2] not in "aA" or "href" in tag[0].lower() or tag[1] == "/")


def _reporter_in_text(passage: Passage, at: int, length: int) -> Report:
    return lambda message, hint: passage.warn("raw-html", at, at + length, message, hint)


def _reporter_in_block(page: Page, line: int, tag: str) -> Report:
    def report(message: str, hint: str) -> None:
        start = max(page.line(line).find(tag.partition("\n")[0]), 0)
        name = tag.split(maxsplit=1)[0].rstrip(">")
        page.warn_line("raw-html", line, start, start + len(name), message, hint)

    return report


def _in_block(page: Page, content: str, first: int) -> None:
    lines = content.split("\n")
    if not _OPENS_BLOCK.match(lines[0]):
        return
    for number, line in enumerate(lines[1:], 1):
        if _MARKDOWN.match(line) and not _STARTS_WITH_TAG.match(line):
            message = "Markdown right below an HTML tag is shown as written"
            # The text between the tag and this line belongs to it.
            above = next((at for at in range(number, 0, -1) if _STARTS_WITH_TAG.match(lines[at - 1])), 1)
            top = page.line(first + above)
            hint = f"put an empty line above `{shown(top)}`"
            fix = _separating(page, "\n".join(lines[number:])) if above == number else None
            page.warn_whole_line("markdown-in-html", first + number, message, hint, fix)
            return


def _separating(page: Page, text: str) -> Fixer | None:
    """Return a fixer that makes Markdown of a text; None if it links to several files, of which a fix checks one."""
    links = [(found[2], bool(found[1])) for found in _LINK.finditer(text)]
    labels = (normalizeReference(found[1]) for found in _LABEL.finditer(text))
    links += [(page.references[label]["href"], False) for label in labels if label in page.references]
    files = [link for link in dict.fromkeys(links) if is_relative(link[0])]
    if len(files) > 1:
        return None
    return linking(empty_line_above, files[0][0], is_picture=files[0][1]) if files else empty_line_above


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
