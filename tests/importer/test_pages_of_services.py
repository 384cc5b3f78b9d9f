"""HTML exports of Tumblr, Notion, Mailchimp, Medium, Substack and Confluence lose no word."""

from pathlib import Path

import pytest

from importer.trying import PNG, body, check, imported, keys, notes, nothing_imported, report, write


def shown(root: Path, html: str) -> str:
    """Import a page's article, and return the body."""
    page = f"<html><head><title>Repairs weeknote</title></head><body><article>{html}</article></body></html>"
    imported(root / "site", write(root / "old", {"2023-01-20.html": page, "queue.png": PNG}))
    (note,) = notes(root / "site").values()
    check(root / "site")
    return body(note)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<p>Dry <img class="emoji" alt="🎉" src="https://s.w.org/1f389.svg"></p>', "Dry 🎉"),
        ('<p>Dry <img class="emoticon" data-emoji-fallback="🙂" alt="(smile)" src="images/x.png"></p>', "Dry 🙂"),
        ('<p>Dry <img class="emoticon" data-emoji-fallback=":yes:" alt="(tick)" src="x.png"></p>', "Dry (tick)"),
        ('<p>Now <span style="text-decoration: line-through">late</span></p>', "Now ~~late~~"),
        (
            '<div class="wp-block-cover"><div role="img" aria-label="The queue" '
            'style="background-image:url(queue.png)"></div><p>Dry</p></div>',
            "![The queue](2023-01-20-queue.png)\n\nDry",
        ),
        ('<p>Dry</p><img width="1" height="1" src="https://count.example/x.gif">', "Dry"),
        (
            '<p>Dry</p><script src="https://gist.github.com/lee/12.js"></script>',
            "Dry\n\nhttps://gist.github.com/lee/12",
        ),
        (
            '<h3><button aria-expanded="false">Lifts</button></h3><div>Ring first.</div>',
            "## Lifts\n\nRing first.",
        ),
        (
            '<button class="accordion-button">Lifts and doors</button><div>Ring first.</div>',
            "## Lifts and doors\n\nRing first.",
        ),
        ('<p>Dry</p><button aria-expanded="false">Share this page</button>', "Dry"),
        (
            '<a href="https://a.example/w640/q.png"><img src="https://a.example/w72/q.png"></a>',
            "https://a.example/w640/q.png",
        ),
        (
            '<div class="tweet" data-attrs=\'{"url": "https://t.example/1", "full_text": "All lifts run"}\'></div>',
            "> All lifts run\n\nhttps://t.example/1",
        ),
        (
            '<div data-attrs=\'{"canonical_url": "https://o.example/p/x", "title": "Next"}\'></div>',
            "[Next](https://o.example/p/x)",
        ),
        ('<div data-attrs="{not json">Dry</div>', "Dry"),
        (
            '<div class="confluence-information-macro"><p class="title">Lifts</p><div><p>Ring first.</p></div></div>',
            "> **Lifts**\n>\n> Ring first.",
        ),
        ('<div class="toc-macro"><ul><li><a href="#a">Damp</a></li></ul></div><p>Dry</p>', "Dry"),
    ],
)
def test_content_shown_by_scripts_and_styles_becomes_text(html: str, markdown: str, tmp_path: Path) -> None:
    assert markdown in shown(tmp_path, html).replace(
        "![](https://a.example/w640/q.png)", "https://a.example/w640/q.png"
    )


