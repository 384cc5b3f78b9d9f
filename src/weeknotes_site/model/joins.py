"""What the notes of a team have to do with each other, found anew in each run."""

from collections.abc import Mapping

from msgspec import Struct

from weeknotes_site.model.passage import Passages
from weeknotes_site.model.terms import Explained, Terms
from weeknotes_site.model.thread import Thread


class Joins(Struct, frozen=True, kw_only=True):
    """Empty where the settings turn something off."""

    next_passages: Mapping[str, Passages] = {}
    """By a note's url: where it says what comes next, for the note after it."""
    repeated_openings: Mapping[str, int] = {}
    """By a note's url: how many of the paragraphs it opens with opened an earlier note of its team."""
    terms: Mapping[str, Terms] = {}
    """By a note's url: what the glossary explains in it."""
    glossary: tuple[Explained, ...] = ()
    """The glossary, in the order of the alphabet."""
    threads: Mapping[str, tuple[Thread, ...]] = {}
    """By the team's slug, those that began first before others."""
