"""All Markdown files of a site: what each declares, read anew only where its bytes are not those of an earlier run."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.content.segments import Piece, Segments
from weeknotes_site.content.source import MAX_NOTE_BYTES
from weeknotes_site.content.tree import TEAM_FILE, Tree, find_files, read_at_once, unreadable
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.memo import CACHE, Memo, Signature, digest_of, is_settled, key_of, pack, unpack
from weeknotes_site.workers import FEW, spread

if TYPE_CHECKING:
    from weeknotes_site.content.note_file import MarkdownFile

INDEX = "notes"
_MANY_SEGMENTS = 24


class Leaf(Struct, frozen=True, array_like=True):
    """One Markdown file as the memo has it."""

    signature: Signature | None
    """None where the file may change again without a change of its signature."""
    digest: bytes
    """Of its bytes."""
    face: bytes
    """What tells apart all that others than its own page may show of it; the paragraphs aside."""
    prints: bytes
    """The paragraphs' fingerprints, one after the other."""
    declared: Piece
    html: Piece


class _Read(Struct, frozen=True):
    """What a process hands over of a file it has read."""

    digest: bytes
    face: bytes = b""
    prints: bytes = b""
    declared: bytes = b""
    """Empty where the bytes are those that the memo knows."""
    html: bytes = b""
    may_change: bool = False
    """Whether another run may find something else though nothing about the file has changed."""


class Notebook:
    """The Markdown files of a site, each looked up when it is asked for."""

    def __init__(
        self,
        tree: Tree,
        problems: Sequence[Diagnostic],
        leaves: Mapping[str, Leaf],
        segments: Segments,
        read: Callable[..., _Read],
    ) -> None:
        self.tree = tree
        self.problems = tuple(problems)
        """What is wrong with files and folders as such."""
        self._leaves = leaves
        self._segments = segments
        self._read = read

    @property
    def texts(self) -> dict[str, str]:
        """What tells each note's bytes from others, by its path."""
        return {path: self._leaves[path].digest.hex() for path in self.tree.notes}

    def face(self, path: str) -> bytes:
        """Return what tells apart all of a note but its own text."""
        return self._leaves[path].face

    def prints(self, path: str) -> bytes:
        """Return the fingerprints of a note's paragraphs."""
        return self._leaves[path].prints

    def file(self, path: str) -> "MarkdownFile":
        """Return what a file declares, without its HTML."""
        content = self._segments.read(self._leaves[path].declared)
        file: MarkdownFile = unpack(content if content is not None else self._read(path).declared)
        return file

    def html(self, path: str) -> str:
        """Return a file's body as HTML, links open."""
        content = self._segments.read(self._leaves[path].html)
        return (content if content is not None else self._read(path).html).decode()


def open_notebook(
    root: Path,
    config: Config,
    memo: Memo | None = None,
    jobs: int = 1,
    watch: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Notebook:
    """Find all files and read those that are new or changed, spread over `jobs` processes.

    Without a memo it is the one in the site's folder. `watch` is given the paths of those and hands them back one by
    one, so it sees how far reading is. Raises Problem where there is no `notes/`.
    """
    now = time.time_ns()
    memo = memo or Memo(root / CACHE)
    tree, problems = find_files(root)
    key = key_of("notes", sorted(config.picture_hosts))
    known: dict[str, Leaf] = memo.load(INDEX, key, dict[str, Leaf]) or {}
    paths = (*tree.notes, *tree.team_files)
    changed = [path for path in paths if path not in known or known[path].signature != tree.signatures[path]]
    if len(changed) >= FEW:
        from weeknotes_site.content import note_file  # noqa: F401 - once, before it is needed in many processes
    segments = Segments(memo)
    read = partial(_read, root, frozenset(config.picture_hosts))
    look = partial(_look, read, {path: known[path].digest for path in changed if path in known})
    leaves = {path: known[path] for path in paths if path in known}
    for path, found in zip(watch(changed), spread(look, changed, jobs=jobs, name=str), strict=True):
        is_sure = is_settled(tree.signatures[path], now) and not found.may_change
        signature = tree.signatures[path] if is_sure else None
        leaves[path] = (
            _leaf(found, signature, segments) if found.declared else replace(known[path], signature=signature)
        )
    if changed or len(leaves) != len(known):
        leaves = _keep(leaves, segments, memo, key)
    return Notebook(tree, problems, leaves, segments, read)


def _look(read: Callable[..., _Read], known: Mapping[str, bytes], path: str) -> _Read:
    """Read a file; where its bytes are known, say only that."""
    return read(path, known.get(path, b""))


def _read(root: Path, picture_hosts: frozenset[str], path: str, known: bytes = b"") -> _Read:
    # Imported here: a run in which nothing changed needs no Markdown.
    from weeknotes_site.content.note_file import MarkdownFile, read_note_file, read_team_file, without_html

    try:
        raw = read_at_once(root / path, MAX_NOTE_BYTES + 1)
    except OSError as failure:
        problem = unreadable(path, failure)
        digest = digest_of(pack(problem))
        return _Read(digest, digest, b"", pack(MarkdownFile.unread(path, problem)), may_change=True)
    digest = digest_of(raw)
    if digest == known:
        return _Read(digest)
    is_team = path.endswith(f"/{TEAM_FILE}")
    file = (read_team_file if is_team else read_note_file)(path, raw, picture_hosts)
    html, file = without_html(file)
    prints = b"".join(one.fingerprint for one in file.paragraphs)
    return _Read(digest, digest if is_team else file.face(), prints, pack(file), html.encode())


def _leaf(found: _Read, signature: Signature | None, segments: Segments) -> Leaf:
    return Leaf(
        signature, found.digest, found.face, found.prints, segments.add(found.declared), segments.add(found.html)
    )


def _is_scattered(leaves: Mapping[str, Leaf], segments: Segments) -> bool:
    """Tell whether so many runs have added to the memo that it is better put into one file again."""
    names = {leaf.html.segment for leaf in leaves.values()}
    used = sum(leaf.html.length + leaf.declared.length for leaf in leaves.values())
    held = sum(segments.size_of(name) for name in names if name)
    return len(names) > _MANY_SEGMENTS or held > 2 * used


def _moved(leaf: Leaf, segments: Segments) -> Leaf:
    declared, html = segments.read(leaf.declared), segments.read(leaf.html)
    if not leaf.html.segment or declared is None or html is None:
        return leaf
    return replace(leaf, declared=segments.add(declared), html=segments.add(html))


def _named(leaf: Leaf, segment: str) -> Leaf:
    """Return a leaf whose pieces were added in this run, under the name that others find them by."""
    return replace(leaf, declared=replace(leaf.declared, segment=segment), html=replace(leaf.html, segment=segment))


def _keep(leaves: dict[str, Leaf], segments: Segments, memo: Memo, key: str) -> dict[str, Leaf]:
    """Save what is known now, put together where it has become scattered."""
    scattered = _is_scattered(leaves, segments)
    if scattered:
        leaves = {path: _moved(leaf, segments) for path, leaf in leaves.items()}
    name = segments.keep()
    if not name and any(not leaf.html.segment for leaf in leaves.values()):
        return leaves  # there is no cache to keep it in
    leaves = {path: leaf if leaf.html.segment else _named(leaf, name) for path, leaf in leaves.items()}
    memo.save(INDEX, leaves, key, as_data=True)
    if scattered:
        memo.write_held()  # the index in the cache names files that go now
    segments.forget_others({leaf.html.segment for leaf in leaves.values()})
    return leaves
