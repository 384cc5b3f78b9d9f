"""Determine the authors of an imported note."""

import re
from collections.abc import Mapping

from msgspec import Struct

from weeknotes_site.content.front_matter.fields import BETWEEN_NAMES, MAX_LIST
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.importer.known_site import KnownSite
from weeknotes_site.importer.settle.notes import Settled
from weeknotes_site.importer.text.tidy import one_line
from weeknotes_site.model.team import team_signature

MAX_NAME = 100
_ADDRESS = re.compile(r"[^\s@]@[^\s@.]{1,100}\.[^\s@]")
_NO_NAMES = frozenset(("admin", "administrator", "root", "wordpress", "editor", "webmaster", "unknown", "author"))


class Signed(Struct, frozen=True, kw_only=True):
    """A note's authors and how they were found."""

    names: tuple[str, ...]
    """Empty if the team's file names one."""
    how: str
    remarks: tuple[str, ...]


def choose_authors(one: Settled, site: KnownSite, people: Mapping[str, str], default: str) -> Signed:
    """Return the authors to write: those of the source, else the team's, the default, the team itself."""
    folded = {name.casefold(): to for name, to in people.items()}
    given = [folded.get(name.casefold(), name) for name in map(one_line, one.note.authors)]
    named = tuple(name for name in dict.fromkeys(given) if _is_name(name))
    odd = tuple(f"the author `{name}` was left out" for name in given if name and name not in named)
    if named:
        return Signed(names=named[:MAX_LIST], how=one.note.authors_how, remarks=odd)
    known = site.team(one.team.name)
    if known is None or known.has_author:
        return Signed(names=(), how="none in the source; the team's `_team.md` names one", remarks=odd)
    if default:
        return Signed(names=(default,), how="`--author`", remarks=odd)
    return Signed(names=(team_signature(one.team.name),), how="none in the source, so the team", remarks=odd)


def _is_name(name: str) -> bool:
    is_address = _ADDRESS.search(name) is not None
    return name.casefold() not in _NO_NAMES and len(name) <= MAX_NAME and bool(slug_of(name)) and not is_address


def author_value(authors: tuple[str, ...]) -> str | tuple[str, ...]:
    """Return authors for front matter: as a list if one text would be split otherwise."""
    if len(authors) == 1 and not BETWEEN_NAMES.search(authors[0]):
        return authors[0]
    return authors
