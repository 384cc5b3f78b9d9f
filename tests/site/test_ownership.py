"""A folder owns its slug: no other commit changes its team's name, address or ids."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MakeSite, site_options
from folders import write_files
from weeknotes_site.cli import main
from weeknotes_site.model.identity import note_id
from weeknotes_site.pipeline import load

NOTE = "---\ndate: {day}\nauthor: {author}\n{more}---\n\n{body}\n"


def note(day: str = "2022-01-21", author: str = "Ann Lee", more: str = "", body: str = "The boiler is warm.") -> str:
    return NOTE.format(day=day, author=author, more=f"{more}\n" if more else "", body=body)


SITE: Mapping[str, str] = {
    "weeknotes.toml": 'base_url = "https://weeknotes.example/"\n',
    "notes/homes/_team.md": "---\nname: Homes\naliases: [HR]\nformerly: [Repairs]\ncontact: a@weeknotes.example\n---\n",
    "notes/homes/2022-01-14.md": note("2022-01-14", more="team: HR"),
    "notes/homes/2022-01-21.md": note(more="id: urn:x-homes:1"),
    "notes/voids/2022-01-21.md": note(author="Bo Ek", body="See [homes](../homes/2022-01-14.md)."),
}
OWN = ("teams/homes/feed.xml", "teams/homes/atom.xml", "teams/homes/2022-01-14.html", "teams/homes/index.html")


def build(root: Path, *arguments: str) -> tuple[int, str]:
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01", *arguments]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    return result.exit_code, result.output


def published(root: Path, files: Mapping[str, str]) -> tuple[dict[str, str], str]:
    write_files(root, files)
    code, said = build(root, "--keep-going")
    assert code == 0, said
    pages = (path for path in (root / "_site").rglob("*") if path.suffix in (".html", ".xml"))
    return {path.relative_to(root / "_site").as_posix(): path.read_text("utf-8") for path in pages}, said


@pytest.mark.parametrize(
    ("code", "commit"),
    [
        ("two-folders-one-team", {"notes/Homes/_team.md": "---\nname: Taken\ncontact: x@evil.example\n---\n"}),
        ("two-folders-one-team", {"notes/Homes/2022-01-14.md": note("2022-01-14", body="Taken.")}),
        ("name-taken", {"notes/voids/_team.md": "---\nformerly: [Homes]\n---\n"}),
        ("name-taken", {"notes/attics/_team.md": "---\nname: Homes\n---\n", "notes/attics/x.md": note("2022-01-28")}),
        ("name-taken", {"notes/voids/_team.md": "---\naliases: [HR, Repairs]\n---\n"}),
        ("name-taken", {"notes/attics/_team.md": "---\naliases: [HR, Ann Lee, Repairs]\n---\n"}),
        ("two-notes-one-id", {"notes/attics/x.md": note("1999-01-08", more="id: urn:x-homes:1", body="Taken.")}),
        (
            "two-files-one-address",
            {"notes/attics/x.md": note("1999-01-08", more="formerly: teams/homes/2022-01-14.html")},
        ),
        (
            "two-files-one-address",
            {"notes/attics/x.md": note("1999-01-08", more="formerly: teams/homes/2022-09-09.html")},
        ),
        ("name-taken", {"notes/repairs/2022-01-14.md": note("2022-02-18", body="Taken.")}),
        ("name-taken", {"notes/ann-lee/x.md": note(body="x"), "notes/ann-lee/_team.md": "---\naliases: [HR]\n---\n"}),
        ("note-outside-folder", {"notes/2022/2022-01-14.md": note("2022-01-14", more="team: Homes", body="Taken.")}),
        ("note-outside-folder", {"notes/2022-01-14.md": note("2022-01-14", more="team: homes", body="Taken.")}),
    ],
)
def test_a_commit_outside_a_folder_is_reported_and_changes_nothing_in_it(
    code: str, commit: Mapping[str, str], tmp_path: Path
) -> None:
    before, _ = published(tmp_path / "before", SITE)
    after, said = published(tmp_path / "after", {**SITE, **commit})
    assert f"error[{code}]" in said
    assert {path: after[path] for path in OWN} == {path: before[path] for path in OWN}
    assert not any("evil" in text for text in after.values())
    assert not any("Taken." in after[path] for path in after if path.startswith("teams/homes/"))
    assert build(tmp_path / "after")[0] == 1


@pytest.mark.parametrize("claim", ["name: Homes", "aliases: [homes]", "formerly: [Homes, Street Scene]"])
def test_the_name_of_a_folder_is_an_error_only_where_others_claim_it(claim: str, tmp_path: Path) -> None:
    files = {"notes/attics/_team.md": f"---\n{claim}\n---\n", "notes/attics/x.md": note("2022-01-28")}
    _, said = published(tmp_path, {**SITE, **files})
    assert [line.partition(":")[0] for line in said.splitlines() if "name-taken" in line] == ["notes/attics/_team.md"]
    assert "delete it here\n" in said


@pytest.mark.parametrize("team", ["aa-first", "zz-last"])
@pytest.mark.parametrize(
    "claim",
    [
        "formerly: [Voids]",
        "name: Homes\nformerly: [Voids, FOLDER]",
        "name: Voids\naliases: [Homes]\nformerly: [Planning, FOLDER]",
        "threads: {join: [[Homes, Voids]]}\nlead: Ann Lee\nmentions: true\naliases: [Homes]\nformerly: [Voids]",
    ],
)
def test_a_claim_is_an_error_of_the_team_file_alone_and_takes_no_note_from_a_feed(
    claim: str, team: str, tmp_path: Path
) -> None:
    planning = note("2022-01-14", more="team: Planning", body="See Homes.")
    site = {**SITE, "notes/2022/2022-01-14.md": planning, "notes/voids/2022-01-14.md": note("2022-01-14")}
    claimed = f"---\n{claim.replace('FOLDER', team)}\n---\n"
    days = ("2022-01-14", "2022-01-21")
    own = {f"notes/{team}/{day}.md": note(day, body="See Homes.") for day in days}
    before, told = published(tmp_path / "before", {**site, **own})
    after, said = published(tmp_path / "after", {**site, **own, f"notes/{team}/_team.md": claimed})
    wrong = {line.partition(":")[0] for line in said.splitlines() if ": error[" in line}
    assert ": error[" not in told
    assert wrong <= {f"notes/{team}/_team.md"}
    for feed in ("feed.xml", "atom.xml", "teams/homes/mentions.xml"):
        links = re.compile(r"https://weeknotes.example/teams/[\w/-]+\.html")
        assert set(links.findall(after[feed])) == set(links.findall(before[feed]))
        of_others = re.compile(r"teams/(?:homes|voids|planning)/[^<]*</link>\s*.*?<guid[^>]*>([^<]*)", re.S)
        assert of_others.findall(after[feed]) == of_others.findall(before[feed])
        ids = re.findall(r"<(?:guid[^>]*|id)>([^<]*)", after[feed])
        assert len(ids) == len(set(ids))


def test_teams_that_share_a_former_name_both_stay_in_the_feed_of_all_notes(tmp_path: Path) -> None:
    files = {
        f"notes/{team}/{name}": text
        for team in ("attics", "zz-last")
        for name, text in (("_team.md", "---\naliases: [x]\n---\n"), ("2022-01-21.md", note()))
    }
    formerly = {f"notes/{team}/_team.md": f"---\nformerly: [Old, {team}]\n---\n" for team in ("attics", "zz-last")}
    after, said = published(tmp_path, {**SITE, **files, **formerly})
    assert {line.partition(":")[0] for line in said.splitlines() if ": error[" in line} == set(formerly)
    for team in ("attics", "zz-last"):
        assert f"teams/{team}/2022-01-21.html</link>" in after["feed.xml"]
    again, said = published(tmp_path, {"notes/homes/2022-01-28.md": note("2022-01-28")})
    assert "new-feed-ids" not in said
    assert set(re.findall("<guid.*", after["feed.xml"])) < set(re.findall("<guid.*", again["feed.xml"]))


def test_ids_that_one_team_writes_take_no_id_that_another_falls_back_on(tmp_path: Path) -> None:
    copied = [
        "urn:uuid:00000000-0000-5000-8000-000000000001",
        note_id("s", "homes", "2022-01-21"),
        note_id("s", "teams/homes/2022-01-21.html", "2022-01-21"),
    ]
    settings = f'{SITE["weeknotes.toml"]}site_id = "s"\n'
    own = {"weeknotes.toml": settings, "notes/homes/2022-01-21.md": note(more=f"id: {copied[0]}")}
    others = {f"notes/attics/{number}.md": note(more=f"id: {one}") for number, one in enumerate(copied)}
    after, _ = published(tmp_path, {**own, **others})
    known = re.findall("<guid[^>]*>([^<]*)", after["feed.xml"])
    assert len(known) == len(set(known)) == 4


def test_a_team_file_copied_from_another_team_takes_nothing_from_it(tmp_path: Path) -> None:
    before, _ = published(tmp_path / "before", SITE)
    files = {"notes/attics/_team.md": SITE["notes/homes/_team.md"], "notes/attics/2022-01-14.md": note("2022-01-28")}
    after, said = published(tmp_path / "after", {**SITE, **files})
    old = [path for path in before if path.startswith("teams/repairs/")]
    assert {"teams/repairs/index.html", "teams/repairs/2022-01-14.html", "teams/repairs/feed.xml"} <= set(old)
    assert {path: after[path] for path in (*OWN, *old)} == {path: before[path] for path in (*OWN, *old)}
    wrong = {line.partition(":")[0] for line in said.splitlines() if ": error[" in line}
    assert wrong == {"notes/attics/_team.md"}


def test_an_alias_does_not_turn_a_person_into_a_team(tmp_path: Path) -> None:
    claim = {"notes/attics/_team.md": "---\naliases: [Ann Lee, Bo Ek]\n---\n", "notes/attics/x.md": note("2022-01-28")}
    after, _ = published(tmp_path, {**SITE, **claim})
    assert '<a href="../../people/ann-lee.html"><bdi>Ann Lee</bdi></a>' in after["teams/homes/2022-01-14.html"]
    assert "teams/homes/2022-01-14.html" in after["people/ann-lee.html"]
    assert "people/" not in after["teams/attics/x.html"].partition("byline")[2].partition("</p>")[0]


def test_a_team_of_a_year_folder_loses_no_note_to_an_alias(tmp_path: Path) -> None:
    planning = {"notes/2022/2022-01-14-p.md": note("2022-01-14", more="team: Planning")}
    claim = {"notes/attics/_team.md": "---\naliases: [Planning]\n---\n"}
    after, said = published(tmp_path, {**SITE, **planning, **claim})
    assert "error[name-taken]" in said
    assert "The boiler is warm." in after["teams/planning/2022-01-14-p.html"]


def test_the_feed_of_all_notes_has_each_id_once_and_its_owners_note(tmp_path: Path) -> None:
    feed = published(tmp_path / "a", SITE)[0]["teams/homes/feed.xml"]
    ids = re.findall(r"<guid[^>]*>([^<]*)", feed)
    copies = {
        f"notes/{team}/x{number}.md": note("1999-01-08", more=f"id: {one}", body="Copied.")
        for number, one in enumerate(ids)
        for team in ("attics", "zz")
    }
    after, _ = published(tmp_path / "b", {**SITE, **copies})
    assert after["teams/homes/feed.xml"] == feed
    of_all = re.findall(r"<guid[^>]*>([^<]*)", after["feed.xml"])
    assert len(of_all) == len(set(of_all))
    implicit = next(one for one in ids if one != "urn:x-homes:1")
    assert re.search(rf"teams/homes/2022-01-14.html</link>.*?{implicit}", after["feed.xml"], re.S)


@pytest.mark.parametrize("part", ["tags", "people", "weeks"])
def test_a_static_file_at_the_address_of_a_list_or_week_does_not_stop_a_build(part: str, tmp_path: Path) -> None:
    name = "1999-w01" if part == "weeks" else "index"
    first = {f"notes/attics/x{part}.md": note("1999-01-08", more="tags: [first]")}
    after, _ = published(tmp_path, {**SITE, f"static/{part}/{name}.html": "own", **first})
    assert after[f"{part}/{name}.html"] == "own"
    assert "teams/homes/2022-01-14.html" in after


@pytest.mark.parametrize("front", [{"author": "Index"}, {"more": "tags: [index, Index]"}, {"author": "con"}])
def test_a_name_without_a_page_does_not_stop_a_build(front: Mapping[str, str], tmp_path: Path) -> None:
    after, said = published(tmp_path, {**SITE, "notes/attics/x.md": note("2022-01-28", **front)})
    assert "reserved-slug" in said
    assert "teams/attics/x.html" in after
    assert build(tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [("## Next", "## After"), ("author: Ann Lee\n", "author: Ann Lee\ndraft: true\n"), ("---\ndate", "----\ndate")],
)
def test_a_note_stays_when_another_team_takes_away_what_it_links_to(old: str, new: str, tmp_path: Path) -> None:
    target = note("2022-01-28", body="All is well.\n\n## Next\n\nMore.")
    linking = note("2022-01-28", "Bo Ek", body="We saw [that](../attics/x.md#next).")
    files = {**SITE, "notes/attics/x.md": target, "notes/voids/2022-01-28.md": linking}
    before, _ = published(tmp_path, files)
    assert '<a href="../../teams/attics/x.html#next">that</a>' in before["teams/voids/2022-01-28.html"]
    after, said = published(tmp_path, {**files, "notes/attics/x.md": target.replace(old, new, 1)})
    assert "We saw <a>that</a>." in after["teams/voids/2022-01-28.html"]
    assert "notes/voids/2022-01-28.md:" in said
    assert build(tmp_path)[0] == 1


def test_only_registered_teams_publish_if_the_settings_say_so(tmp_path: Path) -> None:
    files = {**SITE, "weeknotes.toml": "registered_teams_only = true\n"}
    more = {f"notes/attics/{day}.md": note(day, body="Not yet.") for day in ("2022-01-14", "2022-01-21")}
    twin = {"notes/Homes/2022-02-04.md": note("2022-02-04", body="Not yet.")}
    after, said = published(tmp_path, {**files, **more, **twin})
    assert "error[unregistered-team]" in said
    assert not any("Not yet." in text for text in after.values())


def ids(feed: str) -> list[str]:
    return sorted(re.findall(r"<guid[^>]*>([^<]*)", feed))


def test_a_renamed_team_keeps_ids_addresses_feeds_and_links(tmp_path: Path) -> None:
    before, _ = published(tmp_path / "before", SITE)
    renamed = {path.replace("notes/homes/", "notes/flats/"): text for path, text in SITE.items()}
    renamed["notes/flats/_team.md"] = "---\nname: Flats\naliases: [HR]\nformerly: [Repairs, Homes]\n---\n"
    after, said = published(tmp_path / "after", renamed)
    assert "1 link-to-old-folder" in said
    assert (
        ids(after["teams/homes/feed.xml"]) == ids(after["teams/flats/feed.xml"]) == ids(before["teams/homes/feed.xml"])
    )
    for path in ("index.html", "2022-01-14.html", "latest.html"):
        assert f"url=../../teams/flats/{path}" in after[f"teams/homes/{path}"]
    assert '<a href="../../teams/flats/2022-01-14.html">homes</a>' in after["teams/voids/2022-01-21.html"]
    forgotten = {**renamed, "notes/flats/_team.md": "---\nname: Homes again\naliases: [HR]\nformerly: [Repairs]\n---\n"}
    published(tmp_path / "after", forgotten)
    assert "error[folder-without-name]" in build(tmp_path / "after")[1]


def test_a_team_that_was_merged_and_the_one_that_continues_link_to_each_other(tmp_path: Path) -> None:
    ended = {"notes/voids/_team.md": "---\nname: Voids\nended: 2022-01-31\ncontinued_as: HR\n---\n"}
    after, _ = published(tmp_path, {**SITE, **ended})
    assert 'continued as <a href="../../teams/homes/index.html">Homes</a>' in after["teams/voids/index.html"]
    assert re.search(
        r'<dt>Continues</dt>\s*<dd><a href="../../teams/voids/index.html">', after["teams/homes/index.html"]
    )
    assert "teams/voids/2022-01-21.html" in after
    assert "31 January 2022" in after["teams/voids/index.html"]


@pytest.mark.slow
def test_five_thousand_teams_and_twenty_thousand_tags_are_assembled_quickly(make_site: MakeSite) -> None:
    many = {
        f"notes/team {number}x/2022-01-21.md": note(more=f"tags: [{', '.join(f't{number}-{one}' for one in range(4))}]")
        for number in range(5_000)
    }
    site = load(site_options(root=make_site(many), as_of=date(2022, 3, 1)))
    assert (len(site.archive.by_team), len(site.archive.tags)) == (5_000, 20_000)


def test_no_team_crowds_the_same_week_on_other_teams_pages(tmp_path: Path) -> None:
    crowd = {f"notes/aaa/n{number}.md": note(body="Crowd.") for number in range(40)}
    after, _ = published(tmp_path, {**SITE, **crowd, "notes/zzz/2022-01-21.md": note(body="Small.")})
    page = after["teams/homes/2022-01-21.html"].partition("The same week, from other teams")[2]
    assert page.count("teams/aaa/") <= 2 * 3
    assert "teams/zzz/2022-01-21.html" in page
    assert "The whole week" in page


def test_notes_that_refer_to_a_note_are_listed_among_those_of_its_week(tmp_path: Path) -> None:
    others = {
        "notes/aaa/2022-01-21.md": note(body="See [homes](../homes/2022-01-21.md)."),
        "notes/zzz/2022-01-21.md": note(body="Small."),
    }
    after, _ = published(tmp_path, {**SITE, **others})
    referring, heading, same_week = after["teams/homes/2022-01-21.html"].partition("Also about the same week")
    assert heading
    assert "teams/aaa/2022-01-21.html" in referring
    assert "teams/zzz/2022-01-21.html" in same_week
    assert "teams/aaa/" not in same_week


def test_messages_do_not_grow_with_the_number_of_rivals(make_site: MakeSite) -> None:
    same_page = {f"notes/crowd/{number}/same.md": note() for number in range(400)}
    same_id = {f"notes/crowd/n{number}.md": note(more="id: urn:x:crowd") for number in range(400)}
    site = load(site_options(root=make_site({**same_page, **same_id}), as_of=date(2022, 3, 1), keep_going=True))
    codes = ("two-notes-one-page", "two-notes-one-id", "two-notes-one-week")
    told = [one for one in site.diagnostics if one.code in codes]
    assert len(told) >= 1_200
    assert max(len(one.message) for one in told) < 300


def test_a_mistyped_year_does_not_become_the_newest_week_of_the_site(tmp_path: Path) -> None:
    before, _ = published(tmp_path / "before", SITE)
    slip = {"notes/attics/2022-01-28.md": note("2032-01-28", body="The loft is dry.")}
    after, said = published(tmp_path / "after", {**SITE, **slip})
    assert "wrong-year" in said
    assert "The loft is dry." in after["teams/attics/2022-01-28.html"]
    assert "The loft is dry." in after["weeks/2032-w05.html"]
    assert "weeks/2032-w05.html" not in after["index.html"]
    assert after["latest.html"] == before["latest.html"]


def test_a_site_entirely_in_the_future_opens_with_its_newest_week(tmp_path: Path) -> None:
    pages, _ = published(tmp_path, {"notes/attics/2032-01-28.md": note("2032-01-28", body="The loft is dry.")})
    assert "The loft is dry." in pages["index.html"]
    assert "weeks/2032-w05.html" in pages["latest.html"]


@pytest.mark.parametrize("day", ["2022-03-06", "2022-03-11"])
def test_a_note_dated_a_few_days_ahead_can_be_in_the_newest_week(day: str, tmp_path: Path) -> None:
    pages, _ = published(tmp_path, {**SITE, "notes/attics/x.md": note(day, body="The loft is dry.")})
    assert "The loft is dry." in pages["index.html"]


def test_a_folder_left_over_from_a_rename_does_not_keep_the_name(make_site: MakeSite) -> None:
    root = make_site({**SITE, "notes/repairs/.DS_Store": "x"})
    code, output = build(root)
    assert (code, "name-taken" in output) == (0, False)
    assert "teams/homes/2022-01-14.html" in (root / "_site/teams/repairs/2022-01-14.html").read_text("utf-8")


@pytest.mark.parametrize("file", [".DS_Store", "chart.png"])
def test_a_folder_without_notes_does_not_own_a_slug(make_site: MakeSite, file: str) -> None:
    root = make_site({"notes/Data Platform/2022-01-21.md": note(), f"notes/data-platform/{file}": "x"})
    code, output = build(root, "--keep-going")
    assert code == 0
    assert ("two-folders-one-team" in output) == (file == "chart.png")
    assert "The boiler is warm." in (root / "_site/teams/data-platform/2022-01-21.html").read_text("utf-8")


def test_a_new_folder_with_the_name_of_a_team_gets_a_hint(tmp_path: Path) -> None:
    _, said = published(tmp_path, {**SITE, "notes/hr/2022-01-28.md": note("2022-01-28")})
    assert "delete it here, or rename that team's folder" in said
