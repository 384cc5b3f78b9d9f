"""A page a note."""

from markupsafe import Markup

from weeknotes_site.model.note import Note
from weeknotes_site.render import contexts
from weeknotes_site.render.addresses import body_on_page
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand
from weeknotes_site.render.views import view_link

HEADINGS_FOR_CONTENTS = 4


def plan_note(site: SiteInHand, note: Note) -> PlannedPage:
    def context() -> Context:
        view = site.views.notes[note.url]
        before, after = site.archive.neighbours[note.url]
        repository = site.repository
        same_week = site.archive.by_week[note.week]
        return contexts.NoteContext(
            site=site.view,
            page=site.page(note.url, note.title, "teams", note.summary, note.team),
            note=view,
            body=Markup(body_on_page(site.archive.bodies[note.url], note.url)),  # noqa: S704 - rendered Markdown
            contents=len(note.headings) >= HEADINGS_FOR_CONTENTS,
            previous=site.views.notes[before.url] if before else None,
            next=site.views.notes[after.url] if after else None,
            others=site.notes(other for other in same_week if other.team.slug != note.team.slug),
            edit_url=repository.edit(note.path) if repository else "",
            history_url=repository.history(note.path) if repository else "",
            feedback_url=view_link(note.team.feedback or site.config.feedback).url,
        )

    return PlannedPage(
        url=note.url, template="note.html", source=f"`{note.path}`", make_context=context, shows=(note.path,)
    )
