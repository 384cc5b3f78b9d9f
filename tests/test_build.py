"""What `weeknotes build` promises: all or nothing, no needless work, and clear reports."""

import json
from pathlib import Path

import pytest

from commands import weeknotes
from conftest import MakeSite

GOOD = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
BAD = "---\ndate: 21.01.2022\nauthor: Ann Lee\n---\n\nWe moved the queue.\n"


def tree(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns)
        for path in files
    }


def test_a_site_needs_only_a_folder_of_notes(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    result = weeknotes(root, "build")
    assert result.exit_code == 0
    assert "1 note of 1 team in 1 week" in result.output
    assert (root / "_site/index.html").is_file()
    assert (root / "_site/teams/repairs/2022-01-21.html").is_file()


def test_a_team_file_of_text_alone_is_about_the_team(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, "notes/repairs/_team.md": "We mend 9,000 homes.\n"})
    assert weeknotes(root, "build").exit_code == 0
    assert "We mend 9,000 homes." in (root / "_site/teams/repairs/index.html").read_text("utf-8")


def test_without_a_base_url_there_are_no_feeds_and_one_warning_says_so(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    result = weeknotes(root, "build")
    assert result.output.count("no-base-url") == 1
    assert not list((root / "_site").rglob("*.xml"))
    assert "application/rss+xml" not in (root / "_site/index.html").read_text("utf-8")


def test_a_failed_build_ends_by_saying_that_nothing_was_published(make_site: MakeSite) -> None:
    root = make_site({"notes/data-platform/2022-01-21.md": BAD})
    assert weeknotes(root, "build").output.endswith("\nNothing was published.\n")
    make_site({"notes/data-platform/2022-01-21.md": GOOD})
    assert "Nothing" not in weeknotes(root, "build").output
    make_site({"notes/data-platform/2022-01-21.md": BAD})
    last = f"Nothing was published; the site in {root / '_site'} is unchanged.\n"
    assert weeknotes(root, "build").output.endswith(last)
    assert weeknotes(root, "build", "--format", "github").stderr == last
    for quiet in ("--quiet", "--format=json", "--format=gitlab"):
        assert "Nothing" not in weeknotes(root, "build", quiet).output


def test_an_error_in_one_note_leaves_the_old_site_untouched(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    weeknotes(root, "build")
    before = tree(root / "_site")
    make_site({"notes/data-platform/2022-01-21.md": BAD, "notes/repairs/2022-01-28.md": GOOD})
    result = weeknotes(root, "build")
    assert result.exit_code == 1
    assert "notes/data-platform/2022-01-21.md:2:7: error[ambiguous-date]" in result.output
    assert tree(root / "_site") == before


def test_a_first_build_with_an_error_writes_nothing(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": BAD})
    assert weeknotes(root, "build").exit_code == 1
    assert {path.name for path in root.iterdir()} == {"notes", ".weeknotes-cache"}


def test_keep_going_publishes_the_valid_notes_and_names_the_rest(make_site: MakeSite) -> None:
    linking = GOOD + "\nSee [the queue](../data-platform/2022-01-21.md).\n"
    no_text = BAD.replace("---", "----")
    root = make_site({"notes/repairs/2022-01-21.md": linking, "notes/data-platform/2022-01-21.md": no_text})
    result = weeknotes(root, "build", "--keep-going")
    assert result.exit_code == 0
    assert "error[no-front-matter]" in result.output
    assert "Left out 1 note:\n  notes/data-platform/2022-01-21.md\n" in result.output
    assert result.output.count("warning[link-to-left-out]") == 1
    page = (root / "_site/teams/repairs/2022-01-21.html").read_text("utf-8")
    assert "See <a>the queue</a>." in page
    page = (root / "_site/teams/data-platform/2022-01-21.html").read_text("utf-8")
    assert "This note cannot be shown at the moment" in page
    assert '<meta name="robots" content="noindex">' in page


def test_notes_that_collide_are_all_left_out(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/a/n.md": GOOD, "notes/repairs/b/n.md": GOOD, "notes/repairs/2022-01-21.md": GOOD})
    result = weeknotes(root, "build", "--keep-going")
    assert result.exit_code == 0
    assert "Left out 2 notes:\n  notes/repairs/a/n.md\n  notes/repairs/b/n.md\n" in result.output


def test_a_broken_link_becomes_text_and_its_note_stays(make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/t/one.md": GOOD + "\n[lost](lost.md)\n",
            "notes/t/two.md": GOOD + "\n[one](one.md)\n",
        }
    )
    result = weeknotes(root, "build", "--keep-going")
    assert "error[broken-link]" in result.output
    assert "Left out" not in result.output
    assert "<a>lost</a>" in (root / "_site/teams/t/one.html").read_text("utf-8")
    assert 'href="../../teams/t/one.html"' in (root / "_site/teams/t/two.html").read_text("utf-8")


def test_a_config_error_stops_a_build_with_keep_going(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, "weeknotes.toml": "titel = 'x'\n"})
    result = weeknotes(root, "build", "--keep-going")
    assert result.exit_code == 2
    assert not (root / "_site").exists()


def test_a_second_build_touches_no_file(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, "weeknotes.toml": "base_url = 'https://w.example/'\n"})
    weeknotes(root, "build")
    before = tree(root / "_site")
    result = weeknotes(root, "build", "--as-of", "2031-01-01")
    assert "0 written" in result.output
    assert tree(root / "_site") == before


def test_a_draft_of_several_weeks_is_marked_wherever_a_list_of_weeks_names_it(make_site: MakeSite) -> None:
    draft = "---\ndate: 2022-01-21\nweek: [2022-W02, 2022-W03]\nauthor: Ann Lee\ndraft: true\n---\n\nA plan.\n"
    root = make_site({"notes/repairs/2022-01-21.md": draft})
    weeknotes(root, "build", "--drafts")
    page = (root / "_site/weeks/index.html").read_text("utf-8")
    weeks = page.split('<section class="week-in-brief"')[1:]
    assert "In the note of week 3" in weeks[1]
    assert [week.count('class="draft"') for week in weeks] == [1, 1]


def test_a_draft_is_shown_only_on_request(make_site: MakeSite) -> None:
    draft = GOOD.replace("author: Bo Ek", "author: Bo Ek\ndraft: true\ntags: [secret]").replace("boiler", "takeover")
    root = make_site(
        {
            "notes/repairs/2022-01-21.md": GOOD,
            "notes/mergers/2022-01-28.md": draft,
            "weeknotes.toml": "base_url = 'https://w.example/'\n",
        }
    )
    weeknotes(root, "build")
    published = tree(root / "_site")
    assert not any(b"takeover" in content or b"secret" in content for content, *_ in published.values())
    weeknotes(root, "build", "--drafts")
    assert any(b"takeover" in content for content, *_ in tree(root / "_site").values())
    weeknotes(root, "build")
    assert {path: content for path, (content, *_) in tree(root / "_site").items()} == {
        path: content for path, (content, *_) in published.items()
    }


def test_strict_treats_warnings_as_errors(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD.replace("date:", "mood: 7\ndate:")})
    assert weeknotes(root, "check").exit_code == 0
    assert weeknotes(root, "check", "--strict").exit_code == 1
    assert weeknotes(root, "build", "--strict").exit_code == 1


