"""`weeknote 16` in a text links to the note with that number, which lists the notes that refer to it."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from folders import write_files
from weeknotes_site.cli import main

FRONT = "---\ndate: 2022-01-21\nauthor: Ann Lee\n{front}---\n\n{body}\n"
OWN, FIFTEEN, DATA = "../../teams/homes/16.html", "../../teams/homes/15.html", "../../teams/data-platform/16.html"
LEISURE = "../../teams/leisure/16.html"
ARABIC = "../../teams/platform/16.html"
ROADS = "../../teams/roads/16.html"
LEADING: Mapping[str, Mapping[str, str]] = {
    "See weeknote 16.": {"weeknote 16": OWN},
    "As weeknote 16 said": {"weeknote 16": OWN},
    "2022-01-14: we said in weeknote 16": {"weeknote 16": OWN},
    "14/01/2022, see weeknote 16.": {"weeknote 16": OWN},
    "In our last Weeknote 16, we told.": {"Weeknote 16": OWN},
    "Read (week note 16) and **week-note no. 16** again.": {"week note 16": OWN, "week-note no. 16": OWN},
    "Since weeknotes 15 and 16 we know.": {"weeknotes 15": FIFTEEN, "16": OWN},
    "From weeknotes 15–16 we know.": {"weeknotes 15": FIFTEEN, "16": OWN},
    "See Data Platform weeknote 16.": {"weeknote 16": DATA},
    "See the Data Platform team’s weeknote 16.": {"weeknote 16": DATA},
    "Data Platform’s weeknote 16 has it.": {"weeknote 16": DATA},
    "It is in DP weeknote #16": {"weeknote #16": DATA},
    "It is in weeknote 16 of the Data Platform team.": {"weeknote 16": DATA},
    "It is in weeknote 16 from Data Platform.": {"weeknote 16": DATA},
    "Finance weeknote 3 says so.": {"weeknote 3": "../../teams/finance/3.html"},
    "We met Data Platform, see weeknote 16.": {"weeknote 16": OWN},
    "- Weeknote 16 told of it": {"Weeknote 16": OWN},
    "> weeknote\n> 16 said": {"weeknote\n16": OWN},
    "See our weeknote 16, Weeknote 16’s and Weeknotes 16.": {
        "weeknote 16": OWN,
        "Weeknote 16": OWN,
        "Weeknotes 16": OWN,
    },
    "In last week’s weeknote 16 and May’s weeknote 15": {"weeknote 16": OWN, "weeknote 15": FIFTEEN},
    "It’s weeknote 16. (Our last weeknote 15 said so.)": {"weeknote 16": OWN, "weeknote 15": FIFTEEN},
    "GDS told us, and I said so in weeknote 16.": {"weeknote 16": OWN},
    "As Ann said in weeknote 16": {"weeknote 16": OWN},
    "It is in weeknote 16 of our own and in weeknote 15 from last week.": {"weeknote 16": OWN, "weeknote 15": FIFTEEN},
    "Bo’s part of weeknote 16 is done.": {"weeknote 16": OWN},
    "In weeknote 16 may we say": {"weeknote 16": OWN},
    "See the **Data Platform** weeknote 16.": {"weeknote 16": DATA},
    "See the [Data Platform](https://council.example/) weeknote 16.": {
        "Data Platform": "https://council.example/",
        "weeknote 16": DATA,
    },
    "See weeknote 16 of **Data Platform**.": {"weeknote 16": DATA},
    "See weeknote 16 (Data Platform).": {"weeknote 16": DATA},
    "In the “Data Platform” team’s excellent weeknote 16": {"weeknote 16": DATA},
    "Data Platform (weeknote 16), Data Platform: weeknote 17": {
        "weeknote 16": DATA,
        "weeknote 17": "../../teams/data-platform/17.html",
    },
    "We launched the API (weeknote 16).": {"weeknote 16": OWN},
    "Data Platform weeknote 16 and weeknote 17": {
        "weeknote 16": DATA,
        "weeknote 17": "../../teams/data-platform/17.html",
    },
    "weeknote 16 or 15.": {"weeknote 16": OWN, "15": FIFTEEN},
    "weeknotes #15 and #16": {"weeknotes #15": FIFTEEN, "#16": OWN},
    "weeknote 15/weeknote 16": {"weeknote 15": FIFTEEN, "weeknote 16": OWN},
    "weeknotes 15—16 and weeknote n° 15": {"weeknotes 15": FIFTEEN, "16": OWN, "weeknote n° 15": FIFTEEN},
    "Yn ein nodyn wythnos 16 a nodiadau wythnos 15 a 16": {
        "nodyn wythnos 16": OWN,
        "nodiadau wythnos 15": FIFTEEN,
        "16": OWN,
    },
    "Siehe unsere Wochennotiz 16, Weeknotes 15 und 16": {"Wochennotiz 16": OWN, "Weeknotes 15": FIFTEEN, "16": OWN},
    "Voir notre note hebdomadaire 16 et weeknotes 15 et 16": {
        "note hebdomadaire 16": OWN,
        "weeknotes 15": FIFTEEN,
        "16": OWN,
    },
    "Nodyn wythnos 16 yn dweud": {"Nodyn wythnos 16": OWN},
    "In weeknote 16 and 15 blog posts": {"weeknote 16": OWN},
    "انظر المذكرة الأسبوعية 16.": {"المذكرة الأسبوعية 16": OWN},
    "كما قلنا في المذكرة الأسبوعية ١٦، سننتقل.": {"المذكرة الأسبوعية ١٦": OWN},
    "قلنا ذلك في المذكرة الأسبوعية رقم 16 وفي مذكرتنا الأسبوعية رقم (١٥).": {
        "المذكرة الأسبوعية رقم 16": OWN,
        "مذكرتنا الأسبوعية رقم (١٥)": FIFTEEN,
    },
    "أطلقنا الخدمة (المذكرة الأسبوعية 16).": {"المذكرة الأسبوعية 16": OWN},
    "وبالمذكّرة الأسبوعيّة 16 عن الإيجارات": {"وبالمذكّرة الأسبوعيّة 16": OWN},
    "للمزيد: المذكره الاسبوعيه 16": {"المذكره الاسبوعيه 16": OWN},
    "منذ المذكرات الأسبوعية ١٥ و١٦، نعرف": {"المذكرات الأسبوعية ١٥": FIFTEEN, "١٦": OWN},
    "في المذكرتين الأسبوعيتين 15 و 16.": {"المذكرتين الأسبوعيتين 15": FIFTEEN, "16": OWN},
    "من المذكرة الأسبوعية 15 إلى المذكرة الأسبوعية 16.": {"المذكرة الأسبوعية 15": FIFTEEN, "المذكرة الأسبوعية 16": OWN},
    "في المذكرة الأسبوعية 16 من الأسبوع الماضي.": {"المذكرة الأسبوعية 16": OWN},
    "في المذكرة الأسبوعية 16 لفريق منصة البيانات.": {"المذكرة الأسبوعية 16": ARABIC},
    "في المذكرة الأسبوعية 16 من منصة البيانات": {"المذكرة الأسبوعية 16": ARABIC},
    "في المذكرة الأسبوعية 16 للمنصة في نوفمبر": {"المذكرة الأسبوعية 16": ARABIC},
    "في المذكرة الأسبوعية 16 الخاصة بفريق منصة البيانات.": {"المذكرة الأسبوعية 16": ARABIC},
    "في مذكرة فريق منصة البيانات الأسبوعية 16.": {"مذكرة فريق منصة البيانات الأسبوعية 16": ARABIC},
    "في مذكرة منصة البيانات الأسبوعية رقم ١٦": {"مذكرة منصة البيانات الأسبوعية رقم ١٦": ARABIC},
    "في مذكرة فريقنا الأسبوعية 16.": {"مذكرة فريقنا الأسبوعية 16": OWN},
    "منصة البيانات: المذكرة الأسبوعية 16": {"المذكرة الأسبوعية 16": ARABIC},
    "المذكرة الأسبوعية 16 (منصة البيانات)": {"المذكرة الأسبوعية 16": ARABIC},
    "انظر المذكرة الأسبوعية \u200f١٦، وشكرًا": {"المذكرة الأسبوعية \u200f١٦": OWN},
    "انظر Weeknote 16 في الموقع": {"Weeknote 16": OWN},
    "See Parks, Libraries and Leisure weeknote 16.": {"weeknote 16": LEISURE},
    "On Monday, Parks, Libraries and Leisure’s weeknote 16 came.": {"weeknote 16": LEISURE},
    "In **Parks, Libraries** and Leisure team’s weeknote 16": {"weeknote 16": LEISURE},
    "It is in weeknote 16 of Parks, Libraries and Leisure, I think.": {"weeknote 16": LEISURE},
    "It is in weeknote 16 of Parks, Libraries and Leisure": {"weeknote 16": LEISURE},
    "See weeknote 16 (Parks, Libraries and Leisure).": {"weeknote 16": LEISURE},
    "Finance, see weeknote 16 of Data Platform, Finance.": {"weeknote 16": DATA},
    "Safer Roads weeknote 16 has it.": {"weeknote 16": ROADS},
    "On Monday, in weeknote 16, we met Safer Roads.": {"weeknote 16": OWN},
    "Homes told Finance in weeknote 16.": {"weeknote 16": OWN},
}
TRAPS = (
    "Weeknotes 16 January 2022, weeknotes 16/01/2022 and weeknotes 16.01.22 are dates.",
    "We publish weeknotes 16 times a year, and wrote weeknotes 16 weeks ago.",
    "The weeknote 16th, the weeknote 1.6 and weeknotes 2016.",
    "GDS weeknote 16 is another one, as is Service Manual weeknote 16.",
    "It is in weeknote 16 of GDS, and in the Ministry of Works weeknote 16.",
    "Anna’s weeknote 16 is her own.",
    "`weeknote 16` and [weeknote 16](https://council.example/) and https://council.example/weeknote 16.",
    "In week 16, note 16 and sprint 16.",
    "## Weeknote 16 again\n\nOnce more.",
    "This is weeknote 17, and next comes weeknote 18.",
    "See **GDS** weeknote 16, [GDS](https://gds.example/) weeknote 16 and `GDS` weeknote 16.",
    "They said so in their weeknote 16.",
    "Someone else’s weeknote 16 and the other team’s weeknote 16.",
    "Her weeknote 16 is good.",
    "In GDS’s excellent weeknote 16 we read it.",
    "Weeknote 16 from our friends at GDS. Weeknote 16 of **GDS**. Weeknote 16 (GDS).",
    "In last year’s weeknote 16",
    "Finance told us in weeknote 16, the Finance team published weeknote 16.",
    "See Digital Finance weeknote 3 and weeknote 3 of Finance North.",
    "weeknotes 16 Sept at noon, weeknotes 16 Oct 2026, Weeknotes 16. März, weeknotes 16 mars, weeknotes 16 Mawrth.",
    "weeknotes 16,600 readers love, weeknotes 16 000 readers, weeknotes 16+ people liked, weeknotes 16 of us wrote.",
    "See Culture, Parks, Libraries and Leisure weeknote 16, and City Parks, Libraries and Leisure weeknote 16.",
    "See weeknote 16 of Parks, Libraries and Leisure Services.",
    "مذكرة الأسبوع 16، ملاحظات الأسبوع 16، المذكرة 16، الأسبوع 16، مذكرات الأسبوع رقم 16.",
    "المذكرة الأسبوعية للأسبوع 16، المذكرة الأسبوعية 16 يناير، المذكرة الأسبوعية 16 من يناير.",
    "المذكرة الأسبوعية 16 آذار، المذكرة الأسبوعية 16 من آذار، المذكرة الأسبوعية ١٦ رمضان.",
    "المذكرة الأسبوعية 16 من الشهر، المذكرة الأسبوعية ١٦/١/٢٠٢٢، المذكرة الأسبوعية 16-1-2022، المذكرة الأسبوعية 16.1.",
    "نكتب المذكرات الأسبوعية 16 مرة في السنة، مذكرات أسبوعية 16 قارئًا، المذكرة الأسبوعية 16 صفحة.",
    "مذكرات أسبوعية 16 أسبوعًا، المذكرة الأسبوعية 16 مفيدة جدًا.",
    "مذكرات أسبوعية 16 في المئة، مذكرات أسبوعية 16٪، مذكرات أسبوعية 16٬000، مذكرات أسبوعية 16 من الفرق.",
    "في مذكرتهم الأسبوعية 16، وفي مذكرتكم الأسبوعية 16، ومذكرته الأسبوعية 16.",
    "في مذكرة وزارة العمل الأسبوعية 16، وفي المذكرة الأسبوعية 16 لوزارة العمل، وفي المذكرة الأسبوعية 16 من GDS.",
    "مذكرة منصة البيانات الوطنية الأسبوعية 16، والمذكرة الأسبوعية 16 لمنصة البيانات الوطنية.",
    "وزارة العمل: المذكرة الأسبوعية 16. هيئة الخدمات – المذكرة الأسبوعية 16. GDS المذكرة الأسبوعية 16.",
    "المذكرات الأسبوعية 15 و16 يناير، المذكرات الأسبوعية 15، 16 مرة.",
    "GDS: weeknote 16. The Ministry of Works: weeknote 16.",
    "weeknotes 16 noon, weeknotes 16 readers, weeknotes 16-01-22 and weeknotes 15 and 16 January.",
    "Safer Roads told us in weeknote 16. We asked Safer Roads about weeknote 16.",
    "Safer Roads, in weeknote 16, told us. Data Platform, in their weeknote 16, did not. Finance, in weeknote 16, did.",
    "Parks, Libraries and Leisure, in weeknote 16, said so.",
    "Roads weeknote 16 opens this sentence. See Roads weeknote 16.",
)
SITE: Mapping[str, str] = {
    "notes/homes/15.md": FRONT.format(front="number: 15\nweek: 2022-W01\n", body="The one before."),
    "notes/homes/16.md": FRONT.format(front="title: Weeknote 16\nweek: 2022-W02\n", body="The one."),
    "notes/data-platform/_team.md": "---\nname: Data Platform\naliases: [DP]\n---\n",
    "notes/data-platform/16.md": FRONT.format(front="number: 16\n", body="Theirs."),
    "notes/data-platform/17.md": FRONT.format(front="number: 17\n", body="Theirs."),
    "notes/leisure/_team.md": "---\nname: Parks, Libraries and Leisure\n---\n",
    "notes/leisure/16.md": FRONT.format(front="number: 16\n", body="Theirs."),
    "notes/platform/_team.md": "---\nname: منصة البيانات\naliases: [المنصة]\n---\n",
    "notes/platform/16.md": FRONT.format(front="number: 16\n", body="Theirs."),
    "notes/roads/_team.md": "---\nname: Safer Roads\n---\n",
    "notes/roads/16.md": FRONT.format(front="number: 16\n", body="Theirs."),
    "notes/finance/_team.md": "---\nname: Finance\n---\n",
    "notes/finance/3.md": FRONT.format(front="number: 3\n", body="Theirs."),
}


def run(root: Path, *arguments: str) -> str:
    command = ["--root", str(root), *arguments, "--as-of", "2022-03-01"]
    return CliRunner().invoke(main, command, catch_exceptions=False).output


def build(root: Path) -> None:
    said = run(root, "build", "--no-search")
    assert "Built" in said, said


def page(root: Path, note: str) -> str:
    return (root / f"_site/teams/{note}.html").read_text("utf-8")


def links(html: str) -> dict[str, str]:
    """Return the words of the links of a note's body, with where they lead."""
    body = re.sub(r'<a class="self".*?</a>', "", html.partition('dir="ltr">\n')[2].partition("</article>")[0])
    body = body.partition('<footer class="note-end')[0]
    return {text: href for href, text in re.findall(r'<a (?:class="written-out" )?href="([^"]*)">([^<]*)</a>', body)}


