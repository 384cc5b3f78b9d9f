"""The lead paragraph of a note: the one that stands for it in lists and feeds."""

from collections import Counter
from collections.abc import Sequence

from weeknotes_site.content.markdown.rendered import HASH_BYTES, Outline


def choose_lead_paragraphs(series: Sequence[Outline]) -> list[str]:
    """Return the first paragraph of each note that its team has not published before; empty where it has none.

    `series` are a team's notes, oldest first. A paragraph that several notes open with is never news, not even in the
    first of them; where all paragraphs are old ones, the last one is taken.
    """
    openings = Counter(outline.hashes[:HASH_BYTES] for outline in series)
    published: set[bytes] = set()
    leads = []
    for outline in series:
        hashes = [outline.hashes[at : at + HASH_BYTES] for at in range(0, len(outline.hashes), HASH_BYTES)]
        candidates = ((hashes[number], text) for number, text in outline.leads)
        news = (text for one, text in candidates if one not in published and openings[one] < 2)
        leads.append(next(news, outline.leads[-1][1] if outline.leads else ""))
        published.update(hashes)
    return leads
