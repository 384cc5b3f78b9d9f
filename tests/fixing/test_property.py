"""Fixing a note with any mistakes gives the intended note, byte for byte, or leaves it unchanged."""

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
    """Write dates with dots, except ambiguous ones."""
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
    """Lower all headings by a level, so that none is at the second level."""
    return note if re.search(r"^# |^#{5}|```", note, flags=re.M) else re.sub(r"^(##+) ", r"#\1 ", note, flags=re.M)


def pages_instead_of_notes(note: str) -> str:
    return re.sub(r"(\]\([\w./-]+)\.md(?=[#)])", r"\1.html", note)


def back_slashes(note: str) -> str:
    return re.sub(r"\]\(\.\./([\w-]+)/(?=\d)", r"](..\\\\\1\\", note)


def pasted_bullets(note: str) -> str:
    return re.sub(r"^- (?=[A-Za-z])", "•\t", note, flags=re.M)


def no_break_spaces(note: str) -> str:
    return re.sub(r"^(##+|-|\d\.) (?=[A-Za-z])", "\\1\u00a0", note, flags=re.M)


PLAIN_LINE = re.compile(r"^[A-Z][a-z]{2,} [\w ,.’'“”-]*$", flags=re.M)
"""A line of text without marks."""


LIST = re.compile(r"[-•]|\d\.")


def soft_hyphens(note: str) -> str:
    return PLAIN_LINE.sub(lambda line: f"{line[0][:2]}\u00ad{line[0][2:]}", note)


def control_characters(note: str) -> str:
    return PLAIN_LINE.sub(lambda line: f"{line[0]}\x0b".replace("’", "\x92", 1), note)


def tables_with_tabs(note: str) -> str:
    def with_tabs(table: re.Match[str]) -> str:
        first, _, *others = table[0].splitlines()
        return "".join(row[2:-2].replace(" | ", "\t") + "\n" for row in (first, *others))

    rows = r"^\| .* \|\n"
    return re.sub(rf"{rows}\| ---(?: \| ---)+ \|\n(?:{rows[1:]})+", with_tabs, note, flags=re.M)


def text_below_tables(note: str) -> str:
    return re.sub(r"^(\|.*\|)\n\n(?=[A-Z])", "\\1\n", note, flags=re.M)


def headings_in_lists(note: str) -> str:
    return re.sub(r"^(- .*)\n\n(?=## )", "\\1\n  ", note, flags=re.M)


def headings_of_jira(note: str) -> str:
    return note if "```" in note else re.sub(r"^## (?=[A-Z])", "h2. ", note, flags=re.M)


def bullets_without_space(note: str) -> str:
    return re.sub(r"^- (?=[A-Za-z][^\n]*\n- [A-Za-z])|(?<=\n)- (?=[A-Za-z])(?<=\n-[A-Za-z])", "-", note, flags=re.M)


def headings_of_mediawiki(note: str) -> str:
    return note if "```" in note else re.sub(r"^## ([A-Z][^\n=\"]*)$", r"== \1 ==", note, flags=re.M)


def tables_without_rules(note: str) -> str:
    return re.sub(r"^\| ---(?: \| ---)+ \|\n(?=\|)", "", note, flags=re.M)


def texts_indented(note: str) -> str:
    """Indent sentences, but not below a list: there they would become part of its last item."""
    sentence = re.compile(r"(?:[A-Z][a-z]{2,} )(?:[a-z]+ ){5,}[\w ,.’'“”-]*\.")
    first, *blocks = note.split("\n\n")
    pairs = zip((first, *blocks), blocks[:-1], strict=False)
    indented = (f"    {one}" if sentence.fullmatch(one) and not LIST.match(above) else one for above, one in pairs)
    return "\n\n".join((first, *indented, *blocks[-1:]))


