"""A feed has a note's complete content: all markup, absolute addresses, nothing that feed readers drop."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from feed_rules import ATOM, CONTENT, CREATOR
from feed_sites import AS_OF, BASE_URL, PNG, SITES, feeds_of, note

from commands import weeknotes
from folders import write_files
from weeknotes_site.cli import main

PERMALINK = f"{BASE_URL}teams/repairs/2022-01-21.html"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> str:
    feeds = feeds_of(write_files(tmp_path_factory.mktemp("site"), SITES["heavy markup"]))
    items = ElementTree.fromstring(feeds["feed.xml"]).findall("channel/item")
    return next(item.findtext(CONTENT) or "" for item in items if item.findtext("link") == PERMALINK)


@pytest.mark.parametrize(
    "expected",
    [
        "<em>emphasis</em>",
        "<strong>strength</strong>",
        "<s>what is gone</s>",
        "<code>code &lt; &amp; &gt;</code>",
        'href="https://example.org/a?b=1&amp;c=2"',
        f'href="{BASE_URL}teams/repairs/2022-01-14.html"',
        f'href="{BASE_URL}teams/repairs/2022-01-14.html#up-next"',
        f'href="{PERMALINK}#links"',
        f'href="{BASE_URL}teams/repairs/index.html"',
        f'href="{BASE_URL}teams/repairs/2022-01-21-plan.csv"',
        f'src="{BASE_URL}teams/repairs/2022-01-21-picture.png"',
        'alt="A picture &amp; its &quot;words&quot;"',
        'href="mailto:bo@council.example"',
        'href="tel:+442071234567"',
        '<abbr title="Modern &quot;Tools&quot; for &lt;Housing&gt;">MTFH</abbr>',
        f'<sup><a href="{PERMALINK}#fn1">1</a></sup>',
        "☐ to do",
        "☑ done",
        '<ol start="3">',
        "<dt>Term</dt>",
        '<td align="right">1</td>',
        '<td align="center"><code>x|y</code></td>',
        "<blockquote>",
        "Mind the gap.",
        "def f(x:",
        "plain &amp; simple &lt;/p&gt;",
        "<hr>",
        "AT&amp;T",
    ],
)
def test_markup_reaches_the_feed(expected: str, content: str) -> None:
    assert expected in content


def test_a_feed_has_no_markup_that_feed_readers_drop(content: str) -> None:
    tags = re.findall(r"<[a-z][^>]*>", content)
    assert [tag for tag in tags if re.search(r"\s(?:id|class|style|role|tabindex|aria-\w+|on\w+)=", tag)] == []
    assert not re.search(r"<(?:script|style|input|span|svg|iframe)\b", content)
    assert not re.search(r'\s(?:href|src)="(?![a-z]+:)', content)


def test_words_that_look_like_attributes_stay(content: str) -> None:
    assert 'role="main" id="clash"' in content.replace("&quot;", '"')


def test_a_note_in_another_language_says_so(tmp_path: Path) -> None:
    feeds = feeds_of(write_files(tmp_path, SITES["right to left"]))
    assert '&lt;div lang="ar" dir="rtl"&gt;' in feeds["feed.xml"].decode()


def test_an_item_names_team_tags_authors_and_has_a_plain_summary_first(tmp_path: Path) -> None:
    files = {"notes/repairs/2022-01-21.md": note("2022-01-21", tags="[R&D, lifts]", author="[Bo Ek, Ada May]")}
    feeds = feeds_of(write_files(tmp_path, files))
    (item,) = ElementTree.fromstring(feeds["feed.xml"]).findall("channel/item")
    assert [one.text for one in item.findall("category")] == ["Repairs", "R&D", "lifts"]
    assert [one.text for one in item.findall(CREATOR)] == ["Bo Ek", "Ada May"]
    assert item.findtext("description") == "The boiler is warm."
    assert item.findtext("pubDate") == "Fri, 21 Jan 2022 12:00:00 +0000"
    (entry,) = ElementTree.fromstring(feeds["atom.xml"]).findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}name") for one in entry.findall(f"{ATOM}author")] == ["Bo Ek", "Ada May"]
    assert entry.findtext(f"{ATOM}id") == item.findtext("guid")


def test_an_id_that_is_not_a_uri_stays_in_rss_and_becomes_a_uri_in_atom(tmp_path: Path) -> None:
    files = {"notes/repairs/2022-01-21.md": note("2022-01-21", id="legacy-4711-x")}
    feeds = feeds_of(write_files(tmp_path, files))
    assert b">legacy-4711-x</guid>" in feeds["feed.xml"]
    assert b"<id>urn:uuid:" in feeds["atom.xml"]
    assert b"legacy-4711-x" not in feeds["atom.xml"]


def test_old_notes_keep_their_dates(tmp_path: Path) -> None:
    files = {f"notes/repairs/2012-0{month}-02.md": note(f"2012-0{month}-02") for month in range(1, 10)}
    files["notes/repairs/2022-01-21.md"] = note("2022-01-21T16:45:00+01:00", updated="2022-01-25")
    feeds = feeds_of(write_files(tmp_path, files))
    dates = [one.text for one in ElementTree.fromstring(feeds["feed.xml"]).iter("pubDate")]
    assert dates[0] == "Fri, 21 Jan 2022 15:45:00 +0000"
    assert dates[1:] == [
        f"{day} 2012 12:00:00 +0000"
        for day in (
            "Sun, 02 Sep",
            "Thu, 02 Aug",
            "Mon, 02 Jul",
            "Sat, 02 Jun",
            "Wed, 02 May",
            "Mon, 02 Apr",
            "Fri, 02 Mar",
            "Thu, 02 Feb",
            "Mon, 02 Jan",
        )
    ]
    assert b"<lastBuildDate>Tue, 25 Jan 2022 12:00:00 +0000<" in feeds["feed.xml"]


def test_a_feed_has_the_last_three_weeks_and_at_least_fifty_notes(tmp_path: Path) -> None:
    feeds = feeds_of(write_files(tmp_path, SITES["500 notes"]))
    assert feeds["feed.xml"].count(b"<item>") == 50
    busy = {f"notes/team-{team}/2022-0{week}-04.md": note(f"2022-0{week}-04") for team in range(30) for week in (1, 2)}
    feeds = feeds_of(write_files(tmp_path / "busy", busy))
    assert feeds["feed.xml"].count(b"<item>") == 60


def test_notes_dated_far_ahead_do_not_displace_recent_weeks(tmp_path: Path) -> None:
    ahead = {f"notes/zeal/{number}.md": note(f"2199-0{number % 9 + 1}-04") for number in range(60)}
    feeds = feeds_of(write_files(tmp_path, {**ahead, "notes/repairs/2022-01-21.md": note("2022-01-21", "Here")}))
    assert b"Here" in feeds["feed.xml"]
    assert feeds["feed.xml"].count(b"<item>") == 51


def test_drafts_never_leak(tmp_path: Path) -> None:
    files = {
        "notes/repairs/2022-01-14.md": note("2022-01-14", "A secret", "Unheard of.", draft="true"),
        "notes/repairs/2022-01-21.md": note("2022-01-21"),
    }
    root = write_files(tmp_path, files)
    for drafts in ((), ("--drafts",)):
        arguments = ["--root", str(root), "build", "--base-url", BASE_URL, "--as-of", str(AS_OF), *drafts]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        feeds = "".join(path.read_text("utf-8") for path in (root / "_site").rglob("*.xml"))
        assert "secret" not in feeds
        assert "Unheard" not in feeds


def test_without_a_base_url_there_are_no_feeds(tmp_path: Path) -> None:
    root = write_files(tmp_path, SITES["one note"])
    result = weeknotes(root, "build", "--as-of", str(AS_OF))
    assert result.exit_code == 0, result.output
    assert list((root / "_site").rglob("*.xml")) == []
    assert not (root / "_site/subscribe.html").exists()
    assert "subscribe" not in (root / "_site/index.html").read_text("utf-8")


def test_a_second_build_leaves_every_feed_alone(tmp_path: Path) -> None:
    root = write_files(tmp_path, {**SITES["heavy markup"], "notes/repairs/x.png": PNG})
    arguments = ["--root", str(root), "build", "--base-url", BASE_URL, "--as-of", str(AS_OF)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    feeds = [*(root / "_site").rglob("*.xml"), root / "_site/feeds.opml"]
    before = [(path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in feeds]
    assert " 0 written" in CliRunner().invoke(main, arguments).output
    assert [(path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in feeds] == before
