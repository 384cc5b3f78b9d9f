"""Recognise the kind of each file of a source, and read it."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from weeknotes_site.importer.documents import read_text
from weeknotes_site.importer.export_kinds import Posts, absent_posts, has_front_matter, is_ghost, list_posts
from weeknotes_site.importer.found import Reading, Skipped, unreadable, with_own_keys
from weeknotes_site.importer.generator_defaults import read_defaults
from weeknotes_site.importer.generators import Generator, recognise
from weeknotes_site.importer.markdown_sources import Library, read_markdown
from weeknotes_site.importer.saved_pages import read_html
from weeknotes_site.importer.source_files import RefusedError, SourceFiles, open_source
from weeknotes_site.importer.source_paths import MARKDOWN
from weeknotes_site.importer.unread_kinds import not_read, what_instead

_TEXTS = (".txt", ".text")
_PAGES = (".html", ".htm", ".xhtml")
_FEEDS = (".xml", ".rss", ".atom", ".wxr", ".rdf")
_NO_TEXTS = frozenset(("robots.txt", "humans.txt", "requirements.txt", "license.txt", "security.txt"))


class Wanted(Struct, frozen=True, kw_only=True):
    """Options of reading."""

    with_drafts: bool = False
    keep_keys: bool = False
    media: SourceFiles | None = None


class MissingLibraryError(Exception):
    """A library of the extra `import` is not installed."""


class _Source(Struct, frozen=True, kw_only=True):
    """Everything that determines how one file of a source is read."""

    library: Library
    generator: Generator
    posts: Posts
    wanted: Wanted

    @property
    def files(self) -> SourceFiles:
        """The source's files."""
        return self.library.files


def read_source(path: Path, wanted: Wanted) -> Reading:
    """Read a file, folder or archive; a damaged file in it is listed and the others are read.

    Raises OSError, RefusedError or MissingLibraryError if nothing can be read.
    """
    files = open_source(path)
    generator = recognise(files) if len(files.paths) > 1 else Generator()
    library = Library.of(files, read_defaults(files, generator))
    source = _Source(library=library, generator=generator, posts=list_posts(files), wanted=wanted)
    readers = {one: reader for one in files.paths if (reader := _reader(one, source))}
    instead = {one: hint for one in files.paths if one not in readers and (hint := what_instead(files, one))}
    if not readers:
        first = next(iter(instead), "")
        hint = instead.get(first, "name the file or folder that holds the notes")
        raise RefusedError(
            f"cannot be imported: {not_read(first)}" if first else "holds nothing that can be imported", hint
        )
    unread = (Skipped(one, f"{not_read(one)}; {hint}") for one, hint in instead.items())
    readings = [_read(one, reader) for one, reader in readers.items()]
    notes = tuple(with_own_keys(note for reading in readings for note in reading.notes))
    skipped = (
        *files.refused,
        *unread,
        *absent_posts(files, source.posts),
        *(one for reading in readings for one in reading.skipped),
    )
    kinds = tuple(dict.fromkeys(kind for reading in readings for kind in reading.kinds))
    hosts = frozenset(host for reading in readings for host in reading.hosts)
    return Reading(notes=notes, skipped=skipped, kinds=kinds, hosts=hosts)


def _read(path: str, reader: Callable[[], Reading]) -> Reading:
    try:
        return reader()
    except ModuleNotFoundError as failure:
        raise MissingLibraryError(failure.name or str(failure)) from None
    except RefusedError as failure:
        return Reading(skipped=(Skipped(path, str(failure)),))
    except (OSError, zipfile.BadZipFile, EOFError) as failure:
        return Reading(skipped=(Skipped(path, f"it could not be read: {failure}"),))
    except Exception as failure:  # a damaged file makes the libraries that read it raise anything
        return Reading(skipped=(unreadable(path, failure),))


def _reader(path: str, source: _Source) -> Callable[[], Reading] | None:
    files, wanted = source.files, source.wanted
    pure = PurePosixPath(path)
    ending = pure.suffix.lower()
    if any(folder.endswith(("_files", ".files")) for folder in pure.parts[:-1]):
        return None  # what a browser saved beside a page
    if ending in MARKDOWN:
        return lambda: _read_markdown(path, source)
    if ending == ".docx" and not pure.name.startswith("~$"):
        return lambda: _read_word(files, path)
    if ending in _PAGES:
        return _page_reader(path, source)
    if ending in _FEEDS:
        return lambda: _read_xml(files, path, wanted)
    if ending in _TEXTS and pure.name.lower() not in _NO_TEXTS:
        return lambda: read_text(files, path)
    if ending == ".json" and is_ghost(files, path):
        return lambda: _read_ghost(files, path, wanted)
    return None


def _read_markdown(path: str, source: _Source) -> Reading:
    wanted = source.wanted
    return read_markdown(
        source.library, path, source.generator, with_drafts=wanted.with_drafts, keep_keys=wanted.keep_keys
    )


def _page_reader(path: str, source: _Source) -> Callable[[], Reading] | None:
    if row := source.posts.get(path):
        return lambda: _read_substack(source.files, path, row, source.wanted)
    if has_front_matter(source.files, path):
        return lambda: _read_markdown(path, source)
    is_whole = PurePosixPath(path).name != "index.html" or len(source.library.paths) == 1 or "/" in path
    return (lambda: read_html(source.files, path, with_drafts=source.wanted.with_drafts)) if is_whole else None


def _read_ghost(files: SourceFiles, path: str, wanted: Wanted) -> Reading:
    from weeknotes_site.importer.ghost import read_ghost

    return read_ghost(files, path, with_drafts=wanted.with_drafts, media=wanted.media)


def _read_substack(files: SourceFiles, path: str, row: Mapping[str, str], wanted: Wanted) -> Reading:
    from weeknotes_site.importer.substack import read_substack

    return read_substack(files, path, row, with_drafts=wanted.with_drafts)


def _read_word(files: SourceFiles, path: str) -> Reading:
    from weeknotes_site.importer.word import read_word

    return read_word(files, path)


def _read_xml(files: SourceFiles, path: str, wanted: Wanted) -> Reading:
    from weeknotes_site.importer.feeds import read_feed
    from weeknotes_site.importer.wordpress import read_wordpress
    from weeknotes_site.importer.xml_items import is_wordpress, root_tag

    with files.open(path) as content:
        root, namespaces = root_tag(content)
    if any(map(is_wordpress, namespaces)):
        return read_wordpress(files, path, with_drafts=wanted.with_drafts, media=wanted.media)
    if root in ("rss", "atom:feed", "rdf:RDF"):
        return read_feed(files, path, with_drafts=wanted.with_drafts)
    return Reading(skipped=(Skipped(path, "it is neither a feed nor a WordPress export"),))
