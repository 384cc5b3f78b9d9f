"""A build warns about published notes that move without redirects, and says what to write."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from folders import write_files
from weeknotes_site.cli import main
from weeknotes_site.content.dates.days import date_of_file
from weeknotes_site.losses import changes

DAYS = ("2022-01-07", "2022-01-14", "2022-01-21")
OTHER_DAYS = ("2022-02-04", "2022-02-11", "2022-02-18")
WARNING = "warning[lost-address]"


def note(team: str, day: str, more: str = "") -> str:
    return f"---\ndate: {day}\nauthor: Ann Lee\n{more}---\n\nOn {day} we at {team} mended more than we had planned.\n"


def notes(folder: str, days: tuple[str, ...] = DAYS, more: str = "") -> dict[str, str]:
    return {f"{folder}/{day}.md": note(folder, day, more) for day in days}


def write(root: Path, files: Mapping[str, str]) -> None:
    write_files(root / "notes", files)


def build(root: Path, *arguments: str) -> Result:
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01", "--jobs", "1"]
    return CliRunner().invoke(main, [*command, "--base-url", "https://a.example/", *arguments], catch_exceptions=False)


def pages(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in (root / "_site").rglob("*.html")}


def ids(root: Path) -> set[str]:
    return set(re.findall(r"<id>(urn:uuid:[^<]+)</id>", (root / "_site/atom.xml").read_text("utf-8")))


def lines_to_write(output: str) -> list[str]:
    return re.findall(r"write `(formerly: [^`]+)`", output)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a published site of three teams, which write on the same days."""
    write(tmp_path, {**notes("repairs"), **notes("voids"), **notes("lifts", OTHER_DAYS)})
    assert WARNING not in build(tmp_path).output
    return tmp_path


def move(root: Path, old: str, new: str) -> None:
    (root / "notes" / new).parent.mkdir(exist_ok=True)
    (root / "notes" / old).rename(root / "notes" / new)


@pytest.mark.parametrize("team_file", [None, "", "name: Homes\n", "name: Warm & dry\n", "lead: Ann Lee\n"])
@pytest.mark.parametrize("has_output", [True, False], ids=["output", "cache alone"])
def test_the_line_for_a_renamed_folder_keeps_addresses_and_ids(
    team_file: str | None, has_output: bool, root: Path
) -> None:
    write(root, {"repairs/_team.md": f"---\n{team_file}---\n"} if team_file is not None else {})
    build(root)
    before, known = pages(root), ids(root)
    move(root, "repairs", "homes")
    if not has_output:  # the voids write on the same days, but are no new team
        shutil.rmtree(root / "_site")
    result = build(root)
    assert result.exit_code == 0
    assert result.output.count(WARNING) == 1
    assert "3 published notes at `teams/repairs/` are now at `teams/homes/`, without redirects" in result.output
    (line,) = lines_to_write(result.output)
    assert f"`{line}`" in result.output
    assert ("two lines of `---`" in result.output) == (team_file is None)
    write(root, {"homes/_team.md": f"---\n{team_file or ''}{line}\n---\n"})
    again = build(root)
    assert (again.exit_code, WARNING in again.output) == (0, False), again.output
    assert before <= pages(root)
    assert ids(root) == known


def test_a_renamed_team_keeps_its_pictures_and_files_where_delivered_feeds_show_them(root: Path) -> None:
    picture = Path(__file__).parents[1] / "example_site/notes/housing-repairs/2026-11-13-no-access.png"
    shutil.copy(picture, root / "notes/repairs/door.png")
    write(root, {"repairs/plan.csv": "a,b\n"})
    write(root, {"repairs/2022-01-21.md": f"{note('repairs', DAYS[2])}\n![A door](door.png) [Plan](plan.csv)\n"})
    build(root)
    feed = (root / "_site/teams/repairs/feed.xml").read_text("utf-8")
    shown = set(re.findall(r"https://a\.example/(teams/repairs/[^\"&]*\.(?:png|csv))", feed))
    assert len(shown) == 2
    before = {path: (root / "_site" / path).read_bytes() for path in shown}
    move(root, "repairs", "homes")
    write(root, {"homes/_team.md": "---\nname: Homes\nformerly: [Repairs, Other]\n---\n"})
    (root / "static/teams/other").mkdir(parents=True)
    (root / "static/teams/other/Plan.csv").write_text("ours")
    assert build(root).exit_code == 0
    assert {path: (root / "_site" / path).read_bytes() for path in shown} == before
    assert (root / "_site/teams/other/door.png").is_file()
    assert [path.name for path in (root / "_site/teams/other").glob("*.csv")] == ["Plan.csv"]


