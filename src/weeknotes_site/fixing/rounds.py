"""Apply fixes in memory until none is left, because one fix can reveal the next.

Nothing is written here, so a diff shows what `--fix` would do.
"""

import base64
import binascii
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from urllib.parse import unquote_to_bytes

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.files.tree import read_at_once
from weeknotes_site.content.markdown.fixes import save_pictures
from weeknotes_site.content.reading import Files, Reading, digest_of_file, parse_file, read_files
from weeknotes_site.content.text.source import MAX_NOTE_BYTES, read_whole
from weeknotes_site.diagnostics import Diagnostic, Fix
from weeknotes_site.fixing.changes import Change
from weeknotes_site.fixing.edits import Text
from weeknotes_site.fixing.letters import keeps_letters
from weeknotes_site.fixing.nesting import keeps_nesting
from weeknotes_site.loading import assemble
from weeknotes_site.run import Options, Sources
from weeknotes_site.sources import find_sources

MAX_ROUNDS = 20
_LEVELS = "heading-skips-level"
_MAX_TRIED_BYTES = 2_000_000
"""Maximum bytes of a file's versions that are compared in a round: 25 of the longest note."""
_IN_LARGE_FILES = ("note-too-large", "picture-as-data")
MAX_BYTES = 50_000_000
"""Maximum size of a file to fix: with pictures in it, it may be much larger than a note may be."""

_Keeps = Callable[[str, bytes, bytes], bool]
"""Returns whether two versions of the file at a path say the same."""


class Selection(Struct, frozen=True, kw_only=True):
    """The fixes to apply."""

    wants: Callable[[str], bool]
    """Whether a file, by its path, is to be fixed."""
    unsafe: bool = False


def find_changes(options: Options, selection: Selection) -> tuple[Change, ...]:
    """Return the changes that fixes make to the files of a site. Raises Problem if there is nothing to read."""
    sources = find_sources(options)
    files, _ = read_files(sources.tree, sources.reading, options.cache, Files(), sources.unchanged, jobs=options.jobs)
    drafts: dict[str, _Draft] = {}
    for _ in range(MAX_ROUNDS):
        fixed = _fix_once(sources, files, drafts, selection)
        if not fixed:
            break
        drafts |= fixed
        files = _with_drafts(sources, files, fixed)
    changes = (draft.change for draft in drafts.values() if draft.change.codes)
    return tuple(sorted(changes, key=lambda change: change.path))


class _Draft(Struct, frozen=True, kw_only=True):
    """A file with the fixes applied so far."""

    change: Change
    refused: frozenset[Fix] = frozenset()
    """Fixes declared safe that would change the text of the note."""


