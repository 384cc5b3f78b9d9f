"""What notes say comes next, for the notes that follow them."""

from collections.abc import Iterable

from weeknotes_site.model.passage import Passage
from weeknotes_site.site.identified import Identified


def find_next_passages(notes: Iterable[Identified]) -> dict[str, tuple[Passage, ...]]:
    """Return where notes say it, by their urls, for the teams that show it."""
    return {
        one.url: one.file.outline.next_passages
        for one in notes
        if one.file.outline and one.file.outline.next_passages and one.team.last_time
    }
