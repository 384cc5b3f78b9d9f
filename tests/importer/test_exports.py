"""Exports of Ghost, Substack, Confluence and Notion become notes with their team, day and author."""

import base64
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from importer.trying import PNG, body, check, imported, keys, notes, report, run, write


def ghost(*posts: dict[str, Any], **tables: list[dict[str, Any]]) -> str:
    """Return an export of Ghost."""
    data = {
        "posts": [{"type": "post", "status": "published", "visibility": "public", **one} for one in posts],
        "users": [{"id": "u1", "name": "Tamsin Okell"}, {"id": "u2", "name": "Bram Vesey"}],
        "tags": [{"id": "t1", "name": "Damp"}, {"id": "t2", "name": "#internal"}],
        **tables,
    }
    return json.dumps({"db": [{"meta": {"exported_on": 1674230400000, "version": "5.30.0"}, "data": data}]})


FIRST = {
    "id": "63c1",
    "title": "Repairs weeknotes 12 &amp; more",
    "slug": "repairs-12",
    "published_at": "2023-01-20T16:00:00.000Z",
    "custom_excerpt": "In short.",
    "feature_image": "__GHOST_URL__/content/images/2023/01/cover.png",
    "html": '<p>See <a href="__GHOST_URL__/repairs-13/">next</a>.</p><h4>Boilers</h4><p>Nine.</p>'
    '<figure class="kg-card kg-image-card"><img src="__GHOST_URL__/content/images/size/w600/2023/01/queue.png" '
    'alt="The queue"></figure><figure class="kg-card kg-bookmark-card"><a href="https://x.example/a"><div>The title'
    '</div><img class="kg-bookmark-icon" src="https://x.example/i.ico"></a></figure>',
}
SECOND = {"id": "63c2", "title": "Repairs weeknotes 13", "slug": "repairs-13", "html": "<p>Text.</p>"}
SECOND |= {"published_at": "2023-01-27T16:00:00.000Z"}
JOINS: dict[str, list[dict[str, Any]]] = {
    "posts_authors": [
        {"post_id": "63c1", "author_id": "u2", "sort_order": 1},
        {"post_id": "63c1", "author_id": "u1", "sort_order": 0},
    ],
    "posts_tags": [{"post_id": "63c1", "tag_id": "t1"}, {"post_id": "63c1", "tag_id": "t2"}],
    "posts_meta": [{"post_id": "63c1", "feature_image_alt": "The cover"}],
}


def test_a_ghost_export_is_read_with_its_pictures(tmp_path: Path) -> None:
    write(tmp_path, {"x.ghost.json": ghost(FIRST, SECOND, **JOINS)})
    media = write(tmp_path / "content", {"images/2023/01/queue.png": PNG, "images/2023/01/cover.png": PNG})
    root = tmp_path / "site"
    assert "recognised a Ghost export" in imported(root, tmp_path / "x.ghost.json", "--media", media)
    text = notes(root)["repairs/2023-01-20.md"]
    assert keys(text) == {
        "title": "Repairs weeknotes 12 & more",
        "team": "Repairs",
        "date": "2023-01-20",
        "author": "[Tamsin Okell, Bram Vesey]",
        "number": "12",
        "summary": "In short.",
        "tags": "[Damp]",
        "formerly": "[repairs-12/index.html]",
    }
    assert body(text) == (
        "![The cover](2023-01-20-cover.png)\n\nSee [next](2023-01-27.md).\n\n## Boilers\n\nNine.\n\n"
        "![The queue](2023-01-20-queue.png)\n\n[The title](https://x.example/a)"
    )
    assert "0 errors" in check(root) or "no problems" in check(root)


def test_an_embedded_picture_of_a_ghost_post_is_saved(tmp_path: Path) -> None:
    data = base64.b64encode(PNG).decode()
    write(
        tmp_path,
        {"x.json": ghost({**SECOND, "html": f'<p>Warm.</p><img alt="Queue" src="data:image/png;base64,{data}">'})},
    )
    root = tmp_path / "site"
    imported(root, tmp_path / "x.json")
    (file,) = (root / "notes").rglob("*.png")
    assert file.read_bytes() == PNG
    assert f"![Queue]({file.name})" in "".join(notes(root).values())


