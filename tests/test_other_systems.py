"""What must hold on Windows and macOS, as far as Linux can check."""

import ast
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest
from click.testing import CliRunner

from commands import weeknotes
from conftest import NEEDS_UNIX, MakeSite
from weeknotes_site.cli import main

ROOT = Path(__file__).parents[1]
WELSH = "---\ntitle: Y tŷ a’r dŵr 水\ndate: 2022-01-21\nauthor: Siân Ŵyn\nnumber: tŵ\n---\n\nMae’r tŷ yn gynnes.\n"
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')
RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.I)
ONLY_ON_UNIX = re.compile(r"^import pty|os\.(?:fork|geteuid|mkfifo)\(|SIGKILL|#!/bin/sh|\"bash\"|/bin/pip", re.M)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
@pytest.mark.parametrize("arguments", [("check",), ("check", "--format", "json"), ("check", "--format", "gitlab")])
def test_every_character_is_printed_wherever_output_goes(
    arguments: tuple[str, ...], encoding: str, make_site: MakeSite
) -> None:
    root = make_site({"notes/tai/2022-01-21.md": WELSH.encode(), "notes/tai/_team.md": "---\nname: Tŷ\n---\n".encode()})
    command = [sys.executable, "-m", "weeknotes_site", "--root", str(root), *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}  # as a pipe on Windows is
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert "tŵ" in done.stdout.decode("utf-8")


