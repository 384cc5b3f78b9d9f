"""A long list of warnings cut short: a kind that floods is shown three times and summed up by team."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct

from weeknotes_site.content.tree import team_folder
from weeknotes_site.diagnostics import Diagnostic

FLOOD = 10
"""The most warnings of a kind that are all shown."""
SHOWN = 3
"""How many are shown of a kind that floods."""
MAX_NAMES = 12
"""How many teams or keys a sum names."""

COMMAND = "weeknotes check --all"


class Brief(Struct, frozen=True, kw_only=True):
    """A report as people can read it."""

    shown: tuple[Diagnostic, ...]
    sums: tuple[str, ...]
    """A line for each kind that is not shown in full."""


def shortened(found: Iterable[Diagnostic]) -> Brief:
    """Keep all errors, and of each kind of warning that floods the first few."""
    found = tuple(found)
    kinds: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    for one in found:
        if not one.is_error:
            kinds[_kind(one)].append(one)
    floods = {kind: several for kind, several in kinds.items() if len(several) > FLOOD}
    hidden = {one for several in floods.values() for one in several[SHOWN:]}
    sums = (f"{_sum(kind, several)}: {COMMAND}" for kind, several in sorted(floods.items()))
    return Brief(shown=tuple(one for one in found if one not in hidden), sums=tuple(sums))


def _kind(one: Diagnostic) -> tuple[str, str]:
    """Return a warning's code, and for an unknown key the key."""
    key = one.place.source[one.place.column - 1 :][: one.place.length] if one.code == "unknown-key" else ""
    return one.code, key


def _sum(kind: tuple[str, str], several: list[Diagnostic]) -> str:
    code, key = kind
    about = f"{code} `{key}`" if key else code
    return f"{len(several) - SHOWN} more {about} ({_by_team(several[SHOWN:])})"


def _by_team(several: Iterable[Diagnostic]) -> str:
    """Return `data-platform 12, repairs 3`, those with most of them first."""
    counts = Counter((team_folder(one.path) or one.path).rpartition("/")[2] for one in several)
    names = [f"{name} {count}" for name, count in counts.most_common(MAX_NAMES)]
    rest = len(counts) - len(names)
    return ", ".join(names) + (f" and {rest} more teams" if rest > 0 else "")
