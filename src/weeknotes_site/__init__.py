"""Weeknotes: one Markdown file per team and week in, a site with feeds out."""

__version__ = "0.2.0"
