"""List the files under `notes/`, interpret their paths, and find misnamed ones."""
