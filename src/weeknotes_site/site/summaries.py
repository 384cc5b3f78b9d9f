"""Which paragraph of a note is news: the one that stands for the note in lists and feeds."""

from collections import Counter
from collections.abc import Sequence

from weeknotes_site.content.markdown.rendered import FINGERPRINT


def choose_openings(series: Sequence[bytes]) -> list[int]:
    """Return for each note the place of its first paragraph that its team has not published before.

    `series` are a team's notes, oldest first, each as the fingerprints of its paragraphs in a row. A paragraph that
    several notes open with is never new, not even in the first of them; where every paragraph is an old one, the last
    one stays: -1.
    """
    notes = [[prints[at : at + FINGERPRINT] for at in range(0, len(prints), FINGERPRINT)] for prints in series]
    begun = Counter(prints[0] for prints in notes if prints)
    seen: set[bytes] = set()
    openings = []
    for prints in notes:
        fresh = (at for at, print_ in enumerate(prints) if print_ not in seen and begun[print_] < 2)
        openings.append(next(fresh, -1))
        seen.update(prints)
    return openings