def test_the_line_for_a_renamed_folder_does_not_depend_on_former_addresses_of_its_notes(root: Path) -> None:
    former = note("repairs", "2022-01-21", "formerly: [teams/repairs/boilers.html]\n")
    write(root, {"repairs/2022-01-21.md": former})
    build(root)
    move(root, "repairs", "homes")
    result = build(root)
    assert result.output.count(WARNING) == 1
    assert "3 published notes at `teams/repairs/` are now at `teams/homes/`, without redirects" in result.output
    (line,) = lines_to_write(result.output)
    write(root, {"homes/_team.md": f"---\n{line}\n---\n"})
    again = build(root)
    assert (again.exit_code, WARNING in again.output) == (0, False), again.output


def test_a_team_that_is_renamed_again_keeps_its_older_names(root: Path) -> None:
    move(root, "repairs", "homes")
    write(root, {"homes/_team.md": '---\nname: Homes\nformerly: [Repairs, "Doors, locks"]\n---\n'})
    build(root)
    before, known = pages(root), ids(root)
    move(root, "homes", "housing")
    write(root, {"housing/_team.md": '---\nname: Housing\nformerly: [Repairs, "Doors, locks"]\n---\n'})
    result = build(root)
    assert lines_to_write(result.output) == ['formerly: [Repairs, "Doors, locks", homes]'], result.output
    write(root, {"housing/_team.md": f"---\nname: Housing\n{lines_to_write(result.output)[0]}\n---\n"})
    assert WARNING not in build(root).output
    assert (before <= pages(root), ids(root)) == (True, known)


def test_a_team_can_get_its_old_folder_back(root: Path) -> None:
    move(root, "repairs", "homes")
    write(root, {"homes/_team.md": "---\nname: Homes\nformerly: Repairs\n---\n"})
    assert WARNING not in build(root).output
    before, known = pages(root), ids(root)
    move(root, "homes", "repairs")
    result = build(root)
    (line,) = lines_to_write(result.output)
    write(root, {"repairs/_team.md": f"---\nname: Homes\n{line}\n---\n"})
    assert WARNING not in build(root).output
    assert (before <= pages(root), ids(root)) == (True, known)


def test_a_renamed_team_with_similar_notes_is_recognised(root: Path) -> None:
    write(root, {f"boilers/{day}.md": note("boilers", DAYS[0]).replace(DAYS[0], day, 1) for day in DAYS})
    build(root)
    move(root, "boilers", "heat")
    result = build(root)
    assert "`teams/boilers/` are now at `teams/heat/`" in result.output
    assert lines_to_write(result.output) == ["formerly: [boilers]"]


def test_a_renamed_team_without_a_folder_is_recognised(root: Path) -> None:
    write(root, notes("2022", OTHER_DAYS, "team: Boilers\n"))
    build(root)
    write(root, notes("2022", OTHER_DAYS, "team: Heat\n"))
    result = build(root)
    assert "move its notes to `notes/heat/`, and write `formerly: [boilers]`" in result.output


def test_two_teams_renamed_at_once_are_told_apart(root: Path) -> None:
    cache = shutil.copytree(root / ".weeknotes-cache", root / "cache")
    move(root, "repairs", "homes")
    move(root, "voids", "empty-homes")
    result = build(root)
    assert "`teams/repairs/` are now at `teams/homes/`" in result.output
    assert "`teams/voids/` are now at `teams/empty-homes/`" in result.output
    # Without the pages, it is unclear which is which.
    shutil.rmtree(root / "_site")
    shutil.rmtree(root / ".weeknotes-cache")
    cache.rename(root / ".weeknotes-cache")
    result = build(root)
    assert result.output.count(WARNING) == 2
    assert "if one of them is this team, write `formerly: [repairs]` into its `_team.md`" in result.output