SLIPS: tuple[Slip, ...] = (
    headings_of_mediawiki,
    bullets_without_space,
    tables_without_rules,
    texts_indented,
    control_characters,
    soft_hyphens,
    tables_with_tabs,
    text_below_tables,
    headings_in_lists,
    date_with_dots,
    misspelled_author,
    title_with_a_colon,
    pasted_bullets,
    no_break_spaces,
    headings_without_space,
    headings_too_deep,
    headings_of_jira,
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


@settings(max_examples=400 if IS_FULL else 40)
@given(path=st.sampled_from(NOTES), slips=st.sets(st.sampled_from(SLIPS)), form=st.sampled_from(sorted(FORMS)))
def test_safe_fixes_restore_the_intended_note(path: Path, slips: set[Slip], form: str, site: Path) -> None:
    file = site / path.relative_to(EXAMPLE_SITE)
    meant = path.read_bytes()
    note = meant.decode()
    for slip in SLIPS:
        note = slip(note) if slip in slips else note
    try:
        file.write_bytes(FORMS[form](note.encode()))
        result = check(site, "--fix")
        assert file.read_bytes() == FORMS[form](meant)
        assert result.output.endswith(" notes, no problems found\n")
        assert check(site, "--diff").stderr == "Nothing can be fixed\n"
    finally:
        file.write_bytes(meant)


def apostrophes_read_as_windows_1252(note: str) -> str:
    return PLAIN_LINE.sub(lambda line: line[0].replace("’", "â€™"), note)


def attributes(note: str) -> str:
    return re.sub(r"^(## .*)$", r"\1 {#here}", note, flags=re.M)


UNSAFE_SLIPS: tuple[Slip, ...] = (apostrophes_read_as_windows_1252, attributes)


@pytest.mark.parametrize("slip", (*SLIPS, *UNSAFE_SLIPS), ids=lambda slip: slip.__name__)
def test_each_kind_of_mistake_is_made_somewhere(slip: Slip) -> None:
    assert any(slip(path.read_text("utf-8")) != path.read_text("utf-8") for path in NOTES)


@settings(max_examples=200 if IS_FULL else 20)
@given(path=st.sampled_from(NOTES), slips=st.sets(st.sampled_from((*SLIPS, *UNSAFE_SLIPS))), western=st.booleans())
def test_unsafe_fixes_restore_the_intended_note(path: Path, slips: set[Slip], western: bool, site: Path) -> None:
    file = site / path.relative_to(EXAMPLE_SITE)
    meant = path.read_bytes()
    note = meant.decode()
    for slip in (*UNSAFE_SLIPS, *SLIPS):
        note = slip(note) if slip in slips else note
    try:
        file.write_bytes(in_windows_1252(note) if western else note.encode())
        result = check(site, "--fix", "--unsafe-fixes")
        assert file.read_bytes() == meant
        assert result.output.endswith(" notes, no problems found\n")
    finally:
        file.write_bytes(meant)


def in_windows_1252(note: str) -> bytes:
    """Return a note in Windows-1252, and in UTF-8 where it has other characters, or those that make no text there."""
    try:
        return note.encode() if "\xad" in note else note.encode("cp1252")
    except UnicodeEncodeError:
        return note.encode()


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
    "1. a\n  - b",
    "- a\n  ## b",
    "a b c d e f.\n---",
    "| a |\n| - |\n",
    "a\tb\n",
    "h2. ",
    "\u00ad",
    "\x07",
    "\x92",
    ":tada:",
    "â€™",
    "{:.a}",
    "[[b]]",
    "<https://a.b|c d>",
    "[a](https:/b.c)",
    "[a](c d.csv)",
    "[b][zz]",
    "-a\n-b\n",
    "1.a\n2.b\n",
    "[ ] ",
    "✅ a\n✅ b\n",
    "– a\n– b\n",
    "\no a",
    "== c ==\n",
    "'''b'''",
    "** b **",
    "**b:**c",
    "==h==",
    "[a] (https://b.c)",
    "(a)[https://b.c]",
    "[a(https://b.c)",
    "https://b.c[d e]",
    "| a | b |\n| c | d |\n",
    "a    b\nc    d\n",
    "\tAll of these words make a sentence.\n",
    "[zz]: c d\n",
    "<details>\n",
    "&gt; ",
    "> [!NOTE] ",
    "%%c%%",
    "** b\n",
)


@settings(max_examples=1_000 if IS_FULL else 100)
@example(body="•\t##a")
@example(body="•\t<!--")
@example(body="<b>##a\n    ##a")
@example(body="##a`✅ a\n✅ b\n`")
@example(body="==h==")
@example(body="\x92    [a](b.md)")
@example(body="'''b''''''b'''")
@example(body="    - [a](b.md)")
@example(body="[a] (b.md)")
@example(body="&gt; ##a")
@example(body="-a\n-b\n| a |\n| - |\n")
@example(body="##a\no a\no a")
@example(body="(a)[https://b.c][b][zz]")
@example(body="'''b'''** b\n")
@example(body="\u00ad##a")
@example(body="1. a\n  - b| a |\n| - |\n    | a | b |\n| c | d |\n")
@example(body="<details>\n## ")
@example(body="\u00ad&gt; ")
@given(body=st.lists(st.sampled_from((*PIECES, *WORDS, "word ")), max_size=25).map("".join))
def test_any_text_keeps_its_letters_and_gets_no_new_errors(body: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    before, after, mended = mend(tmp_path_factory.getbasetemp() / "any", body, "--fix")
    assert letters(mended) == letters(body)
    # Warnings may be new: a mended line can show another slip behind its first.
    assert codes(after) <= codes(before)


@settings(max_examples=500 if IS_FULL else 50)
@example(body="[a][zz]: c d\n[zz]: c d\n")
@example(body="<details>\n[a](b.md)")
@example(body="<details>\n[a](https://b.c) [c](b.md)")
@example(body="<details>\n[a](<b.md>)")
@example(body="<details>\n**b** [a][zz]\n\n[zz]: b.md\n")
@given(body=st.lists(st.sampled_from((*PIECES, *WORDS, "word ")), max_size=25).map("".join))
def test_any_text_is_fixed_in_one_run_without_new_errors(body: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    before, after, _ = mend(tmp_path_factory.getbasetemp() / "any-unsafe", body, "--fix", "--unsafe-fixes")
    assert codes(after) <= codes(before)


def mend(root: Path, body: str, *fix: str) -> tuple[str, str, str]:
    """Fix a note with this body twice, the second time without changes; return both reports and the body."""
    file = root / "notes/repairs/2026-11-20.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = b"---\ndate: 2026-11-20\nauthor: Ann Lee\n---\n"
    file.write_bytes(head + body.encode())
    before = check(root, "--all").output
    after = check(root, *fix, "--all").output
    mended = file.read_bytes()
    assert mended.startswith(head)
    check(root, *fix)
    assert file.read_bytes() == mended
    return before, after, mended.removeprefix(head).decode()


def letters(text: str) -> str:
    """Return what readers see of a text, without the marks of headings, highlights and quotes of other tools."""
    text = re.sub("[\u00ad\x07]", "", text)
    return "".join(filter(str.isalnum, re.sub(r"\bh[1-6]\. |</?mark>|&gt;|^[ \t|]*o +", "", text, flags=re.M)))


def codes(report: str) -> set[str]:
    """Return the codes of the errors in a report."""
    return set(re.findall(r"error\[([a-z0-9-]+)\]", report))
