"""All notes since a day as one message, week by week."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial

from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.languages import Language, find_language
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.team import Team
from weeknotes_site.render.digest.contexts import CatchUp, CatchUpMailContext, WeekDigest
from weeknotes_site.render.digest.gather import gather_week
from weeknotes_site.render.digest.page import render_message
from weeknotes_site.render.digest.phrases import older_left_out
from weeknotes_site.render.digest.text import note_lines, wrap
from weeknotes_site.render.templates import Theme
from weeknotes_site.render.words import clean


def gather_catch_up(since: date, teams: Collection[Team], archive: Archive, config: Config) -> CatchUp | None:
    """Gather the notes that were published on a day or later, without drafts; None if there are none.

    Without `teams`, the notes of all.
    """
    language = find_language(config.language)
    wanted = {team.slug for team in teams}
    weeks: dict[str, WeekDigest] = {}
    notes = [note for note in archive.notes if note.date >= since and not note.draft]
    urls = {config.base_url + note.url for note in notes if not wanted or note.team.slug in wanted}
    for week in sorted({note.week for note in notes}):
        whole = gather_week(week, archive, config, language)
        some = replace(whole, notes=tuple(note for note in whole.notes if note.url in urls))
        if some.notes:
            weeks[str(week)] = some
    if not weeks:
        return None
    return CatchUp(
        since=since,
        teams=language.comma.join(sorted((clean(team.name) for team in teams), key=language.sort_key)),
        site=clean(config.title) or language.gettext("Weeknotes"),
        title=language.gettext("Since %(date)s") % {"date": language.day(since)},
        url=config.base_url + (next(iter(teams)).url if len(teams) == 1 else "weeks/index.html"),
        weeks=tuple(weeks.values()),
    )


def catch_up_as_text(catch_up: CatchUp, language: Language) -> str:
    """Write it as plain text, in lines that mail programs do not wrap."""
    return "\n".join(_lines(catch_up, language)) + "\n"


def catch_up_as_page(catch_up: CatchUp, archive: Archive, config: Config, theme: Theme) -> str:
    """Render `catch-up-mail.html`. Raises Problem for a mistake in it."""
    context = partial(CatchUpMailContext, catch_up=catch_up)
    return render_message(
        "catch-up-mail.html", catch_up.title, catch_up.teams, catch_up.url, context, archive, config, theme
    )


def _lines(catch_up: CatchUp, language: Language) -> Iterator[str]:
    yield wrap(catch_up.site)
    yield wrap(f"{catch_up.title}{f': {catch_up.teams}' if catch_up.teams else ''}")
    yield catch_up.url
    if catch_up.left_out:
        yield from ("", wrap(older_left_out(catch_up.left_out, language)))
    for week in catch_up.weeks:
        yield from ("", "", wrap(week.title), "=" * len(week.title), week.url)
        for note in week.notes:
            yield from note_lines(note, language)
