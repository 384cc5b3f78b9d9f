"""Acronyms: which ones are used but never spelled out, and what the glossary explains on pages."""

import json
import re
from pathlib import Path

import pytest

from conftest import MakeSite
from weekly_notes import build, main_part, note, run
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.read_file import read_note_file


def note_of(team: str, body: str, day: str = "2022-01-21") -> dict[str, str]:
    return {f"notes/{team}/{day}.md": note(day, body)}


def facts(body: str) -> tuple[dict[str, int], dict[str, str]]:
    raw = note("2022-01-21", body).encode()
    outline = read_note_file("notes/repairs/2022-01-21.md", raw, BodySettings())[0].outline
    assert outline
    return dict(outline.acronyms), dict(outline.spelled_out)


# --- Which words are acronyms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The MTFH team met the mtfh team.", {"MTFH": 1}),
        ("APIs, an API and the API’s door", {"API": 3}),
        ("MTFH-led, pre-API, AWS/EC2 (VPN), “SSL”", {"MTFH": 1, "API": 1, "AWS": 1, "EC2": 1, "VPN": 1, "SSL": 1}),
        ("DfE, MoJ, SaaS, D&I, T&Cs and PhDs", {"DfE": 1, "MoJ": 1, "SaaS": 1, "D&I": 1, "T&C": 1, "PhD": 1}),
        ("**MTFH** and *API* in [a VPN](https://a.example/API)", {"MTFH": 1, "API": 1, "VPN": 1}),
        ("## The GDPR\n\n- MTFH\n\n> API\n\n| VPN |\n|---|\n", {"GDPR": 1, "MTFH": 1, "API": 1, "VPN": 1}),
        ("`API` and https://a.example/API and <https://a.example/VPN>\n\n```\nSSL\n```", {}),
        ("GitHub, JavaScript, OpenAI, YouTube, McDonald, iPhone, A4, S3, Q1, I, X", {}),
        ("OK, NO, NOT, TODO, II, XIV things in PM and AM", {}),
        ("JAN, MON, XX, MMXX, EUR and GBP; VERY, HUGE, ALWAYS, NEVER, PLEASE", {}),
        ("GOV.UK, UTF-8, ABC-123, COVID-19, SW1A, EC2V 7HN and LS1 4AP", {}),
        ("JOIN US NOW, and WE’RE DOING IT AGAIN", {}),
        ("PLEASE READ THIS NOW and WHAT WE DID", {}),
        ("IMPORTANTLY, a VERYLONGWORD is none", {}),
        ("mail ANN@COUNCIL.EXAMPLE, file A.PDF, #HASHTAG", {}),
        ("Die ÖPNV-Karte", {"ÖPNV": 1}),
        ("| Who |\n|---|\n| HMRC<br>DWP<BR />DfE |", {"HMRC": 1, "DWP": 1, "DfE": 1}),
        ("HMRC\\\nDWP ![Chart](a.png)API", {"HMRC": 1, "DWP": 1, "API": 1}),
    ],
)  # fmt: skip
def test_a_word_in_capitals_is_an_acronym(text: str, found: dict[str, int]) -> None:
    assert facts(text)[0] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Parliamentary Digital Service (PDS) met", {"PDS": "Parliamentary Digital Service"}),
        ("the **Parliamentary Digital Service** (PDS) met", {"PDS": "Parliamentary Digital Service"}),
        ("an application programming interface (API)", {"API": "application programming interface"}),
        ("Freedom of Information (FOI) requests", {"FOI": "Freedom of Information"}),
        ("the Department for Education (DfE)", {"DfE": "Department for Education"}),
        ("the Ministry of Justice (MoJ)", {"MoJ": "Ministry of Justice"}),
        ("key performance indicators (KPIs)", {"KPI": "key performance indicators"}),
        ("the PDS (Parliamentary Digital Service) met", {"PDS": "Parliamentary Digital Service"}),
        ("*[PDS]: Parliamentary Digital Service\n\nThe PDS met.", {"PDS": "Parliamentary Digital Service"}),
        ("end-to-end testing (EET)", {"EET": "end-to-end testing"}),
        ("Parliamentary Digital Unit (the PDU)", {"PDU": "Parliamentary Digital Unit"}),
        ("- PDV – Parliamentary Digital Venue", {"PDV": "Parliamentary Digital Venue"}),
        ("PDW (the Parliamentary Digital Wing)", {"PDW": "Parliamentary Digital Wing"}),
        ("HM Revenue & Customs (HMRC)", {"HMRC": "HM Revenue & Customs"}),
        ("NHS England (NHSE)", {"NHSE": "NHS England"}),
        ("a customer relationship management system (CRM)", {"CRM": "customer relationship management system"}),
        ("a data protection impact assessment, or DPIA", {"DPIA": "data protection impact assessment"}),
        ('Three Letter Acronym ("TLA")', {"TLA": "Three Letter Acronym"}),
        ("eXtensible Markup Language (XML)", {"XML": "eXtensible Markup Language"}),
        (
            "user experience (UX) and extensible markup language (XML)",
            {"UX": "user experience", "XML": "extensible markup language"},
        ),
        ("Lower-layer Super Output Areas (LSOAs)", {"LSOA": "Lower-layer Super Output Areas"}),
        ("an interface or API, and the API – which is new", {}),
        ("we met the council (PDS) today", {}),
        ("the PDS (which is new) met", {}),
        ("Digital. Service (DS) met", {}),
        ("a digital service (see PDS)", {}),
    ],
)
def test_acronyms_that_a_note_spells_out_are_found(text: str, found: dict[str, str]) -> None:
    assert facts(text)[1] == found


