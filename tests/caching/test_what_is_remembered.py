"""A build that remembers gives what a build from nothing gives: byte for byte, file for file, whatever people edit.

Thirty edits by default, more than 300 with `WEEKNOTES_FULL=1`, with one process, two and four. The figures are printed.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from conftest import site_options
from weeknotes_site import parallel
from weeknotes_site.cache import CACHE
from weeknotes_site.diagnostics import Diagnostic, Problem
from weeknotes_site.pipeline import build

IS_FULL = bool(os.environ.get("WEEKNOTES_FULL"))
EDITS, SEQUENCES = (20, 17) if IS_FULL else (10, 3)
AS_OF = date(2022, 3, 1)
TEAMS = ("repairs", "voids", "data-platform")
WORDS = (
    "The boiler is mended.",
    "About us.",
    "We asked people.",
    "Nothing new.",
    "See [that](../voids/2022-01-05.md).",
)
TITLES = ("", "A new lift", "Repairs weeknotes", "Ünïcode")
DAYS = [date(2022, 1, 5) + timedelta(days=3 * number) for number in range(16)]
STARTS = {
    f"notes/{team}/{day}.md": {"date": str(day), "author": "Ada", "body": f"News of {day}."}
    for team in TEAMS
    for day in DAYS[::5]
}
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc00000000301010018dd8db00000000049454e44ae426082"
)

done = {"edits": 0}


def tree(folder: Path) -> Mapping[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(".weeknotes/")}


@contextmanager
def forgotten(root: Path) -> Iterator[None]:
    """Have no cache for a while."""
    cache, away = root / CACHE, root / ".away"
    kept = cache.is_dir()
    if kept:
        cache.rename(away)
    try:
        yield
    finally:
        shutil.rmtree(cache, ignore_errors=True)
        if kept:
            away.rename(cache)


class EditedSite(RuleBasedStateMachine):
    """A site that people work on, built after each edit."""

    jobs = 1

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="weeknotes-remembered-")
        self.root = Path(self.folder.name) / "site"
        self.notes: dict[str, dict[str, str]] = {}
        self.drafts = False

    @initialize()
    def begin(self) -> None:
        (self.root / "notes/voids").mkdir(parents=True)
        (self.root / "weeknotes.toml").write_text('base_url = "https://weeknotes.example/"\n')
        (self.root / "notes/voids/lift.png").write_bytes(PICTURE)
        for path, note in STARTS.items():
            self.write(path, **note)

    def write(self, path: str, **changes: str) -> None:
        note = self.notes.setdefault(path, {}) | changes
        self.notes[path] = note
        front = "".join(f"{key}: {value}\n" for key, value in note.items() if key != "body" and value)
        self.put(path, f"---\n{front}---\n\n{note['body']}\n")

    def put(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def chosen(self, number: int) -> str:
        return sorted(self.notes)[number % len(self.notes)]

    @rule(number=st.integers(0, 99), words=st.lists(st.sampled_from(WORDS), max_size=4))
    def edit_a_text(self, number: int, words: list[str]) -> None:
        self.write(self.chosen(number), body="\n\n".join(words))

    @rule(number=st.integers(0, 99), paragraph=st.sampled_from(WORDS))
    def add_a_paragraph(self, number: int, paragraph: str) -> None:
        path = self.chosen(number)
        self.write(path, body=f"{self.notes[path]['body']}\n\n{paragraph}")

    @rule(number=st.integers(0, 99), title=st.sampled_from(TITLES))
    def edit_a_title(self, number: int, title: str) -> None:
        self.write(self.chosen(number), title=title)

    @rule(number=st.integers(0, 99), heading=st.sampled_from(("Next", "What we did")))
    def add_a_heading(self, number: int, heading: str) -> None:
        path = self.chosen(number)
        self.write(path, body=f"{self.notes[path]['body']}\n\n## {heading}\n\nMore.")

    @rule(number=st.integers(0, 99))
    def show_a_picture(self, number: int) -> None:
        path = self.chosen(number)
        self.write(path, body=f"{self.notes[path]['body']}\n\n![The lift](../voids/lift.png)")

    @rule(number=st.integers(0, 99), draft=st.sampled_from(("true", "")))
    def change_a_draft(self, number: int, draft: str) -> None:
        self.write(self.chosen(number), draft=draft)

    @rule(number=st.integers(0, 99), tags=st.sampled_from(("", "[lifts]", "[lifts, keys]")))
    def edit_tags(self, number: int, tags: str) -> None:
        self.write(self.chosen(number), tags=tags)

    @rule(team=st.sampled_from(TEAMS), day=st.sampled_from(DAYS))
    def add_a_note(self, team: str, day: date) -> None:
        self.write(f"notes/{team}/{day}.md", date=str(day), author="Grace", body=f"New on {day}.")

    @precondition(lambda self: len(self.notes) > 2)
    @rule(number=st.integers(0, 99))
    def delete_a_note(self, number: int) -> None:
        path = self.chosen(number)
        del self.notes[path]
        (self.root / path).unlink()

    @rule(number=st.integers(0, 99), team=st.sampled_from(TEAMS))
    def move_a_note(self, number: int, team: str) -> None:
        path = self.chosen(number)
        target = f"notes/{team}/{Path(path).stem}-moved.md"
        self.notes[target] = self.notes.pop(path)
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / target)

    @rule(number=st.integers(0, 99), what=st.sampled_from(("date: 24.01.2022", "oops: [", "")))
    def break_a_note(self, number: int, what: str) -> None:
        path = self.chosen(number)
        self.put(path, f"---\n{what}\nauthor: Ada\n---\n\nBroken.\n")

    @rule(team=st.sampled_from(TEAMS), name=st.sampled_from(("Repairs", "Homes", "Voids & keys")))
    def name_a_team(self, team: str, name: str) -> None:
        self.put(f"notes/{team}/_team.md", f"---\nname: {name}\n---\n\nWe are {name}.\n")

    @rule(words=st.sampled_from(("Old news", "Other teams")))
    def change_a_template(self, words: str) -> None:
        self.put("templates/partials/draft.html", f"<p>{words}</p>\n")

    @rule(colour=st.sampled_from(("red", "blue")))
    def change_a_style(self, colour: str) -> None:
        self.put("static/own.css", f"p {{ color: {colour} }}\n")

    @rule(title=st.sampled_from(("Weeknotes", "Notes")), address=st.booleans())
    def change_the_settings(self, title: str, address: bool) -> None:
        base_url = 'base_url = "https://weeknotes.example/"\npublic = true\n' if address else ""
        self.put("weeknotes.toml", f'title = "{title}"\n{base_url}')

    @rule(size=st.integers(1, 9))
    def change_a_picture(self, size: int) -> None:
        (self.root / "notes/voids/lift.png").write_bytes(PICTURE + b"\0" * size if size > 5 else PICTURE)

    @rule()
    def show_drafts(self) -> None:
        self.drafts = not self.drafts

    @rule(days=st.integers(0, 9))
    def damage_the_cache(self, days: int) -> None:
        files = sorted((self.root / CACHE).glob("*")) if (self.root / CACHE).is_dir() else []
        if files and days > 6:
            path = files[days % len(files)]
            content = bytearray(path.read_bytes())
            if content:
                content[len(content) * 2 // 3] ^= 0xFF
                path.write_bytes(content)

    def teardown(self) -> None:
        self.folder.cleanup()

    @invariant()
    def the_remembered_site_is_the_clean_one(self) -> None:
        done["edits"] += 1
        output, clean = Path(self.folder.name) / "out", Path(self.folder.name) / "clean"
        remembered = self.build(output)
        with forgotten(self.root):
            assert self.build(clean) == remembered
        assert tree(output) == tree(clean)
        shutil.rmtree(clean, ignore_errors=True)

    def build(self, output: Path) -> tuple[Diagnostic, ...]:
        options = site_options(root=self.root, as_of=AS_OF, drafts=self.drafts, keep_going=True, jobs=self.jobs)
        try:
            return build(options, output, None).report.diagnostics
        except Problem as problem:
            return problem.diagnostics


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_the_remembered_site_is_the_clean_one(jobs: int, capsys: pytest.CaptureFixture[str]) -> None:
    machine = type("EditedSiteInProcesses", (EditedSite,), {"jobs": jobs})
    done["edits"] = 0
    few = dict.fromkeys(parallel.FEW, 2 if sys.platform == "linux" else sys.maxsize)
    with patch.object(parallel, "FEW", few), patch.object(parallel, "_is_safe", lambda: True):
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=SEQUENCES,
                stateful_step_count=EDITS,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    with capsys.disabled():
        print(f"\n{done['edits']} sites of edits, built with {jobs} jobs, equal those built from nothing", end="")
    assert done["edits"] >= SEQUENCES
