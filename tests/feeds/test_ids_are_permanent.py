"""Any edit keeps ids of items, no id occurs twice, and nothing old is announced as new."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from feed_sites import feeds_of, note
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folders import write_files
from weeknotes_site.render.feeds import notes as note_feeds
from weeknotes_site.render.feeds import weekly

ATOM = "{http://www.w3.org/2005/Atom}"
IS_FULL = bool(os.environ.get("WEEKNOTES_FULL"))
SEQUENCES = 500 if IS_FULL else 50
FIRST_MONDAY = date(2021, 11, 1)
AS_OF = date(2022, 3, 1)

done = {"sequences": 0, "edits": 0, "feeds": 0}


@dataclass
class EditedTeam:
    """A team, by its folder and `_team.md`."""

    folder: str
    name: str
    formerly: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)

    def file(self) -> str:
        return f"---\nname: {self.name}\nformerly: {self.formerly}\naliases: {self.aliases}\n---\n"


@dataclass
class EditedNote:
    """A note that will be edited."""

    team: EditedTeam
    stem: str
    day: date
    title: str = ""
    body: str = "We mended the boiler."
    week: str = ""

    @property
    def path(self) -> str:
        return f"notes/{self.team.folder}/{self.stem}.md"


class EditedSite:
    """A site that is edited with realistic commits."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.base_url = "https://weeknotes.example/"
        self.teams = [EditedTeam("repairs", "Repairs"), EditedTeam("voids", "Voids")]
        self.notes: list[EditedNote] = []
        self.count = 0
        for week in range(4):
            for team in self.teams:
                self.add(team, FIRST_MONDAY + timedelta(days=7 * week + 4))

    def add(self, team: EditedTeam, day: date, week: str = "") -> None:
        self.count += 1
        self.notes.append(EditedNote(team, f"{day}-n{self.count}", day, week=week))

    def retitle(self, at: int, word: str) -> None:
        self.notes[at % len(self.notes)].title = f"About {word}"

    def fix_typo(self, at: int, word: str) -> None:
        self.notes[at % len(self.notes)].body = f"We mended the {word}.\n\n## Next\n\nMore of it."

    def add_alias(self, at: int, word: str) -> None:
        self.teams[at % 2].aliases.append(f"{word} crew {at % 2}")

    def change_base_url(self, at: int, word: str) -> None:
        self.base_url = f"https://{word}.example/{'notes/' if at % 2 else ''}"

    def add_next(self, at: int, word: str) -> None:
        del word
        self.add(self.teams[at % 2], max(one.day for one in self.notes) + timedelta(days=3))

    def add_late(self, at: int, word: str) -> None:
        """Add a note that is dated weeks after the week it covers, or one that covers an old week by its date."""
        old = self.notes[at % len(self.notes)].day
        if len(word) % 2:
            year, week, _ = old.isocalendar()
            self.add(self.teams[at % 2], old + timedelta(days=12), f"{year}-W{week:02}")
        else:
            self.add(self.teams[at % 2], old - timedelta(days=2))

    def rename(self, at: int, word: str) -> None:
        self._rename(self.teams[at % 2], word)

    def rename_and_move(self, at: int, word: str) -> None:
        team = self.teams[at % 2]
        self._rename(team, word)
        team.folder = team.name.lower().replace(" ", "-")

    def _rename(self, team: EditedTeam, word: str) -> None:
        new = f"{word.capitalize()} {len(team.formerly)} {self.teams.index(team)}"
        if new != team.name:
            team.formerly.append(team.name)
            team.name = new

    def write(self) -> None:
        for path in sorted(self.root.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        files: dict[str, str | bytes] = {f"notes/{team.folder}/_team.md": team.file() for team in self.teams}
        files |= {one.path: note(one.day, one.title, one.body, week=one.week) for one in self.notes}
        write_files(self.root, files)


EDITS: list[Callable[[EditedSite, int, str], None]] = [
    EditedSite.retitle,
    EditedSite.fix_typo,
    EditedSite.add_alias,
    EditedSite.change_base_url,
    EditedSite.add_next,
    EditedSite.add_late,
    EditedSite.rename,
    EditedSite.rename_and_move,
]
WORDS = ("boiler", "tower", "lift", "roofs", "drain", "gate")


@dataclass(frozen=True)
class NoteFacts:
    """A subscriber's state of a feed: the id and date of each item, by its subject."""

    ids: dict[str, str]
    dates: dict[str, str]


def subscribe(raw: bytes) -> NoteFacts:
    root = ElementTree.fromstring(raw)
    items = root.findall("channel/item") or root.findall(f"{ATOM}entry")
    ids, dates = {}, {}
    for item in items:
        link = item.findtext("link") or item.find(f"{ATOM}link").attrib["href"]  # type: ignore[union-attr]
        identity = item.findtext("guid") or item.findtext(f"{ATOM}id") or ""
        about = link.rpartition("/")[2]
        assert about not in ids, f"{about} twice in one feed"
        ids[about] = identity
        dates[identity] = item.findtext("pubDate") or item.findtext(f"{ATOM}published") or ""
    assert len(set(ids.values())) == len(ids), "one id twice in a feed"
    return NoteFacts(ids, dates)


@contextmanager
def short_feeds() -> Iterator[None]:
    """Limit feeds to few items, so that items drop out and could wrongly reappear."""
    with (
        patch.object(note_feeds, "FEED_NOTES", 5),
        patch.object(note_feeds, "FEED_WEEKS", 1),
        patch.object(weekly, "WEEKS", 3),
    ):
        yield


sequences = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(0, 40), st.sampled_from(WORDS)), min_size=1, max_size=6
)


