"""Elements and attributes of Word's XML, in the usual and in the strict namespace."""

import io
import zipfile
from collections.abc import Mapping

from weeknotes_site.importer.sources.xml_items import Element, write_part

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def with_parts(archive: zipfile.ZipFile, parts: Mapping[str, Element]) -> io.BytesIO:
    """Return a copy of a file with other trees in place of some of its parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            root = parts.get(entry.filename)
            copy.writestr(entry.filename, archive.read(entry) if root is None else write_part(root))
    written.seek(0)
    return written


def all_in(element: Element, name: str) -> list[Element]:
    """Return all elements of a name within another, in order but for a mixture of both namespaces."""
    return [*element.iter(WORD + name), *element.iter(_STRICT + name)]


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a name."""
    return None if element is None else next((one for one in element if local_name(one) == name), None)


def value(element: Element | None, name: str) -> str:
    """Return an attribute; empty if there is none."""
    if element is None:
        return ""
    return str(element.get(WORD + name) or element.get(_STRICT + name) or "")


def local_name(element: Element) -> str:
    """Return a tag without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
