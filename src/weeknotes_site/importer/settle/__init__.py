"""Decide each note's team and day, using all notes of a run."""
