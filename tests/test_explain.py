"""`weeknotes explain` shows where a note belongs, and by which rule."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import MakeSite
from weeknotes_site.cli import main

NOTE = "---\ndate: 2022-01-24\nauthor: Data Platform team\n---\n\nWe moved the queue.\n"
PATH = "notes/data-platform/2022-01-24.md"


def explain(root: Path, path: str = PATH, *options: str) -> Result:
    arguments = ["--root", str(root), "explain", path, "--as-of", "2022-03-01", *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def fact(result: Result, name: str) -> str:
    assert result.exit_code == 0, result.output
    lines = [line for line in result.stdout.splitlines() if line.startswith(f"  {name} ")]
    assert len(lines) == 1, result.stdout
    return lines[0].removeprefix(f"  {name}").strip()


def test_explain_shows_every_fact_about_a_note(make_site: MakeSite) -> None:
    root = make_site({PATH: NOTE, "weeknotes.toml": 'site_id = "5f0c2d0e-6c1d-4b8e-9a58-1c39b6f5a0d7"\n'})
    id_parts = "`site_id`, the team's oldest name `data-platform` and the file's name"
    assert (
        explain(root).stdout
        == f"""\
notes/data-platform/2022-01-24.md
  team     Data platform: its folder is `notes/data-platform`
  week     2022-W03 (17–21 January 2022): its date is Monday 24 January 2022, and a Monday counts as the week before
  page     teams/data-platform/2022-01-24.html: the team's address, and the file's name
  title    “Data platform weeknotes, 24 January 2022”: made from the team's name and the date
  authors  Data Platform team: `Data Platform team` is a team, so it has no page under people
  summary  “We moved the queue.”: its first paragraph
  feed id  urn:uuid:3f0b9f0e-c7d4-5608-8543-374442d0056d: made from {id_parts}
  feeds    none: `base_url` is not set
