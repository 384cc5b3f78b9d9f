"""Draw a picture again, with nothing but itself in it. Pillow's only home; it is an extra that may be missing."""

from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from weeknotes_site.pictures.bounds import MAX_FRAME_PIXELS, MAX_PIXELS, MAX_WIDTH, UnfitError
from weeknotes_site.pictures.pieces import find_pieces

if TYPE_CHECKING:
    from PIL.Image import Image

_RECIPE = 1
"""Goes up when the same picture would be drawn otherwise."""
_PLAIN_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")
_STILL: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 85, "optimize": True, "progressive": True},
    "png": {},
    "gif": {},
    "webp": {"quality": 85},
    "avif": {"quality": 70, "max_threads": 1},
}


def is_installed() -> bool:
    """Tell whether Pillow is there."""
    return find_spec("PIL") is not None


def recipe() -> str:
    """Return what makes the same bytes of the same picture."""
    import PIL

    return f"{_RECIPE} {PIL.__version__} {MAX_WIDTH}"


def redraw(raw: bytes, kind: str) -> bytes:
    """Return a picture upright, in the web's colours, at most as wide as a page needs, and without anything else.

    Raises UnfitError where Pillow cannot make sense of it.
    """
    from PIL import Image

    try:
        with Image.open(BytesIO(raw), formats=[kind.upper()]) as image:
            if image.width * image.height > MAX_FRAME_PIXELS:
                raise ValueError("it is larger than it says")
            moves = kind != "jpeg" and getattr(image, "is_animated", False)
            drawn = _draw_moving(image, kind) if moves else _draw_still(image, kind)
    except Exception as failure:  # whatever the library stumbles over in hostile bytes
        message = f"is a picture that cannot be drawn: {str(failure) or type(failure).__name__}"
        raise UnfitError("not-a-picture", message, "save it again as PNG or JPEG") from failure
    left = find_pieces(drawn).spare
    if left:
        raise UnfitError("not-a-picture", f"keeps {', '.join(left)} when it is drawn again", "save it as PNG")
    return drawn


def _draw_still(image: "Image", kind: str) -> bytes:
    from PIL import ImageOps

    options = dict(_STILL[kind])
    image.draft(None, (MAX_WIDTH, MAX_WIDTH))  # a JPEG is then decoded no larger than need be, whichever way it lies
    upright = ImageOps.exif_transpose(image)
    plain = _narrow(_in_web_colours(upright, image.info.get("icc_profile")))
    if kind == "jpeg" and plain.mode not in ("L", "RGB"):
        plain = plain.convert("RGB")
    if kind == "jpeg" and plain.size == image.size and image.mode == plain.mode and hasattr(image, "quantization"):
        options |= {"quality": -1, "qtables": image.quantization, "subsampling": _subsampling(image)}
    return _save([plain], kind, options)


def _draw_moving(image: "Image", kind: str) -> bytes:
    from PIL import ImageSequence

    if image.width * image.height * getattr(image, "n_frames", 1) > MAX_PIXELS:
        raise ValueError("it has more frames than it says")
    frames = []
    durations = []
    for frame in ImageSequence.Iterator(image):
        frames.append(_without_info(_narrow(frame.convert("RGBA"))))
        durations.append(int(frame.info.get("duration", 100)))  # which some kinds know only of a frame that was read
    options: dict[str, Any] = {"save_all": True, "append_images": frames[1:], "duration": durations}
    if "loop" in image.info:
        options["loop"] = image.info["loop"]
    if kind == "gif":
        options["disposal"] = 2
    return _save(frames, kind, options)


def _save(frames: "list[Image]", kind: str, options: dict[str, Any]) -> bytes:
    made = BytesIO()
    _without_info(frames[0]).save(made, kind.upper(), **options)
    return made.getvalue()


def _without_info(image: "Image") -> "Image":
    """Forget what the file said; Pillow would write some of it back."""
    image.info = {"transparency": image.info["transparency"]} if "transparency" in image.info else {}
    return image


def _narrow(image: "Image") -> "Image":
    from PIL.Image import Resampling

    if image.width <= MAX_WIDTH:
        return image
    if image.mode in ("1", "P"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    height = max(1, round(image.height * MAX_WIDTH / image.width))
    return image.resize((MAX_WIDTH, height), Resampling.LANCZOS)


def _in_web_colours(image: "Image", profile: bytes | None) -> "Image":
    """Turn colours into sRGB, as the profile that says which ones are meant does not stay."""
    turned = None
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        turned = _by_profile(image if image.mode == "CMYK" else image.convert("RGB"), profile)
    if turned is None:
        return image if image.mode in _PLAIN_MODES else image.convert("RGB")
    if image.mode == "RGBA":
        turned.putalpha(image.getchannel("A"))
    return turned


def _by_profile(image: "Image", profile: bytes) -> "Image | None":
    from PIL import ImageCms

    try:
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None  # a profile that cannot be read says nothing


def _subsampling(image: "Image") -> int:
    from PIL import JpegImagePlugin

    return int(JpegImagePlugin.get_sampling(image))
