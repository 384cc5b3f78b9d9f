"""Warnings about notes that can be published, but probably contain a mistake.

One module per kind of mistake. Rules that are not certain stay silent: a false positive costs more than a missed
mistake. Warnings that need only the note's text (pictures, links, headings) are found while rendering it.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from weeknotes_site.checks.authors import find_odd_authors
from weeknotes_site.checks.days import find_odd_days
from weeknotes_site.checks.directions import find_other_directions
from weeknotes_site.checks.drafts import find_published_drafts
from weeknotes_site.checks.named_weeks import find_misnamed_weeks
from weeknotes_site.checks.note_facts import NoteFacts, gather_facts
from weeknotes_site.checks.numbers import find_number_slips
from weeknotes_site.checks.texts import find_copied_texts
from weeknotes_site.checks.titles import find_title_slips
from weeknotes_site.checks.weeks import find_distant_weeks, find_shared_weeks
from weeknotes_site.checks.years import find_wrong_years
from weeknotes_site.content.note_file import TeamFile
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.teams import Teams


def review(
    notes: Iterable[Identified],
    every: Iterable[Identified],
    team_files: Iterable[TeamFile],
    teams: Teams,
    as_of: date,
    language: str,
) -> list[Diagnostic]:
    """Check notes as of a day, comparing them with `every` note of the site, including drafts, and team files.

    `language` is the site's, which notes without `lang` are in.
    """
    every = tuple(every)
    paths = {note.file.path for note in notes}
    facts = [found for note in every if (found := gather_facts(note))]
    wrong_years = find_wrong_years(facts, as_of)
    # A note with a wrong year is in the wrong place, so no other check applies to it.
    doubted = {diagnostic.path for diagnostic in wrong_years}
    settled = [note for note in facts if note.path not in doubted]
    diagnostics = [*wrong_years, *find_odd_days(settled, as_of), *find_title_slips(settled)]
    misnamed = [*find_misnamed_weeks(settled)]
    diagnostics += [*misnamed, *find_distant_weeks(settled)]
    diagnostics += find_published_drafts(facts)
    diagnostics += find_other_directions(facts, language)
    odd_authors, of_teams = find_odd_authors(every, team_files, teams)
    diagnostics += odd_authors
    elsewhere = {diagnostic.path for diagnostic in misnamed}
    numbers = _numbers(note for note in facts if note.path in doubted)
    for series in _by_team(settled):
        diagnostics += find_number_slips(series, frozenset(numbers.get(series[0].team.slug, ())))
        diagnostics += find_shared_weeks(note for note in series if note.path not in elsewhere)
        diagnostics += find_copied_texts(series)
    return [*of_teams, *(diagnostic for diagnostic in diagnostics if diagnostic.path in paths)]


def _numbers(notes: Iterable[NoteFacts]) -> Mapping[str, set[int]]:
    numbers: dict[str, set[int]] = {}
    for note in notes:
        if note.number is not None:
            numbers.setdefault(note.team.slug, set()).add(note.number)
    return numbers


def _by_team(notes: Iterable[NoteFacts]) -> list[tuple[NoteFacts, ...]]:
    teams: dict[str, list[NoteFacts]] = {}
    for note in sorted(notes, key=lambda note: (note.weeks[-1], note.day, note.path)):
        teams.setdefault(note.team.slug, []).append(note)
    return [tuple(series) for series in teams.values()]
