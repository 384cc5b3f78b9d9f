"""Whatever notes contain, all published markup is in the allow-list, and nothing runs.

Some 200 pairs of payload and place are tried by default, all of them with `WEEKNOTES_FULL=1`.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib
import pytest

import commands
from hostile.payloads import PAYLOADS
from hostile.sinks import every_pair, write_site
from weeknotes_site.content.markdown import render as rendering
from weeknotes_site.content.markdown.html import raw_html
from weeknotes_site.content.markdown.html.allowed import ALLOWED_ATTRIBUTES, ALLOWED_TAGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Route

FULL = bool(os.environ.get("WEEKNOTES_FULL"))
SITES = 23
ADDRESSES = ("href", "src", "action", "formaction", "cite", "poster", "data", "xlink:href", "srcset", "background")
OWN_ATTRIBUTES = {"class", "id", "role", "aria-label", "tabindex", "align", "type", "disabled", "checked", "scope"}
WATCH = (
    "window.ran = []; for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = x => ran.push(name);"
)
TOUCH = """() => {
  for (const one of document.querySelectorAll('*')) {
    for (const name of ['mouseover', 'mouseenter', 'focus', 'load', 'error', 'toggle', 'animationstart', 'pointerover'])
      one.dispatchEvent(new Event(name));
    if (one.protocol === 'javascript:' || one.matches('button')) one.click();
  }
  return new Promise(done => setTimeout(() => done(window.ran.length), 20));
}"""


def weeknotes(root: Path, *arguments: str) -> str:
    result = commands.weeknotes(root, *arguments, "--as-of", "2022-03-01")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result.stdout


def build(root: Path) -> Path:
    weeknotes(root, "build", "--no-search", "--keep-going", "--quiet")
    assert (root / "_site/index.html").is_file()
    return root / "_site"


@pytest.fixture(scope="module", params=range(SITES if FULL else 1))
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of some 200 teams; all pairs in one would be a site of thousands."""
    root = tmp_path_factory.mktemp("sinks")
    write_site(root, every_pair()[request.param :: SITES])
    build(root)
    return root


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Return every element with each attribute that the theme writes around harmless notes."""
    root = tmp_path_factory.mktemp("harmless")
    note = "---\ndate: 2022-01-{}\nauthor: Ann Lee\ntags: [a]\nsummary: x\nformerly: old-{}.html\n---\n\nText.\n"
    for team in "ab":
        for day in ("10", "17", "24"):
            path = root / f"notes/team-{team}/2022-01-{day}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(note.format(day, team + day))
        (path.parent / "_team.md").write_text(
            f"---\nname: Team {team}\nformerly: Old {team}\nlead: Ann\ncontact: a@b.example\n---\n\nText.\n"
        )
    write_site(root, [])
    return {pair for path in build(root).rglob("*.html") for pair in pairs(path.read_text("utf-8"))}


def parse(html: str) -> Any:
    return html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)


def pairs(html: str) -> Iterator[tuple[str, str]]:
    for element in parse(html).iter():
        if isinstance(element.tag, str):
            yield element.tag, ""
            yield from ((element.tag, str(name)) for name in element.attrib)


def strays(html: str, known: set[tuple[str, str]]) -> list[str]:
    """Return every element, attribute and address that is not on the list."""
    found = []
    for element in parse(html).iter():
        if not isinstance(element.tag, str):
            continue
        if (element.tag, "") not in known and element.tag not in ALLOWED_TAGS and not is_markdowns(element):
            found.append(f"<{element.tag}>")
        of_notes = ALLOWED_ATTRIBUTES["*"] | ALLOWED_ATTRIBUTES.get(element.tag, frozenset()) | OWN_ATTRIBUTES
        for name, value in element.attrib.items():
            if (element.tag, name) not in known and name not in of_notes | {"href", "src"}:
                found.append(f"{name} of <{element.tag}>")
            if name in ADDRESSES and not is_harmless(value):
                found.append(f"{name}={value!r}")
            if name == "content" and element.get("http-equiv", "").lower() == "refresh":
                found += [] if is_harmless(value.lower().partition("url=")[2]) else [f"refresh to {value!r}"]
    return found


def is_markdowns(element: Any) -> bool:
    """Return whether an element is one of the two that only Markdown makes: a task's box, the footnotes."""
    if element.tag == "input":
        return element.get("type") == "checkbox" and "disabled" in element.attrib
    return bool(element.tag == "section" and element.get("class") == "footnotes")


def is_harmless(address: str) -> bool:
    """Judge an address as a browser reads it: blanks and controls gone, backslashes as slashes (WHATWG URL)."""
    address = re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    if scheme:
        return scheme[1].lower() in ("http", "https", "mailto", "tel")
    return not address.startswith("//")


@pytest.mark.slow
def test_pages_have_only_allowed_markup(attacked: Path, ours: set[tuple[str, str]]) -> None:
    pages = sorted((attacked / "_site").rglob("*.html"))
    wrong = {str(path): found for path in pages if (found := strays(path.read_text("utf-8"), ours))}
    assert wrong == {}
    tried = len(list((attacked / "notes").iterdir())) - 1
    print(f"{tried:,} of {len(every_pair()):,} pairs of payload and place on {len(pages):,} pages: 0 outside the list")
    assert len(every_pair()) >= 2_000


