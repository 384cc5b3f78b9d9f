"""Typical documents of teams: templates in tables, author lines, continued lists, empty files."""

import os
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from importer.trying import body, imported, keys, notes, nothing_imported, report, write
from importer.word_files import word_file

SECTIONS = """\
## What we did

- Planted trees
- Fixed the gate

## Risks

Rain.

Moles.

## Next week

Paint."""
ROWS = (
    ("<strong>What we did</strong>", "<ul><li>Planted trees</li><li>Fixed the gate</li></ul>"),
    ("Risks", "<p>Rain.</p><p>Moles.</p>"),
    ("<p>Next week</p>", "<p>Paint.</p>"),
)


def table(label: str = "td") -> str:
    rows = "".join(f"<tr><{label}>{name}</{label}><td>{text}</td></tr>" for name, text in ROWS)
    return f"<table><tbody>{rows}</tbody></table>"


def word_template() -> bytes:
    def fill(document: Any) -> None:
        document.add_heading("Parks weeknotes, 14 June 2024", 0)
        grid = document.add_table(3, 2)
        for row, name in zip(grid.rows, ("What we did", "Risks", "Next week"), strict=True):
            row.cells[0].text = name
        did, risks, after = (row.cells[1] for row in grid.rows)
        did.paragraphs[0].text, did.paragraphs[0].style = "Planted trees", document.styles["List Bullet"]
        did.add_paragraph("Fixed the gate", style="List Bullet")
        risks.text, after.text = "Rain.", "Paint."
        risks.add_paragraph("Moles.")

    return word_file(fill)


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Parks weeknotes", "Tom Reed <t@x.example>"
    message["Date"] = "Fri, 14 Jun 2024 16:00:00 +0000"
    message.set_content("As HTML.")
    message.add_alternative(f"<html><body>{table()}</body></html>", subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", word_template),
        (
            "Parks weeknotes 14 June 2024.html",
            lambda: f'<body class="c1 doc-content"><h1>Parks weeknotes</h1>{table()}</body>',
        ),
        (
            "Parks weeknotes 14 June 2024.html",
            lambda: f"<body><main><h1>Parks weeknotes</h1>{table('th')}</main></body>",
        ),
        (
            "a.html",
            lambda: (
                '<h1 id="title-heading"><span id="title-text">Parks : Weeknotes 14 June 2024</span></h1>'
                '<div class="page-metadata">Created by <span class="author">Tom Reed</span> on Jun 14, 2024</div>'
                f'<div id="main-content">{table("th")}</div>'
            ),
        ),
        ("a.eml", mail),
    ],
)
def test_a_template_in_a_table_becomes_sections(name: str, content: Callable[[], str | bytes], tmp_path: Path) -> None:
    imported(tmp_path / "site", write(tmp_path / "old", {name: content()}), "--team", "Parks")
    (text,) = notes(tmp_path / "site").values()
    assert (keys(text)["date"], body(text)) == ("2024-06-14", SECTIONS)


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><th>Job</th><th>Parts</th></tr><tr><td>Roof</td><td><ul><li>a</li><li>b</li></ul></td></tr>",
        "<tr><td>Question</td><td>Answers</td></tr><tr><td>Tea?</td><td>5</td></tr><tr><td>Milk?</td><td>1</td></tr>",
        "<tr><td>Roof</td><td><p>a</p><p>b</p></td><td>1</td></tr><tr><td>Gate</td><td><p>c</p><p>d</p></td><td>2</td>"
        "</tr>",
        f"<tr><td>{'long ' * 30}</td><td><p>a</p><p>b</p></td></tr><tr><td>Gate</td><td><p>c</p><p>d</p></td></tr>",
        "<tr><td>Roof</td><td><p>a</p><p>b</p></td></tr><tr><td>Gate</td><td>1</td></tr><tr><td>Lift</td><td>1</td></tr>",
    ],
)
def test_a_table_of_data_stays_a_table(rows: str, tmp_path: Path) -> None:
    page = f"<body><main><p>Start.</p><table>{rows}</table></main></body>"
    imported(tmp_path / "site", write(tmp_path / "old", {"2024-06-14.html": page}), "--team", "Parks")
    (text,) = notes(tmp_path / "site").values()
    assert "| --- |" in text
    assert "#" not in body(text)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Tom Reed", "Tom Reed"),
        ("By Priya Shah and Tom Reed", "[Priya Shah, Tom Reed]"),
        ("Author: Tom Reed", "Tom Reed"),
        ("Authors: Tom, Priya Shah & Jo", "[Tom, Priya Shah, Jo]"),
        ("Written by Jean-Luc O’Neil", "Jean-Luc O’Neil"),
        ("Von Anna Müller und Jörg van der Berg", "[Anna Müller, Jörg van der Berg]"),
        ("By Easter Sunday", None),
        ("By Friday", None),
        ("By Tom Reed we had planted trees.", None),
    ],
)
@pytest.mark.parametrize("above", [(), ("14 June 2024",)])
def test_the_line_below_a_title_names_the_authors(
    line: str, author: str | None, above: tuple[str, ...], tmp_path: Path
) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Parks weeknotes, 14 June 2024", 0)
        for text in (*above, line, "Moles came."):
            document.add_paragraph(text)

    (tmp_path / "a.docx").write_bytes(word_file(fill))
    imported(tmp_path / "site", tmp_path / "a.docx")
    (text,) = notes(tmp_path / "site").values()
    assert keys(text).get("author") == author
    assert (line in body(text)) == (author is None)
    assert ("(the line below the title)" in report(tmp_path / "site")) == (author is not None)


