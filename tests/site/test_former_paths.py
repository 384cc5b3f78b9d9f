"""A note's former paths redirect to it; a path in use is an error, so no redirect is lost."""

import re
import shutil
from datetime import date
from pathlib import Path

from conftest import MakeSite, site_options
from weeknotes_site.pipeline import Options, build, check

AT_ONCE = 40
"""Former paths a note, fewer than a list may have."""


def options(root: Path) -> Options:
    return site_options(root=root, as_of=date(2026, 11, 16))


def test_an_address_copied_from_a_browser_can_be_a_former_path(make_site: MakeSite) -> None:
    former = ("blog/My week.html", "blog/My%20other%20week.html", "blog/caf%C3%A9.html", "Old%20notes/1")
    note = "---\ndate: 2026-11-13\nauthor: Ann Lee\nformerly: [{}]\n---\n\nMoved.\n"
    root = make_site({"notes/homes/a.md": note.format(", ".join(former))})
    assert not check(options(root)).diagnostics
    build(options(root), root / "_site", None)
    for path in ("blog/My week.html", "blog/My other week.html", "blog/café.html", "Old notes/1/index.html"):
        redirect = (root / "_site" / path).read_text("utf-8")
        target = re.search('url=([^"]*)"', redirect)
        assert target
        assert (root / "_site" / path).parent.joinpath(target[1]).resolve() == root / "_site/teams/homes/a.html"


def test_an_address_that_no_file_can_have_is_explained(make_site: MakeSite) -> None:
    note = '---\ndate: 2026-11-13\nauthor: Ann Lee\nformerly: ["{}"]\n---\n\nMoved.\n'
    refused = {
        "a?b.html": "?",
        "a%3Fb.html": "?",
        "a%5Cb.html": "\\",
        "a%00b.html": "%00",
        "100%.html": "%",
        "what's.html": "'",
    }
    files = {f"notes/homes/{number}.md": note.format(path) for number, path in enumerate(refused)}
    leaving = ("..%2fx.html", "%2e%2e/x.html", "a%2f%2fb.html", "a%20/b.html", "%20a.html")
    files |= {f"notes/voids/{number}.md": note.format(path) for number, path in enumerate(leaving)}
    found = [one for one in check(options(make_site(files))).diagnostics if one.code == "invalid-path"]
    assert len(found) == len(refused) + len(leaving)
    said = [one.message for one in found if one.place.path.startswith("notes/homes/")]
    assert all(f"can have `{sign}` in its name" in one for sign, one in zip(refused.values(), said, strict=True))


def test_no_page_of_a_site_can_be_a_former_path(example_site: Path, tmp_path: Path) -> None:
    root = shutil.copytree(example_site, tmp_path / "site")
    settings = (root / "weeknotes.toml").read_text("utf-8")
    (root / "weeknotes.toml").write_text(f'{settings}\n[across]\nshow = ["asks", "celebrations", "next", "blockers"]\n')
    (root / "glossary.toml").write_text('DPIA = "data protection impact assessment"\n')
    build(options(root), root / "_site", None)
    pages = sorted(page.relative_to(root / "_site").as_posix() for page in (root / "_site").rglob("*.html"))
    assert {"glossary.html", "weeks/2026-w46-next.html"} <= set(pages)
    for start in range(0, len(pages), AT_ONCE):
        former = ", ".join(pages[start : start + AT_ONCE])
        note = f"---\ndate: 2026-11-1{start // AT_ONCE}\nauthor: Ann Lee\nformerly: [{former}]\n---\n\nMoved.\n"
        (root / f"notes/streets-and-waste/moved-{start}.md").write_text(note, "utf-8")
    refused = [one for one in check(options(root)).diagnostics if one.code == "two-files-one-address"]
    assert {page for page in pages if not any(f"`{page}`" in one.message for one in refused)} == set()
