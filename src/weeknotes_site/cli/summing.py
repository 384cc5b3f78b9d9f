"""Shorten long lists of warnings: print a few of each frequent kind, and count the rest by team."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from weeknotes_site.cli.commands import with_root
from weeknotes_site.cli.report import counted
from weeknotes_site.content.files.paths import team_folder
from weeknotes_site.diagnostics import Diagnostic, escaped
from weeknotes_site.model.language import Untranslated

FLOOD = 10
"""Kinds with more warnings than this are shortened."""
SHOWN = 3
"""Warnings printed of a shortened kind."""
MAX_NAMES = 12
"""Maximum teams named in a count."""

_COMMAND = "`weeknotes check --all`"


class SummedUp(Struct, frozen=True, kw_only=True):
    """A shortened report."""

    shown: tuple[Diagnostic, ...]
    sums: tuple[str, ...]
    """A line for each shortened kind."""


def sum_up(found: Iterable[Diagnostic]) -> SummedUp:
    """Keep all errors, and the first few of each frequent kind of warning."""
    found = tuple(found)
    counts = Counter(one.code for one in found if not one.is_error)
    seen: Counter[str] = Counter()
    shown, hidden = [], defaultdict(list)
    for one in found:
        seen[one.code] += not one.is_error
        if one.is_error or counts[one.code] <= FLOOD or seen[one.code] <= SHOWN:
            shown.append(one)
        else:
            hidden[_kind(one)].append(one)
    sums = (
        f"{len(each):,} more {kind} ({_by_team(each)}): {with_root(_COMMAND)}" for kind, each in sorted(hidden.items())
    )
    return SummedUp(shown=tuple(shown), sums=tuple(sums))


def untranslated_lines(
    untranslated: Iterable[Untranslated], wants: Callable[[str], bool], *, in_full: bool
) -> Iterator[str]:
    """Yield a line for each language with untranslated notes, which names the first few or all of them."""
    for one in untranslated:
        paths = [path for path in one.paths if wants(path)]
        shown = paths if in_full else paths[-SHOWN:]
        named = ", ".join(map(escaped, reversed(shown)))
        left = len(paths) - len(shown)
        more = f" and {left:,} more: {with_root(_COMMAND)}" if left else ""
        verb = "has" if len(paths) == 1 else "have"
        if paths:
            yield f"{counted(len(paths), 'note')} {verb} no translation into `{one.language}`: {named}{more}"


def _kind(one: Diagnostic) -> str:
    """Return a warning's code, with the key for `unknown-key`."""
    key = one.place.written if one.code == "unknown-key" else ""
    return f"{one.code} `{escaped(key)}`" if key else one.code


def _by_team(several: Iterable[Diagnostic]) -> str:
    """Return counts by team, like `data-platform 12, repairs 3`, the largest first."""
    counts = Counter((team_folder(one.path) or one.path).rpartition("/")[2] for one in several)
    names = [f"{name} {count:,}" for name, count in counts.most_common(MAX_NAMES)]
    rest = len(counts) - len(names)
    return ", ".join(names) + (f" and {rest:,} more teams" if rest > 0 else "")
