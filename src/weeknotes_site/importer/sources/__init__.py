"""Read the files of a source safely."""
