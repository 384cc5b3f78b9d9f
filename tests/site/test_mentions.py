"""A team's page quotes other teams that name it or link to it."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main

SETTINGS = 'base_url = "https://weeknotes.example/"\n'
TEAMS: Mapping[str, str] = {
    "notes/data-platform/_team.md": "---\nname: Data Platform\naliases: [DP, Data & Insight]\n"
    "formerly: [Data Warehouse]\n---\n",
    "notes/data-platform-engineering/_team.md": "---\nname: Data Platform Engineering\n---\n",
    "notes/finance/_team.md": "---\nname: Finance\n---\n",
    "notes/repairs/_team.md": "---\nname: Repairs\nmentions: true\n---\n",
    "notes/childrens-services/_team.md": "---\nname: Children's Services\n---\n",
    "notes/web-team/_team.md": "---\nname: Web team\n---\n",
    "notes/launch/_team.md": "---\nname: 🚀 Launch Team\n---\n",
    "notes/rollout/_team.md": "---\nname: 5G Rollout\naliases: [iPad Crew, C++ Guild]\n---\n",
    "notes/go/_team.md": "---\nname: Go! Team\naliases: [Data (Insight) Team, People - Payroll]\n---\n",
    "notes/cafe/_team.md": "---\nname: Cafe\u0301 Crew\n---\n",
    "notes/it/_team.md": "---\nname: IT\n---\n",
    "notes/parks-libraries-and-leisure/_team.md": "---\nname: Parks, Libraries and Leisure\n"
    "aliases: ['Lakes, Trees & Paths', 'Sport, Play']\nformerly: ['Leisure', 'Culture, libraries and sport']\n---\n",
    "notes/parks/_team.md": "---\nname: Parks\nmentions: true\n---\n",
    "notes/hadaiq/_team.md": "---\nname: الحدائق، المكتبات والترفيه\naliases: ['الطرق، الجسور']\n---\n",
}
SLUGS = tuple(path.split("/")[1] for path in TEAMS)


def note(body: str, front: str = "") -> str:
    return f"---\ndate: 2022-01-21\nauthor: Ann Lee\n{front}---\n\n{body}\n"


def build(root: Path, *options: str) -> None:
    arguments = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01", *options]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output


def section(root: Path, team: str) -> str:
    """Return the part of a team's page about its mentions; empty where there is none."""
    page = (root / f"_site/teams/{team}/index.html").read_text("utf-8")
    found = re.search(r'<section class="mentioned-by.*?</section>', page, re.S)
    return found[0] if found else ""


def quotes(root: Path, team: str) -> list[str]:
    return [
        unescape(re.sub("<[^>]+>", "", one)) for one in re.findall(r"<p dir=\"ltr\".*?</p>", section(root, team), re.S)
    ]


_WORDS = ("one", "two", "three", "four", "five", "six")
LINKS = " ".join(f"[{word}](https://a.example/{'a' * 900})" for word in _WORDS)
"""More HTML than is examined on each side of a name."""