# --- The list of those that nobody explains


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    return make_site(
        {
            **note_of("repairs", "The MTFH team has an API, and MTFH is big. The VPN of Voids."),
            **note_of("voids", "MTFH, the API and the Parliamentary Digital Service (PDS)."),
            **note_of("heating", "PDS and PDS again, and API."),
        }
    )


def test_the_list_has_acronyms_that_two_teams_use_and_no_note_spells_out(root: Path) -> None:
    assert run(root, "acronyms").splitlines() == ["API   Heating 1, Repairs 1, Voids 1", "MTFH  Repairs 2, Voids 1"]


def test_all_acronyms_can_be_listed_with_their_meanings(root: Path) -> None:
    lines = run(root, "acronyms", "--all").splitlines()
    assert "PDS   Heating 2, Voids 1  (Parliamentary Digital Service)" in lines
    assert "VPN   Repairs 1" in lines


def test_acronyms_in_the_glossary_or_settings_are_not_listed(root: Path) -> None:
    (root / "glossary.toml").write_text('MTFH = "Modern Tools for Housing"\n')
    assert run(root, "acronyms").splitlines() == ["API  Heating 1, Repairs 1, Voids 1"]
    (root / "weeknotes.toml").write_text('known_acronyms = ["API"]\n')
    assert run(root, "acronyms").splitlines() == ["all acronyms that two or more teams use are explained"]


def test_the_list_can_be_printed_as_json(root: Path) -> None:
    found = {one["acronym"]: one for one in json.loads(run(root, "acronyms", "--all", "--json"))}
    assert found["MTFH"] == {"acronym": "MTFH", "count": 3, "teams": {"Repairs": 2, "Voids": 1}, "meaning": None}
    assert found["PDS"]["meaning"] == "Parliamentary Digital Service"


def test_names_of_teams_are_not_listed(make_site: MakeSite) -> None:
    team = "---\nname: MTFH\naliases: [DP]\n---\n"
    notes = {**note_of("repairs", "MTFH, DP and API."), **note_of("voids", "MTFH, DP and API.")}
    root = make_site({**notes, "notes/mtfh/_team.md": team, "notes/mtfh/a.md": note("2022-01-21", "API.")})
    assert run(root, "acronyms").splitlines() == ["API  MTFH 1, Repairs 1, Voids 1"]
    assert "DP   Repairs 1, Voids 1  (MTFH)" in run(root, "acronyms", "--all").splitlines()


# --- The glossary on the pages

GLOSSARY = """MTFH = "Modern Tools for <Housing>"
API = "application programming interface"
"D&I" = "Data & Insight"
Qlik = "the dashboards"

[PR]
Voids = "pull request"
"*" = "public relations"
"""
TERM = r'<a class="term" href="((?:\.\./)*glossary\.html#[^"]*)"><abbr title="([^"]*)">([^<]*)</abbr></a>'


