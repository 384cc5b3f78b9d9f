"""Shared by the commands that print notes as one message."""

from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.commands import with_root
from weeknotes_site.cli.exits import USAGE_OR_CONFIG, stop
from weeknotes_site.config import Config
from weeknotes_site.diagnostics import Problem
from weeknotes_site.pipeline import Options, load
from weeknotes_site.render.digest import Form
from weeknotes_site.run import Edition

as_eml = click.option("--eml", "form", flag_value=Form.EML, help="As a mail: text and HTML, ready to send.")
as_html = click.option("--html", "form", flag_value=Form.HTML, help="As HTML for a mail program.")
as_text = click.option("--text", "form", flag_value=Form.TEXT, default=True, help="As plain text. [default]")
keep_going = click.option("--keep-going", is_flag=True, help="Include all valid notes despite errors in others.")
language = click.option("--language", metavar="TAG", help="One of the site's languages. [default: the first]")


def load_edition(root: Path, language: str | None, *, as_of: date, base_url: str | None, keep_going: bool) -> Edition:
    """Read a site, in one of its languages, by default the first. Raises Problem if errors prevent publishing."""
    site = load(
        Options(root=root, as_of=as_of, base_url=base_url, keep_going=keep_going, cache=options.open_cache(root))
    )
    if site.stopping:
        raise Problem(*site.stopping)
    if site.report.left_out:
        first, *others = site.report.left_out
        lacks = f"`{first}` and {len(others):,} more are" if others else f"`{first}` is"
        options.notify(f"note: {lacks} left out because of errors; {with_root('`weeknotes check`')} lists them")
    if language is None:
        return site.editions[0]
    if edition := site.edition(language):
        return edition
    known = ", ".join(f"`{one.config.language}`" for one in site.editions)
    raise click.UsageError(f"the site is not in `{language}`, it is in {known}")


def require_base_url(config: Config) -> None:
    """Exit if the base URL, which links in a message need, is not set."""
    if not config.base_url:
        hint = "set `base_url` in weeknotes.toml, or add `--base-url https://weeknotes.example/`"
        stop("the message links to the site, but `base_url` is not set", USAGE_OR_CONFIG, hint)


def print_message(message: bytes, form: Form, config: Config) -> None:
    """Print a message; if it is a mail, also print a note about missing addresses."""
    if form == Form.EML and not (config.digest.sender and config.digest.to):
        options.notify("note: set `from` and `to` under `[digest]` in weeknotes.toml, or in the mail itself")
    click.echo(message, nl=False)