def test_pages_drafts_and_members_posts_of_a_ghost_export_are_distinguished(tmp_path: Path) -> None:
    posts = (
        {**FIRST, "feature_image": None, "visibility": "members"},
        {**SECOND, "id": "3", "title": "About", "type": "page"},
        {**SECOND, "id": "4", "title": "Half done", "status": "draft"},
        {**SECOND, "id": "5", "title": "Empty", "html": None},
    )
    write(tmp_path, {"x.json": ghost(*posts)})
    root = tmp_path / "site"
    imported(root, tmp_path / "x.json")
    (text,) = notes(root).values()
    assert keys(text)["draft"] == "true"
    assert "only `members` could read it in Ghost" in report(root)
    assert "“About” in x.json: it is a page, not a note" in report(root)
    assert "“Half done” in x.json: it is not published (`draft`); use `--drafts` to import it as a draft" in report(
        root
    )
    assert "“Empty” in x.json: the export has no HTML for it" in report(root)


def test_a_damaged_post_of_a_ghost_export_does_not_affect_others(tmp_path: Path) -> None:
    damaged = {**SECOND, "id": "8", "title": "Deep", "slug": "deep", "html": "<b>" * 200_000}
    odd = {"posts_authors": [{"post_id": "63c2", "author_id": "u1", "sort_order": "x"}]}
    write(tmp_path, {"x.json": ghost(SECOND, damaged, **odd)})
    root = tmp_path / "site"
    imported(root, tmp_path / "x.json")
    (text,) = notes(root).values()
    assert keys(text)["author"] == "Tamsin Okell"
    assert "“Deep” in x.json: it could not be read (RefusedError: holds more than 100,000 tags)" in report(root)


def test_an_old_ghost_export_has_one_author_per_post(tmp_path: Path) -> None:
    old = json.loads(ghost({**SECOND, "id": 7, "author_id": 1}, users=[{"id": 1, "name": "Bram Vesey"}]))["db"][0]
    write(tmp_path, {"x.json": json.dumps(old)})
    imported(tmp_path / "site", tmp_path / "x.json")
    (text,) = notes(tmp_path / "site").values()
    assert keys(text)["author"] == "Bram Vesey"


SUBSTACK = {
    "posts.csv": "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n"
    '111.damp,2023-01-20T16:00:00.000Z,true,,newsletter,everyone,"Repairs weeknotes 12, damp","Mostly, damp",\n'
    "112.lifts,2023-01-27T16:00:00.000Z,true,,newsletter,only_paid,Repairs weeknotes 13,,\n"
    "113.later,,false,,newsletter,everyone,Not out yet,,\n"
    "114.gone,2023-02-03T16:00:00.000Z,true,,newsletter,everyone,Repairs weeknotes 14,,\n",
    "email_list.repairs.csv": "email,name\nsecret@westmarch.example,A Reader\n",
    "posts/111.damp.html": '<p>Dry.<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a></p>'
    '<div class="subscription-widget-wrap-editor"><p>Thanks for reading! Subscribe</p></div>'
    '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a>'
    '<div class="footnote-content"><p>Nearly.</p></div></div>',
    "posts/112.lifts.html": "<p>Up.</p>",
    "posts/113.later.html": "<p>Later.</p>",
}


@pytest.mark.parametrize("is_zipped", [False, True])
def test_a_substack_export_takes_titles_and_days_from_its_list(is_zipped: bool, tmp_path: Path) -> None:
    source = write(tmp_path / "old", SUBSTACK)
    if is_zipped:
        with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
            for name, text in SUBSTACK.items():
                archive.writestr(name, text)
        source = tmp_path / "old.zip"
    root = tmp_path / "site"
    assert "recognised a Substack export" in imported(root, source)
    found = notes(root)
    assert list(found) == ["repairs/2023-01-20.md", "repairs/2023-01-27.md"]
    assert keys(found["repairs/2023-01-20.md"])["summary"] == "Mostly, damp"
    assert keys(found["repairs/2023-01-20.md"])["formerly"] == "[p/damp/index.html]"
    assert body(found["repairs/2023-01-20.md"]) == "Dry.[^1]\n\n[^1]: Nearly."
    assert keys(found["repairs/2023-01-27.md"])["draft"] == "true"
    assert "its audience was `only_paid`; check that everyone may read it" in report(root)
    assert "it is not published (`draft`); use `--drafts` to import it as a draft" in report(root)
    assert "“Repairs weeknotes 14” in posts.csv: the export does not contain its text" in report(root)
    assert "secret@" not in report(root)