def test_the_line_above_several_notes_names_the_authors_of_all(tmp_path: Path) -> None:
    text = "Parks notes 2024\n\nBy Tom Reed\n\nParks weeknotes 7 June 2024\n\nBy Jo Marsh\n\nOne.\n\n"
    text = text.replace("\n\nBy Jo Marsh", "") + "Parks weeknotes 14 June 2024\n\nTwo.\n"
    imported(tmp_path / "site", write(tmp_path / "old", {"a.txt": text}))
    assert [keys(one)["author"] for one in notes(tmp_path / "site").values()] == ["Tom Reed", "Tom Reed"]


def test_a_numbered_list_continues_after_a_paragraph(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Parks weeknotes, 14 June 2024", 0)
        document.add_paragraph("Plant", style="List Number")
        document.add_paragraph("Nested", style="List Number 2")
        document.add_paragraph("Water", style="List Number")
        document.add_paragraph("It rained.")
        document.add_paragraph("Mow", style="List Number")
        document.add_paragraph("Rake", style="List Number")
        document.add_paragraph("Bullet", style="List Bullet")

    (tmp_path / "a.docx").write_bytes(word_file(fill))
    imported(tmp_path / "site", tmp_path / "a.docx")
    (text,) = notes(tmp_path / "site").values()
    assert body(text) == "1. Plant\n   1. Nested\n2. Water\n\nIt rained.\n\n3. Mow\n4. Rake\n\n- Bullet"


@pytest.mark.parametrize("name", ["Blank.docx", "2024-06-14.docx", "14 June 2024.docx"])
def test_an_empty_document_is_reported_as_empty(name: str, tmp_path: Path) -> None:
    source = write(tmp_path / "old", {name: word_file(lambda _: None)})
    assert f"{name}: it has no text\n" in nothing_imported(tmp_path / "site", source, "--team", "Parks")
    assert f"{name}: it has no text\n" in nothing_imported(tmp_path / "site", source)


def test_the_hint_for_a_note_without_a_team_works(tmp_path: Path) -> None:
    root = tmp_path / "site"
    source = write(tmp_path / "old", {"2024-06-14.txt": "Moles came.\n"})
    assert "no team found: give `--team NAME`\n" in nothing_imported(root, source)
    source = write(tmp_path / "old", {"2024-06-14.txt": "Author: Tom Reed\n\nMoles came.\n"})
    rule = '`"Tom Reed" = "NAME"` below `[teams]` in `import-map.toml`'
    assert f"no team found: give `--team NAME`, or write {rule}\n" in nothing_imported(root, source)
    write(root, {"import-map.toml": '[teams]\n"Tom Reed" = "Parks"\n'})
    imported(root, source)
    assert list(notes(root)) == ["parks/2024-06-14.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_reported_without_blocking(tmp_path: Path) -> None:
    root, source = tmp_path / "site", write(tmp_path / "old", {"Parks/2024-06-14.md": "Moles came.\n"})
    os.mkfifo(source / "Parks" / "2024-06-21.md")
    assert "Parks/2024-06-21.md: it is neither a file nor a folder" in imported(root, source)
    for name in ("import-report.md", ".import-journal.toml", "import-map.toml"):
        (root / name).unlink(missing_ok=True)
        os.mkfifo(root / name)
        if name != "import-map.toml":
            imported(root, source)
    with pytest.raises(AssertionError, match=r"import-map\.toml: .*it is not a file"):
        imported(root, source)
