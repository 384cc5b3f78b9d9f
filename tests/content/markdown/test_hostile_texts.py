"""No text takes more than linear time, causes a traceback or loses words silently.

The default run doubles from 1 to 8 kB and takes the slowest texts up to a note's cap; `WEEKNOTES_FULL=1` goes on to
64 kB and takes all of them to the cap.
"""

import gc
import os
import re
import time
from collections.abc import Iterator

import pytest
from hostile_texts import TEXTS
from markdown_parts import html_of, render

from weeknotes_site.content.text.source import MAX_NOTE_BYTES
from weeknotes_site.diagnostics import Place

pytestmark = pytest.mark.slow

FULL = "WEEKNOTES_FULL" in os.environ
LARGEST = 64_000 if FULL else 8_000
FLOOR = 0.05
"""Seconds below which growth is noise."""
MOST = 2.5
"""What doubling a text may multiply the time by."""
MOST_SECONDS = 2.0
"""Of processor time, for a text at the cap."""
SLOWEST = (
    "changing marks",
    "definitions of one word",
    "brackets 40 deep",
    "paragraphs",
    "a label over lines",
    "labels with a slip",
)
TRIES = 5
DEFINITIONS = re.compile(r"^ {0,3}(?:\*?\[\w+\]:.*|\[a$)", re.MULTILINE)
COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)


@pytest.fixture(autouse=True)
def _no_garbage_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def seconds(text: str) -> float:
    """Return the CPU time that a text takes."""
    start = time.process_time()
    render(text)
    return time.process_time() - start


def grows_too_fast(before: float, after: float) -> bool:
    return after > max(before, FLOOR) * MOST


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_text_takes_about_twice_the_time(name: str) -> None:
    size = 1_000
    before = seconds(TEXTS[name](size))
    while size < LARGEST:
        shorter, size = TEXTS[name](size), 2 * size
        longer = TEXTS[name](size)
        after = seconds(longer)
        for _ in range(8):  # what else the machine does only ever adds to the time
            if not grows_too_fast(before, after):
                break
            before, after = min(before, seconds(shorter)), min(after, seconds(longer))
        assert not grows_too_fast(before, after), f"{size // 2} characters: {before:.3f} s, {size}: {after:.3f} s"
        before = after


@pytest.mark.parametrize("name", TEXTS)
def test_no_word_is_silently_lost(name: str) -> None:
    text = f"first\n\n{TEXTS[name](1_000)}\n\nlast"
    meant = COMMENTS.sub("", DEFINITIONS.sub("", text))
    assert words(meant) - {"NOTE", "python"} <= words(outcome(text))


def outcome(text: str) -> str:
    """Return the HTML with what diagnostics say and point at; the text itself where a bound refuses it by name."""
    rendered = render(text)
    if not rendered.is_whole:
        return text if all(one.place.line for one in rendered.diagnostics) else ""
    said = (f"{one.message} {pointed_at(one.place)}" for one in rendered.diagnostics)
    return f"{html_of(rendered)} {' '.join(said)}"


def pointed_at(place: Place) -> str:
    return place.source[place.column - 1 : place.column - 1 + place.length]


def words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]+", text))


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS if FULL else SLOWEST)
def test_a_note_of_the_maximum_size_takes_less_than_two_seconds(name: str) -> None:
    text = TEXTS[name](MAX_NOTE_BYTES)
    took = quickest(text)
    print(f"{name}, {MAX_NOTE_BYTES:,} bytes: {took:.2f} s")
    assert took < MOST_SECONDS


def quickest(text: str) -> float:
    """Return the time of the first attempt that is fast enough, because load only adds time."""
    took = MOST_SECONDS
    for _ in range(TRIES):
        took = seconds(text)
        if took < MOST_SECONDS:
            break
    return took
