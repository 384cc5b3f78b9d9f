"""Everything that a page can show changes its key, because a page with an unchanged key is not rendered.

Each promise is a function of the code it is about. The last tests run every promise against code with a hole in it, and
a promise that does not notice its hole fails.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec.structs import replace

from conftest import site_options
from weeknotes_site.config import Config
from weeknotes_site.content.files.tree import find_files
from weeknotes_site.content.reading import _read_file as read_file
from weeknotes_site.content.reading import prepare_reading
from weeknotes_site.digests import digest_of, signature_of
from weeknotes_site.glossary import Glossary
from weeknotes_site.languages import find_language
from weeknotes_site.model.archive import Archive, build_archive
from weeknotes_site.model.body import BodyRef, Target
from weeknotes_site.model.days import Moment
from weeknotes_site.model.joins import Joins
from weeknotes_site.model.mentions import Mentions, Sought
from weeknotes_site.model.note import Author, Heading, Note, Tag
from weeknotes_site.model.passage import Passage, Passages, Section
from weeknotes_site.model.team import Break, Team, ThreadRules
from weeknotes_site.model.terms import Explained, Meaning, Term, Terms
from weeknotes_site.model.thread import Thread
from weeknotes_site.model.week import Week
from weeknotes_site.publish.manifest import Entry, Manifest
from weeknotes_site.render.parts import LanguageLink
from weeknotes_site.render.planned import Keys, PlannedFile
from weeknotes_site.render.site import plan_site
from weeknotes_site.render.site_context import view_site
from weeknotes_site.run import Sources
from weeknotes_site.sources import digest_sources, find_sources

AS_OF = date(2022, 3, 1)
CONFIG = Config(base_url="https://weeknotes.example/", public=True, repository="https://github.com/westmarch/weeknotes")
ADA, BO = Author("Ada", "ada"), Author("Bo Ek", "bo-ek")
LIFTS, KEYS = Tag("lifts", "lifts"), Tag("keys", "keys")
REPAIRS, VOIDS = Team(slug="repairs", name="Repairs"), Team(slug="voids", name="Voids")


def note(team: Team, day: date, **more: Any) -> Note:
    name = f"{team.slug}/{day}"
    values: dict[str, Any] = {
        "path": f"notes/{name}.md",
        "url": f"teams/{name}.html",
        "id": f"urn:{name}",
        "name": str(day),
        "team": team,
        "date": day,
        "published": datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        "updated": None,
        "weeks": (Week.of(day),),
        "authors": (ADA, BO),
        "title": f"News of {day}",
        "number": 3,
        "summary": "The boiler is warm.",
        "has_written_summary": False,
        "tags": (LIFTS, KEYS),
        "draft": False,
        "lang": "",
        "headings": (Heading(2, "Next", "next"), Heading(2, "Then", "then")),
        "minutes": 1,
        "lead": False,
        "formerly": ("blog/old.html",) if (team, day.day) == (REPAIRS, 21) else (),
        "extra": {"mood": "fine"},
    }
    return Note(**values | more)


NOTE = note(REPAIRS, date(2022, 1, 21))
NOTES = (note(REPAIRS, date(2022, 1, 14)), NOTE, note(VOIDS, date(2022, 1, 21)), note(VOIDS, date(2021, 12, 17)))
BODIES = {one.url: BodyRef(one.path, one.id.encode()) for one in NOTES}
NEXT_PASSAGES = {one.url: Passages((Passage(10, 20, "next"),)) for one in NOTES[:2]}
SOUGHT = Sought(names=("Voids", "The voids"), longer=("The voids of Westmarch",), url="teams/voids/index.html")
ACROSS: Mapping[str, Mapping[str, tuple[Passage, ...]]] = {"asks": {NOTE.url: (Passage(10, 20, "next"),)}}
THREAD = Thread(
    slug="next",
    title="Next",
    notes=NOTES[:2],
    sections=((Section("next", 0, 10, 20, 7),), (Section("next", 0, 30, 40, 7),)),
)
TERMS = {NOTE.url: Terms((Term("API", "an interface", "page-term-api"),))}
EXPLAINED = Explained(
    word="API", anchor="page-term-api", meanings=(Meaning(text="an interface", teams=("Repairs",), first=NOTE),)
)
ABOUT = {"repairs": BodyRef("notes/repairs/_team.md", b"about")}
NOTE_CHANGES: Mapping[str, Any] = {
    "path": "notes/repairs/other.md",
    "url": "teams/repairs/other.html",
    "id": "urn:other",
    "name": "other",
    "team": VOIDS,
    "date": date(2022, 1, 20),
    "published": datetime(2022, 1, 21, 13, tzinfo=UTC),
    "updated": Moment(date(2022, 1, 24), datetime(2022, 1, 24, 12, tzinfo=UTC)),
    "weeks": (Week(2022, 2), Week(2022, 3)),
    "authors": (BO, ADA),
    "title": "Other",
    "number": 4,
    "summary": "Other",
    "has_written_summary": True,
    "tags": (KEYS, LIFTS),
    "draft": True,
    "lang": "cy",
    "headings": (Heading(2, "Then", "then"), Heading(2, "Next", "next")),
    "minutes": 2,
    "lead": True,
    "formerly": ("blog/other.html",),
    "extra": {"mood": "tired"},
}
TEAM_CHANGES: Mapping[str, Any] = {
    "slug": "other",
    "name": "Other",
    "formerly": ("Old",),
    "aliases": ("Alias",),
    "about_lang": "cy",
    "author": "The team",
    "lead": "Ada",
    "contact": "ada@council.example",
    "feedback": "https://council.example/",
    "rhythm": "monthly",
    "breaks": (Break(first=date(2022, 1, 1), last=date(2022, 1, 2)),),
    "ended": date(2022, 2, 2),
    "continued_as": "voids",
    "last_time": False,
    "threads": ThreadRules(join=(("Next", "Then"),)),
    "monday_covers_previous_week": False,
    "mentions": True,
    "identity": "old",
    "former_slugs": ("old",),
    "path": "notes/other",
}
REF_CHANGES: Mapping[str, Any] = {"path": "x.md", "digest": b"other", "targets": (Target("teams/index.html"), None)}


index = partial(build_archive, unavailable=(), pages=(), sort_key=find_language("en").sort_key)


def archive(notes: tuple[Note, ...] = NOTES, teams: tuple[Team, ...] = (REPAIRS, VOIDS), **more: Any) -> Archive:
    bodies = {one.url: BODIES.get(one.url, BodyRef(one.path, b"new")) for one in notes}
    by_url = {one.url: one for one in notes}
    speaking = tuple(by_url[url] for url in more.get("speaking", (NOTE.url,)) if url in by_url)
    joins = Joins(
        next_passages=more.get("next_passages", NEXT_PASSAGES),
        threads=more.get("threads", {"repairs": (replace(THREAD, notes=_of_thread(notes)),)}),
        terms=more.get("terms", TERMS),
        glossary=more.get("glossary", (EXPLAINED,)),
        repeated_openings=more.get("openings", {NOTE.url: 1}),
        mentions={"voids": Mentions(sought=more.get("sought", SOUGHT), notes=speaking)},
        referring={NOTES[3].url: tuple(by_url[url] for url in more.get("referring", (NOTE.url,)) if url in by_url)},
        across=more.get("across", ACROSS),
    )
    return index(notes, teams, more.get("bodies", bodies), more.get("about", ABOUT), joins=joins)


def _of_thread(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    return tuple(next((one for one in notes if one.url == note.url), note) for note in THREAD.notes)


def planned(found: Archive | None = None, config: Config = CONFIG) -> tuple[PlannedFile, ...]:
    return plan_site([(config, found or archive())], AS_OF, ())


PLANNED = planned()


class Code(NamedTuple):
    """The code under test; mutants replace a part of it."""

    keys: Callable[..., Keys] = Keys
    plan: Callable[[Archive], tuple[PlannedFile, ...]] = planned
    reading: Callable[[Path, str, frozenset[str]], bytes] = lambda root, path, hosts: _digest_of_file(root, path, hosts)
    sources: Callable[..., bytes] = digest_sources
    unchanged_keys: Callable[[Manifest, Path], dict[str, str]] = Manifest.unchanged_keys


# --- What goes into the key of a page, given its plan


FIELD_CHANGES: Mapping[type, Mapping[str, Any]] = {Note: NOTE_CHANGES, Team: TEAM_CHANGES, BodyRef: REF_CHANGES}


def variants(value: object) -> Iterator[object]:
    """Yield values that differ from one in a single part, for every part that a page could show."""
    if isinstance(value, tuple):
        yield from (value[:-1], value[::-1])
        for at, part in enumerate(value):
            yield from ((*value[:at], other, *value[at + 1 :]) for other in variants(part))
    elif isinstance(value, msgspec.Struct):
        changes = FIELD_CHANGES.get(type(value), {})
        for name in value.__struct_fields__:
            others = [changes[name]] if name in changes else variants(getattr(value, name))
            yield from (replace(value, **{name: other}) for other in others)
    elif isinstance(value, bool | int):
        yield value + 1
    elif isinstance(value, str):
        yield f"{value}x"
    elif value is None:
        yield NOTE
    else:
        raise TypeError(f"no variant of {type(value)}: name one, as pages have it in their plans")


def same_key(code: Code, one: PlannedFile, other: PlannedFile) -> bool:
    return code.keys(CONFIG).of(one) == code.keys(CONFIG).of(other)


def every_part_of_every_argument_matters(code: Code) -> None:
    for file in PLANNED:
        key = code.keys(CONFIG).of(file)
        for at, value in enumerate(file.args):
            for other in variants(value):
                if other == value:
                    continue
                args = (*file.args[:at], other, *file.args[at + 1 :])
                assert code.keys(CONFIG).of(replace(file, args=args)) != key, (file.path, at, other)


def the_order_of_arguments_matters(code: Code) -> None:
    one = replace(PLANNED[0], args=(NOTE, NOTES[0], None))
    assert not same_key(code, one, replace(one, args=(NOTE, None, NOTES[0])))
    assert not same_key(code, one, replace(one, args=(NOTES[0], NOTE, None)))
    assert not same_key(code, replace(one, args=((NOTE,), (NOTES[0],))), replace(one, args=((NOTE, NOTES[0]), ())))
    assert not same_key(code, replace(one, args=("ab", "c")), replace(one, args=("a", "bc")))
    assert not same_key(code, replace(one, args=((),)), replace(one, args=((), ())))


def path_template_and_maker_matter(code: Code) -> None:
    file = PLANNED[0]
    twin = LanguageLink(tag="cy", name="Cymraeg", url="cy/index.html", permalink="", is_same=True)
    others = (replace(file, path="other.html"), replace(file, template="x.html"), replace(file, make=len))
    for changed in (*others, replace(file, twins=(twin,))):
        assert not same_key(code, file, changed)


def all_that_pages_have_in_common_matters(code: Code) -> None:
    view = view_site(archive(), CONFIG, has_search=False)
    common = (CONFIG, view, b"templates", b"reading")
    key = code.keys(*common).of(PLANNED[0])
    assert code.keys(*common).of(PLANNED[0]) == key
    for at, other in enumerate(
        (
            replace(CONFIG, title="Other"),
            view_site(archive(), CONFIG, has_search=True),
            b"other templates",
            b"another reading",
        )
    ):
        assert code.keys(*common[:at], other, *common[at + 1 :]).of(PLANNED[0]) != key, at
    for name in CONFIG.__struct_fields__:
        kept = getattr(CONFIG, name)
        other = not kept if isinstance(kept, bool) else ("other",) if isinstance(kept, tuple) else "other"
        assert code.keys(msgspec.structs.replace(CONFIG, **{name: other}), *common[1:]).of(PLANNED[0]) != key, name


def test_every_field_of_a_note_team_and_body_has_a_variant() -> None:
    assert set(NOTE_CHANGES) == set(Note.__struct_fields__)
    assert set(TEAM_CHANGES) == set(Team.__struct_fields__)
    assert set(REF_CHANGES) == set(BodyRef.__struct_fields__)


def test_equal_values_give_equal_keys() -> None:
    fresh = msgspec.msgpack.decode(msgspec.msgpack.encode(NOTE), type=Note)
    assert fresh is not NOTE
    one, other = (replace(PLANNED[0], args=(value, (value,))) for value in (NOTE, fresh))
    assert Keys(CONFIG).of(one) == Keys(CONFIG).of(other)


# --- What the plan hands to each page


def keys_of(code: Code, found: Archive) -> dict[str, str]:
    keys = Keys(CONFIG)
    return {file.path: keys.of(file) for file in code.plan(found)}


def changed(code: Code, found: Archive, earlier: Archive | None = None) -> set[str]:
    before, after = keys_of(code, earlier or archive()), keys_of(code, found)
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def with_note(**changes: Any) -> Archive:
    return archive(tuple(replace(one, **changes) if one is NOTE else one for one in NOTES))


def a_title_changes_all_that_lists_it(code: Code) -> None:
    lists = {"index.html", "weeks/2022-w03.html", "weeks/2022.html", "weeks/index.html", "teams/repairs/index.html"}
    around = {"teams/repairs/2022-01-14.html", "teams/voids/2022-01-21.html"}
    names = {"people/ada.html", "people/bo-ek.html", "tags/lifts.html", "tags/keys.html"}
    feeds = {"feed.xml", "atom.xml", "weekly.xml", "teams/repairs/feed.xml", "teams/repairs/atom.xml"}
    leads_on = {"blog/old.html", "teams/repairs/latest.html"}
    own = {NOTE.url, "teams/index.html", "weeks/2022-w03-in-full.html", "weeks/2022-w03-asks.html", NOTES[3].url}
    own |= {"teams/voids/index.html", "teams/voids/mentions.xml", "teams/repairs/threads/next.html"}
    own.add("teams/repairs/quarters/2022-q1.html")
    assert changed(code, with_note(title="Other")) == {*lists, *around, *names, *feeds, *leads_on, *own}


def a_text_changes_what_shows_it_whole(code: Code) -> None:
    bodies = BODIES | {NOTE.url: replace(BODIES[NOTE.url], digest=b"other")}
    feeds = {"feed.xml", "atom.xml", "weekly.xml", "teams/repairs/feed.xml", "teams/repairs/atom.xml"}
    quoted = {"teams/voids/index.html", "teams/voids/mentions.xml", "teams/repairs/index.html"}
    in_full = {"weeks/2022-w03-in-full.html", "weeks/2022-w03-asks.html", "teams/repairs/threads/next.html"}
    in_full.add("teams/repairs/quarters/2022-q1.html")
    assert changed(code, archive(bodies=bodies)) == {NOTE.url, *in_full, *feeds, *quoted}


def what_comes_next_changes_the_note_after_alone(code: Code) -> None:
    said = NEXT_PASSAGES | {NOTES[0].url: Passages((Passage(10, 30),))}
    assert changed(code, archive(next_passages=said)) == {NOTE.url}


def a_mention_changes_what_is_said_of_the_team_and_of_the_one_that_writes(code: Code) -> None:
    paths = {"teams/voids/index.html", "teams/voids/mentions.xml", "teams/repairs/index.html"}
    assert changed(code, archive(speaking=(NOTE.url, NOTES[0].url))) == paths - {"teams/repairs/index.html"}
    assert changed(code, archive(speaking=())) == paths
    assert changed(code, archive(sought=replace(SOUGHT, names=("Voids",)))) == paths
    assert changed(code, archive(sought=replace(SOUGHT, longer=()))) == paths


def a_reference_changes_the_note_referred_to_alone(code: Code) -> None:
    assert changed(code, archive(referring=(NOTE.url, NOTES[0].url))) == {NOTES[3].url}


def what_all_teams_write_of_changes_its_page_and_the_way_to_it(code: Code) -> None:
    own = "weeks/2022-w03-asks.html"
    assert changed(code, archive(across={"asks": {NOTE.url: (Passage(11, 20, "next"),)}})) == {own}
    paths = {own, "weeks/2022-w03.html", "weeks/2022-w02-asks.html", "weeks/2022-w02.html"}
    both = {"asks": {**ACROSS["asks"], NOTES[0].url: (Passage(1, 2),)}}
    assert changed(code, archive(across=both)) == paths - {"weeks/2022-w03.html"}
    assert changed(code, archive(across={})) == {own, "weeks/2022-w03.html"}


def the_text_of_a_note_changes_the_note_after_that_shows_what_it_said(code: Code) -> None:
    bodies = BODIES | {NOTES[0].url: replace(BODIES[NOTES[0].url], digest=b"other")}
    assert NOTE.url in changed(code, archive(bodies=bodies))


def a_threads_place_changes_its_page_alone(code: Code) -> None:
    moved = replace(THREAD, sections=(THREAD.sections[0], (Section("next", 0, 31, 40, 7),)))
    assert changed(code, archive(threads={"repairs": (moved,)})) == {"teams/repairs/threads/next.html"}


def an_earlier_note_of_a_thread_changes_the_link_to_it(code: Code) -> None:
    shorter = replace(THREAD, notes=THREAD.notes[1:], sections=THREAD.sections[1:])
    paths = {"teams/repairs/threads/next.html", "teams/repairs/index.html", "teams/repairs/2022-01-14.html", NOTE.url}
    assert changed(code, archive(threads={"repairs": (shorter,)})) == paths


def what_is_left_out_of_a_quarter_changes_its_page_alone(code: Code) -> None:
    assert changed(code, archive(openings={NOTE.url: 2})) == {"teams/repairs/quarters/2022-q1.html"}


def what_a_word_stands_for_changes_the_pages_that_show_a_note_in_full(code: Code) -> None:
    terms = {NOTE.url: Terms((Term("API", "a door", "page-term-api"),))}
    in_full = {"weeks/2022-w03-in-full.html", "teams/repairs/threads/next.html", "teams/repairs/quarters/2022-q1.html"}
    assert changed(code, archive(terms=terms)) == {NOTE.url, *in_full}
    assert changed(code, archive(glossary=(replace(EXPLAINED, anchor="other"),))) == {"glossary.html"}


def a_picture_of_the_note_that_leads_changes_the_pages_that_show_it(code: Code) -> None:
    def with_picture(digest: bytes) -> Archive:
        picture = Target(url="lift.png", attribute="src", size=(800, 600))
        body = BodyRef(NOTE.path, digest, (picture,))
        return archive(with_note(lead=True).notes, bodies=BODIES | {NOTE.url: body})

    paths = changed(code, with_picture(b"other alt text"), with_picture(b"alt text"))
    assert {"index.html", "weeks/2022-w03.html"} <= paths


def words_about_a_team_change_what_lists_it(code: Code) -> None:
    about = {"repairs": replace(ABOUT["repairs"], digest=b"other")}
    assert changed(code, archive(about=about)) == {"teams/repairs/index.html", "teams/index.html", "index.html"}


def the_home_page_shows_more_than_the_newest_notes(code: Code) -> None:
    notes = (replace(NOTES[0], title="Other"), *NOTES[1:])
    lists = {"index.html", "weeks/2022-w02.html", "teams/repairs/index.html"}
    assert {*lists, NOTE.url} <= changed(code, archive(notes))


def a_draft_leaves_the_feeds(code: Code) -> None:
    paths = changed(code, with_note(draft=True))
    assert {"feed.xml", "weekly.xml", "teams/repairs/atom.xml", "index.html", NOTE.url} <= paths


def a_new_note_changes_its_neighbours_and_no_note_far_off(code: Code) -> None:
    paths = changed(code, archive((*NOTES, note(REPAIRS, date(2022, 1, 28), authors=(), tags=()))))
    assert {"teams/repairs/2022-01-28.html", NOTE.url, "sitemap.xml", "index.html"} <= paths
    assert "weeks/2022-w03-in-full.html" in paths
    assert not {"teams/repairs/2022-01-14.html", "teams/voids/2021-12-17.html", "tags/keys.html"} & paths


# --- What stands for a file, for a tree and for an output


def _digest_of_file(root: Path, path: str, hosts: frozenset[str]) -> bytes:
    return read_file(prepare_reading(find_files(root)[0], Config(picture_hosts=tuple(hosts)), ()), path).digest


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "notes/repairs").mkdir(parents=True)
    (tmp_path / "static").mkdir()
    (tmp_path / "templates").mkdir()
    text = "---\ndate: 2022-01-21\nauthor: Ada\n---\n\nThe boiler is warm.\n"
    for name, content in {
        "weeknotes.toml": "",
        "notes/repairs/2022-01-21.md": text,
        "notes/repairs/_team.md": "---\nname: Repairs\n---\n",
        "notes/repairs/plan.csv": "a",
        "static/own.css": "a",
        "templates/own.html": "a",
    }.items():
        (tmp_path / name).write_text(content)
        os.utime(tmp_path / name, (1, 1))
    return tmp_path


def all_that_a_file_is_read_by_matters(code: Code, root: Path) -> None:
    path = "notes/repairs/2022-01-21.md"
    other = root / "notes/repairs/other.md"
    other.write_bytes((root / path).read_bytes())
    digest = code.reading(root, path, frozenset())
    assert code.reading(root, path, frozenset()) == digest
    assert code.reading(root, "notes/repairs/other.md", frozenset()) != digest
    assert code.reading(root, path, frozenset({"maps.example.org"})) != digest
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("weeknotes_site.content.reading.versions", lambda: b"other versions")
        assert code.reading(root, path, frozenset()) != digest
    (root / path).write_text((root / path).read_text("utf-8").replace("warm", "cold"), "utf-8")
    assert code.reading(root, path, frozenset()) != digest


def all_that_a_run_depends_on_matters(code: Code, root: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("weeknotes_site.sources.is_settled", lambda *_: True)
        sources = find_sources(site_options(root=root, as_of=AS_OF))
        digests = dict.fromkeys((*sources.tree.notes, *sources.tree.team_files), b"digest")
        digest = code.sources(sources, digests)
        assert code.sources(sources, digests) == digest != b""
        assert code.sources(sources, digests, has_search=True) != digest
        for change in ({"as_of": date(2022, 3, 2)}, {"drafts": True}, {"keep_going": True}, {"strict": True}):
            assert code.sources(replace(sources, options=replace(sources.options, **change)), digests) != digest, change
        for path in digests:
            assert code.sources(sources, digests | {path: b"other"}) != digest, path
            assert code.sources(sources, {one: b"" for one in digests if one != path}) == b""
        _each_file_matters(code, root, digests, digest)


def _each_file_matters(code: Code, root: Path, digests: Mapping[str, bytes], digest: bytes) -> None:
    for name in ("static/own.css", "templates/own.html", "notes/repairs/plan.csv"):
        (root / name).write_text("other")
        after = code.sources(find_sources(site_options(root=root, as_of=AS_OF)), digests)
        assert after != digest, name
        digest = after
    (root / "glossary.toml").write_text('API = "an interface"\n')
    after = code.sources(find_sources(site_options(root=root, as_of=AS_OF)), digests)
    assert after != digest
    digest = after
    (root / "weeknotes.toml").write_text('title = "Other"\n')
    after = code.sources(find_sources(site_options(root=root, as_of=AS_OF)), digests)
    assert after != digest
    (root / "notes/empty").mkdir()
    assert code.sources(find_sources(site_options(root=root, as_of=AS_OF)), digests) != after


def a_file_that_was_touched_is_made_again(code: Code, root: Path) -> None:
    page = root / "page.html"
    page.write_text("page")
    signature = signature_of(page.stat())
    manifest = Manifest(files={"page.html": Entry("key", signature), "gone.html": Entry("key", signature)})
    assert code.unchanged_keys(manifest, root) == {"page.html": "key"}
    for at in range(len(signature)):
        other = (*signature[:at], signature[at] + 1, *signature[at + 1 :])
        entry = Entry("key", other)  # type: ignore[arg-type]
        assert code.unchanged_keys(Manifest(files={"page.html": entry}), root) == {}, at


OF_KEYS = (
    every_part_of_every_argument_matters,
    the_order_of_arguments_matters,
    path_template_and_maker_matter,
    all_that_pages_have_in_common_matters,
)
OF_PLANS = (
    a_title_changes_all_that_lists_it,
    a_text_changes_what_shows_it_whole,
    what_comes_next_changes_the_note_after_alone,
    a_mention_changes_what_is_said_of_the_team_and_of_the_one_that_writes,
    a_reference_changes_the_note_referred_to_alone,
    what_all_teams_write_of_changes_its_page_and_the_way_to_it,
    the_text_of_a_note_changes_the_note_after_that_shows_what_it_said,
    a_threads_place_changes_its_page_alone,
    an_earlier_note_of_a_thread_changes_the_link_to_it,
    what_is_left_out_of_a_quarter_changes_its_page_alone,
    what_a_word_stands_for_changes_the_pages_that_show_a_note_in_full,
    a_picture_of_the_note_that_leads_changes_the_pages_that_show_it,
    words_about_a_team_change_what_lists_it,
    the_home_page_shows_more_than_the_newest_notes,
    a_draft_leaves_the_feeds,
    a_new_note_changes_its_neighbours_and_no_note_far_off,
)
OF_FILES = (
    all_that_a_file_is_read_by_matters,
    all_that_a_run_depends_on_matters,
    a_file_that_was_touched_is_made_again,
)


@pytest.mark.parametrize("promise", [*OF_KEYS, *OF_PLANS], ids=lambda promise: promise.__name__)
def test_page_keys_keep_each_promise(promise: Callable[[Code], None]) -> None:
    promise(Code())


@pytest.mark.parametrize("promise", OF_FILES, ids=lambda promise: promise.__name__)
def test_digests_and_signatures_keep_each_promise(promise: Callable[[Code, Path], None], root: Path) -> None:
    promise(Code(), root)


# --- Mutants


class LeavesOut(Keys):
    """Keys that ignore a part of a file."""

    def __init__(self, *common: object, change: Callable[[PlannedFile], PlannedFile]) -> None:
        super().__init__(*common)
        self._change = change

    def of(self, file: PlannedFile) -> str:
        return super().of(self._change(file))


def leaving_out(change: Callable[[PlannedFile], PlannedFile]) -> Code:
    return Code(keys=lambda *common: LeavesOut(*common, change=change))


def blind_to(kind: type, name: str, to: object) -> Code:
    """Return keys that ignore a field of a struct, wherever it occurs."""

    def blank(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(blank, value))
        return replace(value, **{name: to}) if isinstance(value, kind) else value  # type: ignore[type-var]

    return leaving_out(lambda file: replace(file, args=tuple(map(blank, file.args))))


def unordered(value: object) -> object:
    return tuple(sorted(map(unordered, value), key=repr)) if isinstance(value, tuple) else value


def without_argument(at: int) -> Code:
    return leaving_out(lambda file: replace(file, args=(*file.args[:at], *file.args[at + 1 :])))


def without_common(at: int) -> Code:
    return Code(keys=lambda *common: Keys(*common[:at], *common[at + 1 :]))


def joined(value: object) -> object:
    return "".join(map(str, map(joined, value))) if isinstance(value, tuple) else value


KEY_MUTANTS: dict[str, Code] = {
    "no path": leaving_out(lambda file: replace(file, path="")),
    "no template": leaving_out(lambda file: replace(file, template="")),
    "no maker": leaving_out(lambda file: replace(file, make=print)),
    "nothing in common": Code(keys=lambda *_: Keys()),
    "order of lists": leaving_out(lambda file: replace(file, args=tuple(map(unordered, file.args)))),
    "order of arguments": leaving_out(lambda file: replace(file, args=(unordered(file.args),))),
    "no length of lists": leaving_out(lambda file: replace(file, args=(joined(file.args),))),
    **{f"no common value {at}": without_common(at) for at in range(4)},
    **{f"no argument {at}": without_argument(at) for at in range(5)},
    **{f"no {name} of notes": blind_to(Note, name, other) for name, other in NOTE_CHANGES.items()},
    **{f"no {name} of teams": blind_to(Team, name, other) for name, other in TEAM_CHANGES.items()},
    **{f"no {name} of bodies": blind_to(BodyRef, name, other) for name, other in REF_CHANGES.items()},
    "no year of weeks": blind_to(Week, "year", 2000),
    "no number of weeks": blind_to(Week, "number", 1),
}


def plan_without(path: str, at: int) -> Code:
    """Return a plan that omits one argument of one page."""

    def plan(found: Archive) -> tuple[PlannedFile, ...]:
        files = planned(found)
        return tuple(
            replace(file, args=(*file.args[:at], *file.args[at + 1 :])) if file.path == path else file for file in files
        )

    return Code(plan=plan)


def plan_with(path: str, at: int, **values: object) -> Code:
    """Return a plan that changes one argument of one page."""

    def plan(found: Archive) -> tuple[PlannedFile, ...]:
        return tuple(
            replace(file, args=(*file.args[:at], replace(file.args[at], **values), *file.args[at + 1 :]))
            if file.path == path
            else file
            for file in planned(found)
        )

    return Code(plan=plan)


def plan_of(mutate: Callable[[Archive], Archive]) -> Code:
    return Code(plan=lambda found: planned(mutate(found)))


PLAN_MUTANTS: dict[str, Code] = {
    "a note without its body": plan_without(NOTE.url, 1),
    "a note without the one after": plan_without("teams/repairs/2022-01-14.html", 3),
    "a note without its week": plan_without("teams/voids/2022-01-21.html", 4),
    "a team without its mentions": plan_with("teams/voids/index.html", 3, mentioned_by=None),
    "a team without those it mentions": plan_with("teams/repairs/index.html", 3, mentioned=()),
    "a feed of mentions without names": plan_without("teams/voids/mentions.xml", 2),
    "a feed of mentions without notes": plan_without("teams/voids/mentions.xml", 3),
    "a week without what all teams write of": plan_without("weeks/2022-w03.html", 5),
    "a week without the picture of its first note": plan_without("weeks/2022-w03.html", 6),
    "the home page without the picture of its first note": plan_without("index.html", 2),
    "what all teams write of without its places": plan_without("weeks/2022-w03-asks.html", 4),
    "what all teams write of without its texts": plan_without("weeks/2022-w03-asks.html", 3),
    "what all teams write of without its notes": plan_without("weeks/2022-w03-asks.html", 2),
    "what all teams write of without the week before": plan_without("weeks/2022-w03-asks.html", 5),
    "a note without what it was said in": plan_without(NOTE.url, 6),
    "a note without what others add": plan_without(NOTE.url, 7),
    "a note without those that refer to it": plan_without(NOTES[3].url, 8),
    "a thread without its places": plan_without("teams/repairs/threads/next.html", 1),
    "a team without threads": plan_with("teams/repairs/index.html", 3, threads=()),
    "a quarter without its notes": plan_without("teams/repairs/quarters/2022-q1.html", 2),
    "a quarter without its bodies": plan_without("teams/repairs/quarters/2022-q1.html", 3),
    "a quarter without what is left out": plan_without("teams/repairs/quarters/2022-q1.html", 4),
    "a week in full without its terms": plan_without("weeks/2022-w03-in-full.html", 3),
    "a week in full without the one after": plan_without("weeks/2022-w03-in-full.html", 5),
    "a thread without its bodies": plan_without("teams/repairs/threads/next.html", 3),
    "a thread without its terms": plan_without("teams/repairs/threads/next.html", 4),
    "a quarter without its terms": plan_without("teams/repairs/quarters/2022-q1.html", 5),
    "a glossary without its words": plan_without("glossary.html", 0),
    "a home page without weeks": plan_without("index.html", 0),
    "a week without notes": plan_without("weeks/2022-w03.html", 1),
    "a year without weeks": plan_without("weeks/2022.html", 2),
    "weeks without the newest": plan_without("weeks/index.html", 1),
    "a team without words": plan_without("teams/repairs/index.html", 1),
    "a team without notes": plan_without("teams/repairs/index.html", 2),
    "teams without lines": plan_without("teams/index.html", 0),
    "a person without notes": plan_without("people/ada.html", 2),
    "a tag without notes": plan_without("tags/lifts.html", 2),
    "a feed without notes": plan_without("feed.xml", 1),
    "a team's feed without notes": plan_without("teams/repairs/atom.xml", 1),
    "a weekly feed without weeks": plan_without("weekly.xml", 1),
    "a sitemap without pages": plan_without("sitemap.xml", 0),
    "drafts like others": plan_of(
        lambda found: index(
            [replace(one, draft=False) for one in found.notes], found.teams, found.bodies, found.about, joins=Joins()
        )
    ),
    "everything in every page": Code(
        plan=lambda found: tuple(replace(file, args=(*file.args, found.notes)) for file in planned(found))
    ),
}


def reading_without(*, path: bool = True, hosts: bool = True, versions: bool = True, content: bool = True) -> Code:
    def digest(root: Path, file: str, picture_hosts: frozenset[str]) -> bytes:
        reading = prepare_reading(find_files(root)[0], Config(picture_hosts=tuple(picture_hosts)), ())
        if not hosts:
            reading = prepare_reading(find_files(root)[0], Config(), ())
        key = reading.key if versions else b"".join(sorted(host.encode() for host in picture_hosts))
        parts = (key, file.encode() if path else b"", b"\0", (root / file).read_bytes() if content else b"")
        return digest_of(*parts)

    return Code(reading=digest)


def sources_without(change: Callable[[Sources], Sources]) -> Code:
    def digest(sources: Sources, digests: Mapping[str, bytes], *, has_search: bool = False) -> bytes:
        return digest_sources(change(sources), digests, has_search=has_search)

    return Code(sources=digest)


def option(**fixed: Any) -> Code:
    return sources_without(lambda sources: replace(sources, options=replace(sources.options, **fixed)))


def unchanged_keys_without(at: int) -> Code:
    def unchanged_keys(manifest: Manifest, folder: Path) -> dict[str, str]:
        def same(path: str, entry: Entry) -> bool:
            if not (folder / path).exists():
                return False
            found = signature_of((folder / path).stat())
            return all(found[one] == entry.signature[one] for one in range(len(found)) if one != at)

        return {path: entry.key for path, entry in manifest.files.items() if same(path, entry)}

    return Code(unchanged_keys=unchanged_keys)


FILE_MUTANTS: dict[str, Code] = {
    "reading without the path": reading_without(path=False),
    "reading without picture hosts": reading_without(hosts=False),
    "reading without versions": reading_without(versions=False),
    "reading without the bytes": reading_without(content=False),
    "a run without its day": option(as_of=AS_OF),
    "a run without drafts": option(drafts=False),
    "a run without keep-going": option(keep_going=False),
    "a run without strict": option(strict=False),
    "a run without settings": sources_without(lambda sources: replace(sources, config=CONFIG)),
    "a run without the glossary": sources_without(lambda one: replace(one, glossary=Glossary())),
    "a run without templates": sources_without(lambda one: replace(one, theme=replace(one.theme, templates=b""))),
    "a run without static files": sources_without(lambda one: replace(one, theme=replace(one.theme, static={}))),
    "a run without other files": sources_without(lambda one: replace(one, tree=replace(one.tree, others=frozenset()))),
    "a run without folders": sources_without(lambda one: replace(one, tree=replace(one.tree, folders=frozenset()))),
    "a run without team files": sources_without(lambda one: replace(one, tree=replace(one.tree, team_files=()))),
    "a run without notes": sources_without(lambda one: replace(one, tree=replace(one.tree, notes=()))),
    "a run without search": Code(sources=lambda sources, digests, **_: digest_sources(sources, digests)),
    **{
        f"an output without {name}": unchanged_keys_without(at)
        for at, name in enumerate(("size", "mtime", "ctime", "inode"))
    },
}


def test_every_part_of_a_signature_has_a_mutant() -> None:
    assert sum(name.startswith("an output") for name in FILE_MUTANTS) == len(signature_of(Path().stat()))


@pytest.mark.parametrize("mutant", KEY_MUTANTS)
def test_a_missing_part_of_a_key_is_noticed(mutant: str) -> None:
    assert _noticed(OF_KEYS, KEY_MUTANTS[mutant])


@pytest.mark.parametrize("mutant", PLAN_MUTANTS)
def test_a_missing_part_of_the_plan_is_noticed(mutant: str) -> None:
    assert _noticed(OF_PLANS, PLAN_MUTANTS[mutant])


@pytest.mark.parametrize("mutant", FILE_MUTANTS)
def test_a_missing_part_of_a_files_digest_is_noticed(mutant: str, root: Path) -> None:
    assert _noticed([lambda code, promise=promise: promise(code, root) for promise in OF_FILES], FILE_MUTANTS[mutant])


def _noticed(promises: Any, code: Code) -> bool:
    for promise in promises:
        try:
            promise(code)
        except AssertionError:
            return True
    return False
