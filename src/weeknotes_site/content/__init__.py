"""One file at a time: bytes, front matter, fields, dates and Markdown."""
