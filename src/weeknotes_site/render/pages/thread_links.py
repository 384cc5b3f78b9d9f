"""Links from a note's headings to its team's earlier passages under the same heading."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape

from weeknotes_site.languages import Language
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Note
from weeknotes_site.render.addresses import root_of
from weeknotes_site.render.pages.threads import has_years, name_on_page, thread_url

ThreadLink = tuple[int, str, int, str, int]
"""Index of the note's heading above it, the thread's slug, the number of earlier notes, the url of the last of them
(for the first note, its own), and the year whose page has that note; 0 if years have no pages.

A tuple, because a large site has tens of thousands of them in each build.
"""


def find_thread_links(archive: Archive) -> Mapping[str, tuple[ThreadLink, ...]]:
    """Return the links of each note with any, by its url.

    They mention no later notes, so that a new note changes no older page.
    """
    links: dict[str, list[ThreadLink]] = defaultdict(list)
    for threads in archive.joins.threads.values():
        for thread in threads:
            slug, is_split = thread.slug, has_years(thread)
            before = thread.notes[0]
            for earlier, (note, sections) in enumerate(zip(thread.notes, thread.sections, strict=True)):
                year = before.weeks[-1].year if is_split else 0
                links[note.url].append((sections[0].heading, slug, earlier, before.url, year))
                before = note
    return {url: tuple(some) for url, some in links.items()}


def thread_links_below(links: Iterable[ThreadLink], note: Note, url: str, language: Language) -> dict[str, str]:
    """Return the HTML of each link, by the id of the heading above it."""
    below = {}
    for number, slug, earlier, before, year in links:
        heading = note.headings[number]
        lang = f' lang="{escape(language.tag)}"' if note.lang else ""
        # Translators: what a screen reader says after the words of the link "5 earlier".
        about = language.gettext(" about “%(heading)s”") % {"heading": heading.text}
        words = f'{escape(_words(earlier, language))}<span class="hidden">{escape(about)}</span>'
        href = escape(f"{root_of(url)}{thread_url(note.team.slug, slug, year)}#{name_on_page(before)}")
        link = f'<a href="{href}">{words}</a>'
        below[heading.id] = f'\n<p class="thread-link"{lang} data-pagefind-ignore>{link}</p>'
    return below


def _words(earlier: int, language: Language) -> str:
    if not earlier:
        return language.gettext("What happened next")
    return language.ngettext("%(num)s earlier", "%(num)s earlier", earlier) % {"num": language.number(earlier)}
