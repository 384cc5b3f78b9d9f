"""A long text with the notes of several teams is split into its notes."""

import re
from collections import Counter
from pathlib import Path

import pytest

from commands import weeknotes
from importer.trying import body, check, imported, keys, notes, report, run, words, write

PROJECT = Path(__file__).parents[2]

TEXT = """\
Weeknotes of the directorate, newest first

Housing Repairs weeknotes, 20 January 2023

We answered every damp report within two days, for the first time since March. The van is back.

What we did

  • Boilers:
    • Nine were mended
    • The tenth waits for a part
  • Damp: see weeknote 2

  1. Ring the tenant – done
  2. Send the van

Next: the tenth boiler, a_b and 2 * 3.

Data & Insight Weeknote 2: 16.01.2022

The dashboard has a second page now

Ask Bo for a login, as we said in weeknote 1

Housing Repairs weeknotes, 13 January 2023

A short week.

Data & Insight Weeknote 1: 09.01.2023

We began.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "all.txt").write_text(TEXT, "utf-8")
    imported(tmp_path / "site", tmp_path / "all.txt")
    return tmp_path / "site"


def test_a_document_is_split_at_lines_that_name_a_team_and_a_date(root: Path) -> None:
    assert list(notes(root)) == [
        "data-insight/2023-01-09.md",
        "data-insight/2023-01-16.md",
        "housing-repairs/2023-01-13.md",
        "housing-repairs/2023-01-20.md",
    ]
    check(root)


def test_bullets_steps_and_headings_become_markdown(root: Path) -> None:
    assert (
        body(notes(root)["housing-repairs/2023-01-20.md"])
        == """\
We answered every damp report within two days, for the first time since March. The van is back.

## What we did

- Boilers:
  - Nine were mended
  - The tenth waits for a part
- Damp: see weeknote 2

1. Ring the tenant – done
2. Send the van

