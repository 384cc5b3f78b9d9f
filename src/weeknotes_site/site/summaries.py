"""The lead paragraph of a note: the one that stands for it in lists and feeds."""

from collections import Counter
from collections.abc import Sequence

from weeknotes_site.content.markdown.rendered import Paragraph


def choose_lead_paragraphs(series: Sequence[Sequence[Paragraph]]) -> list[str]:
    """Return the first paragraph of each note that its team has not published before; empty where it has none.

    `series` are a team's notes, oldest first. A paragraph that several notes open with is never news, not even in the
    first of them; where all paragraphs are old ones, the last one is taken.
    """
    openings = Counter(paragraphs[0].hash for paragraphs in series if paragraphs)
    published: set[bytes] = set()
    leads = []
    for paragraphs in series:
        news = (one.text for one in paragraphs if one.hash not in published and openings[one.hash] < 2)
        leads.append(next(news, paragraphs[-1].text if paragraphs else ""))
        published.update(one.hash for one in paragraphs)
    return leads
