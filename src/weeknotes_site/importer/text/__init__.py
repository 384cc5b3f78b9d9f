"""Markdown as text: what is code in it, links, headings, lists, escapes, hidden parts."""
