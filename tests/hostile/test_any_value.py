"""Any value of an option or environment variable is used, or refused by name."""

from pathlib import Path

import pytest
from click.testing import Result

from commands import weeknotes
from conftest import MakeSite

NOTE = "---\ndate: 2026-11-20\nauthor: Ann Lee\n---\n\nThe boiler is warm.\n"
DAYS = ("0001-01-01", "0002-01-01", "1969-12-29", "1970-01-01", "2199-12-31", "9998-12-31", "9999-12-31")
ADDRESSES = ("https://[abc", "//[x", "https://ex\u2100mple.org", "https://weeknotes.example:port/")
"""Addresses that cannot be parsed: brackets, a character that changes the host, a port."""
COMMANDS = (
    *(("check",), ("build", "--no-search"), ("digest", "--last-week"), ("status",), ("new", "repairs")),
    ("catchup", "--since", "2026-11-01"),
)


def run(site: MakeSite, *arguments: str, **environment: str) -> Result:
    root = site({"weeknotes.toml": 'base_url = "https://weeknotes.example/"\n', "notes/repairs/2026-11-20.md": NOTE})
    return invoke(root, *arguments, **environment)


def invoke(root: Path, *arguments: str, **environment: str) -> Result:
    result = weeknotes(root, *arguments, env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_day_of_any_year_is_used_or_refused(command: tuple[str, ...], day: str, make_site: MakeSite) -> None:
    result = run(make_site, *command, "--as-of", day)
    year = int(day[:4])
    cannot_be_used = day in ("0001-01-01", "9999-12-31")
    no_note_can_be_of_it = command[0] == "new" and not cannot_be_used and day != "2199-12-31"
    assert cannot_be_used == (f"the year {year} is not between 2 and 9998" in result.output)
    assert no_note_can_be_of_it == (f"the year {year} is not between 1990 and 2199" in result.output)
    assert (cannot_be_used or no_note_can_be_of_it) == (result.exit_code == 2)


@pytest.mark.parametrize(
    "option", [("--date", "9999-12-31"), ("--date", "1989-12-31"), ("--week", "9999-W52"), ("--as-of", "1989-12-31")]
)
def test_a_note_is_not_started_in_a_year_that_no_note_can_have(option: tuple[str, str], make_site: MakeSite) -> None:
    result = run(make_site, "new", "repairs", *option)
    assert f"the year {option[1][:4]} is not between 1990 and 2199" in result.output
    assert result.exit_code == 2


@pytest.mark.parametrize("week", ["0000-W01", "0001-W01", "9999-W52"])
def test_a_digest_needs_a_week_that_can_have_notes(week: str, make_site: MakeSite) -> None:
    assert "is not between 1990 and 2199" in run(make_site, "digest", week).output


@pytest.mark.parametrize(
    ("epoch", "needed"),
    [
        *((one, "a number of seconds") for one in ("x", "٣٣x", "1.5")),
        *((one, "between the years 2 and 9998") for one in ("-99999999999", "253402300799", "9" * 30)),
    ],
)
def test_an_invalid_source_date_epoch_is_refused(epoch: str, needed: str, make_site: MakeSite) -> None:
    result = run(make_site, "check", SOURCE_DATE_EPOCH=epoch)
    assert f"SOURCE_DATE_EPOCH must be {needed}, not `{epoch}`" in result.output
    assert result.exit_code == 2


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("key", ["contact", "feedback"])
def test_an_invalid_address_of_a_team_is_shown_as_text(key: str, address: str, make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2026-11-20.md": NOTE, "notes/repairs/_team.md": f'---\n{key}: "{address}"\n---\n'})
    assert invoke(root, "build", "--no-search", "--keep-going").exit_code == 0
    pages = "".join(path.read_text("utf-8") for path in (root / "_site").rglob("*.html"))
    assert f'href="{address}"' not in pages
    assert (address in pages) == (key == "contact")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("key", ["base_url", "contact", "feedback", "mailing_list", "repository"])
def test_an_invalid_address_in_the_settings_does_not_crash_a_run(key: str, address: str, make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2026-11-20.md": NOTE, "weeknotes.toml": f'{key} = "{address}"\n'})
    result = invoke(root, "build", "--no-search")
    if key in ("base_url", "repository"):
        assert f"`{address}` is not the URL of a" in result.output


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_invalid_base_url_is_refused(address: str, make_site: MakeSite) -> None:
    result = run(make_site, "build", "--no-search", "--base-url", address)
    assert f"`{address}` is not the URL of a site" in result.output
    assert result.exit_code == 2


@pytest.mark.parametrize("address", ["https://ann:s3cret@[x/", "https:/ann:s3cret@host/", "//ann:s3cret@[x"])
def test_a_password_in_an_invalid_base_url_is_not_shown(address: str, make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2026-11-20.md": NOTE, "weeknotes.toml": f'base_url = "{address}"\n'})
    for result in (invoke(root, "build"), run(make_site, "build", "--base-url", address)):
        assert result.exit_code == 2
        assert "s3cret" not in result.output
