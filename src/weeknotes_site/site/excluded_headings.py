"""Headings that recur but have no topic (`Challenges`, `This week`), so they form no thread."""

from collections.abc import Iterable
from functools import cache

from weeknotes_site.content.markdown.sections import topic_of
from weeknotes_site.languages import known_labels
from weeknotes_site.model.families import FAMILIES


def excluded_topics(more: Iterable[str]) -> frozenset[str]:
    """Return the topics of these headings and of those for pages across teams; `more` are from the settings."""
    return _excluded() | frozenset(map(topic_of, more))


@cache
def _excluded() -> frozenset[str]:
    return frozenset(topic_of(words) for kind in ("anything", *FAMILIES) for words in known_labels(kind))
