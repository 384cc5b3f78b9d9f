"""A picture is redrawn once; the cache folder may be damaged, read-only or missing."""

import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import MakeSite
from pictures.made import NOTE, build, exif, noise, published, saved
from weeknotes_site.pictures import redraw as drawing

PICTURES = ".weeknotes-cache/pictures"


@pytest.fixture
def built(make_site: MakeSite) -> Path:
    """Return a site with one picture, which is in the cache."""
    root = make_site(
        {
            "notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.jpeg)",
            "notes/repairs/queue.jpeg": saved(noise(2000, 500), "jpeg", exif=exif()),
        }
    )
    for _ in range(2):
        assert build(root).exit_code == 0
    return root


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the sizes of files that were drawn."""
    sizes: list[int] = []
    redraw = drawing.redraw

    def noted(raw: bytes) -> Any:
        sizes.append(len(raw))
        return redraw(raw)

    monkeypatch.setattr(drawing, "redraw", noted)
    return sizes


def cached(root: Path) -> Path:
    (file,) = (root / PICTURES).glob("*/*")
    return file


def aged(path: Path, days: int) -> None:
    then = time.time() - days * 24 * 60 * 60
    os.utime(path, (then, then))


def test_a_picture_is_redrawn_once(built: Path, drawn: list[int]) -> None:
    assert (built / ".weeknotes-cache/.gitignore").read_text() == "*\n"
    assert cached(built).read_bytes() == published(built, "queue.jpeg")
    assert "0 written" in build(built).output
    assert drawn == []


def test_a_stopped_build_leaves_no_partial_picture(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(built / ".weeknotes-cache")
    replace = Path.replace

    def stop_at_pictures(path: Path, target: Path) -> Path:
        if PICTURES in path.as_posix():
            raise SystemExit(143)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", stop_at_pictures)
    assert build(built).exit_code == 143
    assert list((built / PICTURES).glob("*/*")) == []


def test_a_changed_picture_is_redrawn(built: Path, drawn: list[int]) -> None:
    raw = saved(noise(2000, 501), "jpeg", exif=exif())
    (built / "notes/repairs/queue.jpeg").write_bytes(raw)
    assert build(built).exit_code == 0
    assert drawn == [len(raw)]


def test_pictures_are_redrawn_after_an_upgrade_of_pillow(
    built: Path, drawn: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PIL.__version__", "99.0")
    assert build(built).exit_code == 0
    assert len(drawn) == 1


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "swapped"])
def test_a_damaged_file_is_redrawn(damage: str, built: Path, drawn: list[int]) -> None:
    first = published(built, "queue.jpeg")
    made = {
        "cut": first[: len(first) // 2],
        "flipped": first[:-100] + bytes((first[-100] ^ 1,)) + first[-99:],
        "emptied": b"",
        "swapped": b"<script>alert(1)</script>",
    }
    cached(built).write_bytes(made[damage])
    assert "0 written" in build(built).output
    assert len(drawn) == 1
    assert published(built, "queue.jpeg") == cached(built).read_bytes() == first


def test_a_cached_file_that_is_not_a_picture_is_not_published(built: Path, drawn: list[int]) -> None:
    import hashlib

    script = b"<script>alert(1)</script>"
    file = cached(built)
    file.unlink()
    file.with_name(f"{hashlib.sha256(script).hexdigest()[:32]}.jpg").write_bytes(script)
    assert "0 written" in build(built).output
    assert len(drawn) == 1
    assert script not in published(built, "queue.jpeg")


def test_a_build_without_a_cache_publishes_the_same(built: Path, drawn: list[int]) -> None:
    first = published(built, "queue.jpeg")
    shutil.rmtree(built / ".weeknotes-cache")
    (built / ".weeknotes-cache").write_text("no folder can be made here")
    assert "0 written" in build(built).output
    assert len(drawn) == 1
    assert published(built, "queue.jpeg") == first


def test_files_unused_for_90_days_are_removed(built: Path) -> None:
    pictures = built / PICTURES
    used = cached(built)
    unused, recent = (pictures / (letter * 64) / "checksum.jpg" for letter in "ab")
    foreign = pictures / "holiday.jpg"
    for path, days in ((unused, 100), (recent, 80), (foreign, 100)):
        path.parent.mkdir(exist_ok=True)
        path.touch()
        aged(path, days)
    assert build(built).exit_code == 0
    assert unused.exists(), "the last search was less than a day ago"
    aged(pictures / "last-sweep", 2)
    assert build(built).exit_code == 0
    assert not unused.parent.exists()
    assert used.exists()
    assert recent.exists()
    assert foreign.exists()


def test_a_picture_in_use_is_never_removed(built: Path) -> None:
    used = cached(built)
    number = used.stat().st_ino
    for _ in range(3):  # each time two months later
        aged(used, 60)
        aged(built / PICTURES / "last-sweep", 60)
        assert "0 written" in build(built).output
        assert used.stat().st_ino == number
        assert time.time() - used.stat().st_mtime < 24 * 60 * 60


def test_a_build_succeeds_if_the_cache_cannot_be_pruned(built: Path) -> None:
    unused = built / PICTURES / ("a" * 64) / "folder"
    unused.mkdir(parents=True)
    for path in (unused, built / PICTURES / "last-sweep"):
        aged(path, 100)
    assert "0 written" in build(built).output
