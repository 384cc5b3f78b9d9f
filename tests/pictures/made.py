"""Pictures as written by cameras, programs and attackers."""

import shutil
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

from commands import weeknotes

NOTE = "---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\nWe moved the queue.\n\n"
KINDS = ("jpeg", "png", "gif", "webp", "avif")
MOVING = ("png", "gif", "webp", "avif")
SECRET = "Elm Street 5"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>{SECRET}</secret></x:xmpmeta>'.encode()
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def build(root: Path, *options: str) -> Any:
    """Run `weeknotes build` with only pictures in its cache, so that it reads every picture."""
    for path in (root / ".weeknotes-cache").glob("*"):
        if path.name in ("pictures", ".gitignore"):
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return weeknotes(root, "build", "--no-search", "--as-of", "2022-03-01", *options)


def published(root: Path, name: str) -> bytes:
    return (root / "_site/teams/repairs" / name).read_bytes()


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def opened(raw: bytes) -> Image.Image:
    image = Image.open(BytesIO(raw))
    image.load()
    return image


def noise(width: int = 90, height: int = 60, *, level: int = 40) -> Image.Image:
    return Image.effect_noise((width, height), level).convert("RGB")


def smooth(width: int = 320, height: int = 240) -> Image.Image:
    """Return a picture with smooth gradients, as in photos."""
    bands = [Image.effect_noise((width // 16, height // 16), level).resize((width, height)) for level in (40, 60, 80)]
    return Image.merge("RGB", bands)


def exif(*, orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = SECRET
    made[0x013B] = SECRET
    place = made.get_ifd(0x8825)
    place[1], place[2] = "N", (51.0, 30.0, 26.0)
    return made


def carrying(kind: str, image: Image.Image | None = None) -> bytes:
    """Return a picture with all metadata that its format allows."""
    image = image or noise()
    options: dict[str, Any] = {"icc_profile": SRGB}
    if kind == "gif":
        raw = saved(image, kind, comment=SECRET.encode())
        return raw[:-1] + gif_application(SECRET.encode()) + b";" + XMP
    if kind == "png":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET)
        text.add_text("Comment", SECRET, zip=True)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = text
    if kind in ("webp", "avif"):
        options["xmp"] = XMP
    raw = saved(image, kind, exif=exif(), **options)
    if kind == "jpeg":
        raw = raw[:2] + jpeg_segments() + raw[2:]
    return raw + SECRET.encode() if kind in ("jpeg", "png") else raw


def gif_application(data: bytes) -> bytes:
    return b"\x21\xff\x0bXMP DataXMP" + bytes((len(data),)) + data + b"\0"


def jpeg_segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def jpeg_segments() -> bytes:
    contents = {
        0xE1: b"http://ns.adobe.com/xap/1.0/\0" + XMP,
        0xED: b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x11\x1c\x02\x50\0\x0c" + SECRET.encode(),
        0xFE: SECRET.encode(),
        0xE5: SECRET.encode(),
    }
    return b"".join(jpeg_segment(marker, content) for marker, content in contents.items())


def jpeg_of_scans(side: int, scans: int) -> bytes:
    """Return a progressive JPEG whose last scan is repeated."""
    raw = saved(Image.new("L", (side, side), 128), "jpeg", progressive=True)
    last, end = raw.rindex(b"\xff\xda"), raw.rindex(b"\xff\xd9")
    return raw[:last] + raw[last:end] * scans + raw[end:]


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + png_chunk(b"IEND", b"")


def png(width: int, height: int, *more: bytes) -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return png_of(header, *more, png_chunk(b"IDAT", zlib.compress(bytes(1000))))


def gif(width: int, height: int, frames: int, between: bytes = b"") -> bytes:
    frame = b",\0\0\0\0" + struct.pack("<HH", width, height) + b"\0\x02\x02D\x01\0"
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0" + between + frame * frames + b";"
