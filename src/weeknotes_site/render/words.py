"""Texts of notes on one line: names in a sentence, titles of limited length."""

from weeknotes_site.languages import Language
from weeknotes_site.model.note import Note
from weeknotes_site.model.week import Week
from weeknotes_site.regex import regex

# XML 1.0 (section 2.2) forbids these; C1 controls come from a wrong encoding (W3C: BadCharacters).
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# In UTF-8 each of them has, or begins with, one of these.
_SIGNS = bytes({*range(0x20), 0x7F, 0xC2, 0xED, 0xEF}.difference(b"\t\n\r"))


def without_forbidden(text: str) -> str:
    """Drop characters that XML forbids; a replacement character, which validators report as a broken file, becomes `?`.

    Files of notes contain none, but escapes in YAML, TOML and Markdown can produce them.
    """
    # On a note in a feed, this takes a fifth of the time of the pattern.
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw.translate(None, _SIGNS)) == len(raw):
        return text
    return _FORBIDDEN.sub("", text).replace("\ufffd", "?")


def clean(text: str) -> str:
    """Return a text as one line without characters that XML forbids."""
    return " ".join(without_forbidden(text).split())


def shortened(text: str, length: int) -> str:
    """Return a text as one line of at most `length` characters."""
    return cut(clean(text), length)


def cut(text: str, length: int) -> str:
    """Return at most `length` characters of a line; unlike `shortened` it keeps no-break spaces."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def title_of(note: Note, language: Language) -> str:
    """Return a note's title, by default `Repairs weeknotes, 21 January 2022`."""
    if note.title:
        return note.title
    return language.gettext("%(team)s weeknotes, %(date)s") % {"team": note.team.name, "date": language.day(note.date)}


def week_title(week: Week, language: Language) -> str:
    """Return `Week 3, 17–21 January 2022`."""
    days = language.span(week.monday, week.friday)
    return language.gettext("Week %(number)s, %(days)s") % {"number": week.number, "days": days}
