"""The next title of a team whose titles follow from the number, the date or the week."""

import re
from datetime import timedelta

from weeknotes_site.content.title_styles import restyle
from weeknotes_site.content.titles import Claim, Sense, TitleFacts
from weeknotes_site.model.days import span_in_words
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.new_note.last_note import LastNote
from weeknotes_site.new_note.plan import Plan

_NOTES = re.compile(r"\bweek\s*-?\s*notes?\b", re.I)


def next_title(last: LastNote, plan: Plan, team: Team, number: int | None) -> str:
    """Return the last title with the new number and date; empty where somebody has thought of that title.

    What follows the date or number (`…, 13 November 2026: what four weeks of texts did`) was about that note.
    """
    title = last.file.title
    names = (team.name, *team.aliases, *team.formerly)
    if not _NOTES.search(title) and not title.casefold().startswith(tuple(name.casefold() for name in names)):
        return ""
    changes = _changes(last.file.title_facts, last.note, plan, names, number)
    if not changes:
        return ""
    written, end = "", 0
    for start, stop, text in sorted(changes):
        written += title[end:start] + text
        end = stop
    return written


def _changes(
    facts: TitleFacts, last: Note, plan: Plan, names: tuple[str, ...], number: int | None
) -> list[tuple[int, int, str]]:
    """Return what to write in place of which part of the title; nothing where a part cannot be rewritten."""
    claims = facts.claims_of(names)
    changes = []
    for claim in claims:
        text = _rewrite(claim, last, plan)
        if text is None:
            return []
        changes.append((claim.start, claim.end, text))
    if found := facts.number:
        was, start = found
        if number is not None and was != last.number:
            return []
        changes.append((start, start + len(str(was)), str(was + 1 if number is None else number)))
    if (counted := facts.week_number) and not claims:
        was, start, text = counted
        now = str(plan.week.number + was - last.week.number)
        changes.append((start, start + len(text), text.removesuffix(str(was)) + now))
    return changes


def _rewrite(claim: Claim, last: Note, plan: Plan) -> str | None:
    old, new = last.week, plan.week
    if claim.text == str(old):
        return str(new)
    if claim.text == span_in_words(old.monday, old.friday):
        return span_in_words(new.monday, new.friday)
    if claim.sense is Sense.DAY and claim.days[0] == last.date:
        return restyle(claim.text, claim.days[0], plan.day)
    return _same_day_of(old, new, claim)


def _same_day_of(old: Week, new: Week, claim: Claim) -> str | None:
    into = claim.days[0] - old.monday
    if len(claim.days) == 1 and timedelta(days=-2) <= into <= timedelta(days=7):
        return restyle(claim.text, claim.days[0], new.monday + into)
    return None
