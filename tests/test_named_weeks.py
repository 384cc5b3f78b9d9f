"""A week in a file's name is compared with the week that the note covers."""

import pytest

from commands import weeknotes
from conftest import MakeSite


def check(make_site: MakeSite, **notes: str) -> str:
    """Check a team's notes, given by file name (`w47` for `2026-w47.md`) with their dates and other keys."""
    files = {}
    for at, (name, day) in enumerate(notes.items()):
        body = f"The {('boiler', 'lift', 'roof', 'door')[at]} of block {at} was mended by {at + 3} people."
        files[f"notes/repairs/2026-{name.replace('_', '-')}.md"] = f"---\ndate: {day}\nauthor: Bo Ek\n---\n\n{body}\n"
    return weeknotes(make_site(files), "check", "--as-of", "2026-12-24").output


FITTING = {"w45": "2026-11-06", "w46": "2026-11-13"}


@pytest.mark.parametrize(
    ("notes", "named"),
    [
        ({"w30": "2026-11-13"}, "2026-W30 (20–24 July 2026), the note covers 2026-W46"),
        ({"W30-lifts": "2026-11-13"}, "2026-W30"),
        ({**FITTING, "w47": "2026-11-24"}, "2026-W47 (16–20 November 2026), the note covers 2026-W48"),
        ({"w46": "2026-11-13", "w47": "2026-11-13"}, "2026-W47 (16–20 November 2026), the note covers 2026-W46"),
        ({**FITTING, "w47": "2025-11-20"}, "2026-W47"),
    ],
)
def test_a_note_of_another_week_than_its_file_name_is_reported(
    make_site: MakeSite, notes: dict[str, str], named: str
) -> None:
    output = check(make_site, **notes)
    assert f"the file's name says {named}" in output
    assert "write `week: 2026-W" in output
    assert "merge the two notes" not in output


@pytest.mark.parametrize(
    "notes",
    [
        FITTING,
        {**FITTING, "w47": "2026-11-23"},
        {**FITTING, "w47": "2026-11-24\nweek: 2026-W47"},
        {**FITTING, "w47": '2026-11-24\ntitle: "Week 48: the doors"'},
        {**FITTING, "w47": '2026-11-24\ntitle: "Weeknotes, 24 November 2026"'},
        {**FITTING, "w47_48": "2026-11-27"},
        {**FITTING, "w47-to-w48": "2026-11-27"},
        {"w47": "2026-11-13"},
        {"w44": "2026-11-06", "w45": "2026-11-13", "w46": "2026-11-20"},
        {"w05": "2026-05-01", "w06": "2026-05-08"},
        {"11-20-about-2025-w30": "2026-11-20"},
    ],
)
def test_other_ways_to_name_files_and_count_weeks_are_fine(make_site: MakeSite, notes: dict[str, str]) -> None:
    assert "date-and-file-differ" not in check(make_site, **notes)


@pytest.mark.parametrize(("name", "more"), [("2026-W47", ""), ("lifts", "week: [2026-W46, 2026-W47]\n")])
def test_a_missing_date_is_suggested_in_the_notes_week(make_site: MakeSite, name: str, more: str) -> None:
    root = make_site({f"notes/repairs/{name}.md": f"---\nauthor: Bo Ek\n{more}---\n\nThe boiler is warm.\n"})
    assert "add a date such as `date: 2026-11-20`" in weeknotes(root, "check", "--as-of", "2026-12-24").output