"""
    )


@pytest.mark.parametrize(
    ("front_matter", "settings", "expected"),
    [
        ("date: 2022-01-21", "", "2022-W03 (17–21 January 2022): its date is Friday 21 January 2022, which is in it"),
        ("date: 2022-01-24\nweek: 2022-W04", "", "2022-W04 (24–28 January 2022): `week:` names it"),
        (
            "date: 2022-01-24",
            "monday_covers_previous_week = false",
            "2022-W04 (24–28 January 2022): its date is Monday 24 January 2022,"
            " and `monday_covers_previous_week` is `false`",
        ),
    ],
)
def test_explain_shows_the_week_and_its_rule(
    front_matter: str, settings: str, expected: str, make_site: MakeSite
) -> None:
    text = f"---\n{front_matter}\nauthor: Ann Lee\n---\n\nWe moved the queue.\n"
    assert fact(explain(make_site({PATH: text, "weeknotes.toml": settings})), "week") == expected


def test_explain_shows_all_weeks_of_a_note(make_site: MakeSite) -> None:
    text = NOTE.replace("author", "week: [2022-W02, 2022-W03]\nauthor")
    expected = "2022-W02 (10–14 January 2022), 2022-W03 (17–21 January 2022): `week:` names them; feeds and the digest"
    assert fact(explain(make_site({PATH: text})), "weeks").startswith(expected)


@pytest.mark.parametrize(
    ("added", "name", "expected"),
    [
        ("slug: queue", "page", "teams/data-platform/queue.html: the team's address, and `slug:`"),
        ("title: The queue", "title", "“The queue”: `title:` gives it"),
        ("summary: It moved", "summary", "“It moved”: `summary:` gives it"),
        ("id: urn:x:1234", "feed id", "urn:x:1234: `id:` gives it"),
        ("team: D P", "team", "Data Platform: its folder is `notes/data-platform`, and `D P` is another name of it"),
    ],
)
def test_explain_shows_values_of_the_front_matter(added: str, name: str, expected: str, make_site: MakeSite) -> None:
    team = "---\nname: Data Platform\naliases: [D P]\n---\n"
    root = make_site({PATH: NOTE.replace("author", f"{added}\nauthor"), "notes/data-platform/_team.md": team})
    assert fact(explain(root), name) == expected


def test_a_summary_skips_paragraphs_that_the_team_has_published_before(make_site: MakeSite) -> None:
    files = {f"notes/data-platform/2022-01-{day}.md": NOTE.replace("24", day) for day in ("10", "17")}
    root = make_site(files | {PATH: f"{NOTE}\nAnd the backup.\n"})
    expected = "“And the backup.”: paragraph 2, the first not in an earlier note of the team"
    assert fact(explain(root), "summary") == expected


def test_a_base_url_makes_the_page_address_absolute(make_site: MakeSite) -> None:
    result = explain(make_site({PATH: NOTE}), PATH, "--base-url", "https://weeknotes.example")
    assert fact(result, "page").startswith("https://weeknotes.example/teams/data-platform/2022-01-24.html: ")
    assert "  feeds " not in result.stdout


def test_a_draft_is_marked_as_a_draft(make_site: MakeSite) -> None:
    result = explain(make_site({PATH: NOTE.replace("author", "draft: true\nauthor")}))
    assert result.stdout.startswith(f"{PATH}: draft, so it has no page; delete `draft: true` to publish it\n")
    assert fact(result, "page")


def test_a_blank_note_is_marked_and_shown_with_its_team(make_site: MakeSite) -> None:
    result = explain(make_site({PATH: NOTE.replace("We moved the queue.", "## Done")}))
    assert result.stdout.startswith(f"{PATH}: blank, so it has no page and does not count\n")
    assert fact(result, "team").startswith("Data platform:")
    assert fact(result, "week").startswith("2022-W03")
    assert "warning" not in result.stdout


def test_a_note_with_errors_shows_them(make_site: MakeSite) -> None:
    result = explain(make_site({PATH: NOTE.replace("2022-01-24", "24.01.2022")}))
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{PATH}: has errors, so it is not published;")
    assert "hint: write `date: 2022-01-24`" in result.stdout


AS_IT_IS = f"publishes it as follows\n  team     Data platform: its folder is `{PATH.rpartition('/')[0]}`\n"
UNAVAILABLE = "leaves it out, and `teams/data-platform/2022-01-24.html` says that it cannot be shown\n"
TEAM = "notes/data-platform/_team.md"


@pytest.mark.parametrize(
    ("files", "result", "error"),
    [
        ({PATH: NOTE.replace("2022-01-24", "24.01.2022")}, AS_IT_IS, f"{PATH}:2:7: error[ambiguous-date]"),
        ({PATH: NOTE.replace("queue", "[queue](gone.md)")}, AS_IT_IS, "error[broken-link]"),
        ({PATH: NOTE.replace("author", "dratf: true\nauthor")}, "holds it back as a draft\n  team", "unknown-key"),
        ({PATH: NOTE.replace("author", "team: Repairs\nauthor")}, UNAVAILABLE, "error[wrong-team]"),
        ({PATH: NOTE, TEAM: "---\nname: [a]\n---\n"}, UNAVAILABLE, f"{TEAM}:2:7: error[wrong-type]"),
    ],
)
def test_an_error_says_what_keep_going_would_publish(
    files: dict[str, str], result: str, error: str, make_site: MakeSite
) -> None:
    root = make_site({**files, "notes/repairs/2022-01-21.md": NOTE})
    said = explain(root)
    assert said.exit_code == 1
    assert said.stdout.startswith(f"{PATH}: has errors, so it is not published; `build --keep-going` {result}")
    assert error in said.stdout
    build = ["--root", str(root), "build", "--keep-going", "--no-search", "--as-of", "2022-03-01"]
    CliRunner().invoke(main, build, catch_exceptions=False)
    page = root / "_site/teams/data-platform/2022-01-24.html"
    shown = "We moved the" in page.read_text("utf-8") if page.exists() else None
    assert shown == (None if "draft" in result else result == AS_IT_IS)


@pytest.mark.parametrize(
    ("folder", "code"),
    [("data_platform", "two-folders-one-team"), ("con", "reserved-slug"), ("a/" * 40 + "b", "folders-too-deep")],
)
def test_a_note_in_a_folder_that_is_left_out_shows_the_folders_error(
    folder: str, code: str, make_site: MakeSite
) -> None:
    path = f"notes/{folder}/2022-01-21.md"
    result = explain(make_site({PATH: NOTE, path: NOTE}), path)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{path}: has errors, so it is not published; `build --keep-going` leaves it out\n")
    assert f": error[{code}]" in result.stdout


def test_warnings_are_listed_too(make_site: MakeSite) -> None:
    result = explain(make_site({PATH: NOTE.replace("2022-01-24", "2021-01-24")}))
    assert fact(result, "week").startswith("2021-W03")
    assert "warning[wrong-year]" in result.stdout


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("notes/data-platform/_team.md", "is not a note but describes a team"),
        ("notes/_pages/about.md", "is not a note but a plain page"),
        ("notes/data-platform/.obsidian.md", "is not a note: names that start with a dot are ignored"),
        ("notes/_pages/logo.png", "is not a note: notes are the `.md` files under `notes/`"),
        ("weeknotes.toml", "is not a note: notes are the `.md` files under `notes/`"),
        ("notes", "is not a note: notes are the `.md` files under `notes/`"),
        ("notes/nothing.md", "does not exist"),
    ],
)
def test_only_notes_can_be_explained(path: str, reason: str, make_site: MakeSite) -> None:
    others = (
        "notes/data-platform/_team.md",
        "notes/_pages/about.md",
        "notes/_pages/logo.png",
        "notes/data-platform/.obsidian.md",
    )
    root = make_site({PATH: NOTE, **dict.fromkeys(others, "---\nname: Data\n---\n"), "weeknotes.toml": ""})
    result = explain(root, path)
    assert result.exit_code == 2
    assert f"`{path}` {reason}" in result.stderr


@pytest.mark.parametrize(
    "path", ["notes/data-platform/2022-01-24", "Data-Platform/2022-01-24.md", r"x\data-platform\2022-01-24.md"]
)
def test_the_folder_decides_between_notes_of_the_same_name(path: str, make_site: MakeSite) -> None:
    result = explain(make_site({PATH: NOTE, PATH.replace("data-platform", "repairs"): NOTE}), path)
    assert f"does not exist; did you mean `{PATH}`?" in result.stderr
    assert "did you mean" not in explain(make_site({}), "2022-01-24.md").stderr


def test_an_invalid_name_of_a_note_is_reported(make_site: MakeSite) -> None:
    result = explain(make_site({PATH: NOTE, "notes/data-platform/a\a.md": NOTE}), "notes/data-platform/a\a.md")
    assert result.exit_code == 1
    assert "error[file-name]" in result.stdout
    assert "\a" not in result.stdout


def test_a_note_without_an_author_has_that_of_its_team(make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/repairs/_team.md": "---\nauthor: Ann Lee and Bo Ek\n---\n",
            "notes/repairs/2022-01-21.md": "---\ndate: 2022-01-21\n---\n\nThe boiler is warm.\n",
            "notes/repairs/2022-01-28.md": "---\ndate: 2022-01-28\nauthor: Cy Low\n---\n\nThe boiler is warm.\n",
        }
    )
    assert (
        fact(explain(root, "notes/repairs/2022-01-21.md"), "authors")
        == "Ann Lee, Bo Ek: `author:` in `notes/repairs/_team.md` names them"
    )
    assert fact(explain(root, "notes/repairs/2022-01-28.md"), "authors") == "Cy Low: `author:` names one"


def test_missing_translations_are_listed_in_the_order_of_languages(make_site: MakeSite) -> None:
    languages = ["en", "cy", "fr", "de"]
    settings = f"languages = {languages}".replace("'", '"')
    translation = PATH.replace(".md", ".fr.md")
    root = make_site({PATH: NOTE, translation: NOTE.replace("queue", "file d'attente"), "weeknotes.toml": settings})
    facts = [line.split()[1] for line in explain(root).stdout.splitlines() if line.startswith("  in ")]
    assert facts == ["fr", "cy", "de"]


def test_in_a_subfolder_the_sites_folder_is_suggested(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site({PATH: NOTE, "weeknotes.toml": ""})
    monkeypatch.chdir(root / "notes/data-platform")
    result = CliRunner().invoke(main, ["explain", "2022-01-24.md"], catch_exceptions=False)
    assert result.exit_code == 2
    assert f"your site's folder seems to be {root}" in result.output.replace("\n", " ")
