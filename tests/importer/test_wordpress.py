"""WordPress exports: published posts are imported with all their words, and nothing else is."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commands import weeknotes
from importer.trying import AS_OF, PNG, body, check, imported, keys, notes, nothing_imported, report, words, write
from importer.wordpress_export import TAIL, attachment, export, item, whole

FULL = bool(os.environ.get("WEEKNOTES_FULL"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    uploads = {
        "uploads/2023/01/queue.png": PNG,
        "uploads/2023/01/queue-300x200.png": PNG,
        "uploads/2023/01/damp.png": PNG,
    }
    return write(tmp_path / "old", {"blog.xml": export(whole()), **uploads})


@pytest.fixture
def root(source: Path, tmp_path: Path) -> Path:
    imported(tmp_path / "site", source / "blog.xml", "--media", source / "uploads")
    return tmp_path / "site"


def test_only_published_posts_are_imported(root: Path) -> None:
    assert list(notes(root)) == [f"housing-repairs/2023-{day}.md" for day in ("01-13", "01-20", "01-27", "02-03")]
    everything = "".join(notes(root).values())
    assert not re.search("comment stays|Private|Scheduled|Draft|Revision|A page|Trash", everything)
    text = report(root)
    for title, status in (("Not out yet", "draft"), ("For us alone", "private"), ("Next month", "future")):
        assert (
            f"“{title}” in blog.xml: it is not published (`{status}`); use `--drafts` to import it as a draft" in text
        )
    check(root)


def test_names_ids_and_addresses_are_kept(root: Path) -> None:
    front = keys(notes(root)["housing-repairs/2023-01-20.md"])
    assert front["author"] == "Tamsin Okell"
    assert front["team"] == "Housing Repairs"
    assert front["tags"] == "[damp]"
    assert front["title"] == '"Repairs: queues & damp"'
    assert front["id"] == '"https://blog.westmarch.example/?p=2"'
    assert front["formerly"] == "[2023/01/20/note-2/index.html]"
    rows = (root / "import-addresses.csv").read_text("utf-8").splitlines()
    assert "https://blog.westmarch.example/?p=2,teams/housing-repairs/2023-01-20.html" in rows
    assert "4 of 4 notes keep the id of their old feed" in report(root)


def test_classic_text_becomes_markdown(root: Path) -> None:
    assert (
        body(notes(root)["housing-repairs/2023-01-20.md"])
        == """\
A first paragraph with **bold**, *slanted* and snake_case words.\\
It goes on in a second line.

A second one & a [link to last week](2023-01-13.md).

## What we did

- One
- Two
  - Nested

![The queue](2023-01-20-queue-300x200.png)

*The queue by day*

![](2023-01-20-queue.png)

![](2023-01-20-damp.png)

https://www.youtube.com/watch?v=abc123

> A tenant said [sic] thanks.

```
  kept   as it is
[not] a shortcode
```"""
    )
    assert "the shortcode `[contact-form-7]` was left out" in report(root)


def test_blocks_become_markdown(root: Path) -> None:
    text = notes(root)["housing-repairs/2023-01-27.md"]
    assert keys(text)["title"] == '"“Blocks” only"'
    assert (
        body(text)
        == """\
Written in blocks, with a note[^1] below.

## What next

- Alpha
- Beta

![The queue](2023-01-27-queue.png)

*By day*