CONFLUENCE = """<html><head><title>Repairs : {title}</title></head><body><div id="page"><div id="main">
<ol id="breadcrumbs"><li><a href="index.html">Repairs</a></li></ol>
<h1 id="title-heading"><span id="title-text">Repairs : {title}</span></h1><div id="content">
<div class="page-metadata">Created by <span class='author'> Tamsin Okell</span>{edited} on {day}</div>
<div id="main-content"><p>Dry. See <a href="Two_2.html">next</a>.</p><ul><li><p>One</p><ul><li><p>In</p></li></ul></li>
</ul><table><tr><th>A</th><th>B</th></tr><tr><td><p>1</p><p>2</p></td><td><ul><li>x</li><li>y</li></ul></td></tr></table>
</div><div class="pageSection group"><div class="pageSectionHeader"><h2 id="attachments">Attachments:</h2></div>
<a href="attachments/1/2.png">queue.png</a></div></div></div></div></body></html>"""
EDITED = ", last modified by <span class='editor'> Bram Vesey</span>"


def test_a_confluence_page_is_imported_with_author_and_space(tmp_path: Path) -> None:
    source = write(
        tmp_path / "old",
        {
            "One_1.html": CONFLUENCE.format(title="Weeknotes 20 January 2023", edited=EDITED, day="Feb 23, 2023"),
            "Two_2.html": CONFLUENCE.format(title="Damp", edited="", day="Jan 27, 2023"),
            "Three_3.html": CONFLUENCE.format(title="Lifts", edited=EDITED, day="Feb 03, 2023"),
        },
    )
    root = tmp_path / "site"
    imported(root, source)
    found = notes(root)
    assert list(found) == [f"repairs/{day}.md" for day in ("2023-01-20", "2023-01-27", "2023-02-03")]
    text = found["repairs/2023-01-20.md"]
    assert (keys(text)["title"], keys(text)["author"]) == ("Weeknotes 20 January 2023", "Tamsin Okell")
    assert body(text) == (
        "Dry. See [next](2023-01-27.md).\n\n- One\n  - In\n\n| A | B |\n| --- | --- |\n| 1<br>2 | x<br>y |"
    )
    assert "the day it was last edited" in report(root)


FILES = """<p><img src="attachments/thumbnails/1/2" data-image-src="attachments/1/2.png?version=1" alt="The queue"></p>
<p><a href="attachments/1/3.pdf" data-linked-resource-default-alias="plan.pdf"><img src="thumbs/1/3"></a></p>
<div class="expand-container"><span class="expand-control-text">More</span>
<div class="expand-content" style="display:none"><p>Folded.</p></div></div>"""


