"""Read facts about pages from a site generator's settings and data files."""
