"""Rules of the W3C feed validator by their names there: errors, warnings and most recommendations.

Written from what the validator says of each name (https://validator.w3.org/feed/docs/), for the elements that our
feeds have, and stricter where that is simpler: markup is compared with what our content may hold at all.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit
from xml.etree import ElementTree

from html5lib import HTMLParser
from html5lib.html5parser import ParseError

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

CHANNEL = {"title", "link", "description", f"{ATOM}link", "docs", "generator", "language", "lastBuildDate", "item"}
ITEM = {"title", "link", "description", CONTENT, "guid", "category", "pubDate", CREATOR}
FEED = {"id", "title", "updated", "author", "link", "generator", "subtitle", "entry"}
ENTRY = {"id", "title", "updated", "author", "link", "summary", "content", "published", "category"}
REPEATED = {"item", "entry", "category", "author", "link", f"{ATOM}link", CREATOR, f"{ATOM}author", f"{ATOM}category"}

HTML = {
    *(
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
    ),
    *("em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark"),
    *(
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
    ),
    *("tfoot", "th", "thead", "tr", "u", "ul", "var"),
}
ATTRIBUTES = {
    *("align", "alt", "cite", "colspan", "datetime", "dir", "height", "href", "lang", "rowspan", "src", "start"),
    *("title", "width"),
}
RFC_2822 = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:\+0000|GMT)")
BREAKS_OUT = {"script", "style", "iframe", "object", "embed", "svg", "math", "form", "input", "link", "meta", "base"}


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed as it was fetched."""

    url: str
    raw: bytes
    now: datetime

    @property
    def text(self) -> str:
        return self.raw.decode("utf-8", "replace")

    @property
    def root(self) -> ElementTree.Element:
        return _parse(self.raw)

    @property
    def is_rss(self) -> bool:
        return self.root.tag == "rss"

    @property
    def is_atom(self) -> bool:
        return self.root.tag == f"{ATOM}feed"

    @property
    def channel(self) -> ElementTree.Element:
        found = self.root.find("channel") if self.is_rss else self.root
        assert found is not None
        return found

    @property
    def items(self) -> list[ElementTree.Element]:
        return self.root.findall("channel/item") if self.is_rss else self.root.findall(f"{ATOM}entry")

    @property
    def places(self) -> list[ElementTree.Element]:
        return [self.channel, *self.items]

    def all(self, name: str, *, in_items: bool = False) -> list[ElementTree.Element]:
        tag = f"{ATOM}{name}" if self.is_atom else name
        return [found for place in (self.items if in_items else self.places) for found in place.findall(tag)]

    def texts(self, *names: str, in_items: bool = False) -> list[str]:
        return [one.text or "" for name in names for one in self.all(name, in_items=in_items)]

    @property
    def ids(self) -> list[str]:
        return self.texts("guid" if self.is_rss else "id", in_items=True)

    @property
    def self_links(self) -> list[ElementTree.Element]:
        return [one for one in self.channel.findall(f"{ATOM}link") if one.get("rel") == "self"]

    @property
    def addresses(self) -> list[str]:
        links = [one.get("href", "") for one in self.root.iter(f"{ATOM}link")]
        return links + ([one.text or "" for one in self.root.iter("link")] if self.is_rss else [])

    @property
    def html(self) -> list[str]:
        """Elements that readers treat as HTML: content, and descriptions in RSS."""
        if self.is_rss:
            return self.texts(CONTENT, "description", in_items=True)
        return [one.text or "" for one in (*self.all("content"), *self.all("summary")) if one.get("type") == "html"]

    @property
    def plain(self) -> list[str]:
        """Elements that readers may treat as text."""
        texts = self.texts("title", "category", "subtitle")
        texts += [one.get("label", "") + one.get("term", "") for one in self.all("category")] if self.is_atom else []
        return texts + ([self.channel.findtext("description") or ""] if self.is_rss else [])


Rule = Callable[[Feed], Iterable[str]]
RULES: dict[str, Rule] = {}


