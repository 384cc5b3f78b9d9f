"""No page, feed or digest has an untranslated word; checked in templates and in a build."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import jinja2
import pytest
from click.testing import CliRunner

from folders import write_files
from languages.pseudo import TAG, write_pseudo_language
from languages.visible import visible_texts
from weeknotes_site.cli import main
from weeknotes_site.languages import glossary, language

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
LATIN = re.compile(r"[A-Za-z]{2,}")
KINDS = ("RSS", "Atom", "OPML")
"""Names that are the same in every language."""
CONFIG = f"""
language = "{TAG}"
title = "Νέα"
base_url = "https://νέα/"
contact = "https://νέα/"
feedback = "https://νέα/"
repository = "https://github.com/a/b"

[accessibility]
organisation = "Δήμος"
prepared = 2022-01-01
checked = 2022-01-02

[across]
show = ["asks", "celebrations", "next", "blockers"]
asks = ["Ζητάμε"]
celebrations = ["Γιορτές"]
next = ["Μετά"]
blockers = ["Εμπόδια"]
""".replace("νέα/", "weeknotes.example/")
BODY = """
## Πρώτα

Καλημέρα[^1].

| α | β |
|---|---|
| 1 | 2 |

> [!NOTE]
> Κάτι.

- [ ] ένα
- [x] δύο

```
1
```

## Δεύτερα

Δύο.

## Τρίτα

Τρία.

## Τέταρτα

Τέσσερα.

[^1]: Ναι.
"""


def note(day: str, more: str = "", body: str = BODY) -> str:
    return f"---\ndate: {day}\nauthor: [Άννα, Βάσω]\ntags: [ένα, δύο]\n{more}---\n{body}"


FILES = {
    "weeknotes.toml": CONFIG,
    "notes/r/_team.md": (
        "---\nname: Επισκευές\nlead: Άννα\ncontact: νέα\nrhythm: weekly\nformerly: [Παλιά, R]\n---\n\nΕμείς.\n"
    ),
    "notes/r/2022-01-21.md": note("2022-01-21", "number: 3\nupdated: 2022-01-22\n"),
    "notes/r/2022-01-28.md": note("2022-01-28", "number: 4\nweek: [2022-W03, 2022-W04]\nformerly: [2022/x.html]\n"),
    "notes/r/2022-02-04.md": note("2022-02-04", "number: 5\ndraft: true\n"),
    "notes/voids/_team.md": "---\nname: Κενά\nended: 2022-02-01\ncontinued_as: Επισκευές\n---\n",
    "notes/voids/2022-01-21.md": note("2022-01-21"),
    "notes/heating/_team.md": "---\nname: Θέρμανση\nrhythm: fortnightly\n---\n",
    "notes/heating/2022-02-20.md": note("2022-02-20", "week: 2022-W03\ntitle: Τίτλος\n", "\n## Μόνο\n\nΈνα.\n"),
    "glossary.toml": '"ΑΒΓ" = "Άλφα Βήτα Γάμμα"\n\n["Δ"]\n"Επισκευές" = "Δέλτα"\n',
    "notes/_pages/about.md": "---\ntitle: Σχετικά\n---\n\nΓεια.\n",
}
WEEKS = 65
"""More than a team's page and a thread list."""
LONG_BODY = "".join(
    f"## {heading}\n\nΕυχαριστούμε το Κέντρο Δεδομένων. Δείτε [αυτό](../r/2022-01-21.md).\n\n"
    for heading in ("Ζητάμε", "Γιορτές", "Μετά", "Εμπόδια", *(f"Θέμα {letter}" for letter in "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠ"))
)
LONG = {
    f"notes/archive/{day}.md": f"---\ndate: {day}\nauthor: Άννα\ntags: [ένα]\n---\n\n{LONG_BODY}"
    for day in (date(2022, 2, 4) - timedelta(days=7 * week) for week in range(WEEKS))
}
FILES |= LONG | {
    "notes/archive/_team.md": "---\nname: Μεγάλο Αρχείο\n---\n",
    "notes/data/_team.md": "---\nname: Κέντρο Δεδομένων\n---\n",
    "notes/data/2022-01-21.md": note("2022-01-21"),
    "notes/data/2022-01-28.md": "---\ntitle: [\n---\n\nΛάθος.\n",
}
PAGE_OF = {
    "404.html": "404.html",
    "accessibility.html": "accessibility.html",
    "across.html": "weeks/*-blockers.html",
    "catch-up.html": "teams/*/quarters/*.html",
    "catch-up-mail.html": "catchup.html",
    "digest.html": "digest.html",
    "glossary.html": "glossary.html",
    "home.html": "index.html",
    "note.html": "teams/r/2022-01-21.html",
    "page.html": "about.html",
    "people.html": "people/index.html",
    "person.html": "people/anna.html",
    "redirect.html": "2022/x.html",
    "search.html": "search.html",
    "subscribe.html": "subscribe.html",
    "tag.html": "tags/ena.html",
    "tags.html": "tags/index.html",
    "team.html": "teams/r/index.html",
    "team-mentions.html": "teams/*/mentions/*.html",
    "team-year.html": "teams/*/years/*.html",
    "teams.html": "teams/index.html",
    "thread.html": "teams/*/threads/*/*.html",
    "threads.html": "teams/*/threads/index.html",
    "unavailable.html": "teams/data/2022-01-28.html",
    "week.html": "weeks/2022-w03.html",
    "week-in-full.html": "weeks/2022-w03-in-full.html",
    "weeks.html": "weeks/index.html",
    "year.html": "weeks/2021.html",
}
"""A page that each template makes on the site."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build a site with Greek texts in the test language; return its output."""
    folder = tmp_path_factory.mktemp("languages")
    write_pseudo_language(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "FOLDER", folder)
        forget_languages()
        yield build(tmp_path_factory.mktemp("site"), folder / "out")
    forget_languages()


