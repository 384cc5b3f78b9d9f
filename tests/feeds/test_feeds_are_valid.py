"""Every feed of every kind of site follows the rules of the W3C feed validator in `feed_rules.py`."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from feed_rules import CONTENT, RULES, Feed, complaints
from feed_sites import AS_OF, BASE_URL, SITES, feeds_of

from bilingual import build, make_notes
from folders import write_files

FEEDS_OF_SITES = {"empty": 5, "one note": 5, "500 notes": 23, "heavy markup": 5}


def fetch(feeds: Mapping[str, bytes], as_of: date = AS_OF) -> list[Feed]:
    now = datetime.combine(as_of, time(23, tzinfo=UTC))
    return [Feed(url=BASE_URL + path, raw=raw, now=now) for path, raw in feeds.items() if path.endswith(".xml")]


def test_there_are_at_least_35_rules() -> None:
    print(f"{len(RULES)} rules: {', '.join(RULES)}")
    assert len(RULES) >= 35


@pytest.mark.parametrize("name", SITES)
def test_the_feeds_of_a_site_are_valid(name: str, tmp_path: Path) -> None:
    feeds = fetch(feeds_of(write_files(tmp_path, SITES[name])))
    print(f"{name}: {len(feeds)} feeds, {sum(len(feed.items) for feed in feeds)} items, {len(RULES)} rules")
    assert {feed.url: complaints(feed) for feed in feeds if complaints(feed)} == {}
    assert [feed.url for feed in feeds if feedparser.parse(feed.raw).bozo] == []
    assert len(feeds) == FEEDS_OF_SITES.get(name, len(feeds))


def test_the_feeds_of_the_example_site_are_valid(example_site: Path) -> None:
    as_of = date(2026, 11, 24)
    feeds = fetch(feeds_of(example_site, as_of), as_of)
    assert {feed.url: complaints(feed) for feed in feeds if complaints(feed)} == {}
    assert [feed.url for feed in feeds if feedparser.parse(feed.raw).bozo] == []


def test_the_feeds_of_a_bilingual_site_are_valid(tmp_path: Path) -> None:
    write_files(tmp_path, make_notes())
    build(tmp_path)
    found = {path.relative_to(tmp_path / "_site").as_posix(): path for path in (tmp_path / "_site").rglob("*.xml")}
    feeds = fetch({url: path.read_bytes() for url, path in found.items() if url != "sitemap.xml"}, date(2026, 11, 25))
    assert len(feeds) == 2 * (3 + 2 * 3)
    assert {feed.url: complaints(feed) for feed in feeds if complaints(feed)} == {}


def test_the_feeds_of_real_notes_are_valid(real_notes: Path) -> None:
    feeds = fetch(feeds_of(real_notes))
    assert {feed.url: complaints(feed) for feed in feeds if complaints(feed)} == {}


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        (b"<description>The", b"<description/><x>The", "SAXError"),
        (b"boiler is", b"boiler \x01 is", "SAXError"),
        (b'version="2.0"', b'version="0.9"', "InvalidRSSVersion"),
        (b'rel="self"', b'rel="via"', "MissingAtomSelfLink"),
        (b"example/feed.xml", b"example/other.xml", "SelfDoesntMatchLocation"),
        (b'isPermaLink="false"', b'isPermaLink="true"', "InvalidPermalink"),
        (b"<pubDate>Fri, 21", b"<pubDate>Mon, 21", "IncorrectDOW"),
        (b"<pubDate>Fri, 21 Jan 2022", b"<pubDate>2022-01-21", "InvalidRFC2822Date"),
        (b"<pubDate>Fri, 21 Jan 2022", b"<pubDate>Fri, 21 Jan 2028", "ImplausibleDate"),
        (b"<language>en</language>", b"", "MissingDCLanguage"),
        (b"<description>The boiler is warm.</description>", b"", "NeedDescriptionBeforeContent"),
        (b"&lt;p&gt;", b"&lt;p&gt;&lt;script&gt;&lt;/script&gt;", "SecurityRisk"),
        (b"&lt;p&gt;", b"&lt;p onclick=''&gt;", "SecurityRiskAttr"),
        (b"&lt;p&gt;", b"&lt;p id='x'&gt;", "DuplicateIds"),
        (b"&lt;p&gt;", b"&lt;p&gt;&lt;a href='x.html'&gt;x&lt;/a&gt;", "ContainsRelRef"),
        (b"&lt;/p&gt;", b"&lt;/div&gt;", "NotHtml"),
        (b"<title>repairs", b"<title>&#x3C;b>repairs&#x3C;/b>", "ContainsHTML"),
        (b"warm.", b"warm\xc2\x85", "BadCharacters"),
    ],
)
def test_a_rule_finds_its_mistake(old: bytes, new: bytes, name: str, tmp_path: Path) -> None:
    raw = feeds_of(write_files(tmp_path, SITES["one note"]))["feed.xml"].replace(b"<title>Repairs", b"<title>repairs")
    assert old in raw
    (feed,) = fetch({"feed.xml": raw.replace(old, new, 1)})
    assert name in [one.partition(":")[0] for one in complaints(feed)]


def test_the_opml_file_lists_every_feed_once(tmp_path: Path) -> None:
    for name, files in SITES.items():
        feeds = feeds_of(write_files(tmp_path / name.replace(" ", "-"), files))
        root = ElementTree.fromstring(feeds["feeds.opml"])
        outlines = root.findall("body/outline")
        assert root.get("version") == "2.0"
        assert {one.get("type") for one in outlines} == {"rss"}
        assert all(one.get("text") == one.get("title") and one.get("htmlUrl") for one in outlines)
        listed = sorted(str(one.get("xmlUrl")) for one in outlines)
        assert listed == sorted(BASE_URL + path for path in feeds if path.endswith(("feed.xml", "weekly.xml")))


def test_a_feed_links_to_its_stylesheet_relative_to_itself(tmp_path: Path) -> None:
    feeds = feeds_of(write_files(tmp_path, SITES["one note"]))
    assert b'\n<?xml-stylesheet type="text/css" href="assets/feed.css"?>\n' in feeds["weekly.xml"]
    assert b'\n<?xml-stylesheet type="text/css" href="../../assets/feed.css"?>\n' in feeds["teams/repairs/atom.xml"]


def test_content_is_escaped_once(tmp_path: Path) -> None:
    (feed,) = fetch({"feed.xml": feeds_of(write_files(tmp_path, SITES["heavy markup"]))["feed.xml"]})
    titles = [item.findtext("title") for item in feed.items]
    assert "‹script›alert(1)‹/script›" in titles
    assert "Why ‹details› beats ‹/b› & &nbsp; 24&7" in titles
    assert all(item.findtext(CONTENT) for item in feed.items)
