"""Which notes of other teams speak of a team, and by what."""

from msgspec import Struct

from weeknotes_site.model.note import Note


class Sought(Struct, frozen=True, kw_only=True):
    """What tells that a body speaks of a team."""

    names: tuple[str, ...] = ()
    """The names of the team that count wherever they stand."""
    longer: tuple[str, ...] = ()
    """Names of other teams that one of them is part of: where these stand, it does not count."""
    url: str
    """The team's page; a link to it, or to a note below it, counts as well."""

    def is_led_to(self, url: str) -> bool:
        """Return whether a link to a page of the site leads to the team, or to a note of it."""
        return url.startswith(self.url.removesuffix("index.html")) and url.endswith(".html")


class Mentions(Struct, frozen=True, kw_only=True):
    """The notes of other teams that speak of a team."""

    sought: Sought
    notes: tuple[Note, ...]
    """Newest first."""
