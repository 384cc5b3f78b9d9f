"""Suggestions are right, and cheap for any number and length of names."""

from difflib import get_close_matches
from pathlib import Path

import pytest

from commands import weeknotes
from conftest import MakeSite
from weeknotes_site.suggestions import MAX_CANDIDATES, MAX_COMPARED, MAX_SUGGESTIONS, nearest

FRONT = "---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\n"


def check(root: Path) -> str:
    return weeknotes(root, "check", "--as-of", "2022-03-01").output


def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Return a list that fills with the names of each comparison."""
    calls = []

    def counting(word: str, possibilities: dict[str, str], n: int, cutoff: float) -> list[str]:
        calls.append((word, *possibilities))
        return get_close_matches(word, possibilities, n, cutoff)

    monkeypatch.setattr("difflib.get_close_matches", counting)
    return calls


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("auhtor", "author"), ("Authors", "author"), ("dtae", "date"), ("publishd", "published"), ("colour", None)],
)
def test_the_nearest_known_name_is_suggested(typed: str, meant: str | None) -> None:
    assert nearest(typed, ["author", "date", "published", "tags"]) == meant


def test_case_makes_no_difference_and_the_known_spelling_comes_back() -> None:
    assert nearest("DATA PLATFROM", ["Data Platform", "Repairs"]) == "Data Platform"


def test_names_are_compared_by_their_beginnings(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = compared(monkeypatch)
    known = "queue-" * 500 + "a"
    assert nearest("queue-" * 500 + "b", [known, "x"]) == known
    assert [len(name) for names in calls for name in names] == [MAX_COMPARED] * 2


def test_of_thousands_of_names_only_the_most_likely_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = compared(monkeypatch)
    known = [f"picture-of-{number:04}" for number in range(5_000)]
    assert nearest("picture-fo-3141", known) == "picture-of-3141"
    assert len(calls[0]) <= MAX_CANDIDATES + 1


def test_names_of_another_length_or_other_letters_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = compared(monkeypatch)
    assert nearest("queue", ["queue-of-repairs", "qu", "tents"]) is None
    assert calls == [("queue",)]


def test_a_run_makes_a_limited_number_of_suggestions(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = compared(monkeypatch)
    links = " ".join(f"[a](qeueu-{number}.csv)" for number in "abcdefghijklmnopqrstuvwxyz")
    files = {f"notes/repairs/queue-{number}.csv": "1" for number in "abcdefghijklmnopqrstuvwxyz"}
    notes = {f"notes/repairs/2022-01-{day}.md": FRONT + links for day in (24, 25)}
    fragments = {"notes/waste/2022-01-24.md": f"{FRONT}## Queue\n\n" + "[a](#qeue) " * 40}
    output = check(make_site(files | notes | fragments))
    assert output.count("error[broken-") == 26 + 26 + 40
    assert output.count("did you mean") == MAX_SUGGESTIONS
    assert len(calls) == MAX_SUGGESTIONS


def test_unregistered_teams_share_the_limit(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = compared(monkeypatch)
    files = {"weeknotes.toml": "registered_teams_only = true\n"}
    files |= {f"notes/team-{letter}/_team.md": "" for letter in "abc"}
    for number in range(2 * MAX_SUGGESTIONS):
        files[f"notes/2022/{number}.md"] = FRONT.replace("date", f"team: Taem {number}\ndate", 1)
    output = check(make_site(files))
    assert output.count("error[unregistered-team]") == 2 * MAX_SUGGESTIONS
    assert len(calls) == MAX_SUGGESTIONS
