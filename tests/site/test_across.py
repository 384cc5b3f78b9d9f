"""A week has pages of what all teams ask for, what they celebrate, and what they do next."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from conftest import MakeSite
from weeknotes_site.cli import main

FRONT = "---\ndate: {day}\nauthor: Ann Lee\n---\n\n{body}\n"


def note(body: str, day: str = "2022-01-21") -> str:
    return FRONT.format(day=day, body=body)


def build(root: Path) -> str:
    arguments = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01"]
    return CliRunner().invoke(main, arguments, catch_exceptions=False).output


def page(root: Path, family: str, week: str = "2022-w03") -> str:
    path = root / f"_site/weeks/{week}-{family}.html"
    return path.read_text("utf-8") if path.exists() else ""


def told(root: Path, family: str) -> dict[str, str]:
    """Return the words on a family's page, by the team."""
    articles = re.findall(r"<article .*?</article>", page(root, family), re.S)
    found = {}
    for article in articles:
        team = re.search(r'<a class="team[^>]*>([^<]*)', article)
        body = article.partition('dir="ltr">')[2]
        found[team[1] if team else ""] = " ".join(unescape(re.sub("<[^>]+>", " ", body)).split())
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Celebrations\n\nThe lift is up.\n\n### More\n\nAnd down.", "Celebrations The lift is up. More And down."),
        ("## 🎉 Celebrations!\n\nThe lift.", "🎉 Celebrations! The lift."),
        ("## Wins (week 12)\n\nThe lift.", "Wins (week 12) The lift."),
        ("## Wins, 16–20 March\n\nThe lift.", "Wins, 16–20 March The lift."),
        ("Celebrations: the lift is up.\n\nOther things.", "Celebrations: the lift is up."),
        ("**Celebrations:** the lift is up.\n\nOther things.", "Celebrations: the lift is up."),
        ("**Celebrations** – the lift is up.\n\nOther things.", "Celebrations – the lift is up."),
        ("**Celebrations**: the lift.\n\nOther things.", "Celebrations : the lift."),
        ("Celebrations:\n\n- the lift\n- the door\n\nOther things.", "Celebrations: the lift the door"),
        ("Celebrations :\n\nThe lift.\n\nOther things.", "Celebrations : The lift."),
        ("**Wins**\n\nThe lift.\n\nThe door.\n\n**Challenges**\n\nThe roof.", "Wins The lift. The door."),
        ("**Wins:** the lift.\n**Asks:** a van.\n**Next:** paint.", "Wins: the lift."),
        ("Wins: the lift\nand the door.\nAsks: a van.", "Wins: the lift and the door."),
        ("We met.\n**Wins**: the lift.  \n__Asks:__ a van.", "Wins : the lift."),
        ("Text.\n**Wins**\n- the lift\n- the door", "Wins the lift the door"),
        ("*Réussites :* l’ascenseur.\n*Demandes :* un camion.", "Réussites : l’ascenseur."),
        ("Wins: the lift\nthat everyone\nuses: hurray", "Wins: the lift that everyone uses: hurray"),
        ("- Celebrations:\n    - the lift\n- Challenges:\n    - the roof", "Celebrations: the lift"),
        ("- Celebrations:\n    - the lift\n    - Challenges:\n    - the roof", "Celebrations: the lift"),
        ("- **Kudos** to Bo: thanks\n- Celebrations: the lift", "Celebrations: the lift"),
        ("1. Celebrations:\n\n    The lift.\n\n2. More", "Celebrations: The lift."),
        ("## Homes\n\n- Celebrations:\n    - the lift", "Homes Celebrations: the lift"),
        ("**Wins**\n\n- W1\n- W2\n\nOther.\n\nMore.\n\n**Next**\n\nSleep.", "Wins W1 W2"),
        ("**Wins**\n\nW1.\n\n**Bo** – W2.\n\nAsks: a desk.", "Wins W1. Bo – W2."),
        ("## Wins\n\nBo won.\n\nNext week: we sleep.\n\n**Asks:** a desk.", "Wins Bo won."),
        ("## Wins\n\nBo won.\n\n- Next: we sleep.", "Wins Bo won. Next: we sleep."),
        ("## 3. ❤️ Thanks\n\nTo Bo.", "3. ❤️ Thanks To Bo."),
        ("Wins: one. \n\n## Wins\n\nTwo.\n\nWins: three.", "Wins: one. Wins Two. Wins: three."),
    ],
)
def test_text_under_a_word_of_a_family_is_on_its_page(make_site: MakeSite, body: str, expected: str) -> None:
    root = make_site({"notes/voids/a.md": note(f"We begin.\n\n{body}")})
    build(root)
    assert told(root, "celebrations") == {"Voids": expected}


