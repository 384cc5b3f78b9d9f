"""HTML to Markdown, by markdownify over a tree that is cleaned first."""
