"""What a source is, file by file, and the reader for it."""

import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from weeknotes_site.importer import markdown_sources
from weeknotes_site.importer.documents import read_html, read_text
from weeknotes_site.importer.found import Reading, Skipped, unreadable, with_own_keys
from weeknotes_site.importer.generators import Generator, recognise
from weeknotes_site.importer.source_files import RefusedError, SourceFiles, open_source
from weeknotes_site.importer.source_paths import MARKDOWN

_TEXTS = (".txt", ".text")
_PAGES = (".html", ".htm", ".xhtml")
_FEEDS = (".xml", ".rss", ".atom", ".wxr", ".rdf")
_NO_TEXTS = frozenset(("robots.txt", "humans.txt", "requirements.txt", "license.txt", "security.txt"))


class Wanted(Struct, frozen=True, kw_only=True):
    """What the reader is asked for."""

    with_drafts: bool = False
    keep_keys: bool = False
    media: SourceFiles | None = None


class MissingLibraryError(Exception):
    """A library of the extra `import` is not installed."""


def read_source(path: Path, wanted: Wanted) -> Reading:
    """Read a file, folder or archive; a damaged file in it is listed and the others are read.

    Raises OSError, RefusedError or MissingLibraryError where nothing can be read at all.
    """
    files = open_source(path)
    generator = recognise(files) if len(files.paths) > 1 else Generator()
    library = markdown_sources.Library.of(files)
    readers = {one: reader for one in files.paths if (reader := _reader(one, library, generator, wanted))}
    if not readers:
        raise RefusedError("holds nothing that can be imported")
    readings = [_read(one, reader) for one, reader in readers.items()]
    notes = tuple(with_own_keys(note for reading in readings for note in reading.notes))
    skipped = (*files.refused, *(one for reading in readings for one in reading.skipped))
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


def _reader(
    path: str, library: "markdown_sources.Library", generator: Generator, wanted: Wanted
) -> Callable[[], Reading] | None:
    ending = PurePosixPath(path).suffix.lower()
    if any(folder.endswith(("_files", ".files")) for folder in PurePosixPath(path).parts[:-1]):
        return None  # what a browser saved beside a page
    if ending in MARKDOWN:
        return lambda: markdown_sources.read_markdown(
            library, path, generator, with_drafts=wanted.with_drafts, keep_keys=wanted.keep_keys
        )
    if ending == ".docx" and not PurePosixPath(path).name.startswith("~$"):
        return lambda: _read_word(library.files, path)
    if ending in _PAGES and PurePosixPath(path).name != "index.html":
        return lambda: read_html(library.files, path)
    if ending in _PAGES and (len(library.paths) == 1 or "/" in path):
        return lambda: read_html(library.files, path)
    if ending in _FEEDS:
        return lambda: _read_xml(library.files, path, wanted)
    if ending in _TEXTS and PurePosixPath(path).name.lower() not in _NO_TEXTS:
        return lambda: read_text(library.files, path)
    return None


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