@pytest.mark.slow
@settings(
    max_examples=SEQUENCES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(sequences)
def test_edits_do_not_announce_a_note_again(
    sequence: list[tuple[Callable[[EditedSite, int, str], None], int, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, short_feeds():
        site = EditedSite(Path(folder))
        site.write()
        before = _feeds(site)
        for edit, at, word in sequence:
            known = {one.stem for one in site.notes}
            edit(site, at, word)
            site.write()
            after = _feeds(site)
            new = {f"{one.stem}.html" for one in site.notes if one.stem not in known}
            _compare(before, after, new)
            before = after
            done["edits"] += 1
        assert _feeds(site) == before, "a build without edits changes feeds"
        done["sequences"] += 1


def _feeds(site: EditedSite) -> dict[str, bytes]:
    feeds = feeds_of(site.root, AS_OF, site.base_url)
    done["feeds"] += len(feeds)
    return {path: raw for path, raw in feeds.items() if path != "feeds.opml"}


def _compare(before: dict[str, bytes], after: dict[str, bytes], new_notes: set[str]) -> None:
    assert before.keys() <= after.keys(), "a feed is gone from its address"
    all_ids = subscribe(after["feed.xml"]).ids
    for path, raw in after.items():
        now = subscribe(raw)
        assert all(all_ids.get(about, identity) == identity for about, identity in now.ids.items())
        if path not in before:
            continue
        then = subscribe(before[path])
        assert all(now.ids.get(about, identity) == identity for about, identity in then.ids.items()), "an id changed"
        announced = {about for about, identity in now.ids.items() if identity not in then.ids.values()}
        if path == "weekly.xml":
            # A new note can bring in a week that nobody had written about, but no edit brings one back.
            assert not announced or new_notes
        else:
            assert announced <= new_notes, f"{announced - new_notes} is announced again in {path}"
        assert all(now.dates.get(one, when) == when for one, when in then.dates.items()), "a date changed"


def test_there_are_enough_sequences_of_edits() -> None:
    print("{sequences} sequences of {edits} edits, {feeds} feeds compared".format(**done))
    assert done["sequences"] >= SEQUENCES or not done["sequences"]
