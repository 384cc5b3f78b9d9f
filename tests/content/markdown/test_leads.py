"""An automatic summary is a paragraph that makes sense on its own."""

import pytest

from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.read_file import read_note_file
from weeknotes_site.site.summaries import choose_lead_paragraphs

NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\n"


def summary_of(body: str) -> str:
    outline = read_note_file("notes/repairs/2022-01-21.md", (NOTE + body).encode(), BodySettings())[0].outline
    assert outline is not None
    return choose_lead_paragraphs([outline])[0]


@pytest.mark.parametrize(
    "label",
    [
        "Celebrations",
        "*Celebrations*",
        "<b>Celebrations</b>",
        "**Celebrations.**",
        "Celebrations: 🎉",
        "🎉 Celebrations 🎉",
        "TL;DR",
        "This week we did:-",
        "本周我们：",
        "Hi all,",
        "Hello!",
        "Happy Friday!",
        "Welcome to our weeknotes for the week of 16 November.",
        "Hello and welcome to another edition of our weeknotes!",
        "Willkommen zu unseren Wochennotizen, KW 47!",
        "Bienvenue dans nos notes de la semaine 47 !",
        "Croeso i nodiadau'r wythnos, 20 Tachwedd",
        "Date: 13 November 2026",
        "**Author:** Ann Lee",
        "Datum: 13. November 2026",
        "N/A",
        "None this week.",
        "Dim byd",
        "By Ann Lee",
        "By Ann Lee and Bo Ek",
        "13 November 2026",
        "Weeknotes, 13 November 2026",
        "5 min read",
        "🎉🎉🎉",
        "#weeknotes #pump",
        "[b]The pump[/b]",
        "[The pump|https://x.example]",
        "'''Pump'''",
        ":tada:",
        "$$x=1$$",
    ],
)
def test_a_label_greeting_or_date_is_not_a_summary(label: str) -> None:
    assert summary_of(f"{label}\n\nThe pump works.") == "The pump works."


@pytest.mark.parametrize(
    ("label", "joined"),
    [
        ("本周我们：", "本周我们"),
        ("This week we did:-", "This week we did"),
        ("Highlights;", "Highlights"),
        ("Done –", "Done"),
        ("Celebrations: 🎉:", "Celebrations"),
        ("**Celebrations.**", "Celebrations"),
        ("This week…", "This week"),
        ("It’s live! (Mostly):", "It’s live! (Mostly)"),
        ("What went well?", "What went well"),
        ("What did we do?", "What did we do"),
        ("Cette semaine :", "Cette semaine "),
        ("Cette semaine\N{NO-BREAK SPACE}:", "Cette semaine "),
    ],
)
def test_a_label_is_joined_to_its_list_by_a_single_colon(label: str, joined: str) -> None:
    assert summary_of(f"{label}\n\n- The pump\n- The lift") == f"{joined}: The pump; The lift"


@pytest.mark.parametrize(
    "text",
    [
        "Welcome to Bo, who joins us this week.",
        "We welcome the new edition of the plan.",
        "Date of the move: 3 May.",
        "By Monday the pump works.",
        "Hello from the new depot, where the pump works.",
        "5 minutes, and the pump worked.",
        "Thanks to the pump we are dry.",
        "13 November 2026 was dry.",
        "Great week :)",
        "[Draft] The pump works.",
        "#1 priority is the pump.",
        "It cost $5.",
    ],
)
def test_a_sentence_that_starts_like_a_label_greeting_or_date_is_a_summary(text: str) -> None:
    assert summary_of(f"{text}\n\nMore.") == text


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("A picture of the pump:\n\n![The new pump](pump.png)", "A picture of the pump"),
        ("![The new pump](pump.png)", "The new pump"),
        ("![pump.png](pump.png)", ""),
        ("Run this:\n\n```\nls\n```", "Run this"),
        ("Numbers of the week:\n\n| who | what |\n|---|---|\n| a | b |", "Numbers of the week"),
        ("| Who | What |\n|---|---|\n| a | b |", "Who, What"),
        ("Hello!", "Hello!"),
        ("```\nls\n```", ""),
        ("13 November 2026", ""),
        ("<h2>Pumps</h2>\n<p>The <b>pump</b> &amp; the lift work.</p>\n<p>More.</p>", "The pump & the lift work."),
        ("<table><tr><td>Pumps</td><td>3</td></tr></table>", "Pumps"),
        ("<pre>ls</pre>", ""),
        ("<p>Hi all,</p>\n<p>By Ann Lee</p>\n<p>The pump works.</p>", "The pump works."),
        ("<p>Hi all,</p>", "Hi all,"),
        ("None.", "None."),
        ("[^1]\n\n[^1]: All is below.", "All is below."),
    ],
)
def test_without_prose_a_label_picture_or_table_is_the_summary(body: str, summary: str) -> None:
    assert summary_of(body) == summary


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("Celebrations:\n\n- The form is live\n- 143 bookings", "Celebrations: The form is live; 143 bookings"),
        ("This week we\n\n1. moved the queue;\n2. rang Bo.", "This week we: moved the queue; rang Bo."),
        (
            "- Celebrations:\n  - It is live.\n  - We slept.\n- Challenges:\n  - None.",
            "Celebrations: It is live. We slept.",
        ),
        ("Challenges:\n\nThe heating is off.", "The heating is off."),
        ("**Celebrations**\n\nIt is live.", "It is live."),
        ("**Nobody** rang.\n\nMore.", "Nobody rang."),
        ("chart-2022.png\n\nCalls fell.", "Calls fell."),
        ("[[_TOC_]]\n\nCalls fell.", "Calls fell."),
        ("{% include nav.html %}\n\nCalls fell.", "Calls fell."),
        ("::: info\n\nCalls fell.", "Calls fell."),
        ("https://example.org/board\n\nCalls fell.", "Calls fell."),
        ("## Goals\n\nGoals\n\nCalls fell.", "Calls fell."),
        ("Label:\n\n" * 9 + "Calls fell.", "Calls fell."),
        ("Quiet week\n\nCalls fell.", "Quiet week"),
        ("Challenges:", "Challenges"),
        ("**Celebrations**<br>The pump is new.", "The pump is new."),
        ("**Celebrations**\nThe pump is new.", "The pump is new."),
        ("The first<br>pump.", "The first pump."),
        ("It is live. This is how:\n\n![The pump](pump.png)", "It is live."),
        ("![The pump](pump.png)\n\n*Photo: Jo Marsh.*\n\nCalls fell.", "Calls fell."),
        ("![The pump](pump.png)\n*Photo: [Jo **Marsh**](https://example.org)*\n\nCalls fell.", "Calls fell."),
        ("![The pump](pump.png)\n\n*Nobody* rang *Bo*\n\nCalls fell.", "Nobody rang Bo"),
        ("![The pump](pump.png)\n\nNobody rang.\n\n*Calls fell.*", "Nobody rang."),
        ("A pump: ![The pump](pump.png)\n\n*Calls fell.*\n\nMore.", "Calls fell."),
        ("*Nobody rang.*\n\nCalls fell.", "Nobody rang."),
        ("- shipped the form\n- fixed the pump", "shipped the form; fixed the pump"),
        ("- We shipped.\n- We slept.", "We shipped. We slept."),
        ("- أغلقنا ٤٠ طلبا؛\n- فتحنا مكتبا", "أغلقنا ٤٠ طلبا؛ فتحنا مكتبا"),
    ],
)
def test_a_summary_makes_sense_on_its_own(body: str, summary: str) -> None:
    assert summary_of(body) == summary
