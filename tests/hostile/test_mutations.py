"""Damaged notes are published or reported with their file name, and nothing hangs.

1,000 damaged notes by default, 10,000 with `WEEKNOTES_FULL=1`, and as many as `WEEKNOTES_MUTATIONS` says.
"""

import os
import time
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from conftest import EXAMPLE_SITE, REAL_NOTES, site_options
from hostile.payloads import PAYLOADS
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.read_file import read_note_file
from weeknotes_site.pipeline import load

NUMBER = int(os.environ.get("WEEKNOTES_MUTATIONS") or (10_000 if os.environ.get("WEEKNOTES_FULL") else 1_000))
MOST_SECONDS = 2.0
SNIPPETS = (
    *(payload.encode() for payload in PAYLOADS),
    *(b"---\n", b"\n---\n", b"```\n", b"<!--", b"[^1]: x\n", b"| a |\n|-|\n", b"> " * 60, b"[" * 60, b"*" * 99),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\x1b[31m", b"\r", b"\xc3", b"\xed\xa0\x80", b"\t", b"&#x0;", b"{{ x }}"),
    *(
        b"team: no\n",
        b"date: 24/01/2022\n",
        b"week: 2022-W53\n",
        b"slug: ../x\n",
        b"a: &a [*a]\n",
        b"formerly: index.html\n",
    ),
)


def all_notes() -> list[bytes]:
    folders = [EXAMPLE_SITE / "notes", *([REAL_NOTES / "notes"] if REAL_NOTES.is_dir() else [])]
    return [path.read_bytes() for folder in folders for path in sorted(folder.rglob("*.md"))]


NOTES = all_notes()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    raw = bytearray(draw(st.sampled_from(NOTES)))
    for kind in draw(
        st.lists(st.sampled_from(("flip", "insert", "cut", "drop", "shuffle", "join")), min_size=1, max_size=6)
    ):
        at = draw(st.integers(0, max(len(raw) - 1, 0)))
        if kind == "flip" and raw:
            raw[at] = draw(st.integers(0, 255))
        elif kind == "insert":
            raw[at:at] = draw(st.sampled_from(SNIPPETS))
        elif kind == "cut":
            del raw[at:]
        elif kind == "drop":
            del raw[at : at + draw(st.integers(1, 200))]
        elif kind == "shuffle":
            lines = raw.split(b"\n")
            order = draw(st.permutations(range(min(len(lines), 12))))
            raw = bytearray(b"\n".join([*(lines[one] for one in order), *lines[12:]]))
        else:
            raw += draw(st.sampled_from(NOTES))[:5_000]
    return bytes(raw)


@seed(20_261_123)
@settings(
    max_examples=NUMBER,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(damaged())
def test_a_damaged_note_is_read_or_reported(raw: bytes) -> None:
    started = time.process_time()
    file, _ = read_note_file("notes/t/2022-01-24.md", raw, BodySettings())
    assert time.process_time() - started < MOST_SECONDS
    assert file.outline is not None or any(one.is_error for one in file.diagnostics)
    assert all(one.path == "notes/t/2022-01-24.md" and one.message for one in file.diagnostics)


@seed(20_261_123)
@settings(max_examples=max(NUMBER // 100, 10), deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(damaged(), min_size=8, max_size=12))
def test_every_damaged_note_of_a_site_is_published_or_reported(tmp_path: Path, notes: list[bytes]) -> None:
    folder = tmp_path / "notes/t"
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for number, raw in enumerate(notes):
        (folder / f"2022-01-{number + 10}.md").write_bytes(raw)
    site = load(site_options(root=tmp_path, as_of=date(2022, 3, 1), keep_going=True))
    published = {note.path for note in site.archive.notes}
    named = {one.path for one in site.diagnostics}
    drafts = {f"notes/t/{path.name}" for path in folder.iterdir() if b"draft" in path.read_bytes()}
    assert {f"notes/t/{path.name}" for path in folder.iterdir()} <= published | named | drafts


def test_there_are_enough_damaged_notes() -> None:
    real = "with" if REAL_NOTES.is_dir() else "without"
    print(f"{NUMBER:,} damaged notes made of {len(NOTES)} ({real} the real ones): each is read or named")
    assert len(NOTES) >= 20
