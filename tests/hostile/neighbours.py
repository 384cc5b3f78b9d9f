"""A bilingual site of five teams, and commits in one team's folder that try to harm the others."""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from weeknotes_site.model.identity import permanent_id

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)

Files = dict[str, str | bytes | None]
"""What a commit writes; None deletes."""

FIRST, LAST = "aa-first", "zz-last"
"""The folders of two teams that turn hostile: before and after all others in order."""

VICTIMS = ("housing", "Voids_Team", "data-platform")
SLUGS = ("housing", "voids-team", "data-platform", "planning")


def note(day: str, body: str = "The boiler of block C is warm again.", **front: str) -> str:
    values = {"date": day, "author": "Ann Lee and Bo Ek", **front}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items() if value) + f"---\n\n{body}\n"


def site() -> Mapping[str, str | bytes]:
    """Return the site before any hostile commit."""
    files: dict[str, str | bytes] = {
        "weeknotes.toml": 'base_url = "https://weeknotes.example/"\npublic = true\nlanguages = ["en", "cy"]\n'
        'repository = "https://github.com/example/notes"\n',
        "glossary.toml": 'HHSRS = {HR = "Housing Health and Safety Rating System", "*" = "a rating"}\n'
        'VL = {Voids = "Void loss"}\nDPA = {"data-platform" = "Data protection act"}\nUC = "Universal Credit"\n',
        "static/tags/taken.html": "x",
        "static/files/plan.txt": "x",
        "static/weeks/1999-w01.html": "x",
        "static/cy/tags/taken.html": "x",
        "static/cy/people/taken.html": "x",
        f"static/cy/teams/{LAST}/2022-02-04.html": "x",
        f"static/cy/teams/{FIRST}/2022-02-04.html": "x",
        "static/cy/weeks/2021-w49.html": "x",
        f"static/teams/{LAST}/chart.png": PNG,
        f"static/teams/{FIRST}/chart.png": PNG,
        "notes/housing/_team.md": "---\nname: Housing Repairs\naliases: [HR, Repairs]\nformerly: [Housing]\n"
        "lead: Ann Lee\ncontact: housing@weeknotes.example\n---\n\nWe mend [homes](2022-01-14.md).\n",
        "notes/Voids_Team/_team.md": "---\nname: Voids Team\nnames: {cy: Tai Gwag}\nformerly: [Empty Homes, Voids]\n"
        "mentions: true\nthreads: {join: [[Keys, Key safes]]}\n---\n",
        "notes/2022/2022-01-20-planning.md": note("2022-01-20", team="Planning", author="Planning"),
    }
    for team in (*VICTIMS, FIRST, LAST):
        for day in ("2022-01-07", "2022-01-14", "2022-01-21"):
            files[f"notes/{team}/{day}.md"] = note(day, tags="[boilers, Damp]")
    files["notes/housing/2022-01-28.md"] = note(
        "2022-01-28",
        "![A chart](chart.png)\n\nSee [first](../aa-first/2022-01-14.md#next), [last](../zz-last/2022-01-14.md#next) "
        "and [voids](../Voids_Team/2022-01-21.md).\n\n## Next\n\nThe lift.\n",
        formerly="[blog/spring.html, old/place/]",
        id="urn:x-housing:1",
        number="3",
    )
    files["notes/housing/chart.png"] = PNG
    files["notes/housing/2022-01-26.md"] = note(
        "2022-01-26",
        "The Voids Team and [planners](../2022/2022-01-20-planning.md) met.\n\nSee weeknote 3 and Aa first weeknote 5. "
        "It is in our weeknote 3, in the HR weeknote 3 and in the Repairs team weeknote 3. HHSRS and UC changed.",
    )
    files["notes/housing/2022-01-14.cy.md"] = note("", "Mae'r boeler yn gynnes. Gweler weeknote 3.", author="")
    files["notes/Voids_Team/2022-01-26.md"] = note(
        "2022-01-26",
        "Housing Repairs and Data Platform met.\n\n## Keys\n\nHousing weeknote 3 says so. VL and HHSRS fell.",
        number="1",
    )
    files["notes/Voids_Team/2022-01-27.md"] = note("2022-01-27", "We met HR.\n\n## Key safes\n\nVoids weeknote 1.")
    files["notes/Voids_Team/2022-01-28.md"] = note("2022-01-28", "We met Aa first.\n\n## Keys\n\nThe DPA.")
    files["notes/data-platform/2022-01-26.md"] = note("2022-01-26", "The DPA, VL and HHSRS.\n\n## Next\n\nA queue.")
    files["notes/data-platform/2022-01-27.md"] = note("2022-01-27", "Voids weeknote 1 is about Empty Homes.")
    files["notes/data-platform/_team.md"] = "---\nname: Data Platform\n---\n"
    for team in (FIRST, LAST):
        files[f"notes/{team}/2022-01-14.md"] = note("2022-01-14", "All is well.\n\n## Next\n\nMore.\n", number="5")
    return files


