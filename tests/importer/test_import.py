"""`weeknotes import` after edits, after a kill, with a map: what it keeps and never touches."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from folders import read_files
from importer.trying import body, check, imported, keys, notes, nothing_imported, report, run, write

FULL = bool(os.environ.get("WEEKNOTES_FULL"))
POST = "---\ntitle: {title}\ndate: {day}\n{more}---\n\n{text}\n"


def post(title: str, day: str, text: str = "We mended nine boilers.", **more: str) -> str:
    return POST.format(
        title=title, day=day, text=text, more="".join(f"{key}: {value}\n" for key, value in more.items())
    )


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write(
        tmp_path / "old",
        {
            "a.md": post("Repairs weeknote 1", "2023-01-13", author="Tamsin Okell"),
            "b.md": post("Repairs weeknote 2", "2023-01-20"),
        },
    )


def test_a_second_import_adds_what_is_new_and_leaves_edits_alone(old: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, old)
    edited = root / "notes/repairs/2023-01-13.md"
    edited.write_text(edited.read_text("utf-8") + "\nMore.\n", "utf-8")
    ticked = report(root).replace("- [ ]", "- [x]")
    (root / "import-report.md").write_text(ticked, "utf-8")
    before = read_files(root)
    write(old, {"c.md": post("Repairs weeknote 3", "2023-01-27", "See [the one before](b.md).")})
    printed = imported(root, old)
    assert "1 note imported" in printed
    assert "2 notes imported before; 1 of them edited, moved or deleted since, and left alone" in printed
    after = read_files(root)
    lists = {"import-report.md", "import-map.toml"}
    assert {path for path in after if after[path] != before.get(path)} - lists == {"notes/repairs/2023-01-27.md"}
    assert all(after[path].startswith(before[path].rstrip(b"\n")) for path in lists)
    assert body(notes(root)["repairs/2023-01-27.md"]) == "See [the one before](2023-01-20.md)."
    check(root)


def test_an_imported_note_that_was_deleted_or_moved_is_not_imported_again(old: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, old)
    (root / "notes/repairs/2023-01-13.md").unlink()
    assert "0 notes imported" in imported(root, old)
    assert list(notes(root)) == ["repairs/2023-01-20.md"]


def test_existing_files_are_not_overwritten(old: Path, tmp_path: Path) -> None:
    there = {"notes/repairs/2023-01-13.md": "Mine.\n", "notes/repairs/_team.md": "---\nname: Repairs\n---\n"}
    root = write(tmp_path / "site", there)
    imported(root, old)
    assert {path: read_files(root)[path].decode() for path in there} == there
    assert "repairs/2023-01-13-repairs-weeknote-1.md" in notes(root)


def test_a_new_team_gets_a_file_that_names_its_author(old: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, old)
    assert (root / "notes/repairs/_team.md").read_text("utf-8") == "---\nname: Repairs\nauthor: Repairs team\n---\n"
    assert "author" not in keys(notes(root)["repairs/2023-01-20.md"])
    assert keys(notes(root)["repairs/2023-01-13.md"])["author"] == "Tamsin Okell"
    check(root)


def test_a_team_without_a_team_file_keeps_its_spelling(tmp_path: Path) -> None:
    there = {
        "notes/it-and-hr/2023-01-13.md": post("One", "2023-01-13", team='"IT and HR"', author="Ann Lee"),
        "notes/it-and-hr/2023-01-20.md": post("Two", "2023-01-20", author="Ann Lee"),
    }
    root = write(tmp_path / "site", there)
    imported(root, write(tmp_path / "old", {"c.md": post("IT and HR weeknote 3", "2023-01-27")}))
    assert keys(notes(root)["it-and-hr/2023-01-27.md"])["team"] == "IT and HR"


def test_a_team_with_team_in_its_name_is_its_own_author(old: Path, tmp_path: Path) -> None:
    imported(tmp_path / "site", old, "--team", "Team Blue")
    assert "author: Team Blue\n" in (tmp_path / "site/notes/team-blue/_team.md").read_text("utf-8")


def test_the_command_to_run_next_can_be_pasted(old: Path, tmp_path: Path) -> None:
    root = tmp_path / "my site"
    assert imported(root, old).endswith(f"Now run: weeknotes --root '{root}' check\n")


def test_an_author_can_be_given(old: Path, tmp_path: Path) -> None:
    imported(tmp_path / "new", old, "--author", "Bram Vesey")
    assert "author: Bram Vesey\n" in (tmp_path / "new/notes/repairs/_team.md").read_text("utf-8")
    root = write(tmp_path / "site", {"notes/repairs/_team.md": "---\nname: Repairs\n---\n"})
    imported(root, old, "--author", "Bram Vesey")
    assert keys(notes(root)["repairs/2023-01-20.md"])["author"] == "Bram Vesey"
    check(root)


def test_a_dry_run_prints_the_report_and_writes_nothing(old: Path, tmp_path: Path) -> None:
    printed = imported(tmp_path / "site", old, "--dry-run")
    assert "  - team: Repairs (the title)" in printed
    assert "2 notes to import" in printed
    assert not (tmp_path / "site").exists()


def test_a_dry_run_prints_only_what_this_run_finds(old: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, old)
    write(tmp_path / "new", {"c.md": post("Repairs weeknote 3", "2023-01-27", "We moved.")})
    printed = imported(root, tmp_path / "new", "--dry-run")
    assert "`notes/repairs/2023-01-27.md`" in printed
    assert "2023-01-13" not in printed


@pytest.mark.parametrize("source", [".", "notes", "notes/repairs", "notes/repairs/2023-01-20.md"])
def test_a_site_does_not_import_its_own_notes(source: str, old: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, old)
    (root / "import-map.toml").unlink()
    (root / "import-report.md").write_text("# Import report\n\n## 2023-02-03: Repairs weeknotes\n\nA\n", "utf-8")
    before = notes(root)
    result = run(root, root / source)
    assert "holds only notes of this site" in result.output or "they are this site's own" in result.output
    assert notes(root) == before


def test_a_document_among_a_sites_notes_can_be_imported(tmp_path: Path) -> None:
    root = write(tmp_path / "site", {"notes/repairs/2023-01-20.txt": "We moved.\n", "notes/repairs/2023-01-13.md": "x"})
    imported(root, root / "notes", "--team", "Repairs")
    assert "repairs/2023-01-20.md" in notes(root)


def test_the_map_assigns_categories_folders_and_people(tmp_path: Path) -> None:
    old = write(
        tmp_path / "old",
        {
            "one/a.md": post("Queues", "2023-01-13", category="dmp", author="tokell"),
            "two/b.md": post("Ducts", "2023-01-20", author="tokell"),
            "two/c.md": post("Boilers", "2023-01-27", author="Bram Vesey"),
        },
    )
    text = '[teams]\n"dmp" = "Damp and Mould"\n"two" = "Works"\n\n[people]\n"tokell" = "Tamsin Okell"\n'
    root = write(tmp_path / "site", {"import-map.toml": text})
    imported(root, old)
    found = {path: keys(note) for path, note in notes(root).items()}
    assert {path: (front["team"], front["author"]) for path, front in found.items()} == {
        "damp-and-mould/2023-01-13.md": ("Damp and Mould", "Tamsin Okell"),
        "works/2023-01-20.md": ("Works", "Tamsin Okell"),
        "works/2023-01-27.md": ("Works", "Bram Vesey"),
    }
    assert (root / "import-map.toml").read_text("utf-8").startswith(text)
    assert "team: Damp and Mould (`import-map.toml`, by the category “dmp”)" in report(root)


@pytest.mark.parametrize(
    ("team", "why"),
    [
        ("Con", "Windows reserves the file name `con`"),
        ("2024", "`notes/2024/` is a folder for a year, month or week"),
    ],
)
def test_a_team_that_cannot_have_a_folder_is_not_written(team: str, why: str, tmp_path: Path) -> None:
    source = write(tmp_path / "old", {"a.md": f"---\nteam: {team}\ndate: 2023-01-13\nauthor: Ann\n---\n\nDone.\n"})
    said = nothing_imported(tmp_path / "site", source)
    assert f"not imported: old/a.md: `{team}` cannot be a team, because {why}: give `--team NAME`" in said
    write(tmp_path / "site", {"notes/repairs/_team.md": f"---\nname: Repairs\nformerly: ['{team}']\n---\n"})
    imported(tmp_path / "site", source)
    assert list(notes(tmp_path / "site")) == ["repairs/2023-01-13.md"]


def test_an_author_without_a_letter_is_refused(old: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "site", old, "--author", "🙂")
    assert result.exit_code == 2
    assert "Invalid value for '--author': `🙂` has no letter or digit" in result.stderr
    assert not (tmp_path / "site").exists()


def test_an_import_without_notes_fails_unless_there_are_none_to_import(old: Path, tmp_path: Path) -> None:
    root, blank = tmp_path / "site", write(tmp_path, {"empty.xml": '<rss version="2.0"><channel/></rss>'}) / "empty.xml"
    write(tmp_path, {"bad.docx": b"no document"})
    nothing_imported(root, blank, "--dry-run")
    nothing_imported(root, blank, tmp_path / "bad.docx")
    assert "0 notes imported\n" in imported(root, old, "--since", "2199-01-01")
    assert "not imported: bad.docx" in imported(root, tmp_path / "bad.docx", old)
    assert "0 notes imported\n" in imported(root, old, tmp_path / "bad.docx")  # all others were imported before
    nothing_imported(tmp_path / "other", tmp_path / "bad.docx")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[teams\n", "is not TOML"),
        ('dates = "american"\n', "`dates` is not valid"),
        ('[people]\n"a" = 3\n', "`[people]` may contain only names"),
        ('[[note]]\nsource = "a"\n', "a `[[note]]` is incomplete"),
    ],
)
def test_a_mistake_in_the_map_is_explained(text: str, message: str, old: Path, tmp_path: Path) -> None:
    root = write(tmp_path / "site", {"import-map.toml": text})
    result = run(root, old)
    assert result.exit_code == 2
    assert f"import-map.toml: error[unreadable-import-map]: {message}" in result.output
    assert notes(root) == {}


def test_a_guessed_team_makes_the_note_a_draft_with_the_reason(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"a.md": post("Queues", "2023-01-13", category="[Damp, Repairs]")})
    root = tmp_path / "site"
    assert "1 note imported, 1 as drafts to review" in imported(root, old)
    (text,) = notes(root).values()
    assert keys(text)["draft"] == "true"
    assert "- [ ] the team is a guess by the category “Damp”, from “Damp”, “Repairs”" in report(root)


def test_links_to_drafts_and_lost_notes_become_text(tmp_path: Path) -> None:
    old = write(
        tmp_path / "old",
        {
            "a.md": post(
                "Repairs weeknote 1", "2023-01-13", "[b](b.md), [gone](gone.md), [top](#top), [x](javascript:x)"
            ),
            "b.md": post("Queues", "2023-01-20", category="[Damp, Works]"),
        },
    )
    root = tmp_path / "site"
    imported(root, old)
    assert body(notes(root)["repairs/2023-01-13.md"]) == "b, gone, top, x"
    for what in (
        "links to drafts, now text: `b.md → notes/damp/2023-01-20.md`",
        "broken links, now text: `gone.md`, `javascript:x`",
    ):
        assert what in report(root)
    check(root)


@pytest.mark.parametrize(
    ("line", "is_linked"),
    [
        ("draft: false", True),
        ('"draft": true', False),
        ('draft: "true"', False),
        ("draft: maybe", False),
        ("drfat: x", False),
        ("published: false", False),
        ("draft: [", False),
    ],
)
def test_links_to_an_imported_note_follow_its_front_matter(line: str, is_linked: bool, tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"a.md": post("Repairs weeknote 1", "2023-01-13")})
    root = tmp_path / "site"
    imported(root, old)
    path = root / "notes/repairs/2023-01-13.md"
    path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{line}\n", 1), "utf-8")
    imported(root, write(old, {"b.md": post("Repairs weeknote 2", "2023-01-20", "See [a](a.md).")}))
    expected = "See [a](2023-01-13.md)." if is_linked else "See a."
    assert body(notes(root)["repairs/2023-01-20.md"]) == expected


def test_links_between_drafts_still_work_after_the_review(tmp_path: Path) -> None:
    feed = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Libraries</title>
<item><title>Week 3</title><link>https://lib.westmarch.example/w3</link><pubDate>Fri, 20 Jan 2023 17:00:00 GMT</pubDate>
<content:encoded>&lt;p>Two branches.&lt;/p></content:encoded></item>
<item><title>Week 4</title><link>https://lib.westmarch.example/w4</link><pubDate>Fri, 27 Jan 2023 17:00:00 GMT</pubDate>
<content:encoded>&lt;p>As &lt;a href="https://lib.westmarch.example/w3">last week&lt;/a>, busy.&lt;/p>
</content:encoded></item>{}</channel></rss>"""
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"lib.xml": feed.format("")}) / "lib.xml")
    path = root / "notes/libraries/2023-01-27.md"
    assert body(path.read_text("utf-8")) == "As [last week](2023-01-20.md), busy."
    check(root)
    for one in root.glob("notes/libraries/2*.md"):
        one.write_text(one.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    check(root)
    more = """<item><title>Libraries weeknotes</title><pubDate>Fri, 3 Feb 2023 17:00:00 GMT</pubDate><content:encoded>
&lt;p>As &lt;a href="https://lib.westmarch.example/w4">last week&lt;/a>.&lt;/p></content:encoded></item>"""
    imported(root, write(tmp_path, {"lib.xml": feed.format(more)}) / "lib.xml")
    assert body(notes(root)["libraries/2023-02-03.md"]) == "As [last week](2023-01-27.md)."
    check(root)


def test_a_killed_import_leaves_whole_files_and_the_next_one_continues(tmp_path: Path) -> None:
    years = range(10, 22) if FULL else range(10, 14)
    day = [f"20{year}-{month:02}-{at:02}" for year in years for month in range(1, 13) for at in (1, 8, 15)]
    old = write(tmp_path / "old", {f"{one}.md": post(f"Repairs weeknote {at}", one) for at, one in enumerate(day)})
    imported(tmp_path / "whole", old)
    expected = notes(tmp_path / "whole")
    root = tmp_path / "site"
    command = [sys.executable, "-m", "weeknotes_site", "import", str(old), "--into", str(root)]
    for _ in range(8 if FULL else 2):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        before = len(list(root.rglob("notes/**/2*.md")))
        while process.poll() is None and len(list(root.rglob("notes/**/2*.md"))) < before + 30:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        process.communicate()
        assert all(expected[path] == text for path, text in notes(root).items())
    imported(root, old)
    assert notes(root) == expected
    assert "0 notes imported" in imported(root, old)
    assert not list((root / "notes").rglob(".*"))
    assert not list(root.glob(".import*"))
    listed = re.findall(r"^path = ", (root / "import-map.toml").read_text("utf-8"), re.M)
    assert len(listed) == len(expected)


@pytest.mark.parametrize("has_links", [True, False])
def test_imported_files_have_the_usual_mode_of_new_files(
    has_links: bool, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if not has_links:
        monkeypatch.setattr("os.link", refuse)
    root = tmp_path / "site"
    (old / "beside.txt").write_text("A file.")
    imported(root, old)
    modes = {path.stat().st_mode for path in root.rglob("*") if path.is_file()}
    assert modes == {(old / "beside.txt").stat().st_mode}


def test_a_file_in_place_of_a_folder_is_explained(old: Path, tmp_path: Path) -> None:
    root = write(tmp_path / "site", {"notes": "A file."})
    result = run(root, old)
    assert result.exit_code == 3, result.output
    assert "error[unwritable]: cannot be written: one of its folders is a file" in result.output


def test_without_the_extra_texts_are_imported_and_word_files_say_what_to_install(old: Path, tmp_path: Path) -> None:
    (tmp_path / "note.docx").write_bytes(b"x")
    code = (
        "import sys\nfor name in ('bs4', 'lxml', 'mammoth', 'markdownify'): sys.modules[name] = None\n"
        "from weeknotes_site.cli import main\nmain(['import', *sys.argv[1:]])"
    )
    command = [sys.executable, "-c", code]
    into = ["--into", str(tmp_path / "site")]
    text = subprocess.run([*command, str(old), *into], capture_output=True, text=True, check=False)
    assert (text.returncode, len(notes(tmp_path / "site"))) == (0, 2), text.stderr
    word = subprocess.run([*command, str(tmp_path / "note.docx"), *into], capture_output=True, text=True, check=False)
    assert word.returncode == 2
    assert "error[missing-library]: reading it needs the library `mammoth`" in word.stderr


def test_names_in_a_source_cannot_control_the_terminal(tmp_path: Path) -> None:
    attack = "\x1b]52;c;eA==\x07\x9b2J\u202e"
    old = write(tmp_path / "old", {f"{attack}.md": "Nothing of a day.\n"})
    result = run(tmp_path / "site", old)
    assert "not imported" in result.output
    assert all(char.isprintable() or char == "\n" for char in result.output)
    assert all(char.isprintable() or char == "\n" for char in report(tmp_path / "site"))
