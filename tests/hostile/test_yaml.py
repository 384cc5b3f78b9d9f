"""Every known kind of hostile front matter is refused with a named error."""

import os
import sys
import time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from weeknotes_site.content.front_matter.yaml_limits import MAX_DEPTH, find_refused, scan_block
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.read_file import read_note_file
from weeknotes_site.diagnostics import MAX_MESSAGE

EVERYTHING = bool(os.environ.get("WEEKNOTES_FULL"))
LONGEST = 200_000 if EVERYTHING else 64_000
"""Characters that are scanned: the most that front matter may have, or three times as many."""
OUR_LIMITS = ("front-matter-too-deep", "yaml-alias", "yaml-tag", "too-many-keys", "front-matter-too-large")
LOADERS = (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader)
# 20 brackets are deeper than the limit wherever they nest.
ORDINARY = (
    'title: "Budget [draft] {v2}"',
    "title: Budget [draft] {v2} & more*!",
    'title: "' + "[" * 20 + '"',
    "title: '" + "{" * 20 + "'",
    "title: we ask " + "[" * 20,
    "title: it is " + "{" * 20 + " # " + "[" * 20,
    "# " + "[" * 20,
    "summary: |\n  *bold*\n  " + "[" * 20 + "\n  &c. !important",
    "summary: >-\n\n   *bold*\n\n   'quoted' " + "{" * 20,
    "summary: We did\n  *great* things\n  [really]\n  &c. !",
    'summary: "two\n  [[[[[[[[[[[[[[[[[[[[ lines"',
    "summary: 'it''s " + "[" * 20 + "'",
    'summary: "she said \\"' + "[" * 20 + '\\""',
    "tags: [a, 'b]', \"c[\", d] # [[[[[[[[[[[[[[[[[[[[",
    "tags:\n          - a\n          - b*c\n          - d & e",
    "tags:\n- a\n- R&D\n- what?!",
    "summary:                     far off",
    "extra:\n  a:\n    b:\n      c: [d, {e: f}]",
    "extra: {" + ", ".join(f"k{number}: [a]" for number in range(30)) + "}",
    "title: a\u2028  - - - - - - - - - - - - - - - - - - - - b",
    "title: 100% of it",
)
KINDS = {
    "30,000 brackets": ("a: " + "[" * 30_000, "front-matter-too-deep"),
    "30,000 braces": ("a: " + "{" * 30_000, "front-matter-too-deep"),
    "brackets and braces": ("a: " + "[{a: " * 10_000, "front-matter-too-deep"),
    "10,000 list marks": ("- " * 10_000 + "a", "front-matter-too-deep"),
    "10,000 question marks": ("? " * 10_000 + "a", "front-matter-too-deep"),
    "a deep ladder": ("\n".join(" " * depth + "a:" for depth in range(300)), "front-matter-too-deep"),
    "a billion laughs": ("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", "yaml-alias"),
    "a billion laughs of mappings": ("a: &a {x: y}\nb: &b {x: *a, y: *a}", "yaml-alias"),
    "a merge key": ("a: &a {b: c}\nd: {<<: *a}", "yaml-alias"),
    "an alias of itself": ("a: &a [*a]", "yaml-alias"),
    "an alias of nothing": ("a: *b", "yaml-alias"),
    "a Python object": ("a: !!python/object/apply:os.system ['id']", "yaml-tag"),
    "a Python name": ("a: !!python/name:os.system", "yaml-tag"),
    "a binary": ("a: !!binary aGk=", "yaml-tag"),
    "a set": ("? !!set {a, b}", "yaml-tag"),
    "a tag of its own": ("%TAG ! tag:evil.example,2022:\na: !x y", "yaml-tag|invalid-yaml"),
    "60,000 quotes": ("a: " + "'" * 60_001, "invalid-yaml|value-too-long|unknown-key"),
    "an unclosed quote": ('a: "' + "x" * 60_000, "invalid-yaml"),
    "60,000 escapes": ('a: "' + "\\x" * 30_000 + '"', "invalid-yaml"),
    "a long key": ("a" * 60_000 + ": b", "invalid-yaml"),
    "many keys": ("\n".join(f"k{number}: v" for number in range(5_000)), "too-many-keys"),
    "many equal keys": ("\n".join("a: v" for _ in range(10_000)), "too-many-keys"),
    "too long": ("a: " + "x" * 70_000, "front-matter-too-large"),
    "a long value": ("title: " + "x" * 60_000, "value-too-long"),
    "a long list": ("tags: [" + "a, " * 20_000 + "a]", "too-many-keys"),
    "a list of 4,000": ("tags: [" + "a, " * 4_000 + "a]", "value-too-long"),
    "two documents": ("a: b\n...\nc: d", "invalid-yaml"),
    "a directive": ("%YAML 9.9", "invalid-yaml|front-matter-not-mapping"),
    "a tab": ("a:\n\tb: c", "tab-in-front-matter"),
    "a folded text that never ends": ("a: >\n" + "  x\n" * 15_000, "too-many-keys"),
    "colons": ("a" + ":" * 60_000, "front-matter-not-mapping|invalid-yaml"),
    "comments": ("#" * 60_000, "missing-key"),
    "blanks": ("a: " + " " * 60_000 + "b", "unknown-key|missing-key"),
}


