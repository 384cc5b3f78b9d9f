"""What a publish writes, keeps, deletes and refuses."""

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_site import CHANGING, changes_made, counting, files, pages_in, site, tree

from weeknotes_site.model.output import Kind, OutputFile, check_path
from weeknotes_site.publish import PublishError, publish

Content = dict[str, bytes | Path]


def _publish(pages: dict[str, bytes], output: Path) -> tuple[tuple[str, ...], int, tuple[str, ...]]:
    done = publish(files(pages), output)
    assert not done.finished_earlier
    return done.written, done.unchanged, done.deleted


def test_a_publish_counts_what_it_did(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "site"
    assert _publish({"a.html": b"1", "b/c.html": b"2"}, output) == (("a.html", "b/c.html"), 0, ())
    assert _publish({"a.html": b"1", "d.html": b"3"}, output) == (("d.html",), 1, ("b/c.html",))
    assert pages_in(output) == {"a.html": b"1", "d.html": b"3"}


def test_an_unchanged_file_keeps_its_inode_and_time(tmp_path: Path) -> None:
    publish(files({"a.html": b"same", "b.html": b"old"}), tmp_path / "site")
    before = (tmp_path / "site" / "a.html").stat()
    publish(files({"a.html": b"same", "b.html": b"new"}), tmp_path / "site")
    after = (tmp_path / "site" / "a.html").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )


def test_publishing_the_same_again_changes_only_the_lock(tmp_path: Path) -> None:
    pages = site({"alpha": 3}, "same")
    publish(files(pages), tmp_path / "site")
    made = changes_made(lambda: publish(files(pages), tmp_path / "site"))
    # The folder of the lock, which is there, the lock, the holder's name in it, and its end.
    assert made == ["mkdir", "mkdir", "open", "write", "unlink"]


def test_content_may_be_a_file_on_disk(tmp_path: Path) -> None:
    source = tmp_path / "photo.png"
    source.write_bytes(b"x" * 3_000_000)
    output = tmp_path / "site"
    publish(files({"photo.png": source}), output)
    assert (output / "photo.png").read_bytes() == source.read_bytes()
    assert publish(files({"photo.png": source}), output).unchanged == 1
    source.write_bytes(b"x" * 2_999_999 + b"y")
    assert publish(files({"photo.png": source}), output).written == ("photo.png",)
    assert (output / "photo.png").read_bytes() == source.read_bytes()


def test_a_source_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    publish(files({"a.html": b"1"}), tmp_path / "site")
    before = tree(tmp_path / "site")
    with pytest.raises(PublishError, match=f"cannot read {tmp_path / 'gone.png'}"):
        publish(files({"a.html": b"2", "gone.png": tmp_path / "gone.png"}), tmp_path / "site")
    assert tree(tmp_path / "site") == before


def test_files_are_renamed_before_the_pages_that_link_to_them(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"index.html": b"1", "a.html": b"1", "feed.xml": b"1", "z.css": b"1"}), output)
    pages = {
        "index.html": b"2",
        "feed.xml": b"2",
        "a.html": b"2",
        "team.xml": b"2",
        "new.html": b"2",
        "z.css": b"2",
        "a.css": b"2",
    }
    assert publish(files(pages), output).written == (
        *("a.css", "z.css", "new.html", "team.xml", "a.html", "index.html", "feed.xml"),
    )


def test_nothing_in_the_site_changes_before_everything_is_staged_and_synced(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files(site({"alpha": 2}, "old")), output)
    old = pages_in(output)
    seen: list[str] = []

    def tick(name: str) -> None:
        seen.append(name)
        if not (output / ".weeknotes" / "journal").exists() and "fsync" not in seen:
            assert pages_in(output) == old
            assert "replace" not in seen

    with counting(tick):
        publish(files(site({"alpha": 3}, "new")), output)
    assert seen.count("sync") == 1
    # The journal and its folder.
    assert seen.count("fsync") == 2
    assert seen.index("sync") < seen.index("fsync") < seen.index("replace")
    assert set(seen) - {"open", "write"} <= set(CHANGING)


