"""Facts about a body for other pages and for checks: sections, labels, summaries, names, references."""
