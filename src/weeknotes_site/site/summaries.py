"""Choose lead paragraphs: the summaries of notes in lists and feeds."""

from collections import Counter
from collections.abc import Sequence

from weeknotes_site.content.markdown.rendered import Outline


def choose_lead_paragraphs(series: Sequence[Outline]) -> list[str]:
    """Return the first paragraph of each note that no earlier note of its team has; empty if it has no paragraph.

    `series` are a team's notes, oldest first. A paragraph that several notes start with is never chosen, not even in
    the first of them. If all paragraphs have been published before, the last one is chosen; without any, the note’s
    stand-in, such as the description of a picture.
    """
    hashed = [outline.paragraphs for outline in series]
    openings = Counter(hashes[0] for hashes in hashed if hashes)
    published: set[int] = set()
    leads = []
    for outline, hashes in zip(series, hashed, strict=True):
        lead = outline.leads[-1][1] if outline.leads else outline.stand_in
        for number, text in outline.leads:
            if hashes[number] not in published and openings[hashes[number]] < 2:
                lead = text
                break
        leads.append(lead)
        published.update(hashes)
    return leads
