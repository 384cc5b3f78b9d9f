"""Headings and labels that mean "Next", in several languages."""

import re

from weeknotes_site.content.markdown.sections import known_topics, topic_of
from weeknotes_site.languages import month_names
from weeknotes_site.model.families import NEXT

MAX_WORDS = 60
"""Maximum characters; longer texts are sentences."""
_BEHIND = re.compile(r"\s?[:,–—-]\s|\s\(")


def says_next(text: str) -> bool:
    """Return whether a heading or label means "Next", ignoring case, punctuation and a date: `Next (16 March)`."""
    topics = known_topics(NEXT)
    return len(text) <= MAX_WORDS and (topic_of(text) in topics or topic_of(without_time(text)) in topics)


def without_time(text: str) -> str:
    """Return a heading without a date or week behind it: `Wins` for `Wins (week 12)`."""
    words, *behind = _BEHIND.split(text, maxsplit=1)
    return words if behind and _is_time(behind[0]) else text


def _is_time(text: str) -> bool:
    """Return whether a text has a number, ends with a month or says "Next" itself: `16 March`, `March`, `next week`."""
    last = text.split()[-1:]
    is_month = bool(last) and last[0].strip("().").casefold() in month_names()
    return is_month or any(map(str.isdigit, text)) or topic_of(text) in known_topics(NEXT)