def as_offered(options: Options, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics with their fixes as `--fix` treats them.

    A fix that is refused as safe becomes unsafe; one that cannot be applied is removed.
    """
    diagnostics = tuple(diagnostics)
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in diagnostics:
        if one.fix:
            by_path[one.path].append(one)
    if not by_path:
        return diagnostics
    sources = find_sources(options)
    changed = {path: found for path, some in by_path.items() if (found := _as_applied(sources, path, some))}
    # A refused fix may be applied after others, at another place in the file.
    changes = find_changes(options, Selection(wants=changed.__contains__)) if changed else ()
    later = {one.path: Counter(one.codes) for one in changes}
    counts = Counter((one.path, one.code) for some in by_path.values() for one in some)

    def offered(one: Diagnostic) -> Fix | None:
        found = changed.get(one.path, {})
        if not one.fix or one.fix not in found:
            return one.fix
        applied = later.get(one.path, Counter())[one.code]
        is_applied = one.fix.is_safe and applied >= counts[one.path, one.code]
        return one.fix if is_applied else found[one.fix]

    return tuple(replace(one, fix=offered(one)) if one.fix else one for one in diagnostics)


def _as_applied(sources: Sources, path: str, diagnostics: Iterable[Diagnostic]) -> dict[Fix, Fix | None]:
    """Return the fixes of a file that cannot be applied as they are, each with the fix to offer instead, if any."""
    draft = _open(sources, Files(), path)
    if not draft:
        return {one.fix: None for one in diagnostics if one.fix}
    codes = _fixes(draft, diagnostics)
    text = Text(draft.change.after)
    impossible = [fix for fix in codes if not _can_be_applied(sources, draft.change, text, fix)]
    safe = [fix for fix in codes if fix.is_safe]
    others, levels = [[fix for fix in safe if (codes[fix] == _LEVELS) is is_level] for is_level in (False, True)]
    _, kept, refused = _apply_safe(draft, others, keeps_letters)
    if levels:
        keeps = partial(_keeps_letters_and_nesting, sources.reading)
        refused |= _apply_safe(draft, levels, keeps, kept)[2]
    return {fix: replace(fix, is_safe=False) for fix in refused} | dict.fromkeys(impossible)


def _fix_once(sources: Sources, files: Files, drafts: Mapping[str, _Draft], selection: Selection) -> dict[str, _Draft]:
    """Return the drafts of all files that a round changes."""
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in assemble(sources, files).diagnostics:
        if (one.fix or one.code in _IN_LARGE_FILES) and selection.wants(one.path):
            by_path[one.path].append(one)
    fixed = {}
    for path, diagnostics in by_path.items():
        draft = drafts.get(path) or _open(sources, files, path)
        if draft:
            better = _fix_file(sources, draft, _fixes(draft, diagnostics), unsafe=selection.unsafe)
            if better != draft:
                fixed[path] = better
    return fixed


def _fixes(draft: _Draft, diagnostics: Iterable[Diagnostic]) -> dict[Fix, str]:
    """Return the fixes of a file's diagnostics, each with the code that it is for.

    A file that is too large is read without the data of its pictures, so columns after them are wrong.
    """
    path, raw = draft.change.path, draft.change.after
    fixes = {one.fix: one.code for one in diagnostics if one.fix}
    source = read_whole(path, raw) if len(raw) > MAX_NOTE_BYTES else None
    if not source:
        return fixes
    right = {fix: code for fix, code in fixes.items() if not any("data:" in source.line(at.line) for at in fix.edits)}
    codes = [one.code for one in diagnostics if one.code in _IN_LARGE_FILES]
    return right | dict.fromkeys(save_pictures(source), codes[0]) if codes else right


def _open(sources: Sources, files: Files, path: str) -> _Draft | None:
    """Return a file as it was checked; None if it has changed since."""
    try:
        raw = read_at_once(sources.tree.root / path, MAX_BYTES)
    except OSError:
        return None
    digest = files.digests.get(path)
    if digest and digest != digest_of_file(sources.reading, path, raw):
        return None
    return _Draft(change=Change(path=path, before=raw, after=raw))


def _fix_file(sources: Sources, draft: _Draft, codes: Mapping[Fix, str], *, unsafe: bool) -> _Draft:
    """Apply the safe fixes of a file or, if none is left, the unsafe ones; `codes` are the codes they resolve."""
    safe = [fix for fix in codes if fix.is_safe and fix not in draft.refused]
    if safe:
        # Until all other fixes are applied, it is not known which lines are headings.
        others = [fix for fix in safe if codes[fix] != _LEVELS]
        keeps = keeps_letters if others else partial(_keeps_letters_and_nesting, sources.reading)
        after, applied, refused = _apply_safe(draft, others or safe, keeps)
        change = _with_codes(replace(draft.change, after=after), codes, applied)
        return replace(draft, change=change, refused=draft.refused.union(refused))
    return _apply_unsafe(sources, draft, codes) if unsafe else draft


def _keeps_letters_and_nesting(reading: Reading, path: str, before: bytes, after: bytes) -> bool:
    return keeps_letters(path, before, after) and keeps_nesting(reading, path, before, after)


def _apply_safe(
    draft: _Draft, fixes: list[Fix], keeps: _Keeps, kept: tuple[Fix, ...] = ()
) -> tuple[bytes, tuple[Fix, ...], set[Fix]]:
    """Apply all fixes, in addition to `kept`, if that keeps what the note says; else find those that do by halving.

    The others are returned as refused. Fixes that overlap an applied one are found again in the next round.
    """
    path, text = draft.change.path, Text(draft.change.after)
    current, kept = text.apply(kept)
    refused: set[Fix] = set()
    waiting = [fixes]
    tries = _MAX_TRIED_BYTES // (len(current) + 1)
    while waiting:
        some = waiting.pop()
        after, applied = text.apply([*kept, *some])
        if len(applied) <= len(kept):
            continue
        tries -= 1
        if tries >= 0 and keeps(path, current, after):
            current, kept = after, applied
        elif tries < 0 or len(some) == 1:
            refused.update(some)
        else:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
    return current, kept, refused


def _apply_unsafe(sources: Sources, draft: _Draft, codes: Mapping[Fix, str]) -> _Draft:
    change = draft.change
    renamed = next((fix for fix in codes if fix.new_name and not change.new_path), None)
    if renamed:
        new_path = _new_path(change, renamed)
        if not _can_be_applied(sources, change, Text(change.after), renamed):
            return draft
        return replace(draft, change=_with_codes(replace(change, new_path=new_path), codes, [renamed]))
    if not any(fix.edits for fix in codes):
        return draft
    text = Text(change.after)
    after, applied = text.apply(fix for fix in codes if _can_be_applied(sources, change, text, fix))
    pictures = dict(change.pictures)
    for fix in applied:
        pictures |= _extracted(change.path, text, fix)
    return replace(draft, change=_with_codes(replace(change, after=after, pictures=pictures), codes, applied))


def _can_be_applied(sources: Sources, change: Change, text: Text, fix: Fix) -> bool:
    """Return whether the files that a fix writes or renames can be read and take no other file's place."""
    try:
        paths = _extracted(change.path, text, fix)
    except ValueError:
        return False
    if fix.new_name and _new_path(change, fix) in sources.tree.signatures:
        return False
    return not any(path in change.pictures or path in sources.tree.signatures for path in paths)


def _new_path(change: Change, fix: Fix) -> str:
    return f"{change.path.rpartition('/')[0]}/{fix.new_name}"


def _extracted(path: str, text: Text, fix: Fix) -> dict[str, bytes]:
    folder = path.rpartition("/")[0]
    return {f"{folder}/{one.name}": read_data_url(text.cut(one.url)) for one in fix.extracts}


def read_data_url(url: str) -> bytes:
    """Return the bytes in a `data:` URL (RFC 2397). Raises ValueError."""
    head, comma, data = url.partition(",")
    if not comma or not head.startswith("data:"):
        raise ValueError("not a data: URL")
    raw = unquote_to_bytes(data)
    try:
        return base64.b64decode(raw, validate=True) if head.endswith(";base64") else raw
    except binascii.Error as failure:
        raise ValueError("damaged base64") from failure


def _with_codes(change: Change, codes: Mapping[Fix, str], applied: Iterable[Fix]) -> Change:
    return replace(change, codes=(*change.codes, *(codes[fix] for fix in applied)))


def _with_drafts(sources: Sources, files: Files, drafts: Mapping[str, _Draft]) -> Files:
    """Return the files, with changed ones read again."""
    again = {path: parse_file(sources.reading, path, draft.change.after)[0] for path, draft in drafts.items()}
    return replace(
        files,
        notes=tuple(again.get(file.path, file) for file in files.notes),
        teams=tuple(again.get(file.path, file) for file in files.teams),
        pages=tuple(again.get(file.path, file) for file in files.pages),
    )
