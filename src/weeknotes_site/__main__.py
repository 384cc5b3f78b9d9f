"""`python -m weeknotes_site` is the command `weeknotes`."""

from weeknotes_site.cli import run

run()
