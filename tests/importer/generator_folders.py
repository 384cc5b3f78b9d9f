"""For each generator, a folder of ten notes of two teams in its documented format."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from importer.trying import PNG

TEAMS = ("Housing Repairs", "Data and Insight")
AUTHORS = ("Tamsin Okell", "Bram Vesey")
FRIDAYS = tuple(date(2023, 1, 6) + timedelta(weeks=at) for at in range(5))

Folder = dict[str, str | bytes]
Placed = tuple[str, date, str]
"""A note's team, date and author."""


def expected() -> list[Placed]:
    """Return the expected paths of the ten notes."""
    return sorted((team, day, author) for team, author in zip(TEAMS, AUTHORS, strict=True) for day in FRIDAYS)


def jekyll() -> Folder:
    files: Folder = {
        "_config.yml": "title: Westmarch\nurl: https://old.westmarch.example\npermalink: pretty\n",
        "index.html": "---\nlayout: home\n---\n",
        "about.md": "---\nlayout: page\ntitle: About\n---\n\nWho we are.\n",
        "assets/queue.png": PNG,
    }
    for at, team, author, day, before in _each():
        name = f"{day}-{_slug(team)}-{at}"
        link = f"[last time]({{% post_url {FRIDAYS[at - 1]}-{_slug(team)}-{at - 1} %}})" if before else "the start"
        files[f"_posts/{name}.markdown"] = (
            f'---\nlayout: post\ntitle: "{team} weeknote {at}"\nauthor: {author}\ncategories: [weeknotes]\n'
            f"redirect_from:\n  - /old/{name}/\nmood: calm\n---\n\n"
            f'We moved on from {link}.\n{{: .lead}}\n\n{{% include banner.html text="Hi" %}}\n\n'
            '![The queue]({{ "/assets/queue.png" | relative_url }})\n'
        )
    return files


def hugo() -> Folder:
    files: Folder = {
        "hugo.toml": 'baseURL = "https://old.westmarch.example/"\n',
        "content/_index.md": "+++\n+++\n\nHome\n",
    }
    for at, team, author, day, before in _each():
        link = f'[last time]({{{{< ref "{_slug(team)}/note-{at - 1}" >}}}})' if before else "the start"
        bundle = f"content/{_slug(team)}/note-{at}"
        files[f"{bundle}/queue.png"] = PNG
        files[f"{bundle}/index.md"] = (
            f'+++\ntitle = "What we did, part {at}"\ndate = {day}T10:00:00Z\nauthors = ["{author}"]\n'
            f'tags = ["repairs"]\naliases = ["/was/{_slug(team)}-{at}/"]\n[params]\nmood = "calm"\n+++\n\n'
            f'We moved on from {link}.\n\n{{{{< figure src="queue.png" alt="The queue" caption="By day" >}}}}\n\n'
            "{{< notice tip >}}\nAsk us.\n{{< /notice >}}\n"
        )
    return files


def eleventy() -> Folder:
    files: Folder = {"eleventy.config.js": "export default () => ({});\n", "src/img/queue.png": PNG}
    for at, team, author, day, before in _each():
        link = f"[last time](/{_slug(team)}/note-{at - 1}/)" if before else "the start"
        files[f"src/{_slug(team)}/{day}-note-{at}.md"] = (
            f"---\ntitle: Note {at}\ndate: {day}\nauthor: {author}\nlayout: post.njk\ntags:\n  - repairs\n---\n"
            f'We moved on from {link}.\n\n![The queue](/img/queue.png)\n\n{{% image "img/queue.png", "By day" %}}\n'
        )
    return files


def pelican() -> Folder:
    files: Folder = {"pelicanconf.py": "SITEURL = 'https://old.westmarch.example'\n", "content/images/queue.png": PNG}
    for at, team, author, day, before in _each():
        link = f"[last time]({{filename}}{_slug(team)}-{at - 1}.md)" if before else "the start"
        files[f"content/{_slug(team)}-{at}.md"] = (
            f"Title: Note {at}\nDate: {day} 10:20\nCategory: {team}\nTags: repairs, queues\nSlug: {_slug(team)}-{at}\n"
            f"Authors: {author}\n\nWe moved on from {link}.\n\n![The queue]({{static}}/images/queue.png)\n"
        )
    return files


def zola() -> Folder:
    files: Folder = {"config.toml": 'base_url = "https://old.westmarch.example"\n', "static/queue.png": PNG}
    for at, team, author, day, before in _each():
        link = f"[last time](@/{_slug(team)}/{FRIDAYS[at - 1]}-note-{at - 1}.md)" if before else "the start"
        files[f"content/{_slug(team)}/_index.md"] = f'+++\ntitle = "{team}"\n+++\n'
        files[f"content/{_slug(team)}/{day}-note-{at}.md"] = (
            f'+++\ntitle = "Note {at}"\nauthors = ["{author}"]\n[taxonomies]\ntags = ["repairs"]\n+++\n\n'
            f'We moved on from {link}.\n\n<!-- more -->\n\n{{{{ youtube(id="dQw4w9WgXcQ") }}}}\n\n'
            "![The queue](/queue.png)\n"
        )
    return files


def obsidian() -> Folder:
    files: Folder = {"Pictures/queue.png": PNG}
    for at, team, author, day, before in _each():
        link = f"[[{FRIDAYS[at - 1]} {team}|last time]]" if before else "the start"
        files[f"{team}/{day} {team}.md"] = (
            f"---\nauthor: {author}\ncssclasses: wide\n---\nWe moved on from {link}. ==Loudly.== ^start\n\n"
            "%% not for everybody %%\n\n![[queue.png|300]]\n"
        )
    return files


def plain() -> Folder:
    """Return notes in year and week folders, dated by their first heading or not at all."""
    files: Folder = {}
    for at, team, author, day, before in _each():
        monday = day - timedelta(days=4)
        number = day.isocalendar().week
        link = (
            f"[last time](../../{FRIDAYS[at - 1].year}/week-{number - 1:02}/{_slug(team)}.md)"
            if before
            else "the start"
        )
        heading = f"# {monday:%d/%m/%y} - {day:%d/%m/%y}\n\n" if at % 2 else ""
        files[f"{day.year}/week-{number:02}/{_slug(team)}.md"] = (
            f"---\nteam: {team}\nauthor: {author}\n---\n\n{heading}We moved on from {link}.\n"
        )
    return files


FOLDERS: Mapping[str, Callable[[], Folder]] = {
    one.__name__: one for one in (jekyll, hugo, eleventy, pelican, zola, obsidian, plain)
}


def _each() -> list[tuple[int, str, str, date, bool]]:
    """Return each note's number, team, author, day and whether one comes before it."""
    return [
        (at, team, author, day, at > 0)
        for team, author in zip(TEAMS, AUTHORS, strict=True)
        for at, day in enumerate(FRIDAYS)
    ]


def _slug(team: str) -> str:
    return team.lower().replace(" ", "-")
