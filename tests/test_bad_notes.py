"""Every kind of mistake gets its message, at its place, with what to type instead.

The cases are in `tests/cases/*.txt`: a title after `%%`, files after `===`, then a command and what it prints. `pytest
--update` fills in the last part; read it before you believe it. After a file's name, `escaped` lets it hold `\\x00` and
`\\r`, `times N` repeats its last line, an encoding's name writes it in that encoding, and `link TARGET` makes a link.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from weeknotes_site.cli import main
from weeknotes_site.codes import NEVER_WARNINGS

CASES = Path(__file__).parent / "cases"
AS_OF = "2022-03-01"


@dataclass(frozen=True)
class Case:
    """A tree of files and the expected output."""

    source: Path
    title: str
    files: tuple[tuple[str, str, str], ...]
    """Each file's path, the words after it, and its text."""
    command: str
    expected: str


def read_cases() -> Iterator[Case]:
    for source in sorted(CASES.glob("*.txt")):
        for part in re.split(r"^%% ", source.read_text("utf-8"), flags=re.M)[1:]:
            title, _, rest = part.partition("\n")
            *files, expected = re.split(r"^=== (?=\S)", rest, flags=re.M)[1:]
            command, _, said = expected.partition("\n")
            yield Case(source, title, tuple(_read_file(file) for file in files), command, said.strip("\n"))


def _read_file(part: str) -> tuple[str, str, str]:
    head, _, text = part.partition("\n")
    path, *how = shlex.split(head)
    return path, " ".join(how), text


def write_tree(case: Case, root: Path) -> None:
    for name, how, text in case.files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if how.startswith("link "):
            path.symlink_to(how.removeprefix("link "))
        elif how.startswith("times "):
            *before, last = text.splitlines(keepends=True)
            path.write_text("".join(before) + last * int(how.removeprefix("times ")), "utf-8")
        elif how == "escaped":
            path.write_bytes(text.encode().decode("unicode_escape").encode("latin-1"))
        else:
            path.write_text(text, encoding=how or "utf-8", newline="")


@pytest.mark.parametrize("case", tuple(read_cases()), ids=lambda case: f"{case.source.stem}: {case.title}")
def test_a_mistake_is_explained(
    case: Case, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "site"
    root.mkdir()
    write_tree(case, root)
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, [*shlex.split(case.command), "--as-of", AS_OF])
    said = result.output.replace(str(root.resolve()), "SITE").strip("\n")
    said = re.sub(r"\d+ written.*\nBuilt .*", "…", said)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    if request.config.getoption("--update"):
        _update(case, said)
    else:
        assert said == case.expected
    stops = ("error[" in said) or ("Error: " in said) or ("--strict" in case.command and "warning[" in said)
    assert stops == (result.exit_code != 0) or "--keep-going" in case.command


def test_a_code_that_is_always_an_error_cannot_be_ignored() -> None:
    shown = {match for case in read_cases() for match in re.findall(r": (error|warning)\[([a-z-]+)\]", case.expected)}
    errors, warnings = ({code for how, code in shown if how == one} for one in ("error", "warning"))
    of_files = {"file-name", "folders-too-deep", "linked-folder", "unreadable"}  # warnings if nothing links to the file
    assert errors - warnings <= NEVER_WARNINGS | of_files | {"glossary-entry", "reserved-slug", "note-exists"}
    assert not warnings & NEVER_WARNINGS


def _update(case: Case, said: str) -> None:
    text = case.source.read_text("utf-8")
    before, title, after = text.partition(f"%% {case.title}\n")
    files, mark, rest = after.partition(f"\n=== {case.command}\n")
    others = rest[rest.index("%% ") :] if "%% " in rest else ""
    case.source.write_text(f"{before}{title}{files}{mark}{said}\n" + ("\n" + others if others else ""), "utf-8")