class Attack:
    """Makes the commits of a team; the same seed gives the same commits."""

    def __init__(self, team: str, seed: int) -> None:
        self.team, self.any = team, random.Random(seed)

    @property
    def claims_come_late(self) -> bool:
        """Whether other teams come first if a former name or old path is claimed twice."""
        return self.team == LAST

    def commit(self, kind: str) -> Files:
        made = KINDS[kind](self)
        assert all(path.startswith("notes/") for path in made)
        return made

    def own(self, name: str) -> str:
        return f"notes/{self.team}/{name}"

    def day(self) -> str:
        return (date(2021, 12, 1) + timedelta(days=self.any.randrange(120))).isoformat()

    def team_file(self, **values: str) -> str:
        return "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\n\nWe are here.\n"

    def names(self) -> list[str]:
        taken = ["Housing", "housing", "Voids Team", "data-platform", "Data Platform", "Planning", "HR", "Repairs"]
        people = ["Ann Lee", "Bo Ek", "ann-lee", "Ann Lee team", "boilers", "index", "New Name", "\U0001f389"]
        former = ["Empty Homes", "Voids"] if self.claims_come_late else []
        return self.any.sample(taken + people + former, 5)


def names(attack: Attack) -> Files:
    one, two, three, four, five = attack.names()
    key = attack.any.choice(("name", "aliases", "formerly"))
    values = {"name": one, "aliases": f"[{two}, {three}]", "formerly": f"[{four}, {five}]"}
    chosen = {key: values[key]} if attack.any.random() < 0.5 else values
    return {attack.own("_team.md"): attack.team_file(**chosen), attack.own("2022-02-04.md"): note("2022-02-04")}


def twins(attack: Attack) -> Files:
    slug = attack.any.choice(("housing", "data-platform"))
    folder = attack.any.choice(
        (f"{slug}_", f"{slug.upper()}", f"{slug.title()}-", f"_{slug}", f"{slug.replace('-', ' ')} ")
    )
    team = attack.team_file(name="Taken", contact="evil@example.org", formerly="[Housing]", aliases="[HR]")
    files: Files = {f"notes/{folder}/_team.md": team, f"notes/{folder}/chart.png": PNG + b"x"}
    days = attack.any.sample(("2022-01-07", "2022-01-14", "2022-01-21", "2022-01-28", "2022-03-04"), 3)
    return files | {f"notes/{folder}/{day}.md": note(day, "![x](chart.png)") for day in days}


def slugs(attack: Attack) -> Files:
    chosen = attack.any.choice(("index", "latest", "con", "2022-01-14", "feed", "../x", "A b", "x" * 90, "search"))
    return {
        attack.own(f"{attack.any.choice(('index', 'a b', 'a-b', 'aux'))}.md"): note(attack.day(), slug=f'"{chosen}"')
    }


