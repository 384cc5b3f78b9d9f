"""A small site with real links, and ways to interrupt a publish at its n-th disk operation."""

import io
import os
import posixpath
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from unittest import mock

import pytest

from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.publish import PublishError

FULL = os.environ.get("WEEKNOTES_FULL") == "1"

Site = dict[str, bytes]
"""Paths and contents."""
Tree = dict[str, tuple[bytes | None, int]]
"""Paths, with content (none for a folder) and mode."""


def site(notes: Mapping[str, int], text: str) -> Site:
    """Return a site of as many notes a team as `notes` says, every page with `text`."""
    pages = {"style.css": f"body {{ content: '{text}' }}".encode(), "logo.png": b"always the same"}
    for team, count in notes.items():
        names = [f"note-{number}.html" for number in range(count)]
        pages[f"teams/{team}/feed.xml"] = f"<rss>{text} {names}</rss>".encode()
        pages[f"teams/{team}/index.html"] = page(text, "feed.xml", "../../style.css", *names)
        for name in names:
            pages[f"teams/{team}/{name}"] = page(text, "index.html", "feed.xml", "../../index.html", *names)
    pages["index.html"] = page(text, "style.css", *(f"teams/{team}/index.html" for team in notes))
    return pages


def page(text: str, *links: str) -> bytes:
    return f"<html>{text}{''.join(f'<a href={link}>' for link in links)}{text}</html>".encode()


def files(pages: Mapping[str, bytes | Path]) -> Iterator[OutputFile]:
    kinds = {".html": Kind.PAGE, ".xml": Kind.FEED}
    for path, content in pages.items():
        yield OutputFile(path=path, kind=kinds.get(posixpath.splitext(path)[1], Kind.ASSET), content=content)


def tree(root: Path) -> Tree:
    """Return everything in `root`, and beside it what publishing may have left there."""
    found: Tree = {}
    for path in (*root.rglob("*"), *root.parent.glob(f".{root.name}*")):
        content = None if path.is_dir() else path.read_bytes()
        found[os.path.relpath(path, root)] = content, path.lstat().st_mode & 0o7777
    return found


def pages_in(root: Path) -> Site:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".weeknotes" not in path.parts
    }


def broken_links(pages: Mapping[str, bytes]) -> list[str]:
    """Return the links that lead nowhere, on pages that index.html leads to."""
    broken, seen, queue = [], {"index.html"}, ["index.html"]
    while queue:
        at = queue.pop()
        for target in links_on(at, pages[at]) - seen:
            seen.add(target)
            if target not in pages:
                broken.append(f"{at} → {target}")
            else:
                queue.append(target)
    return broken


def links_on(path: str, content: bytes) -> set[str]:
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
        for link in re.findall("href=([^>]*)>", content.decode())
    }


def assert_readable(output: Path, old: Site, new: Site) -> None:
    """Assert that a reader of `output` meets whole files only, and no link that leads nowhere."""
    pages = pages_in(output)
    torn = [path for path, content in pages.items() if content not in (old.get(path), new.get(path))]
    assert torn == []
    assert broken_links(pages) == []


def error_of(publishing: Callable[[], object]) -> PublishError | None:
    try:
        publishing()
    except PublishError as error:
        return error
    return None


def say(capsys: pytest.CaptureFixture[str], figures: str) -> None:
    """Print figures of a test even if it passes."""
    with capsys.disabled():
        sys.stdout.write(f"\n{figures} ")


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


CHANGING = ("mkdir", "rename", "replace", "unlink", "remove", "rmdir", "chmod", "fsync", "sync")


@contextmanager
def counting(tick: Callable[[str], None]) -> Iterator[None]:
    """Call `tick` with the name of each change of the disk, before it; of a write, when half of it is done."""
    with mock.patch.object(io, "open", _opening(tick, io.open)):
        patches = [mock.patch.object(os, name, _ticking(tick, name, getattr(os, name))) for name in CHANGING]
        for patch in patches:
            patch.start()
        try:
            yield
        finally:
            for patch in patches:
                patch.stop()


def changes_made(publishing: Callable[[], object]) -> list[str]:
    """Return the names of all changes of the disk that `publishing` makes, in order."""
    made: list[str] = []
    with counting(made.append):
        publishing()
    return made


def chosen(total: int, *, every: int = 10) -> list[int]:
    """Return the numbers below `total` to try: all in a full run, else every tenth, and the last."""
    return list(range(total)) if FULL else sorted({*range(0, total, every), total - 1})


def fresh(old: Site | None, template: Path, output: Path) -> None:
    """Make `output` a copy of the published site `template`, or nothing where there is no old site."""
    for leftover in (output, *output.parent.glob(f".{output.name}*")):
        shutil.rmtree(leftover, ignore_errors=True)
    if old is not None:
        shutil.copytree(template, output)


def _ticking(tick: Callable[[str], None], name: str, original: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        tick(name)
        # A real sync of this machine's disks proves nothing here, and waits for everybody's files.
        return None if name in ("sync", "fsync") else original(*args, **kwargs)

    return call


def _opening(tick: Callable[[str], None], original: Callable[..., Any]) -> Callable[..., Any]:
    def call(path: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if mode in ("r", "rb"):
            return original(path, mode, *args, **kwargs)
        tick("open")
        return _CountedFile(original(path, mode, *args, **kwargs), tick)

    return call


class _CountedFile:
    def __init__(self, file: BinaryIO, tick: Callable[[str], None]) -> None:
        self._file = file
        self._tick = tick

    def write(self, content: bytes) -> int:
        half = len(content) // 2
        self._file.write(content[:half])
        self._file.flush()
        self._tick("write")
        self._file.write(content[half:])
        return len(content)

    def __enter__(self) -> "_CountedFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
