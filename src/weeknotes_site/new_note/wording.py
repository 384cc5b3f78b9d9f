"""Write the text of a new note: front matter, title, what the last note said under Next, and headings."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from textwrap import dedent

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.dates.days import with_ascii_digits, with_digits_of
from weeknotes_site.content.files.paths import team_folder
from weeknotes_site.content.front_matter.block import split_front_matter
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.markdown.topics import says_next
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.read_file import read_note_file
from weeknotes_site.content.text.source import decode
from weeknotes_site.content.titles.facts import Sense, TitleDate, TitleFacts
from weeknotes_site.content.titles.reading import read_title
from weeknotes_site.content.titles.styles import respan, restyle
from weeknotes_site.diagnostics import Problem
from weeknotes_site.languages import in_english
from weeknotes_site.model.days import day_in_words
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.new_note.schedule import RECENT, NotePlan, are_weeks
from weeknotes_site.new_note.week_titles import title_by_week
from weeknotes_site.regex import regex

_NUMBER = regex(r"\d+")
_MARKUP = regex(r"([\\`*_\[\]<>])")
_NOTES = regex(r"\bweek\s*-?\s*notes?\b", re.I)
_HEADING = regex(r" {0,3}(#{1,6})\s+(.*)")
_LABEL = regex(r"(?P<indent>\s*+)(?P<bullet>[-*+]\s++)?(?P<label>[^:\s][^:]{0,70}):(?:\*\*|__)?\s*(?P<text>.*)")
_BOLD_LINE = regex(r"\s{0,3}(?:\*\*|__)([^*_]{1,40})(?:\*\*|__):?\s*")
_ITEM = regex(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_FENCE = regex(r" {0,3}(```|~~~)")


class LastNote(Struct, frozen=True, kw_only=True):
    """A note and the contents of its file."""

    note: Note
    file: NoteFile
    body: str
    """The Markdown."""


def read_last_note(root: Path, note: Note) -> LastNote:
    """Read a note's file again. Raises Problem if it is no longer valid."""
    raw = (root / note.path).read_bytes()
    source, problems = decode(note.path, raw)
    block, more = split_front_matter(source)
    if errors := [one for one in (*problems, *more) if one.is_error]:
        raise Problem(*errors)
    return LastNote(note=note, file=read_note_file(note.path, raw, BodySettings())[0], body=block.body)


def write_text(team: Team, last: LastNote | None, plan: NotePlan, author: str) -> str:
    """Return the text of a new note."""
    title = next_title(last, plan, team) if last else ""
    is_heading = bool(last and not last.file.fields.title)
    front_matter = write_front_matter(
        {
            "title": "" if is_heading else title,
            "team": team.name if _needs_team(last, plan) else "",
            "date": plan.day.isoformat(),
            "week": str(plan.week) if plan.needs_week else "",
            "author": author,
            "number": "" if plan.number is None else str(plan.number),
        }
    )
    parts = [f"# {title}"] if title and is_heading else []
    parts += [*_comment(last), *_headings(last)] if last else []
    return "\n".join((front_matter, *(f"{part}\n" for part in parts)))


def _needs_team(last: LastNote | None, plan: NotePlan) -> bool:
    """Return whether front matter needs `team`: outside a team folder, or if the last note had it."""
    return last is None or bool(last.file.fields.team) or team_folder(plan.path) is None


def _comment(last: LastNote) -> Iterator[str]:
    passages = "\n\n".join(find_next(last.body)).replace("<!--", "").replace("-->", "→")
    if passages.strip():
        yield f"<!--\nThe note of {day_in_words(last.note.date)} said under Next:\n\n{passages}\n-->"


def _headings(last: LastNote) -> Iterator[str]:
    above = 1
    for heading in last.note.headings:
        above = min(heading.level, above + 1)
        text = _MARKUP.sub(r"\\\1", heading.text)
        yield f"{'#' * above} {text}"


def next_title(last: LastNote, plan: NotePlan, team: Team) -> str:
    """Return the last title with the new number, week and date; empty if the title is individual."""
    return _continued(last, plan, team) or title_by_week(plan)


def _continued(last: LastNote, plan: NotePlan, team: Team) -> str:
    """Return the title of a note about weeknotes or its team with the new number, week and date.

    The text after the date or number (`…, 13 November 2026: what four weeks of texts did`) is dropped.
    """
    title = last.file.title
    names = tuple(name.casefold() for name in team.names)
    if not _NOTES.search(in_english(title).text) and not title.casefold().startswith(names):
        return ""
    changes = _changes(title, last.file.title_facts, last.note, plan, team.names)
    if not changes:
        return ""
    written, end = "", 0
    for start, stop, text in sorted(changes):
        written += title[end:start] + text
        end = stop
    return written


def _changes(
    title: str, facts: TitleFacts, last: Note, plan: NotePlan, names: tuple[str, ...]
) -> list[tuple[int, int, str]]:
    """Return the replacements in a title; none if a part cannot be rewritten."""
    dates = facts.dates_of(names)
    changes = []
    for title_date in dates:
        text = _rewrite(title_date, last, plan)
        if text is None:
            return []
        changes.append((title_date.start, title_date.end, text))
    if found := facts.number:
        was, start = found
        number = _number_in_title(was, last, plan)
        if number is None:
            return []
        written = _NUMBER.findall(title[start:])[0]
        changes.append((start, start + len(written), _counted_on(written, number)))
    if (counted := facts.week_number) and not dates:
        was, start, text = counted
        written = _NUMBER.findall(text)[-1]
        week = _week_in_title(was, last, plan)
        if week is None:
            return []
        changes.append((start, start + len(text), text.removesuffix(written) + _counted_on(written, week)))
    return changes