def test_a_warning_can_be_ignored_by_note_and_by_site(make_site: MakeSite) -> None:
    odd = GOOD.replace("date:", "mood: 7\ndate:")
    root = make_site({"notes/repairs/2022-01-21.md": odd.replace("mood", "ignore: unknown-key\nmood")})
    assert "no problems found" in weeknotes(root, "check").output
    make_site({"notes/repairs/2022-01-21.md": odd, "weeknotes.toml": "[checks]\nignore = ['unknown-key']\n"})
    assert "no problems found" in weeknotes(root, "check").output
    silenced = "[checks]\nignore = [{ code = 'unknown-key', before = 2022-01-01 }]\n"
    make_site({"weeknotes.toml": silenced})
    assert "1 warning" in weeknotes(root, "check").output


def test_reports_can_be_json_or_annotations(make_site: MakeSite) -> None:
    root = make_site({"notes/a/1.md": BAD})
    [problem] = json.loads(weeknotes(root, "check", "--format", "json").output)
    assert (problem["file"], problem["line"], problem["column"]) == ("notes/a/1.md", 2, 7)
    assert problem["hint"] == "write `date: 2022-01-21`"
    annotation = weeknotes(root, "check", "--format", "github").output
    assert annotation.startswith("::error file=notes/a/1.md,line=2,col=7,title=ambiguous-date::`21.01.2022` is not")


def test_no_notes_folder_is_a_usage_error(tmp_path: Path) -> None:
    result = weeknotes(tmp_path, "build")
    assert result.exit_code == 2
    assert "error[no-notes-folder]" in result.output


@pytest.mark.parametrize("folder", ["", "my notes/notes", "my notes/notes/repairs", "my notes/static"])
def test_a_site_above_or_below_the_current_folder_is_suggested(folder: str, make_site: MakeSite) -> None:
    root = make_site({"my notes/notes/repairs/2022-01-21.md": GOOD, "my notes/static/a.txt": "", "other/a.txt": ""})
    (root / "my notes/weeknotes.toml").write_text("")
    result = weeknotes(root / folder, "build")
    assert f"your site's folder seems to be {root.resolve() / 'my notes'}: run this there" in result.output
    assert "seems to be" not in weeknotes(root / "other", "build").output


def test_an_output_that_is_not_ours_is_left_alone(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, "precious/file.txt": "x"})
    result = weeknotes(root, "build", "-o", str(root / "precious"))
    assert result.exit_code == 3
    assert (root / "precious/file.txt").read_text() == "x"
    assert len(list((root / "precious").iterdir())) == 1


def test_the_root_of_the_disk_is_left_alone(make_site: MakeSite) -> None:
    result = weeknotes(make_site({"notes/repairs/2022-01-21.md": GOOD}), "build", "-o", "/")
    assert result.exit_code == 3
    assert "error: / contains files that weeknotes did not publish" in result.output


