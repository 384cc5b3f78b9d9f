"""A team's last note as it is written: what the next one goes on from."""

from pathlib import Path

from msgspec import Struct

from weeknotes_site.content.front_matter import split_front_matter
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.read_file import read_note_file
from weeknotes_site.content.source import decode
from weeknotes_site.model.note import Note


class LastNote(Struct, frozen=True, kw_only=True):
    """A note that could be read, with what its file says."""

    note: Note
    file: NoteFile
    body: str
    """Its Markdown."""


def read_last_note(root: Path, note: Note) -> LastNote:
    """Read a note's file again. Raises Problem where somebody has spoilt it in between."""
    raw = (root / note.path).read_bytes()
    source, _ = decode(note.path, raw)
    block, _ = split_front_matter(source)
    return LastNote(note=note, file=read_note_file(note.path, raw, frozenset())[0], body=block.body)
