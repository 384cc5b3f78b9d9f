"""Saved pages, of the web, of Confluence, and of Google Docs."""

import html as html_text
from pathlib import PurePosixPath

from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import clues_in, given_day
from weeknotes_site.importer.documents.notes import Document, notes_of
from weeknotes_site.importer.found import Reading, not_published, only_skipped
from weeknotes_site.importer.sources.decode import decode_text
from weeknotes_site.importer.sources.files import SourceFiles, read_document

_DRAFT = "draft_"
"""Prefix of the names of drafts in Medium's export."""
_TUMBLR_LIST = "posts_index.html"


def read_html(files: SourceFiles, path: str, *, with_drafts: bool) -> Reading:
    """Read a saved page, or a document that Google Docs has saved as one."""
    from weeknotes_site.importer.html.page import read_page

    is_draft = PurePosixPath(path).name.startswith(_DRAFT)
    if is_draft and not with_drafts:
        return only_skipped(path, not_published())
    page = read_page(decode_text(read_document(files, path), is_html=True))
    if page.is_list or PurePosixPath(path).name == _TUMBLR_LIST:
        return only_skipped(path, "it is a list of pages, not a note")
    unused = ", ".join(f"`{one}`" for one in page.unused)
    document = Document(
        path=path,
        kind="a Google Docs page" if page.is_document else "a saved page",
        text=page.converted.markdown,
        title="" if page.is_document else html_text.unescape(page.title),
        days=given_day(page.day, page.day_how) or clues_in(page.day, page.day_how),
        last_days=tuple(
            replace(one, is_typed=False, is_of_file=True) for one in clues_in(page.file_day, page.file_day_how)
        ),
        authors=page.authors,
        authors_how="the page",
        tags=page.tags,
        team=page.team,
        site=page.site,
        is_space=page.is_space,
        address=page.address,
        files=page.converted.files,
        anchors=page.converted.anchors,
        is_draft=is_draft,
        remarks=(
            *page.converted.remarks,
            *([f"these properties were left out: {unused}"] if unused else []),
        ),
    )
    return notes_of(document, files)
