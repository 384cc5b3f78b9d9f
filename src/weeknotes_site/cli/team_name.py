"""The name of a team that a command may start."""

import click
from click.types import FuncParamType

from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.tree import NOTES, can_name_team


@FuncParamType
def team_name(value: str) -> str:
    """Return a team's name without superfluous spaces. Raises BadParameter if it can have no folder."""
    team = " ".join(value.split())
    slug = slug_of(team)
    if not slug:
        raise click.BadParameter(f"`{team}` has no letter or digit for the name of the team's folder")
    if not can_name_team(slug):
        raise click.BadParameter(
            f"`{team}` cannot be a team, because `{NOTES}/{slug}/` is a folder for a year, month or week"
        )
    return team
