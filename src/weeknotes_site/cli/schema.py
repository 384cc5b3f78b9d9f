"""`weeknotes schema`."""

import json

import click

from weeknotes_site.schema import front_matter_schema


@click.command("schema", epilog="Example: weeknotes schema > .vscode/weeknote.schema.json")
def command() -> None:
    """Print the JSON Schema of a note's front matter, for editors that complete and check it."""
    click.echo(json.dumps(front_matter_schema(), ensure_ascii=False, indent=2))
