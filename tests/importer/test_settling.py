"""A note's day and week are decided from everything its source says."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.trying import imported, keys, notes, report, write
from weeknotes_site.importer.clues.dates import find_days
from weeknotes_site.model.week import Week


def note(title: str, **more: str) -> str:
    front = "".join(f"{key}: {value}\n" for key, value in more.items())
    return f"---\ntitle: {title}\n{front}---\n\nThe van drove.\n"


def settled(files: dict[str, str], tmp_path: Path) -> list[tuple[str, str | None, bool]]:
    """Return each note's date, week and whether it is a draft."""
    imported(tmp_path / "site", write(tmp_path / "old", files))
    found = map(keys, notes(tmp_path / "site").values())
    return [(front["date"], front.get("week"), "draft" in front) for front in found]


FRIDAYS = ("2022-01-07", "2022-01-14", "2022-01-21", "2022-01-28")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # A Sunday a year before all others, a Monday among them.
        ("2022-01-16", "2023-01-16"),
        # A Friday that would be a Saturday among the others: an old note.
        ("2022-01-14", "2022-01-14"),
        # Far from the others in any year.
        ("2020-06-07", "2020-06-07"),
    ],
)
def test_an_unusual_year_is_corrected_only_with_evidence(day: str, expected: str, tmp_path: Path) -> None:
    days = ("2023-01-06", "2023-01-13", "2023-01-20", "2023-01-27")
    files = {f"{at}.md": note(f"Repairs weeknote {at + 1}", date=one) for at, one in enumerate(days)}
    files["x.md"] = note("Ducts weeknotes", date=day)
    assert (expected, None, False) in settled(files, tmp_path)
    assert ("the year was wrong" in report(tmp_path / "site")) == (day != expected)


def test_a_wrong_year_is_found_by_numbers_and_neighbouring_notes(tmp_path: Path) -> None:
    files = {f"{at}.md": note(f"Repairs weeknote {at + 1}", date=day) for at, day in enumerate(FRIDAYS)}
    files["2.md"] = note("Repairs weeknote 3", date="2021-01-21")
    assert [day for day, _, _ in settled(files, tmp_path)] == list(FRIDAYS)
    assert "the notes before and after it are from then and number 2 is of 14 January 2022" in report(tmp_path / "site")


def test_a_year_that_the_file_name_confirms_is_kept(tmp_path: Path) -> None:
    files = {f"{day}.md": note(f"Repairs weeknote {at + 1}", date=day) for at, day in enumerate(FRIDAYS)}
    files["2021-01-17.md"] = note("Repairs weeknote 9", date="2021-01-17")
    assert settled(files, tmp_path)[0] == ("2021-01-17", None, False)


@pytest.mark.parametrize(
    ("title", "team", "number"),
    [
        ("Housing Repairs weeknotes, 20 January 2023", "Housing Repairs", None),
        ("Data Platform Weeknotes: 17 24.01.2022", "Data Platform", "17"),
        ("Data Platform’s weeknote #18", "Data Platform", "18"),
        ("The Parks Service – Programme Week Notes 14/01/22", "Parks Service", None),
        ("Team A weeknote 4", "Team A", "4"),
        ("Weeknotes 12 | Damp and Mould", "Folder", "12"),
        ("Our weeknotes", "Folder", None),
        ("A weeknote", "Folder", None),
        ("Nine boilers", "Folder", None),
    ],
)
def test_a_title_gives_team_and_number(title: str, team: str, number: str | None, tmp_path: Path) -> None:
    text = note(json.dumps(title), date="2022-01-24")
    imported(tmp_path / "site", write(tmp_path / "old", {"folder/a.md": text}))
    (front,) = map(keys, notes(tmp_path / "site").values())
    assert (front["team"], front.get("number")) == (team, number)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Repairs weeknotes: 5 Feb – 9 Feb", None),
        ("Repairs weeknotes 5 – 9 Feb", None),
        ("Repairs weeknotes 3–14 Feb", None),
        ("Repairs weeknotes, Mon 5 - Fri 9 Feb", None),
        ("Repairs weeknotes 5 & 9 February", None),
        ("Repairs weeknotes w/c 29 January", None),
        ("Repairs weeknotes w/c 29", None),
        ("Repairs weeknotes Friday 9", None),
        ("Repairs weeknotes 8 March", None),
        ("Repairs weeknotes 5th of March", None),
        ("Repairs weeknotes Feb. 5–9", None),
        ("Repairs weeknotes 5/2", None),
        ("Repairs weeknotes 5.2.", None),
        ("Repairs weeknotes 5.–9.2.", None),
        ("Repairs weeknotes 12/2024", None),
        ("Repairs weeknotes 2024/25", None),
        ("Repairs weeknotes 5. bis 9. Februar", None),
        ("Repairs weeknotes, 5 au 9 février", None),
        ("Repairs weeknotes 5 Chwefror", None),
        ("Repairs weeknotes 5 فبراير", None),
        ("5 Feb: Repairs weeknote 12", "12"),
        ("Repairs weeknote 12, 5 Feb", "12"),
        ("Repairs weeknote 12 5 Feb", "12"),
        ("Repairs weeknote 12 – 9 Feb", "12"),
        ("Repairs weeknote 12 (5/2)", "12"),
        ("Repairs weeknote 12: March", "12"),
        ("Repairs weeknote #12 March", "12"),
        ("Repairs weeknote no. 12 March", "12"),
        ("Repairs weeknote 5 maybe", "5"),
    ],
)
def test_the_day_of_a_month_is_not_a_number(title: str, number: str | None, tmp_path: Path) -> None:
    text = note(json.dumps(title), date="2022-01-24")
    imported(tmp_path / "site", write(tmp_path / "old", {"folder/a.md": text}))
    (front,) = map(keys, notes(tmp_path / "site").values())
    assert (front["team"], front.get("number")) == ("Repairs", number)


