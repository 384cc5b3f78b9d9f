"""Files of the index: which are rebuilt, which stay, and what they never contain."""

import errno
import json
import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from browser.served import serve_site
from commands import weeknotes
from conftest import EXAMPLE_SITE, MakeSite
from search.asking import SearchPage
from search.test_queries import read_queries
from search.years import write, write_years_site
from weeknotes_site import loading
from weeknotes_site.search import program
from weeknotes_site.search.page import indexed_part

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"


def files_of(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def indexes(root: Path) -> set[str]:
    return {path.name for path in (root / ".weeknotes-cache/search").iterdir() if path.is_dir()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_years_site(tmp_path / "site")
    assert weeknotes(root, "build").exit_code == 0
    return root


def test_a_new_note_rebuilds_only_its_years_index(root: Path) -> None:
    before, made = files_of(root / "_site/search"), indexes(root)
    write(root / "notes/heating/2023-06-02.md", NOTE.replace("2022-01-21", "2023-06-02"))
    assert weeknotes(root, "build").exit_code == 0
    after = files_of(root / "_site/search")
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed
    assert all(path.startswith("2023/") for path in changed)
    assert [name[:4] for name in indexes(root) - made] == ["2023"]


def pages_of(root: Path, year: int) -> int:
    entry = (root / f"_site/search/{year}/pagefind-entry.json").read_text("utf-8")
    return int(json.loads(entry)["languages"]["en"]["page_count"])


def test_an_edited_text_replaces_the_index_of_its_year(root: Path) -> None:
    note = next((root / "notes/heating").glob("2023-*.md"))
    pages = pages_of(root, 2023)
    # The first adds a heading, which other pages know of; the second changes nothing but the text.
    for text in ("## Animals\n\nA quokka.", "A numbat."):
        before, made = files_of(root / "_site/search"), indexes(root)
        with note.open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")
        done = weeknotes(root, "build")
        assert done.exit_code == 0, done.output
        after = files_of(root / "_site/search")
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        assert changed
        assert all(path.startswith("2023/") for path in changed)
        (new,) = indexes(root) - made
        made_now = {path.name for path in (root / ".weeknotes-cache/search" / new).rglob("*")}
        assert {Path(path).name for path in after if path.startswith("2023/")} <= made_now
        assert pages_of(root, 2023) == pages


def test_a_second_build_touches_no_file_of_the_index(root: Path) -> None:
    before = files_of(root / "_site")
    assert "0 written" in weeknotes(root, "build").output
    assert files_of(root / "_site") == before


def test_a_build_with_search_and_nothing_to_do_reads_no_note(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    time.sleep(2.1)  # until then, time stamps prove nothing
    weeknotes(root, "build")
    monkeypatch.setattr(loading, "read_files", None)
    assert weeknotes(root, "build").exit_code == 0


def test_changes_around_a_note_do_not_rebuild_its_index(root: Path) -> None:
    made = indexes(root)
    write(root / "weeknotes.toml", 'title = "Another"\n')
    write(root / "notes/archive/2022-05-13.md", NOTE.replace("2022-01-21", "2025-01-17"))
    assert weeknotes(root, "build").exit_code == 0
    assert {name[:4] for name in indexes(root) - made} == {"2025"}


def test_without_the_cache_the_same_index_is_built(root: Path) -> None:
    shutil.rmtree(root / ".weeknotes-cache")
    assert weeknotes(root, "build").exit_code == 0
    assert (root / "_site/search/2022/pagefind-entry.json").is_file()


def test_old_indexes_are_removed_from_the_cache(root: Path) -> None:
    for number in range(5):
        write(root / "notes/heating/2023-06-02.md", f"{NOTE.replace('2022-01-21', '2023-06-02')}{number}\n")
        weeknotes(root, "build")
    assert len([name for name in indexes(root) if name.startswith("2023-")]) == 3


def test_deleted_notes_are_not_found(root: Path, browser: "Browser", tmp_path: Path) -> None:
    (root / "notes/archive/2022-05-06.md").unlink()
    for path in (root / "notes/heating").glob("2022-*"):
        path.unlink()
    with serve_site(root, tmp_path, "--quiet") as site, SearchPage.opened(browser, site.address) as search:
        assert not (site.folder / "search/2022").exists()
        assert search.go(q="zeppelin") == ["archive/2023-05-05"]
        assert search.go(q="cellar") == []
        assert search.page.locator("#page-year option").all_text_contents() == ["All years", "2024", "2023"]


@pytest.mark.slow
def test_two_clean_builds_answer_alike(browser: "Browser", tmp_path: Path) -> None:
    answers = []
    for number in range(2):
        root = tmp_path / f"copy{number}"
        shutil.copytree(EXAMPLE_SITE / "notes", root / "notes")
        with (
            serve_site(root, tmp_path / f"site{number}", "--quiet") as site,
            SearchPage.opened(browser, site.address) as search,
        ):
            answers.append(search.ask_all(read_queries()))
    assert answers[0] == answers[1]
    assert all(answers[0].values())


def test_searching_a_word_loads_a_small_part_of_the_index(make_site: MakeSite) -> None:
    notes = {}
    for number in range(60):
        text = " ".join(f"{'abcdefghij'[word % 10]}word{word * 7 + number}" for word in range(250))
        notes[f"notes/repairs/2022-{number // 20 + 1:02}-{number % 20 + 1:02}.md"] = NOTE.partition("The")[0] + text
    root = make_site(notes)
    assert weeknotes(root, "build").exit_code == 0
    parts = [path.stat().st_size for path in root.glob("_site/search/2022/index/*")]
    assert sum(parts) > 30_000
    assert max(parts) < 15_000


def test_filters_offer_the_people_and_tags_with_the_most_notes(make_site: MakeSite) -> None:
    notes = {}
    for number in range(22):
        names = [str(number * 19 + one) for one in range(19)]
        people, tags = (", ".join(f"{kind} {name}" for name in names) for kind in ("Person", "Tag"))
        text = f"---\ndate: 2022-{number // 7 + 1:02}-21\nauthor: [{people}, Zoe]\ntags: [{tags}, Zinc]\n---\n\nText.\n"
        notes[f"notes/team-{number}/2022-{number // 7 + 1:02}-21.md"] = text
    root = make_site(notes)
    assert weeknotes(root, "build").exit_code == 0
    page = (root / "_site/search.html").read_text("utf-8")
    for name, best in (("author", "Zoe"), ("tag", "Zinc")):
        filter_ = page.partition(f'<select id="page-{name}"')[2].partition("</select>")[0]
        assert filter_.count("<option") == 401
        assert f">{best}</option>" in filter_


def test_without_search_no_page_links_to_it(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": NOTE})
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0
    assert "Search" not in result.output
    assert not (root / "_site/search").exists()
    assert not (root / ".weeknotes-cache/search").exists()
    assert "<form" not in (root / "_site/index.html").read_text("utf-8")
    page = (root / "_site/search.html").read_text("utf-8")
    assert "This site has no search." in page
    assert "teams/index.html" in page
    assert "<script" not in page


@pytest.mark.parametrize("broken", ["missing", "not a program", "failing"])
def test_without_pagefind_a_message_says_what_to_install(
    broken: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if broken == "missing":
        monkeypatch.setitem(__import__("sys").modules, "pagefind_bin", None)
    else:
        fake = tmp_path / "pagefind"
        fake.write_text("no program" if broken == "not a program" else "#!/bin/sh\nexit 3\n")
        fake.chmod(0o755)
        monkeypatch.setattr("pagefind_bin.get_executable", lambda: fake)
    assert program.find_pagefind() is None
    root = make_site({"notes/repairs/2022-01-21.md": NOTE})
    result = weeknotes(root, "build")
    assert result.exit_code == 0
    assert "install `weeknotes-site[search]`" in result.stderr
    assert "This site has no search." in (root / "_site/search.html").read_text("utf-8")
    assert "install" in weeknotes(root, "build", "--quiet").stderr


def test_a_crash_of_pagefind_leaves_out_only_that_year(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = tmp_path / "pagefind"
    fake.write_text('#!/bin/sh\n[ "$1" = --version ] && echo pagefind 9 && exit\necho out of ideas >&2\nexit 1\n')
    fake.chmod(0o755)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: fake)
    root = make_site({"notes/repairs/2022-01-21.md": NOTE})
    result = weeknotes(root, "build")
    assert result.exit_code == 0
    assert "warning[no-search]: search leaves 2022 out: out of ideas" in result.stderr
    assert (root / "_site/index.html").is_file()
    again = weeknotes(root, "build")
    assert "warning[no-search]: search leaves 2022 out: out of ideas" in again.stderr, (
        "it is tried again, though no note has changed"
    )


def test_an_index_that_cannot_be_moved_into_the_cache_is_left_out_and_tried_again(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": NOTE})

    def refuse(path: Path, target: Path) -> Path:
        if "search" in target.parts:
            raise PermissionError(13, "Permission denied", str(path))
        return path.replace(target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        assert "warning[no-search]: search leaves 2022 out: " in weeknotes(root, "build").stderr
    assert "no-search" not in weeknotes(root, "build").stderr
    assert (root / "_site/search/2022").is_dir()


def test_search_works_without_a_writable_cache(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": NOTE})
    weeknotes(root, "build")
    shutil.rmtree(root / "_site")

    class ReadOnly(TemporaryDirectory[str]):
        def __init__(self, *, dir: Path | None = None, **options: Any) -> None:  # noqa: A002 - the library's name
            if dir and ".weeknotes-cache" in dir.parts:
                raise OSError(errno.EROFS, "Read-only file system")
            super().__init__(dir=dir, **options)

    monkeypatch.setattr("weeknotes_site.search.index.TemporaryDirectory", ReadOnly)
    monkeypatch.setattr("tempfile.TemporaryDirectory", ReadOnly)
    assert "no-search" not in weeknotes(root, "build").stderr
    assert (root / "_site/search/2022").is_dir()


def test_the_index_does_not_overwrite_a_static_file(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": NOTE, "static/Search/own.txt": "x"})
    result = weeknotes(root, "build")
    assert result.exit_code == 2
    assert "error[two-files-one-address]: `search/` is reserved for the search index" in result.output
    assert weeknotes(root, "build", "--no-search").exit_code == 0


def test_a_template_without_a_marked_part_is_indexed_completely() -> None:
    page = b"<html><body><p>A note.</p></body></html>"
    assert indexed_part(page) == page


def test_only_the_marked_part_is_indexed() -> None:
    head = b'<head><meta charset="utf-8"><meta name="a" content="B" data-pagefind-meta="a[content]"></head>'
    body = b'<body><nav>Menu</nav><article lang="cy" data-pagefind-body><p>Text</p></article><p>After</p></body>'
    part = indexed_part(b'<!doctype html><html lang="en">' + head + body + b"</html>")
    assert b"Text" in part
    assert b'<html lang="en">' in part
    assert b'content="B"' in part
    assert b"Menu" not in part
    assert b"After" not in part
    assert b"charset" not in part


def test_scripts_without_spaces_are_split_in_text_and_nowhere_else() -> None:
    part = indexed_part('<article data-pagefind-body><h2 id="検索">検索 form</h2></article>'.encode()).decode()
    assert '<h2 id="検索">検 索  form</h2>' in part
