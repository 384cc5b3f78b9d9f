"""A site's templates and macros override the theme, and mistakes in them are reported with file and line."""

from pathlib import Path

import pytest

from commands import weeknotes
from conftest import MakeSite

NOTES = {
    f"notes/{team}/2022-01-21.md": f"---\ndate: 2022-01-21\nauthor: Bo Ek\ntitle: {team}'s & ours\n---\n\nWarm.\n"
    for team in ("repairs", "voids", "heating")
}
PAGE = "teams/repairs/2022-01-21.html"
LINES = "templates/partials/note_lines.html"
THEIRS = '{% from "theme/partials/note_lines.html" import note_lines as theirs %}\n'


def build(root: Path) -> tuple[int, str]:
    """Build a site; return the exit code and what the command says."""
    result = weeknotes(root, "build", "--no-search")
    return result.exit_code, result.output


def page_of(root: Path) -> str:
    """Build a site and return the page of one note."""
    code, said = build(root)
    assert code == 0, said
    return (root / "_site" / PAGE).read_text("utf-8")


def macro(line: str, head: str = "") -> str:
    """Return a site's own list of notes, with a line for each."""
    loop = "{% for note in notes %}" + line + "{% endfor %}"
    return f"{head}{{% macro note_lines(site, page, notes) %}}\n{loop}\n{{% endmacro %}}\n"


def test_a_sites_own_macro_is_used_in_every_list(make_site: MakeSite) -> None:
    root = make_site(NOTES | {LINES: macro("<li>{{ page.root }}{{ note.url }}: {{ note.title }}</li>\n")})
    assert "<li>../../teams/voids/2022-01-21.html: voids&#39;s &amp; ours</li>\n" in page_of(root)


def test_a_macro_can_call_the_one_it_replaces(make_site: MakeSite) -> None:
    page = page_of(make_site(NOTES | {LINES: macro("Ours: {{ theirs(site, page, [note]) }}", THEIRS)}))
    assert page.count('Ours: \n<li class="spread') + page.count('Ours: <li class="spread') == 2


def test_a_page_can_extend_the_one_it_replaces(make_site: MakeSite) -> None:
    own = '{% extends "theme/note.html" %}{% block title %}Our {{ super() }}{% endblock %}'
    assert "<title>Our " in page_of(make_site(NOTES | {"templates/note.html": own}))


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("{% set note = page %}<i>{{ note.title }}</i>\n", "<i>repairs&#39;s &amp; ours</i>"),
        ('{% include "nowhere.html" ignore missing %}<i>{{ note.title }}</i>', "<i>voids&#39;s &amp; ours</i>"),
        ('{% if not note %}{% include "nowhere.html" %}{% endif %}<i>x</i>', "<i>x</i>"),
        ('{% from "partials/names.html" import listed as people %}{{ people(page, [note.team]) }}', ">Voids<"),
        ("{% macro mine(a) %}<i>{{ a }}{{ page.part }}</i>{% endmacro %}{{ mine([1]) }}", "<i>[1]teams</i>"),
    ],
)
def test_a_macro_can_use_all_of_jinja(line: str, shown: str, make_site: MakeSite) -> None:
    page = page_of(make_site(NOTES | {LINES: macro(line)}))
    assert shown in page
    assert "The same week, from other teams" in page


@pytest.mark.parametrize(
    ("line", "number", "code"),
    [
        ("<p>\n{{ note.titel }}", 3, "template-error"),
        ("<p>\n{% if %}", 3, "template-error"),
        ('<p>\n{% include "partials/nowhere.html" %}', 3, "missing-template"),
        ("<p>\n{{ note_lines(site, page, [note]) }}", 3, "template-error"),
    ],
    ids=["a mistyped name", "a broken tag", "an unknown template", "a macro that calls itself"],
)
def test_a_mistake_in_a_macro_is_reported_in_its_file(line: str, number: int, code: str, make_site: MakeSite) -> None:
    root = make_site(NOTES | {LINES: macro(line)})
    status, said = build(root)
    assert status != 0
    assert f"{LINES}:{number}:" in said
    assert f"error[{code}]" in said
    assert not (root / "_site/index.html").exists()


@pytest.mark.parametrize(
    ("typed", "meant"), [("note.titel", "title"), ("note.cels", "cells"), ("note.hsa_page", "has_page")]
)
def test_every_variable_of_a_template_can_be_suggested(typed: str, meant: str, make_site: MakeSite) -> None:
    assert f"did you mean `{meant}`?" in build(make_site(NOTES | {LINES: macro("{{ " + typed + " }}")}))[1]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("note.title", "voids&#39;s &amp; ours"),
        ("note.is_draft", "False"),
        ("note.number", "None"),
        ("note.minutes", "1"),
        ("1.5", "1.5"),
        ("[1, '<']", "[1, &#39;&lt;&#39;]"),
        ("'<b>' | safe", "<b>"),
        ("('<' ~ 1) | e", "&lt;1"),
    ],
)
def test_values_of_every_type_are_escaped_once(value: str, shown: str, make_site: MakeSite) -> None:
    page = page_of(make_site(NOTES | {LINES: macro("<i>{{ " + value + " }}</i>{{ " + value + " }}\n")}))
    assert f"<i>{shown}</i>{shown}\n" in page
