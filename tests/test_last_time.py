"""A note shows, collapsed and word for word, what the team's previous note said comes next."""

import re
from html import unescape
from pathlib import Path

import pytest

from bilingual import PNG
from commands import weeknotes
from conftest import MakeSite

FRONT = "---\ndate: {day}\nauthor: Bo Ek\n{more}---\n\n"
BEFORE, AFTER = "2022-01-14", "2022-01-21"


def build(root: Path, team: str = "repairs", day: str = AFTER) -> str:
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    return (root / f"_site/teams/{team}/{day}.html").read_text("utf-8")


def notes(before: str, more: str = "", after: str = "We mended the lift.") -> dict[str, str]:
    return {
        f"notes/repairs/{BEFORE}.md": FRONT.format(day=BEFORE, more=more) + before,
        f"notes/repairs/{AFTER}.md": FRONT.format(day=AFTER, more="") + after,
    }


def shown(page: str) -> str:
    """Return the words of the folded part, without its link to the note before."""
    found = re.search(r'<details class="last-time".*?</details>', page, re.S)
    words = re.sub(r"<p class=.quiet.><a.*", "", found[0], flags=re.S) if found else ""
    return " ".join(unescape(re.sub("<[^>]*>", " ", words)).split())


SAYS: dict[str, tuple[str, str]] = {
    "a heading": ("## Next\n\nPaint the *doors*.\n\n## Thanks\n\nTo all.\n", "Paint the doors ."),
    "a heading that ends the note": ("Hello.\n\n### What’s next?\n\n- Doors\n- Locks\n", "Doors Locks"),
    "a heading with headings below": ("## Up next\n\n### Doors\n\nPaint.\n\n## End\n\nBye.\n", "Doors Paint."),
    "a heading above footnotes": ("## Next\n\nPaint.[^1]\n\n[^1]: By hand.\n", "Paint. 1"),
    "a bold label": ("Hello.\n\n**Next:** paint the doors.\n\nBye.\n", "Next: paint the doors."),
    "a bold label before its colon": ("**Next**: paint the doors.\n", "Next : paint the doors."),
    "a bold label by itself": ("**Coming up**\n\n- Doors\n- Locks\n\nBye.\n", "Coming up Doors Locks"),
    "a label": ("Hello.\n\nNext: paint the doors.\n\nBye.\n", "Next: paint the doors."),
    "a label with a space": ("Next : paint the doors.\n", "Next : paint the doors."),
    "a label above a list": ("Up next:\n\n- Doors\n- Locks\n\nBye.\n", "Up next: Doors Locks"),
    "a label in a list": ("- Done: locks\n- Next: doors\n- Thanks: all\n", "Next: doors"),
    "a label with a list below": ("- Done:\n    - locks\n- Next:\n    - doors\n    - bells\n", "Next: doors bells"),
    "a label in Welsh": ("Yr wythnos nesaf: drysau.\n", "Yr wythnos nesaf: drysau."),
    "a heading in German": ("## Nächste Schritte\n\nTüren.\n", "Türen."),
    "a label in bold italics": ("***Next***: paint the doors.\n", "Next : paint the doors."),
    "paragraphs below a bold label": ("**Next**\n\nN1.\n\nN2.\n\nN3.\n\n**Thanks**\n\nTo all.\n", "Next N1. N2. N3."),
    "a list below a paragraph": ("**Next**\n\nN1.\n\n- N2\n\nBye.\n", "Next N1. N2"),
    "a label of something else below": ("## Next\n\nDoors.\n\nThanks: to all.\n", "Doors."),
    "HTML around it": ("<div>\n\nNext: paint <kbd>the</kbd> doors.\n\n</div>\n", "Next: paint the doors."),
}


@pytest.mark.parametrize("how", SAYS)
def test_a_note_shows_what_the_previous_note_said_comes_next(make_site: MakeSite, how: str) -> None:
    before, words = SAYS[how]
    assert shown(build(make_site(notes(before)))).endswith(words)


