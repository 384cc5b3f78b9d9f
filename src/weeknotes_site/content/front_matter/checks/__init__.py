"""Warnings about values of front matter that can be read, but were probably meant otherwise."""
