"""Fixtures for all tests: a site from an inline tree, a browser, and a flag to update expected texts."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from browser.tools import find_chromium, missing
from folders import write_files
from sharing import group_of
from weeknotes_site.cache import CACHE, Cache
from weeknotes_site.pipeline import Options

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXAMPLE_SITE = Path(__file__).parent / "example_site"
"""For tests alone: people extend, replace and delete the notes at the top of their clone. Build copies of it only."""
REAL_NOTES = Path(__file__).parents[2] / "shared" / "real-notes"

NEEDS_UNIX = (
    *("hosting/test_servers.py", "hosting/test_container.py", "hostile/test_paths.py", "hostile/test_reproducible.py"),
    *("caching/test_edits.py", "importer/test_word_templates.py"),
    *("new_site/test_announcing.py", "new_site/test_pipelines.py", "preview/test_search.py", "search/test_index.py"),
    *("publish/test_publish_crashes.py", "publish/test_publish_full_disk.py", "publish/test_publish_lock.py"),
    *(
        "publish/test_publish_changes.py",
        "publish/test_odd_outputs.py",
        "test_cli.py",
        "test_init.py",
        "test_new.py",
        "test_packaging.py",
    ),
    *("test_planted_cache.py", "test_project_files.py", "caching/test_cache.py", "caching/test_parallel.py"),
    *("content/test_file_names.py", "importer/test_import.py", "test_lost_output.py", "test_environment.py"),
)
"""Tests that fork, send signals, run shells, look at modes or type on a terminal."""
collect_ignore = NEEDS_UNIX if sys.platform == "win32" else ()

# Hypothesis fails tests that are slow by the clock, and a busy machine is slow. Each run tries the same examples, so
# that a change is never blamed for what an older one did; the long proofs try new ones.
hypothesis.settings.register_profile(
    "any machine",
    deadline=None,
    derandomize="WEEKNOTES_FULL" not in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("any machine")

MakeSite = Callable[[Mapping[str, str | bytes]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite expected texts with what comes out; then review them"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update") and getattr(config.option, "numprocesses", None):
        raise pytest.UsageError("--update writes files that several tests share; run it without -n")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let `--dist loadscope` group tests by what they share instead of by module."""
    if config.getoption("dist") != "loadscope":
        return None
    from xdist.scheduler import LoadScopeScheduling

    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = group_of
    return scheduler


def pytest_report_header() -> str:
    return f"not run, as Windows is no Unix: {', '.join(NEEDS_UNIX)}" if sys.platform == "win32" else ""


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Write files into a new folder and return it."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        write_files(tmp_path / "site", files)
        return tmp_path / "site"

    return make


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example site, for all tests that leave its files alone: builds leave a cache in it."""
    return shutil.copytree(EXAMPLE_SITE, tmp_path_factory.mktemp("examples") / "site")


@pytest.fixture(scope="session")
def real_notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the real weeknotes, which are not part of the project: builds leave a cache beside notes."""
    if not REAL_NOTES.is_dir():
        pytest.skip("the real weeknotes are not beside this checkout")
    folder = tmp_path_factory.mktemp("real-notes")
    shutil.copytree(REAL_NOTES / "notes", folder / "notes")
    return folder


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Start Chromium: one for all tests, as Playwright cannot run twice in a process."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright", "pip install playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


def site_options(*, root: Path, as_of: date, **options: Any) -> Options:
    """Return the options of a run over the site in a folder, with the cache that commands use there."""
    notify = options.pop("notify", lambda _: None)
    return Options(root=root, as_of=as_of, cache=Cache(root / CACHE, notify), **options)
