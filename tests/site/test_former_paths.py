"""A former path of a note redirects to it; a path that anything else has is an error, so no redirect is lost."""

import shutil
from datetime import date
from pathlib import Path

from conftest import site_options
from weeknotes_site.pipeline import Options, build, check

AT_ONCE = 40
"""Former paths a note, fewer than a list may have."""


def options(root: Path) -> Options:
    return site_options(root=root, as_of=date(2026, 11, 16))


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
