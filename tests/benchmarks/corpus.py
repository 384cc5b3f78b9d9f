"""Notes that look like weeknotes, as many as wanted, the same bytes every time.

`python tests/benchmarks/corpus.py FOLDER NOTES [TEAMS]` writes a site to FOLDER: one note a team and week, of 300 to
1,200 words, with headings that recur, lists, links, a table or code now and then.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
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


def write_site(root: Path, notes: int, teams: int = TEAMS) -> None:
    """Write a site of so many notes, newest weeks first."""
    (root / "notes").mkdir(parents=True, exist_ok=True)
    (root / "weeknotes.toml").write_text('title = "Benchmark"\nsite_id = "benchmark"\n', "utf-8")
    for path, text in islice(_notes(teams), notes):
        file = root / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")


def _notes(teams: int) -> Iterator[tuple[str, str]]:
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
            yield path, f"---\n{front}{tags}---\n\n{_body(dice)}"


def _body(dice: random.Random) -> str:
    parts = [_paragraph(dice)]
    for heading in dice.sample(_HEADINGS, dice.randint(2, 6)):
        parts.append(f"## {heading}")
        parts += [_paragraph(dice) for _ in range(dice.randint(1, 3))]
        if dice.random() < 0.5:
            parts.append("\n".join(f"- {_sentence(dice)}\n    - {_sentence(dice)}" for _ in range(dice.randint(1, 4))))
        if dice.random() < 0.06:
            rows = "\n".join(f"| {dice.choice(_WORDS)} | {dice.randrange(100)} |" for _ in range(4))
            parts.append(f"| Service | Count |\n| --- | ---: |\n{rows}")
        if dice.random() < 0.05:
            parts.append("```python\ndef total(rows):\n    return sum(row.count for row in rows)\n```")
    return "\n\n".join(parts) + "\n"


def _paragraph(dice: random.Random) -> str:
    return " ".join(_sentence(dice) for _ in range(dice.randint(2, 6)))


def _sentence(dice: random.Random) -> str:
    words = dice.choices(_WORDS, k=dice.randint(8, 24))
    if dice.random() < 0.15:
        words[-1] = f"**{words[-1]}**"
    if dice.random() < 0.12:
        words[0] = f"[{words[0]}](https://intranet.example/{words[0]})"
    return f"{' '.join(words)}."


if __name__ == "__main__":
    write_site(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else TEAMS)
