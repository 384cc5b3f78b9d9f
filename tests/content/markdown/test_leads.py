"""A summary that nobody wrote is a paragraph that says something by itself."""

import pytest

from weeknotes_site.content.read_file import read_note_file
from weeknotes_site.site.summaries import choose_lead_paragraphs

NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\n"


def summary_of(body: str) -> str:
    outline = read_note_file("notes/repairs/2022-01-21.md", (NOTE + body).encode(), frozenset())[0].outline
    assert outline is not None
    return choose_lead_paragraphs([outline])[0]


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
        ("Challenges:", ""),
    ],
)
def test_a_summary_tells_by_itself(body: str, summary: str) -> None:
    assert summary_of(body) == summary
