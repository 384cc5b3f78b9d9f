"""Titles and names that a command writes into files."""

import click
from click.types import FuncParamType

from weeknotes_site.content.files.paths import printable, why_not_a_team
from weeknotes_site.content.front_matter.fields import MAX_TEXT
from weeknotes_site.content.slugs import slug_of


def one_line(value: str) -> str:
    """Return a text without superfluous spaces. Raises BadParameter if front matter cannot have it."""
    text = " ".join(value.split())
    if odd := next((char for char in text if printable(char) != char), ""):
        raise click.BadParameter(f"it contains the character U+{ord(odd):04X}, which pages cannot show")
    if len(text) > MAX_TEXT:
        raise click.BadParameter(f"it has more than {MAX_TEXT} characters")
    return text


@FuncParamType
def team_name(value: str) -> str:
    """Return a team's name. Raises BadParameter if no team with it can have a folder."""
    team = one_line(value)
    if why := why_not_a_team(team):
        raise click.BadParameter(f"`{team}` {why}")
    return team


@FuncParamType
def author_name(value: str) -> str:
    """Return an author's name, or empty. Raises BadParameter if no page or list can have it."""
    author = one_line(value)
    if author and not slug_of(author):
        raise click.BadParameter(f"`{author}` has no letter or digit")
    return author
