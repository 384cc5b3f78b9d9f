"""Every link in the output resolves, at any base path."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
from click.testing import CliRunner

from weeknotes_site.cli import main

BASES = ["https://weeknotes.example/", "https://weeknotes.example/some/path/"]


def build(root: Path, output: Path, base_url: str) -> None:
    arguments = ["--root", str(root), "build", "--base-url", base_url, "--as-of", "2026-11-23", "-o", str(output)]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output


def addresses(page: Path) -> tuple[list[str], set[str]]:
    """Return a page's addresses and its ids."""
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    found = [element.get(name) for element in tree.iter() for name in ("href", "src", "action") if element.get(name)]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), f"{page} has an id twice"
    return found, set(ids)


def broken(output: Path, base_url: str) -> Iterator[str]:
    pages = {path.relative_to(output).as_posix(): addresses(path) for path in output.rglob("*.html")}
    for page, (links, _) in pages.items():
        for link in links:
            if not urljoin(base_url + page, link).startswith(base_url):
                continue
            target, _, fragment = urljoin(base_url + page, link).removeprefix(base_url).partition("#")
            fragment = fragment.partition(":~:")[0]  # a text directive is no part of an id
            path = unquote(urlsplit(target).path)
            path = posixpath.join(path, "index.html") if path.endswith("/") or not path else path
            if not (output / path).is_file():
                yield f"{page}: {link}"
            elif fragment and unquote(fragment) not in pages[path][1]:
                yield f"{page}: {link} (no such fragment)"


@pytest.mark.parametrize("base_url", BASES)
def test_every_link_in_the_examples_resolves(base_url: str, example_site: Path, tmp_path: Path) -> None:
    build(example_site, tmp_path / "site", base_url)
    assert list(broken(tmp_path / "site", base_url)) == []


@pytest.mark.parametrize("base_url", BASES)
def test_every_link_in_the_real_notes_resolves(base_url: str, real_notes: Path, tmp_path: Path) -> None:
    build(real_notes, tmp_path / "site", base_url)
    assert list(broken(tmp_path / "site", base_url)) == []


def test_only_the_404_page_depends_on_the_base_path(example_site: Path, tmp_path: Path) -> None:
    """All other links are relative, so they work at any path and from disk."""
    build(example_site, tmp_path / "site", BASES[1])
    for page in (tmp_path / "site").rglob("*.html"):
        links = [link for link in addresses(page)[0] if not link.startswith(("https://", "http://", "mailto:"))]
        absolute = [link for link in links if link.startswith("/")]
        if page.name == "404.html":
            assert all(link.startswith(("/some/path/", "#")) for link in links)
        else:
            assert absolute == [], page
