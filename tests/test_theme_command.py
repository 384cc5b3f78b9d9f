"""`weeknotes theme` lists where files come from and copies them; unused templates are reported."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from commands import weeknotes
from conftest import MakeSite

ROOT = Path(__file__).parents[1]
SITE: dict[str, str | bytes] = {
    "notes/repairs/2022-01-21.md": "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\nThe boiler is warm.\n",
    "weeknotes.toml": 'base_url = "https://weeknotes.example/"\n',
}


def check(root: Path) -> str:
    return weeknotes(root, "check", "--as-of", "2022-03-01").output


def test_the_list_says_where_each_file_comes_from(make_site: MakeSite) -> None:
    own = {"templates/note.html": "{% extends 'theme/note.html' %}", "static/assets/site.css": "h1 {}"}
    root = make_site({**SITE, **own})
    lines = dict(line.split(maxsplit=1) for line in weeknotes(root, "theme").output.partition("\n\n")[0].splitlines())
    assert lines["templates/week.html"] == "theme"
    assert lines["templates/note.html"] == "this site, instead of the theme's"
    assert lines["static/assets/site.css"] == "this site"
    theme = {
        f"templates/{path.relative_to(ROOT / 'templates').as_posix()}" for path in ROOT.glob("templates/**/*.html")
    }
    assert theme <= lines.keys()
    static = {name for name in lines if name.startswith("static/")}
    assert static == {name for name in static if name.startswith("static/assets/")} | {"static/favicon.ico"}


def test_a_copied_file_equals_the_themes_and_is_used(make_site: MakeSite) -> None:
    root = make_site(SITE)
    assert weeknotes(root, "theme", "copy", "partials/about_site.html").exit_code == 0
    copied = root / "templates/partials/about_site.html"
    assert copied.read_bytes() == (ROOT / "templates/partials/about_site.html").read_bytes()
    copied.write_text("Ours.")
    assert weeknotes(root, "build", "--no-search").exit_code == 0
    assert "Ours." in (root / "_site/index.html").read_text("utf-8")


def test_nothing_is_copied_outside_a_site(tmp_path: Path) -> None:
    result = weeknotes(tmp_path, "theme", "copy", "note.html")
    assert result.exit_code == 2
    assert "error[no-notes-folder]" in result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("unreadable", ["templates/note.html", "templates/partials", "static/assets"])
def test_an_unreadable_template_or_folder_is_reported(
    command: str, unreadable: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"templates/note.html": "A", "templates/partials/day.html": "B", "static/assets/site.css": "h1 {}"}
    root = make_site({**SITE, **own})
    read_bytes, scandir = Path.read_bytes, os.scandir

    def refuse(path: os.PathLike[str] | str) -> None:
        if Path(path) == root / unreadable:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    def read(path: Path) -> bytes:
        refuse(path)
        return read_bytes(path)

    def scan(path: os.PathLike[str] | str = ".") -> Any:
        refuse(path)
        return scandir(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    monkeypatch.setattr(os, "scandir", scan)
    result = weeknotes(root, command)
    assert f"{unreadable}: error[unreadable]: cannot be read: no permission" in result.output
    assert result.exit_code == 2
    assert not (root / "_site").exists()


def test_a_static_file_is_copied_by_its_name(make_site: MakeSite) -> None:
    root = make_site(SITE)
    assert weeknotes(root, "theme", "copy", "static/assets/weeknotes.css").exit_code == 0
    assert (root / "static/assets/weeknotes.css").is_file()


def test_nothing_is_overwritten_and_a_typo_gets_a_suggestion(make_site: MakeSite) -> None:
    root = make_site({**SITE, "templates/note.html": "Ours."})
    again = weeknotes(root, "theme", "copy", "note.html")
    assert again.exit_code == 2
    assert "`templates/note.html` already exists" in again.output
    assert (root / "templates/note.html").read_text() == "Ours."
    slip = weeknotes(root, "theme", "copy", "notes.html")
    assert slip.exit_code == 2
    assert "did you mean `note.html`?" in slip.output


def test_a_file_in_place_of_a_folder_is_explained(make_site: MakeSite) -> None:
    root = make_site({**SITE, "templates": "Ours."})
    result = weeknotes(root, "theme", "copy", "note.html")
    assert result.exit_code == 3
    assert "`templates/note.html` could not be written: one of its folders is a file" in result.output


def test_nothing_is_copied_within_the_theme_itself() -> None:
    result = weeknotes(ROOT, "theme", "copy", "note.html")
    assert result.exit_code == 2
    assert "this folder is the theme itself" in result.output


def test_a_template_that_nothing_uses_is_reported(make_site: MakeSite) -> None:
    used = {
        "templates/week.html": "{% extends 'theme/week.html' %}{% block main %}{% include 'used.html' %}{% endblock %}",
        "templates/used.html": "Used.",
    }
    root = make_site({**SITE, **used, "templates/notes.html": "Never.", "templates/README.md": "Ours."})
    assert check(root) == (
        "templates/notes.html: warning[unused-template]: no page is made with this template, and none extends or "
        "includes it\n  hint: did you mean `note.html`?\n0 errors, 1 warning\n"
    )


def test_templates_with_computed_names_are_not_reported_as_unused(make_site: MakeSite) -> None:
    week = "{% extends 'theme/week.html' %}{% block main %}{% include site.language ~ '.html' %}{% endblock %}"
    root = make_site({**SITE, "templates/week.html": week, "templates/en.html": "Used."})
    assert check(root) == "1 note, no problems found\n"


def test_a_template_that_cannot_be_parsed_is_an_error_before_a_build(make_site: MakeSite) -> None:
    root = make_site({**SITE, "templates/week.html": "Hello.\n{% if %}\n"})
    assert "templates/week.html:2:1: error[template-error]" in check(root)


def test_a_template_that_is_not_utf_8_is_an_error(make_site: MakeSite) -> None:
    root = make_site({**SITE, "templates/week.html": b"\xff"})
    assert "templates/week.html: error[template-error]: the template is not UTF-8" in check(root)


def test_a_lone_surrogate_in_a_template_is_an_error(make_site: MakeSite) -> None:
    root = make_site({**SITE, "templates/week.html": '{{ "\\ud83d" }}'})
    assert "templates/week.html: error[template-error]: the template shows half of a character" in check(root)
    result = weeknotes(root, "build")
    assert result.exit_code == 2
    assert "half of a character" in result.output


def test_a_percent_sign_in_a_translatable_text_stays(make_site: MakeSite) -> None:
    text = "{% trans n=7 %}100%(net), 50%(n)s, {{ n }}% and 9%{% endtrans %}"
    root = make_site({**SITE, "templates/week.html": text})
    assert weeknotes(root, "build", "--no-search").exit_code == 0
    assert "100%(net), 50%(n)s, 7% and 9%" in next(root.glob("_site/weeks/2*-w*.html")).read_text("utf-8")


def test_a_byte_order_mark_of_a_template_does_not_reach_the_page(make_site: MakeSite) -> None:
    root = make_site({**SITE, "templates/week.html": "\ufeff{% extends 'theme/week.html' %}"})
    assert weeknotes(root, "build", "--no-search").exit_code == 0
    assert next(root.glob("_site/weeks/2*-w*.html")).read_text("utf-8").startswith("<!doctype html>")


def test_a_static_file_in_a_folder_named_templates_is_not_a_template(make_site: MakeSite) -> None:
    assert "unused-template" not in check(make_site({**SITE, "static/templates/old.html": b"<p>As it was.</p>"}))
