"""Hostile front matter of every kind we know is refused by name, at once."""

import time

import pytest

from weeknotes_site.content.read_file import read_note_file

MOST_SECONDS = 0.05
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


def read(block: str) -> tuple[float, set[str]]:
    raw = f"---\n{block}\n---\n\nWe moved the queue.\n".encode()
    started = time.process_time()
    file, _ = read_note_file("notes/t/n.md", raw, frozenset())
    return time.process_time() - started, {one.code for one in file.diagnostics}


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_yaml_is_named_in_no_time(kind: str) -> None:
    block, expected = KINDS[kind]
    read("a: b")
    # Its own time, and the quickest of several, as other programs run at the same time.
    tries = [read(block) for _ in range(5)]
    assert tries[0][1] & set(expected.split("|"))
    assert min(seconds for seconds, _ in tries) < MOST_SECONDS


def test_the_kinds_are_many() -> None:
    slowest, kind = max((min(read(block)[0] for _ in range(3)), kind) for kind, (block, _) in KINDS.items())
    print(f"{len(KINDS)} kinds of hostile YAML: the slowest, {kind}, takes {1000 * slowest:.0f} ms")
    assert len(KINDS) >= 25
