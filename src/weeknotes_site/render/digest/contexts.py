"""The variables of `digest.html`, which the other forms of the digest are written from too."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.model.week import Week
from weeknotes_site.render.contexts import Context


class DigestLink(Struct, frozen=True, kw_only=True):
    """A heading, or a page, with its address."""

    text: str
    url: str


class DigestNote(Struct, frozen=True, kw_only=True):
    """A note in a few lines."""

    team: str
    title: str
    """Its headline, else the first sentence of its summary."""
    lang: str
    """Empty where the note is in the site's language."""
    url: str
    authors: str
    """`A, B and C`; empty where the team signs as a whole."""
    summary: str
    """Without what the title says of it."""
    sections: tuple[DigestLink, ...]
    more_sections: int
    """How many headings there are beyond these."""
    is_late: bool


class WeekDigest(Struct, frozen=True, kw_only=True):
    """A week in a few lines a note."""

    week: Week
    site: str
    title: str
    """`Week 3, 17–21 January 2022`."""
    days: str
    """`17–21 January 2022`."""
    url: str
    """The week's page."""
    subscribe_url: str
    opening: str
    """A sentence that says whose notes these are."""
    notes: tuple[DigestNote, ...]
    """Those that came in time, then those added later; within each by team."""
    left_out: int = 0
    """How many notes there was no room for."""

    @property
    def count(self) -> int:
        """Return how many notes it has."""
        return len(self.notes)

    def only(self, count: int) -> "WeekDigest":
        """Return the same week with only its first notes."""
        return replace(self, notes=self.notes[:count], left_out=len(self.notes) - count)


class DigestContext(Context, frozen=True, kw_only=True):
    """`digest.html`, which is mail: `page.root` is the site's address, and `page.url` is empty."""

    digest: WeekDigest


class CatchUp(Struct, frozen=True, kw_only=True):
    """All notes since a day, in a few lines a note."""

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
    """How many of the oldest notes there was no room for."""

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
    """`catch-up-mail.html`, which is mail, as `digest.html` is."""

    catch_up: CatchUp