def test_the_first_use_on_a_page_is_explained_and_linked(make_site: MakeSite) -> None:
    body = '## MTFH and API\n\nThe MTFH’s APIs, `MTFH`, D&I "and" MTFH in Qlik, [API](https://a.example/).'
    site = build(make_site({**note_of("repairs", body), "glossary.toml": GLOSSARY}))
    text = main_part(site / "teams/repairs/2022-01-21.html")
    assert re.findall(TERM, text) == [
        ("../../glossary.html#page-term-mtfh", "Modern Tools for &lt;Housing&gt;", "MTFH"),
        ("../../glossary.html#page-term-api", "application programming interface", "API"),
        ("../../glossary.html#page-term-d-i", "Data &amp; Insight", "D&amp;I"),
        ("../../glossary.html#page-term-qlik", "the dashboards", "Qlik"),
    ]
    assert "</abbr></a>’s <a" in text
    assert "API</abbr></a>s, <code>MTFH</code>" in text
    assert "&quot;and&quot; MTFH in" in text
    plain = build(make_site({**note_of("repairs", body), "glossary.toml": ""}))
    words = re.sub("<[^>]*>", "", main_part(plain / "teams/repairs/2022-01-21.html"))
    assert re.sub("<[^>]*>", "", text).replace(" Glossary", "") == words


def test_teams_may_give_a_word_different_meanings(make_site: MakeSite) -> None:
    files = {**note_of("repairs", "A PR."), **note_of("voids", "A PR."), "glossary.toml": GLOSSARY}
    site = build(make_site(files))
    assert [one[1] for one in re.findall(TERM, main_part(site / "teams/repairs/2022-01-21.html"))] == [
        "public relations"
    ]
    assert [one[1] for one in re.findall(TERM, main_part(site / "teams/voids/2022-01-21.html"))] == ["pull request"]
    in_full = re.findall(TERM, main_part(site / "weeks/2022-w03-in-full.html"))
    assert [one[1] for one in in_full] == ["public relations", "pull request"]


def test_pages_of_several_notes_explain_a_word_once(make_site: MakeSite) -> None:
    files: dict[str, str] = {"glossary.toml": GLOSSARY}
    for day in ("2022-01-14", "2022-01-21", "2022-01-28"):
        files |= note_of("repairs", f"## Lifts\n\nThe API of {day}. API.", day)
    site = build(make_site(files))
    for name in ("threads/lifts.html", "quarters/2022-q1.html"):
        text = main_part(site / "teams/repairs" / name)
        assert len(re.findall(TERM, text)) == 1, name


def test_a_note_that_explains_a_word_is_left_as_it_is(make_site: MakeSite) -> None:
    body = "*[API]: our own meaning\n\nThe API and API."
    site = build(make_site({**note_of("repairs", body), "glossary.toml": GLOSSARY}))
    text = main_part(site / "teams/repairs/2022-01-21.html")
    assert re.findall(TERM, text) == []
    assert text.count('<abbr title="our own meaning">API</abbr>') == 2


@pytest.mark.parametrize(
    "body",
    ["The Planning Register (PR) is digital. A PR.", "PR (public relations) is our thing.", "*[PR]: ours\n\nA PR."],
)
def test_a_note_that_spells_out_a_word_keeps_its_meaning(make_site: MakeSite, body: str) -> None:
    files = {**note_of("repairs", body), **note_of("voids", "A PR."), "glossary.toml": 'PR = "pull request"\n'}
    root = make_site(files)
    site = build(root)
    assert re.findall(TERM, main_part(site / "teams/repairs/2022-01-21.html")) == []
    assert "First used by" in main_part(site / "glossary.html")
    assert "teams/repairs" not in main_part(site / "glossary.html")
    assert main_part(site / "glossary.html").count("teams/voids/2022-01-21.html") == 1
    line = next(line for line in run(root, "acronyms", "--all").splitlines() if line.startswith("PR "))
    assert line.partition("(")[2].startswith("pull request; ")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The R&D of M&E, MTFH.csv, MTFH-12, X-ray and GOV.UK.", []),
        ("JOIN US NOW.", []),
        ("R, C++ and C# are used with .NET.", ["R", "C++", "C#", ".NET"]),
        ("LGBTQ+ people, O’Neil’s co-op and a sprint.", ["LGBTQ+", "O’Neil", "co-op", "sprint"]),
        ("The MTFH-led work with pre-API tools.", ["MTFH", "API"]),
        ("The US/UK form and l’API", ["US", "API"]),
    ],
)
def test_only_whole_words_are_marked(make_site: MakeSite, text: str, marked: list[str]) -> None:
    words = ("R", "M", "X", "C#", "C++", ".NET", "LGBTQ+", "O'Neil", "co-op", "sprint", "US", "API", "MTFH")
    glossary = "".join(f'"{word}" = "a meaning"\n' for word in words)
    site = build(make_site({**note_of("repairs", text), "glossary.toml": glossary}))
    found = re.findall(TERM, main_part(site / "teams/repairs/2022-01-21.html"))
    assert [one[2] for one in found] == marked


