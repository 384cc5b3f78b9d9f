"""Mentions and references are right in at least 98 of 100 notes with deliberate traps."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from planted_notes import REFERRING, TEAMS, Planted, plant

from weeknotes_site.cli import main

NOTES = 200
SEED = 20_261_125
FRONT = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\n"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def numbered_note(number: int) -> str:
    return f"---\ndate: 2022-01-14\nauthor: Ann Lee\nnumber: {number}\n---\n\nNothing new.\n"


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Planted, ...]]:
    """Build the site of all planted notes, each of a team of its own."""
    root = tmp_path_factory.mktemp("planted")
    notes = tuple(plant(NOTES, SEED))
    files = {f"notes/{slug}/_team.md": f"---\n{front}\n---\n" for slug, front in TEAMS.items()}
    files["notes/search/first.md"] = f"{FRONT}Nothing new."
    numbered = {number: slug for slug, number in (*REFERRING.values(),) if slug != "own"}
    files |= {f"notes/{slug}/{number}.md": numbered_note(number) for number, slug in numbered.items()}
    for at, one in enumerate(notes):
        files |= {f"notes/writer-{at}/{number}.md": numbered_note(number) for number in (15, 16)}
        files[f"notes/writer-{at}/note.md"] = f"{FRONT}{one.body}\n"
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
        (root / name).with_name("chart.png").write_bytes(PIXEL)
    arguments = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01", "--jobs", "1"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return root / "_site", notes


def test_mentions_are_right_in_98_of_100(planted: tuple[Path, tuple[Planted, ...]]) -> None:
    output, notes = planted
    found: set[tuple[str, str]] = set()
    for slug in TEAMS:
        for page in (output / f"teams/{slug}").rglob("*.html"):
            quoted = re.findall(r'<p dir="ltr"><a href="[^"]*teams/(writer-\d+)/', page.read_text("utf-8"))
            found.update((writer, slug) for writer in quoted)
    right = {(f"writer-{at}", slug) for at, one in enumerate(notes) for slug in one.teams}
    wrong = sorted(found ^ right)
    print(
        f"{len(right)} mentions in {NOTES} notes, {len(found - right)} too many, {len(right - found)} missed: {wrong}"
    )
    assert len(right) > NOTES
    assert len(found & right) / len(found | right) >= 0.98


def test_references_are_right_in_98_of_100(planted: tuple[Path, tuple[Planted, ...]]) -> None:
    output, notes = planted
    found: set[tuple[int, str, int]] = set()
    for at in range(NOTES):
        page = (output / f"teams/writer-{at}/note.html").read_text("utf-8").partition('<footer class="note-end')[0]
        for team, number in re.findall(r'<a href="\.\./\.\./teams/([^/]+)/(\d+)\.html">', page):
            found.add((at, "own" if team == f"writer-{at}" else team, int(number)))
    right = {(at, *reference) for at, one in enumerate(notes) for reference in one.references}
    wrong = sorted(found ^ right)
    print(f"{len(right)} references, {len(found - right)} too many, {len(right - found)} missed: {wrong}")
    assert len(right) > NOTES / 2
    assert len(found & right) / len(found | right) >= 0.98
