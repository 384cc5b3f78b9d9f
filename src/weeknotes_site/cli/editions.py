"""Choose the language of a message."""

import click

from weeknotes_site.pipeline import Site
from weeknotes_site.run import Edition

language = click.option("--language", metavar="TAG", help="One of the site's languages. [default: the first]")


def find_edition(site: Site, language: str | None) -> Edition:
    """Return the site in a language. Raises click.UsageError if it is in none such."""
    if language is None:
        return site.editions[0]
    if edition := site.edition(language):
        return edition
    known = ", ".join(f"`{one.config.language}`" for one in site.editions)
    raise click.UsageError(f"the site is not in `{language}`, it is in {known}")
