"""Notes as files: where each goes, and what stands in it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from weeknotes_site.content.fields import MAX_LIST, MAX_TEXT, PERMANENT_ID
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.content.source import MAX_NOTE_BYTES
from weeknotes_site.content.tree import NOTES
from weeknotes_site.importer.found import Content, FoundNote
from weeknotes_site.importer.import_map import hash_of
from weeknotes_site.importer.known_site import KnownSite
from weeknotes_site.importer.links import Directory, rewrite_links
from weeknotes_site.importer.settle_days import SettledDay
from weeknotes_site.importer.settle_teams import SettledTeam
from weeknotes_site.importer.titles import is_generic, read_title
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.model.language import LANGUAGE_TAG
from weeknotes_site.model.week import Week, cover_week

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.S)
_PATH_PART = re.compile(r"[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?", re.A)
_OWN_FOLDERS = frozenset(("people", "search", "tags", "teams", "weeks", "assets", "pagefind"))
_OWN_PAGES = frozenset(("index", "404", "accessibility", "latest", "search", "subscribe"))
_NO_NAMES = frozenset(("admin", "administrator", "root", "wordpress", "editor", "webmaster", "unknown", "author"))


class Settled(Struct, frozen=True, kw_only=True):
    """A note with its team and day, before it has a place."""

    source: str
    note: FoundNote
    team: SettledTeam
    day: SettledDay

    @property
    def missing(self) -> str:
        """Why it cannot be written; empty where it can."""
        if not slug_of(self.team.name):
            return "nothing says which team it is of: give `--team NAME`, or add it to `import-map.toml`"
        if self.day.day is None:
            return "nothing says which day it is of: put a date into its name or front matter"
        if is_blank(self.note.body):
            return "it holds no text"
        return ""

    @property
    def is_draft(self) -> bool:
        """Whether a person has to look before it is published."""
        return self.note.is_draft or not self.team.is_sure or not self.day.is_sure


class Fact(Struct, frozen=True):
    """Something that was found out about a note, and how."""

    name: str
    value: str
    how: str


class PlannedNote(Struct, frozen=True, kw_only=True):
    """A note as it is to be written."""

    source: str
    path: str
    text: str
    """Empty once it is written: an archive's texts do not fit in memory twice."""
    hash: str
    url: str
    old: tuple[str, ...]
    team: str
    day: date
    is_draft: bool
    has_id: bool
    lacks_author: bool
    facts: tuple[Fact, ...]
    remarks: tuple[str, ...]
    files: Mapping[str, Content]


class Placing(Struct, frozen=True, kw_only=True):
    """What all notes are written by."""

    site: KnownSite
    directory: Directory
    author: str
    people: Mapping[str, str]
    language: str
    monday_covers_previous_week: bool


def choose_paths(notes: Sequence[Settled], site: KnownSite, taken: Iterable[str]) -> dict[str, str]:
    """Give each note a path that nothing else has, the oldest first; by source."""
    used = {path.casefold() for path in taken}
    paths: dict[str, str] = {}
    for one in sorted(notes, key=lambda one: (one.day.day, one.source)):
        known = site.team(one.team.name)
        folder = known.folder if known else f"{NOTES}/{slug_of(one.team.name)}"
        for path in _candidates(folder, one):
            if path.casefold() not in used:
                used.add(path.casefold())
                paths[one.source] = path
                break
    return paths


