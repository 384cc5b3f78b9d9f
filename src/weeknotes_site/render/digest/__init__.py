"""Render a week as one message: mail, HTML, text, Markdown, Slack or Teams."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeVar

from weeknotes_site.config import Config
from weeknotes_site.diagnostics import Diagnostic, Problem
from weeknotes_site.languages import Language, find_language
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.week import Week
from weeknotes_site.render.digest.catch_up import catch_up_as_page, catch_up_as_text, gather_catch_up
from weeknotes_site.render.digest.contexts import CatchUp, WeekDigest
from weeknotes_site.render.digest.gather import gather_week, newest_complete_week
from weeknotes_site.render.digest.mail import Message, as_mail
from weeknotes_site.render.digest.markdown import as_markdown
from weeknotes_site.render.digest.page import as_page
from weeknotes_site.render.digest.phrases import subject
from weeknotes_site.render.digest.slack import as_slack, fits_slack
from weeknotes_site.render.digest.teams import as_teams, fits_teams
from weeknotes_site.render.digest.text import as_text
from weeknotes_site.render.templates import Theme, open_theme
from weeknotes_site.render.theme import find_theme

__all__ = [
    "CatchUp",
    "Form",
    "gather_catch_up",
    "newest_complete_week",
    "render_catch_up",
    "render_digest",
    "try_messages",
]

D = TypeVar("D", WeekDigest, CatchUp)

# Mail programs truncate longer messages; Gmail at 102 kB.
MAX_BYTES = 100_000


class Form(StrEnum):
    """Formats of a digest."""

    EML = "eml"
    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    SLACK = "slack"
    TEAMS = "teams"


_WRITERS: Mapping[Form, Callable[[WeekDigest, Language], str]] = {
    Form.TEXT: as_text,
    Form.MARKDOWN: as_markdown,
    Form.SLACK: as_slack,
    Form.TEAMS: as_teams,
}
_LIMITS: Mapping[Form, Callable[[bytes], bool]] = {Form.SLACK: fits_slack, Form.TEAMS: fits_teams}


def render_digest(week: Week, archive: Archive, config: Config, root: Path, form: Form) -> bytes:
    """Render a week with notes, of a site with a base URL.

    If a message is too long for its format, notes at its end are dropped and counted. Raises Problem for a mistake in
    the template or an invalid mail address.
    """
    language = find_language(config.language)
    theme = open_theme(find_theme(root), config.language)

    def render(digest: WeekDigest) -> bytes:
        if form in _WRITERS:
            return _WRITERS[form](digest, language).encode()
        page = as_page(digest, archive, config, theme)
        return page.encode() if form is Form.HTML else as_mail(_message(digest, page, language), config)

    return _fit(gather_week(week, archive, config, language), render, _LIMITS.get(form, _fits_mail))


def render_catch_up(catch_up: CatchUp, archive: Archive, config: Config, root: Path, form: Form, as_of: date) -> bytes:
    """Render the notes since a day as text, page or mail, on a site that has a base URL; raises as `render_digest`.

    A page or mail that is longer than mail programs show loses its oldest notes, and says how many.
    """
    language = find_language(config.language)
    if form is Form.TEXT:
        return catch_up_as_text(catch_up, language).encode()
    theme = open_theme(find_theme(root), config.language)

    def render(part: CatchUp) -> bytes:
        page = catch_up_as_page(part, archive, config, theme)
        if form is Form.HTML:
            return page.encode()
        text = catch_up_as_text(part, language)
        message = Message(
            name=f"catchup:{text}",
            subject=subject(part.site, part.title, language),
            sent=as_of,
            text=text,
            page=page,
        )
        return as_mail(message, config)

    return _fit(catch_up, render, _fits_mail)


def try_messages(archive: Archive, config: Config, theme: Theme) -> None:
    """Render a message with each template. Raises Problem for the mistakes in them."""
    notes = [note for note in archive.notes if not note.draft]
    if not notes:
        return
    newest = max(notes, key=lambda note: note.week)
    week = gather_week(newest.week, archive, config, find_language(config.language))
    catch_up = gather_catch_up(newest.date, (), archive, config)
    found: list[Diagnostic] = []
    for render in (partial(as_page, week), partial(catch_up_as_page, catch_up)) if catch_up else ():
        try:
            render(archive, config, theme)
        except Problem as problem:
            found += problem.diagnostics
    if found:
        raise Problem(*found)


def _message(digest: WeekDigest, page: str, language: Language) -> Message:
    return Message(
        name=f"digest:{digest.week}",
        subject=subject(digest.site, digest.title, language),
        sent=digest.week.tuesday_after,
        text=as_text(digest, language),
        page=page,
    )


def _fits_mail(message: bytes) -> bool:
    return len(message) <= MAX_BYTES


def _fit(digest: D, render: Callable[[D], bytes], fits: Callable[[bytes], bool]) -> bytes:
    """Render as many notes as fit."""
    whole = render(digest)
    if fits(whole):
        return whole
    fitting, too_many = 0, digest.count
    while too_many - fitting > 1:
        middle = (fitting + too_many) // 2
        if fits(render(digest.only(middle))):
            fitting = middle
        else:
            too_many = middle
    return render(digest.only(fitting))