def test_space_for_folders_is_reserved_until_everything_is_staged(tmp_path: Path) -> None:
    output = tmp_path / "site"
    reserve = output / ".weeknotes" / "stage" / "reserve"
    publish(files(site({"alpha": 2}, "old")), output)
    held: dict[str, int] = {}

    def tick(name: str) -> None:
        held[name] = reserve.stat().st_size if reserve.exists() else 0

    with counting(tick):
        publish(files(site({"alpha": 2, "beta": 1}, "old")), output)
    assert held["fsync"] >= 4096
    assert held["rename"] == held["replace"] == 0


def test_a_site_that_does_not_exist_yet_appears_by_one_rename(tmp_path: Path) -> None:
    output = tmp_path / "site"
    renames: list[bool] = []

    def tick(_: str) -> None:
        if output.exists():
            renames.append((output / ".weeknotes" / "published").exists())

    with counting(tick):
        publish(files(site({"alpha": 2}, "new")), output)
    # Only the lock is removed once the site is there.
    assert renames == [True]


def test_an_empty_output_is_replaced_by_a_rename(tmp_path: Path) -> None:
    output = tmp_path / "site"
    output.mkdir(mode=0o700)
    publish(files({"a.html": b"1"}), output)
    publish(files({"a.html": b"1"}), tmp_path / "clean")
    assert tree(output) == tree(tmp_path / "clean")
    assert stat.S_IMODE(output.stat().st_mode) == 0o755


def test_two_clean_builds_give_the_same_bytes_and_modes_under_any_umask(tmp_path: Path) -> None:
    pages = site({"alpha": 2, "beta": 1}, "same")
    trees = []
    for name, umask in (("one", 0o000), ("two", 0o077)):
        before = os.umask(umask)
        try:
            publish(reversed(list(files(pages))), tmp_path / name)
        finally:
            os.umask(before)
        trees.append(tree(tmp_path / name))
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o755
    assert trees[0] == trees[1]
    assert {mode for content, mode in trees[0].values() if content is not None} == {0o644}
    assert {mode for content, mode in trees[0].values() if content is None} == {0o755}


def test_the_marker_lists_the_published_files(tmp_path: Path) -> None:
    publish(files({"b.html": b"1", "a/é.html": b"1"}), tmp_path / "site")
    marker = (tmp_path / "site" / ".weeknotes" / "published").read_text(encoding="utf-8")
    assert marker.splitlines()[1:] == ["a/é.html", "b.html"]
    assert list((tmp_path / "site" / ".weeknotes").iterdir()) == [tmp_path / "site" / ".weeknotes" / "published"]


def test_foreign_files_stay(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"a.html": b"1", "b/c.html": b"1"}), output)
    (output / ".git").mkdir()
    (output / ".git" / "HEAD").write_bytes(b"ref")
    (output / "CNAME").write_bytes(b"example.org")
    (output / "b" / "theirs.txt").write_bytes(b"!")
    publish(files({"a.html": b"1"}), output)
    assert pages_in(output) == {
        "a.html": b"1",
        ".git/HEAD": b"ref",
        "CNAME": b"example.org",
        "b/theirs.txt": b"!",
    }


def test_folders_that_become_empty_are_removed(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"a.html": b"1", "b/c/d/e.html": b"1", "b/f.html": b"1"}), output)
    publish(files({"a.html": b"1", "b/f.html": b"1"}), output)
    assert not (output / "b" / "c").exists()
    publish(files({"a.html": b"1"}), output)
    assert not (output / "b").exists()


def test_a_file_that_is_already_deleted_is_not_an_error(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"a.html": b"1", "b/c.html": b"1"}), output)
    (output / "b" / "c.html").unlink()
    assert publish(files({"a.html": b"1"}), output).deleted == ()
    assert publish(files({"a.html": b"1"}), output).written == ()


def test_an_output_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "home"
    output.mkdir()
    (output / "thesis.txt").write_bytes(b"years")
    with pytest.raises(PublishError, match="contains files that weeknotes did not publish") as refused:
        publish(files({"a.html": b"1"}), output)
    assert "-o" in refused.value.hint
    assert list(tmp_path.rglob("*")) == [output, output / "thesis.txt"]


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"!")
    with pytest.raises(PublishError, match="is not a folder"):
        publish(files({"a.html": b"1"}), tmp_path / "site")