![A](https://else.example/a.png)

![B](https://else.example/b.png)

https://vimeo.com/22439234

| Week | Jobs |
| --- | --- |
| 2 | 31 |

```
let x = a < b;
```

[^1]: From the *audit*."""
    )
    assert (
        "pictures that stayed at their old address: `https://else.example/a.png`, `https://else.example/b.png`"
        in report(root)
    )


def test_a_split_cdata_section_is_one_text(root: Path) -> None:
    assert body(notes(root)["housing-repairs/2023-02-03.md"]) == "Ünïcode, a CDATA end ]]> and 5 < 6."


def test_drafts_are_imported_as_drafts(source: Path, tmp_path: Path) -> None:
    imported(tmp_path / "site", source / "blog.xml", "--drafts")
    drafts = [path for path, text in notes(tmp_path / "site").items() if keys(text).get("draft") == "true"]
    assert [path.rpartition("/")[2] for path in drafts] == [
        "2023-01-20-for-us-alone.md",
        "2023-01-20-not-out-yet.md",
        "2031-01-03.md",
    ]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "UTF-16"])
def test_every_version_and_encoding_is_read(version: str, encoding: str, tmp_path: Path) -> None:
    source = write(tmp_path, {"blog.xml": export(whole(), version, encoding)}) / "blog.xml"
    imported(tmp_path / "site", source)
    assert len(notes(tmp_path / "site")) == 4
    assert "Odd é ü — ž" in notes(tmp_path / "site")["housing-repairs/2023-02-03.md"]


def test_an_export_with_https_namespaces_is_read_alike(tmp_path: Path) -> None:
    text = export(whole()).replace(b'"http://wordpress.org/export/', b'"https://wordpress.org/export/')
    printed = imported(tmp_path / "site", write(tmp_path, {"blog.xml": text}) / "blog.xml")
    assert "recognised a WordPress export" in printed
    assert len(notes(tmp_path / "site")) == 4
    assert "it is not published (`private`)" in report(tmp_path / "site")


def test_a_posts_day_is_that_of_its_local_time(tmp_path: Path) -> None:
    """`pubDate` is in another time zone, or on another day if the server's clock was wrong."""
    source = export([item(1, "Repairs weeknote 1", "Text.", day="2023-03-10")])  # its `pubDate` is in January
    imported(tmp_path / "site", write(tmp_path, {"blog.xml": source}) / "blog.xml")
    (text,) = notes(tmp_path / "site").values()
    assert keys(text)["date"] == "2023-03-10"
    assert "week" not in keys(text)
    assert "check the date" not in report(tmp_path / "site")


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        (
            "Styles in code:\n<code>.title {\n\tmargin: 0;\n}</code>\nAnd <code>one</code> more.",
            "Styles in code:\n\n```\n.title {\n    margin: 0;\n}\n```\n\nAnd `one` more.",
        ),
        ('<pre class="wp-block-verse">One line<br>  and<br><br>two</pre>', "```\nOne line\n  and\n\ntwo\n```"),
        ("Now <strong>bold <strong>and bold</strong></strong>", "Now **bold and bold**"),
        ("<em>slanted <i>and slanted</i></em> words", "*slanted and slanted* words"),
        ("<strike>gone</strike> and <tt>typed</tt>", "~~gone~~ and `typed`"),
        ("Wide,&nbsp; and wider", "Wide, and wider"),
        ("https://photos.example/p/Bpmu_/?of=me_", "<https://photos.example/p/Bpmu_/?of=me_>"),
        ("See https://photos.example/a_b.", "See https://photos.example/a_b."),
        (
            '<div class="wp-block-file"><a href="https://x.example/a.pdf">The plan</a><a class="wp-block-file__button" '
            'href="https://x.example/a.pdf" download>Download</a></div>',
            "[The plan](https://x.example/a.pdf)",
        ),
        (
            "<ol start='8'><li>Eighth<ol reversed><li>Inner</li></ol></li><li>Ninth</li></ol>",
            "8. Eighth\n   1. Inner\n9. Ninth",
        ),
        ("One page.\n<!--nextpage-->\nThe next.", "One page.\n\nThe next."),
        ("<p><br>After a break</p>", "After a break"),
        ('<a href="https://x.example/a"><strong>Title</strong><br>Words</a>', "[**Title** Words](https://x.example/a)"),
        ("<ul><li><p>One</p><ul><li>In</li></ul></li></ul>", "- One\n  - In"),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1<br>2</td><td><ul><li>x</li><li>y</li></ul></td></tr></table>",
            "| A | B |\n| --- | --- |\n| 1<br>2 | x<br>y |",
        ),
        (
            "<table><tr><td>Wide</td><td><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></td>"
            "</tr></table>",
            "Wide\n\n| A | B |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<p>• One</p><p>• Two</p><p>◦ In two</p>", "- One\n- Two\n  - In two"),
        ("• One\n• Two", "- One\n- Two"),
        ("<p>1. Ring</p><p>2. Send</p>", "1. Ring\n2. Send"),
        ("<p>2022. A year</p><p>3. So be it</p>", "2022\\. A year\n\n3\\. So be it"),
        (
            "<figure><blockquote><p>Dry.</p><cite>Ann<br></cite></blockquote></figure>",
            "> Dry.\n>\n> Ann",
        ),
    ],
)
def test_markup_is_converted_to_what_it_shows(written: str, markdown: str, tmp_path: Path) -> None:
    source = export([item(1, "Repairs weeknote 1", f"Start.\n\n{written}\n\nEnd.")])
    imported(tmp_path / "site", write(tmp_path, {"blog.xml": source}) / "blog.xml")
    (text,) = notes(tmp_path / "site").values()
    assert body(text) == f"Start.\n\n{markdown}\n\nEnd."
    check(tmp_path / "site")


