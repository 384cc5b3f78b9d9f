"""Imported notes have no errors whatever their source contains, and lost content is reported.

Each round mixes the pieces of Markdown or HTML below by chance; the seed is the round's number.
"""

import html
import os
import random
import re
from pathlib import Path
from typing import Any

import pytest

from commands import weeknotes
from importer.trying import PNG, body, check, imported, notes, nothing_imported, report, write
from importer.word_files import word_file
from importer.wordpress_export import export, item
from pictures.made import png_chunk

ROUNDS = 300 if os.environ.get("WEEKNOTES_FULL") else 20

MARKDOWN = (
    *("[a](gone.md)", "[a][r]\n\n[r]: gone.md", "[a][s]\n\n[s]: https://x.example", "![p](gone.png)", "[x](#frag)"),
    *(
        "<img src='gone.png'>",
        "<a href='gone.md'>x</a>",
        "[x](javascript:alert(1))",
        "<javascript:x>",
        "[x](ftp://x/y)",
    ),
    *("[x](/about)", "[x]()", "[x](<a b.md>)", "<iframe src='http://x'></iframe>", "<svg><a></a></svg>", "<b>unclosed"),
    *("<script>x</script>", "<div>\n\n**b**\n\n</div>", "```\ncode [a](b.md)", "~~~\nx\n~~~", "> quote\n> [!note] x"),
    *(
        "[[Wiki]]",
        "![[pic.png]]",
        "{% x %}",
        "[^1]",
        "[^1]: def",
        "| a | b |\n|---|---|\n| [x](gone.md) | y |",
        "*[ABC]: d",
    ),
    *("- [ ] task\n- [x](gone.md)", "    indented [a](b.md)", "<<<<<<< HEAD", "=======", "[a](tel:123)", "<!-- c"),
    *(
        "[a](//x.example/y)",
        "[a](http://[::1)",
        "![](data:image/png;base64,xx)",
        "[a](data:text/html,x)",
        "term\n: def",
    ),
    *("[a](?p=3)", "[a](../../../etc/passwd)", "[a](x.svg)", "![a](x.svg)", "# H\n\n#### h4", "text\ttab  \nline"),
    *(
        "\\[a](b.md)",
        "[a\\](b.md)",
        "[a](b\\).md)",
        "https://x.example/_y_",
        "&nbsp; &bogus;",
        "[![p](gone.png)](gone.md)",
    ),
    *("<details><summary>s</summary>\n\nx\n\n</details>", "<a name='x'></a>", "<input>", "<file:///x>", "[a](C:\\x)"),
)
HTML = (
    *("<a href='gone.html'>a</a>", "<a href=''>b</a>", "<a>c</a>", "<a href='javascript:x'>d</a>", "<img src='x.png'>"),
    *(
        "<img src='data:image/png;base64,xx'>",
        "<img>",
        "<table><tr><td>e<td>f|g</table>",
        "<ul><li><ul><li>h</ul></ul>",
    ),
    *(
        "<ol start=7><li>i<p>j</p></ol>",
        "<p>k<br><br>l<br>",
        "<pre>m `n` ```o```</pre>",
        "<code>p`q</code>",
        "<h2></h2>",
    ),
    *(
        "<b> r </b>s",
        "<i></i>",
        "<dl><dt>t<dd>u</dl>",
        "<blockquote>v<blockquote>w</blockquote></blockquote>",
        "x &lt;b&gt;",
    ),
    *("# y", "- z", "1. aa", "* bb *", "[cc](dd)", "`ee", "&amp;copy; ff", "<p># gg</p>", "<li>stray", "<td>hh</td>"),
    *(
        "<sup><a href='#n1' id='r1'>1</a></sup><p id='n1'>ii <a href='#r1'>↑</a></p>",
        "<iframe src='//x.example/v'></iframe>",
    ),
    *(
        "<svg><text>jj</text></svg>",
        "<h3><img src='https://x.example/a.png'>kk</h3>",
        "<a href='#top'>ll</a>",
        "~~mm~~",
    ),
    *("<figure><img src='https://x.example/a b(1).png' alt='[nn]'><figcaption>oo</figcaption></figure>", "&lt;!-- pp"),
)


