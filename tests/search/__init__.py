"""That notes are found again, by whoever remembers a word or two of them."""