def plan_note(one: Settled, path: str, placing: Placing, ids: set[str], former: set[str]) -> PlannedNote:
    """Write a note's text; `ids` and `former` hold those that are given away, and get this note's."""
    note, day = one.note, one.day
    if day.day is None:
        raise ValueError(f"{one.source} has no day")
    authors, authors_how, odd = _authors(one, placing)
    rewritten = rewrite_links(note, path, placing.directory)
    title = _title(one)
    note_id = _own_id(note.id, ids)
    formerly = tuple(_formerly(note.addresses, former))
    remarks = [*one.day.remarks, *one.team.remarks, *note.remarks, *rewritten.remarks, *odd]
    week = _week(one, placing)
    front = {
        "title": title,
        "team": one.team.name,
        "date": day.day.isoformat(),
        "week": str(week) if week else "",
        "author": _author_value(authors),
        "number": str(note.number) if note.number is not None and note.number < 1_000_000 else "",
        "summary": _line(note.summary) if len(note.summary) <= MAX_TEXT else "",
        "tags": _tags(one),
        "lang": note.lang if LANGUAGE_TAG.fullmatch(note.lang) and note.lang != placing.language else "",
        "updated": _updated(note.updated, day.day),
        "draft": "true" if one.is_draft else "",
        "id": note_id,
        "formerly": formerly,
        "extra": _extra(note.extra),
    }
    text = f"{write_front_matter(front)}\n{tidy(rewritten.body)}\n"
    return PlannedNote(
        source=one.source,
        path=path,
        text=text,
        hash=hash_of(text),
        url=f"teams/{slug_of(path.split('/')[1])}/{slug_of(path.rpartition('/')[2][:-3])}.html",
        old=note.addresses,
        team=one.team.name,
        day=day.day,
        is_draft=one.is_draft,
        has_id=bool(note_id),
        lacks_author=not authors,
        facts=tuple(_facts(one, title, week, authors, authors_how)),
        remarks=tuple(remarks),
        files=rewritten.files,
    )


def is_too_long(note: PlannedNote) -> bool:
    """Tell whether a note is larger than a site takes."""
    return len(note.text.encode("utf-8", "replace")) > MAX_NOTE_BYTES


def is_blank(body: str) -> bool:
    """Tell whether a body holds nothing but headings and comments."""
    lines = _COMMENT.sub("", body).split("\n")
    return not any(line.strip() and not re.match(r" {0,3}#{1,6}(?:\s|$)", line) for line in lines)


