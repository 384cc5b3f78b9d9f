"""Generate any number of realistic weeknotes, with the same bytes every time.

`python tests/benchmarks/corpus.py FOLDER NOTES [TEAMS]` writes a site to FOLDER: one note a team and week, of 300 to
1,200 words, with headings that recur, lists, links, a table or code now and then. The words are few and each as likely
as the others, which is quick to write; search is also measured over `natural_words`, of which few are common and most
are rare, as in what people write.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, count, islice
from pathlib import Path

TEAMS = 40
NEWEST = date(2026, 11, 20)

_WORDS = """
access account accessibility alert analyst audit backlog benefit blocked board bug building calendar capacity case
certificate change check citizen code community content contract council dashboard decision delay demo deploy design
document domain draft feedback form funding grant handover housing idea incident insight interview invoice journey
licence meeting migration monitoring name network notice office onboarding outcome page pattern payment permission phone
pilot pipeline planning platform policy portal practice priority problem product prototype question queue record release
repair report request research resident risk road search security service session sprint staff standard story supplier
support survey system team tenant test ticket tool training transport upgrade user vendor visit week workshop
a about after all and at before but by for from has have if in is it more not of on or our so than that the their then
this to we were what when where which will with you
""".split()  # noqa: SIM905 - a list of these would fill two pages
_HEADINGS = (
    "What we did",
    "What we learned",
    "User research",
    "Support requests",
    "What is blocked",
    "Celebrations",
    "Challenges",
    "Technical debt",
    "Hiring",
    "Next",
)


_COMMON = 120
"""So many of the natural words have one syllable; twenty times as many have two, and all others three."""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Words to make sentences from."""

    words: Sequence[str]
    likelihood: Sequence[float] | None = None
    """Of each word and all before it; without, all are alike."""

    def draw(self, dice: random.Random, number: int) -> list[str]:
        """Return a number of words."""
        return dice.choices(self.words, cum_weights=self.likelihood, k=number)


EVEN_WORDS = Vocabulary(words=_WORDS)


def natural_words(number: int = 20_000) -> Vocabulary:
    """Return made-up words, the commonest first, each as frequent as its rank makes it in natural text (Zipf's law)."""
    dice = random.Random(7)
    words: dict[str, None] = {}
    while len(words) < number:
        syllables = 1 if len(words) < _COMMON else 2 if len(words) < 20 * _COMMON else 3
        words["".join(_syllable(dice) for _ in range(syllables))] = None
    return Vocabulary(words=list(words), likelihood=list(accumulate(1 / (rank + 2.7) for rank in range(1, number + 1))))


def _syllable(dice: random.Random) -> str:
    return dice.choice("bcdfghklmnprstvwz") + dice.choice("aeiou") + dice.choice(("", "", "l", "n", "r", "s", "t"))


def write_site(root: Path, notes: int, teams: int = TEAMS, words: Vocabulary = EVEN_WORDS) -> None:
    """Write a site with a number of notes, newest weeks first."""
    (root / "notes").mkdir(parents=True, exist_ok=True)
    (root / "weeknotes.toml").write_text('title = "Benchmark"\nsite_id = "benchmark"\n', "utf-8")
    for path, text in islice(_notes(teams, words), notes):
        file = root / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")


def _notes(teams: int, words: Vocabulary) -> Iterator[tuple[str, str]]:
    dice = random.Random(11)
    names = [f"{dice.choice(_WORDS)} {dice.choice(_WORDS)} {number}".title() for number in range(teams)]
    for week in count():
        for number, name in enumerate(names):
            if dice.random() < 0.05:
                continue  # nobody writes every week
            day = NEWEST - timedelta(weeks=week, days=dice.choice((0, 0, 0, 1, 2)))
            front = f"team: {name}\ndate: {day}\nauthor: Author {number * 3 + dice.randrange(3)}\n"
            tags = f"tags: [{dice.choice(_WORDS)}, {dice.choice(_WORDS)}]\n"
            path = f"notes/{name.lower().replace(' ', '-')}/{day}.md"
            yield path, f"---\n{front}{tags}---\n\n{_body(dice, words)}"


def _body(dice: random.Random, words: Vocabulary) -> str:
    def sentence() -> str:
        return _sentence(dice, words)

    def paragraph() -> str:
        return " ".join(sentence() for _ in range(dice.randint(2, 6)))

    parts = [paragraph()]
    for heading in dice.sample(_HEADINGS, dice.randint(2, 6)):
        parts.append(f"## {heading}")
        parts += [paragraph() for _ in range(dice.randint(1, 3))]
        if dice.random() < 0.5:
            parts.append("\n".join(f"- {sentence()}\n    - {sentence()}" for _ in range(dice.randint(1, 4))))
        if dice.random() < 0.06:
            rows = "\n".join(f"| {dice.choice(_WORDS)} | {dice.randrange(100)} |" for _ in range(4))
            parts.append(f"| Service | Count |\n| --- | ---: |\n{rows}")
        if dice.random() < 0.05:
            parts.append("```python\ndef total(rows):\n    return sum(row.count for row in rows)\n```")
    return "\n\n".join(parts) + "\n"


def _sentence(dice: random.Random, vocabulary: Vocabulary) -> str:
    words = vocabulary.draw(dice, dice.randint(8, 24))
    if dice.random() < 0.15:
        words[-1] = f"**{words[-1]}**"
    if dice.random() < 0.12:
        words[0] = f"[{words[0]}](https://intranet.example/{words[0]})"
    return f"{' '.join(words)}."


if __name__ == "__main__":
    write_site(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else TEAMS)