def former_paths(attack: Attack) -> Files:
    paths = [
        *(
            "index.html",
            "teams/housing/2022-01-14.html",
            "teams/housing/2022-05-05.html",
            "teams/voids-team/index.html",
        ),
        *(
            "weeks/2022-w03.html",
            "people/ann-lee.html",
            "tags/boilers.html",
            "404.html",
            "search.html",
            "tags/taken.html",
        ),
        *(
            "teams/index.html",
            "teams/planning/2022-01-20-planning.html",
            "weeks/2040-w01.html",
            "teams/empty-homes/x.html",
        ),
        *("blog/new.html", "Teams/Housing/2022-01-14.html", "files/plan.txt/x.html"),
        *(("blog/spring.html", "old/place", "teams/voids/2022-01-14.html") if attack.claims_come_late else ()),
    ]
    chosen = ", ".join(attack.any.sample(paths, 4))
    return {attack.own(f"{attack.day()}.md"): note("1999-01-08", formerly=f"[{chosen}]")}


def tags_and_authors(attack: Attack) -> Files:
    words = [
        "index",
        "Index",
        "con",
        "taken",
        "BOILERS",
        "damp",
        "C++",
        "\U0001f389",
        "a/b",
        "..",
        *map(str, range(40)),
    ]
    people = [
        "index",
        "ANN LEE",
        "bo-ek",
        "Housing",
        "Voids",
        "nul",
        "\U0001f389",
        "Data Platform team",
        "Ann Lee, Bo Ek",
    ]
    files: Files = {}
    for number in range(6):
        tags = ", ".join(f'"{word}"' for word in attack.any.sample(words, attack.any.choice((1, 3, 30, 31))))
        author = ", ".join(attack.any.sample(people, 3))
        files[attack.own(f"2022-02-{number + 10}.md")] = note(
            f"2022-02-{number + 10}", author=f'"{author}"', tags=f"[{tags}]"
        )
    return files


def links(attack: Attack) -> Files:
    targets = [
        *(
            "../housing/2022-01-14.md",
            "../housing/2022-01-14.md#gone",
            "../housing/gone.md",
            "../Voids_Team/",
            "gone.png",
        ),
        *(
            "../../weeknotes.toml",
            "/etc/passwd",
            "javascript:x",
            "2022-01-14.md",
            "../voids/2022-01-14.md",
            "#gone",
            "",
        ),
    ]
    lines = ["Housing weeknote 3, Voids Team weeknote 1, weeknote 5 and Data Platform."]
    lines += [f"[x{n}]({attack.any.choice(targets)}) ![y]({attack.any.choice(targets)})" for n in range(400)]
    return {attack.own("2022-02-04.md"): note("2022-02-04", "\n\n".join(lines))}


def attachments(attack: Attack) -> Files:
    broken = attack.any.choice((PNG[:40], b"", b"x" * 1000, PNG))
    body = "![a](a b.png) ![b](a-b.png) ![c](chart.png) [d](run.svg) [e](page.html) [f](con.txt) [g](\U0001f389.pdf)"
    body = body.replace("a b.png", "<a b.png>")
    return {
        attack.own("a b.png"): broken,
        attack.own("a-b.png"): PNG,
        attack.own("chart.png"): broken,
        attack.own("run.svg"): "<svg/>",
        attack.own("page.html"): "<script>1</script>",
        attack.own("con.txt"): "x",
        attack.own("\U0001f389.pdf"): "x",
        attack.own("2022-02-04.md"): note("2022-02-04", body),
    }


def ids(attack: Attack) -> Files:
    victims = [
        "urn:x-housing:1",
        permanent_id("weeknotes", "housing/2022-01-14"),
        permanent_id("weeknotes", "week:2022-W03"),
    ]
    victims += [permanent_id("weeknotes", "empty-homes/2022-01-21"), permanent_id("weeknotes", "feed:housing")]
    return {
        attack.own(f"x{number}.md"): note(
            attack.any.choice(("1999-01-04", "2022-01-14")), id=attack.any.choice(victims)
        )
        for number in range(3)
    }


def withdrawals(attack: Attack) -> Files:
    path = attack.own("2022-01-14.md")
    choice = attack.any.randrange(5)
    if choice == 0:
        return {path: None}
    if choice == 1:
        return {path: note("2022-01-14", draft="true")}
    if choice == 2:
        return {path: note("2022-01-14", "No heading here.")}
    if choice == 3:
        return {path: None, attack.own("renamed.md"): note("2022-01-14")}
    return {path: attack.any.choice(("", "----\n", note("2022-01-14", dratf="true"), note("not a date", "<b>" * 300)))}


