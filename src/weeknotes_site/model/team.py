"""A team, as its folder, its notes and its `_team.md` describe it."""

import re
from datetime import date

from msgspec import Struct

from weeknotes_site.model.week import Week, cover_week
from weeknotes_site.regex import regex

TEAM_FILE = "_team.md"
_SAYS_TEAM = regex(r"\bteam\b", re.I)


class Break(Struct, frozen=True, kw_only=True, array_like=True):
    """Days on which a team will not write, including the first and last."""

    first: date
    last: date


class ThreadRules(Struct, frozen=True, kw_only=True, array_like=True):
    """A team's rules for threads: groups of headings as written."""

    join: tuple[tuple[str, ...], ...] = ()
    """Headings with the same topic; the first of each group names the thread."""
    apart: tuple[tuple[str, ...], ...] = ()
    """Headings that look alike but have different topics."""
    show: bool = True
    """Whether the team has threads at all."""


class Team(Struct, frozen=True, kw_only=True, array_like=True):
    """A team that writes notes. Two names with one slug are one team."""

    slug: str
    name: str
    formerly: tuple[str, ...] = ()
    """Former names, oldest first."""
    aliases: tuple[str, ...] = ()
    """Other spellings of its name, and its names in other languages."""
    author: str = ""
    """Author of its notes without one, written like a note's `author`."""
    lead: str = ""
    contact: str = ""
    feedback: str = ""
    rhythm: str = ""
    """`weekly`, `fortnightly`, `monthly`, or empty if unknown."""
    breaks: tuple[Break, ...] = ()
    ended: date | None = None
    continued_as: str = ""
    """Slug of the team that continues its work; empty if `_team.md` names no existing one."""
    monday_covers_previous_week: bool = True
    mentions: bool | None = None
    """Whether its names of one word also count as mentions; if False, no mentions are listed."""
    last_time: bool = True
    """Whether its notes show what the previous note has under "Next"."""
    threads: ThreadRules = ThreadRules()
    identity: str = ""
    """Base of its notes' permanent ids: the slug of its oldest name."""
    former_slugs: tuple[str, ...] = ()
    """Former addresses of its pages and feeds."""
    path: str = ""
    """Its folder or `_team.md`, relative to the site's root, for diagnostics."""
    about_lang: str = ""
    """Language of the text about it; empty if it is the page's."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, other spellings of it and its former names."""
        return (self.name, *self.aliases, *self.formerly)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Its slug and the former ones; each begins addresses of its pages and feeds."""
        return (self.slug, *self.former_slugs)

    @property
    def has_file(self) -> bool:
        """Whether it has a `_team.md`."""
        return self.path.endswith(TEAM_FILE)

    @property
    def folder(self) -> str:
        """Its folder, relative to the site's root; empty if it has none."""
        return self.path.removesuffix(f"/{TEAM_FILE}")

    @property
    def url(self) -> str:
        """The team's page."""
        return f"teams/{self.slug}/index.html"

    def week_of(self, day: date) -> Week:
        """Return the week that its note of a day covers, unless the note names another."""
        return cover_week(day, monday_covers_previous_week=self.monday_covers_previous_week)

    def is_away(self, week: Week) -> bool:
        """Return whether a break includes a working day of a week, so that there may be no note."""
        return any(one.first <= week.friday and one.last >= week.monday for one in self.breaks)


def slug_in(url: str) -> str:
    """Return the slug of the team that a page, file or feed in `teams/` belongs to."""
    return url.split("/", 2)[1]


def team_signature(name: str) -> str:
    """Return how a team signs as a whole: its name, with "team" unless the name contains that."""
    return name if _SAYS_TEAM.search(name) else f"{name} team"