@pytest.mark.parametrize(
    ("word", "text"),
    [
        *((word, f"Some {word} here.") for word in ("R", "P45", "GOV.UK", "C++", "O'Neil", "LGBTQ+", "Co-op")),
        *((word, f"Some {word} here.") for word in ("sprint", "co-op", ".NET", "iPad", "5G", "épic", "سباق")),
        ("sprint", "In all **sprints**."),
        ("co-op", "- a co-op’s\n"),
        ("sprint", "## A sprint\n\nText."),
    ],
)
def test_the_first_use_of_a_word_is_known(make_site: MakeSite, word: str, text: str) -> None:
    files = {**note_of("repairs", text), "glossary.toml": f'"{word}" = "a meaning"\n'}
    assert "teams/repairs/2022-01-21.html" in main_part(build(make_site(files)) / "glossary.html")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("sprint", "`sprint`, https://a.example/sprint, a sprinter, sprint.csv and Sprint."),
        ("sprint", "*[sprint]: our own meaning\n\nA sprint."),
        ("C++", "Plan C, C# and vitamin C."),
        ("LGBTQ+", "LGBTQ people."),
        ("C", "Some C++, C# and D'C."),
        (".NET", "The net, ASP.NET and a NET."),
        ("5G", "15G and 5GB."),
    ],
)
def test_a_similar_word_is_not_a_first_use(make_site: MakeSite, word: str, text: str) -> None:
    files = {**note_of("repairs", text), "glossary.toml": f'"{word}" = "a meaning"\n'}
    assert "teams/repairs" not in main_part(build(make_site(files)) / "glossary.html")


def test_the_first_use_of_a_lower_case_word_added_later_is_known(make_site: MakeSite) -> None:
    files = {**note_of("repairs", "A sprint."), **note_of("voids", "A sprint.", "2022-01-14")}
    root = make_site({**files, "glossary.toml": 'API = "an interface"\n'})
    build(root)
    (root / "glossary.toml").write_text('API = "an interface"\nsprint = "two weeks"\n')
    assert "teams/voids/2022-01-14.html" in main_part(build(root) / "glossary.html")
    (root / "notes/voids/2022-01-14.md").write_text(note("2022-01-14", "A run."))
    assert "teams/repairs/2022-01-21.html" in main_part(build(root) / "glossary.html")


def test_the_glossary_page_has_meanings_and_first_uses(make_site: MakeSite) -> None:
    files = {
        **note_of("repairs", "An API.", "2022-01-21"),
        **note_of("voids", "An API and a PR.", "2022-01-14"),
        **note_of("heating", "A PR.", "2022-01-28"),
        "glossary.toml": GLOSSARY,
    }
    site = build(make_site(files))
    text = main_part(site / "glossary.html")
    words = " ".join(re.sub("<[^>]*>", " ", text).split())
    assert "API application programming interface First used by Voids, 10–14 January 2022" in words
    assert "PR public relations First used by Heating, 24–28 January 2022" in words
    assert "pull request for Voids First used by Voids, 10–14 January 2022" in words
    assert re.findall(r"<dt[^>]*>([^<]*)</dt>", text) == ["API", "D&amp;I", "MTFH", "PR", "Qlik"]
    assert 'href="teams/voids/2022-01-14.html"' in text
    assert "data-pagefind-body" in text
    assert '<a href="glossary.html">Glossary</a>' in (site / "index.html").read_text("utf-8")


