"""No regular expression is slow on any text, including texts made to cause backtracking."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from hostile.patterns import METHODS, Pattern, find_made_in_functions, find_patterns, find_uses, hostile_texts, use

TINY, SHORT, LONG, LONGEST = 22, 400, 4_000, 24_000
MOST_SHORT = 0.02
"""Seconds of this process alone: where time grows with the square of the length, it takes less, with its cube more."""
ODD = 0.004
"""A text that takes longer at LONG, where a linear pattern takes 0.1 ms, is tried at LONGEST."""
MOST = 0.08
"""A linear pattern takes a few ms, one that took ODD and grows with the square takes twice this at least."""
BOUNDED = {
    "content.titles.reading": 500,  # as long as a title may be, in the front matter and as a heading
    "new_note.wording": 500,
    "content.titles.headline": 500,
    "model.forge": SHORT,  # a setting, which the owner of the site writes
    "content.markdown.syntax.bare_links._TRAILING": 200,  # the end of an address is looked at, and no more
    # `read_title` and `find_days` look at so much of a text, the former with single spaces.
    "importer.clues.titles": 1_000,
    "importer.clues.dates": 1_000,
}
"""Patterns that see short texts only, by their names or their modules': the most characters."""
MADE_IN_FUNCTIONS = {
    "regex.py: re.compile(self.pattern, self.flags)",  # those with names
    # Over our own templates.
    r"new_site/filling.py: re.sub(f'^( *)@({name})@\\n|@({name})@( ?)', value_of, text, flags=re.M)",
    # Over the names of teams, escaped; `test_linear.py` has the most of them in a long body.
    "model/sentences.py: re.compile(f'{_BEFORE}(?:{either}){_AFTER}')",
    r"content/titles/headline.py: re.compile(f'(?<!\\w)(?:{either})(?!\\w)', re.I)",  # names of a team, escaped
    "languages/collation.py: re.compile('|'.join(map(re.escape, longest_first)))",  # letters of our own files
}
PATTERNS = find_patterns()
USES = find_uses()


def methods_of(name: str) -> tuple[str, ...]:
    full = name.partition("[")[0]
    used = USES.get(full) or USES.get(full.rpartition(".")[2], set())
    return tuple(method for method in METHODS if method in used) or ("match", "search")


def seconds(run: Callable[[Any], object], text: Any, most: float) -> float:
    """Return the CPU time of a run: the least of three if the first takes slightly more than `most`."""
    least = 4 * most
    for _ in range(3):
        started = time.process_time()
        run(text)
        least = min(least, time.process_time() - started)
        if not most < least < 4 * most:
            break
    return least


def find_slow(pattern: Pattern, method: str, longest: int) -> tuple[float, str] | None:
    """Return the time and beginning of the first text that takes too long, or None."""
    run = use(pattern, method)
    for text in hostile_texts(pattern):
        for short in (text(TINY), text(min(SHORT, longest))):
            if (took := seconds(run, short, MOST_SHORT)) > MOST_SHORT:
                return took, repr(short[:60])
        if longest > LONG and seconds(run, text(LONG), ODD) > ODD:
            took = seconds(run, text(longest), MOST)
            if took > MOST:
                return took, repr(short[:60])
    return None


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_linear_time(name: str) -> None:
    longest = BOUNDED.get(name, BOUNDED.get(name.rpartition(".")[0], LONGEST))
    slow = {method: found for method in methods_of(name) if (found := find_slow(PATTERNS[name], method, longest))}
    assert not slow, f"{PATTERNS[name].pattern!r}"


def test_each_pattern_can_be_found_by_its_name() -> None:
    assert set(find_made_in_functions()) == MADE_IN_FUNCTIONS
    assert len(PATTERNS) > 250


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*", "fullmatch"),
        (r"\s*(\d+)\s*[./ ]\s*(\d+)", "match"),
        (r"(?:a+)+b", "match"),
        (r"\s+$", "search"),
    ],
)
def test_slow_patterns_are_reported(pattern: str, method: str) -> None:
    assert find_slow(re.compile(pattern), method, LONGEST)
