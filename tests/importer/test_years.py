"""A file with a whole year, or a text of several mails, is split into its notes."""

from pathlib import Path

import pytest

from importer.trying import body, check, imported, keys, notes, report, run, write

DAYS = ("2023-01-20", "2023-01-27")


def two(first: str, second: str, above: str = "# Weeknotes 2023") -> str:
    return f"{above}\n\n{first}\n\nClosed 14.\n\n{second}\n\nThe van.\n"


def split(tmp_path: Path, name: str, text: str) -> list[str]:
    write(tmp_path, {name: text})
    imported(tmp_path / "site", tmp_path / name, "--team", "Repairs")
    return [path.removeprefix("repairs/").removesuffix(".md") for path in notes(tmp_path / "site")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("## Friday 20 January 2023", "## Friday 27 January 2023"),
        ("## Fri, 20 Jan 2023", "## Fri, 27 Jan 2023"),
        ("## 20 January 2023 (Friday)", "## 27 January 2023 (Friday)"),
        ("**Friday 20 January 2023**", "**Friday 27 January 2023**"),
        # Without the year, which the heading above has.
        ("## 20 January", "## 27 January"),
        ("## Friday 20th January", "## Friday 27th January"),
        ("## January 20", "## January 27"),
        ("## w/c 16 January", "## w/c 23 January"),
        ("## Week ending 20 Jan:", "## Week ending 27 Jan:"),
        ("## Repairs weeknotes, 20 January", "## Repairs weeknotes, 27 January"),
        ("## 16 - 20 January", "## 23 - 27 January"),
        ("## 20/01", "## 27/01"),
        ("## Week ending 20 January", "## 27/01"),
        # With a date that does not begin a note.
        ("## 2023-01-20\n\nDry.\n\n### 18 January 2023", "## 2023-01-27"),
        ("## 2023-01-20\n\nDry.\n\n**18 January 2023**", "## 2023-01-27"),
        ("## 2023-01-20\n\nDry.\n\n2023-01-19", "## 2023-01-27"),
        ("## 2023-01-20\n\nDry.\n\n3 March 2023", "## 2023-01-27"),
    ],
)
def test_a_file_with_a_whole_year_is_split_at_its_weeks(first: str, second: str, tmp_path: Path) -> None:
    assert split(tmp_path, "all.md", two(first, second)) == list(DAYS)
    found = list(notes(tmp_path / "site").values())
    assert body(found[0]).endswith("Closed 14.")
    assert body(found[1]) == "The van."
    assert all("draft" not in text for text in found)
    check(tmp_path / "site")


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("all.md", "# 2023"),
        ("all.md", "# Weeknotes\n\n## January 2023"),
        ("all.txt", "Weeknotes 2023"),
        ("weeknotes-2023.md", "# Weeknotes"),
        ("2023-01.md", "# Weeknotes"),
        ("2023/weeknotes.md", "# Weeknotes"),
        ("all.md", "---\ntitle: Weeknotes 2023\n---"),
        ("all.html", "<title>Weeknotes 2023</title>"),
    ],
)
def test_the_year_can_be_above_the_text_or_in_the_file_name(name: str, above: str, tmp_path: Path) -> None:
    text = two("### 20 January", "### 27 January", above)
    text = text.replace("### ", "") if name.endswith(".txt") else text
    if name.endswith(".html"):
        text = f"{above}<article><h2>20 January</h2><p>Closed 14.</p><h2>27 January</h2><p>The van.</p></article>"
    write(tmp_path / "old", {name: text, "b.md": "x"})
    imported(tmp_path / "site", tmp_path / "old", "--team", "Repairs")
    assert list(notes(tmp_path / "site")) == [f"repairs/{day}.md" for day in DAYS]
    assert "with the year 2023 of the document" in report(tmp_path / "site")


def test_weeks_given_only_by_number_become_drafts(tmp_path: Path) -> None:
    assert split(tmp_path, "all.md", two("## Week 3", "## Week 4")) == list(DAYS)
    assert all("draft: true" in text for text in notes(tmp_path / "site").values())
    assert "`Week 3 2023` is read as that week of the calendar year; check the week" in report(tmp_path / "site")


@pytest.mark.parametrize(
    "above", ["# Weeknotes", "# Weeknotes 2022/23", "# Weeknotes 2022-2023", "# From 2022 to 2023"]
)
def test_days_without_a_certain_year_are_listed_with_what_to_do(above: str, tmp_path: Path) -> None:
    write(tmp_path, {"all.md": two("## 20 January", "## 27 January", above)})
    output = run(tmp_path / "site", tmp_path / "all.md", "--team", "Repairs").output
    assert "0 notes imported" in output
    assert "`20 January`, `27 January` have no year: write it into the file's name" in output


