"""An edit writes the files that show it, and no others."""

import os
import re
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commands import weeknotes
from conftest import MakeSite, site_options
from weeknotes_site.cache import CACHE
from weeknotes_site.cli.options import open_cache
from weeknotes_site.pipeline import check
from weeknotes_site.publish import publish_staged
from weeknotes_site.publish.manifest import read_manifest

BODY = "The boiler of block C is mended.\n\n## Next\n\nThe lift.\n"
NOTE = f"---\ndate: 2022-01-21\nauthor: Ada\ntags: [boilers]\n---\n\n{BODY}"
OLD_NOTE = NOTE.replace("01-21", "01-14").replace("boiler of block C", "roof of block A")
SITE = {
    "weeknotes.toml": 'base_url = "https://weeknotes.example/"\n',
    "notes/repairs/2022-01-14.md": OLD_NOTE,
    "notes/repairs/2022-01-21.md": NOTE,
    "notes/voids/2022-01-14.md": OLD_NOTE,
    "notes/voids/2022-01-21.md": NOTE,
}
EDITED = "notes/repairs/2022-01-21.md"
PAGE = "teams/repairs/2022-01-21.html"
IN_FULL = "weeks/2022-w03-in-full.html"
QUARTER = "teams/repairs/quarters/2022-q1.html"
OTHERS_IN_FULL = (IN_FULL, QUARTER, "weeks/2022-w03-next.html")
"""The other pages that show the edited text."""
FEEDS = {"feed.xml", "atom.xml", "weekly.xml", "teams/repairs/feed.xml", "teams/repairs/atom.xml"}


def build(root: Path, *options: str) -> str:
    result = weeknotes(root, "build", "--no-search", "--as-of", "2022-03-01", *options)
    assert result.exit_code == 0, result.output
    return result.output


def times(root: Path) -> dict[str, tuple[int, int]]:
    files = [path for path in (root / "_site").rglob("*") if path.is_file() and ".weeknotes" not in path.parts]
    return {
        path.relative_to(root / "_site").as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files
    }


def changed_by(root: Path, edit: Callable[[Path], object], *options: str) -> set[str]:
    """Return what a build writes after an edit of a note."""
    build(root, *options)
    before = times(root)
    edit(root / EDITED)
    build(root, *options)
    after = times(root)
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def replace(old: str, new: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_editing_a_text_changes_its_page_and_its_feeds(make_site: MakeSite) -> None:
    assert changed_by(make_site(SITE), replace("The lift.", "The lift of block D.")) == {PAGE, *OTHERS_IN_FULL, *FEEDS}


def test_editing_a_text_without_feeds_changes_only_its_page(make_site: MakeSite) -> None:
    site = SITE | {"weeknotes.toml": "title = 'Notes'\n"}
    assert changed_by(make_site(site), replace("The lift.", "The lift of block D.")) == {PAGE, *OTHERS_IN_FULL}


def test_editing_a_title_also_changes_the_pages_that_list_it(make_site: MakeSite) -> None:
    changed = changed_by(make_site(SITE), replace("author: Ada", "author: Ada\ntitle: Boilers"))
    lists = {"index.html", "teams/index.html", "teams/repairs/index.html", "tags/boilers.html", "people/ada.html"}
    weeks = {IN_FULL, QUARTER, "weeks/2022-w03.html", "weeks/2022.html", "weeks/index.html"}
    around = {"teams/repairs/2022-01-14.html", "teams/voids/2022-01-21.html", "teams/repairs/latest.html"}
    assert changed == {PAGE, *FEEDS, *lists, *weeks, *around}


def test_a_new_summary_changes_the_pages_that_show_it(make_site: MakeSite) -> None:
    changed = changed_by(make_site(SITE), replace("The boiler of block C is mended.", "All is well."))
    assert {PAGE, "index.html", "weeks/2022-w03.html", "teams/repairs/index.html"} <= changed


def test_a_build_without_edits_changes_nothing(make_site: MakeSite) -> None:
    assert changed_by(make_site(SITE), lambda _: None) == set()


def test_a_new_timestamp_is_not_a_change(make_site: MakeSite) -> None:
    assert changed_by(make_site(SITE), lambda path: os.utime(path, (1, 1))) == set()


def test_an_edit_that_keeps_size_and_time_is_noticed(make_site: MakeSite) -> None:
    def swap(path: Path) -> None:
        found = path.stat()
        replace("The lift.", "The roof.")(path)
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))

    assert PAGE in changed_by(make_site(SITE), swap)


