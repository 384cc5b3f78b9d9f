"""Notes in Markdown files, with the additions of the tools that they were written for."""
