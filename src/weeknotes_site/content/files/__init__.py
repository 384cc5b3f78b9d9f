"""Which files are under `notes/`, what their paths say, and which are misnamed."""
