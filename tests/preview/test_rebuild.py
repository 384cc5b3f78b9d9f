"""Rebuilds of the preview."""

import os
from datetime import date
from pathlib import Path

import pytest

from conftest import MakeSite
from weeknotes_site.cache import Cache
from weeknotes_site.pipeline import Options, build
from weeknotes_site.preview.rebuild import Rebuild, rebuild

NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"


def test_a_rebuild_does_not_wait_for_the_disk(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[str] = []
    monkeypatch.setattr(os, "sync", lambda: waited.append("sync"), raising=False)
    monkeypatch.setattr(os, "fsync", lambda _: waited.append("fsync"))
    root = make_site({"notes/repairs/2022-01-21.md": NOTE})
    options = Options(root=root, as_of=date(2022, 1, 25), cache=Cache(None))
    done = rebuild(options, tmp_path / "preview", Rebuild())
    assert done.changed
    assert waited == []
    build(options, tmp_path / "out", None)
    assert waited