def test_feeds_have_only_allowed_markup(attacked: Path) -> None:
    paths = sorted((attacked / "_site").rglob("*.xml"))
    assert len(paths) > 100
    for path in (*paths, attacked / "_site/feeds.opml"):
        raw = path.read_bytes()
        assert b"<!DOCTYPE" not in raw
        assert b"<!ENTITY" not in raw
        for element in ElementTree.fromstring(raw).iter():
            name = element.tag.rpartition("}")[2]
            if name in ("encoded", "content", "description", "summary") and element.text:
                assert strays(element.text, {(tag, "") for tag in ("html", "head", "body", "section")}) == [], path
            for address in (
                element.text if name in ("link", "loc", "uri") else None,
                *map(element.get, ("href", "xmlUrl")),
            ):
                assert not address or not address.strip() or is_harmless(address), path


@pytest.mark.slow
def test_digests_have_only_allowed_markup(attacked: Path, ours: set[tuple[str, str]]) -> None:
    html = weeknotes(attacked, "digest", "2022-W03", "--html", "--keep-going")
    # Mail programs want styles inline: css-inline writes ours, so there is no other way for one to be there.
    styles = {(tag, "style") for tag in (*ALLOWED_TAGS, "body", "html", "section")} | {("style", ""), ("center", "")}
    mail = {(tag, name) for tag in (*ALLOWED_TAGS, "body") for name in ("width", "align", "bgcolor", "border")}
    assert [one for one in strays(html, ours | styles | mail) if "cell" not in one] == []
    assert not re.search(r"<script|\son\w+=(?![^<]*&gt;)", re.sub(r">[^<]*<", "><", html))


def test_reports_stay_machine_readable(attacked: Path) -> None:
    for problem in json.loads(weeknotes(attacked, "check", "--format", "json")):
        assert set(problem) == {"code", "severity", "file", "line", "column", "message", "hint", "fix"}
    for line in weeknotes(attacked, "check", "--format", "github").rstrip("\n").split("\n"):
        assert re.match(r"::(?:error|warning) file=[^,]*(?:,line=\d+,col=\d+)?,title=[a-z0-9-]+::", line), line
    json.loads(weeknotes(attacked, "check", "--format", "gitlab"))
    for command in (["check"], ["status"], ["digest", "2022-W03", "--keep-going"]):
        said = weeknotes(attacked, *command)
        assert not re.search(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]|\x1b(?!\[[\d;]*m)", said), command


def open_all(browser: "BrowserContext", pages: list[Path], *, without_policy: bool) -> int:
    """Return how many scripts ran on pages after triggering events on every element."""
    shown = {"html": ""}

    def answer(route: "Route") -> None:
        if urlsplit(route.request.url).path == "/page.html":
            route.fulfill(body=shown["html"], content_type="text/html")
        else:
            route.abort()

    tab = browser.new_page()
    tab.route("**/*", answer)
    ran = 0
    for path in pages:
        shown["html"] = path.read_text("utf-8")
        if without_policy:
            shown["html"] = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", shown["html"])
        tab.goto("http://weeknotes.example/page.html", wait_until="domcontentloaded")
        ran += tab.evaluate(TOUCH)
    tab.close()
    return ran


@pytest.fixture(scope="module")
def watched(browser: "Browser") -> Iterator["BrowserContext"]:
    context = browser.new_context()
    context.add_init_script(WATCH)
    yield context
    context.close()


def chosen(pages: list[Path]) -> list[Path]:
    pages = [path for path in pages if 'http-equiv="refresh"' not in path.read_text("utf-8")]  # those lead elsewhere
    return pages[:: max(1, len(pages) // 20)]


@pytest.mark.slow
def test_nothing_runs_in_a_browser_without_the_policy(attacked: Path, watched: "BrowserContext") -> None:
    pages = chosen(sorted((attacked / "_site/teams").rglob("2022-01-24.html")))
    assert open_all(watched, pages, without_policy=True) == 0
    print(f"{len(pages)} pages in Chromium without the policy: 0 scripts ran")


@pytest.mark.slow
def test_nothing_runs_in_a_browser_without_the_sanitiser(
    watched: "BrowserContext", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policy alone is enough: with unfiltered HTML, scripts run only if the policy is off."""
    monkeypatch.setattr("weeknotes_site.content.markdown.html.renderer.render_html", lambda _env, token: token.content)
    monkeypatch.setattr(rendering, "sanitise", lambda html, _line: html)
    assert raw_html.render_html is not None
    sinks = ("HTML", "HTML in a line", "paragraph", "HTML attribute, unquoted")
    wanted = [(number, sink) for number in range(len(PAYLOADS)) for sink in sinks]
    write_site(tmp_path, wanted if FULL else wanted[::20])
    pages = sorted((build(tmp_path) / "teams").rglob("2022-01-24.html"))
    assert open_all(watched, pages, without_policy=True) > 0, "the hook notices nothing"
    assert open_all(watched, pages, without_policy=False) == 0
    print(f"{len(pages)} pages in Chromium without the sanitiser: 0 scripts ran")
