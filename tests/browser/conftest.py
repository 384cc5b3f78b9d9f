"""Served sites for all browser tests: the examples, one that strains layouts, and one with all branding settings."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bilingual import SETTINGS, make_notes
from browser.branding import write_branding_site
from browser.served import EVERYTHING, ServedSite, serve_site
from browser.stress import write_stress_site
from folders import write_files


@pytest.fixture(autouse=True)
def letters_in_their_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for fonts before measuring a page: on a busy machine they arrive after it."""
    try:
        from playwright.sync_api import Page
    except ImportError:
        return  # the tests that need a browser say so
    goto = Page.goto

    def go(page: Any, *arguments: Any, **options: Any) -> Any:
        response = goto(page, *arguments, **options)
        page.evaluate("document.fonts.ready.then(() => true)")
        return response

    monkeypatch.setattr(Page, "goto", go)


@pytest.fixture(scope="session")
def examples(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """Serve the example site."""
    with serve_site(example_site, tmp_path_factory.mktemp("examples")) as site:
        yield site


@pytest.fixture(scope="session")
def stress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """Serve the site that strains layouts."""
    root = write_stress_site(tmp_path_factory.mktemp("stress-notes"))
    with serve_site(root, tmp_path_factory.mktemp("stress")) as site:
        yield site


@pytest.fixture(scope="session")
def branding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """Serve the site with all branding settings."""
    root = write_branding_site(tmp_path_factory.mktemp("branding-notes"))
    with serve_site(root, tmp_path_factory.mktemp("branding")) as site:
        yield site


def _in_language(tag: str) -> Any:
    @pytest.fixture(scope="session", name=f"in_{tag}")
    def serve(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
        root = shutil.copytree(example_site, tmp_path_factory.mktemp(f"notes-{tag}") / "site")
        config = root / "weeknotes.toml"
        config.write_text(f'language = "{tag}"\n{config.read_text("utf-8")}', "utf-8")
        with serve_site(root, tmp_path_factory.mktemp(f"site-{tag}")) as site:
            yield site

    return serve


in_cy, in_fr, in_de, in_ar = map(_in_language, ("cy", "fr", "de", "ar"))
LANGUAGES = [pytest.param(f"in_{tag}", marks=pytest.mark.slow) for tag in ("cy", "fr", "de", "ar")]
"""The example site in each language."""


@pytest.fixture(scope="session")
def in_three_languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """Serve a site in English, Welsh and Arabic, with notes in two of them."""
    root = tmp_path_factory.mktemp("notes-in-three-languages")
    write_files(root, {**make_notes(), "weeknotes.toml": SETTINGS.replace('"cy"]', '"cy", "ar"]')})
    with serve_site(root, tmp_path_factory.mktemp("in-three-languages")) as site:
        yield site


SEVERAL = pytest.param("in_three_languages", marks=pytest.mark.slow)


@pytest.fixture(scope="session", params=["examples", "stress", "branding", *LANGUAGES, SEVERAL])
def site(request: pytest.FixtureRequest) -> ServedSite:
    """Return each of the sites in turn."""
    served: ServedSite = request.getfixturevalue(request.param)
    return served


@pytest.fixture(scope="session")
def urls(site: ServedSite) -> list[str]:
    """Return the largest page of each kind; every page if `WEEKNOTES_FULL` is set."""
    return site.pages if EVERYTHING else site.sample