Next: the tenth boiler, a_b and 2 * 3."""
    )


def test_a_wrong_year_is_corrected_and_reported_with_the_evidence(root: Path) -> None:
    text = report(root)
    assert "the year was wrong: 16 January 2022 is now 16 January 2023, because the other notes" in text
    assert "16 January 2022 was a Sunday, 16 January 2023 a Monday" in text


def test_each_value_says_how_it_was_found(root: Path) -> None:
    text = report(root)
    assert "  - team: Housing Repairs (the title)" in text
    assert "  - date: 2023-01-20 (the title: `20 January 2023`)" in text
    assert "  - number: 1 (the title)" in text


@pytest.mark.parametrize(
    ("dates", "expected", "is_draft"),
    [
        (["03/02/23", "24/02/23"], ["2023-02-03", "2023-02-24"], False),
        (["02/03/23", "02/24/23"], ["2023-02-03", "2023-02-24"], False),
        # Nothing tells: day first, and a person has to look.
        (["03/02/23", "10/02/23"], ["2023-02-03", "2023-02-10"], True),
        # All three are Fridays one way, and not the other.
        (["03/02/23", "10/02/23", "10/03/23"], ["2023-02-03", "2023-02-10", "2023-03-10"], False),
        (["w/c 20 February 2023", "27 February 2023"], ["2023-02-24", "2023-02-27"], False),
    ],
)
def test_the_order_of_day_and_month_is_settled_by_all_dates(
    dates: list[str], expected: list[str], is_draft: bool, tmp_path: Path
) -> None:
    text = "\n\n".join(f"Repairs weeknotes {date}\n\nThe van drove, {at}." for at, date in enumerate(dates))
    (tmp_path / "all.txt").write_text(text, "utf-8")
    imported(tmp_path / "site", tmp_path / "all.txt")
    found = [keys(text) for text in notes(tmp_path / "site").values()]
    assert [front["date"] for front in found] == expected
    assert any("draft" in front for front in found) == is_draft


def test_the_order_of_dates_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "all.txt").write_text("Repairs weeknotes 03/02/23\n\nThe van drove.", "utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/import-map.toml").write_text('dates = "month-first"\n')
    imported(tmp_path / "site", tmp_path / "all.txt")
    (note,) = notes(tmp_path / "site").values()
    assert (keys(note)["date"], "draft" in note) == ("2023-03-02", False)


def real() -> Path:
    for folder in (PROJECT / "../shared/real-notes", PROJECT / "../../shared/real-notes"):
        if (folder / "hackit-weeknotes.txt").is_file():
            return folder
    pytest.skip("the real weeknotes are not beside this checkout")


def headings_and_items(text: str) -> Counter[str]:
    found = re.findall(r"^\s*((?:#{1,6}|-|\d+\.) .*)$", text, flags=re.M)
    return Counter(" ".join(line.split()) for line in found)


def test_the_original_document_is_split_into_its_notes(tmp_path: Path) -> None:
    source, root = real(), tmp_path / "site"
    imported(root, source / "hackit-weeknotes.txt")
    found = notes(root)
    by_hand = notes(source)
    assert list(found) == list(by_hand)
    assert sorted(keys(text)["date"] for text in found.values()) == [
        "2022-01-14",
        "2022-01-14",
        "2022-01-17",
        "2022-01-21",
        "2022-01-24",
    ]
    assert [keys(found[f"data-platform/2022-01-{day}.md"])["number"] for day in (17, 24)] == ["16", "17"]
    for day in (17, 24):
        assert f"the year was wrong: {day} January 2021 is now {day} January 2022, because" in report(root)
    for path, text in found.items():
        assert words(body(text)) == words(body(by_hand[path]))
    ours, theirs = (
        sum((headings_and_items(body(text)) for text in all_of.values()), Counter()) for all_of in (found, by_hand)
    )
    assert (ours & theirs).total() >= 0.9 * theirs.total()
    printed = weeknotes(root, "build").output
    assert "5 notes of 3 teams in 2 weeks" in printed
    pages = {path.stem: path.read_text("utf-8") for path in root.glob("_site/weeks/2022-w0?.html")}
    links = {
        stem: set(re.findall(r'href="\.\./teams/[a-z-]+/2022-[0-9-]+\.html"', page)) for stem, page in pages.items()
    }
    assert {stem: len(found) for stem, found in links.items()} == {"2022-w02": 3, "2022-w03": 2}


def test_dates_alone_split_a_text_of_one_team(tmp_path: Path) -> None:
    source = write(
        tmp_path, {"all.txt": "20 January 2023\n\nWe mended it.\n\n27 January 2023\n\nWe mended the other.\n"}
    )
    imported(tmp_path / "site", source / "all.txt", "--team", "Repairs")
    assert {path: body(text) for path, text in notes(tmp_path / "site").items()} == {
        "repairs/2023-01-20.md": "We mended it.",
        "repairs/2023-01-27.md": "We mended the other.",
    }


def test_the_days_of_one_week_are_one_note(tmp_path: Path) -> None:
    text = "# Repairs weeknote\n\n## 16 January 2023\n\nWe rang.\n\n## 17 January 2023\n\nWe sent the van.\n"
    source = write(tmp_path, {"2023-01-20.txt": text})
    imported(tmp_path / "site", source / "2023-01-20.txt")
    (note,) = notes(tmp_path / "site").values()
    assert body(note) == "## 16 January 2023\n\nWe rang.\n\n## 17 January 2023\n\nWe sent the van."


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ("DONE\nWe mended it.\n\nTO DO\nRing the tenant.", "## DONE\n\nWe mended it.\n\n## TO DO\n\nRing the tenant."),
        (
            "Jobs:\nWeek\tJobs\n2\t31\n3\t4|5",
            "Jobs:\n\n| Week | Jobs |\n| --- | --- |\n| 2 | 31 |\n| 3 | 4\\|5 |",
        ),
        ("Name\tAnn\nand a line of words", "Name    Ann\n\nand a line of words"),
        (
            "See [it](https://x.example/).\n\nDone:\n• One\n◦ In it\n• Two",
            "See [it](https://x.example/).\n\nDone:\n\n- One\n  - In it\n- Two",
        ),
    ],
)
def test_lines_in_capitals_and_columns_become_headings_and_tables(written: str, markdown: str, tmp_path: Path) -> None:
    source = write(tmp_path, {"all.txt": f"Repairs weeknotes, 20 January 2023\n\n{written}\n"})
    imported(tmp_path / "site", source / "all.txt")
    (note,) = notes(tmp_path / "site").values()
    assert body(note) == markdown


TWO = "## Repairs weeknotes, 20 January 2023\n\nClosed 14.\n\n## Repairs weeknotes, 27 January 2023\n\nThe van.\n"


@pytest.mark.parametrize(
    "above",
    [
        "Kept by Ann Lee.\n",
        "# Repairs weeknotes 2023\n\nKept by Ann Lee, ask her.\n\n![The board](board.png)\n",
        "These notes are of the crew in the north and " + "of many others who went along " * 9 + "too.\n",
    ],
)
@pytest.mark.parametrize("name", ["all.txt", "all.md"])
def test_text_above_the_first_of_several_notes_is_reported(name: str, above: str, tmp_path: Path) -> None:
    write(tmp_path, {name: f"{above}\n{TWO}"})
    output = run(tmp_path / "site", tmp_path / name).output
    assert len(notes(tmp_path / "site")) == 2
    (line,) = [one for one in report(tmp_path / "site").splitlines() if "above the first note" in one]
    assert " ".join(words(above)) in " ".join(words(line))
    assert "the text above the first note" in output


def test_a_documents_title_above_its_notes_is_reported(tmp_path: Path) -> None:
    page = "<title>The crew</title><article><h2>Repairs weeknotes, 20 January 2023</h2><p>14.</p>{}</article>"
    second = "<h2>Repairs weeknotes, 27 January 2023</h2><p>The van.</p>"
    write(tmp_path, {"all.html": page.format(second)})
    imported(tmp_path / "site", tmp_path / "all.html")
    assert "it belongs to no note: `The crew`" in report(tmp_path / "site")


@pytest.mark.parametrize(
    ("above", "expected", "is_listed"),
    [
        ("Kept by Ann Lee, ask her.", "Kept by Ann Lee, ask her.\n\nClosed 14.", False),
        ("# The crew", "Closed 14.", True),
        ("The crew", "Closed 14.", True),
    ],
)
def test_text_above_the_only_note_stays_in_it(above: str, expected: str, is_listed: bool, tmp_path: Path) -> None:
    write(tmp_path, {"one.md": f"{above}\n\n## Repairs weeknotes, 20 January 2023\n\nClosed 14.\n"})
    imported(tmp_path / "site", tmp_path / "one.md")
    (text,) = notes(tmp_path / "site").values()
    assert body(text) == expected
    assert (f"`{above}`" in report(tmp_path / "site")) == is_listed


def test_notes_of_a_text_keep_the_definitions_at_its_end(tmp_path: Path) -> None:
    end = "\n[^a]: Up.\n\n    To the top.\n[^b]: No mark refers to it.\n\n[board]: https://example.org/board\n"
    text = TWO.replace("Closed 14.", "Closed 14[^a] on [our board][board].") + end
    write(tmp_path, {"all.md": text})
    imported(tmp_path / "site", tmp_path / "all.md")
    first, second = map(body, notes(tmp_path / "site").values())
    assert first == (
        "Closed 14[^a] on [our board][board].\n\n[^a]: Up.\n\n    To the top.\n\n[board]: https://example.org/board"
    )
    assert second == "The van.\n\n[^b]: No mark refers to it.\n\n[board]: https://example.org/board"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("## 5 March 2018\n\nA\n\n## 12 March\n\nB\n\n## 19 March\n\nC\n", ["03-05", "03-12", "03-19"]),
        ("## Mon 17 Dec 2018\n\nA\n\n## 24 Dec\n\nB\n\n## 7 Jan\n\nC\n", ["2018-12-17", "2018-12-24", "2019-01-07"]),
        ("## 7 Jan 2019\n\nA\n\n## 31 Dec\n\nB\n\n## 17 Dec\n\nC\n", ["2018-12-17", "2018-12-31", "2019-01-07"]),
        ("## w/c 5 March 2018\n\nA\n\n## w/c 12 March\n\nB\n", ["03-09", "03-16"]),
        ("## 5/3/2018\n\nA\n\n## 13/3\n\nB\n\n## 19/3\n\nC\n", ["03-05", "03-13", "03-19"]),
        ("# Repairs weeknotes 5 March 2018\n\nA\n\n# Repairs weeknotes 12 March\n\nB\n", ["03-05", "03-12"]),
    ],
)
def test_dates_without_a_year_get_that_of_the_date_before(tmp_path: Path, text: str, days: list[str]) -> None:
    source = write(tmp_path, {"all.md": f"# Ours\n\n{text}"}) / "all.md"
    imported(tmp_path / "site", source, "--team", "Repairs")
    expected = [day if len(day) > 5 else f"2018-{day}" for day in days]
    assert [keys(note)["date"] for note in notes(tmp_path / "site").values()] == expected


def test_a_text_is_split_at_dates_directly_above_their_text(tmp_path: Path) -> None:
    text = "WEEKNOTES\r\n\r\n5/1/18\r\nHello\r\nLine two\r\n\r\n12/1/18\r\nSecond\r\n\r\n19/1/18\r\nThird\r\n"
    source = write(tmp_path, {"all.txt": text}) / "all.txt"
    imported(tmp_path / "site", source, "--team", "Repairs")
    found = notes(tmp_path / "site")
    assert list(found) == [f"repairs/2018-01-{day}.md" for day in ("05", "12", "19")]
    assert words(body(found["repairs/2018-01-05.md"])) == ["Hello", "Line", "two"]


@pytest.mark.parametrize(
    "days",
    [
        ("4. Januar 2019", "11. Januar", "Freitag, 1. März 2019"),
        ("vendredi 4 janvier 2019", "11 janvier", "1er mars 2019"),
        ("4 Ionawr 2019", "11 Ionawr", "Dydd Gwener 1 Mawrth 2019"),
        ("4 Jan 2019", "11 Jan", "1 Mar 2019"),
    ],
)
def test_dates_are_read_in_the_languages_of_sites(days: tuple[str, ...], tmp_path: Path) -> None:
    source = write(tmp_path, {"all.md": "".join(f"## {day}\n\nText.\n\n" for day in days)}) / "all.md"
    imported(tmp_path / "site", source, "--team", "Repairs")
    found = [keys(note)["date"] for note in notes(tmp_path / "site").values()]
    assert found == ["2019-01-04", "2019-01-11", "2019-03-01"]


@pytest.mark.parametrize("name", ["Wochennotiz 4. Januar 2019", "Nodyn wythnos 4 Ionawr 2019", "Note du 4 janv. 2019"])
def test_names_of_files_are_read_in_the_languages_of_sites(name: str, tmp_path: Path) -> None:
    source = write(tmp_path, {f"{name}.md": "Text.\n"}) / f"{name}.md"
    imported(tmp_path / "site", source, "--team", "Repairs")
    assert list(notes(tmp_path / "site")) == ["repairs/2019-01-04.md"]


def test_a_text_that_begins_with_a_rule_is_not_front_matter(tmp_path: Path) -> None:
    text = "---\n5 March 2018\n\nWe met. Next: paint.\n\n---\n12 March 2018\n\nWe painted.\n"
    source = write(tmp_path, {"all.md": text}) / "all.md"
    imported(tmp_path / "site", source, "--team", "Repairs")
    found = notes(tmp_path / "site")
    assert list(found) == ["repairs/2018-03-05.md", "repairs/2018-03-12.md"]
    assert words("".join(map(body, found.values()))) == ["We", "met", "Next", "paint", "We", "painted"]


@pytest.mark.parametrize(
    "text", ["---\n\n# 5 March 2018\n\nWe met.\n\n---\n\nBye.\n", "---\n*5 March 2018*\n\nWe met.\n"]
)
def test_no_text_below_a_rule_is_lost(text: str, tmp_path: Path) -> None:
    source = write(tmp_path, {"2018-03-05.md": text}) / "2018-03-05.md"
    imported(tmp_path / "site", source, "--team", "Repairs")
    [note] = notes(tmp_path / "site").values()
    assert "We met." in note


def test_front_matter_may_begin_with_a_comment(tmp_path: Path) -> None:
    text = "---\n# Written by a tool\n\ndate: 2018-03-05\n---\n\nWe met.\n"
    imported(tmp_path / "site", write(tmp_path, {"a.md": text}) / "a.md", "--team", "Repairs")
    assert body(notes(tmp_path / "site")["repairs/2018-03-05.md"]) == "We met."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("## 5 March 2018\n\nA\n\n## 12 Marhc 2018\n\nB\n\n## 19 March 2018\n\nC\n", "12 Marhc 2018"),
        ("## 5 March 2018\n\nA\n\n## 12 March 2018\n\nB\n\n### 19 March 2018\n\nC\n", "19 March 2018"),
        ("Monday 5 March 2018\n\nA\n\nTuesday 6 March\n\nB\n\nMonday 12 March\n\nC\n", "Monday 12 March"),
    ],
)
def test_dates_that_may_begin_another_note_are_reported(tmp_path: Path, text: str, named: str) -> None:
    source = write(tmp_path, {"all.md": text}) / "all.md"
    imported(tmp_path / "site", source, "--team", "Repairs")
    assert f"[ ] `{named}` may begin another note; check where this one ends" in report(tmp_path / "site")


def test_days_of_the_same_week_and_dates_in_sentences_are_not_reported(tmp_path: Path) -> None:
    days = "\n\n".join(f"## Day {at}, {at} March 2018\n\nOn 20 March 2018 we move." for at in (5, 6, 7))
    source = write(tmp_path, {"Weeknotes 9 March 2018.md": f"## 5 March 2018\n\nA\n\n## 9 March 2018\n\n{days}"})
    imported(tmp_path / "site", source, "--team", "Repairs")
    assert "may begin another note" not in report(tmp_path / "site")


@pytest.mark.parametrize(
    "above", ["# Data Platform weeknotes", "**Data Platform: weeknotes 2023**", "Internal\n\n# Data Platform weeknotes"]
)
def test_the_title_above_several_notes_names_their_team(above: str, tmp_path: Path) -> None:
    text = f"{above}\n\n## w/c 16 January 2023\n\nDry.\n\n---\n\n## w/c 23 January 2023\n\nDamp.\n"
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"DataPlatformweeknotes.md": text}))
    assert [keys(one)["team"] for one in notes(root).values()] == ["Data Platform"] * 2
    assert [body(one) for one in notes(root).values()] == ["Dry.", "Damp."]
    assert "team: Data Platform (the document's title)" in report(root)
