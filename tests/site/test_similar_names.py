"""Misspelled team names are found without comparing thousands of names pairwise."""

import random
from difflib import SequenceMatcher

import pytest

from weeknotes_site.site import similar_names
from weeknotes_site.site.similar_names import MAX_COMPARISONS, Rank, find_similar
from weeknotes_site.suggestions import MAX_CANDIDATES


def ranked(*slugs: str, registered: tuple[str, ...] = ()) -> dict[str, Rank]:
    return {slug: (slug in registered, slug in registered, 1, slug) for slug in slugs}


@pytest.mark.parametrize(
    "slip", ["data-platfrom", "data-platform-", "dataplatform", "data-platforms", "data-paltform", "data-plotform"]
)
def test_a_typo_in_a_name_is_found(slip: str) -> None:
    ranks = ranked("data-platform", "housing-repairs", slip, registered=("data-platform", "housing-repairs"))
    assert find_similar([slip], ranks) == {slip: "data-platform"}


@pytest.mark.parametrize("slug", ["housing-17", "housing-a", "housing-2"])
def test_another_number_or_letter_is_not_a_typo(slug: str) -> None:
    assert find_similar([slug], ranked("housing-1", slug, registered=("housing-1",))) == {}


@pytest.mark.parametrize("slug", ["housing", "data-plans", "platform-data"])
def test_other_names_are_left_alone(slug: str) -> None:
    assert find_similar([slug], ranked("data-platform", slug, registered=("data-platform",))) == {}


def test_only_the_lower_ranked_name_is_a_typo() -> None:
    ranks = ranked("data-platform", "data-platfrom", registered=("data-platform",))
    assert find_similar(ranks, ranks) == {"data-platfrom": "data-platform"}


def test_the_highest_ranked_similar_name_is_suggested() -> None:
    ranks = ranked("waste-services", "waste-service", "waste-servces", registered=("waste-service",))
    assert find_similar(["waste-servces"], ranks) == {"waste-servces": "waste-service"}


@pytest.mark.parametrize("letters", ["abcdefghijklmnopqrst", "aaaaaaaaaabbbbbbbbbb"])
def test_thousands_of_names_are_not_compared_pairwise(letters: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(1)
    anagrams = {"".join(dice.sample(letters, len(letters))) for _ in range(3_000)}
    filtered, compared = [], []

    def sharing(_letters: dict[str, int], other: str) -> int:
        filtered.append(other)
        return len(other)

    def matching(junk: None, one: str, other: str, *, autojunk: bool) -> SequenceMatcher[str]:
        compared.append((one, other))
        return SequenceMatcher(junk, one, other, autojunk)

    monkeypatch.setattr(similar_names, "shared_letters", sharing)
    monkeypatch.setattr(similar_names, "SequenceMatcher", matching)
    find_similar(anagrams, ranked(*anagrams))
    assert 0 < len(compared) <= MAX_COMPARISONS
    assert len(filtered) <= MAX_CANDIDATES * len(anagrams)


def test_a_typo_is_found_among_thousands_of_teams() -> None:
    many = [f"{word}-{number:x}z" for number in range(500) for word in ("crew", "squad", "guild", "tribe", "office")]
    ranks = ranked("data-platform", "data-platfrom", *many, registered=("data-platform",))
    assert find_similar(["data-platfrom"], ranks) == {"data-platfrom": "data-platform"}
