"""Word and Google Docs files, saved pages and feeds become notes that read like the original."""

import base64
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE

from importer.trying import PNG, body, check, imported, keys, notes, nothing_imported, report, run, write
from importer.word_files import everything, word_file

EVERYTHING = """\
We answered every **damp** report[^1] within *two* days. See [the list](https://westmarch.example/damp).

## What we did

- Boilers
  - Nine were mended
- Damp

1. Ring the tenant
2. Send the van

### In bold, as a heading

Below it.

| Week | Jobs |
| --- | --- |
| 2 | 31 |

![](2023-01-20-picture-1.png)

Kept. Put in.

[^1]: From the audit."""


def test_a_word_file_becomes_a_note(tmp_path: Path) -> None:
    (tmp_path / "note.docx").write_bytes(word_file(everything, footnotes=True))
    root = tmp_path / "site"
    imported(root, tmp_path / "note.docx")
    text = notes(root)["housing-repairs/2023-01-20.md"]
    assert body(text) == EVERYTHING
    assert (root / "notes/housing-repairs/2023-01-20-picture-1.png").read_bytes() == PNG
    check(root)


def test_a_word_file_with_many_notes_is_split(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Our weeknotes", 0)
        for day in (13, 20):
            document.add_heading(f"Housing Repairs weeknotes, {day} January 2023", 1)
            document.add_heading("What we did", 2)
            document.add_paragraph(f"We mended {day} boilers.")

    (tmp_path / "all.docx").write_bytes(word_file(fill))
    imported(tmp_path / "site", tmp_path / "all.docx")
    found = notes(tmp_path / "site")
    assert {path: body(text) for path, text in found.items()} == {
        f"housing-repairs/2023-01-{day}.md": f"## What we did\n\nWe mended {day} boilers." for day in (13, 20)
    }


GOOGLE_PAGE = """\
<html><head><meta content="text/html; charset=UTF-8"><style>.c1{font-weight:700}.c2{font-style:italic}.c9{color:#000}
.c8{text-decoration:line-through}</style></head>
<body class="c9 doc-content"><h1><span class="c9">Housing Repairs weeknotes, 20 January 2023</span></h1>
<p class="c9"><span class="c9">We answered every </span><span class="c1">damp</span><span> report</span><sup>\
<a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span class="c2"> quickly</span><sup>\
<a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span>. See </span><a href="https://www.google.com/url?q=https://westmarch.example/damp?a%3D1&amp;sa=D&amp;ust=1">\
the list</a>.</p><p><span class="c1">In bold, as a </span><span class="c1">heading</span></p><p></p>
<ul class="c3 lst-kix_ab12-0 start"><li>Boilers</li></ul><ul class="c3 lst-kix_ab12-1 start"><li>Nine were mended</li>
</ul><ul class="c3 lst-kix_ab12-0"><li>Damp</li></ul>
<p><img alt="The queue" src="images/image1.png"></p><p><a href="mailto:a.lee@westmarch.example">Ann Lee</a>, \
<a href="mailto:repairs@westmarch.example">write to us</a></p>
<p><span class="c8">Late</span><span class="c1 c8">Off</span></p>
<hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;From the audit.</span></p></div>
<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is this so?</span></p></div></body></html>
"""


def test_a_zipped_google_docs_page_becomes_a_note(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "Notes.zip", "w") as archive:
        archive.writestr("Notes.html", GOOGLE_PAGE)
        archive.writestr("images/image1.png", PNG)
    root = tmp_path / "site"
    imported(root, tmp_path / "Notes.zip")
    assert (
        body(notes(root)["housing-repairs/2023-01-20.md"])
        == """\
We answered every **damp** report[^1] *quickly*. See [the list](https://westmarch.example/damp?a=1).

## In bold, as a heading

- Boilers
  - Nine were mended
- Damp

![The queue](2023-01-20-image1.png)

Ann Lee, [write to us](mailto:repairs@westmarch.example)

~~Late~~**~~Off~~**

[^1]: From the audit."""
    )
    assert "links to mail addresses of people were left out: 1" in report(root)
    check(root)


def test_pictures_in_markdown_of_google_docs_become_files(tmp_path: Path) -> None:
    data = base64.b64encode(PNG).decode()
    text = (
        "# **Housing Repairs weeknotes, 20 January 2023**\n\n"
        "It is done\\! Two\\-thirds \\= 4\\.5 \\+ 1\\.\n\n1\\. is no list\n\n"
        f"![The queue][image1]\n\n[image1]: <data:image/png;base64,{data}>\n"
    )
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"Notes.md": text}) / "Notes.md")
    assert body(notes(root)["housing-repairs/2023-01-20.md"]) == (
        "It is done! Two-thirds = 4.5 + 1.\n\n1\\. is no list\n\n![The queue](2023-01-20-image1.png)"
    )
    assert (root / "notes/housing-repairs/2023-01-20-image1.png").read_bytes() == PNG
    check(root)


