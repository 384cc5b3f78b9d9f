"""Everything that depends on several files: teams, notes, links, redirects, summaries."""