def test_a_confluence_page_keeps_its_files_and_collapsed_text(tmp_path: Path) -> None:
    page = CONFLUENCE.format(title="Weeknotes 20 January 2023", edited="", day="Jan 23, 2023")
    page = page.replace("<p>Dry.", f"{FILES}<p>Dry.")
    files: dict[str, str | bytes] = {
        "DP/One_1.html": page,
        "DP/attachments/1/2.png": PNG,
        "DP/attachments/1/3.pdf": b"%PDF-1.4",
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    (text,) = notes(root).values()
    assert body(text).startswith(
        "![The queue](2023-01-20-2.png)\n\n[plan.pdf](2023-01-20-3.pdf)\n\nMore\n\nFolded.\n\nDry."
    )


SHAREPOINT = """<html><head><title>Weeknotes 20 January 2023</title></head><body><div role="banner">Office</div>
<div><a href="/sites/repairs"><span data-automationid="SiteHeaderTitle">Repairs team</span></a></div>
<div id="spPageCanvasContent"><div data-automation-id="pageHeader"><div role="heading">Weeknotes 20 January 2023</div>
<div data-automation-id="AuthorByLine"><div class="ms-Persona-primaryText">Tamsin Okell</div>
<span>Officer</span></div></div><div data-automation-id="CanvasZone"><div data-sp-rte=""><p>Dry.</p>
<h3>Next</h3><ul><li>Lifts</li></ul></div><div class="ms-Persona-primaryText">Bram Vesey</div>
</div></div><div>Get the mobile app</div></body></html>"""


def test_only_the_canvas_of_a_sharepoint_page_is_imported(tmp_path: Path) -> None:
    imported(tmp_path / "site", write(tmp_path, {"Weeknotes.html": SHAREPOINT}) / "Weeknotes.html")
    (text,) = notes(tmp_path / "site").values()
    assert keys(text) == {
        "title": "Weeknotes 20 January 2023",
        "team": "Repairs team",
        "date": "2023-01-20",
        "author": "Tamsin Okell",
        "draft": "true",
    }
    assert body(text) == "Dry.\n\n## Next\n\n- Lifts\n\nBram Vesey"
    assert "the team is a guess by the site's name" in report(tmp_path / "site")


IDENTITY = "0123456789abcdef0123456789abcdef"
OTHER_IDENTITY = "f" * 32
NOTION: dict[str, str | bytes] = {
    f"Notes {IDENTITY}/Week 3 {IDENTITY}.md": "# Week 3\n\nDate: January 20, 2023\nTeam: Repairs\n"
    f"Author: Tamsin Okell\nTags: Damp, Lifts\n\nSee [Week 4](Week%204%20{OTHER_IDENTITY}.md).\n\n"
    "![The queue](Week%203/queue.png)\n\n"
    "<aside>\n💡 Ring first.\n\n</aside>\n",
    f"Notes {IDENTITY}/Week 3/queue.png": PNG,
    f"Notes {IDENTITY}/Week 4 {OTHER_IDENTITY}.md": "# Week 4\n\nDate: January 27, 2023\nTeam: Repairs\n\nMore.\n",
}


def test_properties_below_a_title_of_a_notion_export_are_read(tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", NOTION))
    text = notes(root)["repairs/2023-01-20.md"]
    assert keys(text) == {
        "title": "Week 3",
        "team": "Repairs",
        "date": "2023-01-20",
        "author": "Tamsin Okell",
        "tags": "[Damp, Lifts]",
    }
    assert body(text) == "See [Week 4](2023-01-27.md).\n\n![The queue](2023-01-20-queue.png)\n\n> 💡 Ring first."
    check(root)


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("note.rst", "convert it to Markdown with `pandoc -s -t gfm FILE -o FILE.md`"),
        ("note.odt", "save it as a Word file (.docx)"),
        ("note.pdf", "import the file that it was made from, or save its text as .txt"),
        ("note.msg", "save it as .eml, or its text as a .txt file with the date in its name"),
        ("export.json", "of JSON exports, only Ghost's can be read; import the pages as Markdown or HTML"),
        ("picture.png", "name the file or folder that holds the notes"),
    ],
)
def test_a_file_that_cannot_be_imported_is_reported_with_what_to_do(name: str, instead: str, tmp_path: Path) -> None:
    result = run(tmp_path / "site", write(tmp_path, {name: "x"}) / name)
    assert result.exit_code == 2
    assert f"hint: {instead}" in result.output


def test_a_ghost_post_that_was_only_mailed_becomes_a_draft(tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"x.json": ghost({**SECOND, "status": "sent"})}) / "x.json")
    (note,) = notes(root).values()
    assert keys(note)["draft"] == "true"
    assert "Ghost sent it by e-mail only; check that everyone may read it" in report(root)


@pytest.mark.parametrize(
    ("zone", "written", "day"),
    [
        ("Pacific/Auckland", "2023-01-23T20:30:00.000Z", "2023-01-24"),
        ("Pacific/Auckland", "2023-01-23 20:30:00", "2023-01-24"),
        ("America/New_York", "2023-01-24T03:30:00.000Z", "2023-01-23"),
        ("", "2023-01-23T20:30:00.000Z", "2023-01-23"),
        ("Nowhere/At_all", "2023-01-23T20:30:00.000Z", "2023-01-23"),
    ],
)
def test_ghost_dates_are_read_in_its_time_zone(zone: str, written: str, day: str, tmp_path: Path) -> None:
    export = ghost({**SECOND, "published_at": written}, settings=[{"key": "timezone", "value": zone}])
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"x.json": export}) / "x.json")
    (note,) = notes(root).values()
    assert keys(note)["date"] == day
    assert ("the time zone `Nowhere/At_all` is unknown; check the day" in report(root)) == ("Nowhere" in zone)


def test_a_date_in_a_title_wins_over_the_creation_date_of_a_confluence_page(tmp_path: Path) -> None:
    page = (
        '<html><body><h1 id="title-text"><span>Repairs : {}</span></h1><div class="page-metadata">Created by '
        '<span class="author">Tamsin Okell</span> on Jan 16, 2023</div><div id="main-content"><p>Nine.</p></div>'
    )
    pages = {"a.html": page.format("Weeknotes 20 January 2023"), "b.html": page.format("Weeknotes")}
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", pages))
    assert [(keys(text)["date"], keys(text).get("week")) for text in notes(root).values()] == [
        ("2023-01-16", None),
        ("2023-01-20", None),
    ]
    assert "only the day it was created gives a day: `Jan 16, 2023`; check the week" in report(root)
