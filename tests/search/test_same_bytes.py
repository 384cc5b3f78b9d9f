"""Clean builds with search give the same bytes, except for Pagefind's files of filter values."""

import gzip
import shutil
from fnmatch import fnmatch
from pathlib import Path

from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main

# Pagefind keeps a filter's values in a hash map with a random seed, and names files by what they hold.
UNORDERED = ("search/*/filter/*.pf_filter", "search/*/pagefind.*.pf_meta", "search/*/pagefind-entry.json")
LIST_OF_FILES = ".weeknotes/published"


def note(day: int, author: str, tags: str) -> str:
    return f"---\ndate: 2022-01-{day}\nauthor: {author}\ntags: [{tags}]\n---\n\nWe moved the queue, part {day}.\n"


def build(root: Path) -> dict[str, bytes]:
    for name in ("_site", ".weeknotes-cache"):
        shutil.rmtree(root / name, ignore_errors=True)
    arguments = ["--root", str(root), "build", "--as-of", "2022-03-01", "--base-url", "https://weeknotes.example/"]
    assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
    files = (path for path in (root / "_site").rglob("*") if path.is_file())
    return {path.relative_to(root / "_site").as_posix(): path.read_bytes() for path in files}


def ordered(site: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in site.items() if not is_unordered(path)}


def is_unordered(path: str) -> bool:
    return path == LIST_OF_FILES or any(fnmatch(path, one) for one in UNORDERED)


def filters(site: dict[str, bytes]) -> list[bytes]:
    """Return what each filter file holds, its bytes sorted: the same values in any order."""
    kept = (content for path, content in site.items() if fnmatch(path, UNORDERED[0]))
    return sorted(bytes(sorted(gzip.decompress(content))) for content in kept)


def test_three_clean_builds_give_the_same_files(make_site: MakeSite) -> None:
    people = ("Ann Lee", "Bo Diaz", "Cy Okafor", "Di Moss")
    notes = {
        f"notes/team-{team}/2022-01-{day}.md": note(day, people[team], f"tag-{day}, tag-{team}, moves")
        for team in range(4)
        for day in (10, 17, 24)
    }
    first, *others = (build(make_site(notes)) for _ in range(3))
    assert len(filters(first)) >= 3
    assert any(path.startswith("search/2022/fragment/") for path in ordered(first))
    for other in others:
        assert ordered(other) == ordered(first)
        assert filters(other) == filters(first)
