"""The picture of a week's first note, on the home page and the page of the week, if `lead` puts the note first."""

from collections.abc import Iterable

from markupsafe import Markup

from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import BodyRef, is_wide
from weeknotes_site.model.note import Note
from weeknotes_site.render.addresses import body_on_page
from weeknotes_site.render.site_context import SiteContext

MIN_WIDTH = 600
"""Pixels; narrower pictures do not fill the column of text."""

LeadPicture = tuple[BodyRef, int]
"""A note's body, and the number of the picture's target in it."""


def find_lead_picture(archive: Archive, notes: Iterable[Note]) -> LeadPicture | None:
    """Return the first wide picture of the first of a week's notes that has `lead`; None without one."""
    first = next((note for note in notes if note.lead), None)
    if not first:
        return None
    body = archive.bodies[first.url]
    for number, target in enumerate(body.targets):
        if target and target.size and target.size[0] >= MIN_WIDTH and is_wide(target.size):
            return body, number
    return None


def show_lead_picture(site: SiteContext, url: str, picture: LeadPicture | None) -> Markup:
    """Return a picture's HTML for a page; empty without one."""
    if not picture:
        return Markup()
    ref, number = picture
    return Markup(body_on_page(site.read_body(ref).picture(number), url))  # noqa: S704 - rendered Markdown
