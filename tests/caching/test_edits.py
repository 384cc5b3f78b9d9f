"""What an edit writes: the files that show it, and no others. What a cache may do to a build: nothing but save time."""

import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main
from weeknotes_site.config import Config
from weeknotes_site.content.notebook import INDEX, Leaf, open_notebook
from weeknotes_site.memo import CACHE, Held, Memo, key_of

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
FEEDS = {"feed.xml", "atom.xml", "weekly.xml", "teams/repairs/feed.xml", "teams/repairs/atom.xml"}


def build(root: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01", *options])
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


def test_a_text_changes_its_page_and_its_feeds(make_site: MakeSite) -> None:
    assert changed_by(make_site(SITE), replace("The lift.", "The lift of block D.")) == {PAGE, *FEEDS}


def test_a_text_without_feeds_changes_its_page(make_site: MakeSite) -> None:
    site = SITE | {"weeknotes.toml": "title = 'Notes'\n"}
    assert changed_by(make_site(site), replace("The lift.", "The lift of block D.")) == {PAGE}


def test_a_title_changes_what_lists_it_too(make_site: MakeSite) -> None:
    changed = changed_by(make_site(SITE), replace("author: Ada", "author: Ada\ntitle: Boilers"))
    lists = {"index.html", "teams/repairs/index.html", "tags/boilers.html", "people/ada.html"}
    weeks = {"weeks/2022-w03.html", "weeks/2022.html", "weeks/index.html"}
    around = {"teams/repairs/2022-01-14.html", "teams/voids/2022-01-21.html", "teams/repairs/latest.html"}
    assert changed == {PAGE, *FEEDS, *lists, *weeks, *around}


def test_a_paragraph_that_becomes_the_summary_changes_what_shows_it(make_site: MakeSite) -> None:
    changed = changed_by(make_site(SITE), replace("The boiler of block C is mended.", "All is well."))
    assert {PAGE, "index.html", "weeks/2022-w03.html", "teams/repairs/index.html"} <= changed


def test_nothing_changes_where_nothing_did(make_site: MakeSite) -> None:
    assert changed_by(make_site(SITE), lambda _: None) == set()


def test_a_new_time_stamp_is_no_change(make_site: MakeSite) -> None:
    assert changed_by(make_site(SITE), lambda path: os.utime(path, (1, 1))) == set()


def test_a_text_with_its_old_size_and_time_is_seen(make_site: MakeSite) -> None:
    def swap(path: Path) -> None:
        found = path.stat()
        replace("The lift.", "The roof.")(path)
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))

    assert PAGE in changed_by(make_site(SITE), swap)


def test_a_template_changes_every_page_that_has_it(make_site: MakeSite) -> None:
    root = make_site(SITE)
    build(root)
    before = times(root)
    (root / "templates/partials").mkdir(parents=True)
    (root / "templates/partials/note_end.html").write_text("<p>The end</p>\n")
    build(root)
    changed = {path for path, stamp in times(root).items() if before[path] != stamp}
    assert changed == {path for path in before if re.fullmatch(r"teams/\w+/2022-.*\.html", path)}


def test_a_static_file_where_a_note_stood_before_is_seen_by_a_check_that_remembers(make_site: MakeSite) -> None:
    root = make_site(SITE | {EDITED: NOTE.replace("tags: [boilers]", "formerly: blog/boilers.html")})
    build(root)
    (root / "static/blog").mkdir(parents=True)
    (root / "static/blog/boilers.html").write_text("x")
    result = CliRunner().invoke(main, ["--root", str(root), "check", "--as-of", "2022-03-01"])
    assert (result.exit_code, "`static/blog/boilers.html`" in result.output) == (1, True), result.output
    (root / "static/blog/boilers.html").rename(root / "static/blog/lifts.html")
    build(root)
    assert (root / "_site/blog/lifts.html").read_text() == "x"


def test_a_page_that_somebody_changed_is_put_right(make_site: MakeSite) -> None:
    root = make_site(SITE)
    build(root)
    page = (root / "_site" / PAGE).read_bytes()
    (root / "_site" / PAGE).write_bytes(page.replace(b"boiler", b"broker"))
    (root / "_site/index.html").unlink()
    assert "2 written" in build(root)
    assert (root / "_site" / PAGE).read_bytes() == page


