"""Names that are nearly alike are found as if each were compared with each, and without doing so."""

import random
import re
from difflib import SequenceMatcher

import pytest

from weeknotes_site.site import similar_names as lookalikes
from weeknotes_site.site.similar_names import Lookalikes

WORDS = (
    "data",
    "platform",
    "repairs",
    "housing",
    "waste",
    "digital",
    "service",
    "design",
    "library",
    "2",
    "17",
    "a",
    "x1",
)
Ranks = dict[str, tuple[bool, bool, int, str]]


def with_slip(slug: str, dice: random.Random) -> str:
    at = dice.randrange(len(slug))
    letter = dice.choice("abcxyz-1")
    made = dice.choice(
        [slug[:at] + slug[at + 1 :], slug[:at] + letter + slug[at:], slug[:at] + letter + slug[at + 1 :]]
    )
    return re.sub("-+", "-", made).strip("-") or slug


def some_ranks(seed: int, count: int = 250) -> Ranks:
    """Return slugs of all lengths up to 80, a third of them with one to four slips."""
    dice = random.Random(seed)
    slugs = ["-".join(dice.choices(WORDS, k=dice.randint(1, 10)))[:80].strip("-") for _ in range(count)]
    for slug in slugs[: count // 3]:
        for _ in range(dice.randint(1, 4)):
            slug = with_slip(slug, dice)
        slugs.append(slug)
    return {slug: (dice.random() < 0.1, dice.random() < 0.3, dice.randint(0, 3), slug) for slug in sorted(set(slugs))}


def each_with_each(slug: str, ranks: Ranks) -> str | None:
    def words(one: str) -> str:
        return re.sub(r"(?<![^-])(?:\d+|[a-z])(?![^-])", "", one)

    return next(
        (
            one
            for one in sorted(ranks)
            if ranks[one] > ranks[slug]
            and words(one) != words(slug)
            and SequenceMatcher(None, slug, one).ratio() >= 0.88
        ),
        None,
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_the_same_names_are_found_as_by_comparing_each_with_each(seed: int) -> None:
    ranks = some_ranks(seed)
    alike = Lookalikes(ranks)
    found = {slug: alike.meant_by(slug) for slug in ranks}
    assert found == {slug: each_with_each(slug, ranks) for slug in ranks}
    assert sum(near is not None for near in found.values()) > 30


@pytest.mark.parametrize("slug", ["ab", "abc", "abcd", "abcde", "abcdefgh"])
def test_short_names_are_compared_too(slug: str) -> None:
    ranks = {one: (False, False, len(one), one) for one in (slug, f"{slug}x", f"x{slug}", f"{slug[:2]}x{slug[2:]}")}
    alike = Lookalikes(ranks)
    assert {one: alike.meant_by(one) for one in ranks} == {one: each_with_each(one, ranks) for one in ranks}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["{word}-{other}-{number}", "team-{number}", "team{number:05}"])
def test_thousands_of_names_are_not_compared_each_with_each(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def counting(junk: None, one: str, other: str) -> SequenceMatcher[str]:
        compared.append((one, other))
        return SequenceMatcher(junk, one, other)

    monkeypatch.setattr(lookalikes, "SequenceMatcher", counting)
    dice = random.Random(1)
    slugs = [name.format(word=dice.choice(WORDS), other=dice.choice(WORDS), number=number) for number in range(2_000)]
    ranks = {slug: (False, False, 1, slug) for slug in sorted(slugs)}
    alike = Lookalikes(ranks)
    for slug in ranks:
        alike.meant_by(slug)
    assert len(compared) < 20 * len(ranks)
