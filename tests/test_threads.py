"""A heading that a team keeps using gets a page with the text under it from each note."""

import random
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import MakeSite
from weekly_notes import FIRST, build, main_part, note, run, weekly, words

PAGE = "teams/repairs/threads/damp-and-mould.html"


def threads(site: Path, team: str = "repairs") -> set[str]:
    return {path.stem for path in (site / f"teams/{team}/threads").glob("*.html")}


THREE = [f"Hello.\n\n## Damp and mould\n\nReport {number}.\n\n## End\n\nBye {number}.\n" for number in "123"]


def test_a_heading_in_three_notes_gets_a_page_with_all_text_under_it(make_site: MakeSite) -> None:
    site = build(make_site(weekly(THREE)))
    page = main_part(site / PAGE)
    assert re.search(r"<h1[^>]*>Damp and mould</h1>", page)
    assert re.findall(r"Report \d", page) == ["Report 1", "Report 2", "Report 3"]
    assert "Bye" not in page
    assert "Hello" not in page
    assert re.findall(r'<h2 class="text" id="(page-[^"]*)"', page) == [
        f"page-2022-01-{day}" for day in ("07", "14", "21")
    ]
    assert 'href="../../../teams/repairs/2022-01-14.html#damp-and-mould"' in page


def test_two_notes_are_not_a_thread_unless_the_settings_say_so(make_site: MakeSite) -> None:
    root = make_site(weekly(THREE[:2]))
    assert threads(build(root)) == set()
    (root / "weeknotes.toml").write_text("[threads]\nnotes = 2\n")
    assert threads(build(root)) == {"damp-and-mould", "end"}


def test_case_punctuation_and_markup_make_no_difference(make_site: MakeSite) -> None:
    headings = [
        "## Damp and mould",
        "### *Damp* and `mould`:",
        "Damp and Mould…\n---",
        "## 🎉 Damp & mould",
        "## Damp, and mould!",
    ]
    site = build(make_site(weekly(f"{heading}\n\nReport.\n" for heading in headings)))
    assert threads(site) == {"damp-and-mould"}
    page = main_part(site / PAGE)
    assert page.count("<article") == 4  # `&` is not `and`
    assert re.search(r"<h1[^>]*>Damp, and mould!</h1>", page)


def test_numbers_and_variants_of_emoji_make_no_difference(make_site: MakeSite) -> None:
    headings = ("1. Rents", "2) Rents", "(3) Rents", "4️⃣ Rents", "⚙️ Rents", "🏗️ Rents", "Rents")
    site = build(make_site(weekly(f"## {heading}\n\nReport.\n" for heading in headings)))
    assert threads(site) == {"rents"}
    assert main_part(site / "teams/repairs/threads/rents.html").count("<article") == len(headings)


@pytest.mark.parametrize(("value", "found"), [("false", set()), ("true", {"damp-and-mould", "end"})])
def test_a_team_can_turn_its_threads_off(make_site: MakeSite, value: str, found: set[str]) -> None:
    team = {"notes/repairs/_team.md": f"---\nthreads: {value}\n---\n"}
    root = make_site(weekly(THREE) | team)
    assert threads(build(root)) == found
    assert "error" not in run(root, "check")


def test_dates_and_diacritics_make_a_difference(make_site: MakeSite) -> None:
    headings = ("1. Oktober", "2. Oktober", "3. Oktober", "किताब", "कतब", "काताबी")
    assert threads(build(make_site(weekly(f"## {heading}\n\nReport.\n" for heading in headings)))) == set()


@pytest.mark.parametrize(
    "heading",
    [
        "Next",
        "Up next",
        "Challenges",
        "CELEBRATIONS",
        "What we did",
        "Thank you!",
        "Diolch",
        "Ausblick",
        "En bref",
        "ما قمنا به",
    ],
)
def test_headings_about_anything_are_not_threads(make_site: MakeSite, heading: str) -> None:
    site = build(make_site(weekly([f"## {heading}\n\nThis.\n"] * 4)))
    assert threads(site) == set()
    assert "thread-link" not in (site / "teams/repairs/2022-01-28.html").read_text("utf-8")


