"""Notes can be found by a word or two."""
