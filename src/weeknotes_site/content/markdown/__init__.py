"""Render Markdown to HTML with unresolved links, and an outline."""