@pytest.mark.parametrize(
    "heading",
    [
        "➡️ Next",
        "Next ➡️",
        "1️⃣ Next",
        "3. Next",
        "3) Next",
        "(3) Next",
        "Next week (16 March)",
        "Next week: 16–20 March",
        "Next week, 16 March",
        "Next steps – March",
        "What next?",
        "Coming up (next week)",
        "Next two weeks",
        "Next – week 12",
        "What’s coming up",
        "What is coming up",
        "Coming up next week",
        "Our plans for next week",
        "What we plan to do next week",
        "What we will be doing next",
        "Next week’s plan",
        "Wie geht’s weiter?",
    ],
)
def test_a_heading_means_next_with_other_words_and_marks_around_it(make_site: MakeSite, heading: str) -> None:
    assert shown(build(make_site(notes(f"## {heading}\n\nPaint the doors.\n")))).endswith("Paint the doors.")


@pytest.mark.parametrize("label", ["**➡️ Next**\n\n", "➡️ Next: ", "- ➡️ Next: ", "Next week (16 March): "])
def test_a_label_means_next_with_other_words_and_marks_around_it(make_site: MakeSite, label: str) -> None:
    assert shown(build(make_site(notes(f"{label}paint the doors.\n")))).endswith("paint the doors.")


SAYS_NOTHING = {
    "nothing": "## Next\n\nNothing this week.\n",
    "a label with nothing": "Next: n/a\n",
    "items without a text": "## Next\n\n- \n- \n",
    "a dash": "## Next\n\n–\n",
    "the date of something else": "## The next election: 3 May\n\nIs far away.\n",
    "no word of it": "We mended the lift.\n",
    "a sentence": "Next we paint the doors.\n\nNext week: nothing is more than a label.\n"[:25] + "\n",
    "a heading about something else": "## The next election\n\nIs far away.\n",
    "a heading without a text": "## Next\n\n## Thanks\n\nTo all.\n",
    "a label without a text": "Hello.\n\nNext:\n",
    "code": "```\nNext: paint the doors.\n```\n",
    "a label in code": "`Next:` is a label.\n",
    "a quotation": "> Next: paint the doors.\n",
    "a list in a quotation": "> - Next: paint the doors.\n",
    "a long sentence with a colon": f"{'Next we do something ' * 5}: paint.\n",
}


@pytest.mark.parametrize("how", SAYS_NOTHING)
def test_nothing_is_shown_if_the_previous_note_did_not_say(make_site: MakeSite, how: str) -> None:
    assert "last-time" not in build(make_site(notes(SAYS_NOTHING[how])))


IN_BRIEF: dict[str, tuple[str, str]] = {
    "items": ("## Next\n\n- Paint the doors\n- Fix the lift\n- Call Bob\n", "Paint the doors; Fix the lift; Call Bob"),
    "items that are sentences": ("## Next\n\n- Paint.\n- Call Bob.\n", "Paint. Call Bob."),
    "items below items": ("- Next:\n    - doors\n    - bells\n", "doors; bells"),
    "a footnote": ("## Next\n\n- Fix the lift[^1]\n- Paint\n\n[^1]: By hand.\n", "Fix the lift; Paint"),
    "a bold label": ("**Next**\n\n1. Doors\n2. Locks\n", "Doors; Locks"),
    "a bold label on its line": ("**Next**\nPaint the doors.\n", "Paint the doors."),
    "a bold label with a dash": ("**Next** – paint the doors.\n", "paint the doors."),
    "a table": (
        "## Next\n\n| who | what |\n|---|---|\n| Ann | doors |\n| Bob | lift |\n",
        "who, what; Ann, doors; Bob, lift",
    ),
    "headings": ("## Next\n\n### Doors\n\nPaint.\n\n### Why?\n\nRust.\n", "Doors: Paint. Why? Rust."),
    "an address": (
        "## Next\n\nSee https://example.org/doors: it is new.\n",
        "See https://example.org/doors: it is new.",
    ),
}


@pytest.mark.parametrize("how", IN_BRIEF)
def test_the_summary_line_lists_the_collapsed_items(make_site: MakeSite, how: str) -> None:
    before, line = IN_BRIEF[how]
    assert shown(build(make_site(notes(before)))).startswith(f"Last time: {line} ")