def test_a_folder_moved_into_another_teams_is_recognised(root: Path) -> None:
    for day in DAYS:
        move(root, f"repairs/{day}.md", f"lifts/{day}.md")
    (root / "notes/repairs").rmdir()
    result = build(root)
    assert result.output.count(WARNING) == 1
    assert "move its notes back to `notes/repairs/`, and write `ended:` and `continued_as: Lifts`" in result.output


@pytest.mark.parametrize(("new", "more"), [("2022-01-25", ""), ("2022-01-21", "slug: winter\n"), ("years/third", "")])
def test_the_line_for_a_renamed_note_keeps_its_address(new: str, more: str, root: Path) -> None:
    before = pages(root)
    (root / "notes/repairs/2022-01-21.md").unlink()
    write(root, {f"repairs/{new}.md": note("repairs", "2022-01-21", more)})
    result = build(root)
    assert result.output.count(WARNING) == 1
    assert f"notes/repairs/{new}.md: {WARNING}: this note was published as `teams/repairs/2022-01-21.html`" in (
        result.output
    )
    (line,) = lines_to_write(result.output)
    write(root, {f"repairs/{new}.md": note("repairs", "2022-01-21", f"{more}{line}\n")})
    assert WARNING not in build(root).output
    assert before <= pages(root)


@pytest.mark.parametrize("has_output", [True, False], ids=["output", "cache alone"])
@pytest.mark.parametrize(("new", "more"), [("2022-01-21-boilers", ""), ("boilers", ""), ("2022-01-21", "slug: x\n")])
def test_a_note_renamed_and_edited_at_once_is_recognised(new: str, more: str, has_output: bool, root: Path) -> None:
    (root / "notes/repairs/2022-01-21.md").unlink()
    text = note("repairs", "2022-01-21", more).replace("On 2022-01-21 we", "Boilers: we")
    write(root, {f"repairs/{new}.md": text, **notes("repairs", OTHER_DAYS)})
    if not has_output:
        shutil.rmtree(root / "_site")
    result = build(root)
    assert result.output.count(WARNING) == 1
    assert lines_to_write(result.output) == ["formerly: [teams/repairs/2022-01-21.html]"]


@pytest.mark.parametrize("old", ["2019/boilers.html", "teams/repairs/boilers.html", "teams/mending/boilers.html"])
def test_a_former_address_deleted_from_a_note_is_reported(old: str, root: Path) -> None:
    write(root, {"repairs/2022-01-21.md": note("repairs", "2022-01-21", f"formerly: [{old}]\n")})
    assert WARNING not in build(root).output
    before = pages(root)
    write(root, notes("repairs"))
    strict = build(root, "--strict")
    assert (strict.exit_code, pages(root)) == (1, before)
    assert f"repairs/2022-01-21.md: {WARNING}: `{old}` would no longer redirect to this note\n" in strict.output
    assert lines_to_write(strict.output) == [f"formerly: [{old}]"]
    write(root, {"repairs/2022-01-21.md": note("repairs", "2022-01-21", "draft: true\n")})
    assert WARNING not in build(root).output


def test_all_addresses_of_a_renamed_note_are_named_at_once(root: Path) -> None:
    write(root, {"repairs/_team.md": "---\nname: Repairs\nformerly: [Mending]\n---\n"})
    write(root, {"repairs/2022-01-21.md": note("repairs", "2022-01-21", "formerly: [2019/boilers.html]\n")})
    build(root)
    before, known = pages(root), ids(root)
    (root / "notes/repairs/2022-01-21.md").unlink()
    write(root, {"repairs/third.md": note("repairs", "2022-01-21")})
    result = build(root)
    assert (result.output.count(WARNING), result.output.count("`id: ")) == (1, 1), result.output
    (line,) = lines_to_write(result.output)
    (written,) = re.findall(r"if you renamed the file, `(id: [^`]+)`", result.output)
    write(root, {"repairs/third.md": note("repairs", "2022-01-21", f"{line}\n{written}\n")})
    assert WARNING not in build(root).output
    assert (pages(root) & before, ids(root)) == (before, known)


