"""All files of a site seen together: teams, notes, links, redirects, summaries."""