def forget_languages() -> None:
    """Clear the caches of language files."""
    for cached in (language.find_language, *(one for one in vars(glossary).values() if hasattr(one, "cache_clear"))):
        cached.cache_clear()


def build(root: Path, output: Path) -> Path:
    """Write the site, build it and all forms of a digest, and return the output."""
    write_files(root, FILES)
    arguments = [
        "--root",
        str(root),
        "build",
        "--drafts",
        "--keep-going",
        "--no-search",
        "--as-of",
        "2022-03-01",
        "-o",
        str(output),
    ]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    for form in ("html", "text", "markdown", "slack", "teams"):
        arguments = ["--root", str(root), "digest", "2022-W03", "--keep-going", f"--{form}"]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        (output / f"digest.{form}").write_text(result.stdout, "utf-8")
    for form in ("html", "text"):
        arguments = ["--root", str(root), "catchup", "--since", "2022-01-01", "--keep-going", f"--{form}"]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        (output / f"catchup.{form}").write_text(result.stdout, "utf-8")
    return output


def english(texts: list[str]) -> list[str]:
    """Return texts with a word in Latin letters, except addresses and names that all languages share."""
    kept = [re.sub(r"https?:\S+|\S+\.(?:md|html|xml|opml)\b", "", text) for text in texts]
    return [text for text in kept if set(LATIN.findall(text)) - set(KINDS) and "script-src" not in text]


def test_the_site_has_a_page_of_every_kind(built: Path) -> None:
    assert set(PAGE_OF) == {name for name in NAMES if "/" not in name} - {"base.html"}
    assert [pattern for pattern in PAGE_OF.values() if not list(built.glob(pattern))] == []
    assert list(built.glob("teams/*/mentions.xml"))
    assert "page-referred" in (built / "teams/r/2022-01-21.html").read_text("utf-8")


