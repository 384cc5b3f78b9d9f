"""`notes/_pages/about.md` becomes `about.html`: a page without team or week, checked like a note."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands import weeknotes
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


def test_a_page_is_named_by_its_title_its_first_heading_or_its_file(make_site: MakeSite) -> None:
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
def test_an_error_in_a_page_stops_a_build_but_holds_back_no_note(
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


def test_pages_in_folders_get_hints_with_unused_names(make_site: MakeSite) -> None:
    paths = ("how/index.md", "how/rules.md", "why/rules.md", "why/about.md", "why/search.md", "why/us.md")
    root = make_site({**SITE, **{f"notes/_pages/{path}": "Ours.\n" for path in paths}})
    said = weeknotes(root, "check").output
    meant = re.findall("hint: move it to `notes/_pages/(.*)`", said)
    assert meant == ["how.md", "how-rules.md", "why-about.md", "why-rules.md", "why-search.md", "us.md"]
    for path, name in zip(sorted(paths), meant, strict=True):
        (root / "notes/_pages" / path).rename(root / "notes/_pages" / name)
    assert build(root).exit_code == 0


def test_menu_and_footer_links_to_headings_of_pages_are_checked(make_site: MakeSite) -> None:
    targets = ("about.html#people", "about.html#top", "about.html#boilers", "teams/repairs/index.html#page-feeds")
    broken = ("about.html#poeple", "teams/repairs/2022-01-21.html#nope")
    links = "".join(f" [a]({target})" for target in (*targets, *broken))
    menu = ", ".join(f'{{ title = "A", target = "{target}" }}' for target in (*targets, *broken))
    about = f'{ABOUT}\n<a id="boilers"></a>Boilers.\n'
    root = make_site({**SITE, "notes/_pages/about.md": about})
    (root / "weeknotes.toml").write_text(f"footer = 'See{links}.'\nmenu = [{menu}]\n")
    result = build(root)
    assert result.exit_code == 0
    said = weeknotes(root, "check", "--all").output
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


@pytest.mark.parametrize(
    "text", [ABOUT, f"# About us\n\n{ABOUT}", "---\ntitle: About us & you\n---\n\nWe.\n\n## People\n"]
)
def test_the_line_for_a_renamed_page_keeps_its_address(text: str, make_site: MakeSite) -> None:
    root = make_site({**SITE, "notes/_pages/about.md": text, "notes/_pages/rules.md": "# Rules\n\nBe kind.\n"})
    assert build(root).exit_code == 0
    note = root / "notes/repairs/2022-01-21.md"
    note.write_text(note.read_text("utf-8").replace("about.md", "people.md"), "utf-8")
    (root / "notes/_pages/about.md").rename(root / "notes/_pages/people.md")
    strict = build(root, "--strict")
    assert strict.exit_code == 1
    said = "notes/_pages/people.md: warning[lost-address]: this page was published as `about.html`"
    assert strict.output.count("[lost-address]") == strict.output.count(said) == 1, strict.output
    (line,) = re.findall(r"write `(formerly: [^`]+)` into its front matter", strict.output)
    front = text if text.startswith("---") else f"---\n---\n{text}"
    (root / "notes/_pages/people.md").write_text(front.replace("---\n", f"---\n{line}\n", 1), "utf-8")
    assert build(root, "--strict").exit_code == 0
    assert 'content="0; url=people.html"' in read(root, "about.html")
    (root / "notes/_pages/people.md").rename(root / "notes/_pages/staff.md")
    note.write_text(note.read_text("utf-8").replace("people.md", "staff.md"), "utf-8")
    assert "write `formerly: [about.html, people.html]`" in build(root).output
    (root / "notes/_pages/staff.md").write_text(text, "utf-8")
    assert build(root).exit_code == 0


def test_a_page_that_loses_a_former_address_is_reported(make_site: MakeSite) -> None:
    root = make_site({**SITE, "notes/_pages/about.md": f"---\nformerly: [us.html, who/we-are]\n---\n\n{ABOUT}"})
    build(root)
    assert 'content="0; url=../../about.html"' in read(root, "who/we-are/index.html")
    make_site({"notes/_pages/about.md": ABOUT})
    assert "write `formerly: [us.html, who/we-are/index.html]`" in build(root).output


def test_a_deleted_page_and_a_new_one_with_other_pages_are_not_a_rename(make_site: MakeSite) -> None:
    root = make_site({**SITE, "notes/_pages/rules.md": "# Rules\n\nBe kind.\n"})
    build(root)
    (root / "notes/_pages/rules.md").unlink()
    assert "lost-address" not in build(root).output
    make_site({"notes/_pages/new.md": "# New\n\nText.\n"})
    assert "lost-address" not in build(root).output


def test_a_former_address_in_use_is_an_error_and_takes_nothing(make_site: MakeSite) -> None:
    formerly = (
        *(
            "index.html",
            "rules.html",
            "cname.html",
            "glossary.html",
            "teams/repairs/x.html",
            "tags/x.html",
            "Ours.html",
        ),
        *("cy/about.html", "blog/x.html", "about.html"),
    )
    note = NOTE.replace("author: Ann Lee\n", "author: Ann Lee\nformerly: old.html\n")
    root = make_site(
        {
            "weeknotes.toml": 'languages = ["en", "cy"]\n',
            "glossary.toml": 'API = "interface"\n',
            "notes/repairs/2022-01-21.md": note,
            "notes/_pages/about.md": f"---\nformerly: [{', '.join(formerly)}]\n---\n\n{ABOUT}",
            "notes/_pages/rules.md": "---\nformerly: [us.html, old.html]\n---\n\nBe kind.\n",
            "notes/_pages/zebra.md": "---\nformerly: [us.html]\n---\n\nStripes.\n",
            "static/CNAME.html": "x",
            "static/ours.html/x.txt": "x",
            "static/blog": "x",
        }
    )
    said = weeknotes(root, "check", "--all").output
    taken = set(re.findall(r"([\w-]+)\.md:.*error\[two-files-one-address\]: `([^`]*)` is also claimed by", said))
    assert taken == {*(("about", path) for path in formerly[:-1]), ("rules", "old.html"), ("zebra", "us.html")}
    assert build(root, "--keep-going").exit_code == 0
    assert 'url=rules.html"' in read(root, "us.html")
    assert 'url=teams/repairs/2022-01-21.html"' in read(root, "old.html")
    assert "Be kind." in read(root, "rules.html")


def test_explain_and_new_do_not_accept_pages(make_site: MakeSite) -> None:
    root = make_site(SITE)
    asked = weeknotes(root, "explain", str(root / "notes/_pages/about.md"))
    assert asked.exit_code == 2
    assert "is not a note" in asked.output


def test_a_link_to_the_heading_that_is_the_title_leads_to_the_page(make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/_pages/about.md": "# About *us*!\n\nSee [above](#about-us).\n",
            "notes/_pages/how.md": "---\ntitle: How\n---\n# How\n\nSee [them](about.md#about-us).\n",
            "notes/voids/2022-01-21.md": "---\ndate: 2022-01-21\nauthor: Ann\n---\nSee [it](../_pages/how.md#How).\n",
        }
    )
    weeknotes(root, "build", "--no-search")
    links = [("about.html", "about.html", "above"), ("how.html", "about.html", "them")]
    links.append(("teams/voids/2022-01-21.html", "../../how.html", "it"))
    for page, target, words in links:
        assert f'<a href="{target}">{words}</a>' in (root / "_site" / page).read_text("utf-8")
