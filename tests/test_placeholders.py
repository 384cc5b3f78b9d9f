"""Placeholders and leftovers of templates or mail are reported, and notes about them are not."""

import pytest

from commands import weeknotes
from conftest import MakeSite


def check(make_site: MakeSite, body: str, author: str = "Ann Lee") -> str:
    files = {
        "notes/repairs/_team.md": "---\nname: Housing Repairs\nauthor: Ann Lee\n---\n",
        "notes/repairs/2026-11-20.md": f"---\ndate: 2026-11-20\nauthor: {author}\n---\n\n{body}\n",
    }
    return weeknotes(make_site(files), "check", "--as-of", "2026-11-24").output


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("TBC", "placeholder"),
        ("## What we did\n\n- \n\n## Next\n\n- TBC", "placeholder"),
        ("## Ausblick\n\n- ...\n- …", "placeholder"),
        ("The boilers are warm.\n\n-- \nAnn Lee\nHead of Repairs", "foreign-markup"),
        ("The boilers are warm.\n--\nAnn Lee", "text-as-heading"),
        ("This is what we did:\n-\n- A roof.", "text-as-heading"),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit.", "foreign-markup"),
        ("Write your summary here\n\nThe boilers are warm.", "foreign-markup"),
        ("[Insert summary here]\n\nThe boilers are warm.", "foreign-markup"),
        ("[Your team name]\n\nThe boilers are warm.", "foreign-markup"),
        ("Hier Text einfügen\n\nDie Heizung ist warm.", "foreign-markup"),
        ("[Hier Zusammenfassung einfügen]\n\nDie Heizung ist warm.", "foreign-markup"),
        ("[Insérez le résumé ici]\n\nLa chaudière est chaude.", "foreign-markup"),
        ("[Votre équipe]\n\nLa chaudière est chaude.", "foreign-markup"),
        ("Rhowch eich testun yma\n\nMae'r boeleri'n gynnes.", "foreign-markup"),
        ("[Rhowch enw'r tîm]\n\nMae'r boeleri'n gynnes.", "foreign-markup"),
        ("The team:\n\n[أدخل العنوان]\n\nThe boilers are warm.", "foreign-markup"),
    ],
)
def test_placeholder_and_leftover_text_is_reported(make_site: MakeSite, body: str, code: str) -> None:
    assert f"[{code}]" in check(make_site, body)


@pytest.mark.parametrize(
    "body",
    [
        "## Done\n\nThe roof.\n\n## Next\n\nTBC",
        "\N{PARTY POPPER}",
        "Todo",
        "Boilers\n--\n\nThey are warm.",
        "We took the “Lorem ipsum dolor sit amet” out of the form.",
        "The button said “Insert text here”. Text here is short.",
        "Write the date here, it said, and they did.",
        "The form is shorter, since we cut the\ntext here.",
        "Er soll [den Namen] einfügen, und wir ergänzen.",
        "A line -- with two hyphens -- is a line.",
    ],
)
def test_notes_about_placeholders_are_fine(make_site: MakeSite, body: str) -> None:
    assert "no problems found" in check(make_site, body)


@pytest.mark.parametrize(
    ("author", "told"),
    [
        ('"{{author}}"', "`{{author}}` is an example"),
        ("<name>", "`<name>` is an example"),
        ('"[Votre nom]"', "`[Votre nom]` is an example"),
        ("Eich enw", "`Eich enw` is an example"),
        ("Ann Lee und Bo Ek", "write `author: [Ann Lee, Bo Ek]`"),
        ("Lee, Ann", "write `author: Ann Lee`"),
    ],
)
def test_an_author_that_is_not_one_person_is_reported(make_site: MakeSite, author: str, told: str) -> None:
    assert told in check(make_site, "The boilers are warm.", author)


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("'It's warm'", '"It\'s warm"'),
        ('"She said "no" again"', "'She said \"no\" again'"),
        ('"Warm" and "cold"', '\'"Warm" and "cold"\''),
        ("'Warm' homes", "\"'Warm' homes\""),
    ],
)
def test_quotes_within_quotes_are_shown_as_they_should_be(make_site: MakeSite, title: str, right: str) -> None:
    output = check(make_site, "The boilers are warm.", f"Ann Lee\ntitle: {title}")
    assert f"put the value in quotes: `title: {right}`" in output
    assert "did not find" not in output
    corrected = check(make_site, "The boilers are warm.", f"Ann Lee\ntitle: {right}")
    assert "no problems found" in corrected


@pytest.mark.parametrize(
    "alt",
    [
        "Bild",
        "Llun",
        "صورة",
        "A picture containing text Description automatically generated",
        "Ein Bild, das Text enthält. Automatisch generierte Beschreibung",
    ],
)
def test_generated_alt_texts_are_reported(make_site: MakeSite, alt: str) -> None:
    assert f"`{alt}` does not describe the picture" in check(make_site, f"The roof:\n\n![{alt}](roof.png)")


@pytest.mark.parametrize("alt", ["Bild des Daches", "The button “Description automatically generated” in a form"])
def test_descriptive_alt_texts_are_fine(make_site: MakeSite, alt: str) -> None:
    assert "picture-without-alt" not in check(make_site, f"The roof:\n\n![{alt}](roof.png)")
