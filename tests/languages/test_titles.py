"""Titles, dates and labels are understood in all shipped languages."""

from datetime import date

import pytest

from commands import weeknotes
from conftest import MakeSite
from weeknotes_site.content.dates.days import readings
from weeknotes_site.content.titles.headline import headline
from weeknotes_site.content.titles.reading import read_title

NEAR = date(2026, 11, 13)


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        ("Wochennotizen 17, 21. Januar 2022", "21. Januar 2022", date(2022, 1, 21)),
        ("Woche vom 9. bis 13. November 2026", "9. bis 13. November 2026", date(2026, 11, 13)),
        ("9.–13. November 2026", "9.–13. November 2026", date(2026, 11, 13)),
        ("Notes de la semaine, du 9 au 13 novembre 2026", "9 au 13 novembre 2026", date(2026, 11, 13)),
        ("Notes de la semaine du 1er mars 2022", "1er mars 2022", date(2022, 3, 1)),
        ("Nodiadau’r wythnos, 9–13 Tachwedd 2026", "9–13 Tachwedd 2026", date(2026, 11, 13)),
        ("Nodiadau wythnos 24 Hydref", "24 Hydref", date(2026, 10, 24)),
        ("مذكرات الأسبوع، 13 نوفمبر 2026", "13 نوفمبر 2026", date(2026, 11, 13)),
    ],
)
def test_a_day_in_a_title_is_read_in_its_language(title: str, text: str, day: date) -> None:
    dates = [said for said in read_title(title, NEAR).dates if said.sense]
    assert [(said.text, said.days[0]) for said in dates] == [(text, day)]
    assert [title[said.start : said.end] for said in dates] == [text]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Wochennotizen 17: Mieten", 17),
        ("Notes de la semaine 17", 17),
        ("Nodiadau wythnosol 17", 17),
        ("المذكرة الأسبوعية 17: الإيجارات", 17),
        ("مذكرة أسبوعية ١٧", 17),
        ("مذكرة اسبوعية رقم (١٧)، ١٣ نوفمبر ٢٠٢٦", 17),
    ],
)
def test_a_number_in_a_title_is_read_in_its_language(title: str, number: int) -> None:
    found = read_title(title, NEAR).number
    assert found is not None
    assert found[0] == number
    assert int(title[found[1] :][:2]) == number


@pytest.mark.parametrize(
    ("title", "text"), [("KW 46", "KW 46"), ("Semaine 46", "Semaine 46"), ("Wythnos 46: gwaith", "Wythnos 46")]
)
def test_a_week_in_a_title_is_read_in_its_language(title: str, text: str) -> None:
    found = read_title(title, NEAR).week_number
    assert found is not None
    assert (found[0], found[2]) == (46, text)


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Wochennotizen 17, 21. Januar 2022: Was die Mieter sagen", "Was die Mieter sagen"),
        ("Reparaturen: Wochennotizen vom 21. Januar 2022", ""),
        ("Notes de la semaine, du 9 au 13 novembre 2026", ""),
        ("Notes de la semaine : le nouveau formulaire", "Le nouveau formulaire"),
        ("Nodiadau’r wythnos, 9–13 Tachwedd 2026 – Beth ddysgon ni", "Beth ddysgon ni"),
        ("مذكرات الأسبوع 13 نوفمبر 2026", ""),
        ("KW46: Heizung", "Heizung"),
        ("Wochenrückblick KW46", ""),
        ("Wochennotizen 13.11.: Heizung", "Heizung"),
        ("n° 17", ""),
        ("Nr. 17", ""),
        ("Ausgabe 17: Heizung", "Heizung"),
        ("Diese Woche: Heizung", "Heizung"),
        ("Cette semaine", ""),
        ("Yr wythnos hon", ""),
        ("هذا الأسبوع", ""),
        ("العدد ١٧", ""),
        ("Tachwedd", ""),
        ("What is left before 10 November", "What is left before 10 November"),
    ],
)
def test_a_headline_leaves_out_day_number_and_week_in_each_language(title: str, left: str) -> None:
    assert headline(title, ("Reparaturen",)) == left


@pytest.mark.parametrize(
    "written", ["21. Januar 2022", "21 janvier 2022", "21 Ionawr 2022", "21 يناير 2022", "21 January 2022"]
)
def test_a_date_in_words_is_read_in_each_language(written: str) -> None:
    assert readings(written) == (date(2022, 1, 21),)


@pytest.mark.parametrize(
    ("title", "following"),
    [
        ("Wochennotizen 17, 9.–13. November 2026", "Wochennotizen 18, 16.–20. November 2026"),
        ("Wochennotizen, 13. November 2026", "Wochennotizen, 20. November 2026"),
        ("Notes de la semaine, 13 novembre 2026", "Notes de la semaine, 20 novembre 2026"),
        ("Nodiadau’r wythnos, 27 Tachwedd", "Nodiadau’r wythnos, 4 Rhagfyr"),
        ("مذكرة أسبوعية رقم ١٧، ١٣ نوفمبر ٢٠٢٦", "مذكرة أسبوعية رقم ١٨، ٢٠ نوفمبر ٢٠٢٦"),
        ("مذكرة أسبوعية – الأسبوع ٤٦", "مذكرة أسبوعية – الأسبوع ٤٧"),
        ("Weeknotes ٠٩", "Weeknotes ١٠"),
        ("Weeknotes 017, 9–13 November 2026", "Weeknotes 018, 16–20 November 2026"),
    ],
)
def test_new_continues_a_title_in_its_language(title: str, following: str, make_site: MakeSite) -> None:
    day = "2026-11-27" if "27" in title else "2026-11-13"
    following_week = "2026-12-04" if "27" in title else "2026-11-20"
    number = "number: 17\n" if "17" in title else ""
    note = f"---\ndate: {day}\nauthor: Bo Ek\n{number}title: {title}\n---\n\nWarm.\n\n## Nesaf\n\nMwy.\n"
    root = make_site({f"notes/repairs/{day}.md": note})
    made = weeknotes(root, "new", "repairs", "--as-of", following_week)
    assert made.exit_code == 0, made.output
    new = next(path for path in root.glob("notes/repairs/*.md") if path.stem != day)
    assert following in new.read_text("utf-8")


def test_a_title_with_another_date_gets_a_suggestion_in_its_language(make_site: MakeSite) -> None:
    note = "---\ndate: 2022-01-21\nauthor: Bo Ek\ntitle: Nodyn wythnos, 30 Hydref 2021\n---\n\nWarm.\n"
    root = make_site({"notes/repairs/2022-01-21.md": note})
    said = weeknotes(root, "check", "--as-of", "2022-02-01").output
    assert "warning[title-names-another-date]: the title says `30 Hydref 2021`" in said
    assert "hint: write `21 Ionawr 2022` in the title" in said
