"""Ten notes in the Markdown of each generator: all are placed, linked and fit to publish."""

import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from importer.generator_folders import FOLDERS, expected
from importer.trying import body, check, imported, keys, notes, nothing_imported, report, run, write


@pytest.mark.parametrize("generator", FOLDERS)
def test_every_note_is_placed_with_its_links_and_pictures(generator: str, tmp_path: Path) -> None:
    source = write(tmp_path / "old", FOLDERS[generator]())
    root = tmp_path / "site"
    printed = imported(root, source)
    found = notes(root)
    assert len(found) == 10, printed
    fronts = list(map(keys, found.values()))
    placed = [(one["team"].casefold(), date.fromisoformat(one["date"]), one["author"]) for one in fronts]
    assert not any("week" in one for one in fronts)
    assert sorted(placed) == [(team.casefold(), day, author) for team, day, author in expected()]
    assert "draft" not in "".join(found.values())
    for path, text in found.items():
        links = re.findall(r"\[last time\]\(([^)]+)\)", text)
        assert len(links) == (0 if "the start" in text else 1), text
        assert all((root / "notes" / path).parent.joinpath(link).exists() for link in links)
        if generator != "plain":
            assert (root / "notes" / path).with_name(path.rpartition("/")[2][:-3] + "-queue.png").exists()
        assert not re.search(r"\{%|\{\{|\[\[|imported-note|\{:|\+\+\+|%%|==", text)
    check(root)


@pytest.mark.parametrize("generator", FOLDERS)
def test_a_second_import_writes_nothing(generator: str, tmp_path: Path) -> None:
    source = write(tmp_path / "old", FOLDERS[generator]())
    root = tmp_path / "site"
    imported(root, source)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    assert "0 notes imported" in imported(root, source)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_an_archive_gives_the_same_notes_as_its_folder(tmp_path: Path) -> None:
    source = write(tmp_path / "old", FOLDERS["jekyll"]())
    archive = Path(shutil.make_archive(str(tmp_path / "old"), "zip", source))
    imported(tmp_path / "one", source)
    imported(tmp_path / "two", archive)
    assert notes(tmp_path / "one") == notes(tmp_path / "two")


def test_a_list_item_with_only_a_removed_tag_is_removed(tmp_path: Path) -> None:
    text = "---\ntitle: Repairs weeknote\n---\n\n* Boilers\n* {% include chart.html %}\n* Lifts\n"
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"_config.yml": "title: Old\n", "_posts/2023-01-06-weeknote.md": text}))
    (note,) = notes(root).values()
    assert body(note) == "- Boilers\n- Lifts"
    assert "`{% include chart.html %}` was left out" in report(root)


def test_notes_with_the_same_address_by_a_pattern_are_all_imported(tmp_path: Path) -> None:
    files = {"_config.yml": "url: https://old.westmarch.example\npermalink: /:year/:month/:title/\n"}
    for day in ("06", "13"):
        text = f"---\ntitle: Repairs weeknote\n---\n\nWe wrote on the {day}th.\n"
        files[f"_posts/2023-01-{day}-weeknote.md"] = text
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    assert list(notes(root)) == ["repairs/2023-01-06.md", "repairs/2023-01-13.md"]
    assert "formerly: [2023/01/weeknote/index.html]" in notes(root)["repairs/2023-01-06.md"]
    assert "formerly" not in notes(root)["repairs/2023-01-13.md"]
    assert (root / "import-addresses.csv").read_text("utf-8").splitlines() == [
        "old,new",
        "https://old.westmarch.example/2023/01/weeknote/,teams/repairs/2023-01-06.html",
    ]
    check(root)


