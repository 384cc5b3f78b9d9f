"""`notes/_pages/about.md` becomes `about.html`: a page of no team and no week, with the same checks as a note."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import MakeSite
from weeknotes_site.cli import main

NOTE = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\nThe boiler is warm. [Who we are](../_pages/about.md#people).\n"
ABOUT = "We run the boilers.\n\n## People\n\nSee [this week](../repairs/2022-01-21.md).\n"
SITE: dict[str, str | bytes] = {"notes/repairs/2022-01-21.md": NOTE, "notes/_pages/about.md": ABOUT}


def build(root: Path, *arguments: str) -> Result:
    run = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01", *arguments]
    return CliRunner().invoke(main, [*run, "--base-url", "https://weeknotes.example/"], catch_exceptions=False)


def read(root: Path, page: str) -> str:
    return (root / "_site" / page).read_text("utf-8")


def test_a_page_is_called_after_its_title_its_first_heading_or_its_file(make_site: MakeSite) -> None:
    root = make_site(
        {
            **SITE,
            "notes/_pages/house-rules.md": "Be kind.\n",
            "notes/_pages/b.md": "# Boilers\n\nThey are hot.\n",
            "notes/_pages/c.md": "---\ntitle: Cylinders\nlang: cy\n---\n\nMaen nhw'n boeth.\n",
        }
    )
    assert build(root).exit_code == 0
    titles = {
        page: re.findall(r"<h1[^>]*>(.*?)</h1>", read(root, f"{page}.html")) for page in ("house-rules", "b", "c")
    }
    assert titles == {"house-rules": ["House rules"], "b": ["Boilers"], "c": ["Cylinders"]}
    assert '<article data-pagefind-body lang="cy">' in read(root, "c.html")


def test_notes_and_pages_link_to_each_other(make_site: MakeSite) -> None:
    root = make_site(SITE)
    assert build(root).exit_code == 0
    assert 'href="../../about.html#people"' in read(root, "teams/repairs/2022-01-21.html")
    assert 'href="teams/repairs/2022-01-21.html"' in read(root, "about.html")


def test_a_page_belongs_to_no_team_week_feed_or_list(make_site: MakeSite) -> None:
    root = make_site(SITE)
    assert build(root).exit_code == 0
    elsewhere = [path for path in (root / "_site").rglob("*.*ml") if path.name != "about.html"]
    assert [path.name for path in elsewhere if "We run the boilers" in path.read_text("utf-8")] == []
    assert not (root / "_site/teams/pages").exists()
    assert "about.html" not in read(root, "index.html")


def test_the_pictures_of_a_page_are_published(make_site: MakeSite) -> None:
    picture = (Path(__file__).parent / "example_site/notes/housing-repairs/2026-11-13-no-access.png").read_bytes()
    root = make_site({**SITE, "notes/_pages/about.md": f"{ABOUT}\n![Us](us.png)\n", "notes/_pages/us.png": picture})
    assert build(root).exit_code == 0
    source = re.search(r'<img[^>]* src="([^"]*)"', read(root, "about.html"))
    assert source
    assert (root / "_site" / source[1]).is_file()


@pytest.mark.parametrize("drafts", [False, True])
def test_a_draft_has_a_page_only_in_a_preview(drafts: bool, make_site: MakeSite) -> None:
    root = make_site({**SITE, "notes/_pages/later.md": "---\ndraft: true\n---\n\nNot yet.\n"})
    assert build(root, *(["--drafts"] if drafts else [])).exit_code == 0
    assert (root / "_site/later.html").exists() is drafts


@pytest.mark.parametrize(
    ("page", "text", "shown"),
    [
        ("about.md", "---\ntitle: [\n---\n\nWe run the boilers.\n", "This page cannot be shown at the moment"),
        ("about.md", "See [nothing](nothing.md).\n\n## People\n", "See <a>nothing</a>."),
        ("search.md", "Ours.\n", None),
        ("how/about.md", "Ours.\n", None),
    ],
)
def test_an_error_in_a_page_stops_a_build_but_never_a_note(
    page: str, text: str, shown: str | None, make_site: MakeSite
) -> None:
    root = make_site({**SITE, f"notes/_pages/{page}": text})
    assert build(root).exit_code == 1
    assert not (root / "_site").exists()
    assert build(root, "--keep-going").exit_code == 0
    assert "The boiler is warm." in read(root, "teams/repairs/2022-01-21.html")
    if shown:
        assert shown in read(root, "about.html")
    else:
        assert "Ours." not in "".join(path.read_text("utf-8") for path in (root / "_site").rglob("*.html"))


def test_pages_in_folders_are_told_names_that_differ_and_belong_to_nothing_else(make_site: MakeSite) -> None:
    paths = ("how/index.md", "how/rules.md", "why/rules.md", "why/about.md", "why/search.md", "why/us.md")
    root = make_site({**SITE, **{f"notes/_pages/{path}": "Ours.\n" for path in paths}})
    said = CliRunner().invoke(main, ["--root", str(root), "check"]).output
    meant = re.findall("hint: move it to `notes/_pages/(.*)`", said)
    assert meant == ["how.md", "how-rules.md", "why-about.md", "why-rules.md", "why-search.md", "us.md"]
    for path, name in zip(sorted(paths), meant, strict=True):
        (root / "notes/_pages" / path).rename(root / "notes/_pages" / name)
    assert build(root).exit_code == 0


def test_a_menu_and_a_footer_lead_to_headings_that_pages_have(make_site: MakeSite) -> None:
    targets = ("about.html#people", "about.html#top", "about.html#boilers", "teams/repairs/index.html#page-feeds")
    broken = ("about.html#poeple", "teams/repairs/2022-01-21.html#nope")
    links = "".join(f" [a]({target})" for target in (*targets, *broken))
    menu = ", ".join(f'{{ title = "A", target = "{target}" }}' for target in (*targets, *broken))
    about = f'{ABOUT}\n<a id="boilers"></a>Boilers.\n'
    root = make_site({**SITE, "notes/_pages/about.md": about})
    (root / "weeknotes.toml").write_text(f"footer = 'See{links}.'\nmenu = [{menu}]\n")
    result = build(root)
    assert result.exit_code == 0
    said = CliRunner().invoke(main, ["--root", str(root), "check", "--all"]).output
    assert re.findall(r"`(\w+)` links to `([^`]*)`, but that page has no heading", said) == [
        (key, target) for key in ("footer", "menu") for target in broken
    ]
    assert said.count("hint: did you mean `about.html#people`?") == 2
    shown = set(re.findall(r'href="([^"]*#[^"]*)"', read(root, "subscribe.html").partition("</header>")[0]))
    assert {one for one in shown if ".html" in one} == {
        *(target for target in targets if "boilers" not in target),
        "about.html#own.boilers",
    }


def test_a_changed_page_is_built_again_and_a_deleted_one_goes(make_site: MakeSite) -> None:
    root = make_site({**SITE, "notes/_pages/rules.md": "Be kind.\n"})
    build(root)
    make_site({"notes/_pages/about.md": ABOUT.replace("boilers", "pumps")})
    (root / "notes/_pages/rules.md").unlink()
    assert build(root).exit_code == 0
    assert "We run the pumps" in read(root, "about.html")
    assert not (root / "_site/rules.html").exists()


def test_explain_and_new_leave_pages_alone(make_site: MakeSite) -> None:
    root = make_site(SITE)
    asked = CliRunner().invoke(main, ["--root", str(root), "explain", str(root / "notes/_pages/about.md")])
    assert asked.exit_code == 2
    assert "is not a note" in asked.output
