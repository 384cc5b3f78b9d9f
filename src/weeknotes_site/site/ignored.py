"""Drop warnings ignored by notes or settings."""

from collections.abc import Iterable, Mapping

from weeknotes_site.config import Config, IgnoredCode
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.diagnostics import Diagnostic


def without_ignored(
    diagnostics: Iterable[Diagnostic], notes: Mapping[str, NoteFile], config: Config
) -> tuple[Diagnostic, ...]:
    """Drop ignored warnings; keep errors. `notes` are by path."""
    ignored = [IgnoredCode(code=one) if isinstance(one, str) else one for one in config.checks.ignore]
    return tuple(one for one in diagnostics if one.is_error or not _is_ignored(one, notes.get(one.path), ignored))


def _is_ignored(diagnostic: Diagnostic, note: NoteFile | None, ignored: list[IgnoredCode]) -> bool:
    if note and diagnostic.code in note.fields.ignore:
        return True
    return any(
        one.code == diagnostic.code and (one.before is None or bool(note and note.day and note.day < one.before))
        for one in ignored
    )