def test_old_addresses_redirect(tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", FOLDERS["jekyll"]()))
    front = keys(notes(root)["housing-repairs/2023-01-13.md"])
    name = "2023-01-13-housing-repairs-1"
    assert front["formerly"] == f"[weeknotes/2023/01/13/housing-repairs-1/index.html, old/{name}/index.html]"
    rows = (root / "import-addresses.csv").read_text("utf-8").splitlines()
    new = "teams/housing-repairs/2023-01-13.html"
    assert rows[0] == "old,new"
    assert f"https://old.westmarch.example/weeknotes/2023/01/13/housing-repairs-1/,{new}" in rows
    assert f"https://old.westmarch.example/old/{name}/,{new}" in rows


def test_removed_parts_are_in_the_report(tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", FOLDERS["jekyll"]()))
    text = report(root)
    assert "`{% include banner.html %}` was left out" in text
    assert "these keys were left out: `mood` (`--keep-keys` keeps them)" in text
    assert "- [ ] about.md: it is a page of the site or of the repository, not a note" in text


def test_unknown_keys_can_be_kept(tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", FOLDERS["hugo"]()), "--keep-keys")
    front = keys(notes(root)["housing-repairs/2023-01-13.md"])
    assert front["extra"] == '{"params": {"mood": "calm"}}'
    check(root)


def test_drafts_are_imported_only_on_request(tmp_path: Path) -> None:
    files = {
        "_posts/2023-01-06-a.md": "---\ntitle: Repairs weeknote 1\npublished: false\n---\n\nNot yet.\n",
        "_drafts/b.md": "---\ntitle: Repairs weeknote 2\ndate: 2023-01-13\n---\n\nNor this.\n",
        "_posts/2023-01-20-c.md": "---\ntitle: Repairs weeknote 3\n---\n\nThis is out.\n",
    }
    source = write(tmp_path / "old", files)
    imported(tmp_path / "one", source)
    assert [keys(text).get("draft") for text in notes(tmp_path / "one").values()] == [None]
    imported(tmp_path / "two", source, "--drafts")
    assert [keys(text).get("draft") for text in notes(tmp_path / "two").values()] == ["true", "true", None]


def test_a_note_with_two_versions_from_a_merge_becomes_a_draft(tmp_path: Path) -> None:
    merged = "<<<<<<< HEAD\nThe lift works.\n=======\nThe lift is broken.\n>>>>>>> main\n"
    source = write(tmp_path / "old", {"2023-01-06.md": f"---\ntitle: Repairs weeknote 1\n---\n\n{merged}"})
    root = tmp_path / "site"
    imported(root, source)
    (text,) = notes(root).values()
    assert keys(text).get("draft") == "true"
    assert "works" in text
    assert "broken" in text
    assert "a merge left two versions" in (root / "import-report.md").read_text("utf-8")


def test_a_team_and_a_first_day_can_be_given(tmp_path: Path) -> None:
    root = tmp_path / "site"
    source = write(tmp_path / "old", FOLDERS["obsidian"]())
    printed = imported(root, source, "--team", "Everybody", "--since", "2023-02-01")
    assert "8 notes skipped by --since" in printed
    assert list(notes(root)) == ["everybody/2023-02-03-2.md", "everybody/2023-02-03.md"]
    check(root)


def test_code_is_left_as_it_is(tmp_path: Path) -> None:
    text = """\
# Repairs weeknotes, 20 January 2023

We use `{{ x }}` and `[[ -f y ]]`:

```sh
[[ -f z ]] && echo {{ x }}
* a
```
"""
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"repairs.md": text}))
    (note,) = notes(root).values()
    assert body(note) == text.partition("\n\n")[2].strip()


def test_a_note_without_a_day_or_team_is_reported(tmp_path: Path) -> None:
    root = tmp_path / "site"
    files = {"one.md": "---\ntitle: Hello\n---\n\nHello.\n", "repairs/two.md": "---\ntitle: Bye\n---\n\nBye.\n"}
    nothing_imported(root, write(tmp_path / "old", files))
    assert "one.md: neither team nor date found: if it is a note, give `--team NAME`" in report(root)
    assert "two.md: no date found" in report(root)


def test_numbers_after_the_year_are_weeks_if_any_cannot_be_a_month(tmp_path: Path) -> None:
    text = "# Repairs weeknotes\n\nThe van drove.\n"
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"2024-07.md": text, "2024-41.md": text, "2023/52/index.md": text}))
    assert list(notes(root)) == ["repairs/2023-12-29.md", "repairs/2024-02-16.md", "repairs/2024-10-11.md"]
    undated = write(tmp_path / "months", {"2024-07.md": text, "2024-08.md": text})
    assert "no date found" in run(tmp_path / "other", undated).output


