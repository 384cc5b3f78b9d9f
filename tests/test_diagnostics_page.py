"""`docs/diagnostics.md` lists every code with its meaning and an example that a test case has printed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from test_bad_notes import read_cases
from weeknotes_site.codes import CODES, FIXABLE, GROUPS, KEPT_GOING, NEVER_WARNINGS
from weeknotes_site.content.front_matter.fixes import GUARDED

PAGE = Path(__file__).parents[1] / "docs/diagnostics.md"
SOURCE = Path(__file__).parents[1] / "src"
# What no small tree of files can bring about.
WITHOUT_EXAMPLE = {
    *("front-matter-too-large", "not-a-file", "unwritable", "html-too-large", "worker-died"),
    *("most-notes-lost", "other-site", "lost-address", "new-feed-ids", "no-search", "unreadable-folder"),
    *("attachment-too-large", "picture-too-large", "heic-picture", "too-many-parts"),
    *("unreadable-source", "unreadable-import-map", "missing-library"),  # of `import`, whose tests show them
}


def test_every_code_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py") if path.name != "codes.py")
    assert {one for one in CODES if f'"{one}"' not in code} == set()


def test_every_code_has_an_example() -> None:
    assert CODES - set(examples()) == WITHOUT_EXAMPLE


def test_every_warning_in_the_cases_can_be_ignored() -> None:
    warned = {code for case in read_cases() for code in re.findall(r" warning\[([a-z0-9-]+)\]", case.expected)}
    assert warned & NEVER_WARNINGS == set()
    assert NEVER_WARNINGS < CODES


def test_only_known_codes_can_be_fixed() -> None:
    assert set(FIXABLE) <= CODES


def test_the_page_shows_what_the_cases_print(request: pytest.FixtureRequest) -> None:
    page = "".join(render())
    if request.config.getoption("--update"):
        PAGE.write_text(page, "utf-8")
    assert PAGE.read_text("utf-8") == page


def examples() -> dict[str, str]:
    """Return the shortest example of each code."""
    found: dict[str, str] = {}
    for case in read_cases():
        for example in re.split(r"\n(?! )", case.expected):
            if match := re.match(r"\S+: (?:error|warning)\[([a-z0-9-]+)\]", example):
                known = found.get(match[1])
                found[match[1]] = min(example, known or example, key=len)
    return found


def render() -> Iterator[str]:
    shown = examples()
    guarded = sorted(f"`{key}`" for key in GUARDED)
    yield "<!-- Written by `pytest tests/test_diagnostics_page.py --update` -->\n\n"
    yield "# Diagnostics\n\n"
    yield "What Weeknotes reports about notes and settings, by code. An error stops publishing; a warning does not. "
    yield "A warning can be silenced by its code: for one note under `ignore:` in its front matter, for the site under "
    yield "`checks.ignore` in `weeknotes.toml`.\n"
    yield "\n## What `--keep-going` publishes\n\n"
    yield "`weeknotes build --keep-going` reports every error and publishes all notes that can be placed:\n\n"
    yield "| fault | published as |\n|---|---|\n"
    yield from (f"| {fault} | {published} |\n" for fault, published in KEPT_GOING.items())
    yield "\nA note that is not placed keeps its address: a small page says that it cannot be shown at the moment. It "
    yield "is in no list and no feed. Delete the file or write `draft: true` to remove it. An error in the settings or "
    yield "in a template stops every build.\n"
    yield "\nWhere a diagnostic says **Fix**, `weeknotes check --fix` can fix it: a safe fix always, an unsafe one "
    yield "with `--unsafe-fixes`. A safe fix keeps all letters and digits that readers see; where it would not, or "
    yield "would change which heading is below which, it is unsafe, and `check` counts it as such. Fixes of "
    yield f"{', '.join(guarded[:-1])} and {guarded[-1]} are never safe. Other diagnostics need a person to decide.\n"
    for title, group in GROUPS.items():
        yield f"\n## {title}\n"
        for code, meaning in group.items():
            yield f"\n### {code}\n\n{meaning}\n"
            if code in FIXABLE:
                yield f"\n**Fix.** {FIXABLE[code]}\n"
            if code in shown:
                yield f"\n```\n{shown[code]}\n```\n"
