"""Generated notes with real and apparent references to other teams, and the right answer for each."""

import random
from collections.abc import Iterator
from typing import NamedTuple

TEAMS = {
    "cloud-engineering": "name: Cloud Engineering\naliases: [CE]",
    "modern-tools-for-housing": "name: Modern Tools for Housing\naliases: [MTFH]",
    "data-and-insight": "name: Data and Insight\nformerly: [Business Intelligence, Data and Insight]",
    "revs-and-bens": "name: Revs & Bens",
    "childrens-services": "name: Children's Services",
    "digital-team": "name: Digital team",
    "search": "name: Search",
    "repairs": "name: Repairs\nmentions: true",
    "cloud-engineering-support": "name: Cloud Engineering Support",
}
NAMES = {
    "cloud-engineering": ("Cloud Engineering", "CE"),
    "modern-tools-for-housing": ("Modern Tools for Housing", "MTFH"),
    "data-and-insight": ("Data and Insight", "Business Intelligence"),
    "revs-and-bens": ("Revs & Bens",),
    "childrens-services": ("Children's Services", "Children’s Services"),
    "repairs": ("Repairs",),
    "cloud-engineering-support": ("Cloud Engineering Support",),
}
NAMING = (
    "{} helped us with the queue.",
    "On Monday we met {} about the lift.",
    "The {} team has a new form.",
    "Thanks to {}’s patience it is live.",
    "“{}” stood on the invitation.",
    "We asked {}, and they answered.",
    "- Blocked by {}",
    "> {} saved us two days.",
    "**{}** starts on Tuesday.",
    "See [what {} wrote](https://council.example/queue).",
    "| Who | When |\n|---|---|\n| {} | Monday |",
    "It was a {}-led workshop (with cake).",
    "Who pays: us or {}?",
)
MID_SENTENCE = ("We asked the Digital team for a form.", "A workshop of the Digital team went well.")
LINKING = ("We read [their note](../search/first.md) twice.", "Ask [who knows](../search/_team.md).")
TRAPS = (
    "Search is slow today, and so is the Search of the old site.",
    "The repairs took a week, and repairs cost money.",
    "Cloud engineering is hard, and cloud engineering is not cheap.",
    "CLOUD ENGINEERING was the title of the talk.",
    "Modern tools for housing are few.",
    "We compared Clouds. Engineering comes next.",
    "Cloud, Engineering and the rest.",
    "CEs, CEO and ACE are other words.",
    "Set `Cloud Engineering` in the settings.",
    "```\nCloud Engineering and MTFH\n```",
    "~~~\nRepairs and MTFH\n~~~",
    "![Cloud Engineering](chart.png)",
    "See https://council.example/MTFH/Repairs and ask MTFH@council.example.",
    'Read [the plan](https://council.example/plan "Cloud Engineering").',
    "Open MTFH.xlsx, see #MTFH, ask @MTFH.",
    "Data and insights are what we want. Insight and Data, too.",
    "Business intelligence is a trade.",
    "Children’s services need rooms.",
    "Digital team spirit is high. Digital teams meet.",
    "Revs are up and Bens is away.",
    "<!-- Cloud Engineering -->",
    "AT&CE and CE&T are firms.",
    "The Housing team and the Tools team met.",
    "Ms Cloud and Mr Engineering came.",
)


REFERRING = {
    "See weeknote 16.": ("own", 16),
    "(Our last weeknote 15 told of it.)": ("own", 15),
    "It is in week note 16, where we\nleft it.": ("own", 16),
    "Since the weeknotes of spring, mostly weeknote 15, we know.": ("own", 15),
    "As told in the\nCloud Engineering weeknote 4": ("cloud-engineering", 4),
    "MTFH’s weeknote 5 has more.": ("modern-tools-for-housing", 5),
    "More is in weeknote 5 of the Modern Tools for Housing team.": ("modern-tools-for-housing", 5),
    "Search weeknote 7 tells how.": ("search", 7),
    "The Repairs team’s weeknote 8 is worth a read.": ("repairs", 8),
}
LOOKALIKES = (
    "We write weeknotes 16 times a year.",
    "Weeknotes 16 January 2022 were short.",
    "Weeknote 16/01/2022 is lost.",
    "GOV weeknote 16 is another.",
    "`weeknote 16` is code.",
    "In week 16 and sprint 15 nothing came.",
    "Weeknotes 2016 were long.",
    "The 16 weeknotes of spring, and weeknote 16th.",
    "Read [weeknote 16](https://council.example/16) elsewhere.",
    "Anna’s weeknote 16 is on her blog.",
)


class Planted(NamedTuple):
    """A note's text, the teams that it speaks of, and the notes that it refers to by team and number."""

    body: str
    teams: frozenset[str]
    references: frozenset[tuple[str, int]]


def plant(number: int, seed: int) -> Iterator[Planted]:
    """Yield so many notes; the same ones for the same seed."""
    some = random.Random(seed)
    for _ in range(number):
        blocks = [(trap, "") for trap in (*some.sample(TRAPS, some.randrange(2, 8)), *some.sample(LOOKALIKES, 2))]
        named = some.sample(sorted(NAMES), some.randrange(3))
        blocks += [(some.choice(NAMING).format(some.choice(NAMES[slug])), slug) for slug in named]
        blocks += [(some.choice(MID_SENTENCE), "digital-team")] if some.random() < 0.2 else []
        blocks += [(some.choice(LINKING), "search")] if some.random() < 0.2 else []
        referring = some.sample(sorted(REFERRING), some.randrange(3))
        blocks += [(text, REFERRING[text][0]) for text in referring]
        some.shuffle(blocks)
        yield Planted(
            "\n\n".join(text for text, _ in blocks),
            frozenset(slug for _, slug in blocks if slug not in ("", "own")),
            frozenset(REFERRING[text] for text in referring),
        )