def test_tumblr_posts_keep_their_day_and_tags(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Repairs weeknotes 12</title></head><body><h1>Repairs weeknotes 12</h1>\n"
        '<p>The green is dry.</p><img src="../../media/7_0.png" alt="Green">\n<div id="footer">'
        '<span id="timestamp"> January 20th, 2023 4:05pm </span>'
        '<span class="tag">damp</span><span class="tag">grass</span></div></body></html>'
    )
    files: dict[str, str | bytes] = {
        "posts/html/7.html": page,
        "posts/posts_index.html": "<html><body><a>x</a></body></html>",
        "media/7_0.png": PNG,
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    (note,) = notes(root).values()
    assert (keys(note)["team"], keys(note)["date"], keys(note)["tags"]) == ("Repairs", "2023-01-20", "[damp, grass]")
    assert body(note) == "The green is dry.\n\n![Green](2023-01-20-7-0.png)"
    assert "index.html: it is a list of pages, not a note" in report(root)


NOTION = """<html><head><title>Damp</title></head><body><article id="1" class="page sans"><header>
<h1 class="page-title">Damp</h1><table class="properties"><tbody>
<tr class="property-row property-row-created_time"><th>Created</th><td>
<time>@January 24, 2023 9:00 AM</time></td></tr>
<tr class="property-row property-row-date"><th><span><svg></svg></span>Date</th><td>
<time>@January 20, 2023</time></td></tr>
<tr class="property-row property-row-person"><th>Author</th><td>
<span class="user"><img src="x.jpg" class="user-icon"/>Tamsin Okell</span><span class="user">Bram Vesey</span></td></tr>
<tr class="property-row property-row-select"><th>Team</th><td><span class="selected-value">Repairs</span></td></tr>
<tr class="property-row property-row-multi_select"><th>Tags</th><td><span class="selected-value">wet</span></td></tr>
<tr class="property-row property-row-select"><th>Mood</th><td><span class="selected-value">Calm</span></td></tr>
</tbody></table></header><div class="page-body"><figure class="callout"><div><span class="icon">💡</span></div>
<div><p>Ring first.</p></div></figure><figure><a href="https://a.example/b" class="bookmark source"><div
class="bookmark-title">Book</div><div class="bookmark-href">https://a.example/b</div></a></figure></div></article></body></html>"""
LIST = """<html><body><article class="page"><h1 class="page-title">Weeknotes</h1><div class="page-body">
<table class="collection-content"><tr><td>Damp</td></tr></table></div></article></body></html>"""


def test_properties_of_notion_pages_are_read(tmp_path: Path) -> None:
    root = tmp_path / "site"
    name = "Damp 1a2b3c4d00004000800000000000000a.html"
    imported(root, write(tmp_path / "old", {f"Weeknotes/{name}": NOTION, "Weeknotes.html": LIST}))
    (note,) = notes(root).values()
    assert keys(note) == {
        "title": "Damp",
        "team": "Repairs",
        "date": "2023-01-20",
        "author": "[Tamsin Okell, Bram Vesey]",
        "tags": "[wet]",
    }
    assert body(note) == "> Ring first.\n\n[Book](https://a.example/b)"
    assert "these properties were left out: `mood`\n" in report(root)
    assert "Weeknotes.html: it is a list of pages, not a note" in report(root)


def test_only_the_text_of_a_mailchimp_campaign_is_imported(tmp_path: Path) -> None:
    page = """<html><head><title>Repairs weeknotes 20 January 2023</title></head><body><table id="bodyTable">
<tr><td id="templatePreheader"><a href="*|ARCHIVE|*">View this email in your browser</a></td></tr>
<tr><td id="templateBody"><h1>Repairs weeknotes 20 January 2023</h1><p>Dear *|FNAME|*, all is dry.</p>
<a href="https://a.example/b">Book</a><a href="*|UNSUB|*">leave</a></td></tr>
<tr><td id="templateFooter">Copyright *|CURRENT_YEAR|*</td></tr></table></body></html>"""
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"1_week.html": page}))
    (note,) = notes(root).values()
    assert keys(note)["date"] == "2023-01-20"
    text = body(note)
    assert "all is dry" in text
    assert "[Book](https://a.example/b)" in text
    assert not any(one in text for one in ("*|", "browser", "leave", "Copyright"))


def test_an_xml_export_of_confluence_gets_the_advice_to_export_html(tmp_path: Path) -> None:
    source = write(tmp_path / "old", {"entities.xml": "<hibernate-generic><object/></hibernate-generic>"})
    assert "it is Confluence's XML export; export the space as HTML instead" in nothing_imported(
        tmp_path / "site", source
    )


def test_metadata_in_the_body_of_a_page_is_read(tmp_path: Path) -> None:
    page = (
        '<body><meta property="og:site_name" content="Housing Repairs weeknotes">'
        '<link rel="canonical" href="https://old.westmarch.example/lifts"><p>All lifts work.</p>'
    )
    imported(tmp_path / "site", write(tmp_path / "old", {"2023-01-20.html": page}))
    assert keys(notes(tmp_path / "site")["housing-repairs/2023-01-20.md"])["formerly"] == "[lifts/index.html]"


def test_account_pages_of_an_archive_are_not_notes(tmp_path: Path) -> None:
    def page(title: str, text: str) -> str:
        return f"<html><head><title>{title}</title></head><body><section><h1>{title}</h1>{text}</section></body></html>"

    dated = '<ul><li>10.0.0.9 <time class="dt-published">2023-01-20 10:00 am</time></li></ul>'
    old = {
        "README.html": page("Your archive", "Exported on 20 January 2023"),
        "profile/profile.html": page("Profile", "Email address: a.lee@westmarch.example, 20 January 2023"),
        **{f"{one}/{one}-0001.html": page(one, dated) for one in ("ips", "sessions", "claps", "bookmarks")},
        "posts/2023-01-20_Repairs-weeknote-1f.html": page("Repairs weeknote", "<p>It is dry.</p>"),
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old" / "medium-export", old).parent, "--team", "Repairs")
    (note,) = notes(root).values()
    assert body(note) == "It is dry."
    assert report(root).count("it is about the account, not a note") == 6
    takeout = write(tmp_path / "takeout", {"archive_browser.html": page("Takeout", "a.lee@g.example, 20 January 2023")})
    nothing_imported(tmp_path / "other", takeout, "--team", "Repairs")