NAMING: Mapping[str, tuple[str, ...]] = {
    "We met Data Platform on Monday.": ("data-platform",),
    "Data Platform came by.": ("data-platform",),
    "We like Data Platform’s queue, and the Data Platform-led work.": ("data-platform",),
    "We met the *Data\nPlatform* team.": ("data-platform",),
    "With DP and Data Warehouse.": ("data-platform",),
    "- Celebrations:\n    - Help from Data & Insight": ("data-platform",),
    "| Who | What |\n|---|---|\n| Data Platform | The queue |": ("data-platform",),
    "## With Data Platform\n\nA queue.": ("data-platform",),
    "> Data Platform saved us days.": ("data-platform",),
    "“Data Platform” is what they call it.": ("data-platform",),
    "See [the notes of Data Platform](https://council.example/).": ("data-platform",),
    "The form of Children’s Services is live.": ("childrens-services",),
    "Repairs have a new van.": ("repairs",),
    "We asked the Web team.": ("web-team",),
    "We met Data Platform Engineering.": ("data-platform-engineering",),
    "Data Platform Engineering met Data Platform.": ("data-platform", "data-platform-engineering"),
    "See [who pays](../finance/_team.md).": ("finance",),
    "We met the **Data** Platform team.": ("data-platform",),
    "We met the <b>Data</b> Platform team.": ("data-platform",),
    "We met the C++ Guild.": ("rollout",),
    "We met the Launch Team.": ("launch",),
    "The 🚀 Launch Team came.": ("launch",),
    "We joined 5G Rollout.": ("rollout",),
    "And the iPad Crew’s launch.": ("rollout",),
    "We met the Go! Team.": ("go",),
    "We met the Data (Insight) Team.": ("go",),
    "We met People – Payroll.": ("go",),
    "We met the Café Crew.": ("cafe",),
    "We met the Cafe\u0301 Crew.": ("cafe",),
    "IT came, and HR, IT and DP.": ("it", "data-platform"),
    "We met Parks, Libraries and Leisure on Monday.": ("parks-libraries-and-leisure",),
    "Parks, Libraries and Leisure came by.": ("parks-libraries-and-leisure",),
    "We like Parks, Libraries and Leisure’s queue, which helps.": ("parks-libraries-and-leisure",),
    "With the **Parks,** Libraries\nand Leisure Team, who told us.": ("parks-libraries-and-leisure",),
    "On Monday, Parks, Libraries and Leisure and Data Platform came.": ("parks-libraries-and-leisure", "data-platform"),
    "We met Data Platform and Parks, Libraries and Leisure.": ("parks-libraries-and-leisure", "data-platform"),
    "The Council’s “Parks, Libraries and Leisure”, as ever.": ("parks-libraries-and-leisure",),
    "With Lakes, Trees & Paths, with Sport, Play, with all.": ("parks-libraries-and-leisure",),
    "We met Culture, libraries and sport.": ("parks-libraries-and-leisure",),
    "## Parks, Libraries and Leisure\n\nA queue.": ("parks-libraries-and-leisure",),
    "Parks, ponds and Leisure met.": ("parks",),
    "التقينا الحدائق، المكتبات والترفيه أمس.": ("hadaiq",),
    "التقينا الحدائق، المكتبات والترفيه والمالية.": ("hadaiq",),
    "التقينا الطرق، الجسور أمس.": ("hadaiq",),
}
TRAPS = (
    "Finance is a word, and so is the word Finance.",
    "The data platform is slow, and so are DATA PLATFORM and data Platform.",
    "We compared Data Platforms.",
    "Big Data. Platform news follows.",
    "Data, Platform and more.",
    "Metadata Platform and Data Platformer.",
    "Set `Data Platform` in the file.\n\n```\nData Platform\n```\n\n    Data Platform\n",
    "See https://council.example/Data/DP and www.DP.example, or DP@council.example.",
    "![Data Platform](chart.png)",
    'See [the queue](https://council.example/ "Data Platform").',
    "<!-- Data Platform -->\n\nNothing new.",
    "The file DP.csv, the tag #DP, the handle @DP and the field row.DP.",
    "BDP, DP2 and DP_old are others.",
    "R&DP is another one, as is DP&T.",
    "Web team work goes on.",
    "Children's services are a matter of law.",
    "Press <kbd>DP</kbd> and <code>DP</code>.",
    "The ticket DP-1234.",
    "WE DID IT ALL IN ONE DAY AND IT WORKED. The poster said “KEEP IT CLEAN”.",
    "We met Parks, Libraries and Leisure Services.",
    "We met Culture, Parks, Libraries and Leisure.",
    "The City Parks, Libraries and Leisure and Finance & Parks, Libraries and Leisure are others.",
    "We met Parks, Libraries and Leisure, Housing and Finance.",
    "We met Parks, Libraries and Leisure, and Finance. We met Parks, Libraries and Leisure & Co.",
    "We met Sport, Play and Finance. We met Arts, Sport, Play. We met Sport, Play, Arts.",
    "We met parks, libraries and leisure, and Libraries and Leisure, too.",
    "Culture, libraries and sport are what we do. PARKS, LIBRARIES AND LEISURE.",
    "We walked in parks. Libraries and Leisure came, Libraries, and Leisure.",
    "التقينا المالية، الحدائق، المكتبات والترفيه.",
    "التقينا الطرق، الجسور والأنفاق. التقينا الطرق، الجسور، الأنفاق.",
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def listed(root: Path) -> dict[str, set[str]]:
    """Return the teams on whose pages each note stands, by the note's team."""
    found: dict[str, set[str]] = {}
    for team in SLUGS:
        pages = (root / "_site/teams" / team).glob("mentions/*.html")
        for html in (section(root, team), *(page.read_text("utf-8") for page in pages)):
            for writer in re.findall(r'<p dir="ltr"><a href="[^"]*teams/([^/]+)/', html):
                found.setdefault(writer, set()).add(team)
    return found


@pytest.fixture(scope="module")
def of_cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Build a site with a team for each of the texts, and return what its note is listed by."""
    root = tmp_path_factory.mktemp("cases")
    files = {f"notes/case-{at}/a.md": note(body) for at, body in enumerate((*NAMING, *TRAPS))}
    for name, text in {**TEAMS, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
        (root / name).with_name("chart.png").write_bytes(PNG)
    build(root)
    return listed(root)


@pytest.mark.parametrize("at", range(len(NAMING)), ids=list(NAMING))
def test_a_note_that_names_a_team_or_links_to_it_is_listed(of_cases: dict[str, set[str]], at: int) -> None:
    assert of_cases[f"case-{at}"] == set(tuple(NAMING.values())[at])


@pytest.mark.parametrize("at", range(len(TRAPS)), ids=TRAPS)
def test_text_that_only_looks_like_a_name_is_not_a_mention(of_cases: dict[str, set[str]], at: int) -> None:
    assert f"case-{len(NAMING) + at}" not in of_cases


def test_an_entry_has_the_sentence_the_week_and_a_link_to_it(make_site: MakeSite) -> None:
    body = (
        "Nothing new.\n\n## The queue & more\n\nIt moved. "
        "We mended <b>it</b> with Data Platform[^1] & *others*, at last. More of it.\n\n[^1]: Thanks."
    )
    root = make_site({"weeknotes.toml": SETTINGS, **TEAMS, "notes/homes/a.md": note(body)})
    build(root)
    entry = section(root, "data-platform")
    assert "We mended it with Data Platform &amp; others, at last.</a>" in entry
    words = "We%20mended%20it%20with%20Data%20Platform%20%26%20others%2C"
    assert f'href="../../teams/homes/a.html#the-queue--more:~:text={words}"' in entry
    assert "Homes, 17–21 January 2022" in re.sub("<[^>]*>", "", entry)


def test_a_title_links_to_the_first_sentence(make_site: MakeSite) -> None:
    body = "# A queue\n\nNothing new.\n\nWe met Data Platform.\n\nData Platform came by."
    root = make_site({**TEAMS, "notes/homes/a.md": note(body)})
    build(root)
    links = re.findall(r'href="[^"]*(a\.html[^"]*)"[^>]*>([^<]*)</a>', section(root, "data-platform"))
    assert links == [("a.html#:~:text=We%20met%20Data%20Platform.", "A queue")]
    assert quotes(root, "data-platform") == ["We met Data Platform.", "Data Platform came by."]


def test_the_newest_three_of_five_mentions_are_shown_unfolded(make_site: MakeSite) -> None:
    for count, seen in ((4, 4), (5, 3)):
        files = {f"notes/team-{at}/a.md": note("With Data Platform.") for at in range(count)}
        root = make_site({**TEAMS, **files})
        build(root)
        shown, _, folded = section(root, "data-platform").partition("<details>")
        assert (shown.count("With Data"), folded.count("With Data")) == (seen, count - seen)
        assert ("<summary>2 more</summary>" in folded) == (count == 5)


def test_a_link_to_a_sentence_uses_words_of_one_line(make_site: MakeSite) -> None:
    """Browsers find no words across a `<br>`."""
    body = "We asked others.<br>In the end\\\nall of Data Platform<br>came."
    root = make_site({**TEAMS, "notes/homes/a.md": note(body)})
    build(root)
    entry = section(root, "data-platform")
    assert "In the end all of Data Platform came.</a>" in entry
    assert 'a.html#:~:text=all%20of%20Data%20Platform"' in entry


def test_a_heading_that_names_a_team_is_linked_by_its_id(make_site: MakeSite) -> None:
    root = make_site({**TEAMS, "notes/homes/a.md": note("## With Data Platform\n\nA queue.")})
    build(root)
    assert 'href="../../teams/homes/a.html#with-data-platform">With Data Platform</a>' in section(root, "data-platform")


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        (
            "| 16:30 | The vans have the list | Data Platform |\n|--|--|--|\n",
            "16:30 – The vans have the list – Data Platform",
        ),
        ("| When | Who |\n|--|--|\n| | **Data Platform**, Ann |\n| 8:12 | Homes |\n", "Data Platform, Ann"),
        ("| Who | What |\n|--|--|\n| Data Platform | It moved. Twice. |\n", "Data Platform – It moved. Twice."),
        ("| Who | What |\n|--|--|\n| DP | It moved. Data Platform did it. |\n", "Data Platform did it."),
        (
            "| Who | What |\n|--|--|\n| Data Platform<br>Homes | slates<br/>tiles |\n",
            "Data Platform Homes – slates tiles",
        ),
        ("We asked<br>Data Platform\\\nfor tiles.", "We asked Data Platform for tiles."),
        ("## Data Platform\n\nThey moved the queue. It was late.", "Data Platform – They moved the queue."),
        ("## Data Platform:\n\n- moved the queue\n- slept", "Data Platform – moved the queue"),
        ("Thanks to:\n\n## Data Platform", "Data Platform"),
        ("## Data Platform’s queue\n\nIt moved.", "Data Platform’s queue"),
        (f"## Data Platform\n\n{LINKS}", "Data Platform – one two three four"),
        (f"Data Platform has {LINKS}", "Data Platform has one two three four"),
        (f"{LINKS} of Data Platform", "two three four five six of Data Platform"),
    ],
)
def test_a_cell_is_quoted_with_its_row_and_a_heading_with_the_text_below(
    body: str, quote: str, make_site: MakeSite
) -> None:
    root = make_site({**TEAMS, "notes/homes/a.md": note(body)})
    build(root)
    assert quote in quotes(root, "data-platform")


def test_each_row_with_the_name_in_a_cell_is_quoted(make_site: MakeSite) -> None:
    table = "| Who | What |\n|--|--|\n| Data Platform | The queue |\n| Homes | Keys |\n| Data Platform | The list |\n"
    root = make_site({**TEAMS, "notes/homes/a.md": note(table)})
    build(root)
    assert quotes(root, "data-platform") == ["Data Platform – The queue", "Data Platform – The list"]


def test_a_sentence_that_begins_with_the_name_begins_there(make_site: MakeSite) -> None:
    body = (
        "It moved by 17.4%. Data Platform mended it, e.g. Children’s Services. [They](../data-platform/_team.md) know."
    )
    root = make_site({**TEAMS, "notes/homes/a.md": note(body)})
    build(root)
    sentences = ["Data Platform mended it, e.g. Children’s Services.", "They know."]
    assert quotes(root, "data-platform") == sentences
    assert quotes(root, "childrens-services") == sentences[:1]


def test_a_sentence_continues_after_an_abbreviation(make_site: MakeSite) -> None:
    sentence = "At 10 a.m. on Monday, Dr. Smith and Mr. Jones of Data Platform spoke to Ann, e.g. about No. 10."
    root = make_site({**TEAMS, "notes/homes/a.md": note(f"It rained. {sentence} It stopped.")})
    build(root)
    assert quotes(root, "data-platform") == [sentence]


def test_a_long_sentence_is_cut_around_the_name(make_site: MakeSite) -> None:
    body = f"{'long ' * 200}Data Platform {'short ' * 200}."
    root = make_site({**TEAMS, "notes/homes/a.md": note(body)})
    build(root)
    (quote,) = quotes(root, "data-platform")
    assert len(quote) <= 290
    assert "long Data Platform short" in quote


def test_a_note_is_listed_once_with_at_most_three_sentences(make_site: MakeSite) -> None:
    body = "\n\n".join(f"Thing {number} is of Data Platform." for number in range(5))
    root = make_site({**TEAMS, "notes/homes/a.md": note(body)})
    build(root)
    assert quotes(root, "data-platform") == [f"Thing {number} is of Data Platform." for number in range(3)]


def test_a_team_does_not_mention_itself(make_site: MakeSite) -> None:
    body = note("Data Platform news, DP news and [older news](b.md).")
    root = make_site({**TEAMS, "notes/data-platform/a.md": body, "notes/data-platform/b.md": note("News.")})
    build(root)
    assert section(root, "data-platform") == ""
    assert not (root / "_site/teams/data-platform/mentions.xml").exists()


def test_a_team_page_lists_the_teams_it_mentions(make_site: MakeSite) -> None:
    root = make_site(
        {**TEAMS, "notes/homes/a.md": note("With Data Platform and [those who pay](../finance/_team.md).")}
    )
    build(root)
    page = (root / "_site/teams/homes/index.html").read_text("utf-8")
    mentioned = page.partition('id="page-mentioned"')[2].partition("</section>")[0]
    assert re.findall(r"<bdi>([^<]+)</bdi></a>", mentioned) == ["Data Platform", "Finance"]


def test_mentions_in_drafts_count_only_if_drafts_are_shown(make_site: MakeSite) -> None:
    root = make_site(
        {"weeknotes.toml": SETTINGS, **TEAMS, "notes/homes/a.md": note("With Data Platform.", "draft: true\n")}
    )
    root_note = {"notes/homes/b.md": note("Nothing.")}
    make_site(root_note)
    build(root)
    assert section(root, "data-platform") == ""
    build(root, "--drafts")
    assert quotes(root, "data-platform") == ["With Data Platform."]
    assert not (root / "_site/teams/data-platform/mentions.xml").exists()


def test_a_team_or_the_whole_site_can_turn_mentions_off(make_site: MakeSite) -> None:
    body = note("With Data Platform and DP, see [them](../data-platform/_team.md).")
    files = {"weeknotes.toml": SETTINGS, **TEAMS, "notes/homes/a.md": body}
    root = make_site(files)
    build(root)
    assert section(root, "data-platform")
    make_site({"notes/data-platform/_team.md": "---\nname: Data Platform\nmentions: false\n---\n"})
    build(root)
    assert section(root, "data-platform") == ""
    make_site({**files, "weeknotes.toml": f"{SETTINGS}mentions = false\n"})
    build(root)
    assert section(root, "data-platform") == ""
    assert list((root / "_site").rglob("mentions*")) == []


def test_a_name_that_another_team_has_too_does_not_count(make_site: MakeSite) -> None:
    claim = {"notes/attics/_team.md": "---\nname: Attics\naliases: [Data Platform, The Attic Project]\n---\n"}
    root = make_site({**TEAMS, **claim, "notes/homes/a.md": note("With Data Platform and The Attic Project.")})
    build(root, "--keep-going")
    assert quotes(root, "data-platform") == ["With Data Platform and The Attic Project."]
    assert len(quotes(root, "attics")) == 1
    page = section(root, "attics")
    assert "Attic" in page


def test_an_alias_takes_no_mention_from_a_shorter_name(make_site: MakeSite) -> None:
    claim = {"notes/attics/_team.md": "---\nname: Attics\naliases: [Data Platform Team]\n---\n"}
    root = make_site({**TEAMS, **claim, "notes/homes/a.md": note("With the Data Platform Team.")})
    build(root)
    assert quotes(root, "data-platform") == ["With the Data Platform Team."]


def test_a_new_mention_changes_the_named_teams_page_and_no_other_teams(make_site: MakeSite) -> None:
    files = {"weeknotes.toml": SETTINGS, **TEAMS, "notes/homes/a.md": note("With nobody.")}
    files |= {f"notes/{team}/a.md": note("News.") for team in SLUGS}
    root = make_site(files)
    build(root)
    pages = [path for path in (root / "_site/teams").rglob("*.*") if "homes" not in path.parts]
    before = {path: path.read_bytes() for path in pages}
    make_site({"notes/homes/a.md": note("With nobody.\n\nWith Data Platform.")})
    build(root)
    pages = [path for path in (root / "_site/teams").rglob("*.*") if "homes" not in path.parts]
    changed = {
        path.relative_to(root / "_site/teams").as_posix() for path in pages if before.get(path) != path.read_bytes()
    }
    feeds = {"data-platform/mentions.xml", "data-warehouse/mentions.xml"}
    assert changed == {"data-platform/index.html", *feeds}


def test_many_mentions_have_a_page_per_year_and_every_team_is_shown(make_site: MakeSite) -> None:
    files = {
        f"notes/homes/2021-{month:02}-15.md": note("With Data Platform.").replace("2022-01-21", f"2021-{month:02}-15")
        for month in range(1, 13)
    }
    files |= {f"notes/crowd/{number}.md": note("With Data Platform.") for number in range(20)}
    root = make_site({**TEAMS, **files})
    build(root)
    assert len(quotes(root, "data-platform")) == 12
    assert section(root, "data-platform").count(">Crowd</bdi>, ") == 3
    assert re.findall(r'href="([^"]*/mentions/[^"]*)">(\d+)', section(root, "data-platform")) == [
        ("../../teams/data-platform/mentions/2022.html", "2022"),
        ("../../teams/data-platform/mentions/2021.html", "2021"),
    ]
    page = (root / "_site/teams/data-platform/mentions/2021.html").read_text("utf-8")
    assert page.count("With Data Platform.") == 12


def test_the_feed_has_an_item_with_a_stable_id_for_each_note(make_site: MakeSite) -> None:
    files = {"weeknotes.toml": SETTINGS, **TEAMS, "notes/homes/a.md": note("With <i>Data Platform</i> & DP.")}
    root = make_site(files)
    build(root)
    feed = (root / "_site/teams/data-platform/mentions.xml").read_text("utf-8")
    assert feed.count("<item>") == 1
    assert "With Data Platform &amp;amp; DP." in feed
    assert re.findall("<title>(.*?)</title>", feed.partition("<item>")[2])[0].count("Homes") == 1
    assert "https://weeknotes.example/teams/homes/a.html" in feed
    id_before = re.findall("<guid[^>]*>([^<]*)", feed)
    moved = {
        "notes/data-platform/_team.md": "---\nname: Platform of Data\nformerly: [Data Warehouse, Data Platform]\n---\n"
    }
    make_site({**moved, "notes/homes/a.md": note("Now with Data Platform, more of it.")})
    build(root)
    feed = (root / "_site/teams/data-platform/mentions.xml").read_text("utf-8")
    assert re.findall("<guid[^>]*>([^<]*)", feed) == id_before
    assert "more of it" in feed
    page = (root / "_site/teams/data-platform/index.html").read_text("utf-8")
    assert 'title="Mentions of Platform of Data" href="../../teams/data-platform/mentions.xml"' in page


def test_explain_gives_the_rule_for_each_mention_and_ignored_word(make_site: MakeSite) -> None:
    body = "With Data Platform. We asked Finance. See [the van](../repairs/a.md)."
    files = {**TEAMS, "notes/homes/a.md": note(body), "notes/repairs/a.md": note("A van.")}
    root = make_site(files)
    arguments = ["--root", str(root), "explain", "notes/homes/a.md", "--as-of", "2022-03-01"]
    said = CliRunner().invoke(main, arguments, catch_exceptions=False).stdout
    assert "mentions    Data Platform: by its name `Data Platform`: “With Data Platform.”" in said
    assert "mentions    Repairs: by a link: “See the van.”" in said
    assert "no mention  Finance: one word counts only in a link, or with `mentions: true`" in said
