"""How `build --keep-going` publishes each error, as in the table of docs/diagnostics.md, and what it refuses."""

import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import Result

import commands
from conftest import MakeSite
from weeknotes_site.codes import KEPT_GOING

Files = Mapping[str, str | bytes]

NOTE = "---\ndate: {day}\nauthor: Ann Lee\n{more}---\n\n{body}\n"
BODY = "The boiler is warm."
PATH = "notes/repairs/2022-01-21.md"
PAGE = "teams/repairs/2022-01-21.html"
OTHER_PATH = "notes/voids/2022-01-14.md"
OTHER = {
    OTHER_PATH: NOTE.format(day="2022-01-14", more="", body="All is well. See [repairs](../repairs/2022-01-21.md).")
}
UNAVAILABLE = "This note cannot be shown at the moment"


def note(more: str = "", body: str = BODY, day: str = "2022-01-21") -> str:
    return NOTE.format(day=day, more=f"{more}\n" if more else "", body=body)


def weeknotes(root: Path, *arguments: str) -> Result:
    return commands.weeknotes(root, *arguments, "--as-of", "2022-03-01")


def build(root: Path, *arguments: str) -> Result:
    return weeknotes(root, "build", "--no-search", "--base-url", "https://weeknotes.example/", *arguments)


def published(root: Path) -> dict[str, str]:
    files = (path for path in (root / "_site").rglob("*") if path.suffix in (".html", ".xml"))
    return {path.relative_to(root / "_site").as_posix(): path.read_text("utf-8") for path in files}


