"""Redraw a picture, so that what is published holds its pixels and nothing else."""

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
    MAX_MOVING_PIXELS,
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
# Measured on photos: PNG and GIF stay exact, JPEG keeps its own tables where its size stays (50 dB), WebP 41, AVIF 45.
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {},
    "GIF": {},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80, "max_threads": 1},
}
_FAST_FROM = 8_000_000
"""Pixels from which an AVIF is compressed fast: at the usual speed, 0.6 s a megapixel, the largest would take 30 s."""
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
_LIES = (5, 6, 7, 8)


class Drawn(Struct, frozen=True, kw_only=True):
    """A picture as it is published."""

    content: bytes
    suffix: str
    size: tuple[int, int]


def recipe(raw: bytes) -> str:
    """Return what the redrawn picture depends on, besides the bytes of the picture."""
    versions = [str(_CODE_VERSION), PIL.__version__]
    if _is_heic(raw) and find_spec("pillow_heif"):
        import pillow_heif

        versions.append(pillow_heif.__version__)
    return " ".join(versions)


def redraw(raw: bytes) -> Drawn:
    """Return a picture's pixels, upright, at most as wide as a page needs, in its own format, or JPEG for HEIC.

    Raises UnfitError for what Pillow cannot read, and for what would take too much time or memory.
    """
    scans = count_scans(raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about damaged metadata, which is dropped anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with _open(raw) as image:
                frames = _count_frames(image)
                _check_pixels(image, scans, frames)
                return _draw_moving(image, raw, frames) if frames > 1 else _draw_still(image, raw)
    except UnfitError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as failure:
        raise _too_many_pixels(f"more than {MAX_PIXELS:,} pixels") from failure
    except UnidentifiedImageError as failure:
        message = "is damaged, or not a PNG, JPEG, GIF, WebP or AVIF image"
        raise UnfitError("not-a-picture", message, SAVE_AGAIN) from failure
    except Exception as failure:  # anything a decoder raises on damaged bytes
        message = f"is a damaged picture: {str(failure) or type(failure).__name__}"
        raise UnfitError("not-a-picture", message, SAVE_AGAIN) from failure


def size_of(file: Path) -> tuple[int, int] | None:
    """Return the width and height of a picture that was redrawn, or None where it is no such picture."""
    try:
        with Image.open(file, formats=_FORMATS) as image:
            return image.size if image.width <= MAX_WIDTH else None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _open(raw: bytes) -> Image.Image:
    if not _is_heic(raw):
        return Image.open(BytesIO(raw), formats=_FORMATS)
    if not find_spec("pillow_heif"):
        message = "is a HEIC photo, which browsers do not show, and pillow-heif, which converts it, is not installed"
        hint = (
            "`pip install 'weeknotes-site[heic]'`; or make a JPEG of it: `sips -s format jpeg IN --out OUT` on a Mac, "
            "`heif-convert IN OUT` on Linux; an iPhone takes JPEGs after Settings > Camera > Formats > Most Compatible"
        )
        raise UnfitError("heic-picture", message, hint)
    import pillow_heif

    opened: Image.Image = pillow_heif.HeifImageFile(BytesIO(raw))  # type: ignore[no-untyped-call]
    return opened


def _is_heic(raw: bytes) -> bool:
    """Return whether a file's brands are HEIF's and none is AVIF's; films and AVIFs start alike."""
    if raw[4:8] != b"ftyp":
        return False
    brands = {raw[at : at + 4] for at in range(8, min(int.from_bytes(raw[:4]), 200), 4)}
    return bool(brands & _HEIC_BRANDS) and not brands & {b"avif", b"avis"}


def _count_frames(image: Image.Image) -> int:
    """A JPEG or HEIC may hold several pictures, of which browsers show the first."""
    return int(getattr(image, "n_frames", 1)) if image.format in ("PNG", "GIF", "WEBP", "AVIF") else 1


def _check_pixels(image: Image.Image, scans: int, frames: int) -> None:
    pixels = image.width * image.height
    size = f"{image.width:,} × {image.height:,} pixels"
    if pixels > MAX_PIXELS:
        raise _too_many_pixels(f"{size}, more than {MAX_PIXELS:,}")
    if pixels * frames > MAX_MOVING_PIXELS:
        raise _too_many_pixels(f"{size} in {frames:,} frames, more than {MAX_MOVING_PIXELS:,}")
    if pixels * scans > MAX_SCANNED_PIXELS:
        message = f"has {size} in {scans:,} scans, which would take too long to read"
        raise UnfitError("too-many-parts", message, SAVE_AGAIN)


def _too_many_pixels(how_many: str) -> UnfitError:
    hint = f"save it smaller: it is shown at most {MAX_WIDTH:,} pixels wide"
    return UnfitError("too-many-pixels", f"has {how_many}", hint)


def _draw_still(image: Image.Image, raw: bytes) -> Drawn:
    kind = str(image.format) if image.format in _FORMATS else "JPEG"
    orientation = _orientation(image)
    size = _fitting_size(image.size, lies=orientation in _LIES)
    options = _OPTIONS[kind] | _as_before(image, size, raw)
    image.draft(None, size)  # a large JPEG is decoded at a half, quarter or eighth
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
    except Exception:  # damaged EXIF, which browsers ignore
        return 1


def _as_before(image: Image.Image, size: tuple[int, int], raw: bytes) -> dict[str, Any]:
    """Return the options that an encoder was given before, where a file shows them and they still fit."""
    if image.format == "WEBP" and b"VP8L" in raw:
        return {"lossless": True}
    tables = getattr(image, "quantization", None)
    if tables and size == image.size and image.mode in ("L", "RGB"):
        return {"quality": -1, "qtables": tables, "subsampling": JpegImagePlugin.get_sampling(image)}
    return {}


def _draw_moving(image: Image.Image, raw: bytes, count: int) -> Drawn:
    kind = str(image.format)
    first = 1 if image.info.get("default_image") else 0  # a PNG may hold a picture for programs that show no frames
    frames, durations = [], []
    for number in range(first, count):
        image.seek(number)
        _check_pixels(image, 1, count)  # a frame may be larger than the file says at first
        frames.append(_opaque_or_not(_resize(image.convert("RGBA"), _fitting_size(image.size))))
        durations.append(int(image.info.get("duration", 100)))  # some formats know it only after decoding
    options: dict[str, Any] = _OPTIONS[kind] | _as_before(image, image.size, raw)
    if any(frame.mode == "RGBA" for frame in frames):
        frames = [frame.convert("RGBA") for frame in frames]
        options |= {"disposal": 2} if kind == "GIF" else {}
    if "loop" in image.info:
        options["loop"] = image.info["loop"]
    return _save(frames, kind, options | {"save_all": True, "append_images": frames[1:], "duration": durations})


def _opaque_or_not(frame: Image.Image) -> Image.Image:
    """Without alpha where nothing shows through: a GIF of such frames is a quarter as large."""
    return frame.convert("RGB") if frame.getchannel("A").getextrema() == (255, 255) else frame


def _save(frames: list[Image.Image], kind: str, options: dict[str, Any]) -> Drawn:
    for frame in frames:  # Pillow would write some of it back
        frame.info = {"transparency": frame.info["transparency"]} if "transparency" in frame.info else {}
    if kind == "AVIF" and len(frames) * frames[0].width * frames[0].height > _FAST_FROM:
        options = options | {"speed": 9}
    made = BytesIO()
    frames[0].save(made, kind, **options)
    return Drawn(content=made.getvalue(), suffix=kind.lower().replace("jpeg", "jpg"), size=frames[0].size)


def _fitting_size(size: tuple[int, int], *, lies: bool = False) -> tuple[int, int]:
    """Return the size that a picture is scaled to; one that lies has its width on its side."""
    width = size[1] if lies else size[0]
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
