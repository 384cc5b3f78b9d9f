"""The command line works with shells, terminals, typos and `--help`."""

import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import weeknotes
from conftest import MakeSite
from weeknotes_site.cli import main

COMMANDS = main.list_commands(None)  # type: ignore[arg-type]
GOOD = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
BAD = "---\ndate: 21.01.2022\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    text = CliRunner().invoke(main, [command, "--help"], catch_exceptions=False).output
    assert f"weeknotes {command}" in text.partition("Options:")[2]


def test_help_lists_every_command_with_what_it_does() -> None:
    text = CliRunner().invoke(main, ["--help"], catch_exceptions=False).output
    for command in COMMANDS:
        assert f"\n  {command} " in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "no such command: `bild`; did you mean `weeknotes build`?"),
        (["serv"], "did you mean `weeknotes serve`?"),
        (["xyzzy"], "no such command: `xyzzy`; `weeknotes --help` lists them"),
        (["new", "Repiars"], "did you mean `Repairs`?"),
        (
            ["catchup", "--since", "2022-01-01", "--base-url", "https://w.example/", "--team", "books"],
            "hint: the site's teams: `Repairs`",
        ),
        (["digest", "--slack", "--teams"], "use either `--slack` or `--teams`, not both"),
        (["digest", "--text", "--html", "--eml"], "use only one of `--eml`, `--html` and `--text`"),
        (["digest", "2022-W03", "--last-week"], "use either WEEK or `--last-week`, not both"),
        (["catchup", "--since", "2022-01-01", "--eml", "--html"], "use either `--html` or `--eml`, not both"),
        (["check", "--fix", "--diff"], "use either `--diff` or `--fix`, not both"),
        (["check", "--diff", "--format", "text"], "use either `--diff` or `--format`, not both"),
        (["check", "--unsafe-fixes"], "use `--unsafe-fixes` with `--fix` or `--diff`"),
        (["new", "Repairs", "--translation-of", "x.md"], "use either TEAM or `--translation-of`, not both"),
        (["new", "--date", "2022-01-28", "--translation-of", "x.md"], "use either `--date` or `--translation-of`"),
        (["check", "2022-01-21.md"], "`2022-01-21.md` does not exist; did you mean `notes/repairs/2022-01-21.md`?"),
        (["explain", "repairs/2022-01-21"], "did you mean `notes/repairs/2022-01-21.md`?"),
        (["check", "a.md", "2022-01-28.md"], "`a.md` and `2022-01-28.md` do not exist\n"),
        (["build", "--root", "site"], "`--root` must be before the command: `weeknotes --root DIR build`"),
        (["theme", "copy", "--root", "site"], "`weeknotes --root DIR theme copy`"),
        (["import", "https://old.example/feed"], "save the page or export as a file and import that"),
        (["import", ".", "--team", "2024"], "`2024` cannot be a team"),
        (["import", ".", "--team", ""], "has no letter or digit for the name of the team's folder"),
        (["new", "Housing", "Repiars"], "`Housing Repiars` is not the name of a team"),
        (["new", "Repairs", "--date", "2022-W04"], "`2022-W04` is not a date; write it as 2026-11-23"),
        (["catchup", "--since", "20220121"], "`20220121` is not a date; write it as 2022-01-21"),
        (["new", "Repairs", "--date", "27/11/2026"], "`27/11/2026` is not a date; write it as 2026-11-27"),
        (["new", "Repairs", "--date", "3.4.2026"], "`3.4.2026` is not a date; write it as 2026-04-03 or 2026-03-04"),
        (["digest", "w45 2026"], "write it as 2026-W45"),
        (["digest", "--week", "2026-W45"], "write it without `--week`: `weeknotes digest WEEK`"),
        (["new", "--team=Repairs"], "write it without `--team`: `weeknotes new TEAM`"),
        (["new"], "give a TEAM, or a note with `--translation-of FILE`"),
    ],
)
def test_a_mistyped_command_or_option_gets_a_suggestion(
    arguments: list[str], said: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_site({"notes/repairs/2022-01-21.md": GOOD}))
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code in (1, 2)
    assert said in result.output


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["build", "--keep-gong"], ["--keep-going"]),
        (["check", "--format", "githb"], ["--format", "text", "github", "gitlab", "azure", "markdown", "json"]),
        (["catchup"], ["--since"]),
    ],
)
def test_an_invalid_value_is_reported_with_the_valid_ones(
    arguments: list[str], named: list[str], make_site: MakeSite
) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    result = weeknotes(root, *arguments)
    assert result.exit_code == 2
    assert [name for name in named if name not in result.stderr] == []


