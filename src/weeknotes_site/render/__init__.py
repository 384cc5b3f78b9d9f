"""The archive to files: which pages there are, what each shows, and the feeds."""