def test_shared_blocks_are_imported_and_server_rendered_ones_reported(tmp_path: Path) -> None:
    text = (
        '<!-- wp:paragraph --><p>Start.</p><!-- /wp:paragraph --><!-- wp:block {"ref":9} /--><!-- wp:latest-posts /-->'
    )
    shared = "<!-- wp:paragraph --><p>Said in every note.</p><!-- /wp:paragraph --><!-- wp:spacer /-->"
    source = export([item(1, "Repairs weeknote 1", text), item(9, "Shared", shared, kind="wp_block")])
    imported(tmp_path / "site", write(tmp_path, {"blog.xml": source}) / "blog.xml")
    (written,) = notes(tmp_path / "site").values()
    assert body(written) == "Start.\n\nSaid in every note."
    assert "the block `latest-posts` was left out: its content is not in the export" in report(tmp_path / "site")
    assert "spacer" not in report(tmp_path / "site")


def test_a_gallery_keeps_alt_texts_and_captions_of_its_pictures(tmp_path: Path) -> None:
    alt = (
        "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>A line of vans</wp:meta_value>"
        "</wp:postmeta>"
    )
    picture = attachment(9, "vans.png").replace("</item>", f"{alt}</item>")
    picture = picture.replace("<excerpt:encoded><![CDATA[]]>", "<excerpt:encoded><![CDATA[By noon]]>")
    source = export([item(1, "Repairs weeknote 1", 'Start.\n\n[gallery ids="9"]'), picture])
    media = write(tmp_path / "uploads", {"2023/01/vans.png": PNG})
    imported(tmp_path / "site", write(tmp_path, {"blog.xml": source}) / "blog.xml", "--media", media)
    (written,) = notes(tmp_path / "site").values()
    assert body(written) == "Start.\n\n![A line of vans](2023-01-20-vans.png)\n\n*By noon*"


CAPTION = "Photo: Jo Marsh, at the depot"
PICTURE = '<img src="https://else.example/a.png" alt="A"/>'


@pytest.mark.parametrize(
    "picture",
    [
        f'<!-- wp:image --><figure class="wp-block-image">{PICTURE}<figcaption>{CAPTION}</figcaption></figure>'
        "<!-- /wp:image -->",
        f'[caption id="attachment_9"]{PICTURE} {CAPTION}[/caption]',
        f'<div class="wp-caption">{PICTURE}<p class="wp-caption-text">{CAPTION}</p></div>',
        f'<table class="tr-caption-container"><tr><td>{PICTURE}</td></tr><tr><td class="tr-caption">{CAPTION}</td></tr>'
        "</table>",
        f'<figure><a href="https://else.example/page">{PICTURE}</a><figcaption><p>{CAPTION}</p></figcaption></figure>',
    ],
)
def test_a_caption_is_not_a_summary(picture: str, tmp_path: Path) -> None:
    root = write(tmp_path / "site", {"weeknotes.toml": 'base_url = "https://weeknotes.example/"\n'})
    source = export([item(1, "Repairs weeknote 1", f"{picture}\n\n<p>Nine boilers were mended.</p>")])
    imported(root, write(tmp_path, {"blog.xml": source}) / "blog.xml")
    (written,) = map(body, notes(root).values())
    assert f"\n\n*{CAPTION}*\n\nNine boilers" in written
    result = weeknotes(root, "build", "--as-of", AS_OF)
    assert result.exit_code == 0, result.output
    feed = (root / "_site" / "feed.xml").read_text("utf-8")
    assert "<description>Nine boilers were mended.</description>" in feed


