"""Titles of notes: dates and numbers in them, their headlines, their style."""
