"""Files that may hold notes but are not read, each with advice."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from weeknotes_site.importer.clues.page_ids import notion_id
from weeknotes_site.importer.exports.kinds import has_front_matter
from weeknotes_site.importer.found import FoundNote, Skipped
from weeknotes_site.importer.sources.files import SourceFiles
from weeknotes_site.importer.text.markdown import Link, change_links
from weeknotes_site.model.addresses import split_address
from weeknotes_site.model.word_lists import word_list

_PANDOC = "convert it to Markdown with `pandoc -s -t gfm FILE -o FILE.md`"
_WORD = "save it as a Word file (.docx)"
_TEXT = "import the file that it was made from, or save its text as .txt"
_OTHERWISE = "if it contains notes, save it as .md, .docx or .html"
_INSTEAD = {
    **dict.fromkeys((".rst", ".textile", ".adoc", ".asciidoc", ".asc", ".org", ".mediawiki", ".tex", ".opml"), _PANDOC),
    **dict.fromkeys((".doc", ".odt", ".rtf", ".pages", ".docm", ".dotx", ".wpd"), _WORD),
    ".msg": "save it as .eml, or its text as a .txt file with the date in its name",
    **dict.fromkeys((".mht", ".mhtml", ".webarchive", ".aspx"), "save the page as .html"),
    **dict.fromkeys((".qmd", ".rmd"), "save it as .md, without what is not Markdown"),
    **dict.fromkeys((".gdoc", ".gsheet", ".gslides"), "it is only a link; download the document from Google as .docx"),
    **dict.fromkeys((".one", ".onetoc2", ".onepkg"), "export the pages from OneNote as Word files (.docx)"),
    ".ipynb": "convert it with `jupyter nbconvert --to markdown FILE`",
    ".wiki": "convert it to Markdown with `pandoc -s -f mediawiki -t gfm FILE -o FILE.md`",
    ".enex": "export the notes from Evernote as HTML",
    **dict.fromkeys(
        (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz"), "unpack it and import what is in it"
    ),
    ".json": "of JSON exports, only Ghost's can be read; import the pages as Markdown or HTML",
    ".csv": "import the whole folder or .zip of a Substack or Notion export",
    "": "if it contains notes, give its name an ending such as .md or .txt",
}
_ATTACHED = {
    **dict.fromkeys((".pdf", ".ppt", ".pptx", ".odp", ".key", ".xls", ".xlsx", ".ods", ".numbers"), _TEXT),
    ".epub": _PANDOC,
}
"""File types that are attachments if a note links to them, and otherwise may contain notes."""
_TEMPLATES = dict.fromkeys(
    (".njk", ".hbs", ".liquid", ".webc", ".ejs", ".haml", ".pug", ".mustache", ".vto", ".astro", ".tmpl"),
    "templates are not run; import the page built from it, as .html",
)
"""In a generator's source, these are notes if they have front matter."""
_DATA = (".json", ".csv", ".tsv")
_NO_NOTES = frozenset(
    word_list(
        """
        .png; .jpg; .jpeg; .gif; .webp; .avif; .svg; .bmp; .ico; .tif; .tiff; .heic; .psd
        .mp3; .m4a; .wav; .ogg; .mp4; .m4v; .mov; .webm; .avi; .vtt; .srt
        .woff; .woff2; .ttf; .otf; .eot; .css; .scss; .sass; .less; .styl; .map
        .js; .mjs; .cjs; .mts; .cts; .jsx; .ts; .tsx; .vue; .svelte; .py; .pyc; .rb; .go; .php; .sh; .bat; .ps1
        .toml; .yml; .yaml; .ini; .cfg; .conf; .lock; .gemspec; .mod; .sum; .xsl; .xslt
        .webmanifest; .bib; .pem; .db; .sqlite
        .docx; .html; .htm; .xhtml; .xml; .txt; .text
        """
    )
)
"""File types that the report does not list; for the last ones, their readers report why they are not read."""
_SETTINGS = frozenset(("package.json", "package-lock.json", "tsconfig.json", "composer.json", "manifest.json"))


def list_unread(
    files: SourceFiles, read: Collection[str], notes: Iterable[FoundNote], *, has_data: bool
) -> Iterator[Skipped]:
    """Yield the files that are not read and may hold notes.

    With `has_data`, the source is a generator's, whose data and templates are expected.
    """
    unread = {path: advice for path in files.paths if path not in read and (advice := what_instead(files, path))}
    linked = _linked_names(notes) if any(_ending(path) in _ATTACHED for path in unread) else frozenset[str]()
    for path, advice in unread.items():
        ending = _ending(path)
        is_part = ending in _DATA or (ending in _TEMPLATES and not has_front_matter(files, path))
        if not (has_data and is_part) and not (ending in _ATTACHED and _name(path) in linked):
            yield Skipped(path, f"{not_read(path)}; {advice}")


def what_instead(files: SourceFiles, path: str) -> str:
    """Return advice for a file that is not read; empty for those that hold no notes."""
    ending, name = _ending(path), PurePosixPath(path).name
    if len(files.paths) > 1 and (name in _SETTINGS or (ending == ".csv" and notion_id(name))):
        return ""
    if ending in _NO_NOTES or name.startswith("~$") or (not ending and _is_of_repository(name)):
        return ""
    return next((kinds[ending] for kinds in (_INSTEAD, _ATTACHED, _TEMPLATES) if ending in kinds), _OTHERWISE)


def not_read(path: str) -> str:
    """Return the message for a file of such a kind."""
    ending = _ending(path)
    return f"files of the kind `{ending}` are not read" if ending else "files without an ending are not read"


def _is_of_repository(name: str) -> bool:
    """Return whether a name without an ending is common in repositories: `LICENSE`, `Makefile`, `_redirects`."""
    return name.isupper() or name.startswith("_") or name.lower().endswith("file")


def _linked_names(notes: Iterable[FoundNote]) -> frozenset[str]:
    """Return the names of files that notes link to: those are imported, or the report says why not."""
    found: set[str] = set()

    def take(link: Link) -> str:
        found.add(_name(unquote(split_address(link.destination).path)))
        return link.destination

    for note in notes:
        change_links(note.body, take)
    return frozenset(found)


def _name(path: str) -> str:
    return PurePosixPath(path).name.casefold()


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
