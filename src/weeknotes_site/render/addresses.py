"""Urls within the site as links: relative on a page, absolute in a feed."""

import re
from collections.abc import Mapping
from functools import cache
from html import escape, unescape
from urllib.parse import quote, unquote

from weeknotes_site.languages import Language
from weeknotes_site.model.addresses import join_address
from weeknotes_site.model.body import Body, Target
from weeknotes_site.model.sentences import Sentence
from weeknotes_site.regex import regex

WORDS_OF_DIRECTIVE = 8
"""Number of words of a sentence in an address: enough to identify it."""

_TAG = regex(r'<(?:h[1-6]|/h[1-6]|[a-z]\w*\s(?:[^<>"]|"[^"]*")*)>')
_ID = regex(r'(?<= id=")[^"]*(?=")')
_OWN_ID = regex(r'(?<=\s)((?:id|aria-labelledby|aria-describedby)="|href="#(?!page-))')
_SIGNS_OF_ID = ('id="', 'by="', 'href="#')
"""A tag without any of these does not match `_OWN_ID`."""
_HEADING_EDGE = regex(r'<h[2-6] id="([^"]*)">|</h[2-6]>')
_LABEL = regex(r'(?<= aria-label=")[^"]+(?=")')
_HEADING_TAG = regex(r"(</?h)([1-6])(?=[\s>])")
_OUTSIDE = regex(r'<a href="((?:https?:|mailto:)[^"]*)"')
_OFTEN_LEFT_OUT = regex(r"^(?:https?://|mailto:)?(?:www\.)?|/$")


def root_of(url: str) -> str:
    """Return the relative path from a page to the site's root: `../` for every folder it is in."""
    return "../" * url.count("/")


def to_sentence(url: str, sentence: Sentence) -> str:
    """Return the address of a sentence of a note: its heading, and its first words.

    Browsers scroll to the words of a text directive and mark them (WICG, URL Fragment Text Directives); others open the
    page at the heading. So paragraphs need no ids, which every page would have for the few that are linked to.
    """
    fragment = quote(sentence.heading)
    if not sentence.is_heading:
        words = sentence.line.removeprefix("… ").removesuffix(" …").split()[:WORDS_OF_DIRECTIVE]
        fragment += f":~:text={quote(' '.join(words), safe='').replace('-', '%2D')}"
    return f"{url}#{fragment}"


def body_on_page(body: Body, url: str) -> str:
    """Return a body's HTML with links relative to the page that shows it; `_for_paper` marks those to other sites."""
    root = root_of(url)
    written_out: set[str] = set()

    def address(target: Target) -> str:
        fragment = _fragment(target)
        return escape(fragment if target.url in ("", url) and fragment else f"{root}{target.url or url}{fragment}")

    html = body.resolve(address, has_themes=True)
    return _OUTSIDE.sub(lambda match: _for_paper(match[0], match, written_out), html)


def permalink_of(base_url: str, url: str) -> str:
    """Return the absolute address of a url, which starts with `../` for files shared by all languages."""
    return join_address(base_url, url) if url.startswith("../") else base_url + url


def with_own_links(html: str, below: Mapping[str, str], language: Language) -> str:
    """Add a link to itself to each heading with an id, and below it the HTML in `below` for its id."""
    opened = ""
    label = escape(language.gettext("Link to this section"))

    def edge(match: re.Match[str]) -> str:
        nonlocal opened
        own, opened = opened, match[1] or ""
        if opened or not own:
            return match[0]
        return f' <a class="self" href="#{own}" aria-label="{label}"></a>{match[0]}{below.get(own, "")}'

    return _HEADING_EDGE.sub(edge, html)


def body_below(body: Body, root: str) -> str:
    """Return a body's HTML for a page; `root` is the relative path from the page to the site's root."""
    return body.resolve(lambda target: escape(f"{root}{target.url}" + _fragment(target)))


def body_elsewhere(body: Body, permalink: str, base_url: str) -> str:
    """Return a body's HTML with absolute links, for feeds and mails."""

    def address(target: Target) -> str:
        fragment = _fragment(target)
        return escape((permalink_of(base_url, target.url) if target.url else permalink) + fragment)

    return body.resolve(address)


def among_notes(number: int, language: Language) -> tuple[str, str]:
    """Return `prefix` and `among` for the n-th note on a page of several."""
    among = language.gettext("%(label)s of note %(note)s") % {"label": "%(label)s", "note": number}
    return f"note-{number}-", among


def part_among_others(
    part: Body,
    url: str,
    page: str,
    prefix: str,
    among: str,
    written_out: set[str],
    *,
    lower: int = 1,
    highest: int = 3,
) -> str:
    """Return the HTML of a note, or of a part of one, on a page with others.

    `prefix` starts its ids. `among`, with `%(label)s` for the name of a region, makes the names of regions unique.
    `written_out` are the addresses already printed in full: each is printed once per page. Headings are lowered by
    `lower` levels, and to `highest` at least. Links to ids that the part lacks lead to the note's own page.
    """
    root = root_of(page)
    ids = cache(lambda: frozenset(_ID.findall(part.html)))

    def address(target: Target) -> str:
        fragment = _fragment(target)
        if fragment and target.url in ("", url) and escape(target.fragment) in ids():
            return escape(fragment)
        return escape(f"{root}{target.url or url}{fragment}")

    def tag(match: re.Match[str]) -> str:
        found = match[0]
        if any(sign in found for sign in _SIGNS_OF_ID):
            found = _OWN_ID.sub(rf"\g<1>{prefix}", found)
        if " aria-label=" in found and not found.startswith("<input"):
            found = _LABEL.sub(lambda label: escape(among % {"label": unescape(label[0])}), found)
        if heading := _HEADING_TAG.match(found):
            return f"{heading[1]}{max(highest, min(int(heading[2]) + lower, 6))}{found[heading.end() :]}"
        outside = _OUTSIDE.match(html, match.start())
        return _for_paper(found, outside, written_out) if outside else found

    html = part.resolve(address, has_themes=True)
    return _TAG.sub(tag, html)


def _for_paper(tag: str, link: re.Match[str], written_out: set[str]) -> str:
    """Mark the first link to an address, which is printed after it, unless the link's text is the address."""
    address, html = link[1], link.string
    start = html.find(">", link.end()) + 1
    text = html[start : html.find("</a>", start)]
    if address in written_out or _bare(text) == _bare(address):
        return tag
    written_out.add(address)
    return f'<a class="written-out"{tag[2:]}'


def _bare(address: str) -> str:
    return _OFTEN_LEFT_OUT.sub("", unquote(unescape(address)))


def as_link(address: str) -> str:
    """Return a mail address as a `mailto:` link, anything else unchanged."""
    return f"mailto:{address}" if "@" in address and "://" not in address and ":" not in address else address


def _fragment(target: Target) -> str:
    return f"#{quote(target.fragment)}" if target.fragment else ""
