"""`weeknotes schema`."""

import json
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import exit_on_problem
from weeknotes_site.pipeline import Options, load
from weeknotes_site.schema import cms_config, front_matter_schema


@click.command("schema", epilog="Example: weeknotes schema > .vscode/weeknote.schema.json")
@click.option("--cms", is_flag=True, help="Print a configuration of Decap CMS or Sveltia CMS for this site's teams.")
@click.pass_obj
def command(root: Path, cms: bool) -> None:
    """Print the JSON Schema of a note's front matter, for completion and validation in editors."""
    printed = _cms(root) if cms else front_matter_schema()
    click.echo(json.dumps(printed, ensure_ascii=False, indent=2))


def _cms(root: Path) -> dict[str, object]:
    with exit_on_problem("text"):
        run = Options(
            root=root,
            as_of=options.build_day(),
            keep_going=True,
            cache=options.open_cache(root),
        )
        site = load(run)
        return cms_config(site.archive.teams, site.config)