def complaints(feed: Feed) -> list[str]:
    """Return the broken rules of a feed, each with its name and place."""
    broken = [f"SAXError: {one}" for one in RULES["SAXError"](feed)]
    return broken or [f"{name}: {one[:120]}" for name, rule in RULES.items() for one in rule(feed)]


def rule(name: str) -> Callable[[Rule], Rule]:
    def register(check: Rule) -> Rule:
        RULES[name] = check
        return check

    return register


@cache
def _parse(raw: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(raw)


@rule("SAXError")
def _(feed: Feed) -> Iterator[str]:
    try:
        _ = feed.root
    except ElementTree.ParseError as failure:
        yield str(failure)


@rule("NotUTF8")
def _(feed: Feed) -> Iterator[str]:
    declared = re.match(rb"<\?xml version='1.0' encoding='UTF-8'\?>\n", feed.raw)
    if not declared or "\ufffd" in feed.text or feed.raw.startswith(b"\xef\xbb\xbf"):
        yield feed.raw[:60].decode("latin-1")


@rule("InvalidRSSVersion")
def _(feed: Feed) -> Iterator[str]:
    if feed.is_rss and feed.root.get("version") != "2.0":
        yield str(feed.root.get("version"))


@rule("UndefinedElement")
def _(feed: Feed) -> Iterator[str]:
    for place in feed.places:
        known = (
            (CHANNEL if place is feed.channel else ITEM) if feed.is_rss else FEED if place is feed.channel else ENTRY
        )
        yield from (child.tag for child in place if child.tag.removeprefix(ATOM if feed.is_atom else "") not in known)


@rule("DuplicateElement")
def _(feed: Feed) -> Iterator[str]:
    for place in feed.places:
        counts = Counter(child.tag for child in place)
        yield from (tag for tag, count in counts.items() if count > 1 and tag.removeprefix(ATOM) not in REPEATED)
    yield from ("link" for place in feed.places if feed.is_rss and len(place.findall("link")) > 1)


@rule("MissingTitle")
def _(feed: Feed) -> Iterator[str]:
    yield from ("title" for place in feed.places if not _own(feed, place, "title"))


@rule("MissingLink")
def _(feed: Feed) -> Iterator[str]:
    yield from ("link" for place in feed.places if not _own(feed, place, "link"))


@rule("MissingDescription")
def _(feed: Feed) -> Iterator[str]:
    if feed.is_rss and not _own(feed, feed.channel, "description"):
        yield "channel"


@rule("MissingElement")
def _(feed: Feed) -> Iterator[str]:
    for place in feed.places if feed.is_atom else ():
        yield from (name for name in ("id", "title", "updated") if not _own(feed, place, name))
    if feed.is_atom and not _own(feed, feed.channel, "author"):
        yield "author"


@rule("ItemMustContainTitleOrDescription")
def _(feed: Feed) -> Iterator[str]:
    for item in feed.items if feed.is_rss else ():
        if not _own(feed, item, "title") and not _own(feed, item, "description"):
            yield "item"


@rule("MissingContentOrAlternate")
def _(feed: Feed) -> Iterator[str]:
    yield from ("entry" for entry in feed.items if feed.is_atom and not _own(feed, entry, "content"))


@rule("NotBlank")
def _(feed: Feed) -> Iterator[str]:
    blank = [one for one in feed.texts("title", "category") if not one.strip()] if feed.is_rss else []
    names = [one.text or "" for one in feed.root.iter() if one.tag in (CREATOR, f"{ATOM}name", f"{ATOM}title")]
    yield from ("blank" for one in [*blank, *(name for name in names if not name.strip())])


@rule("MissingDCLanguage")
def _(feed: Feed) -> Iterator[str]:
    if not _language(feed):
        yield "language"


@rule("InvalidLanguage")
def _(feed: Feed) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", _language(feed)):
        yield _language(feed)


@rule("MissingAtomSelfLink")
def _(feed: Feed) -> Iterator[str]:
    if feed.is_rss and not feed.self_links:
        yield feed.url


@rule("MissingSelf")
def _(feed: Feed) -> Iterator[str]:
    if feed.is_atom and not feed.self_links:
        yield feed.url


@rule("SelfDoesntMatchLocation")
def _(feed: Feed) -> Iterator[str]:
    yield from (str(one.get("href")) for one in feed.self_links if one.get("href") != feed.url)


@rule("RelativeSelf")
def _(feed: Feed) -> Iterator[str]:
    yield from (str(one.get("href")) for one in feed.self_links if not urlsplit(one.get("href", "")).netloc)


@rule("SelfNotAtom")
def _(feed: Feed) -> Iterator[str]:
    wanted = "application/rss+xml" if feed.is_rss else "application/atom+xml"
    yield from (str(one.get("type")) for one in feed.self_links if one.get("type") != wanted)


@rule("DuplicateAtomLink")
def _(feed: Feed) -> Iterator[str]:
    for place in feed.places:
        links = Counter((one.get("rel", "alternate"), one.get("type")) for one in place.findall(f"{ATOM}link"))
        yield from (str(link) for link, count in links.items() if count > 1)


@rule("InvalidFullLink")
def _(feed: Feed) -> Iterator[str]:
    yield from (one for one in feed.addresses if not re.match(r"https?://[^/]", one))


@rule("InvalidUriChar")
def _(feed: Feed) -> Iterator[str]:
    allowed = re.compile(r"[0-9A-Za-z;/?:@&=+$.\-_!~*'()%,#\[\]]*")
    yield from (one for one in feed.addresses if not allowed.fullmatch(one))


@rule("ContainsRelRef")
def _(feed: Feed) -> Iterator[str]:
    for one in _elements(feed):
        for name in ("href", "src", "cite", "srcset"):
            if name in one.attrib and not re.match(r"[a-z][a-z0-9+.-]*:", one.attrib[name]):
                yield one.attrib[name]


@rule("MissingGuid")
def _(feed: Feed) -> Iterator[str]:
    yield from ("item" for item in feed.items if feed.is_rss and not _own(feed, item, "guid"))


@rule("InvalidPermalink")
def _(feed: Feed) -> Iterator[str]:
    yield from (str(one.text) for one in feed.all("guid") if feed.is_rss and one.get("isPermaLink") != "false")


@rule("DuplicateValue")
def _(feed: Feed) -> Iterator[str]:
    yield from (one for one, count in Counter(feed.ids).items() if count > 1 and feed.is_rss)


@rule("DuplicateEntries")
def _(feed: Feed) -> Iterator[str]:
    yield from (one for one, count in Counter(feed.ids).items() if count > 1 and feed.is_atom)


@rule("NotSufficientlyUnique")
def _(feed: Feed) -> Iterator[str]:
    yield from (one for one in feed.ids if len(one) < 9 and one.isdigit())


@rule("InvalidUUID")
def _(feed: Feed) -> Iterator[str]:
    for one in feed.ids:
        if one.lower().startswith("urn:uuid:") and not re.fullmatch(
            r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one[9:]
        ):
            yield one


@rule("InvalidURN")
def _(feed: Feed) -> Iterator[str]:
    ids = [*feed.ids, *(feed.texts("id") if feed.is_atom else ())]
    yield from (
        one for one in ids if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", one) and feed.is_atom
    )


@rule("InvalidRFC2822Date")
def _(feed: Feed) -> Iterator[str]:
    yield from (one for one in _rss_dates(feed) if not RFC_2822.fullmatch(one))


@rule("IncorrectDOW")
def _(feed: Feed) -> Iterator[str]:
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    dates = [one for one in _rss_dates(feed) if RFC_2822.fullmatch(one)]
    yield from (one for one in dates if days[parsedate_to_datetime(one).weekday()] != one[:3])


@rule("InvalidRFC3339Date")
def _(feed: Feed) -> Iterator[str]:
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)"
    yield from (one for one in _atom_dates(feed) if not re.fullmatch(form, one))


