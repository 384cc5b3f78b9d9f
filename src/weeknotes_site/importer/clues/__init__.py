"""What titles, paths and dates in other people's words say of a note's team and day."""
