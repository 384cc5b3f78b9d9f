"""After any interruption, readers get a complete site, and the next publish finishes it."""

import errno
import os
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import (
    FULL,
    Site,
    Tree,
    assert_readable,
    changes_made,
    chosen,
    counting,
    error_of,
    files,
    fresh,
    kill,
    links_on,
    say,
    site,
    tree,
)

from weeknotes_site.publish import publish

OLD = site({"alpha": 3, "beta": 2}, "old")
ONE_EDIT = OLD | {"teams/alpha/note-1.html": OLD["teams/alpha/note-1.html"].replace(b"old", b"new")}
ALL_CHANGED = site({"alpha": 5, "gamma": 2}, "new")
FILE_AND_FOLDER = {"index.html": b"<html></html>", "a": b"file", "b/c/d": b"in a folder", "b/e": b"in a folder"}
FOLDER_AND_FILE = {"index.html": b"<html></html>", "a/x/y": b"in a folder", "b": b"file"}

CASES = pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(None, OLD, id="cold"),
        pytest.param({}, OLD, id="first-in-place"),
        pytest.param(OLD, ONE_EDIT, id="one-edit"),
        pytest.param(OLD, ALL_CHANGED, id="all-changed"),
        pytest.param(FILE_AND_FOLDER, FOLDER_AND_FILE, id="file-becomes-folder"),
    ],
)


