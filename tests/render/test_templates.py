"""Templates in one piece say what they say file by file, and a site's own files win in both."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import asdict

from browser.stress import write_stress_site
from conftest import MakeSite
from weeknotes_site.diagnostics import Problem
from weeknotes_site.pipeline import Options, load
from weeknotes_site.render.pages import plan_pages
from weeknotes_site.render.templates import Theme, render_template
from weeknotes_site.render.theme import theme_folders

NOTES = {
    f"notes/{team}/2022-01-21.md": f"---\ndate: 2022-01-21\nauthor: Bo Ek\ntitle: {team}'s & ours\n---\n\nWarm.\n"
    for team in ("repairs", "voids", "heating")
}
PAGE = "teams/repairs/2022-01-21.html"
LINE = "templates/partials/note_line.html"


def render(root: Path, url: str = PAGE) -> str:
    """Render one page of a site."""
    site = load(Options(root=root, as_of=date(2022, 3, 1), base_url="https://weeknotes.example/"))
    page = next(page for page in plan_pages(site.archive, site.config) if page.url == url)
    return render_template(Theme(theme_folders(root)), page.template, page.make_context())


def test_every_page_is_the_same_in_one_piece_and_file_by_file(tmp_path: Path) -> None:
    write_stress_site(tmp_path)
    options = Options(root=tmp_path, as_of=date(2026, 11, 23), base_url="https://weeknotes.example/", drafts=True)
    site = load(options)
    theme = Theme(theme_folders(tmp_path))
    for page in plan_pages(site.archive, site.config, has_search=True):
        context = page.make_context()
        values = asdict(context)
        pieces = [
            env.get_template(page.template).render(values) for env in (theme.environment, theme.environment_by_file)
        ]
        assert pieces[0] == pieces[1], page.url


def test_a_sites_own_partial_is_in_every_list(make_site: MakeSite) -> None:
    root = make_site(NOTES | {LINE: "<li>{{ page.root }}{{ note.url }}: {{ note.title }}</li>\n"})
    assert "<li>../../teams/voids/2022-01-21.html: voids&#39;s &amp; ours</li>\n" in render(root)


def test_a_partial_can_be_put_around_the_one_it_replaces(make_site: MakeSite) -> None:
    root = make_site(NOTES | {LINE: 'Ours: {% include "theme/partials/note_line.html" %}'})
    assert 'Ours: <li class="team-mark' in render(root)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("{% set note = page %}<i>{{ note.title }}</i>\n", "<i>repairs&#39;s &amp; ours</i>"),
        ("{% block one %}<i>{{ note.title }}</i>{% endblock %}", "<i>voids&#39;s &amp; ours</i>"),
        ('{% include "nowhere.html" ignore missing %}<i>{{ note.title }}</i>', "<i>voids&#39;s &amp; ours</i>"),
        ('{% include ["nowhere.html", "partials/draft.html"] ignore missing %}<i>x</i>', "<i>x</i>"),
        ('{% if not note %}{% include "nowhere.html" %}{% endif %}<i>x</i>', "<i>x</i>"),
        ('{% from "partials/names.html" import listed as people with context %}{{ people([note.team]) }}', ">Voids<"),
        ("{% macro mine(a) %}<i>{{ a }}{{ page.part }}</i>{% endmacro %}{{ mine([1]) }}", "<i>[1]teams</i>"),
    ],
)
def test_a_partial_can_do_all_that_jinja_can(line: str, shown: str, make_site: MakeSite) -> None:
    page = render(make_site(NOTES | {LINE: line}))
    assert shown in page
    assert "The same week, from other teams" in page


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<p>\n{{ note.titel }}", (LINE, 2, "template-error")),
        ("<p>\n{% if %}", (LINE, 2, "template-error")),
        ('<p>\n{% include "partials/note_line.html" %}', (LINE, 2, "template-error")),
    ],
)
def test_a_mistake_in_a_partial_is_in_its_file(line: str, said: tuple[str, int, str], make_site: MakeSite) -> None:
    with pytest.raises(Problem) as raised:
        render(make_site(NOTES | {LINE: line}))
    (found,) = raised.value.diagnostics
    assert (found.place.path, found.place.line, found.code) == said
