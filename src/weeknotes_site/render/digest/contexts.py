"""The context of `digest.html`, also used for the other formats."""

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.model.week import Week
from weeknotes_site.render.contexts import Context


class DigestLink(Struct, frozen=True, kw_only=True):
    """A heading or page with its URL."""

    text: str
    url: str


class DigestNote(Struct, frozen=True, kw_only=True):
    """A note in a digest."""

    team: str
    title: str
    """The headline, else the first sentence of the summary."""
    lang: str
    """Empty if the note is in the site's language."""
    url: str
    authors: str
    """`A, B and C`; empty if the team signs as a whole."""
    summary: str
    """The summary, without the part used as title."""
    sections: tuple[DigestLink, ...]
    more_sections: int
    """Number of further headings."""
    is_late: bool


class WeekDigest(Struct, frozen=True, kw_only=True):
    """A week as a message."""

    week: Week
    site: str
    title: str
    """`Week 3, 17–21 January 2022`."""
    days: str
    """`17–21 January 2022`."""
    url: str
    """URL of the week's page."""
    subscribe_url: str
    opening: str
    """A sentence that names the teams."""
    notes: tuple[DigestNote, ...]
    """Notes in time, then late ones; each by team."""
    left_out: int = 0
    """Number of notes that did not fit."""

    def first(self, count: int) -> "WeekDigest":
        """Return the same week with at most `count` notes."""
        return replace(self, notes=self.notes[:count], left_out=len(self.notes) - count)


class DigestContext(Context, frozen=True, kw_only=True):
    """Context of `digest.html`; `page.root` is the site's URL, and `page.url` is empty."""

    digest: WeekDigest
