"""How large a picture may be, and how one is refused."""

MAX_PICTURE_BYTES = 25_000_000
MAX_FRAME_PIXELS = 50_000_000
"""Cameras of phones give 48 million."""
MAX_PIXELS = 100_000_000
"""Of all frames of a moving picture together."""
MAX_WIDTH = 1_600
"""A note's column is 800 pixels wide at most, and screens have two dots a pixel."""


class UnfitError(Exception):
    """Says why a file cannot be published; its text goes on from the file's name."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
