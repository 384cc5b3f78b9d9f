"""End a paragraph before a line with a known label, as in `**Wins:** a roof` above `**Asks:** a van`.

Many write labels on lines without a blank line between, which Markdown would run into one paragraph.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from weeknotes_site.content.markdown.topics import family_topics, topic_of, undated_topic
from weeknotes_site.regex import regex

_LABEL = regex(
    r"(?P<marks>\*{1,3}|_{1,3})(?P<bold>[^*_:\n]{1,40}+)(?::[ ]?(?P=marks)|(?P=marks)[ ]?:|(?P=marks)[ ]*+(?=\n|\Z))"
    r"|(?P<plain>[^*_:\n]{1,40}+):(?=\s)"
)


def labelled_lines_plugin(parser: MarkdownIt) -> None:
    """Add the rule, which makes no block itself."""
    parser.block.ruler.before("paragraph", "labelled_line", _ends_paragraph, {"alt": ["paragraph"]})


def _ends_paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Return whether a line of a paragraph begins another; without emphasis, only if the paragraph has a label, too.

    Not in a list, where `text-in-list` warns about such a line.
    """
    del end
    if not silent or state.level:
        return False
    label = _match(state, line)
    if label is None or not _is_known(label["bold"] or label["plain"]):
        return False
    return bool(label["bold"]) or _match(state, state.line) is not None


def _match(state: StateBlock, line: int) -> re.Match[str] | None:
    return _LABEL.match(state.src, state.bMarks[line] + state.tShift[line])


def _is_known(words: str) -> bool:
    topics = family_topics()
    return topic_of(words) in topics or undated_topic(words) in topics