@pytest.mark.parametrize("part", range(5))
def test_any_markdown_is_fit_to_publish(part: int, tmp_path: Path) -> None:
    for number in range(part, ROUNDS, 5):
        chance = random.Random(number)
        files = {}
        for day in range(1, 9):
            text = chance.choice(("\n\n", " ")).join(chance.sample(MARKDOWN, 3))
            files[f"2023-01-0{day}.md"] = f"---\ntitle: Repairs weeknotes\n---\n\nText.\n\n{text}\n\nEnd.\n"
        imported(tmp_path / f"site-{number}", write(tmp_path / f"old-{number}", files))
        check(tmp_path / f"site-{number}")


@pytest.mark.parametrize("part", range(5))
def test_any_html_is_fit_to_publish(part: int, tmp_path: Path) -> None:
    for number in range(part, ROUNDS, 5):
        chance = random.Random(number)
        posts = [
            item(day, "Repairs weeknotes", "Text.\n\n" + "\n\n".join(chance.sample(HTML, 4)), day=f"2023-01-0{day}")
            for day in range(1, 9)
        ]
        source = write(tmp_path / f"old-{number}", {"blog.xml": export(posts)}) / "blog.xml"
        imported(tmp_path / f"site-{number}", source)
        check(tmp_path / f"site-{number}")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1. April was warm",
            "2) of two",
            "# is a hash",
            "## two",
            "- a dash",
            "+ a plus",
            "> more",
            "* star",
            "--- x",
        ),
        *("5 * 4 * 3, a_b_c and _this_ and *that*", "[sic] and [x] and [a](b) and [^1] and [a]: b", "[ ] to do"),
        *("<b> is bold, &amp; too, &copy;", "`tick` ~~not gone~~ ~ \\ back\\slash \\*", "=== and --- and | bars |"),
        *(
            ": definition",
            "*[ABC]: D",
            "a <https://x.example> b",
            "https://x.example/_a_/b*c and (https://x.example/a_b), https://x.example/~~d~~.",
            "[https://x.example/_a_](b)",
            "***",
            "snake_ _snake",
            "! [no] (picture)",
            "![no](x)",
        ),
    ],
)
def test_text_is_shown_as_it_was_written(text: str, tmp_path: Path) -> None:
    source = export(
        [item(1, "Repairs weeknotes", f"<p>Start.</p><p>{html.escape(text)}</p><ul><li>{html.escape(text)}</ul>")]
    )
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"blog.xml": source}) / "blog.xml")
    weeknotes(root, "build", "--no-search")
    page = (root / "_site/teams/repairs/2023-01-20.html").read_text("utf-8")
    shown = " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())
    assert f"Start. {text} {text}" in shown, notes(root)


def test_pictures_of_the_same_name_are_kept_apart(tmp_path: Path) -> None:
    other = PNG[:-12] + png_chunk(b"tEXt", b"x\0y") + PNG[-12:]
    files: dict[str, str | bytes] = {
        "2023-01-20.md": "# Repairs weeknotes\n\n![a](one/q.png) ![b](two/q.png) ![c](one/q.png) ![d](three/q.png)\n",
        "one/q.png": PNG,
        "two/q.png": other,
        "three/q.png": PNG,
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    (text,) = notes(root).values()
    one, two = "2023-01-20-q.png", "2023-01-20-q-2.png"
    assert body(text) == f"![a]({one}) ![b]({two}) ![c]({one}) ![d]({one})"
    assert (root / "notes/repairs" / two).read_bytes() == other


def test_a_note_does_not_get_the_picture_of_a_note_with_a_longer_name(tmp_path: Path) -> None:
    other = PNG[:-12] + png_chunk(b"tEXt", b"x\0y") + PNG[-12:]
    files: dict[str, str | bytes] = {
        "2023-01-20-a.md": "---\ntitle: Repairs weeknote\n---\n\n![a](damp-queue.png)\n",
        "2023-01-20-b.md": "---\ntitle: Repairs weeknote damp\n---\n\n![b](queue.png)\n",
        "damp-queue.png": PNG,
        "queue.png": other,
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    found = notes(root)
    assert body(found["repairs/2023-01-20-damp.md"]) == "![b](2023-01-20-damp-queue.png)"
    assert body(found["repairs/2023-01-20.md"]) == "![a](2023-01-20-damp-queue-2.png)"
    assert (root / "notes/repairs/2023-01-20-damp-queue.png").read_bytes() == other
    assert (root / "notes/repairs/2023-01-20-damp-queue-2.png").read_bytes() == PNG


def test_endlessly_nested_tags_lose_no_word(tmp_path: Path) -> None:
    deep = "<div>" * 4_000 + "deep" + "</div>" * 4_000 + "<p>after</p>" + "<b><i><a href='x'>" * 2_000 + "end"
    lists = "<ul><li>item" * 200 + "</ul>" * 200
    source = export([item(1, "Repairs weeknotes", deep), item(2, "Repairs weeknotes", lists, day="2023-01-27")])
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"blog.xml": source}) / "blog.xml")
    first, second = notes(root).values()
    assert [word for word in ("deep", "after", "end") if word not in first] == []
    assert second.count("item") == 200


