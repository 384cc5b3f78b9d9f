"""A page a note."""

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from weeknotes_site.model.note import Note
from weeknotes_site.render import contexts
from weeknotes_site.render.addresses import body_on_page, edit_url
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand
from weeknotes_site.render.views import view_link

HEADINGS_FOR_CONTENTS = 4
MAX_OTHERS = 50
"""How many notes of other teams a page names, and how many of one team: the pages of a week grow with the week."""
MAX_OF_A_TEAM = 3


def plan_note(site: SiteInHand, note: Note) -> PlannedPage:
    def context() -> Context:
        view = site.views.notes[note.url]
        before, after = site.archive.neighbours[note.url]
        of_others = [other for other in site.archive.by_week[note.week] if other.team.slug != note.team.slug]
        named = _some(of_others)
        return contexts.NoteContext(
            site=site.view,
            page=site.page(note.url, note.title, "teams", note.summary, note.team),
            note=view,
            body=Markup(body_on_page(site.archive.bodies[note.url], note.url)),  # noqa: S704 - rendered Markdown
            contents=len(note.headings) >= HEADINGS_FOR_CONTENTS,
            previous=site.views.notes[before.url] if before else None,
            next=site.views.notes[after.url] if after else None,
            others=site.notes(named),
            others_left=len(of_others) - len(named),
            edit_url=edit_url(note.path, site.config),
            feedback_url=view_link(note.team.feedback or site.config.feedback).url,
        )

    return PlannedPage(
        url=note.url, template="note.html", source=f"`{note.path}`", make_context=context, shows=(note.path,)
    )


def _some(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return so many of the notes that no team crowds out another."""
    counts: Counter[str] = Counter()
    named: list[Note] = []
    for note in notes:
        counts[note.team.slug] += 1
        if counts[note.team.slug] <= MAX_OF_A_TEAM and len(named) < MAX_OTHERS:
            named.append(note)
    return tuple(named)