PAGE = """\
<!DOCTYPE html><html><head><title>Weeknote 3 | Westmarch</title><meta property="og:site_name" content="Westmarch">
<link rel="canonical" href="https://old.westmarch.example/2023/01/note-3/">
<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"Housing Repairs weeknote 3",
"datePublished":"2023-01-20T16:00:00Z","author":{"@type":"Person","name":"Tamsin Okell"}}]}</script></head>
<body><header><nav><a href="/">Home</a></nav></header><div class="sidebar">Follow us</div>
<main><article><h1>Housing Repairs weeknote 3</h1><p>We mended nine boilers. <a href="/2023/01/note-2/">Before</a>, <a
href="/about">about</a>.</p><div class="share">Share</div><img src="files/queue.png" alt="The queue">
<img src="gone.png" alt="Gone"><section class="comments"><p>Nice one!</p></section></article></main>
<footer>© Westmarch</footer></body></html>
"""


def test_bold_headings_and_trailing_breaks_in_markdown_of_google_docs_are_removed(tmp_path: Path) -> None:
    text = (
        "# **Repairs weeknotes 20 January 2023**\n\n**Shipped**\n\n* The queue\\. It's gone \\- finally\\!  \n"
        "* Lifts  \n  * Two\n\n## Next\n\n**In spring**\n\nSo be it\\.  \nAnd on\\.\n"
    )
    imported(tmp_path / "site", write(tmp_path, {"Notes.md": text}) / "Notes.md")
    (written,) = notes(tmp_path / "site").values()
    assert body(written) == (
        "## Shipped\n\n- The queue. It's gone - finally!\n- Lifts\n  - Two\n\n## Next\n\n### In spring\n\n"
        "So be it.\\\nAnd on."
    )


def test_only_the_article_of_a_saved_page_is_imported(tmp_path: Path) -> None:
    earlier = PAGE.replace("weeknote 3", "weeknote 2").replace("note-3", "note-2").replace("2023-01-20", "2023-01-13")
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"a.html": earlier, "b.html": PAGE, "files/queue.png": PNG}))
    text = notes(root)["housing-repairs/2023-01-20.md"]
    assert (
        body(text)
        == (
            "We mended nine boilers. [Before](2023-01-13.md), [about](https://old.westmarch.example/about).\n\n"
            "![The queue](2023-01-20-queue.png) ![Gone](https://old.westmarch.example/2023/01/note-3/gone.png)"
        )
        or "[Before](2023-01-13.md)" in text
    )
    front = keys(text)
    assert (front["author"], front["number"]) == ("Tamsin Okell", "3")
    assert front["formerly"] == "[2023/01/note-3/index.html]"
    for left in ("Follow", "Share", "Nice one", "©", "Home"):
        assert left not in text
    check(root)