def read(block: str) -> NoteFile:
    return read_note_file("notes/t/n.md", f"---\n{block}\n---\n\nWe moved the queue.\n".encode(), BodySettings())[0]


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_yaml_is_refused_by_name(kind: str) -> None:
    block, expected = KINDS[kind]
    diagnostics = read(block).diagnostics
    assert {one.code for one in diagnostics} & set(expected.split("|"))
    assert max(len(one.message) + len(one.hint) for one in diagnostics) <= 2 * MAX_MESSAGE


def test_there_are_at_least_25_kinds_of_hostile_yaml() -> None:
    assert len(KINDS) >= 25


@pytest.mark.parametrize("kind", [kind for kind, (_, code) in KINDS.items() if code in OUR_LIMITS])
def test_our_limits_are_checked_before_the_library_reads_the_block(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    block, expected = KINDS[kind]

    def gather_facts(text: object, *_: object, **__: object) -> None:
        # A fix is tried on its line, which is within the limits.
        assert find_refused(str(text)) is None, "PyYAML has seen it"

    for name in ("compose", "scan", "parse"):
        monkeypatch.setattr(yaml, name, gather_facts)
    assert expected in {one.code for one in read(block).diagnostics}


@pytest.mark.parametrize("value", ORDINARY)
def test_ordinary_text_is_not_mistaken_for_yaml_structure(value: str) -> None:
    file = read(f"date: 2022-01-24\nauthor: Ann Lee\n{value}")
    assert [one for one in file.diagnostics if one.is_error] == []
    assert scan_block(f"\n{value}\n", MAX_DEPTH) is None


PIECES = (
    *("a", "b: ", "- ", "? ", ": ", "[", "]", "{", "}", ",", "'", '"', "#", " #", "\n", "\n  ", "\n ", "\n    ", "| "),
    *("|\n", ">-\n", "|2\n", "\\", '\\"', "''", "&x ", "*x", "!t ", "\t", "\u2028", "\x85", "k: v", "'q'", '"q"', ":"),
    *("-", "?", "%", "@", "x # y", "[a, b]", "{a: b}", "a: |\n  x\n", "- - ", "title: x\n", "b:\n", "---", "... "),
)


@settings(max_examples=20_000 if EVERYTHING else 300)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(LOADERS))
def test_blocks_within_our_limits_are_within_the_limits_of_the_library(block: str, loader: type[Any]) -> None:
    refused = scan_block(block, sys.maxsize)
    ours = next((most for most in range(100) if scan_block(block, most) is None), 0)
    depth, is_special, is_valid = as_the_library_sees(block, loader)
    if is_special:
        assert refused, "an anchor, alias or tag has passed"
    elif refused is None:
        # A mapping whose key is a list, or that stands bare in brackets, adds a level that no token of its own opens.
        assert depth <= 2 * ours + 1
    else:
        assert not is_valid, "something was taken for an anchor, alias or tag that is none"


def as_the_library_sees(block: str, loader: type[Any]) -> tuple[int, bool, bool]:
    """Return how deep a block nests, whether it holds an anchor, alias or tag, and whether it is YAML at all."""
    depth = deepest = 0
    is_special = False
    try:
        for event in yaml.parse(block, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            deepest = max(deepest, depth)
            is_special |= bool(getattr(event, "anchor", None) or getattr(event, "tag", None))
    except yaml.YAMLError:
        return deepest, is_special, False
    return deepest, is_special, True


FRAGMENTS = (
    *(
        "a b: [c] ",
        "'",
        '"',
        "\\",
        "- ",
        "a\n",
        "a: b\n",
        "# x\n",
        "a #\n",
        "[,",
        "{a: ",
        ": ",
        "? ",
        "|\n",
        "a: |\n x\n",
    ),
    *(">\n  ", "a\n ", "\u2028", "]", "x:y", "::", "'' ", '"" ', " \n", "-\t"),
)


@pytest.mark.slow
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_the_limits_are_checked_in_linear_time(fragment: str) -> None:
    few, many = (seconds_to_scan((fragment * characters)[:characters]) for characters in (LONGEST // 4, LONGEST))
    # Four times as much takes four times as long, and sixteen times in a quadratic scan; a hundredth of a second is
    # too little to compare.
    assert many < max(8 * few, 0.01)


def seconds_to_scan(block: str) -> float:
    """Return the least CPU time of several attempts."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        scan_block(block, sys.maxsize)
        taken.append(time.process_time() - started)
    return min(taken)
