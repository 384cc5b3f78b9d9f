"""Mails as mail programs save them: `.eml`, and `.mbox` with many."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import clues_in, given_day, header_day
from weeknotes_site.importer.documents.mail_text import without_people, without_signature
from weeknotes_site.importer.documents.notes import from_text
from weeknotes_site.importer.documents.texts import note_of_mail
from weeknotes_site.importer.found import DayClue, FoundNote, Reading, Skipped, embedded_in, unreadable, with_own_keys
from weeknotes_site.importer.sources.decode import decode_text
from weeknotes_site.importer.sources.files import SourceFiles, read_document
from weeknotes_site.importer.sources.paths import PICTURES
from weeknotes_site.importer.text.tidy import one_line

_STARTS = re.compile(rb"(?:\A|\n\r?\n)(?=From [^\r\n]{0,490}\d\d:\d\d)From [^\r\n]{1,500}\r?\n(?=[A-Za-z-]{1,60}:)")
_QUOTED_FROM = re.compile(rb"^>(>{0,5}From )", re.M)
_CONTENT_ID = re.compile(r"(?<=[\"'])cid:([^\"'<>\s]{1,300})(?=[\"'])")
_DECLARED_FOR_OTHERS = ("", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1", "iso_8859-1")
"""Charsets that mail programs declare for those of Windows and for UTF-8 too."""


def read_mails(files: SourceFiles, path: str) -> Reading:
    """Read a mail or a mailbox; recipients and addresses are left out."""
    notes: list[FoundNote] = []
    skipped: list[Skipped] = []
    for number, raw in enumerate(_split(read_document(files, path)), 1):
        try:
            notes.append(_read(raw, path))
        except ModuleNotFoundError:
            raise
        except Exception as failure:  # a damaged mail must not prevent reading the others
            skipped.append(unreadable(f"mail {number} in {path}", failure))
    kind = f"a mailbox with {len(notes)} mails" if len(notes) > 1 else "a mail"
    return Reading(notes=tuple(with_own_keys(notes)), skipped=tuple(skipped), kinds=(kind,) if notes else ())


def _split(raw: bytes) -> Iterator[bytes]:
    """Yield the mails of a mailbox, or the only one."""
    starts = list(_STARTS.finditer(raw)) if raw.startswith(b"From ") else []
    if not starts:
        yield raw
    ends = [*(one.start() for one in starts[1:]), len(raw)]
    for start, end in zip(starts, ends, strict=False):
        yield _QUOTED_FROM.sub(rb"\1", raw[start.end() : end])


def _read(raw: bytes, path: str) -> FoundNote:
    mail = message_from_bytes(raw, policy=default)
    held = dict(_files(mail))
    body, remarks = _body(mail, held)
    files = dict(held.values())
    below = [_shown(name) for name in files if f"({quote(name)})" not in body]
    text = "\n\n".join([body, *below]).strip()
    note = note_of_mail(_header(mail, "subject"), _header(mail, "from"), text, path, _sent(mail))
    find = embedded_in(files)
    return replace(note, find_file=lambda destination: find(unquote(destination)), remarks=(*note.remarks, *remarks))


def _sent(mail: EmailMessage) -> tuple[DayClue, ...]:
    written = _header(mail, "date")
    how = "`Date` of the mail"
    if day := header_day(written):
        return given_day(day.isoformat(), how)
    return tuple(replace(one, is_typed=False) for one in clues_in(written, how))


def _header(mail: EmailMessage, name: str) -> str:
    """Return a header; unchanged if it cannot be decoded."""
    try:
        return str(mail[name] or "")
    except (ValueError, TypeError, LookupError, AttributeError):
        return next((str(value) for key, value in mail.raw_items() if key.lower() == name), "")


def _files(mail: EmailMessage) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Yield the files in a mail, each with its name, by their content ids."""
    names: set[str] = set()
    for number, part in enumerate(mail.walk()):
        name = PurePosixPath(one_line(part.get_filename() or "").replace("\\", "/")).name
        kind = part.get_content_maintype()
        content = part.get_payload(decode=True)
        if part.is_multipart() or not isinstance(content, bytes) or not (name or kind == "image"):
            continue
        name = name or f"picture-{number}.{part.get_content_subtype()}"
        name = f"{number}-{name}" if name in names else name
        names.add(name)
        identity = str(part["content-id"] or "").strip("<> ") or f"part-{number}"
        yield identity, (name, content)


def _body(mail: EmailMessage, held: Mapping[str, tuple[str, bytes]]) -> tuple[str, tuple[str, ...]]:
    """Return a mail's text, from HTML if it has some, with its pictures in place, and remarks."""
    read = [_converted(part, held) for part in _texts(mail)]
    has_mails = any(one.get_content_type() == "message/rfc822" for one in mail.walk())
    remarks = ["it contains another mail, whose text was added at the end"] if has_mails else []
    shown = "\n\n".join(text.strip("\n") for text, _ in read if text.strip())
    return shown, (*(one for _, found in read for one in found), *remarks)


def _texts(mail: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that a mail shows as its text: the best of alternatives, and those behind pictures and files."""
    kind = mail.get_content_type()
    if mail.is_multipart():
        parts = [one for one in mail.iter_parts() if isinstance(one, EmailMessage)]
        shown = [one for one in parts if not one.get_filename() or one.get_content_type() == "message/rfc822"]
        found = [texts for one in shown if (texts := list(_texts(one)))]
        if kind == "multipart/alternative":
            found.sort(key=lambda texts: all(one.get_content_subtype() != "html" for one in texts))
        only_one = kind in ("multipart/alternative", "multipart/related")
        yield from (one for texts in (found[:1] if only_one else found) for one in texts)
    elif kind in ("text/plain", "text/html"):
        yield mail


def _decoded(part: EmailMessage) -> str:
    """Decode a text by its charset if that fits its bytes, else like other files."""
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    declared = str(part.get_content_charset() or "").lower()
    is_html = part.get_content_subtype() == "html"
    if declared not in _DECLARED_FOR_OTHERS:
        with suppress(UnicodeError, LookupError, ValueError):
            return raw.decode(declared)
    return decode_text(raw, is_html=is_html)


def _converted(part: EmailMessage, held: Mapping[str, tuple[str, bytes]]) -> tuple[str, tuple[str, ...]]:
    text = _decoded(part).replace("\r\n", "\n").replace("\0", "")
    if part.get_content_subtype() != "html":
        shown, remarks = without_signature(text)
        return from_text(shown), remarks
    from weeknotes_site.importer.html.convert import to_markdown

    def name_of(match: re.Match[str]) -> str:
        return quote(held[match[1]][0]) if match[1] in held else match[0]

    converted = to_markdown(_CONTENT_ID.sub(name_of, text))
    shown, people = without_people(converted.markdown)
    return shown, (*converted.remarks, *people)


def _shown(name: str) -> str:
    """Return a file that the text does not show, as a picture or link below it."""
    is_picture = PurePosixPath(name).suffix.lower() in PICTURES
    return f"![]({quote(name)})" if is_picture else f"[{name}]({quote(name)})"
