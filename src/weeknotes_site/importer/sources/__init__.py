"""The files of a source, wherever they are, and how they are read without harm."""
