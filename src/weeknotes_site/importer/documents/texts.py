"""Plain texts: a note, a document with many notes, or several saved mails."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import clues_in
from weeknotes_site.importer.clues.paths import file_clue, folder_clues
from weeknotes_site.importer.clues.titles import read_title
from weeknotes_site.importer.documents.mail_text import without_addresses, without_signature
from weeknotes_site.importer.documents.notes import Document, from_text, notes_of, unused_text
from weeknotes_site.importer.documents.plain_text import is_markdown
from weeknotes_site.importer.found import DayClue, FoundNote, Reading, title_clues, with_own_keys
from weeknotes_site.importer.sources.decode import decode_text
from weeknotes_site.importer.sources.files import SourceFiles, read_document
from weeknotes_site.importer.text.tidy import one_line

_HEADER = re.compile(r"\*{0,2}([A-Z][A-Za-z-]{1,40}):\*{0,2}(?:[ \t]+(\S.*))?")
_MBOX = re.compile(r"From \S{1,200} .{0,100}\d{4}")
_IN_A_MAIL = re.compile(r"forwarded message|original message|forwarded by", re.I)
_ANSWER = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s?:\s{0,5}){1,10}", re.I)
_LIST_NAME = re.compile(r"^\[[^\[\]]{1,60}\]\s{0,5}(?=\S)")
_BARE_SENDER = re.compile(r"\S{1,200}(?:@|\sat\s)[\w-]{1,100}(?:\.[\w-]{1,100}){1,10}(?:\s{1,5}\(([^()]{0,200})\))?")
"""An address with the name behind it; archives of Mailman write `lee at x.example (Ann Lee)`."""
_ADDRESS = re.compile(r"\s{0,5}[<\[(][^<>\[\]()]{0,300}[>\])]\s{0,5}")
_SURNAME_FIRST = re.compile(r"([\w'’ -]{1,50}), ([\w'’ -]{1,50})")
_MAX_HEADERS = 200


class _Mail(Struct, frozen=True, kw_only=True):
    """A mail as it was saved."""

    headers: Mapping[str, str]
    body: str


def read_text(files: SourceFiles, path: str) -> Reading:
    """Read a plain text; Markdown is kept unchanged."""
    text = decode_text(read_document(files, path))
    above, mails = _split_mails(text)
    if not mails:
        return notes_of(Document(path=path, kind="a text", text=text), files, is_plain=not is_markdown(text))
    kind = f"a text with {len(mails)} mails" if len(mails) > 1 else "a mail"
    return Reading(
        notes=tuple(with_own_keys(_note(mail, path) for mail in mails)),
        skipped=tuple(unused_text(path, above)),
        kinds=(kind,),
    )


def _split_mails(text: str) -> tuple[str, list[_Mail]]:
    """Return the text above the first mail, and each mail; what a mail forwards or answers is part of it."""
    lines = text.split("\n")
    found = [(at, end, headers) for at, end, headers in _headers(lines) if not _is_in_a_mail(lines, at)]
    starts = [at - 1 if at and _MBOX.fullmatch(lines[at - 1]) else at for at, _, _ in found] + [len(lines)]
    mails = [
        _Mail(headers=headers, body="\n".join(lines[end:following]).strip("\n"))
        for (_, end, headers), following in zip(found, starts[1:], strict=True)
    ]
    return "\n".join(lines[: starts[0]]).strip() if found else "", mails


def _headers(lines: list[str]) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield where the headers of mails begin and end, and their values."""
    at = 0
    while at < len(lines):
        starts = at == 0 or not lines[at - 1].strip() or _MBOX.fullmatch(lines[at - 1])
        end, headers = _headers_at(lines, at) if starts else (at, {})
        if {"from", "subject"} <= headers.keys() and headers.keys() & {"date", "sent"}:
            yield at, end, headers
            at = end
        at += 1


def _headers_at(lines: list[str], at: int) -> tuple[int, dict[str, str]]:
    headers: dict[str, str] = {}
    name = ""
    for end in range(at, min(at + _MAX_HEADERS, len(lines))):
        if match := _HEADER.fullmatch(lines[end].rstrip()):
            name = match[1].lower()
            headers[name] = match[2] or ""
        elif name and lines[end].startswith((" ", "\t")) and lines[end].strip():
            headers[name] += f" {lines[end].strip()}"
        else:
            return end, headers
    return min(at + _MAX_HEADERS, len(lines)), headers


def _is_in_a_mail(lines: list[str], at: int) -> bool:
    above = next((line for line in reversed(lines[max(0, at - 3) : at]) if line.strip()), "")
    return bool(_IN_A_MAIL.search(above))


def _note(mail: _Mail, path: str) -> FoundNote:
    sent = "date" if "date" in mail.headers else "sent"
    days = tuple(replace(one, is_typed=False) for one in clues_in(mail.headers[sent], f"`{sent.title()}` of the mail"))
    dropped = ", ".join(f"`{name.title()}`" for name in mail.headers if name not in ("from", "subject", sent))
    body, remarks = without_signature(mail.body)
    remarks += (f"headers of the mail were left out: {dropped}",) if dropped else ()
    note = note_of_mail(mail.headers["subject"], mail.headers["from"], from_text(body), path, days)
    return replace(note, remarks=(*note.remarks, *remarks))


def note_of_mail(subject: str, sender: str, body: str, path: str, days: tuple[DayClue, ...]) -> FoundNote:
    """Return a mail as a note; `days` are those on which it was sent."""
    title = _ANSWER.sub("", one_line(subject))
    bare = _ANSWER.sub("", _LIST_NAME.sub("", title))
    title = bare if read_title(bare).team else title  # else the list's name may be the team's
    taken = read_title(title)
    shown, has_addresses = without_addresses(body)
    author = _name(sender)
    folders = tuple(folder_clues(path))
    return FoundNote(
        key=f"{path}#{title} {days[0].readings[0] if days else ''}".rstrip(),
        title=title,
        body=shown,
        days=(*days, *clues_in(title, "the title")),
        teams=(*title_clues(taken.team, taken.subject, "the title"), *folders, *file_clue(path)),
        labels=folders,
        authors=(author,) if author else (),
        authors_how="`From` of the mail",
        number=taken.number,
        remarks=("addresses in the headers of mails within it were left out",) if has_addresses else (),
    )


def _name(written: str) -> str:
    """Return the sender's name without the address; empty where there is only that."""
    written = one_line(written)
    bare = _BARE_SENDER.fullmatch(written)
    name = one_line((bare[1] or "") if bare else _ADDRESS.sub("", written)).strip("\"' ")
    name = _SURNAME_FIRST.sub(r"\2 \1", name) if _SURNAME_FIRST.fullmatch(name) else name
    return "" if "@" in name else name
