"""Every link of a page says where it leads, whatever headings and tables writers make."""

import re
from pathlib import Path

import pytest

from conftest import MakeSite
from pictures.made import saved, smooth
from weekly_notes import build, run, weekly, words

_LINK = re.compile(r"<a\b([^<>]*)>(.*?)</a>", re.S)
WITHOUT_WORDS = {
    "a picture without alt text": "![](c.png)",
    "nothing": "",
    "a comment": "<!-- later -->",
    "a no-break space": "&nbsp;",
    "a soft hyphen": "\xad",
    "a zero-width space": "\u200b",
    "an empty tag": "<span></span>",
    "a line break": "<br>",
    "a footnote": "[^1]",
}
PICTURES = {
    "a picture": "![Calls by day](c.png)",
    "a linked picture": "[![Calls by day](c.png)](https://boilers.example/)",
    "an underlined picture": "![Calls by day](c.png)\n---",
}


def empty_links(site: Path) -> list[str]:
    return [
        f"{page.relative_to(site)}: {link[0]}"
        for page in sorted(site.rglob("*.html"))
        for link in _LINK.finditer(page.read_text("utf-8"))
        if "aria-label" not in link[1]
        and not words(re.sub(r'<img[^<>]*alt="[^"]+"', "<img>x", link[2])).strip("\xad\u200b")
    ]


def three_notes(make_site: MakeSite, heading: str) -> Path:
    marks = heading if heading.endswith("---") else f"## {heading}"
    bodies = [
        f"It is week {week}.\n\n{marks}\n\nText {week}.\n\n## Roof\n\nDry {week}.\n\n[^1]: Foot." for week in range(3)
    ]
    return make_site(weekly(bodies) | {"notes/repairs/c.png": saved(smooth(8, 8), "png")})


@pytest.mark.parametrize("heading", WITHOUT_WORDS.values(), ids=WITHOUT_WORDS)
def test_a_heading_without_words_is_in_no_list(make_site: MakeSite, heading: str) -> None:
    root = three_notes(make_site, heading)
    site = build(root)
    assert not empty_links(site)
    assert [page.name for page in site.glob("teams/repairs/threads/*.html")] == ["roof.html"]
    assert "](https://weeknotes.example/teams/repairs/2022-01-21.html#section)" not in digest(root)


@pytest.mark.parametrize("heading", PICTURES.values(), ids=PICTURES)
def test_a_heading_of_a_picture_is_named_by_its_description(make_site: MakeSite, heading: str) -> None:
    root = three_notes(make_site, heading)
    site = build(root)
    assert not empty_links(site)
    assert (site / "teams/repairs/threads/calls-by-day.html").exists()
    assert "[Calls by day](https://weeknotes.example/teams/repairs/2022-01-21.html#section)" in digest(root)


def test_contents_of_headings_without_words_are_left_out(make_site: MakeSite) -> None:
    site = build(make_site(weekly(["Hello there.\n" + "\n## <br>\n\nText.\n" * 5])))
    assert 'class="sections"' not in (site / "teams/repairs/2022-01-07.html").read_text("utf-8")


def digest(root: Path) -> str:
    address = ("--base-url", "https://weeknotes.example/")
    return run(root, "digest", "2022-W03", "--markdown", "--as-of", "2022-02-01", *address)
