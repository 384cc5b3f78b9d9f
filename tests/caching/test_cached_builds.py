"""A build with a cache gives the same report and files as a clean build, byte for byte, after any edit.

The default run repeats the same few edits; `pytest -m slow` makes more, and with `WEEKNOTES_FULL=1` other ones each
time. It prints its seed: `WEEKNOTES_SEED=123` repeats a run.
"""

import os
import random
import re
import shutil
import struct
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from fnmatch import fnmatch
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from conftest import site_options
from folders import read_site
from pictures.made import png_chunk, png_of
from weeknotes_site import digests, parallel, pipeline, rendering
from weeknotes_site.cache import CACHE
from weeknotes_site.content import read_file, reading
from weeknotes_site.content.files.tree import read_at_once
from weeknotes_site.diagnostics import Diagnostic, Problem
from weeknotes_site.pipeline import Options, Report, build, check
from weeknotes_site.render.pages import years
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site import render_file
from weeknotes_site.search import find_search
from weeknotes_site.site.notes import WORDS_A_MINUTE

IS_FULL = bool(os.environ.get("WEEKNOTES_FULL"))
SEED = int(os.environ.get("WEEKNOTES_SEED") or (random.randrange(2**32) if IS_FULL else 1))
TEAMS = ("repairs", "voids", "data-platform")
FOLDERS = (*TEAMS, "homes", "keys")
DAYS = [date(2022, 1, 5) + timedelta(days=3 * number) for number in range(16)]
MONDAY, TUESDAY = date(2022, 1, 24), date(2022, 1, 25)
BUILD_DAYS = (date(2022, 1, 10), date(2022, 1, 11), MONDAY, TUESDAY, date(2022, 3, 1))
"""Mondays and Tuesdays: on a Tuesday, the weekly feed announces the week before."""
PICTURES = ("notes/voids/lift.png", "notes/voids/lift-dark.png", "notes/repairs/plan.png")
LINKS = ("../voids/2022-01-05.md", "../repairs/2022-01-20.md#next", "../homes/2022-01-05.md", "../data-platform/")
WORDS = ("The boiler is mended.", "About us.", "We asked people.", "Nothing new.")
TITLES = ("", "A new lift", "Repairs weeknotes", "Ünïcode")
LENGTHS = [minute * WORDS_A_MINUTE + WORDS_A_MINUTE // 2 + words for minute in (1, 2) for words in (-1, 1)]
"""Numbers of words on both sides of where a note takes a minute longer to read."""
TEAM_FILES = (
    "name: Repairs",
    "name: Homes\nformerly: [Voids]",
    "name: Voids & keys\naliases: [Keys]\nauthor: The whole team",
    "lead: Ada\ncontact: ada@council.example\nfeedback: https://council.example/",
    "rhythm: weekly\nbreaks: [2022-01-10 to 2022-01-14]",
    "rhythm: sometimes",
    "ended: 2022-02-02\ncontinued_as: Repairs",
    "monday_covers_previous_week: false",
    "monday_covers_previous_week: true",
)
ADDRESS = 'base_url = "https://weeknotes.example/"\n'
SETTINGS = (
    ADDRESS,
    f'{ADDRESS}public = true\ntitle = "Notes"\n',
    f'{ADDRESS}picture_hosts = ["pictures.example"]\n',
    f'{ADDRESS}[checks]\nignore = ["blank-note"]\n',
    f"{ADDRESS}monday_covers_previous_week = true\n",
    'title = "Notes"\n',
    "title = 3\n",
)
TEMPLATES = {
    "draft.html": "{% macro draft(site) %}<p>Not yet</p>{% endmacro %}\n",
    "note_lines.html": "{% macro note_lines(site, page, notes) %}"
    "{% for note in notes %}<li>{{ note.title }}: {{ note.minutes }} min</li>{% endfor %}"
    "{% endmacro %}\n",
    "note_end.html": "<p>{{ note.title }} ends</p>\n",
    "team_facts.html": "{{ nothing }}\n",
}
"""Partials that replace the theme's; the last has a mistake."""
UNORDERED = ("search/*/filter/*.pf_filter", "search/*/pagefind.*.pf_meta", "search/*/pagefind-entry.json")
"""Files in which Pagefind orders values at random; see docs/reliability.md."""

done: Counter[str] = Counter()


class Run(NamedTuple):
    """The options of a build."""

    day: date = TUESDAY
    drafts: bool = False
    keep_going: bool = True
    strict: bool = False
    search: bool = False
    jobs: int = 1
    is_checked: bool = False
    """Whether a check comes first."""


def one_in(number: int) -> st.SearchStrategy[bool]:
    return st.sampled_from((*[False] * (number - 1), True))


RUNS = st.builds(
    Run,
    day=st.sampled_from(BUILD_DAYS),
    drafts=one_in(3),
    keep_going=st.sampled_from((True, True, False)),
    strict=one_in(12),
    search=one_in(8),
    jobs=st.sampled_from((1, 1, 2)),
    is_checked=one_in(3),
)
PAIRS = st.builds(lambda run, name: [run, vary(run, name)], RUNS, st.sampled_from(("day", "drafts", "keep_going")))
"""Builds of the same site that differ in one option."""
NUMBERS = st.integers(0, 99)


def vary(run: Run, name: str) -> Run:
    if name == "day":
        return run._replace(day=TUESDAY if run.day == MONDAY else MONDAY)
    if name == "drafts":
        return run._replace(drafts=not run.drafts)
    return run._replace(keep_going=not run.keep_going)


def png(shade: int) -> bytes:
    """Return a picture of one pixel; all of them have the same size."""

    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return png_of(header, png_chunk(b"IDAT", zlib.compress(bytes((0, shade, shade, shade)), 0)))


def tree(folder: Path) -> Mapping[str, bytes]:
    return {name: content for name, content in read_site(folder).items() if not is_unordered(name)}


def is_unordered(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in UNORDERED)


@contextmanager
def forgotten(root: Path) -> Iterator[None]:
    """Hide the cache during the block."""
    folder, away = root / CACHE, root / ".away"
    kept = folder.is_dir()
    if kept:
        folder.rename(away)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if kept:
            away.rename(folder)


@contextmanager
def trusted_times(step: int = 0) -> Iterator[None]:
    """Trust timestamps at once, as no test changes a file twice between builds."""
    with patch.object(digests, "_TIMESTAMP_STEP", step):
        yield


class ComparedSite:
    """A site whose builds are compared with clean builds."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="weeknotes-remembered-")
        self.root = Path(self.folder.name) / "site"
        self.output = Path(self.folder.name) / "out"
        self.notes: dict[str, dict[str, str]] = {}
        self.published: Mapping[str, bytes] = {}
        self.put("weeknotes.toml", ADDRESS)
        self.put("notes/voids/lift.png", png(0))
        for team in TEAMS:
            for day in DAYS[:10:5]:
                self.write(f"notes/{team}/{day}.md", date=str(day), author="Ada", body=f"News of {day}.")

    def write(self, path: str, **changes: str) -> None:
        note = self.notes.setdefault(path, {}) | changes
        self.notes[path] = note
        front = "".join(f"{key}: {value}\n" for key, value in note.items() if key != "body" and value)
        self.put(path, f"---\n{front}---\n\n{note['body']}\n")

    def append(self, path: str, text: str) -> None:
        self.write(path, body=f"{self.notes[path]['body']}\n\n{text}")

    def put(self, path: str, content: str | bytes) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(content.encode() if isinstance(content, str) else content)

    def compare(self, run: Run) -> None:
        clean = Path(self.folder.name) / "clean"
        if run.strict and self.output.exists():
            # A warning about an address that is lost stops the build, so the other one starts with the same pages.
            shutil.copytree(self.output, clean)
        checked = self.check(run) if run.is_checked else None
        remembered = self.build(run, self.output)
        with forgotten(self.root):
            expected = self.build(run, clean)
            assert remembered == expected
            if checked:
                assert checked == (expected if isinstance(expected, Report) else self.check(run))
        if isinstance(expected, Report):
            self.published = tree(clean)
        assert clean.exists() == (isinstance(expected, Report) or (run.strict and bool(self.published)))
        shutil.rmtree(clean, ignore_errors=True)
        assert tree(self.output) == self.published
        done["builds"] += 1
        done["stopped builds"] += not isinstance(expected, Report)

    def build(self, run: Run, output: Path) -> Report | tuple[Diagnostic, ...]:
        search = find_search(self.root / CACHE) if run.search else None
        try:
            return build(self.options(run), output, search).report
        except Problem as problem:
            return problem.diagnostics

    def check(self, run: Run) -> Report | tuple[Diagnostic, ...]:
        try:
            return check(self.options(run))
        except Problem as problem:
            return problem.diagnostics

    def options(self, run: Run) -> Options:
        chosen = run._asdict()
        del chosen["search"], chosen["is_checked"]
        return site_options(root=self.root, as_of=chosen.pop("day"), allow_removals=True, **chosen)


def edit(**drawn: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Turn an edit into a rule, followed by builds with any options or the next edit."""

    def make_rule(change: Callable[..., None]) -> Callable[..., None]:
        @wraps(change)
        def change_and_build(site: "EditedSite", runs: list[Run], **values: Any) -> None:
            change(site, **values)
            done[change.__name__] += 1
            with trusted_times(site.step):
                for run in runs:
                    site.compare(run)

        made: Callable[..., None] = rule(runs=st.one_of(st.lists(RUNS, max_size=1), PAIRS), **drawn)(change_and_build)  # type: ignore[call-overload]
        return made

    return make_rule


class EditedSite(ComparedSite, RuleBasedStateMachine):
    """A site that is edited at random."""

    step = 0

    @initialize(run=RUNS, has_coarse_clock=one_in(4))
    def begin(self, run: Run, has_coarse_clock: bool) -> None:
        self.step = 2_000_000_000 if has_coarse_clock else 0
        with trusted_times(self.step):
            self.compare(run)

    def chosen(self, number: int) -> str:
        return sorted(self.notes)[number % len(self.notes)]

    @edit()
    def change_nothing(self) -> None:
        pass

    @edit(number=NUMBERS, words=st.lists(st.sampled_from(WORDS), max_size=4))
    def edit_a_text(self, number: int, words: list[str]) -> None:
        self.write(self.chosen(number), body="\n\n".join(words))

    @edit(number=NUMBERS, length=st.sampled_from(LENGTHS))
    def edit_the_length(self, number: int, length: int) -> None:
        self.write(self.chosen(number), body="The boiler is mended.\n\n" + " ".join(["warm"] * (length - 4)))

    @edit(number=NUMBERS, text=st.sampled_from((*WORDS, "## Next\n\nMore.", "## What we did\n\nMore.")))
    def add_to_a_text(self, number: int, text: str) -> None:
        self.append(self.chosen(number), text)

    @edit(number=NUMBERS, link=st.sampled_from(LINKS))
    def add_a_link(self, number: int, link: str) -> None:
        self.append(self.chosen(number), f"See [that]({link}).")

    @edit(number=NUMBERS, picture=st.sampled_from(PICTURES))
    def show_a_picture(self, number: int, picture: str) -> None:
        self.append(self.chosen(number), f"![The lift](../../{picture})")

    @edit(picture=st.sampled_from(PICTURES), shade=st.integers(0, 3))
    def change_a_picture(self, picture: str, shade: int) -> None:
        self.put(picture, png(shade) if shade < 3 else "no picture")

    @edit(picture=st.sampled_from(PICTURES))
    def remove_a_picture(self, picture: str) -> None:
        (self.root / picture).unlink(missing_ok=True)

    @edit(number=NUMBERS, title=st.sampled_from(TITLES))
    def edit_a_title(self, number: int, title: str) -> None:
        self.write(self.chosen(number), title=title)

    @edit(number=NUMBERS, draft=st.sampled_from(("true", "")))
    def change_a_draft(self, number: int, draft: str) -> None:
        self.write(self.chosen(number), draft=draft)

    @edit(number=NUMBERS, tags=st.sampled_from(("", "[lifts]", "[lifts, keys]")))
    def edit_tags(self, number: int, tags: str) -> None:
        self.write(self.chosen(number), tags=tags)

    @edit(folder=st.sampled_from(FOLDERS), day=st.sampled_from(DAYS), link=st.sampled_from(LINKS))
    def add_a_note(self, folder: str, day: date, link: str) -> None:
        body = f"New on {day}.\n\nSee [that]({link})."
        self.write(f"notes/{folder}/{day}.md", date=str(day), author="Grace", body=body)

    @precondition(lambda self: len(self.notes) > 2)
    @edit(number=NUMBERS)
    def delete_a_note(self, number: int) -> None:
        path = self.chosen(number)
        del self.notes[path]
        (self.root / path).unlink()

    @edit(number=NUMBERS, folder=st.sampled_from(FOLDERS))
    def move_a_note(self, number: int, folder: str) -> None:
        path = self.chosen(number)
        target = f"notes/{folder}/{Path(path).stem}-moved.md"
        self.notes[target] = self.notes.pop(path)
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / target)

    @edit(number=NUMBERS, what=st.sampled_from(("date: 24.01.2022", "oops: [", "")))
    def break_a_note(self, number: int, what: str) -> None:
        self.put(self.chosen(number), f"---\n{what}\nauthor: Ada\n---\n\nBroken.\n")

    @edit(folder=st.sampled_from(FOLDERS))
    def add_a_folder(self, folder: str) -> None:
        (self.root / "notes" / folder).mkdir(exist_ok=True)

    @edit()
    def remove_empty_folders(self) -> None:
        for folder in (self.root / "notes").iterdir():
            if not any(folder.iterdir()):
                folder.rmdir()

    @edit(folder=st.sampled_from(FOLDERS), other=st.sampled_from(FOLDERS))
    def rename_a_team(self, folder: str, other: str) -> None:
        notes = self.root / "notes"
        if (notes / folder).is_dir() and not (notes / other).exists():
            (notes / folder).rename(notes / other)
            old, new = f"notes/{folder}/", f"notes/{other}/"
            self.notes = {
                new + path.removeprefix(old) if path.startswith(old) else path: note
                for path, note in self.notes.items()
            }

    @edit(folder=st.sampled_from(TEAMS), front=st.sampled_from(TEAM_FILES), link=st.sampled_from(("", *LINKS)))
    def describe_a_team(self, folder: str, front: str, link: str) -> None:
        self.put(f"notes/{folder}/_team.md", f"---\n{front}\n---\n\nWe are here. {link and f'[See]({link})'}\n")

    @edit(name=st.sampled_from(sorted(TEMPLATES)))
    def change_a_template(self, name: str) -> None:
        path = self.root / "templates/partials" / name
        if path.exists():
            path.unlink()
        else:
            self.put(f"templates/partials/{name}", TEMPLATES[name])

    @edit(colour=st.sampled_from(("red", "tan")))
    def change_a_style(self, colour: str) -> None:
        self.put("static/own.css", f"p {{ color: {colour} }}\n")

    @edit(text=st.sampled_from(SETTINGS))
    def change_the_settings(self, text: str) -> None:
        self.put("weeknotes.toml", text)

    @precondition(lambda self: self.output.is_dir())
    @edit(number=NUMBERS)
    def delete_a_page(self, number: int) -> None:
        pages = sorted(self.output.rglob("*.html"))
        if pages and self.published:
            page = pages[number % len(pages)]
            self.published = {
                path: content
                for path, content in self.published.items()
                if path != page.relative_to(self.output).as_posix()
            }
            page.unlink()

    @edit(at=st.floats(0, 1, exclude_max=True))
    def damage_the_cache(self, at: float) -> None:
        file = self.root / CACHE / "notes.sqlite"
        if file.exists():
            content = bytearray(file.read_bytes())
            content[int(len(content) * at)] ^= 0xFF
            file.write_bytes(content)

    def teardown(self) -> None:
        self.folder.cleanup()


