"""A full, read-only or foreign disk gives a clear message and leaves the old site unchanged."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from small_site import Site, assert_readable, error_of, files, say, site, tree

from weeknotes_site.publish import PublishError, publish

OLD = site({"alpha": 5, "beta": 3}, "old" * 300)
NEW = site({f"team-{number}": 3 for number in range(40)}, "new" * 300)

Mount = Callable[[str, int], Path]
"""Mounts a new file system of a kind and a size in kB; gives its folder."""


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    mounted: list[Path] = []

    def run(kind: str, size: int) -> Path:
        folder = tmp_path / f"mount-{len(mounted)}"
        folder.mkdir()
        if kind == "tmpfs":
            _run("mount", "-t", "tmpfs", "-o", f"size={size}k,mode=755", "tmpfs", str(folder))
        else:
            image = tmp_path / f"image-{len(mounted)}"
            _run("mke2fs", "-q", "-F", "-m", "0", "-t", kind, str(image), f"{size}k")
            _run("mount", "-o", "loop", str(image), str(folder))
            (folder / "lost+found").rmdir()
        mounted.append(folder)
        return folder

    yield run
    for folder in mounted:
        _run("umount", str(folder))


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip(f"{command[0]} is not installed")
    if done.returncode:
        pytest.skip(f"cannot run {' '.join(command[:3])} here: {done.stderr.strip()}")


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that other users may look into; pytest's own are private."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["tmpfs", "ext4"])
def test_a_full_disk_leaves_the_old_site_and_says_how_much_is_missing(
    kind: str, mount: Mount, capsys: pytest.CaptureFixture[str]
) -> None:
    disk = mount(kind, 16_000)
    output = disk / "site"
    publish(files(OLD), output)
    before = tree(output)
    refused = 0
    levels = (0, 40, *range(100, 1000, 100), *range(950, 1250, 50), 1300, 1400, 1600)
    for free in levels:
        _leave_free(disk, free)
        error = error_of(lambda: publish(files(NEW), output))
        if error:
            assert re.search(r"site: the disk is full: .+ needed, .+ free, .+ (missing|more files)$", str(error))
            refused += 1
        else:
            publish(files(OLD), output)
        assert tree(output) == before
    assert 0 < refused < len(levels)
    (disk / "ballast").unlink()
    publish(files(NEW), output)
    assert_readable(output, {}, NEW)
    say(capsys, f"levels of a full {kind} tried: {len(levels)}, refused: {refused}")


def _leave_free(disk: Path, kilobytes: int) -> None:
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    os.sync()
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(max(0, file.tell() - kilobytes * 1000))
            os.fsync(file.fileno())


def test_a_first_publish_to_a_full_disk_leaves_nothing(mount: Mount) -> None:
    disk = mount("tmpfs", 100)
    with pytest.raises(PublishError, match="missing"):
        publish(files(NEW), disk / "site")
    assert list(disk.iterdir()) == []


def test_an_unreadable_source_does_not_hide_a_full_disk(mount: Mount, tmp_path: Path) -> None:
    disk = mount("tmpfs", 100)
    pages = NEW | {"gone.png": tmp_path / "gone.png"}
    with pytest.raises(PublishError, match=r"the disk is full: .* missing"):
        publish(files(pages), disk / "site")


def test_a_disk_without_free_inodes_is_reported_as_such(mount: Mount) -> None:
    disk = mount("tmpfs", 16_000)
    _run("mount", "-o", "remount,nr_inodes=40", str(disk))
    with pytest.raises(PublishError, match=r"MB needed, .* MB free, with room for \d\d more files"):
        publish(files(NEW), disk / "site")
    assert list(disk.iterdir()) == []


@pytest.mark.parametrize("existing", [{}, OLD], ids=["empty", "published"])
def test_an_output_that_is_a_mount_of_its_own_is_written_in_place(existing: Site, mount: Mount, tmp_path: Path) -> None:
    output = mount("tmpfs", 16_000)
    if existing:
        publish(files(existing), output)
    publish(files(NEW), output)
    publish(files(NEW), tmp_path / "clean")
    assert tree(output) == tree(tmp_path / "clean")
    assert os.path.ismount(output)


def test_a_bind_mount_of_the_same_disk_is_written_in_place(tmp_path: Path) -> None:
    source, output = tmp_path / "source", tmp_path / "site"
    source.mkdir()
    output.mkdir()
    _run("mount", "--bind", str(source), str(output))
    try:
        publish(files(OLD), output)
    finally:
        _run("umount", str(output))
    assert_readable(source, {}, OLD)
    assert list(output.iterdir()) == []


def test_a_read_only_disk_is_reported_as_such(mount: Mount) -> None:
    disk = mount("tmpfs", 16_000)
    publish(files(OLD), disk / "site")
    before = tree(disk / "site")
    _run("mount", "-o", "remount,ro", str(disk))
    for output in (disk / "site", disk / "another"):
        with pytest.raises(PublishError, match=f"cannot write {output}: the file system is read-only"):
            publish(files(NEW), output)
    assert tree(disk / "site") == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone without permission")
def test_an_output_owned_by_another_user_is_refused_with_its_name(open_to_all: Path) -> None:
    output = open_to_all / "site"
    publish(files(OLD), output)
    before = tree(output)
    for target in (output, open_to_all / "another"):
        os.seteuid(65534)
        try:
            with pytest.raises(PublishError, match=f"cannot write {target}.*: no permission"):
                publish(files(NEW), target)
        finally:
            os.seteuid(0)
    assert tree(output) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_an_empty_output_in_a_folder_of_another_user_is_written_in_place(open_to_all: Path) -> None:
    output = open_to_all / "site"
    output.mkdir()
    os.chown(output, 65534, 65534)
    os.seteuid(65534)
    try:
        publish(files(OLD), output)
    finally:
        os.seteuid(0)
    assert_readable(output, {}, OLD)
    assert output.stat().st_uid == 65534


def test_an_output_that_vanishes_is_reported(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(files(OLD), output)

    def removing() -> Iterator[object]:
        for number, file in enumerate(files(NEW)):
            if number == 5:
                shutil.rmtree(output)
            yield file

    with pytest.raises(PublishError, match=r"site: it was removed while publishing"):
        publish(removing(), output)  # type: ignore[arg-type]
