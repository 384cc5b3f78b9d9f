"""A note is imported once under any name of its export, and different notes are never merged."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from folders import read_files
from importer.trying import imported, notes, report, write
from importer.word_files import everything, word_file
from importer.wordpress_export import HEAD, TAIL, item

ONE, TWO = "0123456789abcdef0123456789abcdef", "f" * 32
NOTION = {
    f"Notes {ONE}/Week 3 {ONE}.md": "# Week 3\n\nDate: January 20, 2023\n\nDry.\n",
    f"Notes {ONE}/Week 4 {TWO}.md": "# Week 4\n\nDate: January 27, 2023\n\nWet.\n",
}
CONFLUENCE = (
    '<h1 id="title-heading"><span id="title-text">Repairs : {title}</span></h1><div class="page-metadata">'
    'Created by <span class="author">Ann Lee</span> on {day}</div><div id="main-content"><p>{text}</p></div>'
)
SUBSTACK = {
    "posts.csv": "post_id,post_date,is_published,audience,title\n"
    "111.damp,2023-01-20T16:00:00.000Z,true,everyone,Week 3\n112.dry,2023-01-27T16:00:00.000Z,true,everyone,Week 4\n",
    "posts/111.damp.html": "<p>Dry.</p>",
    "posts/112.dry.html": "<p>Wet.</p>",
}
POST = {"type": "post", "status": "published", "visibility": "public"}
GHOST = {
    "db": [
        {
            "meta": {"exported_on": 1, "version": "5"},
            "data": {
                "posts": [
                    {**POST, "id": "a", "uuid": "u-1", "published_at": "2023-01-20T16:00:00Z", "html": "<p>Dry.</p>"},
                    {**POST, "id": "b", "uuid": "u-2", "published_at": "2023-01-27T16:00:00Z", "html": "<p>Wet.</p>"},
                ]
            },
        }
    ]
}
FEED = (
    '<rss version="2.0"><channel><title>Blog</title>'
    "<item><guid>x-1</guid><pubDate>Fri, 20 Jan 2023 16:00:00 GMT</pubDate><description>&lt;p&gt;Dry.&lt;/p&gt;"
    "</description></item><item><guid>x-2</guid><pubDate>Fri, 27 Jan 2023 16:00:00 GMT</pubDate>"
    "<description>&lt;p&gt;Wet.&lt;/p&gt;</description></item></channel></rss>"
)
LONG = "Repairs weeknotes, 20 January 2023\n\nDry.\n\nRepairs weeknotes, 27 January 2023\n\nWet.\n"
SOURCES: dict[str, Mapping[str, str | bytes]] = {
    "Notion": NOTION,
    "Confluence": {
        "One_1.html": CONFLUENCE.format(title="Week 3", day="Jan 20, 2023", text="Dry."),
        "Two_2.html": CONFLUENCE.format(title="Week 4", day="Jan 27, 2023", text="Wet."),
    },
    "Substack": SUBSTACK,
    "Ghost": {"export.json": json.dumps(GHOST)},
    "a feed": {"feed.xml": FEED},
    "WordPress": {
        "blog.xml": HEAD.format(encoding="UTF-8", version="1.2")
        + item(1, "One", "<p>Dry.</p>")
        + item(2, "Two", "<p>Wet.</p>", day="2023-01-27")
        + TAIL
    },
    "Obsidian": {"2023-01-20.md": "Dry. See [[2023-01-27]].", "2023-01-27.md": "Wet."},
    "Word": {
        "2023-01-20.docx": word_file(everything, footnotes=True),
        "2023-01-27.docx": word_file(lambda doc: doc.add_paragraph("Wet")),
    },
    "one text": {"all.txt": LONG},
}


@pytest.mark.parametrize("kind", SOURCES)
def test_a_second_export_under_another_name_adds_nothing(kind: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    first = write(tmp_path / "Export-1", SOURCES[kind])
    imported(root, first, "--team", "Repairs")
    assert len(notes(root)) == 2
    before = read_files(root)
    again = shutil.make_archive(str(tmp_path / "Export-2"), "zip", first)
    assert "2 notes imported before" in imported(root, again, "--team", "Repairs")
    after = read_files(root)
    assert {path for path in after if after[path] != before.get(path)} == set()


@pytest.mark.parametrize("kind", SOURCES)
def test_two_exports_given_at_once_are_imported_once_and_the_report_says_so(kind: str, tmp_path: Path) -> None:
    first = write(tmp_path / "Export-1", SOURCES[kind])
    again = write(tmp_path / "Export-2", SOURCES[kind])
    imported(tmp_path / "site", first, again, "--team", "Repairs")
    assert len(notes(tmp_path / "site")) == 2
    assert report(tmp_path / "site").count("it is the same note as") == 2


@pytest.mark.parametrize("kind", [kind for kind, files in SOURCES.items() if len(files) == 1])
def test_a_single_file_downloaded_again_adds_nothing(kind: str, tmp_path: Path) -> None:
    ((name, content),) = SOURCES[kind].items()
    stem, _, ending = name.rpartition(".")
    folder = write(tmp_path / "Downloads", {name: content, f"{stem} (1).{ending}": content})
    imported(tmp_path / "site", folder / name, "--team", "Repairs")
    printed = imported(tmp_path / "site", folder / f"{stem} (1).{ending}", "--team", "Repairs")
    assert "2 notes imported before" in printed
    assert len(notes(tmp_path / "site")) == 2


@pytest.mark.parametrize("kind", ["Notion", "Confluence", "Substack"])
def test_a_page_edited_at_its_source_is_recognised_by_its_id_and_listed(kind: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path / "Export-1", SOURCES[kind]), "--team", "Repairs")
    edited = {
        name.replace("Week 3", "Week three"): text.replace("Dry.", "Bone dry.") if isinstance(text, str) else text
        for name, text in SOURCES[kind].items()
    }
    printed = imported(root, write(tmp_path / "Export-2", edited), "--team", "Repairs")
    assert "0 notes imported" in printed
    assert "2 notes imported before" in printed
    assert "it has changed since it was imported as `notes/repairs/2023-01-20.md`; compare the two" in report(root)
    assert report(root).count("it has changed since") == 1


def test_a_longer_download_of_a_text_adds_its_new_note(tmp_path: Path) -> None:
    root = tmp_path / "site"
    grown = LONG.replace("Wet.", "Soaked.") + "\nRepairs weeknotes, 3 February 2023\n\nA van.\n"
    folder = write(tmp_path, {"all.txt": LONG, "all (1).txt": grown})
    imported(root, folder / "all.txt")
    printed = imported(root, folder / "all (1).txt")
    assert "1 note imported" in printed
    assert "2 notes imported before" in printed
    assert list(notes(root)) == [f"repairs/{day}.md" for day in ("2023-01-20", "2023-01-27", "2023-02-03")]
    assert "it has changed since it was imported as `notes/repairs/2023-01-27.md`" in report(root)


def test_new_notes_of_a_second_export_link_to_imported_ones(tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path / "Export-1", {"2023-01-20.md": "Dry."}), "--team", "Repairs")
    more = {"2023-01-20.md": "Dry.", "2023-01-27.md": "See [[2023-01-20]]."}
    imported(root, write(tmp_path / "Export-2", more), "--team", "Repairs")
    assert "](2023-01-20.md)" in notes(root)["repairs/2023-01-27.md"]


NOTE = "---\ndate: {day}\nteam: {team}\n---\n{text}\n"


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    ("team", "day", "expected"),
    [
        ("Streets", "2023-01-20", ["repairs/2023-01-20.md", "streets/2023-01-20.md"]),
        ("Repairs", "2023-01-27", ["repairs/2023-01-20.md", "repairs/2023-01-27.md"]),
    ],
)
def test_two_notes_in_files_of_the_same_name_are_two_notes(
    team: str, day: str, expected: list[str], at_once: bool, tmp_path: Path
) -> None:
    root = tmp_path / "site"
    first = write(tmp_path / "a/notes", {"w.md": NOTE.format(day="2023-01-20", team="Repairs", text="Dry.")})
    second = write(tmp_path / "b/notes", {"w.md": NOTE.format(day=day, team=team, text="Wet.")})
    for sources in ([first, second],) if at_once else ([first], [second]):
        imported(root, *sources)
    assert list(notes(root)) == expected
    assert [text.splitlines()[-1] for text in notes(root).values()] == ["Dry.", "Wet."]
    before = read_files(root)
    assert "2 notes imported before" in imported(root, first, second)
    assert read_files(root) == before


def test_equal_texts_by_two_people_about_a_week_are_two_notes(tmp_path: Path) -> None:
    text = "---\ndate: 2023-01-20\nauthor: {}\n---\nNothing new.\n"
    source = write(tmp_path / "old", {"a.md": text.format("Ann Lee"), "b.md": text.format("Bo Ek")})
    imported(tmp_path / "site", source, "--team", "Repairs")
    assert len(notes(tmp_path / "site")) == 2


def test_two_versions_of_a_post_become_one_note_and_a_line_in_the_report(tmp_path: Path) -> None:
    head = HEAD.format(encoding="UTF-8", version="1.2")
    versions = {f"{at}.xml": f"{head}{item(7, 'One', f'<p>Version {at}.</p>')}{TAIL}" for at in (1, 2)}
    source, root = write(tmp_path / "old", versions), tmp_path / "site"
    imported(root, source)
    assert len(notes(root)) == 1
    assert "old/2.xml#7: another note has its address: https://blog.westmarch.example/" in report(root)
    before = read_files(root)
    imported(root, source)
    assert read_files(root) == before
