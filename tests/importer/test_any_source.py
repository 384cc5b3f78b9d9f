"""Any truncated, changed or mixed source: no traceback, every note written or reported, nothing written twice.

200 sources by default, 2,000 with `WEEKNOTES_FULL=1`. The seed is the source's number, so a failure can be run again.
"""

import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from folders import read_files
from importer.generator_folders import FOLDERS
from importer.test_documents import ATOM, GOOGLE_PAGE, PAGE, RSS
from importer.test_exports import CONFLUENCE, EDITED, FIRST, IDENTITY, JOINS, NOTION, SECOND, SUBSTACK, ghost
from importer.test_long_text import TEXT
from importer.word_files import everything, word_file
from importer.wordpress_export import export, whole
from weeknotes_site.cli import main

NUMBER = 2_000 if os.environ.get("WEEKNOTES_FULL") else 200
PARTS = 20

SNIPPETS = (
    *(
        b"<![CDATA[",
        b"]]>",
        b"</item>",
        b"<item>",
        b"&nbsp;",
        b"\x00",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"---\n",
        b"+++\n",
    ),
    *(b"{% include x %}", b'{{< ref "x" >}}', b"[[", b"]]", b"![](", b"```\n", b"<table><tr><td>", b"[caption]"),
    *(b'{"a": [', b'"db":[{"meta":null}]', b"--- json\n", b"> [!x]- y\n", b"\tx\ty\n", b"\xe2\x80\xa2 x\n", b"{::x}"),
    *(
        b"Data Platform weeknotes, 32 January 2023\n",
        b"99/99/99",
        b"0000-00-00",
        b"[^1]: x",
        b"<a href='http://[x'>y</a>",
    ),
    *(b"a: &x [*x]\n", b"<!DOCTYPE x [<!ENTITY y 'z'>]>", b"../../../etc/passwd", b"\xe2\x80\xa8", b"<h1>", b"</body>"),
)


def sources() -> dict[str, bytes]:
    """Return a file of every kind that can be imported."""
    folders = {
        f"{name}-{path.replace('/', '-')}": content for name, one in FOLDERS.items() for path, content in one().items()
    }
    markdown = {
        name: text.encode()
        for name, text in folders.items()
        if isinstance(text, str) and name.endswith(("md", "markdown"))
    }
    few = dict(random.Random(1).sample(sorted(markdown.items()), 12))
    archive, newsletter = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("Notes.html", GOOGLE_PAGE)
    with zipfile.ZipFile(newsletter, "w") as zipped:
        for name, text in SUBSTACK.items():
            zipped.writestr(name, text)
    return {
        **few,
        "blog.xml": export(whole()),
        "feed.xml": RSS.encode(),
        "blog.atom": ATOM.encode(),
        "page.html": PAGE.encode(),
        "doc.html": GOOGLE_PAGE.encode(),
        "all.txt": TEXT.encode(),
        "note.docx": word_file(everything, footnotes=True),
        "Notes.zip": archive.getvalue(),
        "newsletter.zip": newsletter.getvalue(),
        "x.ghost.json": ghost(FIRST, SECOND, **JOINS).encode(),
        "One_1.html": CONFLUENCE.format(title="Weeknotes 20 January 2023", edited=EDITED, day="Feb 23, 2023").encode(),
        f"Week 3 {IDENTITY}.md": next(text for text in NOTION.values() if isinstance(text, str)).encode(),
    }


SOURCES = sources()


def spoil(content: bytes, chance: random.Random) -> bytes:
    """Truncate a file, change some bytes, or mix another file into it."""
    at, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    other = chance.choice(list(SOURCES.values()))
    ways = (
        lambda: content[:end],
        lambda: content[:at] + content[end:],
        lambda: content[:at] + bytes(chance.randrange(256) for _ in range(chance.randrange(1, 8))) + content[at:],
        lambda: content[:at] + chance.choice(SNIPPETS) + content[at:],
        lambda: content[:at] + other[: chance.randrange(len(other))] + content[end:],
        lambda: content[:end] + content[at:],
    )
    return chance.choice(ways)()


@pytest.mark.parametrize("part", range(PARTS))
def test_any_source_is_imported_or_reported(part: int, tmp_path: Path) -> None:
    for number in range(part, NUMBER, PARTS):
        chance = random.Random(number)
        name = chance.choice(list(SOURCES))
        content = SOURCES[name]
        for _ in range(chance.randrange(1, 4)):
            content = spoil(content, chance) or b"x"
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / name).write_bytes(content)
        arguments = ["import", str(folder / name), "--into", str(folder / "site"), "--as-of", "2026-11-25"]
        first = CliRunner().invoke(main, arguments)
        assert first.exception is None or isinstance(first.exception, SystemExit), (number, first.exc_info)
        assert first.exit_code in (0, 1, 2), (number, first.output)
        written = list((folder / "site").rglob("notes/*/2*.md"))
        assert bool(written) == (first.exit_code == 0), (number, first.output)
        assert written or "not imported" in first.output or "error[" in first.output, (number, first.output)
        before = read_files(folder / "site")
        second = CliRunner().invoke(main, arguments)
        assert (second.exit_code, read_files(folder / "site")) == (first.exit_code, before), (number, second.output)
