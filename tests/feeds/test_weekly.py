"""`weekly.xml` announces a week once, on the Tuesday after it; late notes change only the content."""

from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

from feed_rules import CONTENT
from feed_sites import feeds_of, note

from folders import write_files

WEEK_3 = {
    "notes/repairs/2022-01-21.md": note("2022-01-21", "Repairs, 21 January", "## Boilers\n\nWarm."),
    "notes/voids/2022-01-24.md": note("2022-01-24", "A Monday note", "About the week before."),
}
LATE = {"notes/adaptations/2022-02-02.md": note("2022-02-02", "Sorry", "We were busy.", week="2022-W03")}


def items(root: Path, as_of: date) -> list[ElementTree.Element]:
    return ElementTree.fromstring(feeds_of(root, as_of)["weekly.xml"]).findall("channel/item")


def test_a_week_appears_on_the_tuesday_after_it(tmp_path: Path) -> None:
    root = write_files(tmp_path, WEEK_3)
    assert [len(items(root, date(2022, 1, day))) for day in (17, 21, 23, 24, 25, 26)] == [0, 0, 0, 0, 1, 1]


def test_the_item_of_a_week_has_all_its_notes(tmp_path: Path) -> None:
    (item,) = items(write_files(tmp_path, WEEK_3), date(2022, 1, 25))
    assert item.findtext("title") == "Week 3, 17–21 January 2022"
    assert item.findtext("link") == "https://weeknotes.example/weeks/2022-w03.html"
    assert item.findtext("description") == "Notes from Repairs and Voids."
    assert item.findtext("pubDate") == "Tue, 25 Jan 2022 12:00:00 +0000"
    content = item.findtext(CONTENT) or ""
    assert content.index("Repairs, 21 January</a></h2>") < content.index("Voids: A Monday note</a></h2>")
    assert "<h3>Boilers</h3>" in content
    assert "<p>About the week before.</p>" in content


def test_a_late_note_is_added_without_announcing_the_week_again(tmp_path: Path) -> None:
    (before,) = items(write_files(tmp_path, WEEK_3), date(2022, 3, 1))
    (after,) = items(write_files(tmp_path, LATE), date(2022, 3, 1))
    for name in ("guid", "pubDate", "title", "description", "link"):
        assert after.findtext(name) == before.findtext(name)
    content = after.findtext(CONTENT) or ""
    notes, paragraph, in_full = (before.findtext(CONTENT) or "?").rpartition("<p>")
    assert content.startswith(notes)
    assert content.endswith(paragraph + in_full)
    assert "<h2>Added later</h2>\n<h3><a href=" in content
    assert "We were busy." in content


def test_the_id_of_a_week_is_unique_and_the_same_every_day(tmp_path: Path) -> None:
    root = write_files(tmp_path, {**WEEK_3, "notes/repairs/2022-01-14.md": note("2022-01-14")})
    early = {item.findtext("title"): item.findtext("guid") for item in items(root, date(2022, 1, 18))}
    later = {item.findtext("title"): item.findtext("guid") for item in items(root, date(2025, 1, 1))}
    assert len(early) == 1
    assert len(set(later.values())) == 2
    assert early.items() <= later.items()


def test_the_feed_has_the_last_eight_weeks_newest_first(tmp_path: Path) -> None:
    days = [date(2022, 1, 7) + timedelta(days=7 * week) for week in range(12)]
    root = write_files(tmp_path, {f"notes/repairs/{day}.md": note(day) for day in days})
    titles = [item.findtext("title") or "" for item in items(root, date(2022, 6, 1))]
    assert [title.split(",")[0] for title in titles] == [f"Week {number}" for number in range(12, 4, -1)]


def test_a_note_of_several_weeks_is_only_in_the_last(tmp_path: Path) -> None:
    root = write_files(tmp_path, {"notes/repairs/x.md": note("2022-01-21", week="[2022-W02, 2022-W03]")})
    assert [item.findtext("title") for item in items(root, date(2022, 3, 1))] == ["Week 3, 17–21 January 2022"]


def test_only_the_weekly_feed_depends_on_the_day(tmp_path: Path) -> None:
    root = write_files(tmp_path, WEEK_3)
    early, late = feeds_of(root, date(2022, 1, 24)), feeds_of(root, date(2022, 1, 25))
    assert [path for path in early if early[path] != late[path]] == ["weekly.xml"]


def test_the_two_real_weeks_have_an_item_each(real_notes: Path) -> None:
    found = items(real_notes, date(2026, 11, 24))
    assert [item.findtext("title") for item in found] == ["Week 3, 17–21 January 2022", "Week 2, 10–14 January 2022"]
    content = found[1].findtext(CONTENT) or ""
    teams = [
        content.index(f"/teams/{team}/") for team in ("cloud-engineering", "data-platform", "modern-tools-for-housing")
    ]
    assert teams == sorted(teams)