def broken_files(attack: Attack) -> Files:
    texts: list[str | bytes] = [
        *(b"\xff\xfe\x00", b"\x00" * 100, b"---\ndate: 2022-02-04\n---\n\xc3(", b"x" * 90_000, "---\n[1]\n---\n"),
        *("---\na: &a [*a]\n---\n", "---\n" + "[" * 30_000 + "\n---\n", note("2022-02-04", "> " * 400 + "x")),
        *(
            note("2022-02-04", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x"),
            note("2022-02-04", "[" * 3000),
            "---\nteam: X\n---\nx",
        ),
        *(note("2022-02-04", team="Housing"), note("2022-02-04", "<div>" * 200), note("2022-02-04", "[^a]" * 2000)),
    ]
    name = attack.any.choice(("2022-02-04.md", "x.md", "_team.md", "2022-01-14.md"))
    return {attack.own(name): attack.any.choice(texts)}


def facts(attack: Attack) -> Files:
    values = {
        "ended": attack.any.choice(("2022-01-31", "soon")),
        "continued_as": attack.any.choice(("Housing", "Voids Team", "Nobody", "[x]")),
        "rhythm": attack.any.choice(("weekly", "never")),
        "breaks": attack.any.choice(("2022-01-03 to 2022-12-31", "x")),
        "monday_covers_previous_week": attack.any.choice(("false", "perhaps")),
        "contact": attack.any.choice(("javascript:alert(1)", "x" * 600, "a@b")),
    }
    return {attack.own("_team.md"): attack.team_file(**values)}


def floods(attack: Attack) -> Files:
    files: Files = {}
    for number in range(60):
        week = attack.any.choice(("", "2022-W03", "[2022-W01, 2022-W02, 2022-W03]", "1999-W01", "2199-W50", "2022-W99"))
        year = attack.any.choice((1990, 2022, 2022, 2022, 2199, 9999))
        files[attack.own(f"{number}/n{number}.md")] = note(f"{year}-01-{number % 28 + 1:02}", week=week)
    return files


WORDS = (
    "See",
    "The",
    "It",
    "In",
    "Our",
    "Boiler",
    "Block C",
    "Keys",
    "Repairs team",
    "The HR",
    "HR weeknote",
    "Weeknote",
)
"""Words of the others' notes that may be taken for names."""


def references(attack: Attack) -> Files:
    """Number notes as the others do, and claim the words before their references as names."""
    pick = attack.any
    former = ("Empty Homes", "Voids") if attack.claims_come_late else ()
    names = ", ".join(pick.sample((*WORDS, "HR", "Aa first", *former), 4))
    files: Files = {attack.own("_team.md"): attack.team_file(**{pick.choice(("aliases", "formerly")): f"[{names}]"})}
    for number in range(4):
        text = "HR weeknote 3, Housing weeknote 3, Voids weeknotes 1 and 3, weeknote 3, see weeknotes 1, 2 and 5. "
        day = pick.choice(("1999-01-08", "2022-01-14", "2022-02-04"))
        files[attack.own(f"r{number}.md")] = note(day, text * 20, number=str(pick.choice((1, 3, 5))))
    return files


def translations(attack: Attack) -> Files:
    """Translate other teams' notes, and contradict their values."""
    pick = attack.any
    originals = ("../housing/2022-01-14.md", "../housing/2022-01-14.cy.md", "../Voids_Team/2022-01-21.md")
    others = ("../2022/2022-01-20-planning.md", "2022-01-14.md", "../housing/gone.md")
    names = f"{{cy: {pick.choice(('Housing', 'Tai Gwag', 'Data Platform'))}, en: Planning}}"
    files: Files = {attack.own("_team.md"): attack.team_file(names=names)}
    for number in range(5):
        front = {
            "translates": pick.choice((*originals, *others)),
            "lang": pick.choice(("cy", "en", "fr", "")),
            "team": pick.choice(("", "", "Housing", "Planning")),
            "id": pick.choice(("", "urn:x-housing:1")),
            "slug": pick.choice(("", "2022-01-21")),
            "formerly": pick.choice(("", "[cy/index.html, cy/teams/housing/2022-01-14.html, cy/blog/spring.html]")),
            "number": pick.choice(("", "3")),
        }
        name = pick.choice(
            (f"x{number}.md", f"x{number}.cy.md", "2022-01-14.cy.md", "2022-01-14.fr.md", "2022-01-21.en.md")
        )
        files[attack.own(name)] = note("2022-01-14", "Evil weeknote 3.", **front)
    return files


def threads(attack: Attack) -> Files:
    """Write under other teams' headings, join everything, and claim their pages."""
    pick = attack.any
    headings = ["Keys", "Key safes", "Next", "index", "con", "\U0001f389", "Ann Lee", "x" * 200, "Keys | keys", "2022"]
    chosen = [", ".join(f'"{one}"' for one in pick.sample(headings, 3)) for _ in range(2)]
    rules = pick.choice(
        (f"{{join: [[{chosen[0]}]], apart: [[{chosen[1]}]]}}", f"{{join: [[{chosen[0]}], [{chosen[1]}]]}}", "[x]")
    )
    files: Files = {
        attack.own("_team.md"): attack.team_file(threads=rules, last_time=pick.choice(("true", "false", "x")))
    }
    paths = (
        "teams/housing/threads/new.html",
        "teams/voids-team/threads/keys.html",
        "teams/voids-team/quarters/2022-q1.html",
    )
    for number in range(5):
        body = "".join(f"## {heading}\n\nOf [that](../Voids_Team/2022-01-26.md#keys).\n\n" for heading in headings)
        day = f"2022-02-{number + 10}"
        files[attack.own(f"{day}.md")] = note(day, body, formerly=pick.choice(("", f"[{pick.choice(paths)}]")))
    return files


def mentions(attack: Attack) -> Files:
    """Mention other teams many times, and claim their words as names."""
    pick = attack.any
    names = pick.sample((*WORDS, "HR", "Housing Repairs", "Voids", "Tai Gwag", "Aa first", "Platform", "Data"), 6)
    values = {
        "mentions": pick.choice(("true", "false", "perhaps")),
        "aliases": f"[{', '.join(names[:5])}]",
        "name": names[5],
    }
    values = {key: values[key] for key in pick.sample(sorted(values), 2)}
    files: Files = {attack.own("_team.md"): attack.team_file(**values)}
    for number in range(8):
        body = "Housing Repairs, the HR, Voids Team and Data Platform met. " * pick.choice((1, 300))
        link = "[They](../housing/2022-01-14.md) [met](../Voids_Team/)."
        day = f"2022-0{pick.choice((1, 2))}-{number + 10}"
        files[attack.own(f"m{number}.md")] = note(day, f"## Housing Repairs\n\n{body}\n\n{link}")
    return files


def terms(attack: Attack) -> Files:
    """Claim names in the glossary, and use its words before all other teams."""
    pick = attack.any
    key = pick.choice(("aliases", "formerly") if attack.claims_come_late else ("aliases",))
    names = pick.sample(("HR", "Voids", "data-platform", "Data Platform", "*", "UC", "VL"), 3)
    claims = ", ".join(f'"{name}"' for name in names)
    body = "HHSRS, VL, DPA and UC. *[UC]: Taken\n\n*[HHSRS]: Taken\n\nUniversal Credit (UC). " * pick.choice((1, 100))
    return {
        attack.own("_team.md"): attack.team_file(**{key: f"[{claims}]"}),
        attack.own("1999-01-08.md"): note("1999-01-08", body),
        attack.own("2022-01-26.md"): note("2022-01-26", body),
    }


KINDS: Mapping[str, Callable[[Attack], Files]] = {
    "names": names,
    "twins": twins,
    "slugs": slugs,
    "former paths": former_paths,
    "tags and authors": tags_and_authors,
    "links": links,
    "attachments": attachments,
    "ids": ids,
    "withdrawals": withdrawals,
    "broken files": broken_files,
    "facts": facts,
    "floods": floods,
    "references": references,
    "translations": translations,
    "threads": threads,
    "mentions": mentions,
    "terms": terms,
}