def test_days_of_the_same_week_or_of_a_dated_note_stay_in_one_note(tmp_path: Path) -> None:
    days = two("## Monday 16 January 2023", "## Tuesday 17 January 2023")
    assert split(tmp_path, "all.md", days) == ["2023-01-16"]
    dated = "---\ndate: 2023-02-03\n---\n" + two("## 20 January 2023", "## 27 January 2023", "Later.")
    assert split(tmp_path / "b", "b.md", dated) == ["2023-02-03"]


def test_front_matter_above_the_notes_of_a_year_applies_to_each(tmp_path: Path) -> None:
    front = "---\ntitle: Our year\nauthor: Ann Lee\ntags: [damp]\nteam: Repairs\ndraft: {}\n---\nKept by Ann.\n"
    text = two("## 20 January 2023", "## 27 January 2023", front.format("false"))
    imported(tmp_path / "site", write(tmp_path, {"all.md": text}) / "all.md")
    for text in notes(tmp_path / "site").values():
        assert (keys(text)["author"], keys(text)["tags"]) == ("Ann Lee", "[damp]")
    assert "it belongs to no note: `Our year Kept by Ann.`" in report(tmp_path / "site")
    held = two("## 20 January 2023", "## 27 January 2023", front.format("true"))
    write(tmp_path, {"all.md": held})
    assert "0 notes imported" in run(tmp_path / "none", tmp_path / "all.md").output
    imported(tmp_path / "held", tmp_path / "all.md", "--drafts")
    assert ["draft: true" in text for text in notes(tmp_path / "held").values()] == [True, True]


MAIL = "From: {sender}\nSent: {day} 17:02\nTo: All <all@x.example>\nSubject: {subject}\n\n{text}\n"
FIRST = MAIL.format(
    sender="Ann Lee <ann@x.example>", day="20 January 2023", subject="Re: Damp", text="Hi all,\n\nClosed 14."
)
SECOND = MAIL.format(sender='"Ek, Bo" <bo@x.example>', day="27/01/2023", subject="FW: Roof", text="The van.")


@pytest.mark.parametrize("between", ["\n", "\n\n\n", "\nFrom bo@x.example Fri Jan 27 17:02:00 2023\n"])
def test_each_mail_in_a_text_is_a_note(between: str, tmp_path: Path) -> None:
    assert split(tmp_path, "mail.txt", FIRST + between + SECOND) == list(DAYS)
    first, second = notes(tmp_path / "site").values()
    assert (keys(first)["title"], keys(first)["author"]) == ("Damp", "Ann Lee")
    assert (keys(second)["title"], keys(second)["author"]) == ("Roof", "Bo Ek")
    assert (body(first), body(second)) == ("Hi all,\n\nClosed 14.", "The van.")
    assert "x.example" not in first + second
    assert report(tmp_path / "site").count("headers of the mail were left out: `To`") == 2
    check(tmp_path / "site")


@pytest.mark.parametrize(
    "headers",
    [
        "Date: Fri, 20 Jan 2023 17:02:11 +0000\nMessage-ID: <a>\nFrom: Ann Lee <a@x.example>\nSubject: Damp\n at last",
        "*From:* Ann Lee [mailto:ann@x.example]\n*Date:* Friday, January 20, 2023 5:02 PM\n*Subject:* Damp at last",
        "From: Lee, Ann\nDate: 20 January 2023 at 17:02:11 GMT\nTo:\n\tBo Ek\nSubject: Damp at last",
    ],
)
def test_mail_headers_of_several_programs_are_read(headers: str, tmp_path: Path) -> None:
    assert split(tmp_path, "mail.txt", f"{headers}\n\nClosed 14.\n") == [DAYS[0]]
    (text,) = notes(tmp_path / "site").values()
    assert (keys(text)["title"], keys(text)["author"], body(text)) == ("Damp at last", "Ann Lee", "Closed 14.")


def test_a_mail_within_a_mail_is_part_of_it_and_text_above_is_listed(tmp_path: Path) -> None:
    text = f"All mails, by Ann.\n\n{FIRST}\n---------- Forwarded message ---------\n{SECOND}"
    assert split(tmp_path, "mail.txt", text) == [DAYS[0]]
    (text,) = notes(tmp_path / "site").values()
    assert "The van." in text
    assert "it belongs to no note: `All mails, by Ann.`" in report(tmp_path / "site")


def test_a_weekday_that_the_documents_year_contradicts_is_reported(tmp_path: Path) -> None:
    assert split(tmp_path, "all.md", two("## Thursday 20 January", "## Friday 27 January")) == list(DAYS)
    assert ["draft: true" in text for text in notes(tmp_path / "site").values()] == [True, False]
    assert "`Thursday 20 January 2023` is another day of the week; check the year" in report(tmp_path / "site")
