"""Decap CMS and Sveltia CMS accept the output of `weeknotes schema --cms`, and notes written there pass `check`."""

import base64
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from browser.tools import find_tool
from commands import weeknotes
from conftest import MakeSite

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CMS = {"decap": "decap-cms/dist/decap-cms.js", "sveltia": "@sveltia/cms/dist/sveltia-cms.js"}
PAGE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Write</title></head><body><script src='{}'></script>"
)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)
NOTE = "---\ndate: 2022-01-14\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
READ_FILES = """async () => {
    const found = {};
    const walk = async (tree, path) => {
        for (const [name, file] of Object.entries(tree)) {
            const here = path ? `${path}/${name}` : name;
            if (file.content === undefined) await walk(file, here);
            else if (typeof file.content === "string") found[here] = btoa(unescape(encodeURIComponent(file.content)));
            else found[here] = btoa(String.fromCharCode(...new Uint8Array(await file.content.fileObj.arrayBuffer())));
        }
    };
    await walk(window.repoFiles, "");
    return found;
}"""


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    team = "---\nname: Housing Repairs\n---\n"
    return make_site({"notes/housing-repairs/2022-01-14.md": NOTE, "notes/housing-repairs/_team.md": team})


@contextmanager
def open_cms(name: str, site: Path, folder: Path, browser: "Browser") -> "Iterator[Page]":
    """Set up a CMS as the docs say, and open the form for a new note."""
    script = find_tool(CMS[name])
    folder.mkdir()
    shutil.copy(script, folder)
    (folder / "index.html").write_text(PAGE.format(script.name), "utf-8")
    (folder / "config.yml").write_text(print_config(site), "utf-8")
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
        yield page
        page.close()
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def print_config(root: Path) -> str:
    result = weeknotes(root, "schema", "--cms")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_note_with_a_picture_from_decap_passes_check_unchanged(
    site: Path, tmp_path: Path, browser: "Browser"
) -> None:
    with open_cms("decap", site, tmp_path / "admin", browser) as page:
        page.get_by_role("button", name="Login").click()
        page.get_by_role("heading", name="Collections").or_(page.get_by_text("Collections")).first.wait_for()
        page.goto(f"{page.url.partition('#')[0]}#/collections/housing-repairs/new")
        write_note(page, tmp_path / "boiler.png")
        page.get_by_role("button", name="Publish").first.click()
        page.get_by_role("menuitem", name="Publish now").click()
        page.wait_for_function("Object.keys(window.repoFiles).length > 0")
        written = {name: base64.b64decode(content) for name, content in page.evaluate(READ_FILES).items()}
    assert sorted(written) == ["notes/housing-repairs/2022-01-21.md", "notes/housing-repairs/boiler.png"]
    print(written["notes/housing-repairs/2022-01-21.md"].decode())
    for name, content in written.items():
        (site / name).write_bytes(content)
    result = weeknotes(site, "check", "--strict")
    assert (result.exit_code, result.output) == (0, "2 notes, no problems found\n")
    assert weeknotes(site, "build", "--no-search").exit_code == 0
    built = (site / "_site/teams/housing-repairs/2022-01-21.html").read_text("utf-8")
    assert 'alt="A boiler"' in built
    assert "Warm: boilers" in built


def write_note(page: "Page", picture: Path) -> None:
    """Fill in the form, including a picture."""
    picture.write_bytes(PIXEL)
    page.locator("input[type=date]").fill("2022-01-21")
    page.get_by_label("Author").fill("Bo Ek and Ann Lee")
    page.get_by_label("Title").fill("Warm: boilers")
    page.get_by_label("Tags").fill("boilers, lifts")
    text = page.locator("[contenteditable=true]").last
    text.click()
    text.press_sequentially("The boiler is warm.")
    page.get_by_role("button", name="Add Component").click()
    page.get_by_role("menuitem", name="Image").click()
    page.get_by_role("button", name="Choose an image").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Upload", exact=True).first.click()
    chooser.value.set_files(picture)
    page.get_by_role("button", name="Choose selected").click()
    page.get_by_label("Alt Text").fill("A boiler")


def test_sveltia_accepts_the_same_configuration(site: Path, tmp_path: Path, browser: "Browser") -> None:
    with open_cms("sveltia", site, tmp_path / "admin", browser) as page:
        page.get_by_role("button").first.click()
        page.goto(f"{page.url.partition('#')[0]}#/collections/housing-repairs/new")
        page.get_by_text("Write the week as 2026-W47").or_(page.get_by_text("The ISO week it covers")).first.wait_for()
        shown = page.inner_text("body")
    assert "error in the CMS configuration" not in shown
    for label in ("Date", "Author", "Title", "Week", "Number", "Summary", "Tags", "Draft", "Text"):
        assert label in shown


def test_a_team_that_has_ended_has_no_collection(site: Path) -> None:
    (site / "notes/housing-repairs/_team.md").write_text(
        "---\nname: Housing Repairs\nended: 2022-02-01\n---\n", "utf-8"
    )
    assert json.loads(print_config(site))["collections"] == []
