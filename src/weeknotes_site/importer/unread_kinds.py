"""Kinds of files that may hold notes but cannot be imported, each with advice."""

from pathlib import PurePosixPath

from weeknotes_site.importer.source_files import SourceFiles

_PANDOC = "convert it to Markdown with `pandoc FILE -o FILE.md`"
_WORD = "save it as a Word file (.docx)"
_INSTEAD = {
    **dict.fromkeys((".rst", ".textile", ".adoc", ".asciidoc", ".org", ".mediawiki", ".tex"), _PANDOC),
    **dict.fromkeys((".doc", ".odt", ".rtf", ".pages", ".docm", ".dotx", ".wpd"), _WORD),
    **dict.fromkeys((".eml", ".msg", ".mbox"), "save its text as a .txt file with the date in its name"),
    **dict.fromkeys((".mht", ".mhtml", ".webarchive"), "save the page as .html"),
    ".zip": "unpack it and import the folder",
}
_ALONE = {
    ".pdf": "import the file that it was made from, or save its text as .txt",
    ".pptx": "save its text as .txt",
    ".epub": _PANDOC,
    ".one": "export the pages from OneNote as Word files (.docx)",
    ".json": "of the JSON exports only Ghost's is read; import the pages as Markdown or HTML",
    ".csv": "of a Substack or Notion export, import the whole folder or .zip",
}
"""Kinds that are attachments or data unless they are imported alone."""


def what_instead(files: SourceFiles, path: str) -> str:
    """Return advice for a file that cannot be imported; empty for kinds without notes."""
    ending = PurePosixPath(path).suffix.lower()
    return _INSTEAD.get(ending, "") or (_ALONE.get(ending, "") if len(files.paths) == 1 else "")


def not_read(path: str) -> str:
    """Return the message for a file of such a kind."""
    return f"files of the kind `{PurePosixPath(path).suffix.lower()}` are not read"
