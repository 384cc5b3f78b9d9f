"""Mentions of a team in notes of other teams."""

from msgspec import Struct

from weeknotes_site.model.note import Note

MAX_QUOTED = 3
"""Maximum sentences quoted of a note."""


class Sought(Struct, frozen=True, kw_only=True):
    """Names and page by which a mention of a team is recognised."""

    names: tuple[str, ...] = ()
    """Names of the team that count anywhere in a text."""
    longer: tuple[str, ...] = ()
    """Names of other teams that contain one of them; within these, it does not count."""
    url: str
    """The team's page; a link to it, or to a note below it, counts as well."""

    def leads_to_team(self, url: str) -> bool:
        """Return whether a link to a page of the site leads to the team, or to a note of it."""
        return url.startswith(self.url.removesuffix("index.html")) and url.endswith(".html")


class Mentions(Struct, frozen=True, kw_only=True):
    """The notes of other teams that mention a team."""

    sought: Sought
    notes: tuple[Note, ...]
    """Newest first."""
