"""Recognise the kind of each file of a source, and read it."""

import zipfile
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.importer.documents.mails import read_mails
from weeknotes_site.importer.documents.texts import read_text
from weeknotes_site.importer.exports.kinds import (
    PostList,
    absent_posts,
    has_front_matter,
    is_ghost,
    is_of_account,
    list_posts,
)
from weeknotes_site.importer.found import Reading, Skipped, only_skipped, unreadable, with_own_keys
from weeknotes_site.importer.generators.library import Library
from weeknotes_site.importer.generators.settings import Generator, recognise
from weeknotes_site.importer.markdown.read import read_markdown
from weeknotes_site.importer.reading_options import ReadingOptions
from weeknotes_site.importer.sources.files import FolderFiles, RefusedError, SourceFiles, open_source
from weeknotes_site.importer.sources.paths import MARKDOWN
from weeknotes_site.importer.unread import list_unread, not_read, what_instead
from weeknotes_site.os_errors import reason_of

_TEXTS = (".txt", ".text")
_PAGES = (".html", ".htm", ".xhtml")
_FEEDS = (".xml", ".rss", ".atom", ".wxr", ".rdf")
_MAILS = (".eml", ".mbox")
_TEXTUAL = (*MARKDOWN, *_PAGES)
_OTHERS = "folders with this name contain other people's files"
_NO_TEXTS = frozenset(("robots.txt", "humans.txt", "requirements.txt", "license.txt", "security.txt"))


class _Source(Struct, frozen=True, kw_only=True):
    """Everything that determines how one file of a source is read."""

    library: Library
    generator: Generator
    posts: PostList
    options: ReadingOptions

    @property
    def files(self) -> SourceFiles:
        """The source's files."""
        return self.library.files


def read_all(sources: Sequence[Path], options: ReadingOptions, media: Path | None) -> list[tuple[Path, Reading]]:
    """Read every source. Raises Problem if one cannot be read at all."""
    if media is not None:
        try:
            options = replace(options, media=open_source(media))
        except (OSError, RefusedError) as failure:
            raise _unreadable(media, failure) from None
    return [(path, _read_whole(path, options)) for path in sources]


def _read_source(path: Path, options: ReadingOptions) -> Reading:
    """Read a file, folder or archive; a damaged file in it is listed and the others are read.

    Raises OSError, RefusedError or ModuleNotFoundError if nothing can be read.
    """
    files = open_source(path)
    generator = recognise(files) if len(files.paths) > 1 else Generator()
    library = Library.of(files, generator)
    source = _Source(library=library, generator=generator, posts=list_posts(files), options=options)
    own = _own_notes(files, options.site)
    readers = {one: reader for one in files.paths if one not in own and (reader := _reader(one, source))}
    if not readers:
        raise _nothing_to_read(files, own)
    readings = [_read(one, reader) for one, reader in readers.items()]
    notes = tuple(with_own_keys(note for reading in readings for note in reading.notes))
    has_data = bool(generator.name or source.posts)
    skipped = (
        *files.refused,
        *(
            Skipped(one, f"{_OTHERS}; rename it if it contains notes")
            for one in files.passed_over
            if not generator.name
        ),
        *list_unread(files, {*readers, *own}, notes, has_data=has_data),
        *([Skipped(f"the notes in `{NOTES}/`", "they are this site's own")] if own else ()),
        *absent_posts(files, source.posts),
        *(one for reading in readings for one in reading.skipped),
    )
    kinds = tuple(dict.fromkeys(kind for reading in readings for kind in reading.kinds))
    hosts = frozenset(host for reading in readings for host in reading.hosts)
    return Reading(notes=notes, skipped=skipped, kinds=kinds, hosts=hosts)


def _read_whole(path: Path, options: ReadingOptions) -> Reading:
    try:
        return _read_source(path, options)
    except ModuleNotFoundError as failure:
        message = f"reading it needs the library `{failure.name or failure}`"
        hint = "install what importing needs: `pip install 'weeknotes-site[import]'`"
        raise Problem(error("missing-library", Place(path=str(path)), message, hint)) from None
    except (OSError, RefusedError) as failure:
        raise _unreadable(path, failure) from None


def _unreadable(path: Path, failure: OSError | RefusedError) -> Problem:
    place = Place(path=str(path))
    if isinstance(failure, OSError):
        return Problem(error("unreadable-source", place, f"cannot be read: {reason_of(failure)}", "check the path"))
    return Problem(error("unreadable-source", place, f"this source {failure}", failure.hint))


def _own_notes(files: SourceFiles, site: Path) -> frozenset[str]:
    """Return the files that are notes of the site into which the source is imported."""
    if not isinstance(files, FolderFiles):
        return frozenset()
    folder, notes = files.folder.resolve(), (site / NOTES).resolve()
    markdown = (one for one in files.paths if one.lower().endswith(".md"))
    return frozenset(one for one in markdown if (folder / one).is_relative_to(notes))


