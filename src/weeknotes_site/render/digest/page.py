"""Write a message as HTML for mail programs: tables and inline styles, because they drop stylesheets."""

from collections.abc import Callable
from functools import partial

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.render.contexts import Context, PageView
from weeknotes_site.render.digest.contexts import DigestContext, WeekDigest
from weeknotes_site.render.site_context import view_site
from weeknotes_site.render.templates import Theme, render_template


def as_page(digest: WeekDigest, archive: Archive, config: Config, theme: Theme) -> str:
    """Render `digest.html` and inline its styles. Raises Problem for a mistake in the template."""
    context = partial(DigestContext, digest=digest)
    return render_message("digest.html", digest.title, digest.opening, digest.url, context, archive, config, theme)


def render_message(
    template: str,
    title: str,
    description: str,
    url: str,
    context: Callable[..., Context],
    archive: Archive,
    config: Config,
    theme: Theme,
) -> str:
    """Render a message's template and inline its styles. Raises Problem for a mistake in the template.

    `context` gets the site and the page; `url` is the page that the message is about.
    """
    # Imported here: builds do not need it.
    from css_inline import CSSInliner

    page = PageView(
        url="",
        title=title,
        description=description,
        root=config.base_url,
        files=config.files_url,
        part="",
        canonical=url,
        feeds=(),
    )
    html = render_template(theme, template, context(site=view_site(archive, config), page=page))
    inliner = CSSInliner(keep_style_tags=False, load_remote_stylesheets=False, remove_inlined_selectors=True)
    inlined: str = inliner.inline(html)
    return inlined.strip() + "\n"