TWO_LANGUAGES: Files = {"weeknotes.toml": 'languages = ["en", "cy"]\n'}
TWIN = "notes/repairs/2022-01-21.cy.md"
ROWS: Mapping[str, Sequence[tuple[Files, str]]] = {
    "broken link, link to a draft or to a note that is left out, missing heading": [
        ({PATH: note(body="See [the roof](gone.md).")}, "See <a>the roof</a>."),
        ({PATH: note(body="See [the roof](d.md)."), "notes/repairs/d.md": note("draft: true")}, "See <a>the roof</a>."),
        ({PATH: note(body="See [the roof](d.md)."), "notes/repairs/d.md": "----\n"}, "See <a>the roof</a>."),
        ({PATH: note(body="See [the roof](#gone).")}, "See <a>the roof</a>."),
        ({PATH: note(body="See [the roof](/gone).")}, "See <a>the roof</a>."),
    ],
    "missing, broken or refused picture": [
        ({PATH: note(body='![A "roof"](gone.png) leaks.')}, "<p>A &quot;roof&quot; leaks.</p>"),
        ({PATH: note(body="![A roof](x.png) leaks."), "notes/repairs/x.png": b"no picture"}, "<p>A roof leaks.</p>"),
        ({PATH: note(body="![A roof](x.svg) leaks."), "notes/repairs/x.svg": "<svg/>"}, "<p>A roof leaks.</p>"),
        ({PATH: note(body='<p><img src="gone.png" alt="A roof"> leaks.</p>')}, "<p>A roof leaks.</p>"),
        ({PATH: note(body="![A roof](javascript:x) leaks.")}, "leaks.</p>"),
    ],
    "missing or refused attachment": [
        ({PATH: note(body="See [the plan](gone.pdf).")}, "See <a>the plan</a>."),
        ({PATH: note(body="See [the plan](x.exe)."), "notes/repairs/x.exe": "x"}, "See <a>the plan</a>."),
    ],
    "`date` missing or unreadable, file name begins with an ISO date": [
        ({PATH: note(day="21.01.22")}, '<time datetime="2022-01-21">'),
        ({PATH: note().replace("date: 2022-01-21\n", "")}, '<time datetime="2022-01-21">'),
    ],
    "`author` missing or unreadable": [
        ({PATH: note().replace("author: Ann Lee\n", "")}, '<meta name="author" content="Repairs"'),
        ({PATH: note().replace("Ann Lee", "{a: b}")}, '<meta name="author" content="Repairs"'),
        (
            {PATH: note().replace("Ann Lee", ", ".join(f"N{one}" for one in range(21)))},
            '<meta name="author" content="Repairs"',
        ),
    ],
    "an optional key that cannot be read": [
        ({PATH: note(f"{key}: {value}")}, BODY)
        for key, value in (
            *(("week", "soon"), ("number", "many"), ("summary", "[a]"), ("updated", "later"), ("lang", "a b")),
            *(("tags", f"[{', '.join(f't{one}' for one in range(31))}]"), ("slug", "../x"), ("slug", "index")),
            *(("id", "a b"), ("formerly", "../x"), ("ignore", "{a: b}"), ("extra", "x"), ("title", "[a]")),
        )
    ],
    "a path under `formerly` that something else has": [({PATH: note("formerly: [index.html, old/x.html]")}, BODY)],
    "an `id` that another note of the team has": [
        ({PATH: note("id: urn:x:1"), "notes/repairs/2022-01-14.md": note("id: urn:x:1", day="2022-01-14")}, BODY)
    ],
    "`draft` neither true nor false, given twice, or a key one typo away from it (`dratf`)": [
        ({PATH: note(line)}, "")
        for line in (
            *("draft: perhaps", "draft: [true]", "draft:", "draft: false\ndraft: true"),
            *(f"{key}: true" for key in ("dratf", "Draft", "draf", "drafft", "drafts", "drqft", "rdaft")),
        )
    ],
    "`team` contradicts the folder, or names a team that has a folder elsewhere": [
        ({PATH: note("team: Voids")}, UNAVAILABLE),
        ({PATH: note(), "notes/2022/2022-01-28.md": note("team: Repairs", "Elsewhere.")}, BODY),
    ],
    "no front matter, invalid YAML, not UTF-8, too large, nested too deep, left by a merge": [
        ({PATH: content}, UNAVAILABLE)
        for content in (
            *(
                "",
                "Hello.\n",
                note("title: a: b"),
                note("[a]: b"),
                note().encode("utf-16"),
                note(body="\xe9").encode("latin-1"),
            ),
            *(
                note(body="x" * 90_000),
                note(body="> " * 300 + "x"),
                note(body="<<<<<<< HEAD\na\n=======\nb\n>>>>>>> b"),
            ),
        )
    ],
    "no date anywhere": [({"notes/repairs/queue.md": note().replace("date: 2022-01-21\n", "")}, UNAVAILABLE)],
    "two notes of a team at one address": [({PATH: note(), "notes/repairs/a/2022-01-21.md": note()}, UNAVAILABLE)],
    "`translates` names no note that can be the original": [
        ({PATH: note(f"translates: {path}\nlang: cy"), **TWO_LANGUAGES}, BODY)
        for path in ("gone.md", "../voids/2022-01-14.md", "2022-01-21.md")
    ],
    "a translation that contradicts its original, or is one of two in a language": [
        ({PATH: note(), TWIN: note("number: 9", "Taken."), **TWO_LANGUAGES}, BODY),
        ({PATH: note(), TWIN: note("lang: en", "Taken."), **TWO_LANGUAGES}, BODY),
    ],
    "`_team.cy.md` that cannot be read": [
        ({PATH: note(), "notes/repairs/_team.cy.md": "---\nname: [\n---\n\nTaken.\n", **TWO_LANGUAGES}, BODY)
    ],
    "a plain page at an address that something else has, or in a folder below `_pages/`": [
        ({PATH: note(), "notes/_pages/search.md": BODY}, BODY),
        ({PATH: note(), "notes/_pages/how/write.md": BODY}, BODY),
    ],
    "a plain page that cannot be read": [({PATH: note(), "notes/_pages/about.md": "---\ntitle: [\n---\n"}, BODY)],
    "`_team.md` whose names cannot be read, or do not explain the folder's": [
        ({PATH: note(), "notes/repairs/_team.md": "---\nname: [a]\n---\n"}, UNAVAILABLE),
        ({PATH: note(), "notes/repairs/_team.md": "---\nname: Homes\nformerly: [Voids 2]\n---\n"}, UNAVAILABLE),
    ],
    "a second folder with a team's slug, or a folder with a reserved name or without a letter or digit": [
        ({PATH: note(), "notes/Repairs/2022-01-21.md": note(body="Taken."), "notes/Repairs/x.md": note()}, BODY),
        ({PATH: note(), "notes/!/2022-01-21.md": note(body="Taken.")}, BODY),
        ({PATH: note(), "notes/con/2022-01-21.md": note(body="Taken.")}, BODY),
    ],
}