def test_a_renamed_note_is_not_mistaken_for_another_of_its_day(root: Path) -> None:
    write(root, {"repairs/2022-01-21-b.md": note("repairs", "2022-01-21").replace("On ", "By ")})
    build(root)
    (root / "notes/repairs/2022-01-21.md").unlink()
    (root / "notes/repairs/2022-01-21-b.md").unlink()
    write(root, {"repairs/third.md": note("repairs", "2022-01-21", "formerly: [teams/repairs/2022-01-21.html]\n")})
    result = build(root)
    assert (WARNING in result.output, result.output.count("`id: ")) == (False, 1), result.output


@pytest.mark.parametrize("languages", ["", 'languages = ["en", "cy"]\n'])
def test_a_note_can_become_a_translation(languages: str, root: Path) -> None:
    text = note("repairs", "2022-01-21", "week: 2022-W03\nlang: cy\n").replace("On ", "Ar ")
    write(root, {"repairs/nodyn.md": text})
    (root / "weeknotes.toml").write_text(languages)
    build(root)
    before = pages(root)
    write(root, {"repairs/nodyn.md": text.replace("lang:", "translates: 2022-01-21.md\nlang:")})
    (root / "weeknotes.toml").write_text('languages = ["en", "cy"]\n')
    result = build(root)
    assert (result.exit_code, result.output.count(WARNING), "`id: " in result.output) == (0, 1, False), result.output
    (line,) = lines_to_write(result.output)
    write(root, {"repairs/2022-01-21.md": note("repairs", "2022-01-21", f"{line}\n")})
    assert WARNING not in build(root).output
    assert before <= pages(root)


@pytest.mark.parametrize("days", [("2022-01-20",), ("2022-01-21", "2022-01-21-b")])
def test_a_note_does_not_match_notes_of_another_day_or_several_of_its_day(days: tuple[str, ...], root: Path) -> None:
    (root / "notes/repairs/2022-01-21.md").unlink()
    texts = {f"repairs/{day}-new.md": note("repairs", day[:10]).replace("On ", "By ") + day for day in days}
    write(root, texts)
    assert WARNING not in build(root).output


def test_a_note_moved_to_another_team_is_recognised(root: Path) -> None:
    move(root, "repairs/2022-01-21.md", "lifts/2022-01-21.md")
    result = build(root)
    assert result.output.count(WARNING) == 1
    assert "only notes of `Repairs` can have addresses in `teams/repairs/`" in result.output


def test_removed_and_new_notes_are_not_moves(root: Path) -> None:
    shutil.rmtree(root / "notes/repairs")
    assert WARNING not in build(root).output
    shutil.rmtree(root / "notes/lifts")
    write(root, {**notes("doors", OTHER_DAYS), "voids/2022-01-14.md": note("voids", "2022-01-14", "draft: true\n")})
    assert WARNING not in build(root).output
    (root / "notes/voids/2022-01-07.md").unlink()
    write(root, notes("voids", OTHER_DAYS))
    assert WARNING not in build(root).output
    (root / "static/teams/old").mkdir(parents=True)
    (root / "static/teams/old/2022-01-07.html").write_text("<p>A plan</p>")
    build(root)
    write(root, notes("windows"))
    assert WARNING not in build(root).output


def test_a_single_shared_day_is_not_a_move(root: Path) -> None:
    """Without the old pages, names alone tell."""
    shutil.rmtree(root / "_site")
    shutil.rmtree(root / "notes/repairs")
    write(root, notes("doors", (DAYS[0], *OTHER_DAYS)))
    assert WARNING not in build(root).output


def test_a_strict_build_refuses_moves_unless_the_code_is_ignored(root: Path) -> None:
    before = pages(root)
    move(root, "repairs/2022-01-21.md", "repairs/2022-01-24.md")
    strict = build(root, "--strict")
    assert (strict.exit_code, WARNING in strict.output) == (1, True)
    assert pages(root) == before
    (root / "notes/repairs/2022-01-24.md").write_text(note("repairs", "2022-01-21", "ignore: lost-address\n"))
    assert build(root, "--strict").exit_code == 0
    move(root, "voids", "doors")
    (root / "weeknotes.toml").write_text('[checks]\nignore = ["lost-address"]\n')
    assert build(root, "--strict").exit_code == 0


