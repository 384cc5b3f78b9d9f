"""Writers see a saved note immediately, at the same scroll position, with errors shown over it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from preview.running import Serving, eventually, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

NOTE = "notes/repairs/2022-01-21.md"
HEAD = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\n"
LONG = "\n\n".join(f"Paragraph {number} of a long note." for number in range(200))
PANEL = "section[role=alert]"

Save = Callable[[str, str], None]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("previewed")


@pytest.fixture(scope="module")
def save(root: Path) -> Save:
    def write(name: str, text: str) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")

    return write


@pytest.fixture(scope="module")
def preview(root: Path, save: Save) -> Iterator[Serving]:
    save(NOTE, f"{HEAD}{LONG}\n")
    with serving(root, root / "log.txt") as preview:
        yield preview


@pytest.fixture
def page(browser: "Browser", preview: Serving, save: Save) -> "Iterator[Page]":
    save(NOTE, f"{HEAD}{LONG}\n")
    with browser.new_page(viewport={"width": 800, "height": 600}) as page:
        page.on("pageerror", lambda failure: pytest.fail(str(failure)))
        page.goto(f"{preview.address}teams/repairs/2022-01-21.html")
        page.get_by_text("Paragraph 150 of a long note.").wait_for()
        page.evaluate("window.sameDocument = true")
        yield page


def was_not_reloaded(page: "Page") -> bool:
    return bool(page.evaluate("window.sameDocument === true"))


def colour_of(page: "Page") -> str:
    return str(page.evaluate("getComputedStyle(document.body).color"))


def test_a_saved_note_is_updated_in_place_and_keeps_its_scroll_position(page: "Page", save: Save) -> None:
    page.evaluate("scrollTo(0, 3000)")
    save(NOTE, f"{HEAD}{LONG.replace('Paragraph 150 of', 'Page 150 in')}\n")
    page.get_by_text("Page 150 in a long note.").wait_for()
    assert page.evaluate("scrollY") == 3000
    assert was_not_reloaded(page)


def test_new_titles_and_paragraphs_appear_too(page: "Page", save: Save) -> None:
    save(NOTE, f"---\ntitle: The boiler\n{HEAD[4:]}A new beginning.\n\n{LONG}\n\nA new end.\n")
    page.get_by_text("A new end.").wait_for()
    assert page.get_by_text("A new beginning.").is_visible()
    assert page.title().startswith("The boiler")
    save(NOTE, f"{HEAD}Short.\n")
    page.get_by_text("Short.", exact=True).wait_for()
    assert page.get_by_text("Paragraph 150 of a long note.").count() == 0
    assert was_not_reloaded(page)


def test_an_error_is_shown_over_the_last_good_page_until_it_is_fixed(page: "Page", save: Save) -> None:
    save(NOTE, f"{HEAD.replace('2022-01-21', '21.01.2022')}{LONG}\n")
    panel = page.locator(PANEL)
    page.locator(PANEL, has_text=f"{NOTE}:2:7").wait_for()
    said = panel.inner_text()
    assert "1 error" in said
    assert "date: 21.01.2022\n      ^^^^^^^^^^" in said
    assert "hint: write `date: 2022-01-21`" in said
    assert page.get_by_text("Paragraph 1 of a long note.").is_visible()
    save(NOTE, f"{HEAD}{LONG}\n")
    panel.wait_for(state="detached")
    assert was_not_reloaded(page)


def test_an_error_is_shown_on_pages_opened_later_and_can_be_dismissed(
    page: "Page", save: Save, preview: Serving
) -> None:
    save(NOTE, f"{HEAD.replace('author', 'writer')}<img src=x onerror=alert(1)>\n")
    page.locator(PANEL).wait_for()
    page.goto(f"{preview.address}index.html")
    page.locator(PANEL).wait_for()
    page.get_by_role("button", name="Hide").click()
    assert page.locator(PANEL).count() == 0


def test_text_of_a_note_in_an_error_is_escaped(page: "Page", save: Save) -> None:
    save(NOTE, f"---\ndate: <img src=x onerror=document.title=1>\n{HEAD[21:]}Short.\n")
    page.locator(PANEL, has_text="<img src=x").wait_for()
    assert page.locator(f"{PANEL} img").count() == 0


def test_a_mistake_in_a_template_is_shown(page: "Page", save: Save, root: Path) -> None:
    save("templates/note.html", "<p>\n{{ note.titel }}")
    page.locator(PANEL, has_text="templates/note.html:2:1").wait_for()
    (root / "templates/note.html").unlink()
    page.locator(PANEL).wait_for(state="detached")


def test_a_changed_stylesheet_is_applied_without_a_flash_of_unstyled_content(page: "Page", save: Save) -> None:
    save("static/assets/weeknotes.css", "body { color: rgb(1, 2, 3) }")
    eventually(lambda: colour_of(page) == "rgb(1, 2, 3)")
    save("static/assets/weeknotes.css", "body { color: rgb(4, 5, 6) }")
    eventually(lambda: colour_of(page) == "rgb(4, 5, 6)")
    eventually(lambda: page.locator("link[rel=stylesheet]").count() == 1)
    assert was_not_reloaded(page)


def test_a_deleted_page_is_replaced_by_the_404_page(page: "Page", save: Save, root: Path) -> None:
    save("notes/repairs/2022-01-14.md", f"{HEAD.replace('21', '14')}Another.\n")
    (root / NOTE).unlink()
    page.get_by_text("Page not found").first.wait_for()
