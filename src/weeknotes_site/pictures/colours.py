"""Colours that a browser shows as they were meant."""

from io import BytesIO

from PIL import ImageCms
from PIL.Image import Image

from weeknotes_site.pictures.bounds import MAX_PROFILE_BYTES

_GREY_MODES = ("1", "L", "LA", "I", "I;16")
_COLOUR_MODES = ("P", "RGB", "RGBA")
_OF_ONE_SCREEN = (b"mmod", b"vcgt")
"""Tags with a screen's make and serial number, and its calibration. Screenshots carry its profile."""


def in_web_colours(image: Image, profile: bytes | None) -> tuple[Image, bytes | None]:
    """Return the image in a mode for the web, and the profile to save with it.

    The profile of a colour space is kept. That of a printer or of one screen is applied, which leaves sRGB.
    """
    if image.mode in (*_GREY_MODES, *_COLOUR_MODES):
        if not profile:
            return image, None
        if _may_stay(profile, image.mode):
            return image, profile
    return _to_srgb(image, profile) or (image if image.mode in _GREY_MODES else _plain(image)), None


def _may_stay(profile: bytes, mode: str) -> bool:
    if len(profile) > MAX_PROFILE_BYTES or any(tag in profile for tag in _OF_ONE_SCREEN):
        return False
    wanted = "GRAY" if mode in _GREY_MODES else "RGB"
    try:
        return ImageCms.ImageCmsProfile(BytesIO(profile)).profile.xcolor_space.strip() == wanted
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False


def _to_srgb(image: Image, profile: bytes | None) -> Image | None:
    """Return None where the profile cannot be read or is for another mode; browsers ignore it then, too."""
    if not profile or image.mode in _GREY_MODES:
        return None
    image = image if image.mode == "CMYK" else _plain(image)
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        colours = image.convert("RGB") if image.mode == "RGBA" else image
        converted = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    if converted and image.mode == "RGBA":
        converted.putalpha(image.getchannel("A"))
    return converted


def _plain(image: Image) -> Image:
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