def test_a_second_output_is_whole(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site(SITE)
    build(root)
    other = tmp_path / "other"
    assert "0 unchanged" in build(root, "-o", str(other))
    shutil.rmtree(root / "_site/.weeknotes")
    shutil.rmtree(other / ".weeknotes")
    assert sorted(path.name for path in (root / "_site").rglob("*")) == sorted(path.name for path in other.rglob("*"))


@pytest.mark.parametrize("at", [0.4, 0.7, 0.999])
def test_a_cache_with_a_flipped_bit_is_said_and_made_anew(at: float, make_site: MakeSite) -> None:
    root = make_site(SITE)
    build(root)
    for path in (root / CACHE).iterdir():
        content = bytearray(path.read_bytes())
        content[int(len(content) * at)] ^= 0xFF
        path.write_bytes(content)
    (root / EDITED).write_text(NOTE.replace("The lift.", "The roof."))
    assert f"the cache in {root / CACHE} was damaged, so it is made anew" in build(root)
    assert "The roof." in (root / "_site" / PAGE).read_text("utf-8")
    assert "damaged" not in build(root)


def test_a_cache_that_cannot_be_written_is_done_without(make_site: MakeSite) -> None:
    root = make_site(SITE)
    (root / CACHE).write_text("no folder")
    assert changed_by(root, replace("The lift.", "The roof.")) == {PAGE, *FEEDS}


class Harm:
    """What a cache in somebody's commit could hold."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("harmed",)


def test_a_cache_runs_no_code(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site(SITE)
    build(root)
    monkeypatch.chdir(root)
    monkeypatch.setattr("weeknotes_site.memo.pack", lambda _: pickle.dumps(Harm()))
    (root / EDITED).write_text(NOTE.replace("The lift.", "The roof."))
    build(root)
    monkeypatch.undo()
    (root / EDITED).write_text(NOTE.replace("The lift.", "The attic."))
    monkeypatch.chdir(root)
    assert "was damaged" in build(root)
    assert not Path("harmed").exists()


DYING = """
import os, sys
from pathlib import Path
from weeknotes_site import workers
from weeknotes_site.cli import main
from weeknotes_site.content import note_file

read, once = note_file.read_note_file, Path(sys.argv.pop(1))
workers.FEW = 2

def read_or_die(path, *rest):
    if path == "notes/repairs/2022-01-21.md" and once.exists():
        if once.name == "once":
            once.unlink()
        os._exit(9)
    return read(path, *rest)

note_file.read_note_file = read_or_die
main(prog_name="weeknotes")
"""
"""A command whose process dies of one note while a file is there; one named `once` goes with the first death."""


def build_dying(root: Path, while_there: Path) -> subprocess.CompletedProcess[str]:
    while_there.touch()
    command = ["--root", str(root), "build", "--no-search", "--jobs", "2"]
    return subprocess.run(
        [sys.executable, "-c", DYING, str(while_there), *command], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_a_process_that_dies_names_its_note(make_site: MakeSite, tmp_path: Path) -> None:
    done = build_dying(make_site(SITE), tmp_path / "always")
    assert done.returncode == 1
    assert f"{EDITED}: error[worker-died]: the process that worked on this file died" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_a_process_that_is_killed_by_chance_costs_nothing(make_site: MakeSite, tmp_path: Path) -> None:
    done = build_dying(make_site(SITE), tmp_path / "once")
    assert (done.returncode, done.stdout.split(" of ")[0]) == (0, "4 notes")


KILLED = """
import os, signal
from weeknotes_site import workers
from weeknotes_site.cli import main
from weeknotes_site.publish import staging

workers.FEW = 2
staging._write = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
main(prog_name="weeknotes")
"""
"""A command that is killed as it writes the first file, while its processes make pages."""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_the_processes_of_a_build_that_is_killed_do_not_keep_the_next_from_publishing(make_site: MakeSite) -> None:
    root = make_site(SITE)
    command = ["--root", str(root), "build", "--no-search", "--jobs", "2"]
    killed = subprocess.run([sys.executable, "-c", KILLED, *command], check=False, stderr=subprocess.DEVNULL)
    assert killed.returncode == -signal.SIGKILL
    until = time.monotonic() + 10
    while (done := CliRunner().invoke(main, command)).exit_code and time.monotonic() < until:
        assert "another build is publishing" in done.output
        time.sleep(0.05)
    assert done.exit_code == 0, done.output


def test_time_stamps_of_the_last_two_seconds_are_not_trusted(make_site: MakeSite) -> None:
    root = make_site(SITE)
    build(root)
    time.sleep(2.1)
    build(root)
    before = (root / CACHE / "notes").stat().st_mtime_ns
    build(root)
    assert (root / CACHE / "notes").stat().st_mtime_ns == before, "by now they are, so there is nothing to note"


def test_what_a_preview_has_at_hand_is_written_once_it_says_so(tmp_path: Path) -> None:
    memo = Memo(tmp_path / CACHE, held=Held())
    memo.save("weeks", (47, 48), "key")
    assert memo.load("weeks", "key") == (47, 48)
    assert not memo.folder.exists()
    memo.write_held()
    assert Memo(memo.folder).load("weeks", "key") == (47, 48)


def test_a_preview_that_is_killed_leaves_a_cache_that_is_whole(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(SITE)
    build(root)
    monkeypatch.setattr("weeknotes_site.content.notebook._MANY_SEGMENTS", 1)
    memo = Memo(root / CACHE, held=Held())
    for word in ("roof", "attic", "cellar"):
        (root / EDITED).write_text(NOTE.replace("The lift.", f"The {word}."))
        open_notebook(root, Config(), memo)
    leaves = Memo(root / CACHE).load(INDEX, key_of("notes", []), dict[str, Leaf])
    assert leaves.keys() >= {"notes/repairs/2022-01-14.md", EDITED}
    assert all((root / CACHE / leaf.declared.segment).is_file() for leaf in leaves.values())
