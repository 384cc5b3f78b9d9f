"""Find paragraphs of a body that are suitable as its summary."""

import re
from collections.abc import Collection, Iterator, Sequence

from markdown_it.token import Token

from weeknotes_site.content.markdown.outline import MAX_EXCERPT, excerpt, fold, plain_text

MAX_LEADS = 8
"""Maximum candidates for the lead paragraph."""
_LISTS = ("bullet_list_open", "ordered_list_open")
_SENTENCE_ENDS = tuple(".!?…。！？")
_QUOTES = "\"'”’»)]*_"
_MAX_LABEL = 80
"""Maximum characters of an introduction to a list, such as `This week we`."""
_FILE_NAME = re.compile(
    r"[^.!?]{1,100}\.(?:png|jpe?g|gif|heic|svg|webp|md|pdf|docx?|xlsx?|pptx?|csv|txt|html?|zip|mp4|mov)", re.I
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# Shortcodes, directives and includes of Jekyll, Hugo, Confluence, GitLab, MkDocs, etc.
_FOREIGN = re.compile(r"\{[%{<#:]|\[\[|\[toc|:::|!!!|\?\?\?|\+\+\+|%%|\\\w|h[1-6]\. |\{\w+[:}]|@\w+\(|<\w", re.I)
_MAY_BE_FOREIGN = frozenset("{[:!?+%\\hHwW@<")


def find_leads(tokens: Sequence[Token], headings: Collection[str]) -> tuple[tuple[int, str], ...]:
    """Return up to `MAX_LEADS` paragraphs suitable as a summary: their index among all, and their text.

    Paragraphs outside lists come first, as in `find_paragraphs`. An introduction of a list (`Celebrations:`) is joined
    with its items; repetitions of `headings` are skipped.
    """
    own: list[tuple[int, int]] = []
    nested: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if token.type == "footnote_block_open":
            break
        if token.type == "paragraph_open" and plain_text(tokens[index + 1]):
            (nested if token.level else own).append((index, len(nested if token.level else own)))
    numbered = [*own, *((index, number + len(own)) for index, number in nested)]
    folded = frozenset(map(fold, headings))
    found: list[tuple[int, str]] = []
    for index, number in numbered:
        if text := _lead(tokens, index, folded):
            found.append((number, text))
            if len(found) == MAX_LEADS:
                break
    return tuple(found)


def _lead(tokens: Sequence[Token], index: int, headings: frozenset[bytes]) -> str:
    """Return a paragraph's text as a summary; empty if it is not suitable."""
    text = plain_text(tokens[index + 1])
    if _is_no_prose(text) or fold(text) in headings:
        return ""
    after = tokens[index + 3] if index + 3 < len(tokens) else None
    has_list = after is not None and after.type in _LISTS and after.level == tokens[index].level
    if has_list and (text.endswith(":") or (len(text) <= _MAX_LABEL and not _ends_a_sentence(text))):
        items = _joined(_items(tokens, index + 3))
        return excerpt(f"{text.rstrip(' :')}: {items}") if items else ""
    if text.endswith(":") or _is_bold(tokens[index + 1]):
        return ""
    return excerpt(text)


def _is_no_prose(text: str) -> bool:
    if text[0] in _MAY_BE_FOREIGN and (_FOREIGN.match(text) or _ADDRESS.fullmatch(text)):
        return True
    return len(text) < 120 and _FILE_NAME.fullmatch(text) is not None


def _is_bold(inline: Token) -> bool:
    """Return whether a line is all bold and not a sentence, so that it is used as a heading."""
    children = [child for child in inline.children or () if child.type != "text" or child.content.strip()]
    if len(children) < 3 or children[0].type != "strong_open" or children[-1].type != "strong_close":
        return False
    return sum(child.type == "strong_open" for child in children) == 1 and not _ends_a_sentence(plain_text(inline))


def _ends_a_sentence(text: str) -> bool:
    return text.rstrip(_QUOTES).endswith(_SENTENCE_ENDS)


def _items(tokens: Sequence[Token], opened: int) -> Iterator[str]:
    """Yield the texts of a list's direct items, as many as fit into an excerpt."""
    level, length = tokens[opened].level, 0
    for index in range(opened + 1, len(tokens)):
        token = tokens[index]
        if token.level <= level or length > MAX_EXCERPT:
            return
        if token.type == "paragraph_open" and token.level == level + 2:
            text = plain_text(tokens[index + 1])
            if text and not text.endswith(":"):
                length += len(text)
                yield text


def _joined(items: Iterator[str]) -> str:
    joined = ""
    for item in items:
        if joined:
            joined += " " if _ends_a_sentence(joined) else "; "
        joined += item.rstrip(" ;,")
    return joined