def _nothing_to_read(files: SourceFiles, own: Collection[str]) -> RefusedError:
    if own:
        return RefusedError("holds only notes of this site", "name the file or folder that holds the old notes")
    for path in files.paths:
        if advice := what_instead(files, path):
            return RefusedError(f"cannot be imported: {not_read(path)}", advice)
    return RefusedError("holds nothing that can be imported", "name the file or folder that holds the notes")


def _read(path: str, reader: Callable[[], Reading]) -> Reading:
    try:
        return reader()
    except ModuleNotFoundError:
        raise
    except RefusedError as failure:
        return only_skipped(path, str(failure))
    except (OSError, zipfile.BadZipFile, EOFError) as failure:
        why = reason_of(failure) if isinstance(failure, OSError) else failure
        return only_skipped(path, f"it could not be read: {why}")
    except Exception as failure:  # libraries may raise any exception on damaged files
        return Reading(skipped=(unreadable(path, failure),))


def _reader(path: str, source: _Source) -> Callable[[], Reading] | None:
    files, options = source.files, source.options
    pure = PurePosixPath(path)
    ending = pure.suffix.lower()
    if _is_beside_page(path, source.library.paths):
        return None
    if ending in MARKDOWN:
        return lambda: _read_markdown(path, source)
    if ending == ".docx" and not pure.name.startswith("~$"):
        return lambda: _read_word(files, path)
    if ending in _PAGES:
        return _page_reader(path, source)
    if ending in _FEEDS:
        return lambda: _read_xml(files, path, options)
    if ending in _TEXTS and pure.name.lower() not in _NO_TEXTS:
        return lambda: read_text(files, path)
    if ending in _MAILS:
        return lambda: read_mails(files, path)
    if ending == ".json" and is_ghost(files, path):
        return lambda: _read_ghost(files, path, options)
    return None


def _read_markdown(path: str, source: _Source) -> Reading:
    return read_markdown(source.library, path, source.generator, source.options)


def _page_reader(path: str, source: _Source) -> Callable[[], Reading] | None:
    if row := source.posts.get(path):
        return lambda: _read_substack(source.files, path, row, source.options)
    if has_front_matter(source.files, path):
        return lambda: _read_markdown(path, source)
    if is_of_account(path, source.library.paths):
        return lambda: only_skipped(path, "it is about the account, not a note")
    if path == "index.html" and any(one != path and one.lower().endswith(_TEXTUAL) for one in source.library.paths):
        return lambda: only_skipped(path, "it looks like the list of the pages beside it")
    return lambda: _read_html(source.files, path, source.options)


def _is_beside_page(path: str, paths: Collection[str]) -> bool:
    """Return whether a file is in a folder that a browser saved beside a page: `week-3_files` beside `week-3.html`."""
    folders = (str(folder) for folder in PurePosixPath(path).parents)
    stems = (folder.removesuffix(end) for folder in folders for end in ("_files", ".files") if folder.endswith(end))
    return any(f"{stem}{ending}" in paths for stem in stems for page in _PAGES for ending in (page, page.upper()))


def _read_html(files: SourceFiles, path: str, options: ReadingOptions) -> Reading:
    from weeknotes_site.importer.pages.read import read_html

    return read_html(files, path, with_drafts=options.with_drafts)


def _read_ghost(files: SourceFiles, path: str, options: ReadingOptions) -> Reading:
    from weeknotes_site.importer.exports.ghost import read_ghost

    return read_ghost(files, path, with_drafts=options.with_drafts, media=options.media)


def _read_substack(files: SourceFiles, path: str, row: Mapping[str, str], options: ReadingOptions) -> Reading:
    from weeknotes_site.importer.exports.substack import read_substack

    return read_substack(files, path, row, with_drafts=options.with_drafts)


def _read_word(files: SourceFiles, path: str) -> Reading:
    from weeknotes_site.importer.documents.word import read_word

    return read_word(files, path)


def _read_xml(files: SourceFiles, path: str, options: ReadingOptions) -> Reading:
    from weeknotes_site.importer.exports.feeds import read_feed
    from weeknotes_site.importer.sources.xml_items import is_wordpress, root_tag
    from weeknotes_site.importer.wordpress.posts import read_wordpress

    with files.open(path) as content:
        root, namespaces = root_tag(content)
    if any(map(is_wordpress, namespaces)):
        return read_wordpress(files, path, with_drafts=options.with_drafts, media=options.media)
    if root in ("rss", "atom:feed", "rdf:RDF"):
        return read_feed(files, path, with_drafts=options.with_drafts)
    if root == "hibernate-generic":
        return only_skipped(path, "it is Confluence's XML export; export the space as HTML instead")
    return only_skipped(path, "it is neither a feed nor a WordPress export")
