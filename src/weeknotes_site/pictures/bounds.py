"""Limits on pictures, and the error for a picture that cannot be published."""

MAX_PICTURE_BYTES = 25_000_000
MAX_PIXELS = 50_000_000
"""Of a still picture; phones take photos of 48 million."""
MAX_MOVING_PIXELS = 100_000_000
"""Of all frames of a moving picture together."""
MAX_SCANNED_PIXELS = 500_000_000
"""Pixels times scans of a progressive JPEG: a decoder visits every pixel in each scan. Cameras write at most 10."""
MAX_PARTS = 10_000
"""Segments of a JPEG, chunks of a PNG, blocks of a GIF outside its frames."""
MAX_GIF_BLOCKS = 200_000
"""Blocks in all of a GIF; a file of 25 MB needs 100,000."""
MAX_WIDTH = 1_600
"""A note's column is at most 800 pixels wide, and screens have two dots a pixel."""
MAX_PROFILE_BYTES = 128_000
"""Profiles of cameras and screens have less; those of printers, up to 2 MB, are applied instead of kept."""

SAVE_AGAIN = "save it again as PNG or JPEG"


class UnfitError(Exception):
    """Says why a file cannot be published; the message continues a sentence that starts with the file's name."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