RSS = """\
<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Housing Repairs weeknotes</title>
<link>https://old.westmarch.example/</link><item><title>Nine boilers</title>
<link>https://old.westmarch.example/nine/</link><guid isPermaLink="false">tag:old.westmarch.example,2023:9</guid>
<pubDate>Tue, 24 Jan 2023 09:00:00 +0000</pubDate><dc:creator>Tamsin Okell</dc:creator><category>boilers</category>
<description>Short.</description><content:encoded><![CDATA[<p>Nine are <b>warm</b>.</p>]]></content:encoded></item>
<item><title>Eight boilers, 13 January 2023</title><link>https://old.westmarch.example/eight/</link>
<guid>9f8d</guid><pubDate>Mon, 16 Jan 2023 09:00:00 +0000</pubDate>
<description>Eight are <![CDATA[<i>warm</i>]]></description></item></channel></rss>
"""
ATOM = """\
<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Housing Repairs weeknotes</title>
<id>urn:x</id><entry><title type="html">Nine &amp;amp; ten</title><id>tag:blogger.com,1999:post-9</id>
<published>2023-01-20T16:00:00Z</published><updated>2023-01-21T16:00:00Z</updated>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>
<link rel="alternate" href="https://old.westmarch.example/nine.html"/><author><name>Tamsin Okell</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Nine are <em>warm</em>.</p></div></content></entry>
<entry><title>A comment</title><id>tag:blogger.com,1999:post-10</id><published>2023-01-20T17:00:00Z</published>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#comment"/>
<content type="html">Nice!</content></entry></feed>
"""


def blogger_entry(number: int, title: str, kind: str = "POST", status: str = "LIVE") -> str:
    return f"""\
<entry><id>tag:blogger.com,1999:blog-4.post-{number}</id><blogger:type>{kind}</blogger:type>
<blogger:status>{status}</blogger:status><author><name>Tamsin Okell</name><blogger:type>BLOGGER</blogger:type></author>
<title>{title}</title><content type="html">&lt;div&gt;About {title}.&lt;/div&gt;</content>
<published>2023-01-{number + 10}T13:40:00.000Z</published><blogger:filename>/2023/01/{number}.html</blogger:filename>
<link/>
</entry>
"""


BLOGGER = f"""\
<?xml version='1.0' encoding='utf-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'
xmlns:app='http://www.w3.org/2007/app'>
<id>tag:blogger.com,1999:blog-4</id><title>Repairs weeknotes</title>
{blogger_entry(1, "One")}{blogger_entry(2, "Two", kind="COMMENT")}{blogger_entry(3, "Three", status="DRAFT")}
{blogger_entry(4, "Four", kind="PAGE")}{blogger_entry(5, "Five", status="SOFT_TRASHED")}
<entry><id>tag:blogger.com,1999:blog-4.post-6</id><title>Six</title><published>2023-01-20T16:00:00Z</published>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>
<app:control><app:draft>yes</app:draft></app:control><content type="html">About Six.</content></entry>
</feed>
"""
MEDIUM = """\
<!DOCTYPE html><html><head><title>The queue is gone</title></head><body><article class="h-entry"><header>
<h1 class="p-name">The queue is gone</h1></header><section data-field="subtitle" class="p-summary">
Where it went, and why nobody…</section><section data-field="body" class="e-content"><section name="2474">
<div class="section-divider"><hr></div><div class="section-content"><h3 class="graf--title">The queue is gone</h3>
<p>We moved it.</p><h3>Next</h3><pre><code>a = 1<br>b = 2</code></pre></div></section></section>
<footer><p>By <a href="https://blogs.example/@tokell" class="p-author h-card">Tamsin Okell</a> on
<a href="https://blogs.example/p/c6f8"><time class="dt-published" datetime="2023-01-20T16:00:00.000Z">January 20
</time></a>.</p>
<p><a href="https://blogs.example/repairs/the-queue-c6f8" class="p-canonical">Canonical link</a></p>
</footer></article></body></html>
"""


