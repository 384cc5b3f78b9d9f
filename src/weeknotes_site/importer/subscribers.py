"""Determine which subscribers would notice an import."""

from collections.abc import Sequence

from weeknotes_site.importer.compose.note import PlannedNote


def effect_on_subscribers(planned: Sequence[PlannedNote]) -> str:
    """Describe what subscribers will see.

    Feed readers recognise a note by its id, and feeds contain only the newest notes.
    """
    shown = [one for one in planned if not one.is_draft]
    lacking = sum(not one.has_id for one in shown)
    if not shown:
        return ""
    if len(shown) == 1 and not lacking:
        return "the note keeps the id of its old feed, so readers see it once"
    kept = f"{len(shown) - lacking} of {len(shown)} notes keep the id of their old feed, so readers see them once"
    if not lacking:
        return kept
    again = (
        "subscribers who switch to the new feed see those again that are among its newest "
        "(three weeks, and at least 50 notes)"
    )
    if lacking == len(shown):
        return f"none of the notes has the id of an old feed: {again}"
    return f"{kept}; {lacking} without such an id: {again}"