def test_a_damaged_marker_or_journal_is_reported(tmp_path: Path) -> None:
    output = tmp_path / "site"
    for name, content in (
        ("published", b"../../etc/passwd\n"),
        ("published", b"\xff"),
        ("journal", b"{"),
        ("journal", json.dumps({"clear": ["../x"], "place": [], "delete": []}).encode()),
        ("journal", json.dumps({"clear": [], "place": [["../0", "x"]], "delete": []}).encode()),
    ):
        publish(files({"a.html": b"1"}), output)
        (output / ".weeknotes" / name).write_bytes(content)
        with pytest.raises(PublishError, match=f"{name} is corrupt"):
            publish(files({"a.html": b"2"}), output)
        assert (output / "a.html").read_bytes() == b"1"
        for path in (output / ".weeknotes").iterdir():
            path.unlink()
        (output / "a.html").unlink()


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../up", "a/../b", "a//b", "a/", "./a", "C:/x", r"a\b", ".weeknotes/x", ".Weeknotes", "a\nb"],
)
def test_a_path_out_of_the_output_raises_an_error(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match=r"path|reserved"):
        publish(files({"a.html": b"1", path: b"2"}), tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


@given(st.text(alphabet="ab./\\:C\n", max_size=12))
def test_an_accepted_path_stays_inside_the_output(path: str) -> None:
    try:
        check_path(path)
    except ValueError:
        return
    assert os.path.normpath(f"/out/{path}") == f"/out/{path}"


def test_two_files_with_the_same_path_raise_an_error(tmp_path: Path) -> None:
    file = OutputFile(path="a.html", kind=Kind.PAGE, content=b"1")
    with pytest.raises(ValueError, match=r"two files with one path: 'a.html'"):
        publish([file, file], tmp_path / "site")
    with pytest.raises(ValueError, match="both a file and a folder: 'a'"):
        publish(files({"a": b"1", "a/b": b"1"}), tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_a_page_may_become_a_folder_and_back(tmp_path: Path) -> None:
    output = tmp_path / "site"
    one, other = {"a": b"1", "b/c/d": b"1"}, {"a/x/y": b"2", "b": b"2"}
    for pages in (one, other, one):
        publish(files(pages), output)
        assert pages_in(output) == pages


def test_a_foreign_entry_in_the_way_is_reported_and_stays(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"index.html": b"1", "b/ours": b"1"}), output)
    (output / "a").write_bytes(b"theirs")
    (output / "b" / "theirs").write_bytes(b"theirs")
    before = tree(output)
    with pytest.raises(PublishError, match=r"site/a was not published by weeknotes .* in the way of a folder"):
        publish(files({"index.html": b"2", "a/new": b"2"}), output)
    with pytest.raises(PublishError, match=r"site/b/theirs was not published by weeknotes .* in the way of a file"):
        publish(files({"index.html": b"2", "b": b"2"}), output)
    assert tree(output) == before


def _leave_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("path", ["new.html", "b/new.html", "feed.xml"])
@pytest.mark.parametrize(
    "put",
    [lambda path: path.write_bytes(b"theirs"), lambda path: path.write_bytes(b""), _leave_nothing],
    ids=["file", "empty file", "link"],
)
def test_a_foreign_file_at_the_path_of_a_page_is_reported_and_stays(
    tmp_path: Path, path: str, put: Callable[[Path], object]
) -> None:
    output = tmp_path / "site"
    publish(files({"index.html": b"1", "b/ours": b"1"}), output)
    put(output / path)
    publish(files({"index.html": b"2", "b/ours": b"1"}), output)
    before = os.lstat(output / path)
    with pytest.raises(PublishError, match=rf"site/{path} was not published by weeknotes .* in the way of a file"):
        publish(files({"index.html": b"3", "b/ours": b"1", path: b"3"}), output)
    assert os.path.samestat(os.lstat(output / path), before)
    assert (output / "index.html").read_bytes() == b"2"
    (output / path).unlink()
    publish(files({"index.html": b"3", "b/ours": b"1", path: b"3"}), output)
    assert (output / path).read_bytes() == b"3"


def test_a_foreign_file_with_the_same_bytes_becomes_ours(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"index.html": b"1"}), output)
    (output / "CNAME").write_bytes(b"example.org")
    assert publish(files({"index.html": b"1", "CNAME": b"example.org"}), output).written == ()
    assert publish(files({"index.html": b"1", "CNAME": b"example.com"}), output).written == ("CNAME",)


