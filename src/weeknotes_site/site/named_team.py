"""Find the team that a command's argument names."""

from collections.abc import Iterable

from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.tree import NOTES
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.model.team import Team
from weeknotes_site.suggestions import nearest


def find_team(teams: Iterable[Team], name: str, *, may_begin: bool = False) -> Team:
    """Return the team with a name, an alias or a former name.

    Raises Problem if no team has it; with `may_begin`, the hint says how to start one.
    """
    teams = tuple(teams)
    slug = slug_of(name)
    claiming = (team for team in teams if slug in map(slug_of, team.names))
    # No claim of another team comes before a folder's name.
    if team := next((team for team in teams if team.slug == slug), next(claiming, None)):
        return team
    near = nearest(name, [one for team in teams for one in (team.slug, *team.aliases, team.name)])
    hints = [f"did you mean `{near}`?"] if near else []
    if may_begin:
        hints.append(f"to start a team, create the folder `{NOTES}/{slug or 'team-name'}/`")
    place = Place(path=f"{NOTES}/{slug or name}")
    raise Problem(error("unknown-team", place, f"`{name}` is not the name of a team", " ".join(hints)))
