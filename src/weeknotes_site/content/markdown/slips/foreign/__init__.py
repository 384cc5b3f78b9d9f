"""Markup of other tools, which is shown as written."""