def test_the_settings_leave_out_more_headings(make_site: MakeSite) -> None:
    settings = {"weeknotes.toml": '[threads]\nexclude = ["damp AND mould"]\n'}
    assert threads(build(make_site(weekly(THREE) | settings))) == {"end"}


def test_a_heading_links_to_earlier_notes_and_never_counts_later_ones(make_site: MakeSite) -> None:
    root = make_site(weekly(THREE))
    site = build(root)
    links = [main_part(site / f"teams/repairs/2022-01-{day}.html") for day in ("07", "14", "21")]
    said = [re.search(r'<a href="[^"]*(threads/damp[^"]*)">([^<]*)', page) for page in links]
    assert [one.groups() for one in said if one] == [
        ("threads/damp-and-mould.html#page-2022-01-07", "What happened next"),
        ("threads/damp-and-mould.html#page-2022-01-07", "1 earlier"),
        ("threads/damp-and-mould.html#page-2022-01-14", "2 earlier"),
    ]
    (root / "notes/repairs/2022-01-28.md").write_text(note(date(2022, 1, 28), "## Damp and mould\n\nReport 4.\n"))
    before = {path: path.read_bytes() for path in site.glob("teams/repairs/2022-01-*.html")}
    build(root)
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"2022-01-21.html"}  # it has a next note now


def test_gaps_are_visible_without_blame(make_site: MakeSite) -> None:
    site = build(make_site(weekly([THREE[0], THREE[1], "Hello.\n", "", THREE[2]])))
    assert re.findall(r"\d weeks later", main_part(site / PAGE)) == ["3 weeks later"]


def test_the_settings_reverse_the_order(make_site: MakeSite) -> None:
    settings = {"weeknotes.toml": "[threads]\nnewest_first = true\n"}
    page = main_part(build(make_site(weekly([THREE[0], "", *THREE[1:]]) | settings)) / PAGE)
    assert re.findall(r"Report \d|\d weeks earlier", page) == ["Report 3", "Report 2", "2 weeks earlier", "Report 1"]


def test_glossary_words_are_linked_at_their_first_use_on_the_page(make_site: MakeSite) -> None:
    texts = [f"## Damp and mould\n\nReport {number}: API, [more](https://a.example/).\n" for number in (1, 2, 3)]
    for newest_first, first in ((True, "3"), (False, "1")):
        settings = f"[threads]\nnewest_first = {str(newest_first).lower()}\n"
        files = weekly(texts) | {"weeknotes.toml": settings, "glossary.toml": 'API = "an interface"\n'}
        page = main_part(build(make_site(files)) / PAGE)
        assert re.findall(r'Report (\d): <a class="term"', page) == [first]


def test_nothing_is_shown_if_threads_are_turned_off(make_site: MakeSite) -> None:
    site = build(make_site(weekly(THREE) | {"weeknotes.toml": "[threads]\nshow = false\n"}))
    assert not (site / "teams/repairs/threads").exists()
    assert not any("thread" in path.read_text("utf-8") for path in site.rglob("*.html"))
    assert "Headings that come back" in (site / "teams/repairs/index.html").read_text("utf-8")


def test_a_teams_page_lists_its_threads(make_site: MakeSite) -> None:
    page = main_part(build(make_site(weekly([*THREE, "## Damp and mould\n\nMore.\n"]))) / "teams/repairs/index.html")
    assert re.findall(r'<a href="[^"]*threads/([^"]*)"', page) == ["damp-and-mould.html", "end.html"]
    assert "4 notes, the newest of 24–28 January 2022" in words(page)
    assert "Headings that come back" not in page


def test_a_team_with_many_threads_has_a_list_page(make_site: MakeSite) -> None:
    body = "".join(f"## Subject {number}\n\nText.\n\n" for number in range(15))
    site = build(make_site(weekly([body] * 3)))
    assert "3 more" in words(main_part(site / "teams/repairs/index.html"))
    assert len(re.findall(r"threads/subject-", main_part(site / "teams/repairs/threads/index.html"))) == 15


