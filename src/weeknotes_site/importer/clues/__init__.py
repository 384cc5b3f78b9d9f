"""Clues to a note's team and day in titles, paths and dates as other people write them."""
