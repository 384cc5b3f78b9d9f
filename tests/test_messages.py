"""Whatever a message quotes, it is short and printable and says where and why."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import weeknotes
from conftest import MakeSite
from weeknotes_site.cli.report import as_text
from weeknotes_site.diagnostics import MAX_EXCERPT, MAX_MESSAGE, Place, error

# Sets a terminal's clipboard, clears the screen by a C1 control, turns the text around, forges a line of its own.
ATTACK = "\x1b]52;c;eA==\x07\x9b2J\u202e\nnotes/a.md:1:1: error[forged]: it was them"
ESCAPED = json.dumps(ATTACK)
DANGEROUS = {char for char in ATTACK if not char.isprintable()} - {"\n"}
FORMATS = ("text", "json", "github", "gitlab")


def note(**keys: str) -> str:
    front_matter = {"date": "2022-01-24", "author": "Ann Lee", **keys}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front_matter.items()) + "---\n\nWe moved it.\n"


SLIPS = {
    "a title": note(title=ESCAPED),
    "an author": note(author=ESCAPED),
    "a tag": note(tags=f"[{ESCAPED}]"),
    "a team": note(team=ESCAPED),
    "a date": note(date=ESCAPED),
    "a week": note(week=ESCAPED),
    "a number": note(number=ESCAPED),
    "a slug": note(slug=ESCAPED),
    "a language": note(lang=ESCAPED),
    "a draft": note(draft=ESCAPED),
    "an old path": note(formerly=ESCAPED),
    "an unknown key": note(**{ESCAPED: "x"}),
    "a key twice": note(**{ESCAPED: "x", f"{ESCAPED} ": "y"}),
    "a link": note() + f"\n[x](<{ATTACK.partition(chr(10))[0]}.md>)\n",
}


@pytest.mark.parametrize("report_format", FORMATS)
@pytest.mark.parametrize("slip", SLIPS)
def test_a_note_cannot_control_the_terminal(slip: str, report_format: str, make_site: MakeSite) -> None:
    root = make_site({"notes/a/2022-01-24.md": SLIPS[slip]})
    result = weeknotes(root, "check", "--format", report_format)
    assert result.exit_code in (0, 1), result.output
    assert not DANGEROUS & set(result.output)
    assert "\nnotes/a.md:1:1: error[forged]" not in result.output
    if report_format in ("json", "gitlab"):
        assert json.loads(result.output.partition("\n]")[0] + "\n]")


@pytest.mark.parametrize("report_format", FORMATS)
def test_a_file_name_cannot_control_the_terminal(report_format: str, make_site: MakeSite) -> None:
    try:
        root = make_site({"notes/a/\x1b]52;c;eA==\x07\u202e.md": "", "notes/b\x9b2J/2022-01-24.md": note(date="x")})
    except (OSError, ValueError):
        pytest.skip("this file system takes no such names")
    result = weeknotes(root, "check", "--format", report_format)
    assert result.exit_code == 1
    assert not DANGEROUS & set(result.output)


@pytest.mark.parametrize("where", ["title", "author", "tags", "summary", "team"])
def test_an_escaped_control_character_is_left_out_of_pages_and_feeds(where: str, make_site: MakeSite) -> None:
    value = '"Warm\\e\\x00\\x9b\\x07 homes\\n"'
    root = make_site(
        {
            "weeknotes.toml": 'base_url = "https://weeknotes.example/"\n',
            "notes/repairs/2022-01-24.md": note(**({} if where == "team" else {where: value})),
            "notes/repairs/_team.md": f"---\nname: {value if where == 'team' else 'Repairs'}\nformerly: Repairs\n---\n",
        }
    )
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    assert "control-character" in result.output
    pages = [path.read_text("utf-8") for path in (root / "_site").rglob("*") if path.suffix in (".html", ".xml")]
    assert any("Warm homes" in page for page in pages)
    assert not {char for page in pages for char in page if not char.isprintable()} - {"\n", "\t", "\u00a0"}


@given(st.text(max_size=50), st.integers(1, 2_000), st.text(min_size=1, max_size=50), st.integers(0, 90_000))
def test_a_message_is_short_and_printable_whatever_it_quotes(before: str, times: int, after: str, column: int) -> None:
    quoted = before + after * times
    place = Place(path=f"notes/{before}", line=1, column=max(1, column % (len(quoted) + 1)), length=9, source=quoted)
    problem = error("invalid-yaml", place, f"`{quoted}` is not YAML", f"write `{quoted}`")
    assert max(len(problem.message), len(problem.hint)) <= MAX_MESSAGE
    assert problem.message.endswith("is not YAML")
    first, line, mark, hint = as_text(problem).split("\n")
    assert all(map(_is_safe, first + line + mark + hint))
    assert len(line) <= MAX_EXCERPT + 10
    assert len(mark) <= 2 * MAX_EXCERPT + 10


def _is_safe(char: str) -> bool:
    return char.isprintable() or char in "\u200c\u200d"


def test_a_long_line_is_shown_around_the_mistake(make_site: MakeSite) -> None:
    root = make_site({"notes/a/2022-01-24.md": note(title="x: " * 15_000)})
    result = weeknotes(root, "check")
    assert "error[invalid-yaml]" in result.output
    assert max(map(len, result.output.splitlines())) < MAX_MESSAGE + 100