def test_a_long_thread_has_a_page_per_year(make_site: MakeSite) -> None:
    site = build(make_site(weekly(f"## Damp and mould\n\nReport <{number}>.\n" for number in range(60))))
    own = main_part(site / PAGE)
    assert re.findall(r"Report &lt;(\d+)&gt;", own) == ["57", "58", "59"]
    assert re.findall(r"damp-and-mould/(\d{4})\.html", own) == ["2023", "2022"]
    year = main_part(site / "teams/repairs/threads/damp-and-mould/2022.html")
    assert len(re.findall(r"Report &lt;\d+&gt;", year)) == 52
    assert 'rel="next" href="../../../../teams/repairs/threads/damp-and-mould/2023.html"' in year
    first_of_2023 = main_part(site / "teams/repairs/2023-01-06.html")
    assert "threads/damp-and-mould/2022.html#page-2022-12-30" in first_of_2023
    anchors = set(re.findall(r'id="([^"]*)"', year))
    assert "page-2022-12-30" in anchors


def test_ids_links_and_headings_are_in_order_on_the_page(make_site: MakeSite) -> None:
    body = (
        "## Damp and mould\n\n[Later](#more) [end](#end) [file](plan.csv) [other](2022-01-07.md#end)[^1]\n\n"
        "### More\n\n#### Most\n\n> # Quoted\n\n| a |\n|---|\n| 1 |\n\n## End\n\nBye.\n\n[^1]: A foot.\n"
    )
    files: dict[str, str | bytes] = {**weekly([body] * 3), "notes/repairs/plan.csv": b"a"}
    page = main_part(build(make_site(files)) / PAGE)
    ids = re.findall(r'<[^>]*\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    article = page[page.index('aria-labelledby="page-2022-01-14"') :]
    links = re.findall(r'<a[^>]* href="([^"]*)"', article[article.index("note-body") :])
    own = "../../../teams/repairs/2022-01-14.html"
    assert f'<a href="{own}#damp-and-mould">' in article
    assert links[:5] == [
        "#note-2-more",
        f"{own}#end",
        "../../../teams/repairs/plan.csv",
        "../../../teams/repairs/2022-01-07.html#end",
        f"{own}#fn1",
    ]
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    assert re.findall(r"<h(\d)", page)[:5] == ["1", "2", "3", "4", "3"]
    labels = re.findall(r'role="region" aria-label="([^"]*)"', page)
    assert len(labels) == len(set(labels)) == 3


def test_a_section_never_leaves_html_unbalanced(make_site: MakeSite) -> None:
    bodies = [
        "<div>\n\n## Damp and mould\n\nIn a box.\n\n</div>\n\n## End\n\nBye.\n",
        "> ## Damp and mould\n>\n> Quoted.\n\n## End\n\nBye.\n",
        "- ## Damp and mould\n\n  Listed.\n\n## End\n\nBye.\n",
        *(f"## Damp and mould\n\n<b>Bold {number}\n\n> ## End\n>\n> Quoted.\n\n## End\n\nBye.\n" for number in "123"),
    ]
    site = build(make_site(weekly(bodies)))
    page = main_part(site / PAGE)
    assert re.findall(r"Bold \d", page) == ["Bold 1", "Bold 2", "Bold 3"]
    assert "In a box" not in page
    for tag in ("div", "b", "blockquote", "li", "p", "article", "h2", "h3"):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>"), tag


def test_repeated_and_nested_headings_in_a_note_are_shown_once(make_site: MakeSite) -> None:
    twice = "## Damp and mould\n\nOne.\n\n## End\n\nBye.\n\n## Damp and mould\n\nTwo.\n"
    nested = "## Damp and mould\n\nThree.\n\n### Damp and mould\n\nFour.\n"
    root = make_site(weekly([twice, nested]))
    assert threads(build(root)) == set()
    (root / "weeknotes.toml").write_text("[threads]\nnotes = 2\n")
    page = main_part(build(root) / PAGE)
    assert page.count("<article") == 2
    assert re.findall(r"One\.|Two\.|Three\.|Four\.", page) == ["One.", "Two.", "Three.", "Four."]


def test_headings_without_a_text_begin_no_thread(make_site: MakeSite) -> None:
    assert threads(build(make_site(weekly(["## Damp and mould\n\n## End\n\nBye.\n"] * 3)))) == {"end"}


def test_a_team_can_join_headings_and_keep_others_apart(make_site: MakeSite) -> None:
    rules = """threads:
  join:
    - [Damp and mould, Mould, Damp reports]
    - [Challenges]
  apart: [C, C++]
"""
    bodies = ["## Mould\n\nM.\n", "## Damp reports\n\nD.\n", "## Damp and mould\n\nA.\n"]
    bodies = [f"{body}\n## Challenges\n\nH.\n\n## C\n\nC.\n\n## C++\n\nP.\n" for body in bodies]
    site = build(make_site(weekly(bodies) | {"notes/repairs/_team.md": f"---\n{rules}---\n"}))
    assert threads(site) == {"damp-and-mould", "challenges", "c", "cplusplus", "mould", "damp-reports"}
    page = main_part(site / PAGE)
    assert re.findall('<p class="reworded">([^<]*)', page) == ["Mould", "Damp reports"]
    moved = (site / "teams/repairs/threads/mould.html").read_text("utf-8")
    assert 'http-equiv="refresh" content="0; url=' in moved
    assert "damp-and-mould.html" in moved


@pytest.mark.parametrize(
    "groups",
    [
        "[Rents, Rent arrears], [Arrears, Rents]",
        "[Rents, Debts], [Arrears, Rent arrears], [Debts, Arrears]",
        "[Rents, Debts], [Arrears, Rent arrears], [Arrears, Owed], [Owed, Debts]",
    ],
)
def test_groups_that_share_a_heading_are_one_thread_named_by_the_first(make_site: MakeSite, groups: str) -> None:
    bodies = [f"## {heading}\n\nIt says {heading}.\n" for heading in ("Arrears", "Rents", "Rent arrears") * 3]
    site = build(make_site(weekly(bodies) | {"notes/repairs/_team.md": f"---\nthreads: {{join: [{groups}]}}\n---\n"}))
    assert main_part(site / "teams/repairs/threads/rents.html").count("It says") == 9
    for other in ("arrears", "rent-arrears"):
        assert 'content="0; url=' in (site / f"teams/repairs/threads/{other}.html").read_text("utf-8")


def test_a_rule_may_have_the_marks_of_a_heading(make_site: MakeSite) -> None:
    bodies = [f"## {heading}\n\nText {heading}.\n" for heading in ("Rents", "What tenants pay", "Rents")]
    rules = '---\nthreads: {join: [["## Rents", "## What tenants pay"]]}\n---\n'
    site = build(make_site({**weekly(bodies), "notes/repairs/_team.md": rules}))
    assert re.search(r"<h1[^>]*>Rents</h1>", main_part(site / "teams/repairs/threads/rents.html"))


def test_without_a_rule_headings_that_differ_only_in_symbols_are_one_thread(make_site: MakeSite) -> None:
    site = build(make_site(weekly(["## C\n\nC.\n", "## C++\n\nP.\n", "## C\n\nC.\n"])))
    assert threads(site) == {"c"}


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("threads: Mould", "`threads` takes `true`, `false` or the rules `join` and `apart`"),
        ("threads: [Mould]", "`threads` takes keys and values"),
        ("threads: {joined: [A, B]}", "`joined` is not a rule of `threads`"),
        ("threads: {apart: C, C++}", "write `threads: {apart: [C, C++]}`"),
        ("threads: {join: A}", "`join` of `threads` takes lists of headings"),
        ("threads: {join: [[A, [B]]]}", ""),
    ],
)
def test_a_wrong_rule_is_explained(make_site: MakeSite, rules: str, said: str) -> None:
    root = make_site(weekly(THREE) | {"notes/repairs/_team.md": f"---\n{rules}\n---\n"})
    if said:
        assert said in run(root, "check", code=1)
    else:
        run(root, "check")


