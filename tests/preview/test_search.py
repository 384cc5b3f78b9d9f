"""The preview has search, and its index follows saved notes."""

import json
import os
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from conftest import MakeSite
from preview.running import eventually, serving

pytestmark = pytest.mark.slow

NOTE = "---\ndate: 2022-01-{day}\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"


def indexed(address: str) -> int:
    """Return how many notes of the year the index has."""
    try:
        with urlopen(f"{address}search/2022/pagefind-entry.json") as answer:
            return int(json.load(answer)["languages"]["en"]["page_count"])
    except HTTPError:
        return 0


def test_the_index_follows_saved_notes(tmp_path: Path) -> None:
    pytest.importorskip("pagefind_bin", reason="pip install pagefind[bin]")
    root = tmp_path / "site"
    folder = root / "notes/repairs"
    folder.mkdir(parents=True)
    (folder / "2022-01-21.md").write_text(NOTE.format(day=21), "utf-8")
    with serving(root, tmp_path / "log.txt") as preview:
        eventually(lambda: indexed(preview.address) == 1)
        (folder / "2022-01-28.md").write_text(NOTE.format(day=28), "utf-8")
        eventually(lambda: indexed(preview.address) == 2)
        with urlopen(f"{preview.address}search.html") as page:
            assert b"wasm-unsafe-eval" in page.read()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for Pagefind")
def test_closing_the_preview_stops_indexing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_site: MakeSite
) -> None:
    program, started = tmp_path / "pagefind", tmp_path / "started"
    program.write_text(
        f'#!/bin/sh\nif [ "$1" = --version ]; then echo pagefind 1; else echo $$ > {started}; exec sleep 600; fi\n'
    )
    program.chmod(0o755)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/pagefind_bin.py").write_text(f"def get_executable(): return {str(program)!r}\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "bin"))
    root = make_site({"notes/repairs/2022-01-21.md": NOTE.format(day=21)})
    with serving(root, tmp_path / "log.txt") as preview:
        eventually(lambda: started.exists() and started.read_text().endswith("\n"))
        preview.stop()
    eventually(lambda: not is_running(int(started.read_text())))


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_without_pagefind_it_says_once_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_site: MakeSite
) -> None:
    missing = tmp_path / "missing"
    missing.mkdir()
    (missing / "pagefind_bin.py").write_text("raise ImportError", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(missing))
    root = make_site({"notes/repairs/2022-01-21.md": NOTE.format(day=21)})
    with serving(root, tmp_path / "log.txt") as preview:
        assert preview.said().startswith(
            "The preview cannot be searched: Pagefind is not installed or cannot run; "
            "install `weeknotes-site[search]`\n"
        )
        make_site({"notes/repairs/2022-01-28.md": NOTE.format(day=28)})
        eventually(lambda: preview.said().count("Built in") == 2)
        assert preview.said().count("cannot be searched") == 1
