"""Resolve conflicts between paths: pages of notes, redirects from former paths, static files."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.diagnostics import Diagnostic, error
from weeknotes_site.model.families import FAMILIES
from weeknotes_site.model.team import Team, slug_in
from weeknotes_site.site.identified import Identified

OUR_PAGES: Mapping[str, str] = {
    "index.html": "the home page",
    "404.html": "the 404 page",
    "accessibility.html": "the accessibility statement",
    "latest.html": "the page for the newest week",
    "search.html": "the search page",
    "subscribe.html": "the page on feeds",
    "teams/index.html": "the list of teams",
    "weeks/index.html": "the list of weeks",
}
"""Pages that every site has, and their descriptions in messages."""
_FOLDERS = {"people": "the pages of people", "search": "the search index", "tags": "the pages of tags"}
_FOLDERS_OF_TEAMS = {"threads": "the pages of threads", "quarters": "the pages of quarters"}


class _Claim(Struct, frozen=True):
    path: str
    target: str
    """The page shown at the path, after redirects."""
    claimant: str


def settle_paths(
    notes: Iterable[Identified],
    teams: Iterable[Team],
    pages: Mapping[str, str],
    static: Iterable[str],
    editions: Iterable[str],
) -> tuple[list[Identified], list[Diagnostic]]:
    """Remove former paths that something else has from notes, and report them.

    If several notes of a team have the same path under `formerly`, the oldest keeps it, so that copied front matter
    takes nothing from an older note. Of several teams, the first keeps it. `pages` maps the urls of plain pages and of
    the glossary to what has them; `editions` are the folders of other languages.
    """
    teams = tuple(teams)
    notes = sorted(notes, key=lambda one: (one.team.slug, one.day, one.file.path))
    claims_of_files = tuple(_claims_of_static(static))
    files = _by_path(claim for claim in claims_of_files if claim.path.casefold().endswith(".html"))
    diagnostics = [problem for one in notes if files for problem in _static_in_the_way(one, files)]
    settled = [_settled(one, files) for one in notes] if files else [*notes]
    if not any(one.formerly for one in notes):
        return settled, diagnostics
    claims_of_plain = (_Claim(path, path, claimant) for path, claimant in pages.items())
    holders = _by_path((*_claims_of_pages(notes, teams), *claims_of_plain, *claims_of_files))
    folders = our_folders(editions)
    owners = {slug: team for team in teams for slug in team.slugs}
    for index, one in enumerate(settled):
        taken = tuple(_taken_from(one, holders, owners, folders))
        diagnostics += [problem for _, problem in taken]
        lost = {path for path, _ in taken}
        settled[index] = replace(one, formerly=tuple(path for path in one.formerly if path not in lost))
    return settled, diagnostics


def our_folders(editions: Iterable[str]) -> dict[str, str]:
    """Return the folders reserved for the site, because their contents change with every note."""
    return _FOLDERS | dict.fromkeys(editions, "the pages in another language")


def by_static_file(files: Iterable[str]) -> dict[str, str]:
    """Return the case-folded paths of static files, each with its claimant."""
    return {claim.path.casefold(): claim.claimant for claim in _claims_of_static(files)}


def _settled(one: Identified, files: Mapping[str, list[_Claim]]) -> Identified:
    return replace(one, can_be_placed=False) if any(at in files for at in _pages(one)) else one


def _pages(one: Identified) -> Iterable[str]:
    """Return the pages that a note needs: its own and those of its weeks."""
    return (one.url, *_pages_of_weeks(one))


def _static_in_the_way(one: Identified, files: Mapping[str, list[_Claim]]) -> Iterator[Diagnostic]:
    """Yield diagnostics for static files at a note's page or at a redirect to it."""
    name = one.url.rpartition("/")[2]
    for path in (*_pages(one), *(f"teams/{slug}/{name}" for slug in one.team.former_slugs)):
        for claim in files.get(path, ()):
            message = f"`{path}` is also claimed by {claim.claimant}"
            hint = "move that file, or give this note another `slug:`"
            yield error("two-files-one-address", one.file.place("slug"), message, hint)


