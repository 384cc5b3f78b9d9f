"""Find paragraphs of a body that are suitable as its summary."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import dropwhile
from unicodedata import bidirectional, category

from markdown_it.token import Token

from weeknotes_site.content.markdown.facts.outline import MAX_EXCERPT, excerpt, is_break, plain_text, text_of
from weeknotes_site.content.markdown.topics import fold, known_topics, topic_of
from weeknotes_site.content.titles.headline import headline
from weeknotes_site.languages import in_english
from weeknotes_site.model.families import FAMILIES
from weeknotes_site.model.sentences import sentence_ends, text_of_html
from weeknotes_site.regex import regex

MAX_LEADS = 8
"""Maximum candidates for the lead paragraph."""
_JOINERS = "\ufe0f\u200d"
"""Invisible parts of emoji."""
_LISTS = ("bullet_list_open", "ordered_list_open")
_SENTENCE_ENDS = tuple(".!?…。！？")
_QUOTES = "\"'”’»)]*_"
_MAX_LABEL = 80
"""Maximum characters of an introduction to a list, such as `This week we`."""
_FILE_NAME = regex(
    r"[^.!?]{1,100}\.(?:png|jpe?g|gif|heic|svg|webp|md|pdf|docx?|xlsx?|pptx?|csv|txt|html?|zip|mp4|mov)", re.I
)
_ADDRESS = regex(r"(?:https?://|www\.)\S+")
# Shortcodes, directives, includes and emphasis of Jekyll, Hugo, Confluence, GitLab, MkDocs, MediaWiki, forums, etc.
_FOREIGN = regex(
    r"\{[%{<#:]|\[\[|\[toc|:::|!!!|\?\?\?|\+\+\+|%%|\\\w|h[1-6]\. |\{\w+[:}]|@\w+\(|<\w"
    r"|\[(?:b|i|u|s|url|img|quote|code|list|color|size|center)(?:=[^\]\s]*)?\]|\[[^\]|]{1,200}\|\S+\]|''|\$\$|(?::\w+:\s*)+\Z",
    re.I,
)
_MAY_BE_FOREIGN = frozenset("{[:!?+%\\hHwW@<'$")
_GREETING = (
    r"(?:hi|hiya|hello|hey|dear|welcome|greetings|good (?:morning|afternoon)|happy (?:new year|\w{3,6}day)"
    r"|hallo|liebe|bonjour|salut|helo|shwmae)"
    r"(?: (?:all|everyone|everybody|there|team|teams|folks|friends|colleagues|again|back|zusammen|leute|à tous"
    r"|bawb|pawb))*+\W*"
)
_NAME = r"[^\W\d_a-z][^\s.]*"
_BYLINE = rf"(?i:(?:(?:written|posted) )?by|von|par|gan) {_NAME}(?:,? (?:(?:and|und|et|a|ac|&) )?{_NAME}){{0,5}}"
_WELCOME = (
    r"(?:(?:hi|hello|hey|hallo|bonjour|helo|all|everyone|and|und|et|a),? ){0,4}"
    r"(?:welcome|willkommen|bienvenue|croeso|مرحبا|أهلا) (?:[^\s.!?]+ ){1,8}?"
    r"(?:weeknotes|(?:week|month|sprint)[ -]?notes?|edition|issue)\b[^.!?]*[.!]*"
)
_KEYED = r"(?:date|authors?|written by|dyddiad|awdur|datum|autor(?:in)?|auteure?|التاريخ|الكاتب)\s?: .*"
_READING_TIME = r"(?:reading time:? )?\d{1,3}[ -]?min(?:ute)?s?(?: read)?\.?"
_NO_NEWS = regex(rf"(?i:{_GREETING}|{_WELCOME}|{_KEYED}|{_READING_TIME})|{_BYLINE}|(?:#\w+\s*)++")
_MAX_NO_NEWS = 80
_COLONS = (":", "：")
_BLOCKS = regex(
    r"(</?(?:p|div|[uo]l|li|d[ltd]|t(?:able|head|body|foot|[rhd])|blockquote|details|summary|[bh]r|h[1-6]|pre)\b[^<>]*>)"
)
_HEADING_OR_CODE = regex(r"<(?:h[1-6]|pre)\b")
_BACK_LINK = regex(r"<a\b[^<>]*doc-backlink[^<>]*>[^<>]*</a>")
_WITHIN_WORDS = ')]"”’»!?%.+'
"""Punctuation that stays at the end of a label."""


def find_leads(
    tokens: Sequence[Token], paragraphs: Sequence[int], headings: Collection[str]
) -> tuple[tuple[int, str], ...]:
    """Return up to `MAX_LEADS` of the paragraphs that are suitable as a summary: their number and their text.

    `paragraphs` are from `find_paragraphs`. An introduction of a list (`Celebrations:`) is joined with its items;
    repetitions of `headings` are skipped.
    """
    folded = frozenset(map(fold, headings))
    found: list[tuple[int, str]] = []
    for number, index in enumerate(paragraphs):
        if text := _lead(tokens, index, folded):
            found.append((number, text))
            if len(found) == MAX_LEADS:
                break
    return tuple(found)


def find_stand_in(tokens: Sequence[Token]) -> str:
    """Return a summary of a body that has no lead: its first label, picture's description or header of a table."""
    for index, token in enumerate(tokens):
        if token.type == "footnote_block_open":
            break
        if token.type == "thead_open":
            return excerpt(", ".join(_header(tokens, index)))
        if token.type != "paragraph_open":
            continue
        pictures = (child for child in tokens[index + 1].children or () if child.type == "image")
        for text in (plain_text(tokens[index + 1]), *(picture.content for picture in pictures)):
            words = _without_marks(text)
            if words and not _is_no_prose(text) and headline(words[:_MAX_LABEL], ()):
                return excerpt(words)
    return ""


