"""Check authors: several people in one name, names in the wrong order, values that are not names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from weeknotes_site.content.front_matter.fields import BETWEEN_NAMES
from weeknotes_site.content.front_matter.fixes import as_value
from weeknotes_site.content.note_file import TeamFile
from weeknotes_site.diagnostics import Diagnostic, Place, replacing, warning
from weeknotes_site.model.team import Team
from weeknotes_site.regex import regex
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.notes import names_a_team, names_in
from weeknotes_site.site.teams import Teams

WrittenAuthor = str | tuple[str, ...]
"""`author:` as written."""

# Names contain only single spaces. What is in round brackets is not split, as in `Ann Lee (Parks and Leisure)`.
# German, French, Scandinavian and Welsh; in other languages the word for "and" can be part of a name.
_OTHER_AND = r"und|et|och|og|ac|with"
_BEFORE_BRACKET = r"(?![^()]{0,80}\))"
_BETWEEN = regex(rf"(?: ?; ?| [/|+] ){_BEFORE_BRACKET}")
_AND = regex(rf" (?:{_OTHER_AND}) {_BEFORE_BRACKET}")
_AND_IN_LIST = regex(rf" (?:and|&|{_OTHER_AND}) {_BEFORE_BRACKET}")
"""Only names that are not in a list are split at the English "and"."""
_DEGREE = regex(r"[^,]+, ?(?:Ph\.?D|D\.?Phil|M\.?D|[BM]\.?Sc|M\.?A|M\.?B\.?A|[OMC]BE|Jr|Sr|Esq)\.?")
_MAILBOX = regex(r"[<(\[](?:mailto:)?[^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]{1,190}[>)\]]")
_ADDRESS = regex(r"[^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]{1,190}\.[a-z]{2,24}|https?://\S+", re.IGNORECASE)
_EXAMPLE = regex(
    r"[<\[{(]{0,2} ?(?:(?:your|first|full|author)[ -]?(?:last[ -]?)?name|(?:ihr|dein|euer) name|votre (?:pré)?nom"
    r"|eich enw|اسمك) ?[>\]})]{0,2}|\{\{[^{}]{0,80}\}\}"
    r"|[<\[](?:authors?|names?|autor(?:in)?|auteur|awdur|nom|enw)[>\]]",
    re.IGNORECASE,
)
_AROUND = regex(r"^(?:[Ww]ritten by|[Bb]y):? (?=\S)|(?<=\S) (?:and|&)$")
"""Words around a name that are not part of it."""
_CURLY = regex(r"[“„‘«][^“”„‘’«»]{1,100}[”“’»]")
_SURNAME = regex(r"(?:O['’]|Mc|Mac(?=[A-Z])|(?:van|von|de|da|di|le|la|al|el)[ -]).*|[A-Z'’-]{3,}")
_FROM_OUTLOOK = regex(r"([^(),;\s]{2,50}), ?([^\W\d_][\w.'’-]{1,50}(?: [A-Z]\.?)?) [(\[][^()\[\],]{2,80}[)\]]")
_JOB = regex(
    r"(?:(?:interim|acting|deputy|assistant|joint) ){0,2}"
    r"(?:head|director|leader|chief|manager|member) (?:of|for) \w.{0,80}"
    r"|(?:(?:senior|principal|lead|head|chief|deputy|assistant|interim) ){0,2}"
    r"(?:product|delivery|project|programme|service|engineering|data|content|user|technical|technology|communications"
    r"|operations|digital|business|interaction) "
    r"(?:manager|owner|lead|designer|researcher|officer|engineer|architect|analyst|director)",
    re.IGNORECASE,
)


def find_odd_authors(
    notes: Iterable[Identified], team_files: Iterable[TeamFile], teams: Teams
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Check the authors of notes and of team files; the names in all notes show the order of a name's parts."""
    team_files = tuple(team_files)
    signed: dict[tuple[WrittenAuthor, str], list[Identified]] = {}
    for note in notes:
        signed.setdefault((note.file.fields.author, note.team.slug), []).append(note)
    known = Counter(name for (written, _), by in signed.items() for name in names_in(written, by[0].team, teams))
    known.update(file.fields.author for file in team_files)
    of_notes = [
        _warn(note.file.place("author"), written, message, right)
        for (written, _), by in signed.items()
        for message, right in _odd(written, by[0].team, teams, known)
        for note in by
    ]
    of_teams = [
        # A team's file takes one text.
        _warn(file.place("author"), file.fields.author, message, right.strip("[]"))
        for file in team_files
        if file.fields.author and (team := teams.owner_of(file.folder))
        for message, right in _odd(file.fields.author, team, teams, known)
    ]
    return of_notes, of_teams


