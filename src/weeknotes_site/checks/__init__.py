"""What a careful colleague would remark on: warnings about notes that can be published as they are.

One module a kind of slip. A rule that is not sure says nothing: a false alarm costs more than a slip that stays.
What a note's text alone shows (pictures, links, headings) is remarked on where it is rendered.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from weeknotes_site.checks.authors import find_odd_authors
from weeknotes_site.checks.days import find_odd_days
from weeknotes_site.checks.note_facts import NoteFacts, gather_facts
from weeknotes_site.checks.numbers import find_number_slips
from weeknotes_site.checks.titles import find_title_slips
from weeknotes_site.checks.weeks import find_shared_weeks
from weeknotes_site.checks.years import find_wrong_years
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.teams import Teams


def review(notes: Iterable[Identified], every: Iterable[Identified], teams: Teams, as_of: date) -> list[Diagnostic]:
    """Look at notes that are no drafts, as of a day; `every` note of the site, drafts too, is a witness."""
    every = tuple(every)
    paths = {one.file.path for one in notes}
    seen = [one for note in every if (one := gather_facts(note))]
    wrong_years = find_wrong_years(seen, as_of)
    # A wrong year puts a note out of its place, so nothing else is said of that place.
    doubted = {problem.path for problem in wrong_years}
    settled = [one for one in seen if one.path not in doubted]
    diagnostics = [*wrong_years, *find_odd_days(settled, as_of), *find_title_slips(settled)]
    diagnostics += find_odd_authors(every, teams)
    numbers = _numbers(one for one in seen if one.path in doubted)
    for series in _by_team(settled):
        diagnostics += find_number_slips(series, frozenset(numbers.get(series[0].team.slug, ())))
        diagnostics += find_shared_weeks(series)
    return [problem for problem in diagnostics if problem.path in paths]


def _numbers(seen: Iterable[NoteFacts]) -> Mapping[str, set[int]]:
    numbers: dict[str, set[int]] = {}
    for one in seen:
        if one.number:
            numbers.setdefault(one.team.slug, set()).add(one.number)
    return numbers


def _by_team(seen: Iterable[NoteFacts]) -> list[tuple[NoteFacts, ...]]:
    teams: dict[str, list[NoteFacts]] = {}
    for one in sorted(seen, key=lambda one: (one.weeks[-1], one.day, one.path)):
        teams.setdefault(one.team.slug, []).append(one)
    return [tuple(series) for series in teams.values()]