def test_every_row_of_the_table_is_tested() -> None:
    assert list(ROWS) == list(KEPT_GOING)


@pytest.mark.parametrize(
    ("files", "shown"),
    [pytest.param(*case, id=f"{row} {n}") for row, cases in ROWS.items() for n, case in enumerate(cases)],
)
def test_an_error_is_reported_and_published_as_the_table_says(files: Files, shown: str, make_site: MakeSite) -> None:
    root = make_site({**OTHER, **files})
    assert build(root).exit_code == 1
    assert not (root / "_site").exists()
    result = build(root, "--keep-going")
    assert result.exit_code == 0, result.output
    assert "error[" in result.output
    pages = published(root)
    page = pages.get("teams/repairs/queue.html" if "notes/repairs/queue.md" in files else PAGE, "")
    assert shown in page
    assert bool(shown) == bool(page)
    assert "teams/voids/2022-01-14.html" in pages
    assert not any("Taken." in text or "Elsewhere." in text for text in pages.values())
    lists = (text for path, text in pages.items() if not path.removeprefix("cy/").startswith("teams/repairs/"))
    if shown in ("", UNAVAILABLE):
        assert not any(BODY in text or PAGE in text for text in lists)
        assert "noindex" in page or not page


def test_the_error_page_of_a_note_disappears_when_it_is_fixed_or_deleted(make_site: MakeSite) -> None:
    root = make_site({**OTHER, PATH: "----\n"})
    build(root, "--keep-going")
    assert UNAVAILABLE in published(root)[PAGE]
    make_site({PATH: note()})
    build(root, "--keep-going")
    assert BODY in published(root)[PAGE]
    for gone in (note("draft: true"), note("draft: true\nteam: Voids")):
        make_site({PATH: gone})
        build(root, "--keep-going")
        assert PAGE not in published(root)


def test_the_error_page_of_a_note_depends_only_on_its_address(make_site: MakeSite) -> None:
    root = make_site({**OTHER, PATH: "----\nsecret\n"})
    build(root, "--keep-going")
    page = published(root)[PAGE]
    make_site({PATH: "nothing else"})
    build(root, "--keep-going")
    assert published(root)[PAGE] == page
    assert "secret" not in page


def many(count: int, broken: int = 0) -> dict[str, str | bytes]:
    return {
        f"notes/repairs/n{number}.md": "----\n" if number < broken else note(day=f"2021-{number % 12 + 1:02}-10")
        for number in range(count)
    }


@pytest.mark.parametrize(
    "files", [{"notes/repairs/_team.md": "---\n---\n"}, {PATH: "----\n"}, {PATH: note("draft: true")}]
)
def test_a_build_without_notes_is_refused(files: Files, make_site: MakeSite) -> None:
    root = make_site({PATH: note()})
    assert build(root).exit_code == 0
    before = published(root)
    (root / PATH).unlink()
    make_site(files)
    result = build(root, "--keep-going")
    assert result.exit_code == 1, result.output
    assert "error[no-notes]" in result.output
    assert published(root) == before
    assert build(root, "--keep-going", "--allow-removals").exit_code == 0
    assert BODY not in "".join(published(root).values())


def test_errors_cannot_remove_most_notes(make_site: MakeSite) -> None:
    root = make_site(many(24))
    assert build(root).exit_code == 0
    before = published(root)
    make_site(many(24, broken=13))
    result = build(root, "--keep-going")
    assert result.exit_code == 1, result.output
    assert "errors would remove 13 of the 24 published notes" in result.output
    assert published(root) == before
    assert build(root, "--keep-going", "--allow-removals").exit_code == 0
    assert build(root, "--keep-going").exit_code == 0  # what stands there now are no notes


