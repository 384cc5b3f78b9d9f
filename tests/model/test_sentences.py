"""Sentences end where readers expect, in headlines, quotes and excerpts."""

from itertools import pairwise

import pytest

from weeknotes_site.content.markdown.facts.outline import MAX_EXCERPT, excerpt
from weeknotes_site.model.sentences import sentence_ends


def sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in pairwise((0, *sentence_ends(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Lee fixed the pump at St. Mary's.",
        "We met Mr. Khan and Mrs. Okoro.",
        "We met J. Smith and A. B. Jones.",
        "We did things, e.g. the pump.",
        "Dr. Smith spoke to Ann (e.g. about No. 10) at 10 a.m. on the stairs.",
        "Approx. 5 vans vs. Finance etc. went.",
        "See vol. 2, p. 14 and fig. 3.",
        "It was closed from Nov. 3 on.",
        "It cost £3.50 a bell.",
        "“Why?” she asked.",
        "Mehr davon, z. B. Türen bzw. Fenster, d. h. Holz.",
        "Wir treffen uns am 3. März.",
        "Es war der 3. Test von ca. 12.",
        "Wir sahen Hr. Weber, Fr. Kuhn usw. im Keller.",
        "Cela coûte env. 5 euros, p. ex. Pierre et M. Martin.",
        "Siaradodd Cyng. Jones, e.e. Ann (tud. 5).",
    ],
)
def test_abbreviations_initials_decimals_and_ordinals_do_not_end_a_sentence(text: str) -> None:
    assert sentences(f"{text} And more.") == [text, "And more."]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("No. We won’t.", "No."),
        ("We open at 9 a.m. The line is long.", "We open at 9 a.m."),
        ("Türen, Fenster usw. Dann gingen wir.", "Türen, Fenster usw."),
        ("38 of 41. Two are left.", "38 of 41."),
        ("It fell by 17.4%. Nobody rang.", "It fell by 17.4%."),
        ("(“It works.”) She left.", "(“It works.”)"),
        ("« Ça marche. » Elle part.", "« Ça marche. »"),
        ("„Es geht.“ Sie ging.", "„Es geht.“"),
        ("we did it. then we slept.", "we did it."),
        ("发布了。很好。", "发布了。"),
    ],
)
def test_other_punctuation_ends_a_sentence_with_its_closing_quotes(text: str, first: str) -> None:
    assert sentences(text)[0] == first


def test_an_excerpt_ends_with_a_sentence() -> None:
    whole = f"{'It went well, ' * 12}with Dr. Lee."
    assert excerpt(f"{whole} {'Then we met Dr. Lee and Mr. Khan, ' * 12}") == whole
    assert excerpt(f"{'x' * (MAX_EXCERPT - 8)} cost 4.82 pounds. More of it.").endswith("cost…")
