"""Decide each note's team and day by all notes of a run."""
