"""Compiled templates are kept next to installed libraries if possible, and never in a site's folder."""

import sys
from pathlib import Path

import jinja2
import pytest

from commands import weeknotes
from conftest import MakeSite
from weeknotes_site.render import compiled, templates
from weeknotes_site.render.theme import default_theme

NOTE = {"notes/repairs/2022-01-21.md": "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nWarm.\n"}
PAGE = Path("_site/teams/repairs/2022-01-21.html")


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands for that of the installed libraries; at first, nothing is compiled."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled, "FOLDER", tmp_path / "installed")
    return tmp_path / "installed"


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of templates as they are compiled from now on."""
    names: list[str] = []
    compile_source = jinja2.Environment.compile

    def compile_and_note(self: jinja2.Environment, source: str, name: str | None, file: str | None) -> object:
        names.append(name or "")
        return compile_source(self, source, name, file)

    monkeypatch.setattr(jinja2.Environment, "compile", compile_and_note)
    return names


def build(root: Path) -> str:
    """Build a site in a process that has not opened a theme yet; return the page of its note."""
    templates._open_theme.cache_clear()
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    return (root / PAGE).read_text("utf-8")


def build_anew(root: Path) -> str:
    (root / PAGE).unlink()
    return build(root)


def test_a_template_is_compiled_once(make_site: MakeSite, sources: list[str]) -> None:
    root = make_site(NOTE)
    page = build(root)
    assert "note.html" in sources
    sources.clear()
    assert build_anew(root) == page
    assert sources == []


def test_a_compiled_template_serves_all_languages(make_site: MakeSite, sources: list[str]) -> None:
    root = make_site(NOTE)
    english = build(root)
    sources.clear()
    (root / "weeknotes.toml").write_text('language = "de"\n')
    assert build(root) != english
    assert sources == []
    (root / "weeknotes.toml").unlink()
    assert build(root) == english


def test_no_language_is_compiled_into_a_template() -> None:
    """Filters with constant arguments are: `{{ 12000 | number }}` would be."""
    english, *others = (templates.Theme((default_theme(),), tag).environment for tag in ("en", "de", "ar"))
    assert english.loader
    for name in english.list_templates():
        source, _, _ = english.loader.get_source(english, name)
        code = english.compile(source, name, raw=True)
        assert {other.compile(source, name, raw=True) for other in others} == {code}, name


def test_a_new_version_recompiles_all_templates(
    make_site: MakeSite, sources: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(NOTE)
    build(root)
    sources.clear()
    monkeypatch.setattr(compiled, "versions", lambda: b"another version")
    build_anew(root)
    assert "note.html" in sources


@pytest.mark.parametrize("damage", [b"", b"x", b"half"])
def test_a_damaged_compiled_template_is_replaced(make_site: MakeSite, kept: Path, damage: bytes) -> None:
    root = make_site(NOTE)
    page = build(root)
    for file in kept.iterdir():
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2] if damage == b"half" else damage)
    assert build_anew(root) == page


def test_compiled_templates_of_a_site_are_not_kept(make_site: MakeSite, sources: list[str]) -> None:
    root = make_site(NOTE | {"templates/note.html": "Ours."})
    assert build(root) == "Ours."
    assert build_anew(root) == "Ours."
    assert sources.count("note.html") == 2


def test_no_code_is_kept_in_the_folder_of_the_site(make_site: MakeSite, kept: Path) -> None:
    root = make_site(NOTE)
    build(root)
    marks = (b"def root(context", jinja2.bccache.bc_magic, b"debug_info")
    files = [path for path in root.rglob("*") if path.is_file()]
    assert any(mark in path.read_bytes() for path in kept.iterdir() for mark in marks)
    assert not [path for path in files if any(mark in path.read_bytes() for mark in marks)]


def test_a_read_only_installation_can_build(make_site: MakeSite, kept: Path) -> None:
    kept.write_text("not a folder")
    build(make_site(NOTE))
    assert kept.read_text() == "not a folder"


def test_no_compiled_template_is_kept_if_python_keeps_no_bytecode(
    make_site: MakeSite, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    build(make_site(NOTE))
    assert not kept.exists()