def test_keep_going_reports_a_team_whose_names_cannot_be_read(root: Path) -> None:
    move(root, "repairs", "homes")
    write(root, {"homes/_team.md": "---\nname: [Homes\n---\n"})
    result = build(root, "--keep-going")
    assert result.exit_code == 0
    assert "`teams/repairs/` are now at `teams/homes/`" in result.output


NEW_IDS = "warning[new-feed-ids]"


@pytest.mark.parametrize(("name", "formerly"), [("Repairs", "[Warm Homes]"), ("Fixes & fittings", "[Fixes, Repairs]")])
def test_an_older_name_added_later_is_reported_as_a_change_of_ids(name: str, formerly: str, root: Path) -> None:
    known = ids(root)
    write(root, {"repairs/_team.md": f"---\nname: {name}\nformerly: {formerly}\n---\n"})
    strict = build(root, "--strict")
    assert (strict.exit_code, strict.output.count(NEW_IDS)) == (1, 1)
    assert ids(root) == known
    (line,) = lines_to_write(strict.output)
    write(root, {"repairs/_team.md": f"---\nname: {name}\n{line}\n---\n"})
    assert "warning[" not in build(root).output
    assert ids(root) == known


def test_a_former_name_that_keeps_all_ids_is_not_reported(root: Path) -> None:
    known = ids(root)
    for formerly in ("[repairs, Warm Homes]", "[repairs, Old Homes, Warm Homes]"):
        write(root, {"repairs/_team.md": f"---\nname: Repairs\nformerly: {formerly}\n---\n"})
        assert "warning[" not in build(root).output
    write(root, {"new/_team.md": "---\nname: New\nformerly: [Older]\n---\n", **notes("new")})
    assert NEW_IDS not in build(root).output
    assert known < ids(root)


def test_names_that_were_unreadable_for_a_while_do_not_change_ids(root: Path) -> None:
    move(root, "repairs", "homes")
    good = "---\nname: Homes\nformerly: [Repairs]\n---\n"
    write(root, {"homes/_team.md": good})
    build(root)
    write(root, {"homes/_team.md": "---\nname: [Homes\n---\n"})
    build(root, "--keep-going")
    write(root, {"homes/_team.md": good})
    assert NEW_IDS not in build(root).output


def test_the_line_for_a_renamed_folder_keeps_ids_if_its_name_and_folder_differ(root: Path) -> None:
    write(root, notes("parks-and-leisure", OTHER_DAYS))
    write(root, {"parks-and-leisure/_team.md": "---\nname: Parks & Leisure\n---\n"})
    build(root)
    before, known = pages(root), ids(root)
    move(root, "parks-and-leisure", "leisure")
    write(root, {"leisure/_team.md": "---\nname: Leisure\nformerly: [Parks & Leisure]\n---\n"})
    (line,) = lines_to_write(build(root).output)
    write(root, {"leisure/_team.md": f"---\nname: Leisure\n{line}\n---\n"})
    assert WARNING not in build(root).output
    assert (before <= pages(root), ids(root)) == (True, known)


def test_the_lines_for_a_renamed_note_keep_its_id(root: Path) -> None:
    known = ids(root)
    move(root, "repairs/2022-01-21.md", "repairs/third.md")
    result = build(root)
    (line,) = lines_to_write(result.output)
    (written,) = re.findall(r"if you renamed the file, `(id: [^`]+)`", result.output)
    write(root, {"repairs/third.md": note("repairs", "2022-01-21", f"{line}\n{written}\n")})
    assert WARNING not in build(root).output
    assert ids(root) == known


def test_a_note_with_a_new_slug_keeps_its_id(root: Path) -> None:
    write(root, {"repairs/2022-01-21.md": note("repairs", "2022-01-21", "slug: winter\n")})
    result = build(root)
    assert WARNING in result.output
    assert "id:" not in result.output


