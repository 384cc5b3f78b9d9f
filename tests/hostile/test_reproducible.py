"""The same notes give the same bytes on any machine and at any time; a second build touches nothing."""

import hashlib
import locale
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import EXAMPLE_SITE
from hostile import build_elsewhere

FULL = bool(os.environ.get("WEEKNOTES_FULL"))
PROJECT = Path(__file__).parents[2]
ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe")
LOCALES = ("C", "tr_TR.UTF-8", "ja_JP.UTF-8", "de_DE.UTF-8")
UMASKS = ("022", "077", "002", "000")
JOBS = ("1", "2", "4")
CLOCKS = ("0", "946684799", "1795392000", "4102444800")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Differences between the environments of two builds."""

    number: int

    @property
    def locale(self) -> str:
        return LOCALES[self.number % len(LOCALES)]

    @property
    def arguments(self) -> list[str]:
        umask, clock = UMASKS[self.number // 2 % len(UMASKS)], CLOCKS[self.number // 3 % len(CLOCKS)]
        return [umask, str(self.number), clock, JOBS[self.number % len(JOBS)]]

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "SOURCE_"))
        }
        return kept | {
            "TZ": ZONES[self.number % len(ZONES)],
            "LC_ALL": self.locale,
            "LANG": self.locale,
            "PYTHONHASHSEED": str(self.number),
            "HOME": f"/nowhere/{self.number}",
        }


def has_locale(name: str) -> bool:
    """Return whether a locale exists, after creating it if possible."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        make = shutil.which("localedef")
        if not make or os.geteuid() != 0:
            return False
        language, _, charset = name.partition(".")
        return (
            subprocess.run([make, "-i", language, "-f", charset, name], capture_output=True, check=False).returncode
            == 0
        )
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return True


def copy_site(target: Path) -> Path:
    for name in ("templates", "static"):
        shutil.copytree(PROJECT / name, target / name)
    return shutil.copytree(EXAMPLE_SITE, target, dirs_exist_ok=True)


def build(root: Path, output: Path, one: Surroundings) -> str:
    command = [sys.executable, build_elsewhere.__file__, str(root), str(output), *one.arguments]
    child = subprocess.run(command, capture_output=True, text=True, check=False, env=one.environment, timeout=600)
    assert child.returncode == 0, child.stdout + child.stderr
    return child.stdout


def tree_hash(folder: Path) -> str:
    """Return a hash of all bytes, names and modes."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(".weeknotes/lock"):
            continue
        mode = path.stat().st_mode & 0o777
        digest.update(f"{name}\0{mode:o}\0".encode() + (path.read_bytes() if path.is_file() else b""))
    return digest.hexdigest()


@pytest.mark.slow
def test_the_same_notes_give_the_same_bytes(tmp_path: Path) -> None:
    known = [name for name in LOCALES if has_locale(name)]
    builds = [
        one for one in (Surroundings(number=number) for number in range(32 if FULL else 4)) if one.locale in known
    ]
    hashes = set()
    for one in builds:
        home = tmp_path / f"checkout {one.number}" / ("é" * (one.number % 3 + 1))
        root = copy_site(home / "site")
        build(root, home / "out", one)
        hashes.add(tree_hash(home / "out"))
        shutil.rmtree(home)
    missing = sorted(set(LOCALES) - set(known))
    print(f"{len(builds)} builds in other surroundings: {len(hashes)} hash; locales {known}, missing {missing}")
    assert len(hashes) == 1
    assert not FULL or len(builds) >= 24 or missing
    if len(known) == 1:
        pytest.skip("none of the locales is installed")


def test_a_build_with_nothing_to_do_touches_nothing(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "site")
    build(root, tmp_path / "out", Surroundings(number=0))

    def state() -> dict[str, tuple[int, int, int]]:
        found = {path: path.stat() for path in (tmp_path / "out").rglob("*") if not path.name.startswith("lock")}
        return {str(path): (one.st_ino, one.st_mtime_ns, one.st_mode) for path, one in found.items() if path.is_file()}

    before = state()
    assert " 0 written" in build(root, tmp_path / "out", Surroundings(number=7))
    assert state() == before
    for folder in (tmp_path / "site", tmp_path / "out"):
        assert not list(folder.rglob("*.tmp"))