@pytest.mark.parametrize(
    ("title", "day", "expected"),
    [
        ("Repairs weeknotes, 20 January 2023", "2023-01-24", ("2023-01-24", "2023-W03", False)),
        ("Repairs w/c 16 January 2023", "2023-01-27", ("2023-01-27", "2023-W03", False)),
        ("Repairs weeknotes, 20 January 2023", "2023-01-20", ("2023-01-20", None, False)),
        ("Repairs weeknotes, 16–20 January 2023", "2023-01-23", ("2023-01-23", None, False)),
        ("Repairs weeknotes for week 2, 2023", "2023-01-20", ("2023-01-20", "2023-W02", False)),
    ],
)
def test_a_title_gives_the_week_of_its_note(
    title: str, day: str, expected: tuple[str, str | None, bool], tmp_path: Path
) -> None:
    assert settled({"a.md": note(title, date=day)}, tmp_path) == [expected]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Repairs w/c 06/02/23", "2023-02-10"),  # 2 June is a Friday
        ("Repairs week ending 10/02/23", "2023-02-10"),  # 2 October is a Monday
        ("Repairs week ending 02/10/23", "2023-02-10"),
    ],
)
def test_first_and_last_days_of_weeks_settle_the_order_of_day_and_month(
    title: str, expected: str, tmp_path: Path
) -> None:
    imported(tmp_path / "site", write(tmp_path, {"a.md": f"# {title}\n\nText.\n"}) / "a.md")
    (text,) = notes(tmp_path / "site").values()
    assert (keys(text)["date"], "draft" in text) == (expected, False)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Repairs 9 - 15 June 2024", ("2024-06-15", "2024-W24")),  # Sunday to Saturday
        ("Repairs 16-21 June 2024", ("2024-06-21", "2024-W25")),
        ("Repairs 9 June 2024 – 14 June 2024", ("2024-06-14", "2024-W24")),
        ("Repairs 30 June – 5 July 2024", ("2024-07-05", "2024-W27")),
        ("Repairs 7 - 13 June 2024", ("2024-06-13", "2024-W24")),  # Friday to Thursday
        ("Repairs 6 - 12 June 2024", ("2024-06-12", "2024-W23")),  # Thursday to Wednesday
        ("Repairs 8 - 9 June 2024", ("2024-06-09", "2024-W23")),
        ("Repairs w-c 9 June 2024", ("2024-06-14", "2024-W24")),
        ("Repairs wc 16 June 2024", ("2024-06-21", "2024-W25")),
        ("Repairs w-c 8 June 2024", ("2024-06-14", "2024-W24")),
        ("Repairs week commencing Sunday 9 June 2024", ("2024-06-14", "2024-W24")),
        ("Repairs w-c 10 June 2024", ("2024-06-14", "2024-W24")),
        ("Repairs week ending 9 June 2024", ("2024-06-09", "2024-W23")),
    ],
)
def test_weeks_that_begin_on_a_weekend_are_the_iso_week_of_most_of_their_days(
    title: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    imported(tmp_path / "site", write(tmp_path / "old", {f"a/{title}.md": "The van drove.\n"}), "--team", "Repairs")
    (front,) = map(keys, notes(tmp_path / "site").values())
    day = date.fromisoformat(front["date"])
    assert (front["date"], front.get("week", str(Week.of(day)))) == expected
    assert "draft" not in front


def test_a_title_with_a_date_far_off_is_reported(tmp_path: Path) -> None:
    settled({"a.md": note("Repairs weeknotes, 20 January 2022", date="2023-01-20")}, tmp_path)
    assert "the title says `20 January 2022`, but `date` in the front matter gives 20 January 2023" in report(
        tmp_path / "site"
    )


def test_a_site_with_another_monday_rule_gets_the_same_weeks(tmp_path: Path) -> None:
    write(tmp_path / "site", {"weeknotes.toml": "monday_covers_previous_week = false\n"})
    files = {
        "a.md": note("Repairs weeknotes, 16–20 January 2023", date="2023-01-23"),
        "b.md": note("Repairs weeknotes", date="2023-01-30"),
    }
    assert settled(files, tmp_path) == [("2023-01-23", "2023-W03", False), ("2023-01-30", None, False)]


@given(st.dates(date(1995, 1, 1), date(2150, 1, 1)))
def test_days_are_found_in_any_format(day: date) -> None:
    for form in ("{0:%Y-%m-%d}", "{0.day} {0:%B} {0.year}", "{0:%B} {0.day}, {0.year}", "{0.day}th {0:%b} {0.year}"):
        (found,) = find_days(f"Repairs weeknotes {form.format(day)}: vans")
        assert found.readings == (day,)
    (found,) = find_days(f"{day:%d/%m/%Y}")
    assert found.readings[0] == day


@given(st.text(max_size=60))
def test_any_text_can_be_searched_for_days(text: str) -> None:
    for found in find_days(text, compact=True):
        assert text[found.start : found.end]
        assert found.readings


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("date: 2023-01-20\ncreated: 2023-01-16", ("2023-01-20", None)),
        ("date: 2023-02-24\ncreated: 2023-02-13T09:12", ("2023-02-24", None)),
        ("created_at: 2023-02-13\ndate: 2023-02-24", ("2023-02-24", None)),
        ("date: 2023-01-24\npublished: 2023-01-20", ("2023-01-24", None)),
        # Monday the 16th would be of the week before, but the title names the Friday.
        ("date: 2023-01-16\nsubject: 20 January 2023", ("2023-01-16", "2023-W03")),
        # The week that a title, a file or a key names still counts.
        ("date: 2023-01-24\nsubject: 20 January 2023", ("2023-01-24", "2023-W03")),
        ("date: 2023-01-24\nweek_ending: 2023-01-20", ("2023-01-24", "2023-W03")),
        # Another day than the note's own names no week.
        ("date: 2023-01-24\nsubject: since 20 January 2023", ("2023-01-24", None)),
    ],
)
def test_only_dates_of_the_note_itself_give_its_week(
    front: str, expected: tuple[str, str | None], tmp_path: Path
) -> None:
    head, _, subject = front.partition("\nsubject: ")
    text = f"---\ntitle: Repairs weeknotes {subject}\n{head}\n---\n\nThe van drove.\n"
    assert settled({"a.md": text}, tmp_path) == [(*expected, False)]
    assert "created" not in report(tmp_path / "site")