@pytest.fixture(scope="module")
def of_cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site in which a team has a note 17 for each text."""
    root = tmp_path_factory.mktemp("cases")
    cases = (
        FRONT.format(front="number: 17\n" if not at else f"number: {16 + 1}\nslug: case-{at}\n", body=body)
        for at, body in enumerate((*LEADING, *TRAPS))
    )
    files = {f"notes/homes/case-{at}.md": text for at, text in enumerate(cases)}
    write_files(root, {**SITE, **files})
    build(root)
    return root


@pytest.mark.parametrize("at", range(len(LEADING)), ids=list(LEADING))
def test_a_reference_leads_to_the_note_of_that_number(of_cases: Path, at: int) -> None:
    assert links(page(of_cases, f"homes/case-{at}")) == tuple(LEADING.values())[at]


@pytest.mark.parametrize("at", range(len(TRAPS)), ids=TRAPS)
def test_text_that_only_looks_like_a_reference_is_not_linked(of_cases: Path, at: int) -> None:
    html = page(of_cases, f"homes/case-{len(LEADING) + at}")
    assert {text: href for text, href in links(html).items() if href.startswith("..")} == {}
    assert "<a>" not in html


def test_a_note_lists_the_notes_that_refer_to_it(make_site: MakeSite) -> None:
    linking = FRONT.format(front="title: We read\n", body="See [theirs](../homes/16.md) and Homes weeknote 15.")
    own = FRONT.format(front="number: 17\ntitle: Next\n", body="See weeknote 16, weeknote 16 and [that](16.md).")
    root = make_site({**SITE, "notes/voids/a.md": linking, "notes/homes/17.md": own})
    build(root)
    for note, expected in (("16", ["Next", "We read"]), ("15", ["We read"]), ("17", [])):
        _, _, section = page(root, f"homes/{note}").partition('id="page-referred"')
        assert sorted(re.findall('dir="ltr">([^<]*)</a>', section.partition("</section>")[0])) == expected


def test_a_note_of_the_same_week_that_refers_to_it_is_listed_once(make_site: MakeSite) -> None:
    telling = FRONT.format(front="week: 2022-W02\n", body="See [what Homes did](../homes/16.md).")
    beside = FRONT.format(front="week: 2022-W02\n", body="Nothing of the others.")
    root = make_site({**SITE, "notes/voids/telling.md": telling, "notes/lifts/beside.md": beside})
    build(root)
    below = page(root, "homes/16").partition('class="end-matter"')[2]
    assert below.count('href="../../teams/voids/telling.html"') == 1
    assert below.count('href="../../teams/lifts/beside.html"') == 1


def test_feeds_have_absolute_links(make_site: MakeSite) -> None:
    root = make_site({**SITE, "notes/homes/17.md": FRONT.format(front="", body="See weeknote 16 and weeknote 2.")})
    (root / "weeknotes.toml").write_text('base_url = "https://weeknotes.example/"\n')
    build(root)
    feed = (root / "_site/teams/homes/feed.xml").read_text("utf-8")
    assert (
        'See &lt;a href="https://weeknotes.example/teams/homes/16.html"&gt;weeknote 16&lt;/a&gt; and weeknote 2.'
        in feed
    )


def test_a_site_can_turn_references_off(make_site: MakeSite) -> None:
    body = "See weeknote 16 and weeknote 2, and [that](16.md)."
    root = make_site({**SITE, "notes/homes/17.md": FRONT.format(front="", body=body)})
    (root / "weeknotes.toml").write_text("references = false\n")
    build(root)
    assert links(page(root, "homes/17")) == {"that": OWN}
    assert "See weeknote 16 and weeknote 2, and" in page(root, "homes/17")
    assert 'id="page-referred"' not in page(root, "homes/16")
    assert "unclear-reference" not in run(root, "check")


def test_a_warning_about_an_unknown_number_names_the_team(make_site: MakeSite) -> None:
    plain = {f"notes/plain/{number}.md": FRONT.format(front=f"number: {number}\n", body="Text.") for number in (1, 3)}
    body = "See Plain Sailing weeknote 2 and their weeknote 2."
    team = {"notes/plain/_team.md": "---\nname: Plain Sailing\n---\n"}
    root = make_site({**plain, **team, "notes/homes/17.md": FRONT.format(front="", body=body)})
    said = run(root, "check")
    assert said.count("unclear-reference") == 1
    assert "no note of the team `Plain Sailing` has the number 2" in said


def test_explain_says_where_a_reference_leads(make_site: MakeSite) -> None:
    root = make_site({**SITE, "notes/homes/17.md": FRONT.format(front="", body="See weeknote 16.")})
    said = run(root, "explain", f"{root}/notes/homes/17.md")
    assert "refers to  teams/homes/16.html: `weeknote 16` is a reference to the one note with the number 16" in said
