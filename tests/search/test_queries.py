"""A query of a word or two finds the intended note among the first three results."""

from pathlib import Path

import pytest

from search.asking import SearchPage

pytestmark = pytest.mark.slow

QUERIES = Path(__file__).parent / "queries.txt"
WANTED = 0.95


def read_queries() -> dict[str, set[str]]:
    """Return the queries of the set, each with the notes of which one must come first."""
    lines = [line for line in QUERIES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {query.strip(): set(notes.split()) for query, _, notes in (line.partition("|") for line in lines)}


def test_the_intended_note_is_among_the_first_three_results(
    search: SearchPage, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = read_queries()
    assert len(queries) >= 40
    answers = search.ask_all(queries)
    missed = {query: answer[:3] for query, answer in answers.items() if not queries[query] & set(answer[:3])}
    share = 1 - len(missed) / len(queries)
    with capsys.disabled():
        print(f"\n{len(queries)} queries, {share:.1%} hit in the first three; missed: {missed or 'none'}")
    assert share >= WANTED
