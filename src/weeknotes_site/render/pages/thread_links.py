"""The links from a note's headings to what its team wrote about the same before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape

from msgspec import Struct

from weeknotes_site.languages import Language
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Note
from weeknotes_site.render.addresses import root_of
from weeknotes_site.render.pages.threads import has_years, name_on_page, thread_url


class ThreadLink(Struct, frozen=True, array_like=True):
    """A link below a heading."""

    heading: str
    """The heading's id."""
    url: str
    """Where the note before stands on the thread's page; on the first note, where it stands itself."""
    earlier: int
    """How many earlier notes there are."""


class ThreadLinks(Struct, frozen=True, array_like=True):
    """All of a note's links."""

    links: tuple[ThreadLink, ...] = ()


def find_thread_links(archive: Archive) -> Mapping[str, ThreadLinks]:
    """Return the links of each note that has some, by its url.

    They say nothing of later notes, so that a new note changes no older page.
    """
    links: dict[str, list[ThreadLink]] = defaultdict(list)
    for threads in archive.joins.threads.values():
        team = threads[0].notes[0].team
        for thread in threads:
            url = thread_url(team, thread.slug)
            is_split = has_years(thread)
            before = thread.notes[0]
            for earlier, (note, sections) in enumerate(zip(thread.notes, thread.sections, strict=True)):
                at = thread_url(team, thread.slug, before.week.year) if is_split else url
                heading = note.headings[sections[0].heading].id
                links[note.url].append(ThreadLink(heading, f"{at}#{name_on_page(before)}", earlier))
                before = note
    return {url: ThreadLinks(tuple(some)) for url, some in links.items()}


def thread_links_below(links: Iterable[ThreadLink], note: Note, url: str, language: Language) -> dict[str, str]:
    """Return the HTML of each link, by the id of the heading it comes below."""
    texts = {heading.id: heading.text for heading in note.headings}
    lang = f' lang="{escape(language.tag)}"' if note.lang else ""
    return {one.heading: _link(one, root_of(url), texts[one.heading], lang, language) for one in links}


def _link(one: ThreadLink, root: str, heading: str, lang: str, language: Language) -> str:
    # Translators: what a screen reader says behind the words of the link "5 earlier".
    about = language.gettext(" about “%(heading)s”") % {"heading": heading}
    words = f'{escape(_words(one.earlier, language))}<span class="hidden">{escape(about)}</span>'
    return f'\n<p class="thread-link"{lang} data-pagefind-ignore><a href="{escape(root + one.url)}">{words}</a></p>'


def _words(earlier: int, language: Language) -> str:
    if not earlier:
        return language.gettext("How it went on")
    return language.ngettext("%(num)s earlier", "%(num)s earlier", earlier) % {"num": language.number(earlier)}
