"""Write the digest as HTML for mail programs: tables and inline styles, because they drop stylesheets."""

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.render.contexts import PageView
from weeknotes_site.render.digest.contexts import DigestContext, WeekDigest
from weeknotes_site.render.site_context import view_site
from weeknotes_site.render.templates import Theme, render_template


def as_page(digest: WeekDigest, archive: Archive, config: Config, theme: Theme) -> str:
    """Render `digest.html` and inline its styles. Raises Problem for a mistake in the template."""
    # Imported here: builds do not need it.
    from css_inline import CSSInliner

    page = PageView(
        url="",
        title=digest.title,
        description=digest.opening,
        root=config.base_url,
        files=config.files_url,
        part="",
        canonical=digest.url,
        feeds=(),
    )
    context = DigestContext(site=view_site(archive, config), page=page, digest=digest)
    html = render_template(theme, "digest.html", context)
    inliner = CSSInliner(keep_style_tags=False, load_remote_stylesheets=False, remove_inlined_selectors=True)
    inlined: str = inliner.inline(html)
    return inlined.strip() + "\n"
