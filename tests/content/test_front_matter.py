"""Values are read by the types of their fields, and no input causes a traceback."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from weeknotes_site.content.front_matter.fixes import KNOWN
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.note_file import NoteFields, NoteFile, PageFields, TeamFields
from weeknotes_site.content.read_file import NOTE_FIELDS, PAGE_FIELDS, TEAM_FIELDS, read_note_file
from weeknotes_site.schema.front_matter import MEANING


def read(front_matter: str, body: str = "We moved the queue.") -> NoteFile:
    return read_note_file("notes/t/n.md", f"---\n{front_matter}\n---\n\n{body}\n".encode(), BodySettings())[0]


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("team: no", "team", "no"),
        ("team: 0123", "team", "0123"),
        ("team: 12:30:45", "team", "12:30:45"),
        ("title: 2022-01-24", "title", "2022-01-24"),
        ("title: null and void", "title", "null and void"),
        ("title: 'No: 17'", "title", "No: 17"),
        ("number: 0016", "number", 16),
        ("draft: yes", "draft", True),
        ("draft: False", "draft", False),
        ("author: [Ann Lee, Bo Ek]", "author", ("Ann Lee", "Bo Ek")),
        ("author: Ann Lee, Bo Ek and Cy Fox", "author", "Ann Lee, Bo Ek and Cy Fox"),
        ("tags: data, security", "tags", ("data", "security")),
        ("tags: [data, no]", "tags", ("data", "no")),
        ("extra: {mood: 7, lists: [a, b]}", "extra", {"mood": "7", "lists": ["a", "b"]}),
    ],
)
def test_a_value_is_read_by_the_type_of_its_field(line: str, key: str, value: object) -> None:
    assert getattr(read(line).fields, key) == value


@pytest.mark.parametrize("value", ["", "~", "null"])
def test_an_empty_value_is_treated_as_missing(value: str) -> None:
    file = read(f"date: 2022-01-24\nauthor: Ann Lee\ntitle: {value}")
    assert file.fields.title == ""
    assert not file.diagnostics


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf---\ndate: 2022-01-24\nauthor: Ann\n---\nText.\n",
        b"---\r\ndate: 2022-01-24\r\nauthor: Ann\r\n---\r\nText.\r\n",
        b"---\rdate: 2022-01-24\rauthor: Ann\r---\rText.\r",
        b"---  \ndate: 2022-01-24\nauthor: Ann\n---\t\nText.",
    ],
    ids=["BOM", "CRLF", "CR", "blanks after the hyphens"],
)
def test_files_saved_by_any_editor_are_read(raw: bytes) -> None:
    file, html = read_note_file("notes/t/n.md", raw, BodySettings())
    assert file.fields.author == "Ann"
    assert not file.diagnostics
    assert html == "<p>Text.</p>\n"


@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("30,000 brackets", "a: " + "[" * 30_000),
        ("30,000 braces", "a: " + "{" * 30_000),
        ("10,000 list marks", "- " * 10_000 + "a"),
        ("10,000 question marks", "? " * 10_000 + "a"),
        ("a deep ladder", "\n".join(" " * depth + "a:" for depth in range(300))),
        ("a billion laughs", "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]"),
        ("a merge key", "a: &a {b: c}\nd: {<<: *a}"),
        ("60,000 quotes", "a: " + "'" * 60_000),
        ("a long key", "a" * 60_000 + ": b"),
        ("many keys", "\n".join(f"k{number}: v" for number in range(5_000))),
        ("too long", "a: " + "x" * 70_000),
    ],
)
def test_hostile_yaml_is_a_named_error(name: str, block: str) -> None:
    del name
    assert any(one.is_error for one in read(block).diagnostics)


@settings(max_examples=300)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), st.booleans())
@example(b"\x00", False)
@example(b"\xff\xfe-\x00", False)
@example(b"? - !!set {", True)
def test_any_bytes_become_a_note_or_a_diagnostic(noise: bytes, fenced: bool) -> None:
    raw = b"---\n" + noise + b"\n---\nText.\n" if fenced else noise
    file, _ = read_note_file("notes/t/n.md", raw, BodySettings())
    assert file.outline is not None or any(one.is_error for one in file.diagnostics)
    for one in file.diagnostics:
        assert one.path == "notes/t/n.md"
        assert one.message


@pytest.mark.parametrize(
    ("day", "week", "meant"),
    [
        ("2026-11-20", "47", "2026-W47"),
        ("2027-01-04", "W53", "2026-W53"),
        ("2025-12-31", "1", "2026-W01"),
        ("2023-06-01", "53", "2023-W22"),
    ],
)
def test_a_week_without_a_year_is_the_nearest_to_the_date(day: str, week: str, meant: str) -> None:
    raw = f"---\nweek: {week}\ndate: {day}\nauthor: Ann Lee\n---\n\nText.\n".encode()
    (diagnostic,) = read_note_file("notes/a/b.md", raw, BodySettings())[0].diagnostics
    assert diagnostic.hint == f"write the ISO year and week: `week: {meant}`"


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("line", ["We moved the queue. ", "Mae’r boeler yn gynnes. "])
def test_a_note_that_is_too_long_is_cut_at_a_line_end_of_any_kind(between: str, line: str) -> None:
    text = between.join(("---", "date: 2022-01-24", "author: Ann Lee", "---", "", *[line] * 4_500))
    file, _ = read_note_file("notes/t/n.md", text.encode(), BodySettings())
    assert [one.code for one in file.diagnostics] == ["note-too-large"]
    assert file.fields.date


def test_a_single_line_that_is_too_long_is_cut_between_characters() -> None:
    for shift in range(4):
        file, _ = read_note_file("notes/t/n.md", ("a" * shift + "𝒳" * 25_000).encode(), BodySettings())
        assert [one.code for one in file.diagnostics] == ["note-too-large", "no-front-matter"]


def test_each_key_has_a_field_and_a_meaning() -> None:
    for keys, values in ((NOTE_FIELDS, NoteFields), (TEAM_FIELDS, TeamFields), (PAGE_FIELDS, PageFields)):
        assert set(keys) == set(values.__struct_fields__)
    assert set(NOTE_FIELDS) <= set(MEANING)


def test_front_matter_is_recognised_by_every_key() -> None:
    assert {*NOTE_FIELDS, *TEAM_FIELDS, *PAGE_FIELDS} == KNOWN
