"""Pages link to the forge, so that notes can be edited and written without git."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from commands import weeknotes
from conftest import MakeSite
from weeknotes_site.cli import main

NOTE = "---\nteam: Housing Repairs\ndate: 2022-01-21\nauthor: Bo Ek and Ann Lee\n{more}---\n\nThe boiler is warm.\n"
NOTES = {
    "notes/repairs/2022-01-14.md": NOTE.replace("01-21", "01-14").format(more=""),
    "notes/repairs/2022-01-21.md": NOTE.format(more=""),
    "notes/repairs/_team.md": "---\nname: Housing Repairs\n---\n",
}
GITHUB = "repository = 'https://github.com/westmarch/weeknotes'\n"
GITLAB = "repository = 'https://gitlab.westmarch.example/digital/weeknotes'\n"


def build(make_site: MakeSite, config: str, files: dict[str, str] | None = None) -> Path:
    root = make_site({**NOTES, **(files or {}), "weeknotes.toml": config})
    result = weeknotes(root, "build")
    assert result.exit_code == 0, result.output
    return root / "_site"


def team_page(site: Path) -> str:
    return (site / "teams/repairs/index.html").read_text("utf-8")


def link(page: str, text: str) -> str:
    found = re.search(rf'<a href="([^"]*)">{text}</a>', page)
    assert found, f"no link says {text}"
    return unescape(found[1])


def test_without_a_repository_there_are_no_edit_links(make_site: MakeSite) -> None:
    site = build(make_site, "")
    assert "Write the next note" not in team_page(site)
    assert "Edit this note" not in (site / "teams/repairs/2022-01-21.html").read_text("utf-8")


def test_a_note_links_to_its_file_for_editing(make_site: MakeSite) -> None:
    page = (build(make_site, GITHUB) / "teams/repairs/2022-01-21.html").read_text("utf-8")
    expected = "https://github.com/westmarch/weeknotes/edit/main/notes/repairs/2022-01-21.md"
    assert link(page, "Edit this note") == expected


def test_a_note_links_to_its_history(make_site: MakeSite) -> None:
    page = (build(make_site, GITLAB) / "teams/repairs/2022-01-21.html").read_text("utf-8")
    expected = "https://gitlab.westmarch.example/digital/weeknotes/-/commits/main/notes/repairs/2022-01-21.md"
    assert link(page, "Earlier versions of this note") == expected


def test_an_unknown_forge_is_reported_with_the_setting(make_site: MakeSite) -> None:
    elsewhere = "repository = 'git@git.westmarch.example:digital/weeknotes.git'\nbase_url = 'https://w.example/'\n"
    root = make_site({**NOTES, "weeknotes.toml": elsewhere})
    for command in ("build", "check"):
        result = weeknotes(root, command)
        assert result.exit_code == 0, result.output
        assert "weeknotes.toml: warning[unknown-forge]: the forge at" in result.output
        assert 'write `forge = "forgejo"`' in result.output
    assert "Write the next note" not in team_page(root / "_site")
    page = team_page(build(make_site, f"{elsewhere}forge = 'forgejo'\nbranch = 'trunk'\n"))
    assert "https://git.westmarch.example/digital/weeknotes/_new/trunk/notes/repairs?" in link(
        page, "Write the next note"
    )


@pytest.mark.parametrize(
    ("repository", "edit", "new"),
    [
        ("github.com/w/n", "/edit/main/{}", "/new/main/{}"),
        ("gitlab.com/w/n", "/-/edit/main/{}", "/-/new/main/{}"),
        ("codeberg.org/w/n", "/_edit/main/{}", "/_new/main/{}"),
        ("bitbucket.org/w/n", "/src/main/{}", "/src/main/{}"),
        ("bitbucket.w.example/projects/W/repos/n", "/browse/{}", "/browse/{}"),
        ("dev.azure.com/w/n/_git/n", "?path=/{}", "?path=/{}"),
    ],
)
def test_every_forge_finds_a_site_in_a_folder_of_its_repository(
    repository: str, edit: str, new: str, make_site: MakeSite
) -> None:
    settings = f"repository = '{repository}'\n"
    about = {"notes/_pages/about.md": "We write.\n"}
    before = link(team_page(build(make_site, settings, about)), "Write the next note")
    site = build(make_site, f"{settings}repository_folder = 'sites/digital & web'\n", about)
    note = (site / "teams/repairs/2022-01-21.html").read_text("utf-8")
    folder = "sites/digital%20%26%20web/notes"
    for text in ("Edit this note", "Earlier versions of this note"):
        assert f"{folder}/repairs/2022-01-21.md" in link(note, text)
    assert edit.format(f"{folder}/repairs/2022-01-21.md") in link(note, "Edit this note")
    next_note = link(team_page(site), "Write the next note")
    assert new.format(f"{folder}/repairs") in next_note
    assert next_note == before.replace("notes/repairs", f"{folder}/repairs")
    page = (site / "about.html").read_text("utf-8")
    assert edit.format(f"{folder}/_pages/about.md") in link(page, "Edit this page")


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_site_in_a_subfolder_without_the_setting_gets_a_warning(command: str, make_site: MakeSite) -> None:
    top = make_site({f"sites/digital/{path}": text for path, text in {**NOTES, "weeknotes.toml": GITHUB}.items()})
    site = ["--root", str(top / "sites/digital"), command]
    warning = "weeknotes.toml: warning[site-in-subfolder]: the site is "
    assert warning not in CliRunner().invoke(main, site, catch_exceptions=False).output
    (top / ".git").mkdir()
    said = CliRunner().invoke(main, site, catch_exceptions=False).output
    assert f"{warning}in the folder `sites/digital/` of its repository" in said
    line = 'repository_folder = "sites/digital"'
    assert f"write `{line}`, or leave `repository` out" in said
    (top / "sites/digital/weeknotes.toml").write_text(f"{GITHUB}{line}\n")
    assert warning not in CliRunner().invoke(main, site, catch_exceptions=False).output
    (top / "sites/digital/.git").mkdir()
    said = CliRunner().invoke(main, site, catch_exceptions=False).output
    assert f"{warning}at the top of its repository" in said
    assert "delete `repository_folder`" in said
    (top / "sites/digital/weeknotes.toml").write_text(GITHUB)
    assert warning not in CliRunner().invoke(main, site, catch_exceptions=False).output


@pytest.mark.parametrize("folder", ["/", "/sites/digital", "sites/digital/"])
def test_slashes_around_repository_folder_do_not_matter(folder: str, make_site: MakeSite) -> None:
    site = build(make_site, f"{GITHUB}repository_folder = '{folder}'\n")
    page = (site / "teams/repairs/2022-01-21.html").read_text("utf-8")
    path = f"{folder.strip('/')}/notes/repairs/2022-01-21.md".lstrip("/")
    assert link(page, "Edit this note") == f"https://github.com/westmarch/weeknotes/edit/main/{path}"


def test_a_forge_without_a_new_file_page_gets_the_folder_and_text_to_copy(make_site: MakeSite) -> None:
    page = team_page(build(make_site, "repository = 'bitbucket.org/westmarch/weeknotes'\n"))
    assert link(page, "Write the next note").endswith("/src/main/notes/repairs/?at=main")
    assert "Name the file <code>2022-01-28.md</code>" in page
    assert "<pre>---\nteam: Housing Repairs\n" in page


def test_github_fills_in_name_and_front_matter_of_the_next_note(make_site: MakeSite) -> None:
    page = team_page(build(make_site, GITHUB))
    parts = urlsplit(link(page, "Write the next note"))
    assert parts.path == "/westmarch/weeknotes/new/main/notes/repairs"
    assert parse_qs(parts.query) == {
        "filename": ["2022-01-28.md"],
        "value": ["---\nteam: Housing Repairs\ndate: 2022-01-28\nauthor: Bo Ek, Ann Lee\n---\n\n"],
    }
    assert "week 4, 24–28 January 2022" in page
    assert "<details>" not in page


def test_gitlab_gets_the_file_name_and_the_page_shows_text_to_copy(make_site: MakeSite) -> None:
    page = team_page(build(make_site, GITLAB))
    parts = urlsplit(link(page, "Write the next note"))
    assert parts.path == "/digital/weeknotes/-/new/main/notes/repairs"
    assert parse_qs(parts.query) == {"file_name": ["2022-01-28.md"]}
    assert "<pre>---\nteam: Housing Repairs\ndate: 2022-01-28\nauthor: Bo Ek, Ann Lee\n---\n</pre>" in page


def test_the_offered_front_matter_is_valid(make_site: MakeSite) -> None:
    odd = {"notes/repairs/_team.md": "---\nname: 'C#: the \"Repairs\"'\n---\n"}
    odd |= {
        path: text.replace("Housing Repairs", "'C#: the \"Repairs\"'") for path, text in NOTES.items() if "2022" in path
    }
    page = team_page(build(make_site, GITHUB, odd))
    query = parse_qs(urlsplit(link(page, "Write the next note")).query)
    path = f"notes/repairs/{query['filename'][0]}"
    site = build(make_site, GITHUB, {**odd, path: f"{query['value'][0]}Done.\n"})
    assert (site / "weeks/2022-w04.html").is_file()


def test_the_offered_week_follows_the_teams_newest_note(make_site: MakeSite) -> None:
    later = {
        "notes/data/2022-03-04.md": NOTE.replace("Housing Repairs", "Data").replace("01-21", "03-04").format(more="")
    }
    assert "filename=2022-01-28.md" in link(team_page(build(make_site, GITHUB, later)), "Write the next note")


def test_a_team_that_numbers_its_notes_gets_the_next_number(make_site: MakeSite) -> None:
    numbered = {"notes/repairs/2022-01-21.md": NOTE.format(more="number: 7\n")}
    query = parse_qs(urlsplit(link(team_page(build(make_site, GITHUB, numbered)), "Write the next note")).query)
    assert "\nnumber: 8\n" in query["value"][0]


def test_a_team_that_has_ended_has_no_link_to_write_a_note(make_site: MakeSite) -> None:
    ended = {"notes/repairs/_team.md": "---\nname: Housing Repairs\nended: 2022-02-01\n---\n"}
    assert "Write the next note" not in team_page(build(make_site, GITHUB, ended))


def test_the_page_does_not_depend_on_the_clock(make_site: MakeSite) -> None:
    root = build(make_site, GITHUB).parent
    before = team_page(root / "_site")
    weeknotes(root, "build", "--as-of", "2031-01-01")
    assert team_page(root / "_site") == before


def test_a_password_in_the_repository_address_is_never_published(make_site: MakeSite) -> None:
    for host in ("github.com", "git.westmarch.example"):
        settings = f"repository = 'https://bo:s3cret@{host}/westmarch/weeknotes'\nbase_url = 'https://w.example/'\n"
        root = make_site({**NOTES, "weeknotes.toml": settings})
        for command in (["build"], ["check"], ["schema", "--cms"]):
            result = weeknotes(root, *command)
            assert result.exit_code == 0, result.output
            assert "s3cret" not in result.output
        for path in (root / "_site").rglob("*"):
            assert not path.is_file() or b"s3cret" not in path.read_bytes(), path


@pytest.mark.parametrize("key", ["repository", "repositry", "base_url", "contact", "picture_hosts"])
@pytest.mark.parametrize(
    "written",
    [
        '"https://user:secret@git.example"',
        '"https://user:sec/ret@git.example/a/b"',
        '"https://secret@git.example/a"',
        '["https://user:secret@git.example/a"]',
        '"https://git.example?private_token=secret"',
        '"htps://user:secret@git.example/a/b"',
        '"user:secret@git.example:a/b"',
        "https://user:secret@git.example/a/b",
        "“https://user:secret@git.example/a/b”",
        "1\n# https://user:secret@git.example/a/b",
    ],
)
def test_messages_about_settings_never_show_a_password(key: str, written: str, make_site: MakeSite) -> None:
    root = make_site({**NOTES, "weeknotes.toml": f"{key} = {written}\n"})
    for report_format in ("text", "github", "json"):
        arguments = ["--root", str(root), "check", "--format", report_format]
        said = CliRunner().invoke(main, arguments, catch_exceptions=False).output
        assert "secret" not in said
        assert "sec/ret" not in said