def test_check_suggests_joining_reworded_headings(make_site: MakeSite) -> None:
    bodies = [*THREE, "## Damp and moulds\n\nReport 4.\n"]
    root = make_site(weekly(bodies))
    said = run(root, "check")
    assert "notes/repairs/2022-01-28.md:6:1: warning[reworded-heading]" in said
    assert "`Damp and moulds` is almost `Damp and mould`, which the team has in 3 notes" in said
    assert 'threads: {join: [["Damp and mould", "Damp and moulds"]]}' in said
    site = build(root)
    assert threads(site) == {"damp-and-mould", "end"}
    assert "Report 4" not in (site / PAGE).read_text("utf-8")
    for rules in ("join: [Damp and mould, Damp and moulds]", "apart: [Damp and mould, Damp and moulds]"):
        (root / "notes/repairs/_team.md").write_text(f"---\nthreads:\n  {rules}\n---\n")
        assert "reworded" not in run(root, "check")


ALIKE = [
    ("Making council tax data available for reporting", "Making Council Tax data available"),
    ("Data about council tax", "Council tax data"),
    ("User research", "User reserach"),
    ("Support request", "Support requests"),
]
DIFFERENT = [
    ("User research", "User research plan"),
    ("Sprint 12", "Sprint 13"),
    ("Housing data", "Planning data"),
    ("Damp in the north", "Damp in the south"),
    ("Repairs", "Repair shop"),
    ("Team", "Term"),
    ("Voids", "Void"),
    ("Phase 1: data for reporting", "Phase 2: data for reporting"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_headings_that_look_reworded_are_suggested(make_site: MakeSite, one: str, other: str) -> None:
    root = make_site(weekly([f"## {one}\n\nA.\n"] * 2 + [f"## {other}\n\nB.\n"]))
    assert run(root, "check").count("reworded-heading") == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT[:6] + DIFFERENT[7:])
def test_headings_that_may_be_another_subject_are_not_suggested(make_site: MakeSite, one: str, other: str) -> None:
    root = make_site(weekly([f"## {one}\n\nA.\n"] * 2 + [f"## {other}\n\nB.\n"]))
    assert "reworded-heading" not in run(root, "check")


def test_headings_in_the_same_note_are_different_subjects(make_site: MakeSite) -> None:
    root = make_site(weekly(["## Support request\n\nA.\n\n## Support requests\n\nB.\n"] * 3))
    assert "reworded-heading" not in run(root, "check")


def test_other_teams_headings_make_no_difference(make_site: MakeSite) -> None:
    files = weekly(THREE[:2]) | weekly(THREE, team="voids") | weekly(THREE, team="heating")
    site = build(make_site(files))
    assert threads(site) == set()
    assert threads(site, "voids") == threads(site, "heating") == {"damp-and-mould", "end"}


def test_threads_are_in_the_sitemap_and_not_in_search(make_site: MakeSite) -> None:
    root = make_site(weekly(f"## Damp and mould\n\nReport {number}.\n" for number in range(40)))
    (root / "weeknotes.toml").write_text("public = true\n")
    site = build(root)
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert sitemap.count("/threads/") == 1
    assert [path for path in site.glob("teams/*/threads/**/*.html") if "data-pagefind" in path.read_text("utf-8")] == []


def test_a_static_file_at_a_threads_address_stays(make_site: MakeSite) -> None:
    site = build(make_site(weekly(THREE) | {f"static/{PAGE}": "mine"}))
    assert (site / PAGE).read_text("utf-8") == "mine"


def test_old_names_of_a_team_lead_to_its_threads(make_site: MakeSite) -> None:
    team = {"notes/repairs/_team.md": "---\nname: Repairs\nformerly: [Mending]\n---\n"}
    site = build(make_site(weekly(THREE) | team))
    assert "teams/repairs/threads/damp-and-mould.html" in (
        site / "teams/mending/threads/damp-and-mould.html"
    ).read_text("utf-8")


def test_a_former_path_cannot_be_among_the_threads(make_site: MakeSite) -> None:
    more = "formerly: [teams/repairs/threads/old.html]\n"
    root = make_site({"notes/repairs/2022-01-07.md": note(FIRST, "Hello.", more)})
    assert "claimed by the pages of threads" in run(root, "check", code=1)


# --- Threads of generated notes with traps


SUBJECTS = [
    "Damp and mould",
    "Lifts",
    "Council tax data",
    "Onboarding",
    "The depot’s move",
    "GDPR & you",
    "Søk",
    "窓口",
]
TRAPS = [
    "## Next\n\nThe same every week.\n",
    "### What we learned\n\nThis and that.\n",
    "> ## Lifts\n>\n> A quotation.\n",
    "```\n## Lifts\n```\n",
    "    ## Lifts\n",
    "Lifts: the word, no heading.\n",
    "**Lifts**\n\nBold, no heading.\n",
    "## Lifts of the town hall\n\nMore than the heading.\n",
    "## Uplifts\n\nLess than the heading.\n",
    "<details>\n\n## Lifts\n\nFolded.\n\n</details>\n",
    "<!--\n## Lifts\n-->\n\nA comment.\n",
    "\\## Lifts\n\nEscaped.\n",
    "## Thanks\n\nTo all.\n",
]


def spelled(dice: random.Random, subject: str, level: int) -> str:
    """Return a heading in another spelling that is the same."""
    forms = (
        str.upper,
        str.lower,
        "{}:".format,
        "**{}**".format,
        "*{}*".format,
        "{} …".format,
        "🔧 {}".format,
        "[{}](https://a.example/)".format,
    )
    return f"{'#' * level} {dice.choice(forms)(subject)}"


def generate(dice: random.Random, number: int) -> tuple[str, list[tuple[str, str]]]:
    """Return a note's text, and the subjects it is about with a word that stands under each."""
    level = dice.randint(2, 4)
    told, parts = [], [f"We opened week {number}.\n"]
    for subject in dice.sample(SUBJECTS, dice.randint(1, 3)):
        mark = f"mark{number}x{SUBJECTS.index(subject)}"
        told.append((subject, mark))
        parts.append(f"{spelled(dice, subject, level)}\n\nIt says {mark} here.\n")
    parts += dice.sample(TRAPS, 2)
    head, *rest = parts
    dice.shuffle(rest)
    return "\n".join((head, *rest)), told


def test_a_hundred_generated_notes_with_traps_are_in_the_right_threads(make_site: MakeSite) -> None:
    dice = random.Random(21)
    files: dict[str, str] = {}
    expected: Mapping[str, dict[str, set[str]]] = {subject: {} for subject in SUBJECTS}
    for number in range(100):
        day = FIRST + timedelta(weeks=number)
        body, told = generate(dice, number)
        files[f"notes/repairs/{day}.md"] = note(day, body)
        for subject, mark in told:
            expected[subject][f"page-{day}"] = {mark}
    site = build(make_site(files))
    pages = [path for path in (site / "teams/repairs/threads").rglob("*.html") if "<article" in path.read_text("utf-8")]
    found: dict[str, dict[str, set[str]]] = {}
    for path in pages:
        page = main_part(path)
        title = words(re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.S)[0]).partition(", 20")[0]
        key = re.sub(r"[\W_]", "", title).casefold()
        for article in re.findall(r"<article.*?</article>", page, re.S):
            name = re.findall(r'aria-labelledby="([^"]*)"', article)[0]
            found.setdefault(key, {}).setdefault(name, set()).update(re.findall(r"mark\d+x\d+", article))
    assert found.keys() - {re.sub(r"[\W_]", "", one).casefold() for one in SUBJECTS} == {
        "liftsofthetownhall",
        "uplifts",
    }
    for subject, marks in expected.items():
        assert found[re.sub(r"[\W_]", "", subject).casefold()] == marks, subject


def test_the_title_of_a_thread_is_marked_with_its_language(make_site: MakeSite) -> None:
    notes = {
        path: text.replace("---\n", "---\nlang: cy\n", 1) for path, text in weekly(["## Tai\n\nDrysau."] * 3).items()
    }
    site = build(make_site(notes))
    assert '" dir="ltr" lang="cy">Tai</a>' in (site / "teams/repairs/index.html").read_text("utf-8")
