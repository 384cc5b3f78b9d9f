"""Words that writers leave in place of what is still to be written."""

# `todo` means "all" in several languages.
PLACEHOLDER = r"TODO|(?i:tb[cd])"
"""Pattern of such a word."""