def test_a_site_may_be_published_to_the_current_folder(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_site({"notes/repairs/2022-01-21.md": GOOD})
    (tmp_path / "public").mkdir()
    monkeypatch.chdir(tmp_path / "public")
    for _ in range(2):
        assert weeknotes(Path("../site"), "build", "--no-search", "-o", ".").exit_code == 0
        assert Path("index.html").is_file()


def test_static_files_that_differ_only_in_normalisation_are_reported(make_site: MakeSite) -> None:
    names = ("static/caf\u00e9.txt", "static/cafe\u0301.txt")
    root = make_site({"notes/repairs/2022-01-21.md": GOOD} | dict.fromkeys(names, "Open until five."))
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 2
    assert all(name in result.output for name in ("two-files-one-address", *names))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("feed.xml", "would both be published at `feed.xml`"),
        ("weeks/index.html", "would both be published at `weeks/index.html`"),
        ("Search.HTML", "would both be published at `Search.HTML`"),
        ("teams", "the site has a folder of this name"),
        ("Weeks", "the site has a folder of this name"),
        ("assets", "the site has a folder of this name"),
        ("search", "`search/` is reserved for the search index"),
        ("index.html/notes.txt", "the home page is published at `index.html`, so nothing can be below it"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_static_file_at_the_address_of_a_page_is_reported(
    make_site: MakeSite, path: str, message: str, command: str
) -> None:
    settings = 'base_url = "https://notes.example/"\n'
    root = make_site({"weeknotes.toml": settings, "notes/repairs/2022-01-21.md": GOOD, f"static/{path}": "x"})
    result = weeknotes(root, command)
    assert result.exit_code in (1, 2)
    errors = [line for line in result.output.splitlines() if "error" in line and line.startswith("static/")]
    assert len(errors) == 1
    assert errors[0].startswith(f"static/{path}: error[two-files-one-address]")
    assert message in errors[0]


def test_a_sites_own_files_override_the_theme_file_by_file(make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/repairs/2022-01-21.md": GOOD,
            "templates/note.html": '{% extends "theme/note.html" %}{% block main %}Ours{{ super() }}{% endblock %}',
            "static/assets/weeknotes.css": "body { color: teal }",
            "static/CNAME": "weeknotes.example",
        }
    )
    weeknotes(root, "build")
    page = (root / "_site/teams/repairs/2022-01-21.html").read_text("utf-8")
    assert "Ours" in page
    assert "The boiler is warm." in page
    assert (root / "_site/assets/weeknotes.css").read_text() == "body { color: teal }"
    assert (root / "_site/CNAME").read_text() == "weeknotes.example"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>\n{{ note.titel }}", "templates/note.html:2:1: error[template-error]"),
        ("<p>\n{% if %}", "templates/note.html:2:1: error[template-error]"),
        ('{% extends "bass.html" %}', "error[missing-template]: template `bass.html` does not exist"),
        ("{{ 1 / 0 }}", "templates/note.html:1:1: error[template-error]"),
    ],
)
def test_a_mistake_in_a_template_is_located(template: str, said: str, make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, "templates/note.html": template})
    result = weeknotes(root, "build")
    assert result.exit_code == 2
    assert said in result.output
    assert not (root / "_site").exists()


@pytest.mark.parametrize("slashes", ["", "/", "//"])
def test_a_base_url_may_end_in_any_number_of_slashes(slashes: str, make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    assert weeknotes(root, "build", "--no-search", "--base-url", f"https://a.example{slashes}").exit_code == 0
    assert 'href="/assets/weeknotes.css"' in (root / "_site/404.html").read_text("utf-8")
    assert "<link>https://a.example/teams/repairs/2022-01-21.html</link>" in (root / "_site/feed.xml").read_text(
        "utf-8"
    )


def test_a_note_of_thousands_of_broken_links_is_one_bounded_error(make_site: MakeSite) -> None:
    root = make_site({"notes/a/1.md": GOOD + "[x](lost.md) " * 6_000, "notes/b/1.md": GOOD})
    result = weeknotes(root, "check")
    assert result.exit_code == 1
    assert "50 errors" in result.output


@pytest.mark.parametrize("how", ["extends", "include"])
def test_a_template_that_extends_itself_gets_a_hint_to_extend_the_themes(make_site: MakeSite, how: str) -> None:
    template = f'{{% {how} "note.html" %}}'
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, "templates/note.html": template})
    result = weeknotes(root, "build")
    assert result.exit_code == 2
    assert "templates/note.html:1:1: error[template-error]: the template extends or includes itself" in result.output
    assert "hint: write `theme/note.html` for the file of the theme" in result.output


@pytest.mark.parametrize(
    ("template", "message"),
    [("{{ note.titel }}", "`NoteView` has no `titel`"), ("{{ noet }}", "`noet` is not a variable of this template")],
)
def test_a_mistyped_variable_of_a_template_is_reported(make_site: MakeSite, template: str, message: str) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, "templates/note.html": template})
    result = weeknotes(root, "check")
    assert f"error[template-error]: {message}\n" in result.output
    assert "hint: did you mean `" in result.output