def test_editing_a_template_changes_every_page_that_uses_it(make_site: MakeSite) -> None:
    root = make_site(SITE)
    build(root)
    before = times(root)
    (root / "templates/partials").mkdir(parents=True)
    (root / "templates/partials/note_end.html").write_text("<p>The end</p>\n")
    build(root)
    changed = {path for path, stamp in times(root).items() if before[path] != stamp}
    assert changed == {path for path in before if re.fullmatch(r"teams/\w+/2022-.*\.html", path)}


def test_a_cached_check_notices_a_static_file_at_a_notes_former_address(make_site: MakeSite) -> None:
    root = make_site(SITE | {EDITED: NOTE.replace("tags: [boilers]", "formerly: blog/boilers.html")})
    build(root)
    (root / "static/blog").mkdir(parents=True)
    (root / "static/blog/boilers.html").write_text("x")
    result = weeknotes(root, "check", "--as-of", "2022-03-01")
    assert (result.exit_code, "`static/blog/boilers.html`" in result.output) == (1, True), result.output
    (root / "static/blog/boilers.html").rename(root / "static/blog/lifts.html")
    build(root)
    assert (root / "_site/blog/lifts.html").read_text() == "x"


def test_a_page_edited_by_hand_is_restored(make_site: MakeSite) -> None:
    root = make_site(SITE)
    build(root)
    page = (root / "_site" / PAGE).read_bytes()
    (root / "_site" / PAGE).write_bytes(page.replace(b"boiler", b"broker"))
    (root / "_site/index.html").unlink()
    assert "2 written" in build(root)
    assert (root / "_site" / PAGE).read_bytes() == page


def test_a_second_output_is_complete(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site(SITE)
    build(root)
    other = tmp_path / "other"
    assert "0 unchanged" in build(root, "-o", str(other))
    shutil.rmtree(root / "_site/.weeknotes")
    shutil.rmtree(other / ".weeknotes")
    assert sorted(path.name for path in (root / "_site").rglob("*")) == sorted(path.name for path in other.rglob("*"))


def test_a_build_with_nothing_to_do_does_not_change_the_cache(make_site: MakeSite) -> None:
    root = make_site(SITE)
    build(root)
    time.sleep(2.1)  # until then, time stamps prove nothing
    build(root)
    before = signatures(root / CACHE)
    assert build(root).count(" 0 written") == 1
    assert signatures(root / CACHE) == before


def test_many_builds_to_one_output_keep_the_manifest_of_another(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site(SITE)
    build(root)
    for number in range(10):
        (root / EDITED).write_text(NOTE.replace("The lift.", f"Lift {number}."))
        build(root, "--output", str(tmp_path / "other"))
    manifest = read_manifest(open_cache(root), root / "_site")
    assert manifest.files.keys() == times(root).keys()


def signatures(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_a_second_build_does_not_read_unchanged_notes(make_site: MakeSite) -> None:
    root = make_site(SITE)
    build(root)
    (root / EDITED).write_text(NOTE.replace("The lift.", "The roof."))
    watched: list[str] = []

    def change_while_reading(paths: Sequence[str]) -> Sequence[str]:
        watched.extend(paths)
        return paths

    time.sleep(2.1)
    options = site_options(root=root, as_of=date(2022, 3, 1))
    check(options)
    (root / EDITED).write_text(NOTE.replace("The lift.", "The cellar."))
    check(options, change_while_reading)
    assert watched == [EDITED]


def test_a_changed_setting_renders_every_page_again(make_site: MakeSite) -> None:
    root = make_site(SITE)
    build(root)
    before = times(root)
    (root / "weeknotes.toml").write_text(SITE["weeknotes.toml"] + "title = 'Ours'\n")
    build(root)
    after = times(root)
    pages = {path for path in before if path.endswith(".html") and "latest" not in path}
    assert {path for path in pages if before[path] == after[path]} == set()


def test_the_next_build_notices_a_static_file_that_changed_during_a_build(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(SITE | {"static/own.css": "a {}\n"})

    def publish_for_seconds(*arguments: Any, **options: Any) -> Any:
        result = publish_staged(*arguments, **options)
        time.sleep(2.1)
        return result

    monkeypatch.setattr("weeknotes_site.pipeline.publish_staged", publish_for_seconds)
    build(root)
    monkeypatch.undo()
    # On a file system with coarse times, a change in the same step leaves the signature as it was.
    assert read_manifest(open_cache(root), root / "_site").tree == b""
