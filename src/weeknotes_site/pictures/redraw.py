"""Redraw a picture so that the published file contains only its pixels."""

import warnings
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL
from msgspec import Struct
from PIL import Image, JpegImagePlugin, UnidentifiedImageError
from PIL.Image import Resampling, Transpose

from weeknotes_site.pictures.bounds import (
    MAX_ANIMATION_PIXELS,
    MAX_PIXELS,
    MAX_SCANNED_PIXELS,
    MAX_WIDTH,
    SAVE_AGAIN,
    UnfitError,
)
from weeknotes_site.pictures.colours import in_web_colours
from weeknotes_site.pictures.parts import count_scans

_CODE_VERSION = 2
"""Bump when output for the same input changes."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
# Measured on photos: PNG and GIF are lossless, a JPEG of unchanged size keeps its tables (50 dB), WebP 41 dB, AVIF 45.
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {},
    "GIF": {},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80, "max_threads": 1},
}
_FAST_FROM = 8_000_000
"""Larger AVIFs (in pixels) are compressed fast: at 0.6 s a megapixel, the largest would take 30 s."""
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_SIDEWAYS = (5, 6, 7, 8)


class Drawn(Struct, frozen=True, kw_only=True):
    """A redrawn picture."""

    content: bytes
    suffix: str
    size: tuple[int, int]


def recipe(raw: bytes) -> str:
    """Return the versions that the redrawn picture depends on."""
    versions = [str(_CODE_VERSION), PIL.__version__]
    if _is_heic(raw) and find_spec("pillow_heif"):
        import pillow_heif

        versions.append(pillow_heif.__version__)
    return " ".join(versions)


def redraw(raw: bytes) -> Drawn:
    """Redraw a picture upright and at most `MAX_WIDTH` wide, in its own format (JPEG for HEIC).

    Raises UnfitError if Pillow cannot read it, or if it would take too much time or memory.
    """
    scans = count_scans(raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about corrupt metadata, which is dropped anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with _open(raw) as image:
                frames = _count_frames(image)
                _check_pixels(image, scans, frames)
                return _draw_animation(image, raw, frames) if frames > 1 else _draw_still(image, raw)
    except UnfitError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as failure:
        raise _too_many_pixels(f"more than {MAX_PIXELS:,} pixels") from failure
    except UnidentifiedImageError as failure:
        message = "is corrupt, or not a PNG, JPEG, GIF, WebP or AVIF image"
        raise UnfitError("not-a-picture", message, SAVE_AGAIN) from failure
    except Exception as failure:  # decoders raise anything on corrupt bytes
        message = f"is a corrupt image: {str(failure) or type(failure).__name__}"
        raise UnfitError("not-a-picture", message, SAVE_AGAIN) from failure


def size_of(file: Path) -> tuple[int, int] | None:
    """Return the width and height of a redrawn picture, or None if the file is not one."""
    try:
        with Image.open(file, formats=_FORMATS) as image:
            return image.size if image.width <= MAX_WIDTH else None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _open(raw: bytes) -> Image.Image:
    if not _is_heic(raw):
        return Image.open(BytesIO(raw), formats=_FORMATS)
    if not find_spec("pillow_heif"):
        message = "is a HEIC photo, which browsers cannot show, and pillow-heif, which converts it, is not installed"
        hint = (
            "`pip install 'weeknotes-site[heic]'`; or convert it to JPEG: `sips -s format jpeg IN --out OUT` on a Mac, "
            "`heif-convert IN OUT` on Linux; an iPhone takes JPEGs after Settings > Camera > Formats > Most Compatible"
        )
        raise UnfitError("heic-picture", message, hint)
    import pillow_heif

    opened: Image.Image = pillow_heif.HeifImageFile(BytesIO(raw))  # type: ignore[no-untyped-call]
    return opened


def _is_heic(raw: bytes) -> bool:
    """Return whether a file is HEIC by its brands; videos and AVIFs start with the same bytes."""
    if raw[4:8] != b"ftyp":
        return False
    brands = {raw[at : at + 4] for at in range(8, min(int.from_bytes(raw[:4]), 200), 4)}
    return bool(brands & _HEIC_BRANDS) and not brands & {b"avif", b"avis"}


def _count_frames(image: Image.Image) -> int:
    """Count frames of animated formats; of several pictures in a JPEG or HEIC, browsers show the first."""
    return int(getattr(image, "n_frames", 1)) if image.format in ("PNG", "GIF", "WEBP", "AVIF") else 1


def _check_pixels(image: Image.Image, scans: int, frames: int) -> None:
    pixels = image.width * image.height
    size = f"{image.width:,} × {image.height:,} pixels"
    if pixels > MAX_PIXELS:
        raise _too_many_pixels(f"{size}, more than {MAX_PIXELS:,}")
    if pixels * frames > MAX_ANIMATION_PIXELS:
        raise _too_many_pixels(f"{size} in {frames:,} frames, more than {MAX_ANIMATION_PIXELS:,}")
    if pixels * scans > MAX_SCANNED_PIXELS:
        message = f"has {size} in {scans:,} scans, which takes too long to read"
        raise UnfitError("too-many-parts", message, SAVE_AGAIN)


def _too_many_pixels(how_many: str) -> UnfitError:
    hint = f"save it smaller: it is shown at most {MAX_WIDTH:,} pixels wide"
    return UnfitError("too-many-pixels", f"has {how_many}", hint)


def _draw_still(image: Image.Image, raw: bytes) -> Drawn:
    kind = str(image.format) if image.format in _FORMATS else "JPEG"
    orientation = _orientation(image)
    size = _fitting_size(image.size, is_sideways=orientation in _SIDEWAYS)
    options = _OPTIONS[kind] | _original_options(image, size, raw)
    image.draft(None, size)  # decode a large JPEG at 1/2, 1/4 or 1/8 of its size
    profile = image.info.get("icc_profile")
    drawn, profile = in_web_colours(_resize(image, size), profile)
    if kind == "JPEG" and drawn.mode not in ("L", "RGB"):
        drawn = drawn.convert("RGB")
    if orientation in _UPRIGHT:
        drawn = drawn.transpose(_UPRIGHT[orientation])
    return _save([drawn], kind, options | {"icc_profile": profile})


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # corrupt EXIF, which browsers ignore
        return 1


def _original_options(image: Image.Image, size: tuple[int, int], raw: bytes) -> dict[str, Any]:
    """Return the encoder options of the original file, if known and still applicable."""
    if image.format == "WEBP" and b"VP8L" in raw:
        return {"lossless": True}
    tables = getattr(image, "quantization", None)
    if tables and size == image.size and image.mode in ("L", "RGB"):
        return {"quality": -1, "qtables": tables, "subsampling": JpegImagePlugin.get_sampling(image)}
    return {}


def _draw_animation(image: Image.Image, raw: bytes, count: int) -> Drawn:
    kind = str(image.format)
    first = 1 if image.info.get("default_image") else 0  # skip a PNG's fallback for viewers without animation
    frames, durations = [], []
    for number in range(first, count):
        image.seek(number)
        _check_pixels(image, 1, count)  # a frame may be larger than the first
        frames.append(_without_unused_alpha(_resize(image.convert("RGBA"), _fitting_size(image.size))))
        durations.append(int(image.info.get("duration", 100)))  # for some formats, known only after decoding
    options: dict[str, Any] = _OPTIONS[kind] | _original_options(image, image.size, raw)
    if any(frame.mode == "RGBA" for frame in frames):
        frames = [frame.convert("RGBA") for frame in frames]
        options |= {"disposal": 2} if kind == "GIF" else {}
    if "loop" in image.info:
        options["loop"] = image.info["loop"]
    return _save(frames, kind, options | {"save_all": True, "append_images": frames[1:], "duration": durations})


def _without_unused_alpha(frame: Image.Image) -> Image.Image:
    """Drop the alpha channel of an opaque frame: that reduces a GIF to a quarter of its size."""
    return frame.convert("RGB") if frame.getchannel("A").getextrema() == (255, 255) else frame


def _save(frames: list[Image.Image], kind: str, options: dict[str, Any]) -> Drawn:
    for frame in frames:  # Pillow would write metadata in `info` to the file
        frame.info = {"transparency": frame.info["transparency"]} if "transparency" in frame.info else {}
    if kind == "AVIF" and len(frames) * frames[0].width * frames[0].height > _FAST_FROM:
        options = options | {"speed": 9}
    made = BytesIO()
    frames[0].save(made, kind, **options)
    return Drawn(content=made.getvalue(), suffix=kind.lower().replace("jpeg", "jpg"), size=frames[0].size)


def _fitting_size(size: tuple[int, int], *, is_sideways: bool = False) -> tuple[int, int]:
    """Return the size to scale a picture to; width and height of a sideways one are swapped."""
    width = size[1] if is_sideways else size[0]
    if width <= MAX_WIDTH:
        return size
    factor = MAX_WIDTH / width
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _resize(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        image.load()
        return image
    if image.mode in ("1", "P") or (image.has_transparency_data and image.mode == "RGB"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.resize(size, Resampling.LANCZOS)