def _odd(written: WrittenAuthor, team: Team, teams: Teams, known: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the message for each odd name, and the value that was meant."""
    for name in (written,) if isinstance(written, str) else written:
        if not name or "](" in name or names_a_team(name, team, teams):
            continue  # a link is reported where the file is read
        if what := _no_name(name):
            yield f"`{name}` is {what}, which would be shown as a name", ""
        elif _CURLY.fullmatch(name):
            yield f"the quotes in `{name}` would be shown as part of the name", as_value(name[1:-1])
        elif more := _MAILBOX.search(name) or _AROUND.search(name):
            bare = as_value(" ".join(more.re.sub("", name).split()))
            part = "address" if "@" in more[0] else f"`{more[0].strip()}`"
            yield f"the {part} in `{name}` would be shown as part of the name", bare
        elif len(names := _several(name, _AND if isinstance(written, str) else _AND_IN_LIST, known)) > 1:
            yield f"`{name}` is read as one person", f"[{', '.join(map(as_value, names))}]"
        elif names:
            yield f"the `;` in `{name}` would be shown as part of the name", as_value(names[0])
        elif job := _job(written, name):
            people = [as_value(one) for one in _parts(written) if one and not _JOB.fullmatch(one)]
            right = people[0] if len(people) == 1 else f"[{', '.join(people)}]"
            yield f"`{job}` is a job, which would be shown as a name", right
        elif isinstance(written, str) and (right := _reordered(name, known)):
            yield f"`{name}` is read as two people", as_value(right)


def _no_name(text: str) -> str:
    """Return what a text is instead of a name; empty if it may be one."""
    if _ADDRESS.fullmatch(text):
        return "an address"
    return "an example" if _EXAMPLE.fullmatch(text) else ""


def _parts(written: WrittenAuthor) -> Sequence[str]:
    return BETWEEN_NAMES.split(written) if isinstance(written, str) else written


def _job(written: WrittenAuthor, name: str) -> str:
    """Return the job in a name that stands next to a person's; empty if there is none."""
    first, *others = _parts(written)
    jobs = [one for one in others if _JOB.fullmatch(one) and (isinstance(written, str) or one == name)]
    return jobs[0] if jobs and not _JOB.fullmatch(first) else ""


def _several(name: str, between: re.Pattern[str], known: Mapping[str, int]) -> list[str]:
    """Return the names in a text that is written as one, without a separator at its end; empty for one name."""
    if _BETWEEN.search(name):
        return [one for one in _BETWEEN.split(name) if one]
    names = between.split(name)
    # Names of departments contain the word for "and", too: `Referat Haushalt und Zentrale Dienste`.
    is_several = any(one in known for one in names) and all(" " in one or one in known for one in names)
    return names if len(names) > 1 and is_several else []


def _warn(place: Place, written: WrittenAuthor, message: str, right: str) -> Diagnostic:
    """Return a warning, with a fix if the name is the whole value on one line, optionally in quotes."""
    is_whole = isinstance(written, str) and place.length in (len(written), len(written) + 2)
    fix = replacing(place, right, is_safe=False) if is_whole and right else None
    value = f"author: {right}" if isinstance(written, str) else right.strip("[]")
    hint = f"write `{value}`" if right else "write the name of the person"
    return warning("several-names", place, message, hint, fix)


def _reordered(name: str, known: Mapping[str, int]) -> str:
    """Return `Ann O'Brien` for `O'Brien, Ann`, `Ann Lee PhD` for `Ann Lee, PhD`; empty if it may be two people."""
    if _DEGREE.fullmatch(name):
        return name.replace(",", "")
    if (outlook := _FROM_OUTLOOK.fullmatch(name)) and known.get(outlook[1], 0) < 2:
        return f"{outlook[2]} {outlook[1]}"
    surname, comma, first = (part.strip() for part in name.partition(","))
    if not comma or not first or "," in first or BETWEEN_NAMES.search(first):
        return ""
    reordered = f"{first} {surname}"
    is_surname = bool(_SURNAME.fullmatch(surname)) and " " not in first and not _SURNAME.fullmatch(first)
    return reordered if reordered in known or is_surname else ""