def find_first_text(html: str) -> str:
    """Return the first text of a body in HTML outside headings and code, for one without Markdown."""
    texts = tuple(_texts(html))
    return excerpt(next((text for text in texts if not _is_no_news(text)), texts[0] if texts else ""))


def _texts(html: str) -> Iterator[str]:
    parts = _BLOCKS.split(_BACK_LINK.sub("", html))
    for tag, part in zip(["", *parts[1::2]], parts[::2], strict=True):
        text = text_of_html(part)
        if text and not _HEADING_OR_CODE.match(tag) and not _is_no_prose(text) and headline(text[:_MAX_LABEL], ()):
            yield text


def _header(tokens: Sequence[Token], opened: int) -> Iterator[str]:
    for token in tokens[opened:]:
        if token.type == "thead_close":
            return
        if token.type == "inline" and (text := plain_text(token)):
            yield text


def _lead(tokens: Sequence[Token], index: int, headings: frozenset[bytes]) -> str:
    """Return a paragraph's text as a summary; empty if it is not suitable."""
    text = _below_label(tokens[index + 1])
    if not text or _is_no_prose(text) or fold(text) in headings or _is_caption(tokens, index):
        return ""
    is_label, is_news = _is_label(text), not _is_no_news(text)
    after = tokens[index + 3] if index + 3 < len(tokens) else None
    has_list = after is not None and after.type in _LISTS and after.level == tokens[index].level
    is_short = len(text) <= _MAX_LABEL and (text.endswith("?") or not _ends_a_sentence(text.rstrip("…")))
    if has_list and (is_label or (is_short and is_news)):
        items = joined(_items(tokens, index + 4, tokens[index].level + 2))
        return excerpt(f"{_introduction(text)} {items}") if items else ""
    if is_label:
        # `It is live. This is how:` above a picture.
        return excerpt(text[: max((end for end in sentence_ends(text) if end < len(text)), default=0)])
    if not is_news or _is_bold(tokens[index + 1].children or ()):
        return ""
    if tokens[index - 1].type == "list_item_open":
        return excerpt(joined(_items(tokens, index, tokens[index].level)))
    return excerpt(text)


def _introduction(text: str) -> str:
    """Return a label that ends in a colon, with the space before it if the text is French."""
    label = _without_marks(text).rstrip(".?!")
    marks = text[len(label) :]
    return f"{label} :" if marks[:1].isspace() and marks.lstrip().startswith(":") else f"{label}:"


def _below_label(inline: Token) -> str:
    """Return the text of a paragraph without a label on its first line."""
    children = inline.children or ()
    if len(children) == 1:
        return plain_text(inline)
    first = next((at for at, child in enumerate(children) if is_break(child)), 0)
    if first and (_is_bold(children[:first]) or _is_known(text_of(children[:first]))):
        return text_of(children[first:])
    return plain_text(inline)


