"""Colour profiles and modes that browsers show correctly."""

from io import BytesIO

from PIL import ImageCms
from PIL.Image import Image

from weeknotes_site.pictures.bounds import MAX_PROFILE_BYTES

_GREY_MODES = ("1", "L", "LA", "I", "I;16")
_COLOUR_MODES = ("P", "RGB", "RGBA")
_SCREEN_TAGS = (b"mmod", b"vcgt")
"""Profile tags with a screen's make, serial number and calibration; screenshots contain them."""


def in_web_colours(image: Image, profile: bytes | None) -> tuple[Image, bytes | None]:
    """Return the image in a web-compatible mode, and the profile to save with it.

    Profiles of colour spaces are kept. Profiles of printers and individual screens are applied, which gives sRGB.
    """
    if image.mode in (*_GREY_MODES, *_COLOUR_MODES):
        if not profile:
            return image, None
        if _can_keep(profile, image.mode):
            return image, profile
    return _to_srgb(image, profile) or (image if image.mode in _GREY_MODES else _to_rgb(image)), None


def _can_keep(profile: bytes, mode: str) -> bool:
    if len(profile) > MAX_PROFILE_BYTES or any(tag in profile for tag in _SCREEN_TAGS):
        return False
    wanted = "GRAY" if mode in _GREY_MODES else "RGB"
    try:
        return ImageCms.ImageCmsProfile(BytesIO(profile)).profile.xcolor_space.strip() == wanted
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False


def _to_srgb(image: Image, profile: bytes | None) -> Image | None:
    """Convert to sRGB; return None if the profile is unreadable or for another mode (browsers ignore those, too)."""
    if not profile or image.mode in _GREY_MODES:
        return None
    image = image if image.mode == "CMYK" else _to_rgb(image)
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        colours = image.convert("RGB") if image.mode == "RGBA" else image
        converted = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    if converted and image.mode == "RGBA":
        converted.putalpha(image.getchannel("A"))
    return converted


def _to_rgb(image: Image) -> Image:
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
