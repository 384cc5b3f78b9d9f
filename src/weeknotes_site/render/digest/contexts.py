"""The context of `digest.html`, also used for the other formats."""

from datetime import date

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

    @property
    def count(self) -> int:
        """Return the number of notes."""
        return len(self.notes)

    @property
    def first_late(self) -> DigestNote | None:
        """Return the first late note, which has a heading above it; None without one."""
        return next((note for note in self.notes if note.is_late), None)

    def only(self, count: int) -> "WeekDigest":
        """Return the same week with at most `count` notes."""
        return replace(self, notes=self.notes[:count], left_out=len(self.notes) - count)


class DigestContext(Context, frozen=True, kw_only=True):
    """Context of `digest.html`; `page.root` is the site's URL, and `page.url` is empty."""

    digest: WeekDigest


class CatchUp(Struct, frozen=True, kw_only=True):
    """All notes since a day, in a few lines each."""

    since: date
    teams: str
    """The names of the teams it is limited to; empty for all."""
    site: str
    title: str
    """`Since 10 January 2022`."""
    url: str
    """The list of weeks, or the page of the one team it is limited to."""
    weeks: tuple[WeekDigest, ...]
    """Oldest first."""
    left_out: int = 0
    """Number of the oldest notes that did not fit."""

    @property
    def count(self) -> int:
        """Return how many notes it has."""
        return sum(week.count for week in self.weeks)

    def only(self, count: int) -> "CatchUp":
        """Return the same with only the newest notes."""
        weeks = []
        left = count
        for week in reversed(self.weeks):
            if left:
                weeks.append(replace(week, notes=week.notes[-left:]))
            left = max(left - week.count, 0)
        return replace(self, weeks=tuple(reversed(weeks)), left_out=self.count - count)


class CatchUpMailContext(Context, frozen=True, kw_only=True):
    """`catch-up-mail.html`, a mail; `page.root` is the site's URL, and `page.url` is empty."""

    catch_up: CatchUp
