"""Dates and weeks as people write them, and hints that complete them."""