@rule("ImplausibleDate")
def _(feed: Feed) -> Iterator[str]:
    moments = [parsedate_to_datetime(one) for one in _rss_dates(feed) if RFC_2822.fullmatch(one)]
    for one in (*moments, *map(datetime.fromisoformat, _atom_dates(feed))):
        if not datetime(1990, 1, 1, tzinfo=UTC) <= one <= feed.now + timedelta(minutes=10):
            yield one.isoformat()


@rule("DuplicateUpdated")
def _(feed: Feed) -> Iterator[str]:
    counts = Counter(feed.texts("updated", in_items=True)) if feed.is_atom else Counter()
    yield from (one for one, count in counts.items() if count > 1)


@rule("NeedDescriptionBeforeContent")
def _(feed: Feed) -> Iterator[str]:
    for item in feed.items:
        names = [child.tag.removeprefix(ATOM) for child in item]
        first, then = ("description", CONTENT) if feed.is_rss else ("summary", "content")
        if then in names and (first not in names or names.index(first) > names.index(then)):
            yield str(item.findtext("title"))


@rule("MisplacedItem")
def _(feed: Feed) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in feed.channel]
    first = next((at for at, name in enumerate(names) if name in ("item", "entry")), len(names))
    yield from (name for name in names[first:] if name not in ("item", "entry"))