def run_machine(sequences: int, edits: int, capsys: pytest.CaptureFixture[str]) -> None:
    done.clear()
    few = dict.fromkeys(parallel.FEW, 2 if sys.platform == "linux" else sys.maxsize)
    with capsys.disabled():
        print(f"\nWEEKNOTES_SEED={SEED}: ", end="", flush=True)
    with patch.object(parallel, "FEW", few), patch.object(parallel, "_can_start", lambda: True):
        run_state_machine_as_test(
            seed(SEED)(type("SeededSite", (EditedSite,), {})),
            settings=settings(
                max_examples=sequences,
                stateful_step_count=edits,
                deadline=None,
                database=None,
                print_blob=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
    with capsys.disabled():
        print(f"{done['builds']} builds ({done['stopped builds']} stopped by errors) equal those from nothing", end="")
    assert done["builds"] >= sequences


def test_a_cached_build_equals_a_clean_one(capsys: pytest.CaptureFixture[str]) -> None:
    run_machine(3, 12, capsys)


@pytest.mark.slow
def test_many_random_cached_builds_equal_clean_ones(capsys: pytest.CaptureFixture[str]) -> None:
    run_machine(60 if IS_FULL else 6, 20, capsys)


@pytest.fixture
def compared() -> Iterator[ComparedSite]:
    site = ComparedSite()
    with trusted_times():
        yield site
    site.folder.cleanup()


OTHER_RUNS = {
    "day": Run(day=MONDAY),
    "drafts": Run(drafts=True),
    "keep-going": Run(keep_going=False),
    "strict": Run(strict=True),
    "search": Run(search=True),
}


@pytest.mark.parametrize("name", OTHER_RUNS)
def test_a_changed_option_takes_effect_without_an_edit(name: str, compared: ComparedSite) -> None:
    other = OTHER_RUNS[name]
    if other.search and not find_search(compared.root / CACHE):
        pytest.skip("Pagefind is not installed")
    first, second, third, *_ = sorted(compared.notes)
    compared.write(first, draft="true")
    compared.write(second, body="")  # a warning
    if not other.strict:  # an error stops a strict build in any case
        compared.write(third, date="24.01.2022")
    for run in (Run(), other, Run(), other):
        compared.compare(run)


def test_a_lost_address_stops_a_strict_build_with_or_without_a_cache(compared: ComparedSite) -> None:
    compared.write("notes/repairs/2022-01-20.md", body="The boiler is mended.")
    compared.compare(Run())
    (compared.root / "notes/keys").mkdir()
    (compared.root / "notes/repairs/2022-01-20.md").rename(compared.root / "notes/keys/2022-01-20.md")
    compared.compare(Run(strict=True))
    stopped = compared.build(Run(strict=True), compared.output)
    assert isinstance(stopped, tuple)
    assert "lost-address" in {one.code for one in stopped}


def test_a_week_is_announced_on_its_tuesday_without_an_edit(compared: ComparedSite) -> None:
    announced = []
    for day in (MONDAY, TUESDAY):
        compared.compare(Run(day=day))
        announced.append(compared.published["weekly.xml"].count(b"<item>"))
    assert announced == [1, 2]


SINGLE_EDITS: dict[str, Callable[[ComparedSite], object]] = {
    "a folder": lambda site: (site.root / "notes/keys").mkdir(),
    "a picture": lambda site: site.put("notes/voids/lift.png", png(1)),
    "a picture for the dark theme": lambda site: site.put("notes/voids/lift-dark.png", png(1)),
    "no picture": lambda site: (site.root / "notes/voids/lift.png").unlink(),
    "a style": lambda site: site.put("static/own.css", "p { color: red }"),
    "a template": lambda site: site.put("templates/partials/note_end.html", TEMPLATES["note_end.html"]),
    "a setting": lambda site: site.put("weeknotes.toml", SETTINGS[1]),
    "a team": lambda site: site.put("notes/voids/_team.md", "---\nname: Homes\n---\n"),
    "no note": lambda site: (site.root / "notes/voids/2022-01-05.md").unlink(),
    "a draft": lambda site: site.write("notes/voids/2022-01-05.md", draft="true"),
}


@pytest.mark.parametrize("name", SINGLE_EDITS)
def test_a_single_edit_is_published(name: str, compared: ComparedSite) -> None:
    compared.append("notes/repairs/2022-01-05.md", "![The lift](../voids/lift.png) [More](../voids/2022-01-05.md)")
    compared.append("notes/voids/2022-01-20.md", "![The lift](lift.png)")
    compared.compare(Run(drafts=True))
    before = compared.published
    SINGLE_EDITS[name](compared)
    compared.compare(Run(drafts=True))
    assert compared.published != before


def test_a_changed_reading_time_changes_a_template_that_lists_it(compared: ComparedSite) -> None:
    compared.put("templates/partials/note_lines.html", TEMPLATES["note_lines.html"])
    path = min(compared.notes)
    shown = []
    for length in LENGTHS:
        compared.write(path, body="The boiler is mended.\n\n" + " ".join(["warm"] * (length - 4)))
        compared.compare(Run())
        shown.append([page for page, content in compared.published.items() if b": 2 min</li>" in content])
    assert [bool(pages) for pages in shown] == [False, True, True, False]


class Work:
    """The work of one build: which files it reads, parses and renders."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.parsed: list[str] = []
        self.rendered: list[str] = []

    @contextmanager
    def counted(self) -> Iterator[None]:
        parse = read_file.read_note_file

        def count_read(path: Path, limit: int) -> bytes:
            self.read.append(path.name)
            return read_at_once(path, limit)

        def count_parsed(path: str, *rest: Any, **others: Any) -> Any:
            self.parsed.append(path)
            return parse(path, *rest, **others)

        def count_rendered(theme: Any, context: Any, file: PlannedFile) -> bytes:
            self.rendered.append(file.path)
            return render_file(theme, context, file)

        with (
            patch.object(reading, "read_at_once", count_read),
            patch.object(read_file, "read_note_file", count_parsed),
            patch.object(rendering, "render_file", count_rendered),
        ):
            yield


@pytest.fixture
def thirty_notes(compared: ComparedSite) -> ComparedSite:
    for team in TEAMS:
        for day in DAYS[:10]:
            compared.write(f"notes/{team}/{day}.md", date=str(day), author="Ada", body=f"It broke on {day}.\n\nMore.")
    assert len(compared.notes) == 30
    compared.build(Run(), compared.output)
    return compared


def test_editing_one_note_of_thirty_reads_that_note_and_renders_what_shows_it(thirty_notes: ComparedSite) -> None:
    work, path = Work(), f"notes/repairs/{DAYS[2]}.md"
    thirty_notes.append(path, "Even more.")
    with work.counted():
        thirty_notes.build(Run(), thirty_notes.output)
    assert work.parsed == [path]
    assert set(work.read) == {Path(path).name}
    page = f"teams/repairs/{DAYS[2]}.html"
    feeds = {"feed.xml", "atom.xml", "weekly.xml", "teams/repairs/feed.xml", "teams/repairs/atom.xml"}
    in_full = {"weeks/2022-w02-in-full.html", "teams/repairs/quarters/2022-q1.html"}
    assert sorted(work.rendered) == sorted({page, *in_full, *feeds})


def test_a_new_note_in_a_long_year_renders_only_its_quarter(
    thirty_notes: ComparedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(years, "MAX_IN_YEAR", 10)
    for day in ("2021-11-05", "2022-05-06", "2023-01-06"):
        thirty_notes.write(f"notes/repairs/{day}.md", date=day, author="Ada", body=f"News of {day}.")
    thirty_notes.build(Run(), thirty_notes.output)
    work = Work()
    thirty_notes.write("notes/voids/2022-05-06.md", date="2022-05-06", author="Ada", body="News.")
    with work.counted():
        thirty_notes.build(Run(), thirty_notes.output)
    rendered = {path for path in work.rendered if re.fullmatch(r"weeks/\d{4}(-q\d)?\.html", path)}
    assert rendered == {"weeks/2022-q2.html"}


def test_a_build_without_an_edit_reads_and_renders_nothing(thirty_notes: ComparedSite) -> None:
    work = Work()
    with work.counted(), patch.object(pipeline, "load_site", side_effect=AssertionError("the site is assembled")):
        thirty_notes.build(Run(), thirty_notes.output)
    assert (work.read, work.parsed, work.rendered) == ([], [], [])


def test_a_new_day_renders_only_the_weekly_feed(thirty_notes: ComparedSite) -> None:
    work = Work()
    with work.counted():
        thirty_notes.build(Run(day=MONDAY), thirty_notes.output)
    assert (work.read, work.parsed, work.rendered) == ([], [], ["weekly.xml"])