@pytest.mark.parametrize(
    ("heading", "day", "week"),
    [
        ("2018 Week 12", "2018-03-23", None),
        ("Week 12: 13-10-2017", "2017-10-13", None),
        ("Week ending 20 January 2023", "2023-01-20", None),
        ("w/c 16/01/2023", "2023-01-20", None),
        ("30/01/23 – 03/02/23", "2023-02-03", None),
        ("16th - 20th January 2023", "2023-01-20", None),
        ("Published Monday 23 January 2023", "2023-01-23", None),
    ],
)
def test_the_first_heading_gives_the_day(heading: str, day: str, week: str | None, tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"x/a.md": f"## {heading}\n\nThe van drove.\n"}), "--team", "Repairs")
    (text,) = notes(root).values()
    assert (keys(text)["date"], keys(text).get("week")) == (day, week)
    check(root)


def note_of(tmp_path: Path, files: Mapping[str, str | bytes], *arguments: str) -> str:
    """Import a folder with one note, and return that."""
    imported(tmp_path / "site", write(tmp_path / "old", files), *arguments)
    (note,) = notes(tmp_path / "site").values()
    return note


def test_space_separated_categories_of_jekyll_are_split(tmp_path: Path) -> None:
    post = "---\ntitle: Repairs weeknote\ncategories: weeknotes damp\n---\n\nText.\n"
    note = note_of(tmp_path, {"_config.yml": "title: Old\n", "_posts/2023-01-20-a.md": post})
    assert keys(note)["team"] == "Repairs"
    assert keys(note)["tags"] == "[damp]"


@pytest.mark.parametrize(
    ("files", "formerly"),
    [
        (
            {
                "_config.yml": "title: Repairs weeknotes\nbaseurl: /blog\nauthor: Tamsin Okell\npermalink: pretty\n",
                "_posts/2023-01-20-damp.md": "---\ntitle: Damp\n---\nText.\n",
            },
            "blog/2023/01/20/damp/index.html",
        ),
        (
            {
                "_config.yml": "title: Repairs weeknotes\ndefaults:\n- scope:\n    path: _posts\n  values:\n"
                "    author: Tamsin Okell\n",
                "_posts/2023-01-20-damp.html": "---\ntitle: Damp\n---\n<p>Text.</p>\n",
            },
            "2023/01/20/damp.html",
        ),
        (
            {
                "hugo.toml": 'title = "Repairs weeknotes"\n[params]\nauthor = "Tamsin Okell"\n[permalinks]\n'
                'posts = "/:year/:month/:slug/"\n',
                "content/posts/a.md": '{\n"title": "Damp",\n"date": "2023-01-20"\n}\n\nText.\n',
            },
            "2023/01/damp/index.html",
        ),
        (
            {
                "hugo.toml": 'title = "Repairs weeknotes"\n',
                "content/posts/_index.md": "---\ncascade:\n  author: Tamsin Okell\n---\n",
                "content/posts/damp/index.md": "---\ntitle: Damp\ndate: 2023-01-20\n---\nText.\n",
            },
            "posts/damp/index.html",
        ),
        (
            {
                "package.json": '{"devDependencies": {"@11ty/eleventy": "3"}}',
                "src/posts/posts.json": '{"author": "Tamsin Okell", "team": "Repairs", "layout": "post.njk"}',
                "src/posts/2023-01-20-damp.md": '---json\n{"title": "Damp"}\n---\nText.\n',
            },
            "posts/damp/index.html",
        ),
        (
            {
                "pelicanconf.py": "SITENAME = 'Repairs weeknotes'\nAUTHOR = 'Tamsin Okell'\n"
                "ARTICLE_URL = 'posts/{date:%Y}/{slug}/'\n",
                "content/a.md": "Title: Damp\nDate: 2023-01-20\n\nText.\n",
            },
            "posts/2023/damp/index.html",
        ),
    ],
)
def test_settings_and_data_files_give_the_author_the_team_and_the_address(
    files: Mapping[str, str], formerly: str, tmp_path: Path
) -> None:
    note = note_of(tmp_path, files)
    assert keys(note) == {
        "title": "Damp",
        "team": "Repairs",
        "date": "2023-01-20",
        "author": "Tamsin Okell",
        "formerly": f"[{formerly}]",
    }
    assert body(note) == "Text."
    assert "draft" not in note


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ("{{% callout note %}}\nInner\n{{% /callout %}}", "> [!NOTE]\n> Inner"),
        ('Type `x` as {{</* ref "a" */>}} here', 'Type `x` as {{< ref "a" >}} here'),
        ("* TOC\n{:toc}\n\nText", "Text"),
        ("{::nomarkdown}\nText\n{:/nomarkdown}", "Text"),
        ("Text{::comment} gone {:/comment}", "Text"),
        ("> [!warning]- Slow lifts\n> Ring first.", "> [!WARNING]\n> **Slow lifts**\n>\n> Ring first."),
        ("> [!todo]\n> Ring first.", "> [!NOTE]\n> Ring first."),
        ("Text %%not shown%% on", "Text on"),
        (
            "See [[plan.pdf]] and ![[plan.pdf]]",
            "See [plan.pdf](2023-01-20-plan.pdf) and [plan.pdf](2023-01-20-plan.pdf)",
        ),
    ],
)
def test_template_tags_of_generators_become_what_they_show(written: str, markdown: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a/2023-01-20.md": f"---\ntitle: Repairs weeknote\n---\n\n{written}\n",
        "files/plan.pdf": b"%PDF-1.4",
    }
    assert body(note_of(tmp_path, files)) == markdown


