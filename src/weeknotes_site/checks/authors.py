"""Authors that are taken for one person and are several, or whose name is the wrong way round."""

import re
from collections.abc import Iterable, Iterator

from weeknotes_site.content.fields import BETWEEN_NAMES
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.notes import names_a_team, names_own_team
from weeknotes_site.site.teams import Teams

# Names come with single spaces.
_BETWEEN = re.compile(r" ?; ?| [/|+] ")
_MAILBOX = re.compile(r"[<(\[](?:mailto:)?[^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]{1,190}[>)\]]")
_SURNAME = re.compile(r"(?:O['’]|Mc|Mac(?=[A-Z])|(?:van|von|de|da|di|le|la|al|el)[ -]).*|[A-Z'’-]{3,}")


def find_odd_authors(notes: Iterable[Identified], teams: Teams) -> list[Diagnostic]:
    """Look at each note's authors; the names of all notes tell which way round a name is."""
    notes = tuple(notes)
    known = {name for note in notes for name in _names(note, teams)}
    return [problem for note in notes for problem in _odd(note, teams, known)]


def _names(note: Identified, teams: Teams) -> Iterable[str]:
    written = note.file.fields.author
    if not isinstance(written, str):
        return written
    return (written,) if names_own_team(written, note.team, teams) else BETWEEN_NAMES.split(written)


def _odd(note: Identified, teams: Teams, known: set[str]) -> Iterator[Diagnostic]:
    written = note.file.fields.author
    whole = (written,) if isinstance(written, str) else written
    for name in whole:
        if not name or names_a_team(name, note.team, teams):
            continue
        place = note.file.place("author")
        if _MAILBOX.search(name):
            bare = " ".join(_MAILBOX.sub("", name).split())
            message = f"the address in `{name}` would be shown as part of the name"
            yield warning("several-names", place, message, f"write `author: {bare}`")
        elif _BETWEEN.search(name):
            names = ", ".join(filter(None, _BETWEEN.split(name)))
            message = f"`{name}` is taken for one person"
            yield warning("several-names", place, message, f"write `author: [{names}]`")
        elif isinstance(written, str) and (turned := _turned(name, known)):
            message = f"`{name}` is taken for two people"
            yield warning("several-names", place, message, f"write `author: {turned}`")


def _turned(name: str, known: set[str]) -> str:
    """Return `Ann O'Brien` for `O'Brien, Ann`; empty where it may be two people by their first names."""
    surname, comma, first = (part.strip() for part in name.partition(","))
    if not comma or not first or "," in first or BETWEEN_NAMES.search(first):
        return ""
    turned = f"{first} {surname}"
    is_surname = bool(_SURNAME.fullmatch(surname)) and " " not in first and not _SURNAME.fullmatch(first)
    return turned if turned in known or is_surname else ""