def test_a_file_name_wins_over_the_creation_date(tmp_path: Path) -> None:
    assert settled({"2023-01-20.md": note("Repairs weeknotes", created="2023-01-16")}, tmp_path) == [
        ("2023-01-20", None, False)
    ]


def test_a_note_dated_only_by_its_creation_needs_review(tmp_path: Path) -> None:
    assert settled({"a.md": note("Repairs weeknotes", created="2023-01-20")}, tmp_path) == [("2023-01-20", None, False)]
    assert "only `created` in the front matter gives a day: `2023-01-20`; check the week" in report(tmp_path / "site")


@pytest.mark.parametrize(
    ("line", "week"),
    [
        ("[p]: {% post_url 2023-02-03-a %}", None),
        ("[p]: https://old.westmarch.example/2023/02/03/", None),
        ("Previously: 3 February 2023", None),
        ("Last week's notes: 3 February 2023", None),
        ("Since 3 February 2023", None),
        ("Boiler inspection 3 February 2023", None),
        ("Friday 3 February 2023", "2023-W05"),
        ("Week ending 3 February 2023", "2023-W05"),
        ("## Repairs team, 3 February 2023", "2023-W05"),
        ("Housing Repairs weeknotes, 3 February 2023", "2023-W05"),
    ],
)
def test_only_the_notes_own_date_in_the_first_lines_gives_its_week(line: str, week: str | None, tmp_path: Path) -> None:
    text = f"---\ntitle: Repairs weeknotes\n---\n\n{line}\n\nThe van drove.\n"
    files = {"_config.yml": "title: Old\n", "_posts/2023-02-10-b.md": text}
    assert settled(files, tmp_path) == [("2023-02-10", week, False)]


def test_jekyll_dates_are_read_in_its_time_zone(tmp_path: Path) -> None:
    files = {
        "_config.yml": "timezone: Pacific/Auckland\n",
        "_posts/2023-01-24-a.md": note("Repairs weeknotes", date="2023-01-23 20:30:00 +0000"),
    }
    assert settled(files, tmp_path) == [("2023-01-24", None, False)]