def test_the_paths_of_a_site_are_valid_on_windows(example_site: Path, tmp_path: Path) -> None:
    arguments = ["--root", str(example_site), "build", "-o", str(tmp_path / "site")]
    assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
    paths = [path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")]
    assert len(paths) > 100
    assert len({path.casefold() for path in paths}) == len(paths)
    for path in paths:
        assert PureWindowsPath(path).as_posix() == path
        assert max(map(len, path.split("/"))) <= 120
        for part in path.split("/"):
            assert not FORBIDDEN.search(part), path
            assert not RESERVED.fullmatch(part), path


@pytest.mark.parametrize("name", ["con", "aux", "com1", "nul"])
def test_a_note_with_a_name_invalid_on_windows_is_an_error_everywhere(name: str, make_site: MakeSite) -> None:
    note = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
    root = make_site({f"notes/repairs/{name}.md": note})
    result = weeknotes(root, "check")
    assert result.exit_code == 1
    assert "error[reserved-slug]" in result.output


def test_line_ends_and_byte_order_marks_of_windows_editors_change_nothing(make_site: MakeSite, tmp_path: Path) -> None:
    note = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler\nis warm.\n\n- one\n- two\n"
    built: list[dict[str, bytes]] = []
    for raw in (note.encode(), b"\xef\xbb\xbf" + note.replace("\n", "\r\n").encode()):
        root = make_site({"notes/repairs/2022-01-21.md": raw})
        output = tmp_path / f"site{len(built)}"
        result = weeknotes(root, "build", "--no-search", "-o", str(output))
        assert result.exit_code == 0, result.output
        built.append({path.name: path.read_bytes() for path in output.rglob("*.html")})
    assert built[0] == built[1]


def test_no_path_is_written_with_the_systems_own_separator() -> None:
    """A path that readers, caches or forges see goes by `/`."""
    assert [where for path in sorted((ROOT / "src").rglob("*.py")) for where in _native_paths(path)] == []


def _native_paths(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str" and node.args
        if is_call and isinstance(node, ast.Call) and "relative_to(" in ast.unparse(node.args[0]):
            yield f"{path.name}:{node.lineno}"


def test_text_is_read_and_written_as_utf8_whatever_the_system_prefers() -> None:
    assert [where for path in sorted((ROOT / "src").rglob("*.py")) for where in _text_without_encoding(path)] == []


def _text_without_encoding(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and not _names_encoding(node):
            yield f"{path.name}:{node.lineno}: {ast.unparse(node)[:80]}"


def _names_encoding(call: ast.Call) -> bool:
    """Return whether a call that reads or writes text names its encoding; other calls do."""
    keywords = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
    if "encoding" in keywords or ast.unparse(call) == "image.open()":  # Mammoth's pictures, which are bytes
        return True
    if isinstance(call.func, ast.Attribute) and call.func.attr in ("read_text", "write_text"):
        return len(call.args) > (call.func.attr == "write_text")
    if keywords.get("text") == "True" or "universal_newlines" in keywords:
        return False
    is_open = ast.unparse(call.func) in ("open", "os.fdopen")
    if is_open or (isinstance(call.func, ast.Attribute) and call.func.attr == "open"):
        modes = [str(value.value) for value in call.args if isinstance(value, ast.Constant)]
        return any("b" in mode for mode in modes) or (not is_open and bool(call.args) and not modes)
    return True


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("open(path)", False),
        ("open(path, 'w')", False),
        ("open(path, 'rb')", True),
        ("path.open()", False),
        ("path.open('x')", False),
        ("path.open('x', encoding='utf-8')", True),
        ("archive.open(name)", True),
        ("path.read_text()", False),
        ("path.read_text('utf-8')", True),
        ("path.write_text(text)", False),
        ("path.write_text(text, 'utf-8')", True),
        ("subprocess.run(command, text=True)", False),
        ("subprocess.run(command)", True),
    ],
)
def test_calls_without_an_encoding_are_found(code: str, names: bool) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert _names_encoding(call) == names


def test_a_corrupt_cache_that_cannot_be_deleted_is_ignored(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows another build may have the file open, and the folder may be read-only anywhere."""
    root = make_site(
        {"notes/repairs/2022-01-21.md": "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"}
    )
    cache = root / ".weeknotes-cache/notes.sqlite"
    cache.parent.mkdir()
    cache.write_bytes(b"no database " * 1000)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == cache:
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    result = weeknotes(root, "build")
    assert result.exit_code == 0, result.output
    assert "is corrupt" in result.output
    assert (root / "_site/teams/repairs/2022-01-21.html").is_file()


def test_tests_that_need_unix_are_listed() -> None:
    tests = ROOT / "tests"
    found = {
        path.relative_to(tests).as_posix()
        for path in tests.rglob("test_*.py")
        if ONLY_ON_UNIX.search(path.read_text("utf-8"))
    }
    assert found - set(NEEDS_UNIX) == {"test_other_systems.py"}  # which only names them
    assert [name for name in NEEDS_UNIX if not (tests / name).is_file()] == []


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes both names for one")
def test_folders_that_differ_only_in_normalisation_are_reported(make_site: MakeSite) -> None:
    note = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
    composed, decomposed = (unicodedata.normalize(form, "tŷ-dŵr") for form in ("NFC", "NFD"))
    root = make_site({f"notes/{composed}/2022-01-21.md": note, f"notes/{decomposed}/2022-01-28.md": note})
    said = weeknotes(root, "check").output
    assert "error[two-folders-one-team]" in said
    assert "their accents are stored differently; move the notes of both to `notes/ty-dwr/`" in said
    (root / "notes/ty-dwr").mkdir()
    for folder in (composed, decomposed):
        for path in (root / "notes" / folder).iterdir():
            path.rename(root / "notes/ty-dwr" / path.name)
        (root / "notes" / folder).rmdir()
    assert "error[" not in weeknotes(root, "check").output
    for name in (composed, decomposed):
        (root / f"notes/ty-dwr/{name}.md").write_text(note, "utf-8")
    said = weeknotes(root, "check").output
    assert said.count("the accents in the names are stored differently; delete one of the files") == 2


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there both names are one folder")
def test_a_folder_that_would_be_notes_on_other_systems_is_reported(make_site: MakeSite) -> None:
    note = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
    root = make_site({"notes/repairs/2022-01-21.md": note, "Notes/tai/2022-01-21.md": note})
    said = weeknotes(root, "check").output
    assert "Notes: warning[misnamed-file]: this folder is ignored: only `notes/` is read" in said
    shutil.rmtree(root / "notes")
    said = weeknotes(root, "check").output
    assert "error[no-notes-folder]" in said
    assert "hint: rename `Notes/` to `notes/`" in said
    (root / "Notes").rename(root / "notes")
    assert weeknotes(root, "check").exit_code == 0


def test_another_name_of_the_notes_folder_is_not_reported(make_site: MakeSite) -> None:
    root = make_site(
        {"notes/repairs/2022-01-21.md": "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"}
    )
    if not (root / "Notes").exists():  # as on Windows and macOS
        try:
            (root / "Notes").symlink_to("notes", target_is_directory=True)
        except OSError:
            pytest.skip("no symbolic links here")
    said = weeknotes(root, "check").output
    assert "misnamed-file" not in said
