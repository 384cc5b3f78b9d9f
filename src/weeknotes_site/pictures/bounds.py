"""Limits on pictures, and the error for a picture that cannot be published."""

MAX_PICTURE_BYTES = 25_000_000
MAX_PIXELS = 50_000_000
"""Limit of a still picture; phones take photos of 48 million pixels."""
MAX_ANIMATION_PIXELS = 100_000_000
"""Limit of all frames of an animation together."""
MAX_SCANNED_PIXELS = 500_000_000
"""Pixels times scans of a progressive JPEG: each scan visits every pixel. Cameras write at most 10 scans."""
MAX_PARTS = 10_000
"""Segments of a JPEG, chunks of a PNG, blocks of a GIF outside frames."""
MAX_GIF_BLOCKS = 200_000
"""All blocks of a GIF; a file of 25 MB needs 100,000."""
MAX_WIDTH = 1_600
"""Twice the maximum width of a note's column, for high-density screens."""
MAX_PROFILE_BYTES = 128_000
"""Colour profiles of cameras and screens are smaller; larger ones, of printers, are applied and dropped."""

SAVE_AGAIN = "save it again as PNG or JPEG"


class UnfitError(Exception):
    """A picture cannot be published; the message continues a sentence that starts with the file's name."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