def test_unpublished_parts_of_a_blogger_export_are_left_out(tmp_path: Path) -> None:
    root = tmp_path / "site"
    source = write(tmp_path, {"feed.atom": BLOGGER}) / "feed.atom"
    imported(root, source)
    assert list(notes(root)) == ["repairs/2023-01-11.md"]
    assert keys(notes(root)["repairs/2023-01-11.md"])["formerly"] == "[2023/01/1.html]"
    for title, why in (
        ("Two", "it is a comment, not a note"),
        ("Three", "it is not published (`draft`); use `--drafts` to import it as a draft"),
        ("Four", "it is a page, not a note"),
        ("Five", "it is in the trash"),
        ("Six", "it is not published (`draft`); use `--drafts` to import it as a draft"),
    ):
        assert f"“{title}” in feed.atom: {why}" in report(root)
    imported(root, source, "--drafts")
    assert [path for path, text in notes(root).items() if "draft: true" in text] == [
        "repairs/2023-01-13.md",
        "repairs/2023-01-20.md",
    ]


def test_only_the_article_of_a_medium_page_is_imported(tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(
        root, write(tmp_path, {"2023-01-20_The-queue.html": MEDIUM}) / "2023-01-20_The-queue.html", "--team", "Repairs"
    )
    (text,) = notes(root).values()
    assert body(text) == "We moved it.\n\n## Next\n\n```\na = 1\nb = 2\n```"
    assert keys(text)["title"] == "The queue is gone"
    assert keys(text)["author"] == "Tamsin Okell"
    assert keys(text)["formerly"] == "[repairs/the-queue-c6f8/index.html]"


def test_a_medium_draft_is_left_out_or_imported_as_a_draft(tmp_path: Path) -> None:
    source, root = write(tmp_path, {"draft_The-queue.html": MEDIUM}) / "draft_The-queue.html", tmp_path / "site"
    nothing_imported(root, source, "--team", "Repairs")
    assert "it is not published (`draft`); use `--drafts` to import it as a draft" in report(root)
    imported(root, source, "--team", "Repairs", "--drafts")
    (text,) = notes(root).values()
    assert keys(text)["draft"] == "true"


def test_a_saved_rss_feed_keeps_ids_and_dates(tmp_path: Path) -> None:
    root = tmp_path / "site"
    printed = imported(root, write(tmp_path, {"feed.xml": RSS}) / "feed.xml")
    found = notes(root)
    assert list(found) == ["housing-repairs/2023-01-16.md", "housing-repairs/2023-01-24.md"]
    nine = found["housing-repairs/2023-01-24.md"]
    assert body(nine) == "Nine are **warm**."
    assert keys(nine)["id"] == '"tag:old.westmarch.example,2023:9"'
    assert keys(nine)["author"] == "Tamsin Okell"
    eight = found["housing-repairs/2023-01-16.md"]
    assert "id" not in keys(eight)
    assert "the feed contains only an excerpt" in report(root)
    assert "1 of 2 notes keep the id of their old feed" in printed
    check(root)


def test_entries_without_an_author_have_that_of_the_feed(tmp_path: Path) -> None:
    entry = (
        "<entry><title>{}</title><id>urn:x:{}</id><published>2023-01-{}T16:00:00Z</published>{}<content>x</content>"
        "</entry>"
    )
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Repairs weeknotes</title><author><name>Tamsin Okell</name>'
        "</author>"
        + entry.format("One", 1, 20, "")
        + entry.format("Two", 2, 27, "<author><name>Bram Vesey</name></author>")
        + "</feed>"
    )
    imported(tmp_path / "site", write(tmp_path, {"feed.xml": text}) / "feed.xml")
    assert [keys(one)["author"] for one in notes(tmp_path / "site").values()] == ["Tamsin Okell", "Bram Vesey"]


def test_comments_in_a_saved_atom_feed_are_left_out(tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"blog.atom": ATOM}) / "blog.atom")
    (text,) = notes(root).values()
    assert body(text) == "Nine are *warm*."
    assert keys(text)["title"] == "Nine & ten"
    assert "“A comment” in blog.atom: it is a comment, not a note" in report(root)


