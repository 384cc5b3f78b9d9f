"""Unread files and folders that may contain notes are reported."""

import re
import shutil
from pathlib import Path

import pytest

from importer.trying import PNG, imported, notes, report, run, write

UNREAD = (
    *(".rst", ".asc", ".doc", ".msg", ".aspx", ".qmd", ".Rmd", ".ipynb", ".enex", ".one", ".opml", ".wiki", ".gdoc"),
    *(".njk", ".hbs", ".liquid", ".webc", ".pdf", ".pptx", ".xlsx", ".json", ".csv", ".zip", ".unheard-of", ""),
)


def test_files_that_are_not_read_are_listed_beside_notes(tmp_path: Path) -> None:
    silent: dict[str, str | bytes] = {
        "logo.png": PNG,
        "main.css": "a {}",
        "package.json": "{}",
        "LICENSE": "MIT",
        "Makefile": "all:",
    }
    source = write(tmp_path / "old", {"2023-01-20.md": "Dry.", **silent, **{f"x{one}": "Wet." for one in UNREAD}})
    imported(tmp_path / "site", source, "--team", "Repairs")
    listed = re.findall(r"^- \[ \] (\S+): files (?:of the kind|without)", report(tmp_path / "site"), flags=re.M)
    assert sorted(listed) == sorted(f"x{one}" for one in UNREAD)
    assert "x.rst: files of the kind `.rst` are not read; convert it to Markdown" in report(tmp_path / "site")
    assert "x.zip: files of the kind `.zip` are not read; unpack it and import" in report(tmp_path / "site")


@pytest.mark.parametrize("link", ["[plan](files/the%20plan.pdf)", "![[the plan.pdf]]", "[plan](<files/the plan.pdf>)"])
def test_an_attachment_that_a_note_links_to_is_not_listed(link: str, tmp_path: Path) -> None:
    files = {"2023-01-20.md": f"See {link}.", "files/the plan.pdf": "%PDF-1.4", "files/other.pdf": "%PDF-1.4"}
    imported(tmp_path / "site", write(tmp_path / "old", files), "--team", "Repairs")
    assert "the plan.pdf: files" not in report(tmp_path / "site")
    assert "files/other.pdf: files of the kind `.pdf` are not read" in report(tmp_path / "site")


def test_data_and_layouts_of_a_generator_are_not_listed_but_its_other_posts_are(tmp_path: Path) -> None:
    source = {
        "eleventy.config.js": "export default {}",
        "posts/2023-01-20.md": "---\ntitle: Week 3\n---\nDry.",
        "posts/2023-01-27.njk": "---\ntitle: Week 4\n---\n<p>Wet.</p>",
        "parts/head.njk": "<head></head>",
        "_data/site.json": "{}",
    }
    imported(tmp_path / "site", write(tmp_path / "old", source), "--team", "Repairs")
    text = report(tmp_path / "site")
    assert "posts/2023-01-27.njk: files of the kind `.njk` are not read; templates are not run" in text
    assert "head.njk" not in text
    assert "site.json" not in text


@pytest.mark.parametrize("ending", [".MD", ".markdown", ".mdown", ".mdwn", ".markdn", ".mkd", ".mdtext"])
def test_markdown_files_can_have_several_extensions(ending: str, tmp_path: Path) -> None:
    imported(tmp_path / "site", write(tmp_path / "old", {f"2023-01-20{ending}": "Dry."}), "--team", "Repairs")
    assert list(notes(tmp_path / "site")) == ["repairs/2023-01-20.md"]


@pytest.mark.parametrize("is_archive", [True, False])
def test_skipped_folders_and_pages_are_listed(is_archive: bool, tmp_path: Path) -> None:
    files = {"2023-01-20.md": "Dry.", "vendor/2023-01-27.md": "Wet.", "ann_files/2023-02-03.md": "Damp."}
    source = write(tmp_path / "old", {**files, "index.html": "<p>All weeks.</p>"})
    if is_archive:
        source = Path(shutil.make_archive(str(tmp_path / "old"), "zip", source))
    imported(tmp_path / "site", source, "--team", "Repairs")
    assert list(notes(tmp_path / "site")) == ["repairs/2023-01-20.md", "repairs/2023-02-03.md"]
    assert "vendor: folders with this name contain other people's files" in report(tmp_path / "site")
    assert "index.html: it looks like the list of the pages beside it" in report(tmp_path / "site")


def test_links_to_files_are_listed_and_not_followed(tmp_path: Path) -> None:
    source = write(tmp_path / "old", {"2023-01-20.md": "Dry."})
    write(tmp_path / "elsewhere", {"2023-01-27.md": "Wet."})
    (source / "2023-01-27.md").symlink_to(tmp_path / "elsewhere/2023-01-27.md")
    (source / "more").symlink_to(tmp_path / "elsewhere")
    imported(tmp_path / "site", source, "--team", "Repairs")
    assert list(notes(tmp_path / "site")) == ["repairs/2023-01-20.md"]
    for name in ("2023-01-27.md", "more"):
        assert f"{name}: links to other files and folders are not followed" in report(tmp_path / "site")


@pytest.mark.parametrize("name", ["old.tar.gz", "old.7z", "old.rar", "blog.xml.gz"])
def test_an_unsupported_archive_gets_the_advice_to_unpack_it(name: str, tmp_path: Path) -> None:
    result = run(tmp_path / "site", write(tmp_path, {name: b"\x1f\x8b"}) / name)
    assert result.exit_code == 2
    assert "hint: unpack it and import what is in it" in result.output
