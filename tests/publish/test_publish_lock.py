"""Only one publish runs at a time; others are refused with the running process."""

import os
import platform
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_site import FULL, Site, files, say, site, tree

from weeknotes_site.model.output import OutputFile
from weeknotes_site.publish import PublishError, lock, publish

EXISTING = pytest.mark.parametrize("existing", [False, True], ids=["cold", "published"])


@pytest.fixture(autouse=True)
def no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real sync of this machine's disks proves nothing here, and waits for everybody's files."""
    monkeypatch.setattr(os, "sync", lambda: None)


class Slow(threading.Thread):
    """A publish that waits until it is released."""

    def __init__(self, pages: Site, output: Path) -> None:
        super().__init__()
        self._pages, self._output = pages, output
        self.at_work = threading.Event()
        self.let_go = threading.Event()

    def run(self) -> None:
        publish(self._files(), self._output)

    def _files(self) -> Iterator[OutputFile]:
        self.at_work.set()
        assert self.let_go.wait(60)
        yield from files(self._pages)


def start_slow(output: Path, *, existing: bool) -> Slow:
    if existing:
        publish(files({"a.html": b"0"}), output)
    slow = Slow({"a.html": b"1"}, output)
    slow.start()
    assert slow.at_work.wait(60)
    return slow


@EXISTING
def test_a_second_publish_names_the_running_process(tmp_path: Path, existing: bool) -> None:
    output = tmp_path / "site"
    slow = start_slow(output, existing=existing)
    with pytest.raises(PublishError) as refused:
        publish(files({"a.html": b"2"}), output)
    slow.let_go.set()
    slow.join()
    assert str(refused.value).startswith(
        f"another build is publishing to {output}: process {os.getpid()} on {platform.node()}, since 2"
    )
    assert "wait for it" in refused.value.hint
    publish(files({"a.html": b"1"}), tmp_path / "clean")
    assert tree(output) == tree(tmp_path / "clean")


def test_a_site_that_appears_just_before_the_lock_is_taken_is_updated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "site"
    turns = iter([lambda: publish(files({"other.html": b"1"}), output)])

    def take_late(*args: Any) -> lock.Lock | None:
        next(turns, lambda: None)()
        return lock.take_lock(*args)

    monkeypatch.setattr("weeknotes_site.publish.folder.take_lock", take_late)
    assert publish(files({"a.html": b"1"}), output).deleted == ("other.html",)
    publish(files({"a.html": b"1"}), tmp_path / "clean")
    assert tree(output) == tree(tmp_path / "clean")


def test_the_lock_of_a_dead_publish_is_ignored(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files({"a.html": b"1"}), output)
    before = tree(output)
    (output / ".weeknotes" / "lock").write_bytes(b"process 1 on elsewhere, since yesterday")
    publish(files({"a.html": b"1"}), output)
    assert tree(output) == before


@EXISTING
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("count", [2, 3, 5, 8])
def test_many_publishes_at_once_take_turns(
    tmp_path: Path, existing: bool, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    versions = [site({"alpha": 1 + number, "beta": 2}, f"edition {number}") for number in range(count)]
    clean = []
    for number, version in enumerate(versions):
        publish(files(version), tmp_path / f"clean-{number}")
        clean.append(tree(tmp_path / f"clean-{number}"))
    refused = 0
    rounds = 20 if FULL else 2
    for turn in range(rounds):
        output = tmp_path / f"site-{turn}"
        if existing:
            publish(files(site({"alpha": 3}, "old")), output)
        somebody_refused = tmp_path / f"refused-{turn}"
        children = [_publish_elsewhere(version, output, somebody_refused) for version in versions]
        ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert set(ends) <= {WENT_ON, REFUSED}
        refused += ends.count(REFUSED)
        assert tree(output) in clean
    assert refused > 0
    say(capsys, f"publishes at once: {count}, rounds: {rounds}, refused: {refused}")


WENT_ON, REFUSED, FAILED = 0, 3, 4


def _publish_elsewhere(version: Site, output: Path, somebody_refused: Path) -> int:
    child = os.fork()
    if child:
        return child
    end = FAILED
    try:
        turns = 1
        while not _try(version, output, somebody_refused):
            turns += 1
            time.sleep(0.005)
        end = WENT_ON if turns == 1 else REFUSED
    finally:
        os._exit(end)


def _try(version: Site, output: Path, somebody_refused: Path) -> bool:
    try:
        publish(_held_back(version, somebody_refused), output)
    except PublishError as refused:
        if not str(refused).startswith("another build is publishing"):
            raise
        somebody_refused.touch()
        return False
    return True


def _held_back(version: Site, somebody_refused: Path) -> Iterator[OutputFile]:
    """Yield files once another publish was refused for this one, or after a minute if none was."""
    until = time.monotonic() + 60
    while not somebody_refused.exists() and time.monotonic() < until:
        time.sleep(0.005)
    yield from files(version)