def _is_no_prose(text: str) -> bool:
    if text[0] in _MAY_BE_FOREIGN and (_FOREIGN.match(text) or _ADDRESS.fullmatch(text)):
        return True
    return (len(text) < 120 and _FILE_NAME.fullmatch(text) is not None) or not any(map(str.isalnum, text))


def _is_no_news(text: str) -> bool:
    """Return whether a line is a greeting, the author's name, a date, a reading time, tags or "None"."""
    if len(text) > _MAX_NO_NEWS:
        return False
    is_known = _NO_NEWS.fullmatch(in_english(text).text) is not None or topic_of(text) in known_topics("nothing")
    return is_known or not headline(text, ())


def _is_label(text: str) -> bool:
    """Return whether a text only introduces what follows it: `Celebrations`, `This week we did:-`."""
    if text[-1].isalnum():
        return _is_known(text)
    marks = text[len(_without_marks(text)) :]
    return any(colon in marks for colon in _COLONS) or _is_known(text)


def _is_known(text: str) -> bool:
    return len(text) <= _MAX_LABEL and topic_of(text) in known_topics(*FAMILIES, "anything")


def _without_marks(text: str) -> str:
    """Return a label without the marks and emoji at its end."""
    end = len(text)
    while (
        end
        and text[end - 1] not in _WITHIN_WORDS
        and (category(text[end - 1])[0] in "PSZ" or text[end - 1] in _JOINERS)
    ):
        end -= 1
    return text[:end]


def _is_bold(line: Sequence[Token]) -> bool:
    """Return whether a line is all bold and not a sentence, so that it is used as a heading."""
    children = [child for child in line if child.type != "text" or _without_marks(child.content)]
    if len(children) < 3 or not _is_side(children[0], "") or not _is_side(children[-1], "/"):
        return False
    return sum(_is_side(child, "") for child in children) == 1 and not _ends_a_sentence(text_of(line))


def _is_side(child: Token, slash: str) -> bool:
    """Return whether a token opens bold text, or closes it if `slash` is `/`."""
    if child.type == "html_inline":
        return child.content.lower() in (f"<{slash}b>", f"<{slash}strong>")
    return child.type == ("strong_close" if slash else "strong_open")


def _is_caption(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a paragraph is in italics, and directly below a picture."""
    children = tokens[index + 1].children or ()
    line = list(dropwhile(_is_picture_or_break, children))
    if not line or line[0].type != "em_open" or line[-1].type != "em_close":
        return False
    if any(child.level == line[0].level and child.type == "em_close" for child in line[:-1]):
        return False
    if len(line) < len(children):
        return any(child.type == "image" for child in children)
    above = tokens[index - 2] if index > 1 and tokens[index - 1].type == "paragraph_close" else None
    return above is not None and any(child.type == "image" for child in above.children or ()) and not plain_text(above)


def _is_picture_or_break(child: Token) -> bool:
    return child.type == "image" or is_break(child) or (child.type == "text" and not child.content.strip())


def _ends_a_sentence(text: str) -> bool:
    return text.rstrip(_QUOTES).endswith(_SENTENCE_ENDS)


def _items(tokens: Sequence[Token], at: int, level: int) -> Iterator[str]:
    """Yield the texts of a list's items from an index on, as many as fit into an excerpt.

    `level` is that of their paragraphs.
    """
    length = 0
    for index in range(at, len(tokens)):
        token = tokens[index]
        if token.level < level - 1 or length > MAX_EXCERPT:
            return
        if token.type == "paragraph_open" and token.level == level:
            text = plain_text(tokens[index + 1])
            if text and not text.endswith(_COLONS):
                length += len(text)
                yield text


def joined(items: Iterable[str]) -> str:
    """Return items as one line: a semicolon after each that does not end a sentence or introduce the next."""
    line = ""
    for item in items:
        if line:
            semicolon = "؛" if any(bidirectional(sign) == "AL" for sign in line[-20:]) else ";"
            line += " " if _ends_a_sentence(line) or line.endswith(_COLONS) else f"{semicolon} "
        line += item.rstrip(" ;,؛،；，")
    return line
