"""Read the files of a site: bytes, front matter, dates and Markdown."""