def test_several_passages_are_shown_with_their_headings(make_site: MakeSite) -> None:
    before = "## Doors\n\nNext: paint.\n\n## Locks\n\nOiled.\n\nNext: keys.\n"
    page = build(make_site(notes(before)))
    assert shown(page) == "Last time: paint. keys. Doors Next: paint. Locks Next: keys."
    assert f'<a href="../../teams/repairs/{BEFORE}.html">' in page


def test_links_keep_their_targets_and_ids_do_not_clash(make_site: MakeSite) -> None:
    before = (
        "## Next\n\n### Doors\n\n[Doors](#doors), [locks](#locks), [voids](../voids/2022-01-14.md), "
        "[map](https://maps.example/)[^1]\n\n## Locks\n\nOiled.\n\n[^1]: A foot.\n"
    )
    site = make_site(
        notes(before, after="## Doors\n\nPainted.\n\n## Locks\n\nOiled.\n")
        | {"notes/voids/2022-01-14.md": FRONT.format(day=BEFORE, more="") + "Empty.\n"}
    )
    page = build(site)
    part = page[page.index("<details class=") : page.index("</details>")]
    ids = re.findall(r'<[^>]*\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    own, *elsewhere = re.findall('href="([^"]*)"', part)
    assert own.removeprefix("#") in ids
    note = f"../../teams/repairs/{BEFORE}.html"
    assert elsewhere == [
        f"{note}#locks",
        "../../teams/voids/2022-01-14.html",
        "https://maps.example/",
        f"{note}#fn1",
        note,
    ]


def test_html_that_is_not_closed_within_the_passage_is_left_out(make_site: MakeSite) -> None:
    page = build(make_site(notes("<div>\n\n## Next\n\nPaint.\n\n</div>\n\n## Thanks\n\nTo all.\n")))
    assert "last-time" not in page


def test_first_notes_and_notes_of_other_teams_show_nothing(make_site: MakeSite) -> None:
    files = notes("## Next\n\nPaint the doors.\n")
    other = {f"notes/voids/{AFTER}.md": FRONT.format(day=AFTER, more="") + "Empty.\n"}
    root = make_site(files | other)
    assert "last-time" not in build(root, day=BEFORE)
    assert "last-time" not in build(root, team="voids")


@pytest.mark.parametrize(
    "off",
    [{"weeknotes.toml": "last_time = false\n"}, {"notes/repairs/_team.md": "---\nlast_time: false\n---\n"}],
    ids=["site", "team"],
)
def test_a_site_or_team_can_turn_last_time_off(make_site: MakeSite, off: dict[str, str]) -> None:
    root = make_site(notes("## Next\n\nPaint the doors.\n") | off)
    assert "last-time" not in build(root)


def test_a_note_in_another_language_says_so(make_site: MakeSite) -> None:
    page = build(make_site(notes("## Nesaf\n\nDrysau.\n", more="lang: cy\n")))
    assert '<span dir="ltr" lang="cy">Drysau.</span>' in page
    assert '<div dir="ltr" lang="cy">' in page


def test_the_passage_is_not_indexed_for_search(make_site: MakeSite) -> None:
    page = build(make_site(notes("## Next\n\nPaint the doors.\n")))
    assert re.search(r"<details class=.last-time.[^>]* data-pagefind-ignore>", page)


def test_feeds_do_not_contain_the_passage(make_site: MakeSite) -> None:
    root = make_site(notes("## Next\n\nPaint the doors.\n") | {"weeknotes.toml": 'base_url = "https://w.example/"\n'})
    build(root)
    assert "Last time" not in (root / "_site/feed.xml").read_text("utf-8")


def test_an_edit_of_the_previous_note_updates_it(make_site: MakeSite) -> None:
    root = make_site(notes("## Next\n\nPaint the doors.\n"))
    build(root)
    file = root / f"notes/repairs/{BEFORE}.md"
    file.write_text(file.read_text("utf-8").replace("doors", "bells"), "utf-8")
    assert shown(build(root)) == "Last time: Paint the bells. Paint the bells."


def test_a_picture_alone_is_described_in_the_folded_line(make_site: MakeSite) -> None:
    root = make_site(notes("## Next\n\n![Plan of the yard](plan.png)\n") | {"notes/repairs/plan.png": PNG})
    assert shown(build(root)) == "Last time: Plan of the yard"
