"""Drop warnings ignored by notes or settings."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from weeknotes_site.config import Config, IgnoredCode
from weeknotes_site.diagnostics import Diagnostic


class NoteIgnores(Struct, frozen=True, kw_only=True):
    """Warning codes that a note ignores, and its date."""

    ignore: tuple[str, ...]
    day: date | None


def without_ignored(
    diagnostics: Iterable[Diagnostic], notes: Mapping[str, NoteIgnores], config: Config
) -> tuple[Diagnostic, ...]:
    """Drop ignored warnings; keep errors."""
    ignored = [IgnoredCode(code=one) if isinstance(one, str) else one for one in config.checks.ignore]
    return tuple(one for one in diagnostics if one.is_error or not _is_ignored(one, notes.get(one.path), ignored))


def _is_ignored(diagnostic: Diagnostic, note: NoteIgnores | None, ignored: list[IgnoredCode]) -> bool:
    if note and diagnostic.code in note.ignore:
        return True
    return any(
        one.code == diagnostic.code and (one.before is None or bool(note and note.day and note.day < one.before))
        for one in ignored
    )