@pytest.mark.parametrize(
    "body",
    [
        "## Celebrations\n\n## Other\n\nText.",
        "Celebrations:\n\n## Other\n\nText.",
        "We had celebrations: many.",
        "**Celebrations** are not everything.",
        "`Celebrations:` is a label.",
        "```\nCelebrations: none\n```",
        "## Celebrations of the past\n\nText.",
        "[Celebrations](https://council.example/): a page.",
        "> Celebrations: they said.",
        "A long line of what we\nthanks: saw.",
        "We met and\nCelebrations: the lift.",
        "**Wins**\n\n**Challenges**\n\nMany.",
        "## Celebrations\n\nNone.",
        "## Celebrations\n\n- N/A",
        "## Celebrations\n\n-\n-",
        "## Celebrations\n\n- …",
        "## Celebrations\n\n---",
        "## Celebrations\n\nNone needed.",
        "## Celebrations\n\nNot this week",
        "**Celebrations**\n\nNothing this week!\n\n**Challenges**\n\nMany.",
        "Celebrations: none yet",
    ],
)
def test_nothing_is_shown_for_an_empty_section(make_site: MakeSite, body: str) -> None:
    root = make_site({"notes/voids/a.md": note(f"We begin.\n\n{body}")})
    build(root)
    assert page(root, "celebrations") == ""
    assert "All teams together" not in (root / "_site/weeks/2022-w03.html").read_text("utf-8")


@pytest.mark.parametrize("text", ["🎉", "![The new roof](roof.png)", "1", "None of us is ill."])
def test_a_symbol_number_or_picture_is_content(make_site: MakeSite, text: str) -> None:
    root = make_site({"notes/voids/a.md": note(f"We begin.\n\n## Celebrations\n\n{text}")})
    Image.new("RGB", (20, 20)).save(root / "notes/voids/roof.png")
    build(root)
    assert page(root, "celebrations") != ""


def test_a_label_under_a_heading_of_another_family_is_only_on_its_own_page(make_site: MakeSite) -> None:
    under_wins = "## Celebrations\n\nBo won.\n\nNext week: we sleep.\n\n**Asks:** a desk."
    body = f"{under_wins}\n\n## Next\n\nThe roof.\n\nHelp: a van."
    root = make_site({"notes/voids/a.md": note(body)})
    build(root)
    assert told(root, "celebrations") == {"Voids": "Celebrations Bo won."}
    assert told(root, "asks") == {"Voids": "Asks: a desk. Help: a van."}
    assert told(root, "next") == {"Voids": "Next week: we sleep. The roof."}


def test_a_week_links_to_its_pages_and_they_link_to_each_other(make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/voids/a.md": note("## Asks\n\nA van.\n\n## Next week\n\nThe roof."),
            "notes/homes/a.md": note("Next: the door. See [ours](b.md).\n\nAsk: a key."),
            "notes/homes/b.md": note("## Next\n\nThe lift.", "2022-01-07"),
        }
    )
    build(root)
    week = (root / "_site/weeks/2022-w03.html").read_text("utf-8")
    links = re.findall(r'<li><a href="\.\./(weeks/2022-w03-[a-z]+\.html)">([A-Z][\w ]+)</a>', week)
    assert links == [("weeks/2022-w03-asks.html", "Asks"), ("weeks/2022-w03-next.html", "What comes next")]
    assert told(root, "next") == {"Homes": "Next: the door. See ours .", "Voids": "The roof."}
    assert told(root, "asks") == {"Homes": "Ask: a key.", "Voids": "Asks A van."}
    html = page(root, "next")
    assert '<a rel="prev" href="../weeks/2022-w01-next.html">' in html
    assert '<a href="../teams/homes/b.html">ours</a>' in html
    assert '<a href="../teams/voids/a.html#asks">Asks</a>' in page(root, "asks")


SETTINGS: Mapping[str, tuple[str, list[str]]] = {
    "as it is": ("", ["celebrations", "next"]),
    "with blockers": ('show = ["blockers", "next"]', ["blockers", "next"]),
    "off": ("show = []", []),
    "with a word more": ('celebrations = ["What went up?"]\nshow = ["celebrations"]', ["celebrations"]),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_the_settings_choose_the_families(make_site: MakeSite, name: str) -> None:
    settings, expected = SETTINGS[name]
    body = "## Blocked\n\nThe roof.\n\n## Wins\n\nThe lift.\n\n## What went up\n\nThe lift.\n\n## Next\n\nThe door."
    root = make_site({"notes/voids/a.md": note(body), "weeknotes.toml": f"[across]\n{settings}\n"})
    build(root)
    pages = {path.stem.removeprefix("2022-w03-") for path in (root / "_site/weeks").glob("2022-w03-*")}
    assert sorted(pages - {"in-full"}) == expected
    assert ("What went up" in page(root, "celebrations")) == (name == "with a word more")


def test_an_unknown_family_is_an_error_in_the_settings(make_site: MakeSite) -> None:
    root = make_site({"notes/voids/a.md": note("Text."), "weeknotes.toml": '[across]\nshow = ["moods"]\n'})
    said = build(root)
    assert "weeknotes.toml:2:1: error[wrong-setting]: `moods` is not a family for `across.show`" in said
    assert "`asks`, `celebrations`, `next`, `blockers`" in said


def test_ids_are_unique_and_a_notes_own_html_is_balanced(make_site: MakeSite) -> None:
    table = "## Wins\n\nThe lift[^1]\n\n| a |\n|---|\n| b |\n\n## Else\n\nText[^1]."
    body = f"{table}\n\n## Celebrations\n\n<b>Wide\n\n- Celebrations: <i>x\n\n[^1]: At last."
    root = make_site({"notes/voids/a.md": note(body), "notes/homes/a.md": note(body)})
    build(root)
    html = page(root, "celebrations")
    assert html.count('id="note-') >= 2
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert [len(re.findall(rf"<{tag}[ >]", html)) - html.count(f"</{tag}>") for tag in ("b", "i", "ul", "li", "p")] == [
        0
    ] * 5
