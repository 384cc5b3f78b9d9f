"""Convert mail addresses in text, such as `team@example.org`, to links, like GitHub."""

from collections.abc import Iterator

from markdown_it.rules_core import StateCore

from weeknotes_site.content.markdown.syntax.bare_urls import Part, link_parts, link_tokens
from weeknotes_site.regex import regex

# GFM, "Extended email autolink", except `@ann@example.org`, which is an account name.
_MAILBOX = regex(r"(?<![\w.+/@:-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,9}")
_IS_PATH = regex(r"[@/\w]|:\S|-\w")
"""Matches the text after the host in `git@example.org:team/code`."""


def link_bare_mailboxes(state: StateCore) -> None:
    """Convert mail addresses in all paragraphs to links, except inside links."""
    link_parts(state, lambda text: "@" in text, _find_mailboxes)


def _find_mailboxes(text: str) -> Iterator[Part]:
    for match in _MAILBOX.finditer(text):
        if match[0][-1] not in "-_" and not _IS_PATH.match(text, match.end()):
            yield *match.span(), link_tokens(match[0], f"mailto:{match[0]}")
