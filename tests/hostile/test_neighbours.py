"""No commit in one team's folder changes the pages, addresses, ids, names or contacts of other teams.

36 hostile commits by default, 360 with `WEEKNOTES_FULL=1`, of twelve kinds. What may differ: lists and feeds of all
teams, and the parts of other pages that tell of the committing team.
"""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from hostile.neighbours import FIRST, KINDS, LAST, SLUGS, Attack, site
from weeknotes_site.cli import main

ROUNDS = 30 if os.environ.get("WEEKNOTES_FULL") else 3
SEED = int(os.environ.get("WEEKNOTES_SEED") or 20_261_125)
MAY_DIFFER = re.compile(
    r"(?:cy/)?(?:(?:index|latest|search|subscribe|glossary|teams/index)\.html|(?:feed|atom|weekly|sitemap)\.xml"
    r"|feeds\.opml|(?:weeks|people|tags)/.*)"
)
_OTHERS = re.compile(r'<section class="others".*?</section>\n?', re.S)
_REFERRED = re.compile(r'<section class="referred".*?</section>\n?', re.S)
_ENTRY = re.compile(r"<li.*?</li>\n", re.S)
_MENTION = re.compile(
    r'<li class="spread accent-\d+">\n<p class="aside team-mark quiet">[^\n]*\n<div class="text[^\n]*>\n.*?</li>\n',
    re.S,
)
_FOLDED = re.compile(
    r'</ul>\n<details>\n<summary>[^<]*</summary>\n<ul class="note-lines quotes">\n(.*?)</ul>\n</details>', re.S
)
"""The mentions after the newest, if there are many; without the team's own, there may be none to fold."""
_ITEM = re.compile(r" *<item>.*?</item>\n", re.S)
_AND_MORE = re.compile(r'<div class="spread"><p class="text quiet">[^<]*</p></div>\n')
_SPOKEN_OF = re.compile(
    r'(?<=<p class="text">)<a href="[^"]*"><bdi>[^<]*</bdi></a>(?:, <a href="[^"]*"><bdi>[^<]*</bdi></a>)*(?=</p>)'
)
_NEWEST = re.compile(r"<lastBuildDate>.*?</lastBuildDate>")
_NO_MENTIONS = re.compile(
    r'<section class="mentioned-by spread" [^>]*>\s*<h2[^>]*>[^<]*</h2>\s*<p class="text"></p>\s*</section>\n?'
)
_NO_END = re.compile(r'<div class="end-matter">\s*</div>\n?')


def build(root: Path) -> dict[str, bytes]:
    """Return the published files."""
    arguments = ["--root", str(root), "build", "--no-search", "--keep-going", "--jobs", "1", "--as-of", "2022-03-01"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output[-3000:]
    files = (path for path in (root / "_site").rglob("*") if path.is_file() and ".weeknotes" not in path.parts)
    return {path.relative_to(root / "_site").as_posix(): path.read_bytes() for path in files}


def write(root: Path, files: Mapping[str, str | bytes | None]) -> Path:
    for name, content in files.items():
        path = root / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def compared(content: bytes, team: str) -> str:
    """Return a file without its parts about the committing team."""
    text = content.decode("utf-8", "replace")
    text = without_mentions_by(_OTHERS.sub("", text), team)
    for start, end in (("<", ">"), ("&lt;", "&gt;")):
        link = re.compile(rf'{start}a(?: href="[^"<>]*teams/{team}/[^"<>]*")?{end}')
        text = link.sub(f"{start}a{end}", text)
        text = re.sub(f"{start}a{end}(.*?){start}/a{end}", r"\1", text)  # a reference without its note is text
    return text


def without_mentions_by(text: str, team: str) -> str:
    """Return a page or feed without mentions by and of the committing team."""
    text = _FOLDED.sub(r"\1</ul>", text)
    text = _REFERRED.sub(lambda found: without_entries_of(team, found[0]), text)
    if is_feed := '/mentions.xml" rel="self"' in text:
        text = _NEWEST.sub("", text)
    for entry in (_ITEM,) if is_feed else (_MENTION,):
        text = entry.sub(lambda found: "" if f"teams/{team}/" in found[0] else found[0], text)
    text = _SPOKEN_OF.sub(lambda found: ", ".join(a for a in found[0].split(", ") if f"teams/{team}/" not in a), text)
    return _NO_END.sub("", _NO_MENTIONS.sub("", text))


def without_entries_of(team: str, section: str) -> str:
    """Return a list of referring notes without those of the committing team; empty if none is left."""
    kept = _ENTRY.sub(lambda found: "" if f"teams/{team}/" in found[0] else found[0], _AND_MORE.sub("", section))
    return kept if "<li" in kept else ""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(write(tmp_path_factory.mktemp("before"), site()))


def harm(before: Mapping[str, bytes], after: Mapping[str, bytes], team: str) -> list[str]:
    """Return other teams' paths that a commit changed, removed or added."""
    own = (f"teams/{team}/", f"cy/teams/{team}/")
    of_others = {path for path in before if not MAY_DIFFER.fullmatch(path) and not path.startswith(own)}
    changed = [path for path in of_others if compared(after.get(path, b""), team) != compared(before[path], team)]
    folders = tuple(f"{edition}teams/{slug}/" for slug in SLUGS for edition in ("", "cy/"))
    return sorted([*changed, *(path for path in after.keys() - before.keys() if path.startswith(folders))])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("team", [FIRST, LAST])
def test_a_hostile_commit_harms_no_other_team(kind: str, team: str, before: dict[str, bytes], tmp_path: Path) -> None:
    rounds = ROUNDS // 2 if team == FIRST else ROUNDS - ROUNDS // 2
    for number in range(rounds):
        attack = Attack(team, SEED + number)
        commit = attack.commit(kind)
        root = write(write(tmp_path / str(number), site()), commit)
        after = build(root)
        assert harm(before, after, team) == [], f"seed {SEED + number}: {sorted(commit)}"
        shutil.rmtree(root)


@pytest.mark.parametrize("name", ["Zz \u202elast", "Zz \u2067last", "Zz\u2069 last"])
def test_a_name_does_not_change_the_direction_of_text_after_it(name: str, tmp_path: Path) -> None:
    team = f"---\nname: {name}\nmentions: true\n---\n\nWe are here.\n"
    signed = f"---\ndate: 2022-01-21\nauthor: [Ann {name}, Bo Ek]\ntags: [a {name}, boilers]\n---\n\nWarm.\n"
    titled = f"---\ndate: 2022-01-14\n---\n\n# {name} title\n\nWarm.\n"
    files = {f"notes/{LAST}/{file}.md": text for file, text in (("_team", team), ("2022-01-21", signed), ("t", titled))}
    after = build(write(write(tmp_path, site()), files))
    assert b"Zz last" in after["weekly.xml"]
    assert [path for path, content in after.items() if name in content.decode("utf-8", "replace")] == []


def test_the_comparison_detects_harm(before: dict[str, bytes]) -> None:
    page = "teams/housing/2022-01-14.html"
    assert harm(before, {**before, page: before[page].replace(b"boiler", b"broiler")}, LAST) == [page]
    assert harm(before, {path: before[path] for path in before if path != page}, LAST) == [page]
    assert harm(before, {**before, "teams/housing/new.html": b""}, LAST) == ["teams/housing/new.html"]
    assert len([path for path in before if not MAY_DIFFER.fullmatch(path)]) > 30