def _week_in_title(was: int, last: Note, plan: NotePlan) -> int | None:
    """Return the week that follows one in a title: of the covered week, of the date, or another count of weeks."""
    if was == last.week.number:
        return plan.week.number
    if was == Week.of(last.date).number:
        return Week.of(plan.day).number
    # A project's count continues at New Year; a count of the year's weeks restarts.
    return was + plan.week.number - last.week.number if plan.week.year == last.week.year else None


def _number_in_title(was: int, last: Note, plan: NotePlan) -> int | None:
    """Return the number that follows one in a title; None if it is unknown."""
    if plan.number is None and last.number is None:
        titles = ((note, read_title(note.title, note.date).number) for note in plan.before[-RECENT:])
        if are_weeks([(note, found[0]) for note, found in titles if found]):
            return plan.week.number
        # A later note probably has the next number.
        return was + len(plan.before) - plan.before.index(last) if plan.is_newest else None
    return plan.number if was == last.number else None


def _counted_on(written: str, number: int) -> str:
    """Return a number with the digits and leading zeros of the one before it."""
    return with_digits_of(written, str(number).zfill(len(written)) if int(written[0]) == 0 else str(number))


def _rewrite(title_date: TitleDate, last: Note, plan: NotePlan) -> str | None:
    written = title_date.text
    text = _rewrite_ascii(replace(title_date, text=with_ascii_digits(written)), last, plan)
    return text and with_digits_of(written, text)


def _rewrite_ascii(title_date: TitleDate, last: Note, plan: NotePlan) -> str | None:
    old, new = last.week, plan.week
    if title_date.text == str(old):
        return str(new)
    if span := respan(title_date.text, (old.monday, old.friday), (new.monday, new.friday)):
        return span
    if title_date.sense is Sense.DAY and title_date.days[0] == last.date:
        return restyle(title_date.text, title_date.days[0], plan.day)
    return _same_day_of(old, new, title_date)


def _same_day_of(old: Week, new: Week, title_date: TitleDate) -> str | None:
    into = title_date.days[0] - old.monday
    if len(title_date.days) == 1 and timedelta(days=-2) <= into <= timedelta(days=7):
        return restyle(title_date.text, title_date.days[0], new.monday + into)
    return None


def find_next(body: str) -> Iterator[str]:
    """Yield each passage under Next as Markdown, in reading order."""
    lines = body.splitlines()
    at = 0
    fence = ""
    while at < len(lines):
        line = lines[at]
        if opened := _FENCE.match(line):
            fence = "" if fence == opened[1] else fence or opened[1]
        passage: list[str] = []
        at += 1
        if fence:
            continue
        if (heading := _HEADING.fullmatch(line)) and says_next(heading[2]):
            passage = _section(lines[at:], len(heading[1]))
            at += len(passage)
        elif (label := _LABEL.fullmatch(line)) and says_next(label["label"]) and _starts_block(lines, at - 1, label):
            rest = _labelled(lines[at:], label)
            at += len(rest)
            passage = [label["text"], dedent("\n".join(rest))]
        elif (bold := _BOLD_LINE.fullmatch(line)) and says_next(bold[1]) and (at == 1 or not lines[at - 2].strip()):
            passage = _below_bold(lines[at:])
            at += len(passage)
        if text := "\n".join(passage).strip():
            yield text


def _section(lines: list[str], level: int) -> list[str]:
    """Return the lines up to the next heading of the same or a higher level."""
    taken = []
    for line in lines:
        if (heading := _HEADING.fullmatch(line)) and len(heading[1]) <= level:
            break
        taken.append(line)
    return taken


def _below_bold(lines: list[str]) -> list[str]:
    """Return the lines of the list below a bold line, or of the paragraphs up to the next bold line or heading."""
    taken: list[str] = []
    is_list = _ITEM.match(next(filter(str.strip, lines), "")) is not None
    for line in lines:
        after_gap = bool(taken) and not taken[-1].strip()
        ends_list = is_list and after_gap and line[:1].strip() and not _ITEM.match(line) and any(map(str.strip, taken))
        if ends_list or _HEADING.fullmatch(line) or _BOLD_LINE.fullmatch(line):
            break
        taken.append(line)
    return taken


def _starts_block(lines: list[str], at: int, label: re.Match[str]) -> bool:
    """Return whether a label starts a paragraph or list item."""
    return bool(label["bullet"]) or at == 0 or not lines[at - 1].strip()


def _labelled(lines: list[str], label: re.Match[str]) -> list[str]:
    """Return the lines of a label: the rest of its paragraph, or the items indented below it."""
    taken: list[str] = []
    indent = len(label["indent"])
    for line in lines:
        inside = len(line) - len(line.lstrip()) > indent
        if not line.strip():
            if label["text"] or any(other.strip() for other in taken):
                break
        elif label["bullet"] and not inside:
            break
        taken.append(line)
    return taken