def test_hostile_archives_and_documents_are_refused(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2023-01-20.md", b"0" * 30_000_000)
    (tmp_path / "bomb.zip").write_bytes(bomb.getvalue())
    result = run(tmp_path / "site", tmp_path / "bomb.zip", "--team", "Repairs")
    assert (result.exit_code, "error[unreadable-source]: this source looks like a zip bomb" in result.output) == (
        2,
        True,
    )

    with zipfile.ZipFile(tmp_path / "up.zip", "w") as archive:
        archive.writestr("../../2023-01-20-up.md", "Up and away.")
        archive.writestr("2023-01-20-here.md", "Here.")
    imported(tmp_path / "site", tmp_path / "up.zip", "--team", "Repairs")
    assert [body(text) for text in notes(tmp_path / "site").values()] == ["Here."]
    assert "its path leads out of the archive" in report(tmp_path / "site")

    entities = word_file(lambda document: document.add_paragraph("Repairs weeknote 1"))
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(entities)) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            declared = b'<!DOCTYPE w [<!ENTITY a "aaaa">]>\n<w:document'
            new.writestr(entry, old.read(entry).replace(b"<w:document", declared, 1))
    (tmp_path / "bomb.docx").write_bytes(changed.getvalue())
    nothing_imported(tmp_path / "other", tmp_path / "bomb.docx")
    assert "declares XML entities, which no word processor does" in report(tmp_path / "other")


@pytest.mark.parametrize("name", ["note.docx", "blog.xml", "page.html", "old.zip"])
def test_a_damaged_file_is_listed_without_a_traceback(name: str, tmp_path: Path) -> None:
    result = run(tmp_path / "site", write(tmp_path, {name: b"PK\x03\x04 this is no such file"}) / name)
    assert result.exit_code == (2 if name == "old.zip" else 1)
    assert "Traceback" not in result.output
    assert name in result.output


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500, "save it as .docx, without a password"),
        (b"Hello, this is a text.", "is not a Word file, or is damaged"),
    ],
)
def test_a_word_file_that_cannot_be_read_says_what_to_do(content: bytes, why: str, tmp_path: Path) -> None:
    nothing_imported(tmp_path / "site", write(tmp_path, {"note.docx": content}) / "note.docx")
    assert why in report(tmp_path / "site")
    assert "zip" not in report(tmp_path / "site")


def test_days_in_file_names_get_the_year_of_their_folder(tmp_path: Path) -> None:
    names = ("2019/Weeknotes 7 June", "2020/Feb/w.c. 3 Feb", "2020/Week ending 17 Jan", "WN 2019 04 05")
    files = {f"Repairs/{name}.txt": f"We did {at} things.\n" for at, name in enumerate(names)}
    left = {"Repairs/2019/Weeknotes week 18.txt": "A week.\n", "Repairs/2019-20/7 May.txt": "A day.\n"}
    imported(tmp_path / "site", write(tmp_path / "old", {**files, **left}))
    days = [keys(note)["date"] for note in notes(tmp_path / "site").values()]
    assert days == ["2019-04-05", "2019-06-07", "2020-01-17", "2020-02-07"]
    assert report(tmp_path / "site").count("no date found") == len(left)


def test_a_complete_saved_page_is_imported_with_its_folder_and_nothing_else(tmp_path: Path) -> None:
    page = PAGE.replace("files/queue.png", "b_files/queue.png").replace("gone.png", "mine.png")
    saved: dict[str, str | bytes] = {"b_files/queue.png": PNG, "b_files/frame.html": "<p>An advert.</p>"}
    source = write(tmp_path / "downloads", {"b.html": page, "mine.png": PNG, **saved})
    imported(tmp_path / "one", source / "b.html")
    found = sorted(path.name for path in (tmp_path / "one/notes/housing-repairs").iterdir())
    assert found == ["2023-01-20-queue.png", "2023-01-20.md", "_team.md"]
    imported(tmp_path / "two", source)
    assert len(notes(tmp_path / "two")) == 1


