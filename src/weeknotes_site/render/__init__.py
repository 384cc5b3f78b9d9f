"""Render an archive: plan its pages and feeds, and render them."""
