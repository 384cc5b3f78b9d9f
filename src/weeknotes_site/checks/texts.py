"""Check for notes with the text of an earlier one, which was copied and not replaced."""

from collections.abc import Iterable, Iterator

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, warning

MIN_WORDS = 30
"""A shorter text may be the same twice on purpose, such as that there is no news."""


def find_copied_texts(series: Iterable[NoteFacts]) -> Iterator[Diagnostic]:
    """Check one team's notes in time order; the pictures of an equal text may be new."""
    known: dict[tuple[object, ...], str] = {}
    for note in series:
        outline = note.file.outline
        if outline is None or note.draft:
            continue
        text = (outline.digest, *(link.href for link in outline.links))
        first = known.setdefault(text, note.path)
        if first != note.path and sum(len(one.split()) for _, one in outline.leads) >= MIN_WORDS:
            message = f"this has the text of `{first}`"
            hint = "write the text of this week, or add `draft: true` until then"
            yield warning("copied-text", note.file.place("date"), message, hint)
