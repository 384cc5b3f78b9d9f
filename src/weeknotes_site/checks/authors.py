"""Authors that are taken for one person and are several, or whose name is the wrong way round."""

import re
from collections.abc import Iterable, Iterator

from weeknotes_site.content.fields import BETWEEN_NAMES
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.model.team import Team
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.notes import names_a_team, names_own_team
from weeknotes_site.site.teams import Teams

Signature = str | tuple[str, ...]
"""`author:` as written."""

# Names come with single spaces.
_BETWEEN = re.compile(r" ?; ?| [/|+] ")
_MAILBOX = re.compile(r"[<(\[](?:mailto:)?[^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]{1,190}[>)\]]")
_SURNAME = re.compile(r"(?:O['’]|Mc|Mac(?=[A-Z])|(?:van|von|de|da|di|le|la|al|el)[ -]).*|[A-Z'’-]{3,}")


def find_odd_authors(notes: Iterable[Identified], teams: Teams) -> list[Diagnostic]:
    """Look at each note's authors; the names of all notes tell which way round a name is."""
    signed: dict[tuple[Signature, str], list[Identified]] = {}
    for note in notes:
        signed.setdefault((note.file.fields.author, note.team.slug), []).append(note)
    known = {name for (written, _), by in signed.items() for name in _names(written, by[0].team, teams)}
    return [
        warning("several-names", note.file.place("author"), message, hint)
        for (written, _), by in signed.items()
        for message, hint in _odd(written, by[0].team, teams, known)
        for note in by
    ]


def _names(written: Signature, team: Team, teams: Teams) -> Iterable[str]:
    if not isinstance(written, str):
        return written
    return (written,) if names_own_team(written, team, teams) else BETWEEN_NAMES.split(written)


def _odd(written: Signature, team: Team, teams: Teams, known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the message and hint for each odd name."""
    for name in (written,) if isinstance(written, str) else written:
        if not name or names_a_team(name, team, teams):
            continue
        if _MAILBOX.search(name):
            bare = " ".join(_MAILBOX.sub("", name).split())
            yield f"the address in `{name}` would be shown as part of the name", f"write `author: {bare}`"
        elif _BETWEEN.search(name):
            names = ", ".join(filter(None, _BETWEEN.split(name)))
            yield f"`{name}` is taken for one person", f"write `author: [{names}]`"
        elif isinstance(written, str) and (turned := _turned(name, known)):
            yield f"`{name}` is taken for two people", f"write `author: {turned}`"


def _turned(name: str, known: set[str]) -> str:
    """Return `Ann O'Brien` for `O'Brien, Ann`; empty where it may be two people by their first names."""
    surname, comma, first = (part.strip() for part in name.partition(","))
    if not comma or not first or "," in first or BETWEEN_NAMES.search(first):
        return ""
    turned = f"{first} {surname}"
    is_surname = bool(_SURNAME.fullmatch(surname)) and " " not in first and not _SURNAME.fullmatch(first)
    return turned if turned in known or is_surname else ""