def test_no_english_word_is_on_any_page(built: Path) -> None:
    found = {
        path.relative_to(built).as_posix(): left
        for path in sorted(built.rglob("*.html"))
        if (left := english(visible_texts(path.read_text("utf-8"))))
    }
    assert found == {}


def test_no_english_word_is_in_any_feed(built: Path) -> None:
    found = {}
    for path in sorted((*built.rglob("*.xml"), *built.rglob("*.opml"))):
        texts = [
            text
            for element in ElementTree.parse(path).iter()
            if element.tag.rpartition("}")[2] in ("title", "description", "subtitle", "summary", "content", "encoded")
            for text in visible_texts(element.text or "")
        ]
        texts += [element.get("text", "") for element in ElementTree.parse(path).iter("outline")]
        if left := english(texts):
            found[path.relative_to(built).as_posix()] = left
    assert found == {}
    assert "ж" in (built / "assets/feed-words.css").read_text("utf-8")


def test_no_english_word_is_in_a_catch_up_message(built: Path) -> None:
    assert english((built / "catchup.text").read_text("utf-8").splitlines()) == []
    assert (built / "teams/r/quarters/2022-q1.html").exists()
    assert (built / "glossary.html").exists()
    assert list((built / "teams/r/threads").glob("*.html"))


def test_no_english_word_is_in_any_digest(built: Path) -> None:
    text = (built / "digest.text").read_text("utf-8")
    assert english(text.splitlines()) == []
    markdown = re.sub(r"\]\([^)]*\)", "]", (built / "digest.markdown").read_text("utf-8"))
    assert english(markdown.splitlines()) == []
    slack = [block["text"]["text"] for block in json.loads((built / "digest.slack").read_text("utf-8"))["blocks"]]
    assert english([re.sub(r"<[^|>]*\|", "", text) for text in slack]) == []
    card = json.loads((built / "digest.teams").read_text("utf-8"))["attachments"][0]["content"]
    shown = [re.sub(r"\]\([^)]*\)", "]", text) for text in texts_of(card["body"])]
    assert english([*shown, *(action["title"] for action in card["actions"])]) == []


def texts_of(elements: list[dict[str, object]]) -> Iterator[str]:
    """Yield the texts of an Adaptive Card."""
    for element in elements:
        if "text" in element:
            yield str(element["text"])
        yield from texts_of(element.get("items", []))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_no_template_has_a_word_outside_a_message(name: str) -> None:
    source = (TEMPLATES / name).read_text("utf-8")
    assert english(visible_texts("".join(outside_messages(source)))) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_template_has_punctuation_that_depends_on_the_language(name: str) -> None:
    texts = visible_texts("".join(outside_messages((TEMPLATES / name).read_text("utf-8"))))
    assert [text for text in texts if re.search("[,:;?!“”]", text) and "script-src" not in text] == []


@pytest.mark.parametrize(
    "slip",
    [
        "<p>Hello there</p>",
        '<p aria-label="Years">1</p>',
        '<p>{{ "more" if x }}</p>',
        '<p>{{ x }} note{{ "s" if x }}</p>',
    ],
)
def test_a_mistake_in_a_template_would_be_found(slip: str) -> None:
    assert english(visible_texts("".join(outside_messages(slip))))


def outside_messages(source: str) -> Iterator[str]:
    """Yield a template's HTML outside of `{% trans %}`, with the texts that its expressions write out."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    in_message, before, block = False, "", ""
    for _, kind, value in environment.lex(source):
        if kind == "whitespace":
            continue
        if kind == "name" and before == "block_begin":
            block = value
            in_message = value == "trans" or (in_message and value != "endtrans")
        elif kind == "data" and not in_message:
            yield value
        elif kind == "string" and not in_message and (before in ("variable_begin", "else", "~")) and block != "block":
            yield str(value).strip("\"'")
        before = value if kind in ("name", "operator") else kind
