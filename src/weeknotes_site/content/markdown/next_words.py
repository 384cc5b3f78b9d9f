"""Headings and labels that mean "Next", in several languages."""

import re
from functools import cache

from weeknotes_site.content.markdown.sections import topic_of
from weeknotes_site.languages import known_labels, month_names

MAX_WORDS = 60
"""Maximum characters; longer texts are sentences."""


_DATE_BEHIND = re.compile(r"[^\W\d](?:\s?[:–—-]\s?|\s*\()(?=[^\d]{0,20}\d)")


def says_next(text: str) -> bool:
    """Return whether a heading or label means "Next", ignoring case, punctuation and a date: `Next (16 March)`."""
    if len(text) > MAX_WORDS:
        return False
    if topic_of(text) in _topics():
        return True
    dated = _DATE_BEHIND.search(text) if text[-1:].isdigit() or text[-1:] == ")" or _ends_with_month(text) else None
    return dated is not None and topic_of(text[: dated.start() + 1]) in _topics()


def _ends_with_month(text: str) -> bool:
    words = text.split()
    return bool(words) and words[-1].strip("().").casefold() in month_names()


@cache
def _topics() -> frozenset[str]:
    return frozenset(map(topic_of, known_labels("next")))