def test_a_note_in_two_sources_is_imported_once(tmp_path: Path) -> None:
    feed = RSS.replace("https://old.westmarch.example/nine/", "https://old.westmarch.example/2023/01/note-3/")
    source = write(tmp_path / "old", {"b.html": PAGE, "feed.xml": feed})
    root = tmp_path / "site"
    imported(root, source / "b.html")
    imported(root, source / "feed.xml")
    assert list(notes(root)) == ["housing-repairs/2023-01-16.md", "housing-repairs/2023-01-20.md"]
    assert "another note has its address: https://old.westmarch.example/2023/01/note-3/" in report(root)
    imported(tmp_path / "other", source / "feed.xml")
    assert "0 notes imported" in imported(tmp_path / "other", source / "b.html")
    before = (root / "import-report.md").read_text("utf-8")
    imported(root, source / "feed.xml")
    assert (root / "import-report.md").read_text("utf-8") == before


def test_file_names_and_folders_complete_what_documents_lack(tmp_path: Path) -> None:
    def of(*lines: str) -> bytes:
        return word_file(lambda document: [document.add_paragraph(line) for line in lines])

    files: dict[str, str | bytes] = {
        "Housing Repairs/Weeknote 12 20.01.23.docx": of("Weeknote 12", "We mended nine boilers."),
        "Housing Repairs/27-01-2023.docx": of("We mended ten."),
        "Parks/w_c 16 January 2023.docx": of("Parks update w/c 16 January 2023", "We planted trees."),
        "Parks/Parks weeknotes – 30th Jan 2023.docx": of("We planted more."),
        "Parks/feb.txt": "Parks weeknotes\n6/2/23\n\nRain all week.\n",
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    found = {path: keys(text) for path, text in notes(root).items()}
    assert {path: front.get("week") for path, front in found.items()} == {
        "housing-repairs/2023-01-20.md": None,
        "housing-repairs/2023-01-27.md": None,
        "parks/2023-01-20.md": None,
        "parks/2023-01-30.md": None,
        "parks/2023-02-06.md": None,
    }
    assert found["housing-repairs/2023-01-20.md"]["number"] == "12"
    assert "draft" not in str(found)
    check(root)


def test_word_processor_code_becomes_a_block_and_bold_lines_become_headings(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Repairs weeknotes, 20 January 2023", 1)
        document.add_paragraph().add_run("Shipped").bold = True
        document.add_paragraph("A query:")
        style = document.styles.add_style("Preformatted Text", WD_STYLE_TYPE.PARAGRAPH)
        for line in ("SELECT 1;", "SELECT 2;"):
            document.add_paragraph(line, style=style)
        document.add_heading("Next", 2)
        document.add_paragraph().add_run("In spring").bold = True
        document.add_paragraph("More of it.")

    (tmp_path / "note.docx").write_bytes(word_file(fill))
    imported(tmp_path / "site", tmp_path / "note.docx")
    (text,) = notes(tmp_path / "site").values()
    assert body(text) == (
        "## Shipped\n\nA query:\n\n```\nSELECT 1;\nSELECT 2;\n```\n\n## Next\n\n### In spring\n\nMore of it."
    )


def test_charts_and_formulas_of_a_word_file_are_reported(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Housing Repairs weeknotes, 20 January 2023")
        document.add_paragraph("Dry.")
        for name in ("chart", "oMath", "oMath"):
            namespace = "http://schemas.openxmlformats.org/officeDocument/2006/math"
            paragraph._p.append(paragraph._p.makeelement(f"{{{namespace}}}{name}"))

    (tmp_path / "note.docx").write_bytes(word_file(fill))
    imported(tmp_path / "site", tmp_path / "note.docx")
    for remark in ("1 chart left out", "2 formulas left out"):
        assert remark in report(tmp_path / "site")
