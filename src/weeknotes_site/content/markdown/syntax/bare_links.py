"""Convert URLs in text (`https://…`, `http://…` and `www.…`) and mail addresses to links, like GitHub.

Uses one linear pattern for each, because the library's linkifier is quadratic.
"""

from collections.abc import Callable, Iterable, Iterator

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from weeknotes_site.regex import regex

# Punctuation that browsers encode when an address is copied.
_ENDS = "。，、；：！？（）「」『』【】《》〈〉«»‹›„“”"
_ADDRESS = regex(rf"(?<![^\s*_~(\"'‘{_ENDS}])(?i:https?://|www\.)(?=[^\s<./])[^\s<{_ENDS}]+")
# GFM, "Extended autolink path validation": trailing punctuation is not part of the URL.
_TRAILING = regex(r"(?:[?!.,:*_~\"'’;\]…؟،؛]|’s|&[A-Za-z0-9]+;)+\Z")
_MAX_ADDRESS = 2_000
# GFM, "Extended email autolink", except `@ann@example.org`, which is an account name.
_MAILBOX = regex(r"(?<![\w.+/@:-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,9}")
_IS_PATH = regex(r"[@/\w]|:\S|-\w")
"""Matches the text after the host in `git@example.org:team/code`."""

Part = tuple[int, int, list[Token]]
"""Start and end of a part of a text, and the tokens in its place."""


def link_bare_urls(state: StateCore) -> None:
    """Convert URLs in all paragraphs to links, except inside links."""
    link_parts(state, lambda text: "://" in text or "ww." in text, _find_urls)


def link_parts(state: StateCore, may_hold_one: Callable[[str], bool], find: Callable[[str], Iterable[Part]]) -> None:
    """Convert parts of text to links, except inside links; `may_hold_one` quickly rules out most paragraphs."""
    for token in state.tokens:
        if token.type == "inline" and token.children and may_hold_one(token.content):
            token.children = list(_linked(token.children, may_hold_one, find))


def _linked(
    children: Iterable[Token], may_hold_one: Callable[[str], bool], find: Callable[[str], Iterable[Part]]
) -> Iterator[Token]:
    inside = 0
    for child in children:
        inside += child.nesting if child.type in ("link_open", "link_close") else 0
        is_split = child.type == "text" and not inside and may_hold_one(child.content)
        yield from split_token(child, find(child.content)) if is_split else (child,)


def split_token(token: Token, parts: Iterable[Part]) -> list[Token]:
    """Return a text with other tokens in place of some of its parts."""
    tokens: list[Token] = []
    end = 0
    for start, stop, own in parts:
        tokens += [text_token(token.content[end:start]), *own]
        end = stop
    return [*tokens, text_token(token.content[end:])] if tokens else [token]


def _find_urls(text: str) -> Iterator[Part]:
    for match in _ADDRESS.finditer(text):
        if len(match[0]) > _MAX_ADDRESS:
            continue
        address = _without_sentence(match[0])
        if "." in address.partition("//")[2] or address[:4].lower() == "www.":
            yield match.start(), match.start() + len(address), _link_url(address)


def _without_sentence(address: str) -> str:
    """Cut trailing punctuation, and closing brackets that were opened before the URL."""
    spare = address.count(")") - address.count("(")
    while True:
        shorter = _TRAILING.sub("", address[-200:])
        address = address[:-200] + shorter if len(address) > 200 else shorter
        if spare <= 0 or not address.endswith(")"):
            return address
        address = address[:-1]
        spare -= 1


def _link_url(address: str) -> list[Token]:
    scheme, mark, rest = address.partition("://")
    return link_tokens(address, normalizeLink(f"{scheme.lower()}{mark}{rest}" if mark else f"http://{address}"))


def link_tokens(words: str, href: str) -> list[Token]:
    return [Token("link_open", "a", 1, attrs={"href": href}), text_token(words), Token("link_close", "a", -1)]


def text_token(content: str) -> Token:
    return Token("text", "", 0, content=content)


def link_bare_mailboxes(state: StateCore) -> None:
    """Convert mail addresses in all paragraphs to links, except inside links."""
    link_parts(state, lambda text: "@" in text, _find_mailboxes)


def _find_mailboxes(text: str) -> Iterator[Part]:
    for match in _MAILBOX.finditer(text):
        if match[0][-1] not in "-_" and not _IS_PATH.match(text, match.end()):
            yield *match.span(), link_tokens(match[0], f"mailto:{match[0]}")
