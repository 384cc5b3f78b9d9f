"""A team's quarter on one page: notes in full, oldest first, without repeated openings."""

import re

import pytest

from conftest import MakeSite
from weekly_notes import FIRST, build, main_part, note, weekly, words

PAGE = "teams/repairs/quarters/2022-q1.html"
OPENING = "We mend what is broken. [More](https://repairs.example/).\n\n"


def test_a_quarters_notes_are_in_full_oldest_first(make_site: MakeSite) -> None:
    site = build(make_site(weekly(f"Report {number}.\n\n## Doors\n\nPainted {number}." for number in range(14))))
    page = main_part(site / PAGE)
    assert "January to March 2022" in words(page)
    told = re.findall(r"<p>(Report \d+|Painted \d+)\.</p>", page)
    assert told == [f"{word} {number}" for number in range(13) for word in ("Report", "Painted")]
    assert not (site / PAGE.replace("q1", "q2")).exists()  # its one note would be alone on it


def test_the_list_of_a_quarter_distinguishes_headlines_from_sentences(make_site: MakeSite) -> None:
    files = weekly(f"Report {number}." for number in range(14))
    titled = note(FIRST, "It is warm.", "title: The boiler\n")
    page = main_part(build(make_site({**files, f"notes/repairs/{FIRST}.md": titled})) / PAGE)
    listed = re.findall(r'<li><a( class="headline")? href="#page-note-\d+"[^>]*>([^<]*)', page)
    assert listed[:2] == [(' class="headline"', "The boiler"), ("", "Report 1.")]


def test_quarters_link_to_each_other_and_the_teams_page_to_them(make_site: MakeSite) -> None:
    site = build(make_site(weekly(f"Report {number}." for number in range(30))))
    assert re.findall(r'rel="(\w+)" href="[^"]*quarters/([^"]*)"', main_part(site / PAGE)) == [("next", "2022-q2.html")]
    assert re.findall(r'quarters/([^"]*)"', main_part(site / "teams/repairs/index.html")) == [
        f"2022-q{number}.html" for number in (3, 2, 1)
    ]


def test_openings_of_earlier_notes_are_left_out(make_site: MakeSite) -> None:
    bodies = [
        f"{OPENING}Report 1.",
        f"{OPENING}We have a form.\n\nReport 2.",
        f"{OPENING}We have a form.\n\nReport 3.",
        f"Report 4.\n\n{OPENING}",
    ]
    page = main_part(build(make_site(weekly(bodies))) / PAGE)
    told = [words(body) for body in re.findall(r'<div class="note-body text" dir="ltr">(.*?)</div>', page, re.S)]
    said = [re.sub(r" https:.*", "", one) for one in told]
    opening = words(OPENING).replace("[More](https://repairs.example/)", "More ")
    assert said == [f"{opening} Report 1.", "We have a form. Report 2.", "Report 3.", f"Report 4. {opening}"]


def test_a_note_of_nothing_else_keeps_its_opening(make_site: MakeSite) -> None:
    page = main_part(build(make_site(weekly([OPENING, OPENING]))) / PAGE)
    assert page.count("We mend what is broken") == 4  # with the two lines of the list


def test_a_new_note_changes_no_earlier_quarter(make_site: MakeSite) -> None:
    root = make_site(weekly(f"{OPENING}Report {number}." for number in range(28)))
    site = build(root)
    before = {path.name: path.read_bytes() for path in (site / "teams/repairs/quarters").glob("*")}
    (root / "notes/repairs/2022-07-22.md").write_text("---\ndate: 2022-07-22\nauthor: Bo Ek\n---\n\nReport 1.\n")
    build(root)
    after = {path.name: path.read_bytes() for path in (site / "teams/repairs/quarters").glob("*")}
    assert {name for name in after if after[name] != before.get(name)} == {"2022-q3.html"}


def test_ids_and_labels_are_unique_and_links_keep_their_targets(make_site: MakeSite) -> None:
    body = "Hello.\n\n## Doors\n\n[here](#doors)[^1]\n\n| a |\n|---|\n| 1 |\n\n[^1]: A foot.\n"
    page = main_part(build(make_site(weekly([body] * 3))) / PAGE)
    ids = re.findall(r'<[^>]*\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    labels = re.findall(r'role="region" aria-label="([^"]*)"', page)
    assert len(labels) == len(set(labels)) == 3


def test_a_footnote_of_an_omitted_opening_links_back_to_the_note(make_site: MakeSite) -> None:
    body = "We mend.[^1]\n\nReport {}.\n\n[^1]: A foot.\n"
    page = main_part(build(make_site(weekly(map(body.format, "12")))) / PAGE)
    assert 'href="../../../teams/repairs/2022-01-14.html#fnref1"' in page


def test_search_engines_are_sent_to_the_notes(make_site: MakeSite) -> None:
    root = make_site(weekly(["One.", "Two."]) | {"weeknotes.toml": "public = true\n"})
    site = build(root)
    assert "quarters" not in (site / "sitemap.xml").read_text("utf-8")
    page = (site / PAGE).read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert "pagefind-body" not in page


def test_the_settings_turn_quarters_off(make_site: MakeSite) -> None:
    site = build(make_site(weekly(["One.", "Two."]) | {"weeknotes.toml": "catch_up = false\n"}))
    assert not (site / "teams/repairs/quarters").exists()
    assert "Catch up" not in (site / "teams/repairs/index.html").read_text("utf-8")


def test_a_notes_own_html_is_left_as_it_is(make_site: MakeSite) -> None:
    bodies = ["We mend.\n\nOne.", "We mend.\n\n<b>Two</b>.", "We mend.</p><div><p>Three.\n\n</div>"]
    page = main_part(build(make_site(weekly(bodies))) / PAGE)
    for tag in ("div", "p", "b", "article"):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>"), tag


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ("Picture of the week: ![queue](https://pictures.example/{number}.png)", "Picture of the week:"),
        ("This week's board is [here](https://board.example/{number}).", "board is"),
        ("Change: {sign}5%.", "Change:"),
        ("We look after:\n\n- lifts\n- doors", "We look after:"),
    ],
)
def test_an_opening_with_other_content_or_a_continuation_stays(opening: str, shown: str, make_site: MakeSite) -> None:
    bodies = [f"{opening.format(number=number, sign='+-'[number])}\n\nReport {number}." for number in range(2)]
    settings = 'base_url = "https://weeknotes.example/"\npicture_hosts = ["pictures.example"]\n'
    page = main_part(build(make_site({**weekly(bodies), "weeknotes.toml": settings})) / PAGE)
    assert page.count(shown) == 2