def test_options_that_exclude_each_other_do_not_hide_the_help(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    result = weeknotes(root, "digest", "--slack", "--teams", "--help")
    assert result.exit_code == 0
    same_twice = ["digest", "--text", "--text", "--base-url", "https://weeknotes.example/"]
    assert weeknotes(root, *same_twice).exit_code == 0


@pytest.mark.parametrize(
    ("environment", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colour_is_for_terminals(
    environment: dict[str, str], terminal: bool, coloured: bool, make_site: MakeSite
) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": BAD})
    said = run(["--root", str(root), "check"], environment, terminal=terminal)
    assert "error[ambiguous-date]" in said.replace("\x1b[31m", "").replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert ("\x1b[" in said) is coloured


def test_a_long_run_shows_its_progress_and_clears_it(make_site: MakeSite) -> None:
    root = make_site({f"notes/repairs/{number}.md": GOOD for number in range(3)})
    code = "import weeknotes_site.cli.progress as p; p.AFTER = p._PAUSE = -1; "
    said = run(["--root", str(root), "build"], {"NO_COLOR": "1"}, terminal=True, before=code)
    assert "\rReading [######--------------] 1 of 3 notes" in said
    assert "\rReading [####################] 3 of 3 notes" in said
    assert "\rRendering [" in said
    assert said.rpartition("\r\x20")[2].strip(" \r").startswith("weeknotes.toml: warning[no-base-url]")


@pytest.mark.parametrize(("arguments", "terminal"), [((), False), (("--quiet",), True)])
def test_pipes_and_quiet_runs_never_see_progress(
    arguments: tuple[str, ...], terminal: bool, make_site: MakeSite
) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    code = "import weeknotes_site.cli.progress as p; p.AFTER = p._PAUSE = -1; "
    assert "Reading" not in run(["--root", str(root), "build", *arguments], {}, terminal=terminal, before=code)


def test_a_short_run_shows_no_progress(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    code = "import weeknotes_site.cli.progress as p; p.AFTER = 3600; "  # short beside an hour, on any machine
    assert "\r" not in run(["--root", str(root), "check"], {}, terminal=True, before=code).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("weeknotes s", {"schema", "serve"}),
        ("weeknotes build --keep", {"--keep-going"}),
        ("weeknotes new ", {"data-platform", "repairs"}),
        ("weeknotes --root {root} new ", {"data-platform", "repairs"}),
        ("weeknotes --root {root} new da", {"data-platform"}),
        ("weeknotes --root {root} new Da", {"data-platform"}),
        ("weeknotes --root {root} new Wa", {"Waste"}),
        ("weeknotes --root {root} new wa", {"Waste"}),
        ("weeknotes --root {root}/nowhere new ", set()),
    ],
)
def test_shells_complete_commands_options_and_teams(words: str, offered: set[str], make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/data-platform/2022-01-21.md": "no note at all",
            "notes/repairs/2022-01-21.md": GOOD,
            "notes/Waste/2022-01-21.md": GOOD,
            "notes/2021/2021-01-22.md": GOOD,
            "notes/.drafts/x.md": GOOD,
            "notes/loose.md": GOOD,
        }
    )
    words = words.format(root=root)
    environment = {
        **os.environ,
        "_WEEKNOTES_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    command = [sys.executable, "-c", "from weeknotes_site.cli import main; main(prog_name='weeknotes')"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} >= offered
    if not offered:
        assert not done.stdout.strip()


def test_completing_a_team_reads_no_note(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    code = (
        "import sys, click\n"
        "from weeknotes_site.cli import main\n"
        "from weeknotes_site.cli.options import complete_team\n"
        f"ctx = click.Context(main); ctx.params['root'] = {str(root)!r}\n"
        "print([one.value for one in complete_team(ctx, None, '')], 'markdown_it' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['repairs'] False\n"


@pytest.mark.parametrize(("arguments", "code"), [(["schema"], 0), (["check"], 1), (["bild"], 2)])
def test_a_process_ends_with_all_its_output_and_its_exit_code(
    arguments: list[str], code: int, make_site: MakeSite
) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": BAD})
    inside = weeknotes(root, *arguments)
    command = [sys.executable, "-m", "weeknotes_site", "--root", str(root), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == (inside.stdout, inside.exit_code)
    assert done.returncode == code
    assert bool(done.stdout) == (code < 2)


def run(arguments: list[str], environment: dict[str, str], *, terminal: bool, before: str = "") -> str:
    """Run a command with its output on a terminal or in a pipe, and return it."""
    code = f"{before}from weeknotes_site.cli import main; main({arguments!r}, prog_name='weeknotes')"
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    command, env = [sys.executable, "-c", code], {**clean, "TERM": "xterm", **environment}
    if not terminal:
        done = subprocess.run(
            command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        return done.stdout
    controller, end = pty.openpty()
    with subprocess.Popen(command, env=env, stdout=end, stderr=end, stdin=subprocess.DEVNULL):
        os.close(end)
        said = b""
        while chunk := _read(controller):
            said += chunk
    os.close(controller)
    return said.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # on Linux the end of a terminal is an error
        return b""


def test_the_pre_commit_hooks_name_an_existing_command() -> None:
    import yaml

    hooks = yaml.safe_load((Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["weeknotes-check", "weeknotes-fix"]
    for hook in hooks:
        assert hook.keys() >= {"id", "name", "entry", "language", "files"}
        program, command, *arguments = hook["entry"].split()
        assert program == "weeknotes"
        assert command in COMMANDS
        assert CliRunner().invoke(main, [command, *arguments, "--help"]).exit_code == 0


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("check", 4),
        ("check --diff", 1),
        ("build --no-search", 1),
        ("digest 2022-W04", 1),
        ("biuld", 1),
        ("theme copy x", 1),
    ],
)
def test_a_command_in_a_message_can_be_copied(
    typed: str, count: int, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    covering = (
        GOOD.replace("date: 2022-01-21", "date: 2022-02-04\nweek: [2022-W04, 2022-W05]") + "\n##Lifts\n\nThey stop.\n"
    )
    files = {"notes/repairs/2022-02-04.md": covering, "notes/repairs/2022-01-28.docx": "", "templates/a.html": ""}
    many = {f"notes/repairs/{day}.md": GOOD.replace("---\n", "---\nmood: calm\n", 1) for day in range(11)}
    root = make_site({**files, **many, "weeknotes.toml": 'base_url = "https://w.example/"\n'})
    root = root.rename(root.with_name("our site"))
    monkeypatch.chdir(root.parent)
    said = CliRunner().invoke(main, ["--root", root.name, *typed.split()]).output
    commands = [shlex.split(command) for command in re.findall(r"`weeknotes ([^`]+)`", said)]
    assert len(commands) == count, said
    for words in commands:
        assert words[:2] == ["--root", "our site"]
        assert "Usage:" not in CliRunner().invoke(main, words, catch_exceptions=False).output
