"""Check for notes that are published although their name or title says that they are drafts."""

import re
from collections.abc import Iterable, Iterator

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.regex import regex

_FOLDER = regex(r"/_?(?:drafts?|wip|unpublished)/", re.IGNORECASE)
_NAME = regex(
    r"(?:draft|wip)[ _.-](?:week-?notes?[ _.-])?(?:\d{4}-(?:\d\d|w\d)|w\d).*|"
    r".*(?:\d{4}-\d\d-\d\d|w\d{1,2}|week-?notes?)[ _.-]{1,3}\(?(?:draft|wip)\)?",
    re.IGNORECASE,
)
"""The draft of a note, not a note about one, such as `2026-11-20-draft-budget` or `draft-local-plan-2040`."""
_TITLE = regex(
    r"[\[(](?:draft|wip)[\])].*|(?-i:DRAFT)(?: ?[:–—-].*)?|draft ?[:–—-] [^\n]{0,60}\bweek.*|"
    r"[^\n]{0,60}\bweek[^\n]{0,60}[\[(](?:draft|wip)[\])]",
    re.IGNORECASE,
)


def find_published_drafts(notes: Iterable[NoteFacts]) -> Iterator[Diagnostic]:
    """Warn about notes that look like drafts, unless they have the key."""
    for note in notes:
        folder, _, name = note.path.rpartition("/")
        if note.team.has_file:
            folder = folder.removeprefix(note.team.folder)  # a team may be called so
        if _FOLDER.search(f"{folder}/"):
            what = "the name of its folder"
        elif _NAME.fullmatch(name[: -len(".md")]):
            what = "its file's name"
        elif _TITLE.fullmatch(note.title):
            what = "its title"
        else:
            continue
        if "draft" in note.file.given:
            continue
        message = f"{what} says that this is a draft, but it is published"
        hint = "add `draft: true`, or `draft: false` if that is right"
        yield warning("published-draft", note.file.place("date"), message, hint)