def _taken_from(
    one: Identified, holders: dict[str, list[_Claim]], owners: Mapping[str, Team], folders: Mapping[str, str]
) -> Iterator[tuple[str, Diagnostic]]:
    """Yield a note's taken former paths with diagnostics, and claim the others."""
    for path in one.formerly:
        claim = _Claim(path, one.url, f"`formerly` in `{one.file.path}`")
        others = (other for at in with_folders(path.casefold()) for other in holders.get(at, ()))
        holder = _our_folder(path.casefold().split("/"), folders) or next(
            (other.claimant for other in others if not _is_same_page(other, claim)), ""
        )
        owner = owners.get(slug_in(path).casefold()) if path.casefold().startswith("teams/") else None
        hint = "delete it here"
        if not holder and owner and owner.slug != one.team.slug:
            holder = f"the team `{owner.name}`"
            hint = f"{hint}: only that team's notes can have addresses in `teams/{owner.slug}/`"
        if holder:
            message = f"`{path}` is also claimed by {holder}"
            yield path, error("two-files-one-address", one.file.place("formerly"), message, hint)
        else:
            holders[path.casefold()].append(claim)


def _our_folder(parts: Sequence[str], folders: Mapping[str, str]) -> str:
    """Return a description of a reserved folder that contains a path, or empty."""
    if len(parts) > len(("teams", "team", "folder")) and parts[0] == "teams":
        return _FOLDERS_OF_TEAMS.get(parts[2], "")
    return folders.get(parts[0], "")


def _is_same_page(one: _Claim, other: _Claim) -> bool:
    return (one.path, one.target) == (other.path, other.target)


def _by_path(claims: Iterable[_Claim]) -> dict[str, list[_Claim]]:
    """Index claims by case-folded path."""
    holders: dict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        holders[claim.path.casefold()].append(claim)
    return holders


def _claims_of_static(files: Iterable[str]) -> Iterator[_Claim]:
    for file in files:
        # A folder named like a page also takes that path.
        folders = (folder for folder in with_folders(file)[1:] if folder.casefold().endswith(".html"))
        for path in (file, *folders):
            yield _Claim(path, "", f"`{STATIC}/{file}`")


def with_folders(path: str) -> list[str]:
    """Return a path and its parent folders, none of which can be a file."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]


def _claims_of_pages(notes: Iterable[Identified], teams: Iterable[Team]) -> Iterator[_Claim]:
    of_team: dict[str, list[Identified]] = defaultdict(list)
    claimants: dict[str, str] = dict(OUR_PAGES)
    for one in notes:
        of_team[one.team.slug].append(one)
        claimants |= _pages_of_weeks(one)
        claimants |= {week.url_across(family): f"the week {week}" for week in one.weeks for family in FAMILIES}
        claimants |= _pages_of_years(one)
        claimants[one.url] = f"`{one.file.path}`"
    for team in teams:
        claimants[team.url] = f"the team in `{team.path or team.name}`"
        claimants[f"teams/{team.slug}/latest.html"] = f"the page for the newest note of `{team.name}`"
        yield from _claims_of_former_names(team, of_team[team.slug])
    for path, claimant in claimants.items():
        yield _Claim(path, path, claimant)


def _pages_of_weeks(one: Identified) -> Mapping[str, str]:
    pages = {}
    for week in one.weeks:
        pages[f"weeks/{week.year}.html"] = f"the year {week.year}"
        pages[week.url] = pages[week.url_in_full] = f"the week {week}"
    return pages


def _pages_of_years(one: Identified) -> Mapping[str, str]:
    """Return the additional pages of years with many notes."""
    pages: dict[str, str] = {}
    for year in {week.year for week in one.weeks}:
        pages |= {f"weeks/{year}-q{quarter}.html": f"the year {year}" for quarter in range(1, 5)}
        pages[f"teams/{one.team.slug}/years/{year}.html"] = f"the year {year} of `{one.team.name}`"
    return pages


def _claims_of_former_names(team: Team, notes: Iterable[Identified]) -> Iterator[_Claim]:
    claimant = f"a former name in `{team.path}`"
    for slug in team.former_slugs:
        yield _Claim(f"teams/{slug}/index.html", team.url, claimant)
        yield _Claim(f"teams/{slug}/latest.html", f"teams/{team.slug}/latest.html", claimant)
        for one in notes:
            yield _Claim(f"teams/{slug}/{one.url.rpartition('/')[2]}", one.url, claimant)