def tidy(body: str) -> str:
    """Return a body without control characters, trailing spaces and runs of blank lines."""
    text = _CONTROLS.sub("", body.replace("\t", "    ").replace("\u00a0", " "))
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if mark := re.match(r"\s{0,12}(`{3,}|~{3,})", line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if not fence:
            line = line[: len(line.rstrip())] + ("\\" if line.endswith("  ") and line.strip() else "")
        if line or not lines or lines[-1] or fence:
            lines.append(line)
    while lines and lines[-1].endswith("\\") and not lines[-1].endswith("\\\\"):
        lines[-1] = lines[-1][:-1]
    return "\n".join(lines).strip("\n").replace("\\\n\n", "\n\n")


def _candidates(folder: str, one: Settled) -> Iterator[str]:
    stem = one.day.day.isoformat() if one.day.day else ""
    yield f"{folder}/{stem}.md"
    if slug := slug_of(read_title(one.note.title).subject or one.note.title)[:50].strip("-"):
        yield f"{folder}/{stem}-{slug}.md"
    for number in range(2, 100_000):
        yield f"{folder}/{stem}-{number}.md"


def _title(one: Settled) -> str:
    title = _line(one.note.title)
    taken = read_title(title)
    if taken.days and (one.day.is_mended or not taken.without_dates()):
        title = taken.without_dates()
    return title[:MAX_TEXT].rstrip()


def _line(text: str) -> str:
    return " ".join(_CONTROLS.sub("", text).split())


def _authors(one: Settled, placing: Placing) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Return the authors to write; none where the team's file names one."""
    folded = {name.casefold(): to for name, to in placing.people.items()}
    given = [folded.get(name.casefold(), name) for name in map(_line, one.note.authors)]
    named = tuple(name for name in dict.fromkeys(given) if name.casefold() not in _NO_NAMES and slug_of(name))
    odd = tuple(f"the author `{name}` was left out" for name in given if name and name not in named)
    if named:
        return named[:MAX_LIST], one.note.authors_how, odd
    known = placing.site.team(one.team.name)
    if known is None or known.has_author:
        return (), "none in the source; the team's `_team.md` names one", odd
    if placing.author:
        return (placing.author,), "`--author`", odd
    return (team_author(one.team.name),), "none in the source, so the team", odd


def team_author(team: str) -> str:
    """Return how a team signs as a whole."""
    return team if team.casefold().endswith("team") else f"{team} team"


def _author_value(authors: tuple[str, ...]) -> str | tuple[str, ...]:
    if len(authors) == 1 and not re.search(r",| and | & ", authors[0]):
        return authors[0]
    return authors


def _tags(one: Settled) -> tuple[str, ...]:
    categories = (clue.value for clue in one.note.labels if clue.how.startswith("the category"))
    found = [_line(name) for name in (*one.note.tags, *categories)]
    own = slug_of(one.team.name)
    by_slug = {slug_of(name): name for name in found if not is_generic(name) and len(name) <= MAX_TEXT}
    return tuple(name for slug, name in by_slug.items() if slug not in ("", own, "uncategorised", "uncategorized"))[
        :MAX_LIST
    ]


def _updated(written: str, day: date) -> str:
    try:
        updated = date.fromisoformat(written)
    except ValueError:
        return ""
    return updated.isoformat() if day < updated and updated.year < 2200 else ""


def _own_id(identity: str, ids: set[str]) -> str:
    is_one = (
        PERMANENT_ID.fullmatch(identity)
        and not set(identity) & set("<>\"'&")
        and re.match(r"[a-z][a-z+.-]*:", identity)
    )
    if not is_one or identity in ids:
        return ""
    ids.add(identity)
    return identity


def _formerly(addresses: Sequence[str], former: set[str]) -> Iterator[str]:
    """Yield the paths among old addresses that can be pages of this site too."""
    for address in addresses:
        path = former_path(address)
        if path and path.casefold() not in former:
            former.add(path.casefold())
            yield path


def former_path(address: str) -> str:
    """Return an address as a `formerly` path; empty where this site cannot answer for it."""
    if "?" in address:
        return ""
    path = re.sub(r"^https?://[^/]*", "", address).partition("#")[0].strip("/")
    parts = path.removesuffix("/index.html").split("/")
    last = parts[-1].removesuffix(".html")
    is_good = all(_PATH_PART.fullmatch(part) and not is_reserved(part.casefold()) for part in (*parts[:-1], last))
    if not path or not is_good or parts[0].casefold() in _OWN_FOLDERS or (len(parts) == 1 and last in _OWN_PAGES):
        return ""
    return path if path.endswith(".html") else f"{path}/index.html"


def _week(one: Settled, placing: Placing) -> Week | None:
    """Return the week to write: the one the source names, where the site would not count the date to it."""
    if one.day.week is None or one.day.day is None:
        return None
    known = placing.site.team(one.team.name)
    own = known.monday_covers_previous_week if known else None
    is_before = placing.monday_covers_previous_week if own is None else own
    return one.day.week if cover_week(one.day.day, monday_covers_previous_week=is_before) != one.day.week else None


def _extra(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    kept = {key: value for key, value in extra.items() if _depth(value) < 8}
    return kept if len(repr(kept)) < 20_000 else {}


def _depth(value: object) -> int:
    if isinstance(value, Mapping):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list | tuple):
        return 1 + max(map(_depth, value), default=0)
    return 0


def _facts(one: Settled, title: str, week: Week | None, authors: tuple[str, ...], authors_how: str) -> Iterator[Fact]:
    note, day = one.note, one.day
    yield Fact("team", one.team.name, one.team.how)
    yield Fact("date", day.day.isoformat() if day.day else "", day.how)
    if week:
        yield Fact("week", str(week), day.week_how)
    yield Fact("author", ", ".join(authors) or "from `_team.md`", authors_how)
    if note.number is not None:
        yield Fact("number", str(note.number), note.number_how)
    yield Fact("title", title or "made from team and date", "the source" if title else "the source has none")
    yield Fact(
        "summary", "its own" if note.summary else "its first new paragraph", note.summary_how or "the source has none"
    )
