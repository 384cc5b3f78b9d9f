"""Context shared by all pages and feeds of a build."""

from collections.abc import Callable, Iterable

from markupsafe import Markup

from weeknotes_site.config import Config
from weeknotes_site.languages import find_language, is_shipped
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import Body, BodyRef
from weeknotes_site.model.branding import DEFAULT_BRANDING, Branding
from weeknotes_site.model.forge import RepositoryLinks, repository_links
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.render.addresses import as_link, body_below, root_of
from weeknotes_site.render.body_words import in_language
from weeknotes_site.render.contexts import PageView, SiteView
from weeknotes_site.render.feed_links import feed_links
from weeknotes_site.render.parts import MenuView
from weeknotes_site.render.views import NoteView, view_note

ReadBody = Callable[[BodyRef], Body]
_MAX_VIEWS = 4_000
"""Maximum cached views of notes: a note is listed on all pages of its week."""
_MAX_BODIES = 1_000
"""Maximum cached bodies: each is on its own page, on those of its week and threads, and in feeds."""


class SiteContext:
    """The settings, and a function that loads bodies; no other part of the archive.

    A page depends on this, which all keys cover, and on its own arguments, which its key covers.
    """

    def __init__(
        self, config: Config, view: SiteView, read_body: ReadBody, footer: Body = DEFAULT_BRANDING.footer
    ) -> None:
        self.config = config
        self.language = find_language(config.language)
        self.footer = footer
        self.view = view
        self._read_body = read_body
        self._views: dict[str, NoteView] = {}
        self._bodies: dict[bytes, str] = {}

    def __reduce__(self) -> tuple[type["SiteContext"], tuple[Config, SiteView, ReadBody, Body]]:
        """Pickle without cached views and bodies."""
        return SiteContext, (self.config, self.view, self._read_body, self.footer)

    def read_body(self, ref: BodyRef, lang: str = "", part: slice = slice(None)) -> Body:
        """Return a body, or a part of its HTML; `lang` is its language if that is not the site's."""
        language = find_language(lang) if lang and is_shipped(lang) else self.language
        html = self._bodies.pop(ref.digest, None)
        if html is None:
            html = self._read_body(ref).html
            if len(self._bodies) >= _MAX_BODIES:
                del self._bodies[next(iter(self._bodies))]
        self._bodies[ref.digest] = html  # as the newest
        return Body(in_language(html[part], language), ref.targets)

    @property
    def repository(self) -> RepositoryLinks | None:
        """The links into the notes' repository; None if its forge is unknown."""
        config = self.config
        return repository_links(config.repository, config.forge, config.branch, config.path_in_repository)

    def page(
        self,
        url: str,
        title: str,
        part: str = "",
        description: str = "",
        team: Team | None = None,
        root: str | None = None,
    ) -> PageView:
        """Return the view of a page; `root` is the path to the site's root, by default derived from the url."""
        root = root_of(url) if root is None else root
        config, base = self.config, self.config.base_url
        # On the 404 page, `root` is a path from the top of the host.
        files = root.removesuffix(config.folder) if root.startswith("/") else root + config.to_files
        return PageView(
            url=url,
            title=title,
            description=description or config.description,
            root=root,
            files=files,
            part=part,
            canonical=f"{base}{url.removesuffix('index.html')}" if base else "",
            feeds=tuple(feed_links(config, self.language, part, team)),
            footer=Markup(body_below(self.footer, root)),  # noqa: S704 - rendered Markdown
        )

    def view_note(self, note: Note) -> NoteView:
        """Return a note's view."""
        view = self._views.get(note.url)
        if view is None:
            if len(self._views) >= _MAX_VIEWS:
                self._views.clear()
            has_languages = bool(self.config.languages)
            view = view_note(self.language, note, has_people=self.config.people, has_languages=has_languages)
            self._views[note.url] = view
        return view

    def view_notes(self, notes: Iterable[Note]) -> tuple[NoteView, ...]:
        """Return the views of notes, in their order."""
        return tuple(map(self.view_note, notes))


def view_site(
    archive: Archive, config: Config, branding: Branding = DEFAULT_BRANDING, *, has_search: bool = False
) -> SiteView:
    """Return the variables of the site for all templates."""
    return SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        direction=find_language(config.language).direction,
        base_url=config.base_url,
        is_public=config.public,
        picture_hosts=config.picture_hosts,
        contact=as_link(config.contact),
        mailing_list=as_link(config.mailing_list),
        has_tags=bool(archive.tags),
        has_people=config.people and bool(archive.people),
        has_glossary=bool(archive.joins.glossary),
        has_search=has_search,
        logo=branding.logo,
        menu=tuple(MenuView(title=one.title, url=one.target, is_elsewhere=one.is_elsewhere) for one in branding.menu),
        stylesheets=branding.stylesheets,
        social_image=config.files_url + branding.social_image if config.base_url and branding.social_image else "",
    )
