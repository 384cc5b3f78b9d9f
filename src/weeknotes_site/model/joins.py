"""Relations between notes, computed in each run."""

from collections.abc import Mapping

from msgspec import Struct

from weeknotes_site.model.mentions import Mentions
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passage, Passages
from weeknotes_site.model.terms import Explained, Terms
from weeknotes_site.model.thread import Thread


class Joins(Struct, frozen=True, kw_only=True):
    """Relations between notes; a field is empty if the settings turn it off."""

    next_passages: Mapping[str, Passages] = {}
    """By a note's url: its passages under "Next", for the note after it."""
    mentions: Mapping[str, Mentions] = {}
    """By a team's slug: where other teams mention it; teams without mentions are missing."""
    across: Mapping[str, Mapping[str, tuple[Passage, ...]]] = {}
    """By a family and a note's url: the note's passages of it."""
    referring: Mapping[str, tuple[Note, ...]] = {}
    """By a note's url: the notes that refer or link to it, newest first."""
    repeated_openings: Mapping[str, int] = {}
    """By a note's url: how many of its opening paragraphs also opened an earlier note of its team."""
    terms: Mapping[str, Terms] = {}
    """By a note's url: its terms in the glossary."""
    glossary: tuple[Explained, ...] = ()
    """The glossary, in alphabetical order."""
    threads: Mapping[str, tuple[Thread, ...]] = {}
    """By the team's slug, the earliest thread first."""
