"""A headline is a title without team, date, number and `weeknotes`."""

from pathlib import Path

import pytest

from commands import weeknotes
from conftest import MakeSite
from weeknotes_site.content.titles.headline import first_sentence, headline

TEAM = "Housing Repairs"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Housing Repairs weeknotes, 13 November 2026: what four weeks of texts did", "What four weeks of texts did"),
        ("Housing Repairs – Programme Week Notes 14/01/22", ""),
        ("Housing Repairs weeknotes, 18 September 2026", ""),
        ("Housing Repairs Weeknotes: 17", ""),
        ("Weeknote 17: we shipped", "We shipped"),
        ("Weeknotes 12 January 2022 Big launch", "Big launch"),
        ("Weeknotes S02E05: the one with the cat", "The one with the cat"),
        ("Housing Repairs: 17.01.2021", ""),
        ("w/c 5 August", ""),
        ("Week ending 12 Aug 2022 - hello world", "Hello world"),
        ("2022-W03: moving house (again)", "Moving house (again)"),
        ("Nodyn wythnos y llifogydd, 30 Hydref 2026", "Nodyn wythnos y llifogydd"),
        ("Housing Repairs opens a new line", "Housing Repairs opens a new line"),
        ("What is left before 10 November", "What is left before 10 November"),
        ("Weeknotes are back", "Weeknotes are back"),
        ("Three weeks in", "Three weeks in"),
        ("iPad week: 40", "iPad week: 40"),
        ("Weeknotes!", ""),
        ("Weeknotes #17 🎉", ""),
        ("🎉 Weeknotes 17: party", "Party"),
        ("Weeknotes 17 & 18: boilers", "Boilers"),
        ("Weeknotes #17+#18", ""),
        ("Weeks 45–46: boilers", "Boilers"),
        ("Weeks 45/46", ""),
        ("Wk46 – boilers", "Boilers"),
        ("W46: boilers", "Boilers"),
        ("Fri, 13 Nov 2026: boilers", "Boilers"),
        ("Mon 9 – Fri 13 Nov", ""),
        ("W/E 13/11/26 boilers…", "Boilers…"),
        ("2026-11-13 boilers", "Boilers"),
        ("Weeknotes, 2026-11-13T10:00", ""),
        ("20261113", ""),
        ("№ 17", ""),
        ("Part 2", ""),
        ("100", ""),
        ("Season 2, episode 3: Ghosts", "Ghosts"),
        ("Fortnightly update 13 November", ""),
        ("Boilers (13 November 2026)", "Boilers"),
        ("Boilers | Housing Repairs weeknotes 17", "Boilers"),
        ("This week in Housing Repairs", ""),
        ("Weeknotes from the Housing Repairs team", ""),
        ("The Repairs team's weeknotes", ""),
        ("Housing Repairs Update #17", ""),
        ("Weeknotes [draft]", "Draft"),
        ("Weeknotes: what's new in Repairs", "What's new in Repairs"),
        ("Weeknote 37: ninety-one homes", "Ninety-one homes"),
        ("Weeknote 37: e‑mail, finally", "E‑mail, finally"),
        ("Weeknote 37: k8s-only", "k8s-only"),
        ("Week 46 (9/11 - 13/11)", ""),
        ("w/e 13/11: boilers", "Boilers"),
        ("Weeknotes 13/11", ""),
        ("2026/46", ""),
        ("46/2026", ""),
        ("November", ""),
        ("Weeknotes – November", ""),
        ("Friday 13th", ""),
        ("Month notes: November 2026", ""),
        ("Housing Repairs fortnight notes 12: boilers", "Boilers"),
        ("Sprint 23: boilers", "Boilers"),
        ("Update 12", ""),
        ("Weeknotes S3 Ep 4: Ghosts", "Ghosts"),
        ("🎉🎉", ""),
        ("…", ""),
    ],
)
def test_a_headline_leaves_out_team_date_and_number(title: str, said: str) -> None:
    assert headline(title, (TEAM, "housing-repairs")) == said


@pytest.mark.parametrize(
    ("team", "title"),
    [
        ("Children's Services", "Children’s Services weeknotes 17"),
        ("Children’s Services", "Children's Services: week 46"),
        ("Bins and Bikes", "Bins & Bikes: week 46"),
        ("Bins & Bikes", "Bins and Bikes weeknotes"),
        ("Bins-and-Bikes", "Bins and Bikes weeknotes"),
        ("Data Platform", "Data-Platform: week 46"),
        ("HR / OD", "HR/OD weeknotes"),
        ("Bauen und Wohnen", "Bauen & Wohnen: KW 46"),
        ("Web Team", "Web: 13 November 2026"),
        ("Équipe Voirie", "Voirie : notes de la semaine 46"),
    ],
)
def test_a_teams_name_is_left_out_in_any_form(team: str, title: str) -> None:
    assert headline(title, (team,)) == ""
    assert headline(f"{title}: keys", (team,)) == "Keys"


