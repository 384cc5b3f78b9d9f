"""Word files for tests, made with python-docx and, where it has no method, with XML."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches

from importer.trying import PNG

Fill = Callable[[Any], object]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FOOTNOTES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>
<w:r><w:t xml:space="preserve"> From the audit.</w:t></w:r></w:p>
</w:footnote></w:footnotes>"""


def word_file(fill: Fill, *, footnotes: bool = False) -> bytes:
    """Return a document that `fill` has written in."""
    document = docx.Document()
    fill(document)
    content = io.BytesIO()
    document.save(content)
    return _with_footnotes(content.getvalue()) if footnotes else content.getvalue()


def everything(document: Any) -> None:
    """Write headings of both kinds, nested lists, a table, a picture, a footnote, a comment and tracked changes."""
    document.add_heading("Housing Repairs weeknotes, 20 January 2023", 0)
    paragraph = document.add_paragraph("We answered every ")
    paragraph.add_run("damp").bold = True
    paragraph.add_run(" report")
    _footnote(paragraph)
    paragraph.add_run(" within ")
    paragraph.add_run("two").italic = True
    paragraph.add_run(" days. See ")
    _link(document, paragraph, "https://westmarch.example/damp", "the list")
    paragraph.add_run(".")
    document.add_heading("What we did", 2)
    document.add_paragraph("Boilers", style="List Bullet")
    document.add_paragraph("Nine were mended", style="List Bullet 2")
    document.add_paragraph("Damp", style="List Bullet")
    document.add_paragraph("Ring the tenant", style="List Number")
    document.add_paragraph("Send the van", style="List Number")
    document.add_paragraph().add_run("In bold, as a heading").bold = True
    document.add_paragraph("Below it.")
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ("Week", "Jobs", "2", "31"), strict=True):
        cell.text = text
    document.add_picture(io.BytesIO(PNG), Inches(1))
    paragraph = document.add_paragraph("Kept. ")
    _tracked(paragraph, "w:ins", "w:t", "Put in. ")
    _tracked(paragraph, "w:del", "w:delText", "Taken out. ")
    document.add_comment(runs=paragraph.runs[0], text="A remark in the margin", author="Bo Ek", initials="BE")


def _tracked(paragraph: Any, change: str, name: str, text: str) -> None:
    change_element = OxmlElement(change)
    change_element.set(qn("w:id"), "7")
    change_element.set(qn("w:author"), "Bo Ek")
    run, words = OxmlElement("w:r"), OxmlElement(name)
    words.text = text
    run.append(words)
    change_element.append(run)
    paragraph._p.append(change_element)


def _footnote(paragraph: Any) -> None:
    run, reference = OxmlElement("w:r"), OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    run.append(reference)
    paragraph._p.append(run)


def _link(document: Any, paragraph: Any, address: str, text: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link, run, words = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    link.set(qn("r:id"), document.part.relate_to(address, kind, is_external=True))
    words.text = text
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


def _with_footnotes(content: bytes) -> bytes:
    """Add the part that holds footnotes, which python-docx cannot write."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
                part = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                text = text.replace(b"</Types>", part.encode())
            if entry.filename == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                part = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                text = text.replace(b"</Relationships>", part.encode())
            new.writestr(entry, text)
        new.writestr("word/footnotes.xml", _FOOTNOTES)
    return changed.getvalue()
