"""Headings and labels that mean "Next", in several languages."""

from functools import cache

from weeknotes_site.content.markdown.sections import topic_of
from weeknotes_site.languages import known_labels

MAX_WORDS = 60
"""Maximum characters; longer texts are sentences."""


def says_next(text: str) -> bool:
    """Return whether a heading or label means "Next", ignoring case and punctuation."""
    return len(text) <= MAX_WORDS and topic_of(text) in _topics()


@cache
def _topics() -> frozenset[str]:
    return frozenset(map(topic_of, known_labels("next")))