@pytest.mark.parametrize(("team", "title"), [("Steam Works", "SWorks: keys"), ("Web Teams", "Webs: keys")])
def test_part_of_a_word_is_not_taken_for_the_word_team(team: str, title: str) -> None:
    assert headline(title, (team,)) == title


@pytest.mark.parametrize(
    "own",
    [
        "12:30 start",
        "13 November is the day",
        "May 2026 be better",
        "12 days of Christmas",
        "1,388 PDFs",
        "400 homes, part 2",
        "Monday, we slept",
        "March of the boilers",
        "50/50 split",
        "2026/27 budget",
        "Sprint 23 review",
        "Update 12 forms",
    ],
)
def test_a_number_or_date_within_a_sentence_stays(own: str) -> None:
    assert headline(f"Weeknotes 17: {own}", (TEAM,)) == own
    assert headline(own, (TEAM,)) == own


@pytest.mark.parametrize(
    "title",
    ["24/7: repairs never stop", "2026: the year of boilers", "Number 10", "9 to 5", "Monday", "Weeknotes 12:30 start"],
)
def test_text_that_only_looks_like_a_date_or_number_stays(title: str) -> None:
    assert headline(title, (TEAM,)) == title


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        ("The form is live, at last. It took 7 weeks.", "The form is live, at last."),
        ("Live! 143 bookings by noon. More.", "Live! 143 bookings by noon."),
        ("It costs £3.50 a bell in every shop. Yes.", "It costs £3.50 a bell in every shop."),
        ("Dr. Lee fixed the pump at St. Mary's. It works.", "Dr. Lee fixed the pump at St. Mary's."),
        ("One sentence", "One sentence"),
        ("", ""),
    ],
)
def test_the_first_sentence_of_the_summary_replaces_a_headline(summary: str, sentence: str) -> None:
    assert first_sentence(summary) == sentence


def test_a_long_sentence_is_cut_at_a_word() -> None:
    cut = first_sentence("word " * 60)
    assert cut.endswith("word…")
    assert len(cut) <= 100


def test_a_long_sentence_is_cut_after_a_clause_that_ends_in_its_second_half() -> None:
    sentence = "If you want the council to take away an old sofa, you ring a number between nine and four"
    assert first_sentence(
        f"{sentence}, hold for about eleven minutes, and give your address to the depot at Mill Lane."
    ) == (f"{sentence}…")
    assert first_sentence(f"At last, {'a word ' * 30}") == f"At last, {('a word ' * 30)[:90].rsplit(' ', 1)[0]}…"


NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\n{}---\n\n{}\n"


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    root = make_site(
        {
            "notes/repairs/2022-01-21.md": NOTE.format(
                "title: Repairs weeknotes 3\n", "The lift goes up again. Not down."
            ),
            "notes/repairs/2022-01-14.md": NOTE.format("", "Snow.").replace("-21", "-14"),
            "notes/voids/2022-01-21.md": NOTE.format('title: "Voids weeknotes, 21 January 2022: keys"\n', "All cut."),
            "notes/voids/2022-01-28.md": NOTE.format("week: [2022-W03, 2022-W04]\n", "Two weeks in one.").replace(
                "2022-01-21", "2022-01-28"
            ),
        }
    )
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    return root / "_site"


def test_lists_show_news_instead_of_team_and_date(site: Path) -> None:
    for path in (
        "index.html",
        "weeks/index.html",
        "weeks/2022-w03.html",
        "people/bo-ek.html",
        "teams/repairs/index.html",
    ):
        page = (site / path).read_text("utf-8")
        assert ">The lift goes up again.</a>" in page, path
        assert ">Repairs weeknotes" not in page, path
    assert ">The lift goes up again.</a>" in (site / "teams/voids/2022-01-21.html").read_text("utf-8")


def test_a_note_has_its_headline_as_its_title_and_the_full_title_in_the_tab(site: Path) -> None:
    page = (site / "teams/voids/2022-01-21.html").read_text("utf-8")
    assert ">Keys</h1>" in page
    assert "<title>Voids weeknotes, 21 January 2022: keys –" in page
    assert page.count("17–21 January 2022") == 1  # for search
    assert '<p><span class="whole">17–21 January</span> 2022</p>' in page


def test_lists_mark_a_note_of_two_weeks(site: Path) -> None:
    for path in ("weeks/index.html", "people/bo-ek.html"):
        assert "covers two weeks" in (site / path).read_text("utf-8"), path


def test_lists_of_weeks_show_the_headline_of_a_note_of_two_weeks_once(site: Path) -> None:
    weeks = (site / "weeks/index.html").read_text("utf-8")
    assert weeks.count(">Two weeks in one.</a>") == 1
    assert weeks.index(">Two weeks in one.</a>") < weeks.index('voids/2022-01-28.html">In the note of week 4</a>')
    assert '">In the note of week 4</a>' in (site / "index.html").read_text("utf-8")
    assert ">Two weeks in one.</a>" in (site / "weeks/2022-w03.html").read_text("utf-8")
