"""Find placeholders in titles, summaries and authors, and summaries that only repeat the title."""

from collections.abc import Iterator, Mapping
from typing import Any

from weeknotes_site.content.front_matter.entries import DRAFT
from weeknotes_site.content.front_matter.fixes import is_whole
from weeknotes_site.content.markdown.topics import fold
from weeknotes_site.content.text.placeholders import PLACEHOLDER
from weeknotes_site.diagnostics import Diagnostic, Edit, Fix, Place, warning
from weeknotes_site.regex import regex

_PLACEHOLDER = regex(rf"[\W_]*+(?:{PLACEHOLDER}|(?i:untitled(?: document)?|lorem ipsum(?:\W.*)?))[\W_]*")
SHOWN = ("title", "summary", "author")
"""The keys that are examined."""


def find_placeholders(
    values: Mapping[str, Any], title: str, places: Mapping[str, Place], *, can_wait: bool
) -> Iterator[Diagnostic]:
    """Yield warnings about placeholders that would be published.

    `places` are those of the title and of values; `can_wait` says whether the file can be a draft.
    """
    summary, author = values.get("summary", ""), values.get("author", "")
    authors = (author,) if isinstance(author, str) else author
    for key, texts in (("title", (title,)), ("summary", (summary,)), ("author", authors)):
        for text in texts:
            if _PLACEHOLDER.fullmatch(text):
                message = f"the {key} is only `{text}`, which reads like a placeholder"
                hint = f"write the {key}{f', or add `{DRAFT}: true` until it is known' if can_wait else ''}"
                yield warning("placeholder", places[key], message, hint)
    if summary and title and fold(summary) == fold(title):
        hint = "delete it, so that the first paragraph is shown instead"
        fix = _delete(places["summary"], summary)
        yield warning("placeholder", places["summary"], "the summary repeats the title", hint, fix)


def _delete(place: Place, value: str) -> Fix | None:
    """Return a fix that deletes the line of a key; None if its value has several."""
    is_alone = place.source[: place.column - 1].strip() == "summary:" and is_whole(place, value)
    return Fix(edits=(Edit(place.line, 1, place.line + 1, 1),), is_safe=False) if is_alone else None
