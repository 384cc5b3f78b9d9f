"""The glossary: meanings of acronyms, and the first use of each."""

from collections.abc import Iterator

from weeknotes_site.model.archive import Archive
from weeknotes_site.model.terms import GLOSSARY_PAGE, Explained
from weeknotes_site.render import parts, series_contexts
from weeknotes_site.render.pages.planning import page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext


def plan_glossary(archive: Archive) -> Iterator[PlannedFile]:
    """Plan the page if `glossary.toml` has entries."""
    if archive.joins.glossary:
        yield page(GLOSSARY_PAGE, "glossary.html", "the glossary", _context, archive.joins.glossary)


def _context(site: SiteContext, url: str, words: tuple[Explained, ...]) -> series_contexts.GlossaryContext:
    language = site.language
    about = language.gettext("What acronyms in these notes stand for.")
    return series_contexts.GlossaryContext(
        site=site.view,
        page=site.page(url, language.gettext("Glossary"), "", about),
        lang=site.config.languages[0] if site.config.edition else "",
        words=tuple(_word(site, one) for one in words),
    )


def _word(site: SiteContext, one: Explained) -> parts.GlossaryWord:
    meanings = (
        parts.GlossaryMeaning(
            text=meaning.text, teams=meaning.teams, first=site.view_note(meaning.first) if meaning.first else None
        )
        for meaning in one.meanings
    )
    return parts.GlossaryWord(word=one.word, id=one.anchor, meanings=tuple(meanings))