def test_details_elements_are_kept(tmp_path: Path) -> None:
    block = (
        '<!-- wp:details --><details class="wp-block-details"><summary>More &lt;b&gt;</summary><!-- wp:paragraph -->'
        "<p>A <em>hidden</em> detail</p><!-- /wp:paragraph --></details><!-- /wp:details --><p>After.</p>"
    )
    imported(tmp_path / "site", write(tmp_path, {"b.xml": export([item(1, "Repairs weeknote 1", block)])}) / "b.xml")
    (written,) = map(body, notes(tmp_path / "site").values())
    assert written == ("<details><summary>More &lt;b&gt;</summary>\n\nA *hidden* detail\n\n</details>\n\nAfter.")
    check(tmp_path / "site")


def test_text_in_the_fields_of_a_block_is_imported(tmp_path: Path) -> None:
    fields = {
        "name": "acf/quote",
        "data": {
            "quote": "The van came on time & stayed.",
            "_quote": "field_5f1",
            "long": "<p>Nine <strong>boilers</strong> were mended.</p>\n<p>One was not.</p>",
            "image": 9,
            "colour": "dark-blue",
            "rows": "1",
            "rows_0_text": "Damp -- and mould\nagain",
        },
        "mode": "preview",
    }
    written = json.dumps(fields).replace("--", "\\u002d\\u002d").replace("<", "\\u003c").replace(">", "\\u003e")
    empty = '<!-- wp:acf/banner {"name":"acf/banner","data":{"colour":"red"}} /-->'
    lazy = '<!-- wp:lazyblock/note {"text":"A lazy block.","blockUniqueClass":"lazyblock-note-Z1 a"} /-->'
    posts = [
        item(1, "Repairs weeknote 1", f"<!-- wp:acf/quote {written} /-->\n{empty}\n{lazy}"),
        attachment(9, "queue.png"),
    ]
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"b.xml": export(posts)}) / "b.xml")
    (text,) = map(body, notes(root).values())
    picture = "![](https://blog.westmarch.example/wp-content/uploads/2023/01/queue.png)"
    boilers = "Nine **boilers** were mended.\n\nOne was not."
    assert text == (
        f"The van came on time & stayed.\n\n{boilers}\n\n{picture}\n\nDamp -- and mould\n\nagain\n\nA lazy block."
    )
    assert "`acf/quote`" not in report(root)
    assert "the block `acf/banner` was left out: its content is not in the export" in report(root)


def test_links_lead_to_headings_with_custom_anchors(tmp_path: Path) -> None:
    link = '<a href="https://blog.westmarch.example/2023/01/20/note-1/#the-money">money</a>'
    posts = [
        item(1, "Weeknote", '<h2 id="the-money">Budget</h2><p>Nine.</p><p><a href="#the-money">Here</a></p>'),
        item(2, "Weeknote", f"<p>{link}</p>", day="2023-01-27"),
    ]
    imported(tmp_path / "site", write(tmp_path, {"b.xml": export(posts)}) / "b.xml")
    first, second = map(body, notes(tmp_path / "site").values())
    assert first.endswith("[Here](#budget)")
    assert second == "[money](2023-01-20.md#budget)"


def test_the_caption_of_a_table_is_kept(tmp_path: Path) -> None:
    table = "<figure><table><tr><th>Job</th></tr><tr><td>Roof</td></tr></table><figcaption>Jobs</figcaption></figure>"
    source = export([item(1, "Repairs weeknote 1", table)])
    imported(tmp_path / "site", write(tmp_path, {"blog.xml": source}) / "blog.xml")
    (written,) = map(body, notes(tmp_path / "site").values())
    assert written.endswith("\n\nJobs")


def test_an_export_without_uploads_says_how_to_add_them(source: Path, tmp_path: Path) -> None:
    hint = "`--media DIR` imports them from a copy of its uploads"
    assert hint in imported(tmp_path / "one", source / "blog.xml")
    assert hint not in imported(tmp_path / "two", source / "blog.xml", "--media", source / "uploads")


