"""A summary says what is new, is never a team's usual opening, and is never empty."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from feed_sites import AS_OF, feeds_of, note
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import site_options
from folders import write_files
from weeknotes_site.content.markdown.rendered import BodySettings, Outline
from weeknotes_site.content.read_file import read_note_file
from weeknotes_site.pipeline import load
from weeknotes_site.site.summaries import choose_lead_paragraphs

WORDS = ("All of us.", "all of US", "The boiler.", "The lift!", "Roofs?", "Next week: more.")
series = st.lists(st.lists(st.sampled_from(WORDS), max_size=4), max_size=8)


def folded(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


def outline_of(path: str, paragraphs: list[str]) -> Outline:
    raw = note("2022-01-21", body="\n\n".join(paragraphs)).encode()
    outline = read_note_file(path, raw, BodySettings())[0].outline
    assert outline is not None
    return outline


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(series)
def test_a_summary_is_the_first_new_paragraph(notes: list[list[str]]) -> None:
    leads = choose_lead_paragraphs([outline_of(str(at), paragraphs) for at, paragraphs in enumerate(notes)])
    begun = Counter(folded(paragraphs[0]) for paragraphs in notes if paragraphs)
    for at, (lead, paragraphs) in enumerate(zip(leads, notes, strict=True)):
        earlier = {folded(one) for said in notes[:at] for one in said}
        fresh = [one for one in paragraphs if folded(one) not in earlier and begun[folded(one)] < 2]
        assert lead == (fresh[0] if fresh else paragraphs[-1] if paragraphs else "")


def test_a_change_of_case_spaces_or_punctuation_does_not_make_a_paragraph_new(tmp_path: Path) -> None:
    said = ("We look after *boilers*; see [our page](https://example.org/).", "WE look  after boilers: see our page")
    files = {
        f"notes/repairs/{date(2022, 1, 7) + timedelta(days=7 * at)}.md": note(
            date(2022, 1, 7) + timedelta(days=7 * at), body=f"{said[at]}\n\nNews {at}."
        )
        for at in (0, 1)
    }
    site = load(site_options(root=write_files(tmp_path, files), as_of=AS_OF))
    assert [one.summary for one in site.archive.notes] == ["News 0.", "News 1."]


def test_summaries_ignore_other_teams_texts(tmp_path: Path) -> None:
    files = {
        f"notes/{team}/2022-01-21.md": note("2022-01-21", body="We mend.\n\nMore.") for team in ("repairs", "voids")
    }
    site = load(site_options(root=write_files(tmp_path, files), as_of=AS_OF))
    assert [one.summary for one in site.archive.notes] == ["We mend.", "We mend."]


def test_a_summary_in_front_matter_does_not_end_with_a_colon(tmp_path: Path) -> None:
    text = note("2022-01-21", body="The pump.").replace("---\n", "---\nsummary: 'Celebrations:'\n", 1)
    site = load(site_options(root=write_files(tmp_path, {"notes/repairs/2022-01-21.md": text}), as_of=AS_OF))
    assert [one.summary for one in site.archive.notes] == ["Celebrations"]


def test_summaries_of_real_notes_say_what_is_new(real_notes: Path) -> None:
    site = load(site_options(root=real_notes, as_of=AS_OF))
    for note_ in site.archive.notes:
        assert not note_.summary.startswith("For more information")
    starts = {note_.path.removeprefix("notes/"): note_.summary[:30] for note_ in site.archive.notes}
    assert starts["data-platform/2022-01-24.md"].startswith("Thanks to those of you")
    assert starts["data-platform/2022-01-17.md"].startswith("This week has been all about")
    assert starts["cloud-engineering/2022-01-21.md"].startswith("A quiet week")
    assert b"<description>For more information" not in feeds_of(real_notes)["feed.xml"]