def test_a_copied_output_is_updated(tmp_path: Path) -> None:
    output, copy = tmp_path / "site", tmp_path / "copy"
    publish(files({"index.html": b"1", "a.html": b"1", "b.html": b"1"}), output)
    shutil.copytree(output, copy)
    (copy / "a.html").write_bytes(b"changed by hand")
    (copy / "b.html").unlink()
    done = publish(files({"index.html": b"1", "a.html": b"2", "b.html": b"1"}), copy)
    assert done.written == ("b.html", "a.html")


def test_no_symbolic_link_is_followed_out_of_the_output(tmp_path: Path) -> None:
    output, outside = tmp_path / "site", tmp_path / "outside"
    publish(files({"index.html": b"1", "a/x.html": b"1"}), output)
    (output / "a").rename(outside)
    (output / "a").symlink_to(outside)
    before = tree(outside)
    for pages in ({"index.html": b"2", "a/x.html": b"2"}, {"index.html": b"2"}, {"a/x.html": b"1"}):
        with pytest.raises(PublishError, match="site/a is a symbolic link"):
            publish(files(pages), output)
    assert tree(outside) == before
    assert (output / "index.html").read_bytes() == b"1"


def test_a_symbolic_link_in_place_of_a_file_is_replaced(tmp_path: Path) -> None:
    output, outside = tmp_path / "site", tmp_path / "outside.html"
    publish(files({"a.html": b"1"}), output)
    outside.write_bytes(b"1")
    (output / "a.html").unlink()
    (output / "a.html").symlink_to(outside)
    assert publish(files({"a.html": b"1"}), output).written == ("a.html",)
    assert not (output / "a.html").is_symlink()
    assert outside.read_bytes() == b"1"


def test_our_folder_must_not_be_a_symbolic_link(tmp_path: Path) -> None:
    output, outside = tmp_path / "site", tmp_path / "outside"
    publish(files({"a.html": b"1"}), output)
    (output / ".weeknotes").rename(outside)
    (output / ".weeknotes").symlink_to(outside)
    with pytest.raises(PublishError, match="symbolic link"):
        publish(files({"a.html": b"2"}), output)


def test_an_output_may_itself_be_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "www" / "site")
    publish(files({"a.html": b"1"}), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert pages_in(tmp_path / "www" / "site") == {"a.html": b"1"}


def test_a_name_that_only_changes_case_is_not_deleted_where_the_disk_folds_case(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"Photo.png": b"1"}), output)
    # Two names of one file, as such a disk shows it.
    os.link(output / "Photo.png", output / "photo.png")
    assert publish(files({"photo.png": b"1"}), output).deleted == ()
    publish(files({"PHOTO.png": b"1"}), output)
    assert not (output / "photo.png").exists()


def test_a_name_that_only_changes_case_is_ours_where_the_disk_folds_case(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"Photo.png": b"1"}), output)
    os.link(output / "Photo.png", output / "photo.png")
    assert publish(files({"photo.png": b"2"}), output).written == ("photo.png",)


def test_leftovers_of_a_killed_publish_are_removed_even_if_nothing_changed(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"a.html": b"1"}), output)
    before = tree(output)
    (output / ".weeknotes" / "stage").mkdir()
    (output / ".weeknotes" / "stage" / "0").write_bytes(b"half")
    assert publish(files({"a.html": b"1"}), output).written == ()
    assert tree(output) == before


def test_an_interrupted_publish_is_finished_with_a_message(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"a.html": b"1", "b.html": b"1"}), output)
    stage = output / ".weeknotes" / "stage"
    stage.mkdir()
    (stage / "0").write_bytes(b"2")
    steps = {"clear": [], "place": [["0", "a.html"], ["1", "c.html"]], "delete": ["b.html"]}
    (output / ".weeknotes" / "journal").write_text(json.dumps(steps))

    def rendering() -> Iterator[OutputFile]:
        assert pages_in(output) == {"a.html": b"2"}
        yield from files({"a.html": b"3"})

    done = publish(rendering(), output)
    assert done.finished_earlier
    assert done.written == ("a.html",)
    assert not (output / ".weeknotes" / "journal").exists()
