"""Word files, and Google Docs saved as such, by mammoth."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import mammoth

from weeknotes_site.importer.documents.notes import Document, notes_of
from weeknotes_site.importer.documents.word_hidden import without_hidden
from weeknotes_site.importer.documents.word_lists import DOCUMENT, mark_numbers, number_lists
from weeknotes_site.importer.found import Reading, hidden_remark
from weeknotes_site.importer.html.convert import to_markdown
from weeknotes_site.importer.sources.files import RefusedError, SourceFiles, read_document, refuse_bomb

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/avif": "avif"}
_STYLES = r"""
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Preformatted Text'] => pre:separator('\n')
p[style-name='HTML Preformatted'] => pre:separator('\n')
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Heading 7'] => h6:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
"""
_UNSEEN = {
    "chart": re.compile(rb"<\w{1,20}:chart\b"),
    "diagram": re.compile(rb"<\w{1,20}:relIds\b"),
    "formula": re.compile(rb"<\w{1,20}:oMath\b"),
}
_MAX_PICTURES_BYTES = 300_000_000


def read_word(files: SourceFiles, path: str) -> Reading:
    """Read a Word file, without comments and deleted text, and with inserted text.

    Raises RefusedError if it is damaged or unpacks to too much.
    """
    content = io.BytesIO(read_document(files, path))
    refuse_bomb(content)
    pictures: dict[str, bytes] = {}
    keep = mammoth.images.img_element(_keeper(pictures))
    content, hidden = without_hidden(content)
    result = mammoth.convert_to_html(
        mark_numbers(content),
        convert_image=keep,
        style_map=_STYLES,
        include_embedded_style_map=False,
        external_file_access=False,
    )
    converted = to_markdown(number_lists(result.value))
    odd = sorted(name for name in pictures if name.endswith(".unknown"))
    remarks: tuple[str, ...] = (f"{len(odd)} pictures are in a format that no browser shows",) if odd else ()
    remarks += (*_unseen(content), *hidden_remark(hidden + converted.hidden_words))
    document = Document(
        path=path, kind="a Word file", text=converted.markdown, files={**pictures, **converted.files}, remarks=remarks
    )
    return notes_of(document, files)


def _unseen(content: io.BytesIO) -> Iterator[str]:
    """Yield remarks on contents that the library silently drops."""
    with zipfile.ZipFile(content) as archive:
        document = archive.read(DOCUMENT) if DOCUMENT in archive.namelist() else b""
    for what, mark in _UNSEEN.items():
        if count := len(mark.findall(document)):
            yield f"{count} {what}{'' if count == 1 else 's'} left out: put a picture of it in the document"


def _keeper(pictures: dict[str, bytes]) -> Callable[[Any], dict[str, str]]:
    def keep(image: Any) -> dict[str, str]:
        try:
            with image.open() as opened:
                content = opened.read()
        except (mammoth.docx.files.ExternalFileAccessIsDisabledError, KeyError):
            return {"src": "picture-that-the-document-only-links-to"}
        if sum(map(len, pictures.values())) + len(content) > _MAX_PICTURES_BYTES:
            raise RefusedError("holds too many pictures")
        name = f"picture-{len(pictures) + 1}.{_ENDINGS.get(image.content_type, 'unknown')}"
        pictures[name] = content
        return {"src": name}

    return keep
