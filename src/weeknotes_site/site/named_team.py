"""Find the team that a command's argument names."""

from collections.abc import Iterable, Sequence

from weeknotes_site.content.files.paths import NOTES, why_not_a_team
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.model.front_matter import write_entry
from weeknotes_site.model.team import Team
from weeknotes_site.regex import regex
from weeknotes_site.suggestions import nearest

MAX_NAMED = 12
"""Maximum teams that a hint lists."""
_PATH = regex(rf"(?:.{{0,500}}[\\/])?{NOTES}[\\/]([^\\/]{{1,500}})(?:[\\/].{{0,500}})?")


def find_team(teams: Iterable[Team], name: str, *, may_begin: bool = False) -> Team:
    """Return the team with a name, an alias or a former name, or the path of its folder, as shells complete it.

    Raises Problem if no team has it; with `may_begin`, the hint says how to start one.
    """
    teams = tuple(teams)
    if team := _find(teams, name):
        return team
    if path := _PATH.fullmatch(name):
        name = path[1]
        if team := _find(teams, name):
            return team
    slug = slug_of(name)
    near = nearest(name, [one for team in teams for one in (team.slug, *team.aliases, team.name)])
    hint = f"did you mean `{near}`?" if near else _list(teams)
    if may_begin and (start := _how_to_start(name, slug)):
        hint = f"{hint} {start}" if near else "; ".join(filter(None, (hint, start)))
    place = Place(path=f"{NOTES}/{slug or name}")
    raise Problem(error("unknown-team", place, f"`{name}` is not the name of a team", hint))


def _find(teams: Sequence[Team], name: str) -> Team | None:
    slug = slug_of(name)
    claiming = (team for team in teams if slug in map(slug_of, team.names))
    # No claim of another team comes before a folder's name.
    return next((team for team in teams if team.slug == slug), next(claiming, None))


def _how_to_start(name: str, slug: str) -> str:
    if not slug or not why_not_a_team(slug):
        return f"to start a team, create the folder `{NOTES}/{slug or 'team-name'}/`"
    entry = write_entry("name", name)
    return f"to start a team of this name, create `{NOTES}/team-{slug}/_team.md` with `{entry}` between lines of `---`"


def _list(teams: Sequence[Team]) -> str:
    if not teams:
        return ""
    names = ", ".join(f"`{team.name}`" for team in teams[:MAX_NAMED])
    more = len(teams) - MAX_NAMED
    return f"the site's teams: {names}{f' and {more} more' if more > 0 else ''}"
