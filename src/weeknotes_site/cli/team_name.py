"""The name of a team that a command may start."""

import click
from click.types import FuncParamType

from weeknotes_site.content.tree import why_no_team


@FuncParamType
def team_name(value: str) -> str:
    """Return a team's name without superfluous spaces. Raises BadParameter if it can have no folder."""
    team = " ".join(value.split())
    if why := why_no_team(team):
        raise click.BadParameter(f"`{team}` {why}")
    return team