def test_a_picture_without_its_small_size_is_imported_in_full_size(tmp_path: Path) -> None:
    text = 'Start.\n\n<img src="https://blog.westmarch.example/wp-content/uploads/2023/01/q-300x200.png" alt="A queue">'
    media = write(tmp_path / "uploads", {"2023/01/q.png": PNG})
    source = write(tmp_path, {"blog.xml": export([item(1, "Repairs weeknote 1", text)])}) / "blog.xml"
    imported(tmp_path / "site", source, "--media", media)
    (written,) = notes(tmp_path / "site").values()
    assert "![A queue](2023-01-20-q-300x200.png)" in written
    assert (tmp_path / "site/notes/repairs/2023-01-20-q-300x200.png").read_bytes() == PNG


def test_a_post_type_for_weeknotes_is_read_and_others_are_counted(tmp_path: Path) -> None:
    items = [
        item(1, "Repairs weeknote 1", "Text.", kind="weeknotes"),
        *(item(number, "Fair", "Text.", kind="event") for number in (2, 3)),
        item(4, "About", "Text.", kind="page"),
        item(5, "Menu", "", kind="nav_menu_item"),
    ]
    imported(tmp_path / "site", write(tmp_path, {"blog.xml": export(items)}) / "blog.xml")
    assert len(notes(tmp_path / "site")) == 1
    assert "2 of the type “event” in blog.xml: only posts are notes" in report(tmp_path / "site")
    assert "1 of the type “page” in blog.xml: only posts are notes" in report(tmp_path / "site")
    assert "menu" not in report(tmp_path / "site")


def test_a_parent_category_does_not_name_the_team(tmp_path: Path) -> None:
    both = '<category domain="category" nicename="teams"><![CDATA[Our people]]></category>'
    text = export([item(1, "Damp", "Text.", extra=both), item(2, "Lifts", "Text.", extra=both, day="2023-01-27")])
    listed = (
        b"<wp:category><wp:category_nicename>x</wp:category_nicename><wp:category_parent>teams</wp:category_parent>"
        b"<wp:cat_name>Housing Repairs</wp:cat_name></wp:category>\n<item>"
    )
    text = text.replace(b"<item>", listed, 1)
    imported(tmp_path / "site", write(tmp_path, {"blog.xml": text}) / "blog.xml")
    assert list(notes(tmp_path / "site")) == ["housing-repairs/2023-01-20.md", "housing-repairs/2023-01-27.md"]
    assert "draft" not in "".join(notes(tmp_path / "site").values())


def test_control_characters_and_windows_quotes_lose_no_word(tmp_path: Path) -> None:
    text = export([item(1, "Repairs weeknote 1", "Above\x0bbelow OPENquotedCLOSE \N{EM DASH} caf\u00e9.")])
    text = text.replace(b"OPEN", b"\x93").replace(b"CLOSE", b"\x94")
    imported(tmp_path / "site", write(tmp_path, {"blog.xml": text}) / "blog.xml")
    (written,) = notes(tmp_path / "site").values()
    assert body(written) == "Above below “quoted” — café."
    assert "draft" not in written


def test_a_truncated_export_gives_its_complete_posts_and_says_so(tmp_path: Path) -> None:
    whole_text = export(whole())
    cut = whole_text[: whole_text.index(b"Written in blocks")]
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"blog.xml": cut}) / "blog.xml")
    published = [path for path, text in notes(root).items() if "draft: true" not in text]
    assert published == ["housing-repairs/2023-01-13.md", "housing-repairs/2023-01-20.md"]
    assert "the XML is damaged at line" in report(root)


def test_xml_bombs_and_external_entities_are_refused(tmp_path: Path) -> None:
    for declared in ('<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">', '<!ENTITY x SYSTEM "file:///etc/hostname">'):
        text = export([item(1, "Repairs weeknote 1", "&x;")]).replace(
            b"<rss ", f"<!DOCTYPE rss [{declared}]>\n<rss ".encode(), 1
        )
        root = tmp_path / "site"
        nothing_imported(root, write(tmp_path, {"blog.xml": text}) / "blog.xml")
        assert "declares XML entities" in report(root)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process's memory is read from /proc")
