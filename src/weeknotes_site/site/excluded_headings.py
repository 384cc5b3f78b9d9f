"""Headings that recur but have no topic (`Challenges`, `This week`), so they form no thread."""

from collections.abc import Iterable

from weeknotes_site.content.markdown.sections import known_topics, topic_of
from weeknotes_site.model.families import FAMILIES


def excluded_topics(more: Iterable[str]) -> frozenset[str]:
    """Return the topics of these headings and of those for pages across teams; `more` are from the settings."""
    return known_topics(*FAMILIES, "anything") | frozenset(map(topic_of, more))