@pytest.fixture(autouse=True)
def no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real sync of this machine's disks proves nothing here, and waits for everybody's files."""
    monkeypatch.setattr(os, "sync", lambda: None)


class Bench:
    """An output that can be reset to the old site, and its expected new state."""

    def __init__(self, folder: Path, old: Site | None, new: Site) -> None:
        self.old, self.new = old, new
        self.output = folder / "site"
        self._template = folder / "template" / "site"
        if old:
            publish(files(old), self._template, site_key="old")
        elif old == {}:
            # What a kill leaves when the output is a mount point, and so is never replaced.
            (self._template / ".weeknotes").mkdir(parents=True)
            (self._template / ".weeknotes").chmod(0o755)
        self.set_back()
        self.before = tree(self.output)
        self.total = len(changes_made(self.publish))
        clean = folder / "clean" / "site"
        publish(files(new), clean, site_key="new")
        self.after = tree(clean)
        assert tree(self.output) == self.after

    def set_back(self) -> None:
        fresh(self.old, self._template, self.output)

    def publish(self) -> None:
        publish(files(self.new), self.output, site_key="new")

    def assert_readable(self) -> None:
        if (self.output / "index.html").exists():
            assert_readable(self.output, self.old or {}, self.new)
        else:
            assert not self.old


@CASES
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_kill_at_any_point_leaves_a_readable_site_that_the_next_publish_completes(
    tmp_path: Path, old: Site | None, new: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = Bench(tmp_path, old, new)
    points = chosen(bench.total)
    for point in points:
        bench.set_back()
        assert _is_killed_at(point, bench.publish)
        bench.assert_readable()
        if old is None and bench.output.exists():
            assert {path: tree(bench.output)[path] for path in OLD} == {path: bench.after[path] for path in OLD}
        bench.publish()
        assert tree(bench.output) == bench.after, point
    say(capsys, f"kill points tried: {len(points)} of {bench.total}")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_kill_while_finishing_an_earlier_publish_does_no_harm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = Bench(tmp_path, OLD, ALL_CHANGED)
    begun = [point for point in range(bench.total) if _is_killed_once_begun(bench, point)]
    first = begun[len(begun) // 2]
    bench.set_back()
    assert _is_killed_at(first, bench.publish)
    total = len(changes_made(bench.publish))
    points = chosen(total)
    for point in points:
        bench.set_back()
        assert _is_killed_at(first, bench.publish)
        assert _is_killed_at(point, bench.publish)
        bench.assert_readable()
        bench.publish()
        assert tree(bench.output) == bench.after
    say(capsys, f"kill points of a second run tried: {len(points)} of {total}")


def _is_killed_once_begun(bench: Bench, point: int) -> bool:
    bench.set_back()
    assert _is_killed_at(point, bench.publish)
    return (bench.output / ".weeknotes" / "journal").exists()


@CASES
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from-then-on"])
def test_a_failed_operation_leaves_the_old_site_or_one_the_next_publish_completes(
    tmp_path: Path, old: Site | None, new: Site, lasting: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = Bench(tmp_path, old, new)
    ends: Counter[str] = Counter()
    points = chosen(bench.total, every=3)
    for point in points:
        bench.set_back()
        with counting(_fail_at(point, lasting)):
            ends[_end_of(bench, can_remove=lasting)] += 1
        bench.assert_readable()
        bench.publish()
        assert tree(bench.output) == bench.after, point
    say(capsys, f"failures tried: {len(points)} of {bench.total}, {dict(ends)}")


def test_a_journal_that_cannot_be_withdrawn_keeps_its_stage(tmp_path: Path) -> None:
    bench = Bench(tmp_path, OLD, ALL_CHANGED)
    bench.set_back()
    journal = bench.output / ".weeknotes" / "journal"
    # Syncing its folder fails, then removing the draft, which is gone, and the journal; the stage could be removed.
    failing = iter(("fsync", "unlink", "unlink"))

    def tick(name: str) -> None:
        if journal.exists() and next(failing, None) == name:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with counting(tick):
        assert error_of(bench.publish)
    assert journal.exists()
    done = publish(files(ALL_CHANGED), bench.output)
    assert (done.finished_earlier, done.written) == (True, ())
    assert tree(bench.output) == bench.after


def _end_of(bench: Bench, *, can_remove: bool) -> str:
    error = error_of(bench.publish)
    if error is None:
        assert _without_ours(tree(bench.output)) == _without_ours(bench.after)
        return "new site"
    assert "\n" not in str(error)
    if (bench.output / ".weeknotes" / "journal").exists():
        assert "to finish" in error.hint
        return "half way"
    assert _without_ours(tree(bench.output)) == _without_ours(bench.before)
    if can_remove and bench.old != {}:
        assert tree(bench.output) == bench.before
    return "old site"


def _without_ours(found: Tree) -> Tree:
    # What could not be removed stays until the next publish, in our own folders.
    return {path: entry for path, entry in found.items() if not path.startswith((".weeknotes", "../.site"))}


@CASES
def test_rendering_that_fails_half_way_leaves_the_old_site_as_it_was(
    tmp_path: Path, old: Site | None, new: Site
) -> None:
    bench = Bench(tmp_path, old, new)
    bench.set_back()
    before = tree(bench.output)

    def failing() -> object:
        for number, file in enumerate(files(bench.new)):
            if number == len(bench.new) // 2:
                raise OSError(errno.ENOSPC, "a template's own error")
            yield file

    with pytest.raises(OSError, match="a template's own error"):
        publish(failing(), bench.output)  # type: ignore[arg-type]
    assert tree(bench.output) == before or old == {}


def test_readers_get_complete_pages_during_a_publish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "site"
    publish(files(site({"alpha": 1}, "edition 0")), output)
    reader = Reader(output)
    reader.start()
    rounds = 50 if FULL else 5
    for number in range(1, rounds + 1):
        publish(files(site({"alpha": number, "beta": 2 * number}, f"edition {number}")), output)
    reader.enough.set()
    reader.join()
    assert reader.faults == []
    say(capsys, f"files read during {rounds} publishes: {reader.count}")


class Reader(threading.Thread):
    """Reads everything reachable from index.html, repeatedly; its sites only grow."""

    def __init__(self, output: Path) -> None:
        super().__init__()
        self.output = output
        self.enough = threading.Event()
        self.faults: list[str] = []
        self.count = 0

    def run(self) -> None:
        while not self.enough.is_set():
            self._read_all()

    def _read_all(self) -> None:
        seen, queue = {"index.html"}, ["index.html"]
        while queue:
            path = queue.pop()
            self.count += 1
            try:
                content = (self.output / path).read_bytes()
            except FileNotFoundError:
                self.faults.append(f"missing: {path}")
                continue
            if path.endswith(".html"):
                if not content.endswith(b"</html>"):
                    self.faults.append(f"cut off: {path}")
                new = links_on(path, content) - seen
                seen |= new
                queue += new


def _is_killed_at(point: int, publishing: Callable[[], None]) -> bool:
    def tick(_: str) -> None:
        nonlocal point
        if point == 0:
            kill()
        point -= 1

    child = os.fork()
    if child == 0:
        try:
            with counting(tick):
                publishing()
        finally:
            os._exit(1)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _fail_at(point: int, lasting: bool) -> Callable[[str], None]:
    count = -1

    def tick(name: str) -> None:
        nonlocal count
        count += 1
        # On a full disk, deleting still works.
        frees = lasting and name in ("unlink", "rmdir")
        if (count == point or (lasting and count > point)) and not frees:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return tick
