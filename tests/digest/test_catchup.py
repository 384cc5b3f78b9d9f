"""`weeknotes catchup`: all notes since a day as one message."""

import email
import re
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import MakeSite
from weeknotes_site.cli import main

NOTE = "---\ndate: {day}\nauthor: Bo Ek\ntitle: {title}\n---\n\n{text}\n\n## Doors\n\nPainted.\n"
SETTINGS = 'title = "Westmarch <weeknotes>"\nbase_url = "https://weeknotes.example/"\n'


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    files = {"weeknotes.toml": SETTINGS}
    for team, what in (("repairs", "Lift"), ("voids", "Key")):
        for day, which in (("2022-01-14", "one"), ("2022-01-21", "two"), ("2022-01-28", "three")):
            text = f"We mended {what} {which} & more."
            files[f"notes/{team}/{day}.md"] = NOTE.format(day=day, title=f"{what} {which}", text=text)
    files["notes/voids/2022-02-04.md"] = NOTE.format(day="2022-02-04\ndraft: true", title="Draft", text="Not yet.")
    files["notes/voids/_team.md"] = "---\nname: Empty homes\naliases: [Voids]\n---\n"
    return make_site(files)


def catch_up(root: Path, *arguments: str) -> Result:
    command = ["--root", str(root), "catchup", "--as-of", "2022-02-07", *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def test_catchup_has_every_note_since_a_day_oldest_first(root: Path) -> None:
    result = catch_up(root, "--since", "2022-01-21")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[:3] == ["Westmarch <weeknotes>", "Since 21 January 2022", "https://weeknotes.example/weeks/index.html"]
    assert re.findall(r"^(Week \d|[\w ]+: \w+ \w+$)", result.stdout, re.M) == [
        *("Week 3", "Empty homes: Key two", "Repairs: Lift two"),
        *("Week 4", "Empty homes: Key three", "Repairs: Lift three"),
    ]
    assert "  https://weeknotes.example/teams/repairs/2022-01-21.html#doors" in lines


def test_catchup_can_be_limited_to_some_teams(root: Path) -> None:
    result = catch_up(root, "--since", "2022-01-01", "--team", "voids")
    assert "Since 1 January 2022: Empty homes\nhttps://weeknotes.example/teams/voids/index.html" in result.stdout
    assert "Repairs" not in result.stdout
    both = catch_up(root, "--since", "2022-01-01", "--team", "voids", "--team", "Repairs", "--team", "repairs")
    assert both.stdout.count("Repairs: Lift") == both.stdout.count("Empty homes: Key") == 3


def test_an_unknown_team_is_explained(root: Path) -> None:
    result = catch_up(root, "--since", "2022-01-01", "--team", "repair")
    assert result.exit_code == 1
    assert "`repair` is not the name of a team" in result.output
    assert "did you mean `Repairs`?" in result.output
    assert "create the folder" not in result.output


def test_html_escapes_and_links_every_note(root: Path) -> None:
    page = catch_up(root, "--since", "2022-01-21", "--html").stdout
    assert "Westmarch &lt;weeknotes&gt;" in page
    assert len(re.findall(r"We mended \w+ \w+ &amp; more\.", page)) == 4
    assert 'href="https://weeknotes.example/weeks/2022-w03.html"' in page
    assert "<style" not in page


def test_a_mail_has_text_and_html_and_a_stable_id(root: Path) -> None:
    one, same, other = (
        email.message_from_string(catch_up(root, "--since", since, "--eml").stdout, policy=default)
        for since in ("2022-01-21", "2022-01-21", "2022-01-28")
    )
    assert one["Subject"] == "Westmarch <weeknotes>: Since 21 January 2022"
    assert one["Message-ID"] == same["Message-ID"] != other["Message-ID"]
    assert [part.get_content_type() for part in one.iter_parts()] == ["text/plain", "text/html"]


def test_a_mail_that_is_too_long_drops_its_oldest_notes_and_says_so(root: Path) -> None:
    for number in range(200):
        text = NOTE.format(day="2022-01-28", title=f"Long {number}", text="A word. " * 90)
        (root / f"notes/repairs/long-{number:03}.md").write_text(text)
    result = catch_up(root, "--since", "2022-01-21", "--eml")
    assert len(result.stdout.encode()) <= 100_000
    mail = email.message_from_string(result.stdout, policy=default)
    text = next(mail.iter_parts()).get_content()
    assert re.search(r"\d+ older notes left out", text)
    assert "Lift two" not in text
    assert "Long 199" in text
    page = catch_up(root, "--since", "2022-01-21", "--html").stdout
    assert len(page.encode()) <= 100_000
    assert re.search(r'<a href="https://weeknotes.example/weeks/index.html"[^>]*>\d+ older notes left out</a>', page)
    assert "Long 199" in page


def test_without_notes_there_is_no_message(root: Path) -> None:
    result = catch_up(root, "--since", "2022-02-01")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no notes since 2022-02-01" in result.stderr


def test_without_base_url_the_message_says_what_to_set(root: Path) -> None:
    (root / "weeknotes.toml").write_text("")
    result = catch_up(root, "--since", "2022-01-21")
    assert result.exit_code == 2
    assert "set `base_url`" in result.output


def test_an_invalid_day_is_reported_with_the_right_format(root: Path) -> None:
    assert "write it as 2026-11-23" in catch_up(root, "--since", "21.1.").output


def test_mails_since_the_same_day_share_an_id_only_if_their_text_is_equal(root: Path) -> None:
    def mail(*arguments: str) -> tuple[str, str]:
        text = catch_up(root, "--since", "2022-01-01", "--eml", *arguments).stdout
        return re.findall(r"^Message-ID: (.*)$", text, re.M)[0].strip(), re.findall(r"^Date: (.*)$", text, re.M)[
            0
        ].strip()

    first, day = mail()
    assert day == "Mon, 07 Feb 2022 12:00:00 +0000"
    assert mail() == (first, day)
    (root / "notes/repairs/2022-02-04.md").write_text(
        NOTE.format(day="2022-02-04", title="Late", text="Late."), "utf-8"
    )
    assert mail()[0] != first
