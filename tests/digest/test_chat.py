"""`weeknotes digest --slack` and `--teams`: the webhooks accept the message for any week."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from slack_sdk.models.blocks import Block, HeaderBlock, SectionBlock

from browser.tools import find_node, find_tool
from folders import write_files
from weeknotes_site.cli import main

BASE_URL = "https://weeknotes.example/"
NOTE = "---\ndate: {day}\nauthor: Bo Ek and Ada May\ntitle: '{title}'\n---\n\n{body}\n"
MAX_SLACK_BLOCKS, MAX_SLACK_TEXT, MAX_SLACK_HEADER, MAX_TEAMS_BYTES = 50, 3_000, 150, 28_000
HOSTILE = '<!channel> & <b> [x](javascript:alert) *bold* |pipe| {"a": 1}'


def note(day: str = "2022-01-21", title: str = "Boilers", body: str = "The boiler is warm.") -> str:
    return NOTE.format(day=day, title=title, body=body)


def digest(root: Path, *arguments: str, as_of: str = "2022-01-25") -> Result:
    command = ["--root", str(root), "digest", "--as-of", as_of, "--base-url", BASE_URL, *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def message(root: Path, form: str) -> dict[str, Any]:
    result = digest(root, form)
    assert result.exit_code == 0, result.output
    loaded: dict[str, Any] = json.loads(result.stdout)
    return loaded


def big_site(root: Path) -> Path:
    """Write a week of 70 teams with long titles, summaries, and headings of signs that double when escaped."""
    headings = "\n\n".join(f"## {'&<>' * 50} {number}\n\nText." for number in range(14))
    body = f"{'Long & <longer>. ' * 60}\n\n{headings}"
    return write_files(
        root, {f"notes/team-{n:02}/2022-01-21.md": note(title="T & " * 50, body=body) for n in range(70)}
    )


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


def test_slack_gets_the_notes_with_links_and_summaries(tmp_path: Path) -> None:
    body = "Both *work*.\n\n## Up next\n\nMore."
    root = write_files(tmp_path, {"notes/repairs/2022-01-21.md": note(body=body)})
    said = message(root, "--slack")
    header, opening, first, last = said["blocks"]
    assert header["text"]["text"] == "Weeknotes: Week 3, 17–21 January 2022"
    assert opening["text"]["text"] == "What Repairs wrote about this week, in brief."
    page = f"{BASE_URL}teams/repairs/2022-01-21.html"
    assert first["text"]["text"] == (
        f"*<{page}|Repairs: Boilers>* by Bo Ek and Ada May\nBoth work.\n• <{page}#up-next|Up next>"
    )
    assert last["text"]["text"] == (
        f"<{BASE_URL}weeks/2022-w03.html|The whole week> · <{BASE_URL}subscribe.html|Subscribe>"
    )


def test_microsoft_teams_gets_the_same_as_a_card(tmp_path: Path) -> None:
    root = write_files(tmp_path, {"notes/repairs/2022-01-21.md": note(body="Both *work*.\n\n## Up next\n\nMore.")})
    said = message(root, "--teams")
    [attachment] = said["attachments"]
    assert (said["type"], attachment["contentType"]) == ("message", "application/vnd.microsoft.card.adaptive")
    page = f"{BASE_URL}teams/repairs/2022-01-21.html"
    shown = list(texts(attachment["content"]))
    for text in (f"Repairs: [Boilers]({page})", "By Bo Ek and Ada May", "Both work.", f"- [Up next]({page}#up-next)"):
        assert text in shown
    assert f"{BASE_URL}weeks/2022-w03.html" in shown


def test_a_note_cannot_notify_people_or_add_links(tmp_path: Path) -> None:
    title = HOSTILE.replace("'", "''")
    body = f"Text {HOSTILE.replace('[x]', '&#91;x&#93;')} @here."  # shown as it stands in the title
    root = write_files(tmp_path, {"notes/repairs/2022-01-21.md": note(title=title, body=body)})
    slack = message(root, "--slack")
    assert all(block["text"].get("verbatim", True) for block in slack["blocks"])
    for text in texts(slack["blocks"][2:]):
        assert re.sub(r"<https://weeknotes\.example/[^|<>]*\|[^<>]*>", "", text).count("<") == 0
    card = json.dumps(message(root, "--teams"))
    assert card.count(r"\\[x\\](javascript:alert)") == 2  # escaped, so it is no link


def test_a_very_long_week_stays_within_slacks_limits(tmp_path: Path) -> None:
    said = message(big_site(tmp_path), "--slack")
    assert len(said["blocks"]) <= MAX_SLACK_BLOCKS
    assert len(said["text"]) <= MAX_SLACK_HEADER
    assert all(len(text) <= MAX_SLACK_TEXT for text in texts(said))
    for block in said["blocks"]:  # Slack's own library knows the limits too
        parsed = Block.parse(block)
        assert isinstance(parsed, HeaderBlock | SectionBlock)
        parsed.validate_json()
    shown = sum("*<" in text for text in texts(said["blocks"]))
    assert f"… and {70 - shown} more notes" in said["blocks"][-2]["text"]["text"]
    assert shown == 46


def test_a_very_long_week_stays_within_the_limit_of_microsoft_teams(tmp_path: Path) -> None:
    result = digest(big_site(tmp_path), "--teams")
    assert len(result.stdout_bytes) <= MAX_TEAMS_BYTES
    card = json.loads(result.stdout)["attachments"][0]["content"]
    shown = sum(element["type"] == "Container" for element in card["body"])
    assert shown >= 1
    assert f"… and {70 - shown} more notes" in card["body"][-1]["text"]


def test_microsofts_parser_accepts_the_card(tmp_path: Path) -> None:
    root = big_site(tmp_path / "site")
    (tmp_path / "card.json").write_bytes(digest(root, "--teams").stdout_bytes)
    code = """
        const cards = require(process.argv[1]);
        const message = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
        const card = new cards.AdaptiveCard(), context = new cards.SerializationContext();
        card.parse(message.attachments[0].content, context);
        const found = [...Array(context.eventCount).keys()].map((index) => context.getEventAt(index).message);
        const invalid = card.validateProperties().validationEvents;
        console.log(JSON.stringify({ items: card.getItemCount(), found, invalid }));
    """
    parser = find_tool("adaptivecards/dist/adaptivecards.min.js")
    command = [find_node(), "-e", code, str(parser), str(tmp_path / "card.json")]
    parsed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    # `$schema` and `msteams` belong to the message; the parser knows the card alone.
    assert [one for one in parsed["found"] if "msteams" not in one and "$schema" not in one] == []
    assert parsed["invalid"] == []
    assert parsed["items"] > 3


@pytest.mark.parametrize(
    ("as_of", "week"),
    [
        ("2022-01-24", None),  # Monday: the notes of the week before may still come
        ("2022-01-25", "Week 3, 17–21 January 2022"),
        ("2022-01-30", "Week 3, 17–21 January 2022"),
        ("2022-02-01", None),
    ],
)
def test_last_week_prints_nothing_without_notes(as_of: str, week: str | None, tmp_path: Path) -> None:
    root = write_files(tmp_path, {"notes/repairs/2022-01-21.md": note()})
    result = digest(root, "--last-week", as_of=as_of)
    assert result.exit_code == 0
    if week:
        assert week in result.stdout
    else:
        assert result.stdout == ""
        assert "2022-W0" in result.stderr
        assert "has no notes" in result.stderr


def test_last_week_and_a_week_exclude_each_other(tmp_path: Path) -> None:
    result = digest(write_files(tmp_path, {"notes/repairs/2022-01-21.md": note()}), "2022-W03", "--last-week")
    assert result.exit_code == 2
    assert "not both" in result.stderr
