"""Rendered texts: `rendering.txt` has sources and expected HTML, and `--update` rewrites it."""

import pytest
from markdown_parts import Case, html_of, read_cases, render, write_cases

from weeknotes_site.content.markdown.rendered import HASH_BYTES

NAME = "rendering.txt"


def outcome(written: str) -> str:
    rendered = render(written)
    title = f"title: {rendered.outline.title}\n" if rendered.outline.title else ""
    diagnostics = [f"{one.code} {one.place.line}:{one.place.column}: {one.message}" for one in rendered.diagnostics]
    return title + html_of(rendered).rstrip("\n") + "\n" + "".join(f"{one}\n" for one in diagnostics)


@pytest.mark.parametrize("case", read_cases(NAME), ids=lambda case: case.title)
def test_a_text_is_rendered_as_in_its_case(case: Case, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        cases = [one._replace(expected=outcome(one.written)) for one in read_cases(NAME)]
        write_cases(NAME, cases)
        return
    assert outcome(case.written) == case.expected


@pytest.mark.parametrize("case", read_cases(NAME), ids=lambda case: case.title)
def test_the_html_has_no_inline_styles(case: Case) -> None:
    assert "style=" not in render(case.written).html


@pytest.mark.parametrize(
    ("body", "title", "taken", "left"),
    [
        ("# Week 3\n\nText.", "", "Week 3", "<p>Text.</p>\n"),
        ("# Week 3\n\nText.", "week 3!", "Week 3", "<p>Text.</p>\n"),
        ("## Week 3\n\nText.", "Week 3", "Week 3", "<p>Text.</p>\n"),
        ("## Week 3\n\nText.", "", "", '<h2 id="week-3">Week 3</h2>\n<p>Text.</p>\n'),
        ("# Week 3\n\nText.", "Week 4", "", '<h2 id="week-3">Week 3</h2>\n<p>Text.</p>\n'),
        ("Text.\n\n# Week 3", "", "", '<p>Text.</p>\n<h2 id="week-3">Week 3</h2>\n'),
    ],
)
def test_a_leading_heading_becomes_the_title_and_leaves_the_body(body: str, title: str, taken: str, left: str) -> None:
    rendered = render(body, title)
    assert (rendered.outline.title, rendered.html) == (taken, left)


def test_a_title_with_a_footnote_stays_in_the_body() -> None:
    rendered = render("# Week 3[^1]\n\nText.\n\n[^1]: A note.\n")
    assert not rendered.outline.title
    assert 'id="fnref1"' in rendered.html


def test_a_note_of_headings_and_comments_is_blank() -> None:
    assert render("# Week 3\n\n<!-- write here -->\n\n## Next\n\n---\n").outline.is_blank
    assert not render("<!-- write here --> but this is text").outline.is_blank
    assert not render("<!-- never closed").outline.is_blank
    assert not render("![](a.png)").outline.is_blank


def test_a_picture_of_an_allowed_host_is_shown() -> None:
    rendered = render("![Map](https://maps.example.org/a.png)", picture_hosts=frozenset({"maps.example.org"}))
    assert rendered.html == '<p><img src="https://maps.example.org/a.png" alt="Map"></p>\n'


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[a](x.md) and [b](x.md)", [(1, 5), (1, 19)]),
        ("Text.\n\n> - text\n>   [a](x.md)", [(4, 9)]),
        ("[![a](a.png)](x.md)", [(1, 15), (1, 7)]),
        ("[a] and [b][a]\n\nText.\n\n[a]: x.md\n", [(5, 6), (5, 6)]),
        ("Text\n[a](x\\&y.md)", [(1, 1)]),
    ],
)
def test_a_link_has_the_line_and_column_where_it_is_written(text: str, places: list[tuple[int, int]]) -> None:
    assert [(link.position.line, link.position.column) for link in render(text).outline.links] == places


def test_paragraphs_that_differ_only_in_case_spaces_and_punctuation_are_equal() -> None:
    outline = render("“It’s moved”, we said…\n\nIT'S moved - we  said.\n\nIt moved, we said.").outline
    first, second, third = (outline.hashes[at : at + HASH_BYTES] for at in range(0, 3 * HASH_BYTES, HASH_BYTES))
    assert first == second != third
