"""Read one file: bytes, front matter, fields, dates and Markdown."""
