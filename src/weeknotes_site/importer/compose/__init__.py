"""Write a note for its place in the site: its path, authors, links and front matter."""
