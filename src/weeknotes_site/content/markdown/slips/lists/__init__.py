"""Lines that were meant as list items, or as items of another list."""