@rule("DuplicateSemantics")
def _(feed: Feed) -> Iterator[str]:
    yield from ("author" for item in feed.items if feed.is_rss and item.find("author") is not None)


@rule("ContainsHTML")
def _(feed: Feed) -> Iterator[str]:
    yield from (one for one in feed.plain if re.search(r"</?[A-Za-z!]", one))


@rule("CharacterData")
def _(feed: Feed) -> Iterator[str]:
    lines = re.findall(r"<(?:title|category|subtitle)[ >].*", feed.text)
    yield from (one for one in lines if "&amp;" in one or "&lt;" in one)


@rule("NotHtml")
def _(feed: Feed) -> Iterator[str]:
    yield from (f"{problem} in {one[:60]}" for one in feed.html if (problem := _not_html(one)))
    yield from (one.tag for one in _elements(feed) if one.tag not in HTML and one.tag not in BREAKS_OUT)


@rule("SecurityRisk")
def _(feed: Feed) -> Iterator[str]:
    yield from (one.tag for one in _elements(feed) if one.tag in BREAKS_OUT)


@rule("SecurityRiskAttr")
def _(feed: Feed) -> Iterator[str]:
    yield from (f"{one.tag} {name}" for one in _elements(feed) for name in one.attrib if name not in ATTRIBUTES)


@rule("DangerousStyleAttr")
def _(feed: Feed) -> Iterator[str]:
    yield from (one.attrib["style"] for one in _elements(feed) if "style" in one.attrib)


@rule("DuplicateIds")
def _(feed: Feed) -> Iterator[str]:
    yield from (one.attrib["id"] for one in _elements(feed) if "id" in one.attrib)


@rule("BadCharacters")
def _(feed: Feed) -> Iterator[str]:
    text = "".join(part for one in feed.root.iter() for part in (one.text or "", one.tail or "", *one.attrib.values()))
    yield from (repr(one) for one in re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]", text))


def _own(feed: Feed, place: ElementTree.Element, name: str) -> bool:
    found = place.find(f"{ATOM}{name}" if feed.is_atom else name)
    return found is not None and bool((found.text or "").strip() or found.get("href") or len(found))


def _language(feed: Feed) -> str:
    return feed.channel.findtext("language") or "" if feed.is_rss else feed.root.get(LANG, "")


def _rss_dates(feed: Feed) -> list[str]:
    return feed.texts("pubDate", "lastBuildDate") if feed.is_rss else []


def _atom_dates(feed: Feed) -> list[str]:
    return feed.texts("published", "updated") if feed.is_atom else []


def _elements(feed: Feed) -> Iterator[ElementTree.Element]:
    for one in feed.html:
        yield from _elements_of(one)


@cache
def _elements_of(html: str) -> list[ElementTree.Element]:
    tree = HTMLParser(namespaceHTMLElements=False).parseFragment(html)
    return [one for one in tree.iter() if isinstance(one.tag, str) and one.tag != "DOCUMENT_FRAGMENT"]


@cache
def _not_html(html: str) -> str:
    try:
        HTMLParser(strict=True).parseFragment(html)
    except ParseError as failure:
        return str(failure)
    return ""
