"""`weeknotes schema`."""

import json
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import explained_exit
from weeknotes_site.pipeline import Options, load
from weeknotes_site.schema import cms_config, front_matter_schema


@click.command("schema", epilog="Example: weeknotes schema > .vscode/weeknote.schema.json")
@click.option("--cms", is_flag=True, help="The configuration of Decap CMS and Sveltia CMS, for this site's teams.")
@click.pass_obj
def command(root: Path, cms: bool) -> None:
    """Print the JSON Schema of a note's front matter, for editors that complete and check it."""
    printed = _cms(root) if cms else front_matter_schema()
    click.echo(json.dumps(printed, ensure_ascii=False, indent=2))


def _cms(root: Path) -> dict[str, object]:
    with explained_exit("text"):
        run = Options(
            root=root,
            as_of=options.the_day_of_the_build(),
            keep_going=True,
            notify=options.notify,
            cache=options.open_cache(root),
        )
        site = load(run)
        return cms_config(site.archive.teams, site.config)