def test_links_to_a_block_of_another_note_lead_to_the_note(tmp_path: Path) -> None:
    files = {
        "Repairs/2023-01-20.md": "See [[2023-01-27#^ab12]].\n",
        "Repairs/2023-01-27.md": "Text. ^ab12\n",
    }
    imported(tmp_path / "site", write(tmp_path / "old", files))
    assert [body(note) for note in notes(tmp_path / "site").values()] == ["See [2023-01-27](2023-01-27.md).", "Text."]


def test_hugo_references_with_a_named_path_lead_to_the_note(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'title = "Repairs weeknotes"\n',
        "content/posts/a.md": '---\ntitle: A\ndate: 2023-01-20\n---\nSee [b]({{< relref path="b.md" lang="en" >}}).\n',
        "content/posts/b.md": "---\ntitle: B\ndate: 2023-01-27\n---\nText.\n",
    }
    imported(tmp_path / "site", write(tmp_path / "old", files))
    assert body(notes(tmp_path / "site")["repairs/2023-01-20.md"]) == "See [b](2023-01-27.md)."


def test_a_pelican_header_may_continue_on_the_next_line(tmp_path: Path) -> None:
    text = "Title: Damp\nDate: 2023-01-20\nSummary: In\n    short\nTags: lifts,\n    vans\n\nText.\n"
    note = note_of(tmp_path, {"pelicanconf.py": "SITENAME = 'Repairs weeknotes'\n", "content/a.md": text})
    assert (keys(note)["summary"], keys(note)["tags"]) == ("In short", "[lifts, vans]")
    assert body(note) == "Text."


def test_a_language_in_a_file_name_is_that_of_the_note(tmp_path: Path) -> None:
    text = "---\ntitle: Un\ndate: 2023-01-20\n---\nTestun.\n"
    note = note_of(tmp_path, {"hugo.toml": 'title = "Repairs weeknotes"\n', "content/posts/a.cy.md": text})
    assert keys(note)["lang"] == "cy"
    assert "formerly" not in keys(note)


def test_a_language_with_a_region_that_does_not_exist_is_corrected(tmp_path: Path) -> None:
    text = "---\ntitle: Un\ndate: 2023-01-20\nlang: cy-UK\n---\nTestun.\n"
    note = note_of(tmp_path, {"hugo.toml": 'title = "Repairs weeknotes"\n', "content/posts/a.md": text})
    assert keys(note)["lang"] == "cy-GB"


HELD = [
    ("hugo.toml", "publishDate: 2099-03-01", "publishdate: 2099-03-01"),
    ("hugo.toml", "expiryDate: 2023-06-01", "expirydate: 2023-06-01"),
    ("hugo.toml", "_build: {render: never, list: never}", "build.render: never"),
    ("hugo.toml", "build: {list: never}", "build.list: never"),
    ("hugo.toml", "headless: true", "headless: true"),
    ("hugo.toml", "date: 2099-01-20", "date: 2099-01-20"),
    ("_config.yml", "date: 2099-01-20", "date: 2099-01-20"),
    ("_config.yml", "published: false", "published: false"),
    ("eleventy.config.js", "permalink: false", "permalink: false"),
    ("eleventy.config.js", "eleventyExcludeFromCollections: true", "eleventyexcludefromcollections: true"),
    ("docusaurus.config.js", "unlisted: true", "unlisted: true"),
    ("", "publish: false", "publish: false"),
    ("", "password: damp", "password"),
    ("", "status: skip", "status: skip"),
    ("", "status: archived", "status: archived"),
    ("", "visibility: private", "visibility: private"),
]


