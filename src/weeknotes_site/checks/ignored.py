"""Drop warnings that a note or the site's config ignores."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from weeknotes_site.config import Config, Silenced
from weeknotes_site.diagnostics import Diagnostic


class NoteIgnores(Struct, frozen=True, kw_only=True):
    """The warning codes that a note ignores, and its date."""

    ignore: tuple[str, ...]
    day: date | None


def without_ignored(
    diagnostics: Iterable[Diagnostic], notes: Mapping[str, NoteIgnores], config: Config
) -> tuple[Diagnostic, ...]:
    """Drop the warnings that are ignored; errors stay."""
    silenced = [Silenced(code=one) if isinstance(one, str) else one for one in config.checks.ignore]
    return tuple(one for one in diagnostics if one.is_error or not _is_ignored(one, notes.get(one.path), silenced))


def _is_ignored(problem: Diagnostic, note: NoteIgnores | None, silenced: list[Silenced]) -> bool:
    if note and problem.code in note.ignore:
        return True
    return any(
        one.code == problem.code and (one.before is None or bool(note and note.day and note.day < one.before))
        for one in silenced
    )