def test_a_large_export_needs_little_memory_and_loses_no_word(tmp_path: Path) -> None:
    paragraph = "Nine boilers were “mended” in the week – and the tenth will be, once its part has come. " * 5
    megabytes = 50 if FULL else 3
    with (tmp_path / "blog.xml").open("wb") as file:
        file.write(export([]).removesuffix(TAIL.encode()))
        number = 0
        while file.tell() < megabytes * 1_000_000:
            number += 1
            day = f"{2000 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
            text = f"Note {number}.\n\n" + "\n\n".join([paragraph] * 60)
            file.write(item(number, f"Repairs weeknote {number}", text, day=day).encode())
        file.write(TAIL.encode())
    code = (
        "import pathlib; from weeknotes_site.cli import main\n"
        f"main(['import', {str(tmp_path / 'blog.xml')!r}, '--into', {str(tmp_path / 'site')!r}], "
        "standalone_mode=False)\n"
        # Not `getrusage`, whose peak is that of the tests' own process if that is higher.
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print('peak', int(status.partition('VmHWM:')[2].split()[0]) // 1000)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    peak = int(done.stdout.rpartition("peak")[2])
    print(f"{megabytes} MB, {number} notes: {peak} MB of memory")
    assert peak < 300
    found = list(notes(tmp_path / "site").values())
    assert len(found) == number
    expected = len(words(paragraph)) * 60 + 2
    assert {len(words(body(text))) for text in found} == {expected}


def test_a_post_with_a_status_of_a_plugin_is_held_back(tmp_path: Path) -> None:
    source = write(tmp_path, {"w.xml": export([item(1, "Weeknote", "<p>Text.</p>", status="pitch")])}) / "w.xml"
    nothing_imported(tmp_path / "site", source)
    assert "it is not published (`pitch`); use `--drafts` to import it as a draft" in report(tmp_path / "site")


def test_co_authors_are_imported_by_name(tmp_path: Path) -> None:
    term = '<category domain="author" nicename="cap-{}"><![CDATA[{}]]></category>'
    guest = item(9, "Cy Guest", "", kind="guest-author").replace("note-9", "cap-guest-cy")
    posts = [
        item(1, "Weeknote", "One.", day="2023-01-13", extra=term.format("tokell", "tokell") + term.format("bo", "bo")),
        item(2, "Weeknote", "Two.", day="2023-01-20", extra=term.format("guest-cy", "guest-cy")),
        item(3, "Weeknote", "Three.", day="2023-01-27"),
        guest,
    ]
    source = write(tmp_path, {"w.xml": export(posts)}) / "w.xml"
    root = tmp_path / "site"
    imported(root, source)
    assert [keys(text)["author"] for text in notes(root).values()] == ["[Tamsin Okell, bo]", "Cy Guest", "Tamsin Okell"]
    assert report(root).count("the author `bo` is not in the export's list of authors") == 1
    assert "guest-author" not in report(root)


@pytest.mark.parametrize("is_shown", [False, True])
def test_a_featured_picture_is_imported_once(is_shown: bool, tmp_path: Path) -> None:
    meta = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>"
    shown = (
        '<img src="https://blog.westmarch.example/wp-content/uploads/2023/01/queue-300x200.png">' if is_shown else ""
    )
    posts = [
        item(1, "Weeknote", f"Text.{shown}", extra=meta.format(7)),
        item(2, "Weeknote", "Text.", day="2023-01-27", extra=meta.format(8)),
        attachment(7, "queue.png"),
    ]
    source = write(tmp_path, {"w.xml": export(posts), "uploads/2023/01/queue.png": PNG})
    root = tmp_path / "site"
    imported(root, source / "w.xml", "--media", source / "uploads")
    first, second = map(body, notes(root).values())
    assert first.count("![") == 1
    assert first.startswith("Text." if is_shown else "![](2023-01-20-queue.png)")
    assert second == "Text."
    assert "the export does not contain its featured picture" in report(root)


@pytest.mark.parametrize(
    ("upload", "content", "is_shown"),
    [
        ("feat.jpg", "With featured image.", False),
        ("gate.jpg", "The gate is mended.", False),
        ("gate.jpg", 'See <a href="https://blog.westmarch.example/gate/">the gate</a>.', False),
        ("gate.jpg", '<img src="https://blog.westmarch.example/wp-content/uploads/2023/01/floodgate.jpg">', False),
        ("gate.jpg", '<img src="https://blog.westmarch.example/wp-content/uploads/2022/11/gate.jpg">', False),
        ("gate.jpg", '<img src="http://blog.westmarch.example/wp-content/uploads/2023/01/gate-1024x683.jpg">', True),
        ("gate-scaled.jpg", "<img alt=\"A > b\" src='/wp-content/uploads/2023/01/gate.jpg?w=300'>", True),
        ("the gate.jpg", '<img src="https://cdn.example/uploads/2023/01/the%20gate.jpg">', True),
        ("gate.jpg", '[gallery ids="7"]', True),
        ("gate.jpg", '[caption id="attachment_7"]<img src="https://x.example/2023/01/gate.jpg"> A[/caption]', True),
    ],
)
def test_a_post_has_its_featured_picture_only_if_it_shows_it(
    upload: str, content: str, is_shown: bool, tmp_path: Path
) -> None:
    meta = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>"
    posts = [item(1, "Weeknote", f"Text. {content}", extra=meta), attachment(7, upload)]
    imported(tmp_path / "site", write(tmp_path, {"w.xml": export(posts)}) / "w.xml")
    (text,) = map(body, notes(tmp_path / "site").values())
    assert text.startswith("Text." if is_shown else "![](https://blog.westmarch.example/wp-content/uploads/2023/01/")


def test_linked_files_and_podcasts_are_kept_or_listed(tmp_path: Path) -> None:
    uploads = "https://blog.westmarch.example/wp-content/uploads/2023/01"
    content = (
        f'<a href="{uploads}/plan.pdf">plan</a> <a href="{uploads}/gone.pdf">gone</a> [audio mp3="{uploads}/a.mp3"]'
    )
    meta = (
        f"<wp:postmeta><wp:meta_key>enclosure</wp:meta_key><wp:meta_value>{uploads}/ep.mp3\n120\naudio/mpeg\n"
        "</wp:meta_value></wp:postmeta>"
    )
    posts = [item(1, "Weeknote", content, extra=meta)]
    source = write(tmp_path, {"w.xml": export(posts), "uploads/2023/01/plan.pdf": b"%PDF-1.4"})
    root = tmp_path / "site"
    imported(root, source / "w.xml", "--media", source / "uploads")
    (text,) = map(body, notes(root).values())
    assert text.startswith(f"[plan](2023-01-20-plan.pdf) [gone]({uploads}/gone.pdf)")
    assert [f"{uploads}/{name}" in text for name in ("a.mp3", "ep.mp3")] == [True, True]
    listed = report(root).partition("links that still lead to the old site: ")[2].partition("\n")[0]
    assert [f"`{uploads}/{name}`" in listed for name in ("gone.pdf", "a.mp3", "ep.mp3", "plan.pdf")] == [True] * 3 + [
        False
    ]


def test_a_post_of_two_teams_becomes_a_draft(tmp_path: Path) -> None:
    both = '<category domain="category" nicename="d"><![CDATA[Data Platform]]></category>'
    posts = [
        item(1, "Weeknote", "One.", day="2023-01-13"),
        item(2, "Weeknote", "Two.", day="2023-01-20", category="Data Platform"),
        item(3, "Weeknote", "Three.", day="2023-01-27", extra=both),
        item(4, "Weeknote", "Four.", day="2023-02-03", extra=both.replace("Data Platform", "Damp")),
    ]
    source = write(tmp_path, {"w.xml": export(posts)}) / "w.xml"
    root = tmp_path / "site"
    imported(root, source)
    drafts = {body(text): keys(text).get("draft") for text in notes(root).values()}
    assert drafts == {"One.": None, "Two.": None, "Three.": "true", "Four.": None}
    assert "the team is a guess by the category “Housing Repairs”, from “Housing Repairs”, “Data Platform”" in report(
        root
    )
