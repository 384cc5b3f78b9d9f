"""Warnings about drafts and weeks in names and titles are right, and silent about notes on these subjects."""

import pytest

from commands import weeknotes
from conftest import MakeSite

NOTE = "---\ndate: 2026-11-20\nauthor: Bo Ek\n{more}---\n\nThe boiler is warm.\n"


def check(make_site: MakeSite, path: str, more: str = "", team_file: str = "") -> str:
    files = {path: NOTE.format(more=more)}
    if team_file:
        files[f"{path.rpartition('/')[0]}/_team.md"] = team_file
    root = make_site(files)
    return weeknotes(root, "check", "--as-of", "2026-11-24").output


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("drafts/2026-11-20.md", ""),
        ("repairs/drafts/2026-11-20.md", ""),
        ("repairs/2026-11-20-draft.md", ""),
        ("repairs/draft-2026-11-20.md", ""),
        ("repairs/draft_weeknotes_w47.md", ""),
        ("repairs/2026-11-20.md", "[Draft] The lifts"),
        ("repairs/2026-11-20.md", "DRAFT: the lifts"),
        ("repairs/2026-11-20.md", "Draft - weeknotes 12"),
        ("repairs/2026-11-20.md", "Weeknotes 12 (draft)"),
    ],
)
def test_a_draft_that_would_be_published_is_reported(path: str, title: str, make_site: MakeSite) -> None:
    assert "[published-draft]" in check(make_site, f"notes/{path}", f"title: '{title}'\n" if title else "")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("repairs/2026-11-20-draft-budget.md", ""),
        ("repairs/draft-local-plan-2040.md", ""),
        ("repairs/wip-limits-3-months-on.md", ""),
        ("repairs/draft-horses-2026-w40.md", ""),
        ("repairs/2026-11-20.md", "Local plan 2040 (draft)"),
        ("repairs/2026-11-20.md", "Draft: 10 lessons for consultations"),
        ("repairs/2026-11-20.md", "DRAFT law and us"),
        ("repairs/2026-11-20.md", "Drafting the budget"),
    ],
)
def test_a_note_about_a_draft_is_not_mistaken_for_a_draft(path: str, title: str, make_site: MakeSite) -> None:
    assert "[published-draft]" not in check(make_site, f"notes/{path}", f"title: '{title}'\n" if title else "")


def test_a_team_can_have_such_a_name(make_site: MakeSite) -> None:
    team = "---\nname: Women in Policing\n---\n"
    assert "[published-draft]" not in check(make_site, "notes/wip/2026-11-20.md", team_file=team)


@pytest.mark.parametrize(
    ("name", "front"),
    [
        ("2026-11-20", "week: 2026-W32\ntitle: What we did in week 32\n"),
        ("2026-11-20-week-32", "week: 2026-W32\n"),
        ("w32", "week: 2026-W32\n"),
        ("2026-11-20", "week: [2026-W27, 2026-W28, 2026-W29]\ntitle: Sprint 12 (29 June – 17 July 2026)\n"),
        ("2026-11-20", "week: 2026-W28\ntitle: Catching up with 8 July 2026\n"),
        ("2026-11-20", "week: 2026-W44\n"),
    ],
)
def test_an_intended_week_is_not_distant(name: str, front: str, make_site: MakeSite) -> None:
    assert "[distant-week]" not in check(make_site, f"notes/repairs/{name}.md", front)


def test_a_distant_week_is_reported(make_site: MakeSite) -> None:
    said = check(make_site, "notes/repairs/2026-11-20.md", "week: 2026-W06\n")
    assert "hint: write `week: 2026-W47`" in said


@pytest.mark.parametrize("span", ["1 October to 30 November", "1 October to 31 December"])
def test_a_span_of_months_gets_the_week_of_the_date(span: str, make_site: MakeSite) -> None:
    assert ": `week: 2026-W47`\n" in check(make_site, "notes/repairs/2026-11-20.md", f"week: {span}\n")


def test_a_document_beside_the_note_of_its_day_may_be_in_a_folder(make_site: MakeSite) -> None:
    make_site({"notes/repairs/files/2026-11-20-budget.txt": "1\n", "notes/repairs/files/2026-11-19-slides.pdf": "%PDF"})
    assert "[misnamed-note]" not in check(make_site, "notes/repairs/2026-11-20.md")


def test_a_readme_does_not_take_the_address_of_a_note(make_site: MakeSite) -> None:
    make_site({"notes/repairs/README.md": "# How we write\n"})
    said = check(make_site, "notes/repairs/2026/readme.md")
    assert "README.md: error[misnamed-file]" in said
    assert "two-notes-one-page" not in said
