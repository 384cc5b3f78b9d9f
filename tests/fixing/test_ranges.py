"""Edits change the bytes in their ranges and no others."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from weeknotes_site.content.markdown.fixes import FIXES, plain_space, save_picture
from weeknotes_site.content.markdown.slips.lists.items import list_mark
from weeknotes_site.content.text.legacy_bytes import FORBIDDEN
from weeknotes_site.content.text.source import Source, decode
from weeknotes_site.diagnostics import Diagnostic, Edit, Fix, Place, Problem, replacing
from weeknotes_site.fixing.edits import Text
from weeknotes_site.fixing.letters import keeps_letters

TOKEN = "@@here@@"
HEAD = b"---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\n"
ODD = ("\r\n", "\n", "\r", "\x0c", "\x0b", "\u2028", "\x85", "\x01", "\t", "é", "\u202f", "😀", "a", " ", "#")
ODD_TEXT = st.lists(st.sampled_from(ODD)).map("".join)
SIGNS = "#[]()!<>/.\\ •o1)\xa0\tabdata:image/png;base64,=\"'-"


@given(before=ODD_TEXT, after=ODD_TEXT, bom=st.booleans(), text=st.text("ab é", max_size=5))
def test_only_the_range_changes(before: str, after: str, bom: bool, text: str) -> None:
    start = b"\xef\xbb\xbf" if bom else b""
    raw = start + before.encode() + TOKEN.encode() + after.encode()
    try:
        source, _ = decode("notes/a/x.md", raw)
    except Problem:
        assume(False)
    fix = replacing(source.find(TOKEN, 1), text)
    assert Text(raw).apply([fix]) == (start + (before + text + after).encode(), (fix,))


@given(
    pieces=st.lists(st.sampled_from([*(one.encode() for one in ODD), b"\x93", b"\xe9", b"\xc2\x92"])), bom=st.booleans()
)
def test_a_fix_of_bytes_changes_only_those_bytes(pieces: list[bytes], bom: bool) -> None:
    meant = {0xDC93: "“", 0xDCE9: "é"}  # how Python decodes the bytes 93 and E9 (PEP 383)
    raw = (b"\xef\xbb\xbf" if bom else b"") + b"".join(pieces) + b"a"
    _, found = decode("notes/a/x.md", raw)
    for one in found:
        after, applied = Text(raw).apply([one.fix] if one.fix else [])
        if one.code == "not-utf-8" and applied:
            # Pieces that are one character of UTF-8 together, as E9 93 93, stay.
            assert after == raw.decode("utf-8", "surrogateescape").translate(meant).encode()
        elif one.code == "control-character":
            before_lines, lines = (re.split(b"\r\n|\r|\n", text) for text in (raw, after))
            changed = [number for number, line in enumerate(lines, 1) if line != before_lines[number - 1]]
            assert changed == [one.place.line]
            assert not FORBIDDEN.search(lines[one.place.line - 1].decode("utf-8", "surrogateescape"))


def test_whole_lines_are_deleted_and_added_with_the_files_line_ends() -> None:
    text = Text(b"a\r\nb\r\nc")
    assert text.apply([Fix(edits=(Edit(2, 1, 3, 1),))])[0] == b"a\r\nc"
    assert text.apply([Fix(edits=(Edit(3, 1, 9, 1),))])[0] == b"a\r\nb\r\n"
    assert text.apply([Fix(edits=(Edit(2, 1, 2, 1, "x\ny\n"),))])[0] == b"a\r\nx\r\ny\r\nb\r\nc"


def test_deleting_control_characters_does_not_join_line_ends() -> None:
    raw = b"Text.\r\x0c\x0c\nMore."
    _, found = decode("notes/a/x.md", raw)
    assert Text(raw).apply([one.fix for one in found if one.fix])[0] == b"Text.\r \nMore."


def test_the_first_of_overlapping_fixes_wins() -> None:
    first, second = Fix(edits=(Edit(1, 1, 1, 4, "x"),)), Fix(edits=(Edit(1, 3, 1, 6, "y"), Edit(1, 8, 1, 9, "z")))
    assert Text(b"abcdefgh").apply([second, first]) == (b"xdefgh", (first,))
    insert, other = Fix(edits=(Edit(1, 1, 1, 1, "x"),)), Fix(edits=(Edit(1, 1, 1, 1, "y"),))
    assert Text(b"a").apply([insert, other]) == (b"xa", (insert,))


@pytest.mark.parametrize(
    ("before", "after", "keeps"),
    [
        ("##Queue\n\na", "## Queue\n\na", True),
        ("##Queue", "## Queue", False),  # it would be all there is, and a note of headings is blank
        ("#\xa0Queue\n\na", "# Queue\n\na", True),
        ("• a\n• b", "- a\n- b", True),
        ("o\ta\no\tb", "- a\n- b", True),
        ("1)\xa0a", "1) a", True),
        ("[plan](our plan.pdf)", "[plan](<our plan.pdf>)", True),
        ("[a](/x.md)", "[a](y.md)", True),
        ("3 boilers", "boilers", False),
        ("a b", "a", False),
        ("[plan](our plan.pdf)", "[plan](<our plan>)", False),
        ("a\n\n[b]: x.md", "a", True),
        ("a <!-- b -->", "a", True),
        ("a", "<!-- a -->", False),
        ("![Queue](a.png)", "![](a.png)", False),
    ],
)
def test_a_safe_fix_keeps_letters_and_digits(before: str, after: str, keeps: bool) -> None:
    assert keeps_letters("notes/a/x.md", HEAD + before.encode(), HEAD + after.encode()) is keeps


def test_only_codes_listed_as_fixable_can_have_a_fix() -> None:
    with pytest.raises(ValueError, match="can be fixed"):
        Diagnostic(code="empty-file", place=Place(path="x"), message="x", fix=Fix(edits=(Edit(1, 1, 1, 1),)))
    with pytest.raises(ValueError, match="never safe"):
        Fix(new_name="x.md")


BULLETS = """\
Done:

•\tBoilers
o\tBlock A
o\tBlock B
•\xa0Lifts
·  Stairs

1)\xa0first
2.\xa0 second

 \xa0• odd
"""
MENDED = """\
Done:

- Boilers
  - Block A
  - Block B
- Lifts
- Stairs

1) first
2. second

- odd
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_pasted_list_becomes_one(newline: str) -> None:
    raw = HEAD + BULLETS.replace("\n", newline).encode()
    source, _ = decode("notes/a/x.md", raw)
    marks = [
        source.at(n, m.start(1) + 1, m.end() - m.start(1))
        for n, t in enumerate(source.lines, 1)
        if (m := re.match(r"[ \xa0]*([•o·]|\d[.)])\s+", t))
    ]
    fixes = [fix for place in marks if (fix := list_mark(source, place))]
    after, applied = Text(raw).apply(filter(None, fixes))
    assert after == HEAD + MENDED.replace("\n", newline).encode()
    assert len(applied) == 8
    assert keeps_letters("notes/a/x.md", raw, after)


def test_an_item_of_the_second_level_joins_items_that_are_already_fixed() -> None:
    text = "1. Boilers\n   - Block A\no\tBlock B\n\n- Lifts\no\tBlock C"
    source = Source("notes/a/x.md", text)
    fixes = [list_mark(source, source.at(line, 1, 2)) for line in (3, 6)]
    after, _ = Text(text.encode()).apply(filter(None, fixes))
    assert after == b"1. Boilers\n   - Block A\n   - Block B\n\n- Lifts\n  - Block C"


@pytest.mark.parametrize("line", ["a • b", "10) x", "- fine"])
def test_text_that_is_not_a_pasted_mark_stays(line: str) -> None:
    source = Source("notes/a/x.md", line)
    assert [list_mark(source, source.at(1, column)) for column in range(1, len(line) + 1)] == [None] * len(line)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("-\xa0a", "- a"),
        ("##\xa0\xa0a b\xa0c", "## a b\xa0c"),
        ("1.\u202fa", "1. a"),
        ("- a\xa0b", None),
    ],
)
def test_a_no_break_space_after_a_mark_becomes_a_space(line: str, after: str | None) -> None:
    source = Source("notes/a/x.md", line)
    mark = re.match(r"\S+?(?=[\s]|$)", line)
    assert mark
    fix = plain_space(source, source.at(1, 1, mark.end()))
    assert (Text(line.encode()).apply([fix])[0].decode() if fix else None) == after


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "svg+xml"])
def test_a_picture_is_saved_only_where_its_kind_is_published(kind: str) -> None:
    line = f"[image2]: <data:image/{kind};base64,AAAA>"
    source = Source("notes/a/My note.md", line)
    fix = save_picture(source, source.whole_line(1))
    if kind == "svg+xml":
        assert fix is None
    else:
        name = f"My-note-image2.{'jpg' if kind == 'jpeg' else kind}"
        assert fix
        assert not fix.is_safe
        assert Text(line.encode()).apply([fix])[0].decode() == f"[image2]: <{name}>"
        assert (fix.extracts[0].name, Text(line.encode()).cut(fix.extracts[0].url)) == (name, line[11:-1])


@given(line=st.text(SIGNS, max_size=60), column=st.integers(1, 70), length=st.integers(0, 70))
def test_no_position_makes_a_fixer_fail(line: str, column: int, length: int) -> None:
    source = Source("notes/a/x.md", f"{line}\n{line}")
    for fixer in (*FIXES.values(), list_mark, plain_space, save_picture):
        fix = fixer(source, source.at(2, column, length))
        if fix:
            after, _ = Text(source.text.encode()).apply([fix])
            assert after.decode().split("\n")[0] == line
