"""Whatever slips a note has, mending it gives the note that was meant, byte for byte, or leaves it as it is."""

import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import EXAMPLE_SITE
from weeknotes_site.cli import main

IS_FULL = bool(os.environ.get("WEEKNOTES_FULL"))
NOTES = tuple(sorted((EXAMPLE_SITE / "notes").rglob("2*.md")))
Slip = Callable[[str], str]


def check(root: Path, *arguments: str) -> Result:
    command = ["--root", str(root), "check", "--as-of", "2026-11-23", "--drafts", *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def date_with_dots(note: str) -> str:
    """Leave dates that could be read in two ways."""
    return re.sub(r"^date: (\d{4})-(\d\d)-(1[3-9]|[23]\d)$", r"date: \3.\2.\1", note, count=1, flags=re.M)


def misspelled_author(note: str) -> str:
    return re.sub(r"^author:", "autor:", note, count=1, flags=re.M)


def title_with_a_colon(note: str) -> str:
    return re.sub(r'^title: "([^"\'#]*: [^"\'#]*)"$', r"title: \1", note, count=1, flags=re.M)


def blank_line_above(note: str) -> str:
    return f"\n{note}"


def empty_block_above(note: str) -> str:
    return f"---\n---\n\n{note}" if note.startswith("---\n") else note


def headings_without_space(note: str) -> str:
    return re.sub(r"^(##+) (?=[A-Za-z])", r"\1", note, flags=re.M)


def headings_too_deep(note: str) -> str:
    """Put all sections a level down, which leaves no section at the second level."""
    return note if re.search(r"^# |^#{5}|```", note, flags=re.M) else re.sub(r"^(##+) ", r"#\1 ", note, flags=re.M)


def pages_instead_of_notes(note: str) -> str:
    return re.sub(r"(\]\([\w./-]+)\.md(?=[#)])", r"\1.html", note)


def back_slashes(note: str) -> str:
    return re.sub(r"\]\(\.\./([\w-]+)/(?=\d)", r"](..\\\\\1\\", note)


def pasted_bullets(note: str) -> str:
    return re.sub(r"^- (?=[A-Za-z])", "•\t", note, flags=re.M)


def no_break_spaces(note: str) -> str:
    return re.sub(r"^(##+|-|\d\.) (?=[A-Za-z])", "\\1\u00a0", note, flags=re.M)


SLIPS: tuple[Slip, ...] = (
    date_with_dots,
    misspelled_author,
    title_with_a_colon,
    pasted_bullets,
    no_break_spaces,
    headings_without_space,
    headings_too_deep,
    pages_instead_of_notes,
    blank_line_above,
    empty_block_above,
)
FORMS: Mapping[str, Callable[[bytes], bytes]] = {
    "as it is": lambda raw: raw,
    "windows": lambda raw: raw.replace(b"\n", b"\r\n"),
    "bom": lambda raw: b"\xef\xbb\xbf" + raw,
    "no end": lambda raw: raw.rstrip(b"\n"),
    "spaces": lambda raw: raw + b" \t \n\n\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(EXAMPLE_SITE, tmp_path_factory.mktemp("property") / "site")


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
def test_each_slip_is_made_somewhere(slip: Slip) -> None:
    assert any(slip(path.read_text("utf-8")) != path.read_text("utf-8") for path in NOTES)


@settings(max_examples=400 if IS_FULL else 40, derandomize=not IS_FULL)
@given(path=st.sampled_from(NOTES), slips=st.sets(st.sampled_from(SLIPS)), form=st.sampled_from(sorted(FORMS)))
def test_a_note_with_slips_becomes_the_note_that_was_meant(path: Path, slips: set[Slip], form: str, site: Path) -> None:
    file = site / path.relative_to(EXAMPLE_SITE)
    meant = path.read_bytes()
    note = meant.decode()
    for slip in SLIPS:
        note = slip(note) if slip in slips else note
    try:
        file.write_bytes(FORMS[form](note.encode()))
        result = check(site, "--fix")
        assert file.read_bytes() == FORMS[form](meant)
        assert result.output.endswith(" notes, nothing to mend\n")
        assert check(site, "--diff").stderr == "Nothing can be fixed\n"
    finally:
        file.write_bytes(meant)


PIECES = (
    "##a",
    "#",
    "## ",
    "### x",
    "#### y",
    "- ",
    "1. ",
    "> ",
    "```",
    "    ",
    "\n",
    "\n\n",
    "<b>",
    "<!--",
    "-->",
    "---",
)
WORDS = (
    "o 1",
    "**b**",
    "[a](b.md)",
    "[x](../data/y.html)",
    "[r]: z",
    "|",
    "\\",
    "`",
    "\xa0",
    "é",
    "•\t",
    "[^1]",
    "=",
    "---",
)


@settings(max_examples=1_000 if IS_FULL else 100, derandomize=not IS_FULL)
@example(body="•\t##a")
@example(body="•\t<!--")
@example(body="<b>##a\n    ##a")
@given(body=st.lists(st.sampled_from((*PIECES, *WORDS, "word ")), max_size=25).map("".join))
def test_any_text_keeps_its_letters_and_gets_no_new_problem(
    body: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.getbasetemp() / "any"
    file = root / "notes/repairs/2026-11-20.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = b"---\ndate: 2026-11-20\nauthor: Ann Lee\n---\n"
    file.write_bytes(head + body.encode())
    before = check(root, "--all").output
    after = check(root, "--fix", "--all").output
    mended = file.read_bytes()
    assert mended.startswith(head)
    assert letters(mended.decode()) == letters(head.decode() + body)
    assert codes(after) <= codes(before)
    check(root, "--fix")
    assert file.read_bytes() == mended


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def codes(report: str) -> set[str]:
    return set(re.findall(r"(?:error|warning)\[([a-z0-9-]+)\]", report))