@pytest.mark.parametrize("formerly", ["", "formerly: [Older, Old]\n", "formerly: [Oldd]\n", None])
def test_edited_former_names_are_reported_as_a_change_of_ids(formerly: str | None, root: Path) -> None:
    write(root, {"repairs/_team.md": "---\nname: Repairs\nformerly: [Old, Older]\n---\n"})
    build(root)
    known = ids(root)
    (root / "notes/repairs/_team.md").unlink()
    if formerly is not None:
        write(root, {"repairs/_team.md": f"---\nname: Repairs\n{formerly}---\n"})
    strict = build(root, "--strict")
    assert (strict.exit_code, strict.output.count(NEW_IDS)) == (1, 1), strict.output
    (line,) = lines_to_write(strict.output)
    assert ("into a new file `notes/repairs/_team.md`" in strict.output) == (formerly is None)
    write(root, {"repairs/_team.md": f"---\nname: Repairs\n{line}\n---\n"})
    assert NEW_IDS not in build(root).output
    assert ids(root) == known


def test_a_renamed_file_that_keeps_its_address_gets_a_hint_with_its_id(root: Path) -> None:
    write(root, {"repairs/2022-01-21.md": note("repairs", "2022-01-21", "slug: winter\n")})
    build(root)
    known = ids(root)
    move(root, "repairs/2022-01-21.md", "repairs/winter.md")
    strict = build(root, "--strict")
    (line,) = re.findall(r"write `(id: [^`]+)` into its front matter", strict.output)
    write(root, {"repairs/winter.md": note("repairs", "2022-01-21", f"slug: winter\n{line}\n")})
    assert NEW_IDS not in build(root).output
    assert ids(root) == known


def test_another_site_id_is_reported_once(root: Path) -> None:
    (root / "weeknotes.toml").write_text('site_id = "other"\n')
    result = build(root)
    assert result.output.count(NEW_IDS) == 1
    assert "write the `site_id` that the site had before" in result.output


def test_deleting_a_former_name_is_reported_as_lost_addresses(root: Path) -> None:
    write(root, {"repairs/_team.md": "---\nname: Repairs\nformerly: [Old, Older]\n---\n"})
    build(root)
    before = pages(root)
    write(root, {"repairs/_team.md": "---\nname: Repairs\nformerly: [Old]\n---\n"})
    strict = build(root, "--strict")
    assert strict.output.count(WARNING) == 1
    assert "3 published notes at `teams/older/` would no longer redirect to `teams/repairs/`" in strict.output
    assert "write `older` under `formerly` in `notes/repairs/_team.md` again" in strict.output
    assert NEW_IDS not in strict.output
    write(root, {"repairs/_team.md": "---\nname: Repairs\nformerly: [Old, older]\n---\n"})
    assert WARNING not in build(root, "--strict").output
    assert before == pages(root)


@pytest.mark.parametrize("known", ["legacy-4711-x", "tag:a.example,2022:1"])
def test_an_id_that_stays_is_not_a_new_id(known: str, root: Path) -> None:
    write(root, {"repairs/2022-01-21.md": note("repairs", "2022-01-21", f"id: {known}\n")})
    build(root)
    write(root, {"voids/2022-01-14.md": note("voids and more", "2022-01-14")})
    assert "warning[" not in build(root).output


def test_without_feeds_no_ids_change(root: Path) -> None:
    assert build(root, "--base-url", "").exit_code == 0
    write(root, {"repairs/_team.md": "---\nname: Repairs\nformerly: [Warm Homes]\n---\n"})
    assert NEW_IDS not in build(root, "--base-url", "").output


def test_a_damaged_output_does_not_crash(root: Path) -> None:
    for path in ("feed.xml", "atom.xml", "teams/repairs/2022-01-21.html"):
        file = root / "_site" / path
        refresh = b'<meta http-equiv="refresh" content="0; url=\xff.html">'
        file.write_bytes(refresh + file.read_bytes().replace(b"urn:uuid:", b"urn:\xffuuid:"))
    (root / "notes/repairs/2022-01-21.md").unlink()
    assert build(root).exit_code == 0


def test_comparing_many_renamed_notes_takes_linear_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dated = []

    def count(path: str) -> object:
        dated.append(path)
        return date_of_file(path)

    monkeypatch.setattr(changes, "date_of_file", count)
    for day in DAYS:
        (root / f"notes/repairs/{day}.md").unlink()
        write(root, {f"repairs/{day}-b.md": note("repairs", day).replace("On ", "By ")})
    assert build(root).output.count(WARNING) == len(DAYS)
    assert len(dated) == len(DAYS)