def test_a_translated_site_marks_meanings_as_in_its_first_language(make_site: MakeSite) -> None:
    settings = {"weeknotes.toml": 'languages = ["en", "cy"]\n', "glossary.toml": 'API = "an interface"\n'}
    site = build(make_site({**note_of("repairs", "An API."), **settings}))
    assert '<span lang="en">an interface</span>' in main_part(site / "cy/glossary.html")
    assert "<span" not in main_part(site / "glossary.html")


@pytest.mark.parametrize("off", [{}, {"glossary.toml": GLOSSARY, "weeknotes.toml": "glossary = false\n"}])
def test_nothing_is_shown_without_a_glossary(make_site: MakeSite, off: dict[str, str]) -> None:
    site = build(make_site({**note_of("repairs", "An API."), **off}))
    assert not (site / "glossary.html").exists()
    assert not any("lossary" in path.read_text("utf-8") for path in site.rglob("*.html"))


def test_a_changed_entry_changes_only_pages_that_use_the_word(make_site: MakeSite) -> None:
    root = make_site({**note_of("repairs", "An API."), **note_of("voids", "A PR."), "glossary.toml": GLOSSARY})
    site = build(root)
    before = {path: path.read_bytes() for path in site.glob("teams/*/2022-*.html")}
    (root / "glossary.toml").write_text(GLOSSARY.replace("application", "another"))
    build(root)
    changed = {path.parent.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"repairs"}


def test_a_page_at_the_glossarys_address_is_an_error(make_site: MakeSite) -> None:
    files = {**note_of("repairs", "An API."), "notes/_pages/glossary.md": "Words.\n"}
    root = make_site(files)
    assert "Words." in main_part(build(root) / "glossary.html")
    (root / "glossary.toml").write_text(GLOSSARY)
    assert "`glossary.html` is also claimed by the glossary" in run(root, "check", code=1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("API = 3\n", "glossary.toml:1:1: error[glossary-entry]: the meaning of `API` must be a text"),
        ('API = ""\n', "the meaning of `API` must be a text"),
        ('"Two words" = "x"\n', "`Two words` is not one word"),
        ("API = {}\n", "the meaning of `API` must be a text"),
        (
            '[API]\n"*" = "x"\nvoids = 3\n',
            "glossary.toml:3:1: error[glossary-entry]: the meaning of `API` for `voids` must be a text\n"
            '  3 | voids = 3\n    | ^^^^^\n  hint: write `voids = "…"`',
        ),
        (
            'API = {voids = 3, "*" = "x"}\n',
            "glossary.toml:1:1: error[glossary-entry]: the meaning of `API` for `voids`",
        ),
        ('[API]\nvoids = "a"\nlets = "a\\nb"\n', "glossary.toml:3:1: error[glossary-entry]: `API` for `lets` needs"),
        ('[API]\nPR.voids = "x"\n', "hint: move it above the first `[…]`"),
        ('A.B.c = "x"\n', 'hint: write `"A.B.c" = "…"` for a word with a dot'),
        ('API = """a\nb"""\n', "`API` needs one line"),
        ("API\n", "error[invalid-config]"),
        (
            '[API]\nvoid = "x"\n',
            "warning[glossary-entry]: `API` is explained for `void`, which is not the name of a team",
        ),
        (
            '[API]\nvoids = "x"\n"void s" = "y"\n',
            "glossary.toml:3:1: warning[glossary-entry]: `API` is explained for `void s`",
        ),
        ('API = {void = "x"}\n', "glossary.toml:1:1: warning[glossary-entry]: `API` is explained for `void`"),
    ],
)
def test_a_mistake_in_the_glossary_is_explained(make_site: MakeSite, text: str, said: str) -> None:
    root = make_site({**note_of("voids", "An API."), "glossary.toml": text})
    output = run(root, "check", code=0 if "warning" in said else 2)
    assert said in output


def test_too_many_entries_are_an_error(make_site: MakeSite) -> None:
    entries = "".join(f'A{number}B = "x"\n' for number in range(501))
    root = make_site({**note_of("voids", "An API."), "glossary.toml": entries})
    assert "has 501 entries, more than 500" in run(root, "check", code=2)
