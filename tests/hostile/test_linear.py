"""Notes and teams that repeat something thousands of times take linear time."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from weeknotes_site.checks.note_facts import NoteFacts, gather_facts
from weeknotes_site.checks.weeks import find_shared_weeks
from weeknotes_site.checks.years import find_wrong_years
from weeknotes_site.config import Config
from weeknotes_site.content.markdown.rendered import BodySettings, Reference
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.read_file import read_note_file
from weeknotes_site.diagnostics import Place
from weeknotes_site.model.body import Body
from weeknotes_site.model.mentions import Sought
from weeknotes_site.model.sentences import find_sentences
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.new_note.wording import find_next
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.references import find_note, number_notes
from weeknotes_site.site.twins import pair_files

BODIES: dict[str, Callable[[int], str]] = {
    "references to no footnote": lambda number: "[^a]" * number,
    "references to no footnote, in quotes": lambda number: "> [^a]\n" * number,
    "escaped references": lambda number: "".join(f"\\[^a{one}] " for one in range(number)),
    "footnotes": lambda number: "".join(f"[^{one}] \n\n[^{one}]: x\n\n" for one in range(number // 3)),
    "headings without a space": lambda number: "##a\n" * number,
    "headings": lambda number: "## a\n\n" * number,
    "abbreviations": lambda number: "".join(f"*[A{one}]: x\n" for one in range(number // 2)) + "\nA1 " * number,
    "links": lambda number: "[a](b.md) " * number,
    "addresses": lambda number: "https://a.example/). " * number,
    "tags of HTML": lambda number: "<b id=a>a</b>" * (number // 2),
    "references to notes": lambda number: "Data Platform weeknotes 1, 2 and 3 " * (number // 2),
    "references to notes in Arabic": lambda number: "مذكرة فريق البيانات الأسبوعية 16، 17 و18 " * (number // 2),
    "names with commas": lambda number: "Data, Insight and Platform, " * (number // 2),
    "words before a reference": lambda number: "Data " * (number // 2) + "weeknote 16 " * (number // 2),
    "names": lambda number: "Data Platform met Data & Insight. " * (number // 2),
    "names and signs": lambda number: "A&B'C-D.E/" * number,
    "acronyms": lambda number: "".join(f"AB{one} " for one in range(number * 2)),
    "acronyms that are spelled out": lambda number: "of of of of of of of of (OOOOOOO) " * (number // 2),
    "shouting": lambda number: "AB " * number * 3 + "a",
    "labels": lambda number: "- Next:\n" * number + "\nNext:\n\n" * (number // 2),
    "nested headings": lambda number: "".join(f"{'#' * (one % 5 + 2)} a{one}\n\nb\n\n" for one in range(number // 2)),
    "headings in HTML": lambda number: "<div>\n\n## a\n\nb\n\n</div>\n\n" * (number // 6),
    "bullets without a space": lambda number: "-x\n" * number,
    "numbers without a space": lambda number: "1.x\n" * number,
    "arrows": lambda number: "→ x\n" * number,
    "dashes": lambda number: "– x\n" * number,
    "bold text between signs": lambda number: "x" + "**@" * (2 * number) + "(",
    "marks around a reference": lambda number: "weeknote 3 " + "*****@" * (4 * number),
    "headings that skip a level": lambda number: "a\n" + "## a\n#### b\n" * number,
    "scripts that do not end": lambda number: "a <script> </script " * (number // 3),
}
FEW, MANY = 800, 3_200
FILES, MANY_FILES = 2_000, 8_000
GROWTH = 10
"""Four times as much takes four times as long where time is in proportion, sixteen times where it is squared."""
NOTHING = 0.15
"""Seconds of this process that are not worth comparing: 80 kB of ordinary text take longer."""


def seconds(body: str) -> float:
    raw = f"---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\n{body}".encode()
    started = time.process_time()
    read_note_file("notes/t/2022-01-24.md", raw, BodySettings())
    return time.process_time() - started


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_takes_linear_time(kind: str) -> None:
    seconds("a")
    few = min(seconds(BODIES[kind](FEW)) for _ in range(2))
    many = min(seconds(BODIES[kind](MANY)) for _ in range(2))
    assert many < max(NOTHING, GROWTH * few)


@pytest.mark.parametrize(
    "written",
    [
        "*[VL]: LONG\n\nVL",
        "[a]: LONG\n\n[a]",
        '[a]: b "LONG"\n\n[a]',
        "[a]: LONG.png\n\n![b][a]",
        "[a]: ../LONG.md\n\n[b][a]",
    ],
)
def test_a_long_definition_is_used_a_limited_number_of_times(written: str) -> None:
    def codes(length: int) -> list[str]:
        definition, _, use = written.replace("LONG", "x" * length).rpartition("\n")
        raw = f"---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\n{definition}\n" + f"{use} " * 1_000
        file, html = read_note_file("notes/t/2022-01-24.md", raw.encode(), BodySettings())
        assert len(html) < 2_000_000
        return [one.code for one in file.diagnostics if one.is_error]

    assert codes(200) == []
    assert codes(20_000) == ["note-too-large"]


def files(number: int, **front: str) -> list[NoteFile]:
    """Return a number of notes of a team with the same front matter."""
    values = {"date": "2022-01-22", "author": "Ann Lee", **front}
    raw = "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\n\nWarm.\n"
    one, _ = read_note_file("notes/t/x.md", raw.encode(), BodySettings())
    return [replace(one, path=f"notes/t/x{at}.md") for at in range(number)]


def facts(number: int, **front: str) -> list[NoteFacts]:
    team = Team(slug="t", name="T")
    notes = files(number, **front)
    identified = (
        Identified(file=file, team=team, url=file.path, id=file.path, weeks=(Week(2022, 3),)) for file in notes
    )
    return [found for one in identified if (found := gather_facts(one))]


def find_references(number: int) -> None:
    numbered = number_notes((("t", 3, f"{at}.html", f"{at}.md") for at in range(number)), (), {})
    reference = Reference(number=3, before="See", opens=True, after="")
    for at in range(number):
        find_note(reference, Place(path="x.md"), "t", f"{at}.html", numbered)


def pair_translations(number: int) -> None:
    original, *others = files(number, lang="cy", translates="x0.md")
    original = replace(original, fields=replace(original.fields, lang="", translates=""))
    pair_files((original, *others), Config(languages=("en", "cy")))


def find_years(number: int) -> None:
    find_wrong_years(facts(number), date(2022, 3, 1))


def find_weeks(number: int) -> None:
    find_shared_weeks(facts(number))


@pytest.mark.parametrize("work", [find_references, pair_translations, find_years, find_weeks])
def test_the_notes_of_a_team_take_linear_time(work: Callable[[int], None]) -> None:
    def taken(number: int) -> float:
        started = time.process_time()
        work(number)
        return time.process_time() - started

    few = min(taken(FILES) for _ in range(2))
    assert min(taken(MANY_FILES) for _ in range(2)) < max(NOTHING, GROWTH * few)


def test_a_team_is_found_quickly_among_thousands_of_names() -> None:
    names = tuple(f"Data Platform {number}" for number in range(150))
    sought = Sought(names=names, longer=tuple(f"{name} and more" for name in names), url="teams/data/index.html")
    text = "Data Platform and more, " * 3_000
    body = Body(f"<p>{text}</p>" + f"<p>{text}Data Platform 149 is there</p>")
    started = time.process_time()
    (found,) = find_sentences(body, sought, 3)
    assert time.process_time() - started < 1
    assert found.text.endswith("Data Platform 149 is there")


@pytest.mark.parametrize("line", ["## Next" + " " * 40_000 + "x", "#" + " " * 40_000 + "x", "Next" + " " * 40_000])
def test_spaces_in_the_last_note_do_not_slow_down_a_new_one(line: str) -> None:
    started = time.process_time()
    list(find_next(f"{line}\n\nWe move the queue.\n"))
    assert time.process_time() - started < 1


@pytest.mark.parametrize("line", ["## Next", "## Next ##", "##  Up next  #  ", "# What is next? ###"])
def test_marks_and_spaces_after_a_heading_are_not_part_of_it(line: str) -> None:
    assert list(find_next(f"{line}\n\nWe move the queue.\n")) == ["We move the queue."]
