"""Convert mail addresses in text, such as `team@example.org`, to links, like GitHub."""

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from weeknotes_site.content.markdown.syntax.bare_urls import link_tokens, replace_text, text_token
from weeknotes_site.regex import regex

# GFM, "Extended email autolink", except `@ann@example.org`, which is an account name.
_MAILBOX = regex(r"(?<![\w.+/@:-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,9}")
_IS_PATH = regex(r"[@/\w]|:\S|-\w")
"""Matches the text after the host in `git@example.org:team/code`."""


def link_bare_mailboxes(state: StateCore) -> None:
    """Convert mail addresses in all paragraphs to links, except inside links."""
    replace_text(state, lambda text: "@" in text, _split)


def _split(token: Token) -> list[Token]:
    text = token.content
    parts: list[Token] = []
    end = 0
    for match in _MAILBOX.finditer(text):
        if match[0][-1] in "-_" or _IS_PATH.match(text, match.end()):
            continue
        parts += [text_token(text[end : match.start()]), *link_tokens(match[0], f"mailto:{match[0]}")]
        end = match.end()
    return [*parts, text_token(text[end:])] if parts else [token]