def test_a_page_of_nothing_but_tags_is_refused(tmp_path: Path) -> None:
    source = write(tmp_path / "old", {"2023-01-20.html": "<p>x" * 110_000})
    root = tmp_path / "site"
    nothing_imported(root, source)
    assert "holds more than 100,000 tags" in report(root)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            '<tr><td rowspan="2">Elm</td><td>Jan</td><td>14</td></tr><tr><td>Feb</td><td>3</td></tr>',
            ["| Elm | Jan | 14 |", "|  | Feb | 3 |"],
        ),
        (
            '<tr><td>Elm</td><td rowspan="3">Jan</td><td>14</td></tr>'
            "<tr><td>Ash</td><td>3</td></tr><tr><td>Oak</td></tr>",
            ["| Elm | Jan | 14 |", "| Ash |  | 3 |", "| Oak |  |"],
        ),
        (
            '<tr><td>Elm</td><td>Jan</td><td rowspan="2">14</td></tr><tr><td>Ash</td></tr>',
            ["| Elm | Jan | 14 |", "| Ash |  |  |"],
        ),
        (
            '<tr><td rowspan="2" colspan="2">Elm</td><td>14</td></tr><tr><td>3</td></tr>',
            ["| Elm | | 14 |", "|  |  | 3 |"],
        ),
        (
            '<tbody><tr><td rowspan="0">Elm</td><td>Jan</td><td>14</td></tr><tr><td>Feb</td><td>3</td></tr></tbody>'
            "<tbody><tr><td>Ash</td><td>Mar</td><td>5</td></tr></tbody>",
            ["| Elm | Jan | 14 |", "|  | Feb | 3 |", "| Ash | Mar | 5 |"],
        ),
        (
            '<tr><td rowspan="2">Elm<br>Road</td><td rowspan="2">Jan</td><td>14</td></tr><tr><td>3</td></tr>',
            ["| Elm<br>Road | Jan | 14 |", "|  |  | 3 |"],
        ),
    ],
)
def test_merged_cells_keep_other_cells_in_their_columns(rows: str, expected: list[str], tmp_path: Path) -> None:
    table = f"<table><thead><tr><th>Ward</th><th>Month</th><th>Jobs</th></tr></thead>{rows}</table>"
    page = f"<article><h1>Repairs weeknotes 20 January 2023</h1>{table}</article>"
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"a.html": page}) / "a.html")
    (text,) = notes(root).values()
    assert body(text).split("\n") == ["| Ward | Month | Jobs |", "| --- | --- | --- |", *expected]
    check(root)


def test_a_table_has_a_maximum_number_of_columns(tmp_path: Path) -> None:
    wide = '<td colspan="1000" rowspan="1000">Elm</td>' * 300
    rows = f"<tr>{wide}</tr>{'<tr><td>Ash</td></tr>' * 3}"
    page = f"<article><h1>Repairs weeknotes 20 January 2023</h1><table>{rows}</table></article>"
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"a.html": page}) / "a.html")
    (text,) = notes(root).values()
    assert text.count("Elm") == 300
    assert max(line.count("|") for line in body(text).split("\n")) == 500


def test_merged_cells_of_a_word_file_keep_other_cells_in_their_columns(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Repairs weeknotes 20 January 2023", 0)
        table = document.add_table(3, 2)
        for at, words in enumerate((("Ward", "Jobs"), ("Elm", "14"), ("", "3"))):
            for cell, word in zip(table.rows[at].cells, words, strict=True):
                cell.text = word
        table.cell(1, 0).merge(table.cell(2, 0))

    root = tmp_path / "site"
    imported(root, write(tmp_path, {"a.docx": word_file(fill)}) / "a.docx")
    (text,) = notes(root).values()
    assert body(text).split("\n")[-2:] == ["| Elm | 14 |", "|  | 3 |"]
