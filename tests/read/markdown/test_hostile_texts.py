"""No text takes more than its share of time, ends in a traceback or is lost in silence.

The default run doubles from 1 to 8 kB; `WEEKNOTES_FULL=1` goes on to 64 kB and looks at whole megabytes too.
"""

import gc
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hostile_texts import TEXTS
from markdown_parts import html_of, render

from weeknotes_site.diagnostics import Place, Problem
from weeknotes_site.read.source import MAX_NOTE_BYTES

FULL = "WEEKNOTES_FULL" in os.environ
LARGEST = 64_000 if FULL else 8_000
FLOOR = 0.05
"""Seconds below which growth is noise."""
MOST = 2.5
"""What doubling a text may multiply the time by."""
MOST_SECONDS = 60.0
"""For a text at the cap: the library takes 10 to 20 for a megabyte of short list items, which is honest work."""
DEFINITIONS = re.compile(r"^ {0,3}(?:\*?\[\w+\]:.*|\[a$)", re.MULTILINE)
COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)


@pytest.fixture(autouse=True)
def _no_garbage_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def seconds(text: str) -> float:
    """Return the processor time that a text takes."""
    start = time.process_time()
    with suppress(Problem):
        render(text)
    return time.process_time() - start


def grows_too_fast(before: float, after: float) -> bool:
    return after > max(before, FLOOR) * MOST


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
def test_no_word_is_lost_in_silence(name: str) -> None:
    text = f"first\n\n{TEXTS[name](1_000)}\n\nlast"
    meant = COMMENTS.sub("", DEFINITIONS.sub("", text))
    assert words(meant) - {"NOTE", "python"} <= words(outcome(text))


def outcome(text: str) -> str:
    """Return the HTML with what diagnostics say and point at; the text itself where a bound refuses it by name."""
    try:
        rendered = render(text)
    except Problem as problem:
        return text if problem.diagnostics[0].place.line else ""
    said = (f"{one.message} {pointed_at(one.place)}" for one in rendered.problems)
    return f"{html_of(rendered)} {' '.join(said)}"


def pointed_at(place: Place) -> str:
    return place.source[place.column - 1 : place.column - 1 + place.length]


def words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]+", text))


@pytest.mark.skipif(not FULL, reason="takes minutes; WEEKNOTES_FULL=1 runs it")
@pytest.mark.parametrize("name", TEXTS)
def test_a_note_at_the_cap_is_done_in_bounded_time(name: str) -> None:
    text = TEXTS[name](MAX_NOTE_BYTES - 1_000)
    assert seconds(text) < MOST_SECONDS
