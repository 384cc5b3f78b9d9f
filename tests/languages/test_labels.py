"""Headings and labels such as "Next" and "Celebrations" are recognised in each site language."""

import json

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main
from weeknotes_site.languages import find_language, shipped_tags
from weeknotes_site.languages.headings import LABELS

SHIPPED = sorted({tag.partition("-")[0] for tag in shipped_tags()})
FAMILIES = ("next", "asks", "celebrations", "blockers")
WRITTEN = [
    ("cy", "## Nesaf", "**Ceisiadau:**", "## Dathliadau", "Rhwystrau:"),
    ("cy", "## Yr wythnos nesa", "**Angen eich help:**", "## Diolchiadau", "Rhwystr:"),
    ("fr", "## La suite", "**Demandes\u00a0:**", "## Réussites", "Blocages\u00a0:"),
    ("fr", "## Semaine prochaine", "**Besoin de vous\u00a0:**", "## Nos réussites", "Points de blocage\u00a0:"),
    ("de", "## Als Nächstes", "**Bitten:**", "## Erfolge", "Hindernisse:"),
    ("de", "## So geht es weiter", "**Wobei wir Hilfe brauchen:**", "## Das lief gut", "Hürden:"),
    ("ar", "## ماذا بعد؟", "**طلبات:**", "## نجاحات", "عوائق:"),
    ("ar", "## الاسبوع القادم", "**نحتاج مساعدتكم:**", "## شكراً", "المعوقات:"),
    ("ar", "## القادم", "**طلبات:**", "## شكر", "العوائق:"),
    ("ar", "## الخطوة القادمة", "**طلبات:**", "## شكر", "العوائق:"),
]


@pytest.mark.parametrize("tag", SHIPPED)
def test_a_site_language_has_words_of_each_kind(tag: str) -> None:
    words = json.loads((LABELS / f"{tag}.json").read_text("utf-8"))
    assert set(words) == {*FAMILIES, "nothing", "anything"}
    assert all(words.values())
    for kind, some in words.items():
        assert len(some) == len(set(some)), kind


@pytest.mark.parametrize("tag", SHIPPED)
def test_a_title_of_a_page_is_recognised_as_a_label(tag: str) -> None:
    language = find_language(tag)
    called = {
        "next": language.pgettext("what teams do next", "What comes next"),
        "asks": language.pgettext("what teams ask for", "Asks"),
        "celebrations": language.gettext("Celebrations"),
        "blockers": language.gettext("Blockers"),
    }
    words = json.loads((LABELS / f"{tag}.json").read_text("utf-8"))
    assert [title for kind, title in called.items() if title.casefold() not in words[kind]] == []


@pytest.mark.parametrize(("tag", "then", "asks", "celebrations", "blockers"), WRITTEN)
def test_text_under_a_label_of_the_language_is_found(
    make_site: MakeSite, tag: str, then: str, asks: str, celebrations: str, blockers: str
) -> None:
    body = f"Prima.\n\n{asks} alpha\n\n{blockers} beta\n\n{celebrations}\n\nGamma\n\n{then}\n\nDelta\n"
    days = ("2026-10-30", "2026-11-06", "2026-11-13")
    notes = {f"notes/a/{day}.md": f"---\ndate: {day}\nauthor: Ann\n---\n\n{body}" for day in days}
    shown = '[across]\nshow = ["asks", "celebrations", "next", "blockers"]\n'
    root = make_site({"weeknotes.toml": f'language = "{tag}"\n{shown}', **notes})
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2026-11-20"]
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    site = root / "_site"
    for family, text in zip(FAMILIES, ("Delta", "alpha", "Gamma", "beta"), strict=True):
        assert text in (site / f"weeks/2026-w46-{family}.html").read_text("utf-8"), family
    assert "Delta" in (site / "teams/a/2026-11-13.html").read_text("utf-8").partition("<h2")[0]
    assert not (site / "teams/a/threads").exists()


@pytest.mark.parametrize(("tag", "word"), [("de", "Anfragen")])
def test_a_word_for_what_others_ask_of_a_team_is_not_an_ask_of_the_team(
    make_site: MakeSite, tag: str, word: str
) -> None:
    note = f"---\ndate: 2026-11-13\nauthor: Ann\n---\n\nPrima.\n\n## {word}\n\nAlpha\n"
    root = make_site({"weeknotes.toml": f'language = "{tag}"\n', "notes/a/2026-11-13.md": note})
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2026-11-20"]
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    assert (root / "_site/weeks/2026-w46.html").is_file()
    assert not (root / "_site/weeks/2026-w46-asks.html").exists()
