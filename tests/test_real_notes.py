"""The real notes are published as their teams intended."""

import re
import shutil
from pathlib import Path

import pytest

from commands import weeknotes


@pytest.fixture
def site(real_notes: Path, tmp_path: Path) -> Path:
    output = tmp_path / "site"
    arguments = ["build", "--base-url", "https://weeknotes.example/", "--as-of", "2022-02-01", "-o", str(output)]
    result = weeknotes(real_notes, *arguments)
    assert result.exit_code == 0, result.output
    assert "5 notes of 3 teams in 2 weeks" in result.output
    assert "warning" not in result.output
    return output


def notes_on(page: Path) -> set[str]:
    main_part = page.read_text("utf-8").partition("<main")[2]
    return set(re.findall(r'href="\.\./teams/([a-z-]+/2022-[0-9-]+)\.html"', main_part))


def test_five_notes_fall_into_the_two_weeks_they_cover(site: Path) -> None:
    assert notes_on(site / "weeks/2022-w02.html") == {
        "cloud-engineering/2022-01-14",
        "modern-tools-for-housing/2022-01-14",
        "data-platform/2022-01-17",
    }
    assert notes_on(site / "weeks/2022-w03.html") == {"cloud-engineering/2022-01-21", "data-platform/2022-01-24"}
    weeks = sorted(path.name for path in (site / "weeks").glob("*-w??.html"))
    assert weeks == ["2022-w02.html", "2022-w03.html"]


def test_a_team_page_lists_mentions_by_and_of_the_team(site: Path) -> None:
    for team in ("cloud-engineering", "modern-tools-for-housing"):
        page = (site / f"teams/{team}/index.html").read_text("utf-8").partition('class="mentioned-by')[2]
        assert set(re.findall(r'href="\.\./\.\./teams/([a-z-]+/2022-[0-9-]+)\.html', page)) == {
            "data-platform/2022-01-17"
        }
        assert (site / f"teams/{team}/mentions.xml").exists()
    page = (site / "teams/data-platform/index.html").read_text("utf-8")
    assert "Mentioned by" not in page
    mentioned = page.partition('id="page-mentioned"')[2].partition("</section>")[0]
    assert re.findall(r'href="\.\./\.\./teams/([a-z-]+)/index.html"', mentioned) == [
        "cloud-engineering",
        "modern-tools-for-housing",
    ]


def test_a_note_referred_to_by_its_number_says_so(site: Path) -> None:
    page = (site / "teams/data-platform/2022-01-24.html").read_text("utf-8")
    assert page.count('<a href="../../teams/data-platform/2022-01-17.html">weeknote 16</a>') == 2
    page = (site / "teams/data-platform/2022-01-17.html").read_text("utf-8")
    assert "teams/data-platform/2022-01-24.html" in page.partition("Referred to by")[2].partition("</section>")[0]


def test_a_week_has_a_page_of_celebrations_and_one_of_what_comes_next(site: Path) -> None:
    pages = sorted(path.name for path in (site / "weeks").glob("*-w??-*.html") if "in-full" not in path.name)
    assert pages == ["2022-w02-celebrations.html", "2022-w02-next.html", "2022-w03-next.html"]
    page = (site / "weeks/2022-w02-celebrations.html").read_text("utf-8")
    assert page.count("Celebrations:") == 3
    assert "Challenges" not in page


def test_a_team_that_signs_its_notes_has_no_page_under_people(site: Path) -> None:
    assert not (site / "people").exists()


def test_a_note_page_says_which_week_it_covers_and_when_it_was_published(site: Path) -> None:
    text = re.sub(r"<[^>]+>|\s+", " ", (site / "teams/data-platform/2022-01-24.html").read_text("utf-8"))
    text = " ".join(text.split())
    assert "17–21 January 2022" in text
    assert "24 January 2022" in text


def test_summaries_skip_what_every_note_opens_with(site: Path) -> None:
    for page in ("weeks/2022-w02.html", "weeks/2022-w03.html", "index.html"):
        assert "For more information about the HackIT Data Platform project" not in (site / page).read_text("utf-8")


def test_checking_the_real_notes_raises_no_false_alarm(real_notes: Path) -> None:
    result = weeknotes(real_notes, "check")
    assert (result.exit_code, result.output) == (0, "5 notes, no problems found\n")


def test_a_note_shows_what_the_previous_note_said_under_up_next(site: Path) -> None:
    page = (site / "teams/data-platform/2022-01-24.html").read_text("utf-8")
    said = page[page.index('class="last-time"') : page.index("</details>")]
    assert "troubleshooting section of our Playbook" in said
    assert "last-time" not in (site / "teams/data-platform/2022-01-17.html").read_text("utf-8")


def test_a_heading_in_two_notes_is_a_thread_if_the_settings_say_so(real_notes: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(real_notes / "notes", root / "notes")
    for setting, found in (("", []), ("[threads]\nnotes = 2\n", ["council-tax", "housing"])):
        (root / "weeknotes.toml").write_text(setting)
        result = weeknotes(root, "build", "--no-search")
        assert result.exit_code == 0, result.output
        pages = sorted(path.stem for path in (root / "_site/teams").glob("*/threads/*.html"))
        assert pages == [f"making-{one}-data-available-for-reporting" for one in found]
    thread = (
        root / "_site/teams/data-platform/threads/making-council-tax-data-available-for-reporting.html"
    ).read_text()
    assert re.findall(r'<article[^>]* aria-labelledby="(.*?)"', thread) == ["page-2022-01-17", "page-2022-01-24"]


def test_the_acronyms_that_two_teams_never_spell_out_are_listed(real_notes: Path) -> None:
    result = weeknotes(real_notes, "acronyms")
    lines = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    assert lines.keys() == {"API", "AWS", "EC2", "MTFH", "VPN"}
    assert lines["MTFH"] == "Data Platform 2, Modern Tools for Housing 1"