def test_errors_cannot_remove_most_notes_if_only_the_cache_is_restored(make_site: MakeSite) -> None:
    root = make_site(many(24))
    assert build(root).exit_code == 0
    make_site(many(24, broken=13))
    shutil.rmtree(root / "_site")
    result = build(root, "--keep-going")
    assert result.exit_code == 1, result.output
    assert "errors would remove 13 of the 24 published notes" in result.output
    assert not (root / "_site").exists()
    assert build(root, "--keep-going", "--allow-removals").exit_code == 0
    shutil.rmtree(root / "_site")
    assert build(root, "--keep-going").exit_code == 0


def test_half_of_the_notes_may_have_errors_and_most_may_be_deleted(make_site: MakeSite) -> None:
    root = make_site(many(24))
    assert build(root).exit_code == 0
    make_site(many(24, broken=12))
    assert build(root, "--keep-going").exit_code == 0
    for path in list((root / "notes/repairs").iterdir())[:20]:
        path.unlink()
    make_site({PATH: note()})
    assert build(root, "--keep-going").exit_code == 0


def test_all_notes_of_a_folder_that_is_left_out_are_counted(make_site: MakeSite) -> None:
    root = make_site({path.replace("repairs", "Repairs"): text for path, text in many(24).items()})
    assert build(root).exit_code == 0
    make_site({"notes/repairs/new.md": note()})
    result = build(root, "--keep-going")
    assert result.exit_code == 1, result.output
    assert "error[most-notes-lost]" in result.output


@pytest.mark.parametrize("folder", ["notes", "notes/repairs/out", "static/x", "templates"])
def test_the_site_is_not_published_into_its_sources(folder: str, make_site: MakeSite) -> None:
    root = make_site({PATH: note()})
    result = build(root, "-o", str(root / folder))
    assert result.exit_code == 2
    assert "which is a source of the site" in re.sub(r"\s+", " ", result.output)
    assert not (root / folder / "index.html").exists()


def test_a_password_in_the_base_url_is_refused_and_not_shown(make_site: MakeSite) -> None:
    root = make_site({PATH: note(), "weeknotes.toml": 'base_url = "https://ann:s3cret@weeknotes.example/"\n'})
    for result in (weeknotes(root, "build"), build(root, "--base-url", "https://ann:s3cret@weeknotes.example/")):
        assert result.exit_code == 2
        assert "s3cret" not in result.output
        assert "https://weeknotes.example/" in result.output


def refuse_to_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(opened: str | Path) -> Iterator[os.DirEntry[str]]:
        if Path(opened) == folder:
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(opened)

    monkeypatch.setattr("weeknotes_site.content.files.tree.os.scandir", refuse)


def test_a_teams_folder_that_cannot_be_opened_keeps_its_pages(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site({PATH: note(), **OTHER})
    assert build(root).exit_code == 0
    before = published(root)
    make_site({PATH: note(body="The boiler is cold.")})
    refuse_to_open(root / "notes/voids", monkeypatch)
    result = build(root, "--keep-going")
    assert result.exit_code == 1
    assert "notes/voids: error[unreadable-folder]: cannot be opened: no permission" in result.output
    assert published(root) == before


@pytest.mark.parametrize(
    "command",
    [("status",), ("acronyms",), ("digest",), ("catchup", "--since", "2022-01-01"), ("explain", OTHER_PATH)],
)
def test_no_command_reports_on_a_site_with_an_unreadable_folder(
    command: Sequence[str], make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site({PATH: note(), **OTHER})
    refuse_to_open(root / "notes/repairs", monkeypatch)
    result = weeknotes(root, *command)
    assert result.exit_code == 1
    assert "notes/repairs: error[unreadable-folder]: cannot be opened: no permission" in result.output
    assert "broken-link" not in result.output


@pytest.mark.parametrize("command", [("build", "--no-search"), ("build", "--keep-going"), ("digest",), ("status",)])
def test_a_notes_folder_that_cannot_be_read_ends_every_command(
    command: Sequence[str], make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site({PATH: note(), "weeknotes.toml": 'base_url = "https://weeknotes.example/"\n'})
    refuse_to_open(root / "notes", monkeypatch)
    result = weeknotes(root, *command)
    assert result.exit_code == 2
    assert "notes: error[unreadable-folder]" in result.output