@pytest.mark.parametrize(("config", "line", "reason"), HELD)
def test_pages_that_the_generator_does_not_publish_are_held_back(
    config: str, line: str, reason: str, tmp_path: Path
) -> None:
    day = "" if line.startswith("date") else "date: 2023-01-20\n"
    files = {
        "_posts/2023-01-20-a.md": f"---\ntitle: Repairs weeknote\n{day}{line}\n---\n\nNot for all.\n",
        config or "x.css": "",
    }
    source = write(tmp_path / "old", files)
    nothing_imported(tmp_path / "one", source)
    assert f"it is not published (`{reason}`); use `--drafts` to import it as a draft" in report(tmp_path / "one")
    imported(tmp_path / "two", source, "--drafts")
    (note,) = notes(tmp_path / "two").values()
    assert keys(note)["draft"] == "true"
    assert "false/index.html" not in note


@pytest.mark.parametrize(
    "line",
    [
        "publishDate: 2023-01-21",
        "expiryDate: 2099-06-01",
        "build: {render: always, list: true}",
        "draft: false",
        "unlisted: false",
        "status: published",
        "permalink: /a/",
        "password: ''",
        "visibility: public",
    ],
)
def test_pages_that_the_generator_publishes_are_imported(line: str, tmp_path: Path) -> None:
    files = {
        "my_drafts/a.md": f"---\ntitle: Repairs weeknote\ndate: 2023-01-20\n{line}\n---\n\nFor all.\n",
        "hugo.toml": "",
    }
    imported(tmp_path / "site", write(tmp_path / "old", files))
    assert [keys(text).get("draft") for text in notes(tmp_path / "site").values()] == [None]


def test_a_skipped_pelican_post_is_held_back(tmp_path: Path) -> None:
    text = "Title: Repairs weeknote\nDate: 2023-01-20\nStatus: skip\n\nNot yet.\n"
    nothing_imported(tmp_path / "site", write(tmp_path / "old", {"pelicanconf.py": "", "content/a.md": text}))


def test_a_draft_without_front_matter_stays_a_draft(tmp_path: Path) -> None:
    files = {"_config.yml": "", "_drafts/2023-01-20-a.md": "# Repairs weeknote\n\nNot yet.\n"}
    files["_posts/2023-01-13-b.md"] = "# Repairs weeknote\n\nOut.\n"
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files), "--drafts")
    assert [keys(text).get("draft") for text in notes(root).values()] == [None, "true"]


def test_defaults_of_a_collection_do_not_apply_to_posts(tmp_path: Path) -> None:
    old = {
        "_config.yml": "title: Westmarch\ndefaults:\n- scope:\n    path: ''\n    type: lifts\n"
        "  values:\n    team: Lifts\n- scope:\n    path: ''\n    type: posts\n  values:\n    team: Repairs\n"
        "- scope:\n    path: ''\n    type: pages\n  values:\n    team: Nobody\n",
        "_posts/2023-01-20-dry.md": "---\ntitle: Dry\n---\nDry.\n",
        "_lifts/2023-01-20.md": "---\ntitle: Up\n---\nUp.\n",
    }
    imported(tmp_path / "site", write(tmp_path / "old", old))
    assert {keys(one)["title"]: keys(one)["team"] for one in notes(tmp_path / "site").values()} == {
        "Dry": "Repairs",
        "Up": "Lifts",
    }


def test_a_list_of_a_single_team_names_the_team(tmp_path: Path) -> None:
    old = {
        "hugo.toml": 'title = "Westmarch weeknotes"\n',
        "content/posts/2023-01-20.md": "---\ntitle: One\nteams: [Repairs]\n---\nDry.\n",
        "content/posts/2023-01-27.md": "---\ntitle: Two\nteams: [Repairs, Lifts]\n---\nUp.\n",
        "content/posts/2023-01-28.md": "---\ntitle: Three\nteams: [Lifts]\n---\nUp.\n",
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", old))
    found = {keys(one)["title"]: keys(one) for one in notes(root).values()}
    assert found["One"]["team"] == "Repairs"
    assert found["Three"]["team"] == "Lifts"
    assert found["Two"]["draft"] == "true"
    assert "from “Repairs”, “Lifts”" in report(root)
    assert "`teams`" not in report(root).partition("### What")[0]
