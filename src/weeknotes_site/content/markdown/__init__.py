"""Markdown in, HTML with open links and an outline out."""
