"""Choose lead paragraphs: the summaries of notes in lists and feeds."""

from collections import Counter
from collections.abc import Sequence

from weeknotes_site.content.markdown.rendered import HASH_BYTES, Outline


def choose_lead_paragraphs(series: Sequence[Outline]) -> list[str]:
    """Return the first paragraph of each note that no earlier note of its team has; empty if it has no paragraph.

    `series` are a team's notes, oldest first. A paragraph that several notes start with is never chosen, not even in
    the first of them. If all paragraphs have been published before, the last one is chosen.
    """
    openings = Counter(outline.hashes[:HASH_BYTES] for outline in series)
    published: set[bytes] = set()
    leads = []
    for outline in series:
        hashes = [outline.hashes[at : at + HASH_BYTES] for at in range(0, len(outline.hashes), HASH_BYTES)]
        candidates = ((hashes[number], text) for number, text in outline.leads)
        news = (text for digest, text in candidates if digest not in published and openings[digest] < 2)
        leads.append(next(news, outline.leads[-1][1] if outline.leads else ""))
        published.update(hashes)
    return leads
