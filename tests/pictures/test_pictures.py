"""Published pictures hold nothing but themselves: no place, time or owner; upright, no wider than a page needs."""

import os
import re
import shutil
import struct
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from weeknotes_site.cli import main
from weeknotes_site.pictures import UnfitError, redraw
from weeknotes_site.pictures.pieces import find_pieces

Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")

MakeSite = Callable[[dict[str, str | bytes]], Path]

NOTE = "---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\nWe moved the queue.\n\n"
KINDS = ("jpeg", "png", "gif", "webp", "avif")
MOVING = ("png", "gif", "webp", "avif")
SECRET = "Elm Street 5"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>{SECRET}</secret></x:xmpmeta>'.encode()


def noise(width: int = 90, height: int = 60, *, level: int = 40) -> Any:
    return Image.effect_noise((width, height), level).convert("RGB")


def exif(*, orientation: int = 1) -> Any:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = SECRET
    made[0x013B] = SECRET
    place = made.get_ifd(0x8825)
    place[1], place[2] = "N", (51.0, 30.0, 26.0)
    return made


def aged(path: Path, days: int) -> None:
    then = time.time() - days * 24 * 60 * 60
    os.utime(path, (then, then))


def saved(image: Any, kind: str, **options: Any) -> bytes:
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def carrying(kind: str) -> bytes:
    """Return a picture with everything in it that its kind can carry."""
    from PIL import ImageCms, PngImagePlugin

    options: dict[str, Any] = {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}
    if kind == "gif":
        return saved(noise(), kind, comment=SECRET.encode())[:-1] + gif_application(SECRET.encode()) + b";" + XMP
    if kind == "png":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET)
        text.add_text("Comment", SECRET, zip=True)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = text
    if kind in ("webp", "avif"):
        options["xmp"] = XMP
    raw = saved(noise(), kind, exif=exif(), **options)
    if kind == "jpeg":
        raw = raw[:2] + jpeg_segments() + raw[2:]
    return raw + SECRET.encode() if kind in ("jpeg", "png") else raw


def gif_application(data: bytes) -> bytes:
    return b"\x21\xff\x0bXMP DataXMP" + bytes((len(data),)) + data + b"\0"


def jpeg_segments() -> bytes:
    contents = {
        0xE1: b"http://ns.adobe.com/xap/1.0/\0" + XMP,
        0xED: b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x11\x1c\x02\x50\0\x0c" + SECRET.encode(),
        0xFE: SECRET.encode(),
        0xE5: SECRET.encode(),
    }
    return b"".join(bytes((0xFF, marker)) + struct.pack(">H", len(one) + 2) + one for marker, one in contents.items())


def build(root: Path, *options: str) -> Any:
    return CliRunner().invoke(main, ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01", *options])


def published(root: Path, name: str) -> bytes:
    return (root / "_site/teams/repairs" / name).read_bytes()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("written", ["![A queue](queue.{})", "[A queue](queue.{})"], ids=["shown", "linked"])
def test_what_a_camera_writes_never_reaches_the_site(kind: str, written: str, make_site: MakeSite) -> None:
    raw = carrying(kind)
    assert SECRET.encode() in raw
    link = written.format(kind)
    root = make_site({"notes/repairs/2022-01-24.md": NOTE + link, f"notes/repairs/queue.{kind}": raw})
    result = build(root)
    assert result.exit_code == 0, result.output
    for path in (root / "_site").rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    clean = published(root, f"queue.{kind}")
    assert find_pieces(clean).spare == ()
    with Image.open(BytesIO(clean)) as image:
        assert image.size == (90, 60)
        assert not image.getexif()


def test_a_picture_without_anything_else_is_published_as_it_is(make_site: MakeSite) -> None:
    raw = saved(noise(), "png")
    root = make_site({"notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.png)", "notes/repairs/queue.png": raw})
    assert build(root).exit_code == 0
    assert published(root, "queue.png") == raw
    assert not (root / ".weeknotes-cache/pictures").exists()


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_wide_picture_is_turned_upright_and_then_scaled_down(kind: str, make_site: MakeSite) -> None:
    lying = Image.new("RGB", (2400, 2000), "blue")
    lying.paste("red", (0, 0, 2400, 200))  # its upper edge lies, and is the right one when it stands
    name = f"queue.{kind}"
    raw = saved(lying, kind, exif=exif(orientation=6))
    root = make_site({"notes/repairs/2022-01-24.md": NOTE + f"![A queue]({name})", f"notes/repairs/{name}": raw})
    assert build(root).exit_code == 0
    with Image.open(BytesIO(published(root, name))) as image:
        assert image.size == (1600, 1920)
        red, _, blue = image.convert("RGB").getpixel((1590, 900))
        assert red > 200 > 100 > blue
    page = (root / "_site/teams/repairs/2022-01-24.html").read_text("utf-8")
    assert re.search(rf'<img src="[^"]*{name}" width="1600" height="1920"', page)


def test_colours_are_those_that_the_profile_meant() -> None:
    """A profile that swaps nothing but says `wider` would leave colours dull if it were only dropped."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    see_through = Image.new("RGBA", (20, 20), (200, 60, 30, 128))
    drawn = redraw.redraw(saved(see_through, "png", icc_profile=profile), "png")
    with Image.open(BytesIO(drawn)) as image:
        assert all(abs(one - other) <= 2 for one, other in zip(image.getpixel((5, 5)), (200, 60, 30, 128), strict=True))


@pytest.mark.parametrize("kind", MOVING)
def test_a_moving_picture_goes_on_moving(kind: str) -> None:
    frames = [noise(level=20 + 10 * number) for number in range(4)]
    carried: dict[str, Any] = {"comment": SECRET.encode()} if kind == "gif" else {"exif": exif()}
    durations = [100, 200, 300, 400]
    raw = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=durations, loop=0, **carried)
    assert find_pieces(raw).spare
    with Image.open(BytesIO(redraw.redraw(raw, kind))) as image:
        assert image.n_frames == 4
        seen = []
        for number in range(4):
            image.seek(number)
            image.load()
            seen.append(round(image.info["duration"]))
        assert seen == durations


def build_anew(root: Path) -> Any:
    """Build a site whose output nobody remembers: else a picture that stands in it is not looked at."""
    for path in (root / ".weeknotes-cache").glob("published-*"):
        path.unlink()
    return build(root)


def test_a_picture_is_drawn_once_and_the_cache_is_only_a_memo(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(
        {
            "notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.jpeg)",
            "notes/repairs/queue.jpeg": saved(noise(2000, 500), "jpeg", exif=exif()),
        }
    )
    assert build_anew(root).exit_code == 0
    first = published(root, "queue.jpeg")
    (kept,) = (root / ".weeknotes-cache/pictures").iterdir()
    assert (root / ".weeknotes-cache/.gitignore").read_text() == "*\n"

    drawn: list[str] = []
    draw = redraw.redraw

    def noted(raw: bytes, kind: str) -> bytes:
        drawn.append(kind)
        return draw(raw, kind)

    monkeypatch.setattr(redraw, "redraw", noted)
    assert "0 written" in build_anew(root).output
    assert drawn == []

    kept.write_bytes(first[:200])  # somebody's disk was full
    assert "0 written" in build_anew(root).output
    assert drawn == ["jpeg"]

    shutil.rmtree(root / ".weeknotes-cache")
    (root / ".weeknotes-cache").write_text("no folder can be made here")
    assert "0 written" in build_anew(root).output
    assert published(root, "queue.jpeg") == first


@pytest.fixture
def built(make_site: MakeSite) -> Path:
    """Return a site whose one picture is in the cache, which was looked through just now."""
    root = make_site(
        {
            "notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.jpeg)",
            "notes/repairs/queue.jpeg": saved(noise(), "jpeg", exif=exif()),
        }
    )
    for _ in range(2):
        assert build_anew(root).exit_code == 0
    return root


def test_the_cache_forgets_what_nobody_has_needed_for_long(built: Path) -> None:
    cache = built / ".weeknotes-cache"
    (needed,) = (cache / "pictures").iterdir()
    unneeded, lately = (needed.with_name(f"{letter * 64}.jpeg") for letter in "ab")
    foreign = needed.with_name("holiday.jpeg")
    for path, days in ((unneeded, 100), (lately, 80), (foreign, 100)):
        path.touch()
        aged(path, days)
    assert build_anew(built).exit_code == 0
    assert unneeded.exists(), "it was looked for less than a day ago"
    aged(cache / "pictures-swept", 2)
    assert build_anew(built).exit_code == 0
    assert set((cache / "pictures").iterdir()) == {needed, lately, foreign}


def test_a_picture_that_is_needed_is_never_forgotten(built: Path) -> None:
    (needed,) = (built / ".weeknotes-cache/pictures").iterdir()
    drawn = needed.stat().st_ino
    for _ in range(3):  # each time two months later
        aged(needed, 60)
        aged(built / ".weeknotes-cache/pictures-swept", 60)
        assert "0 written" in build_anew(built).output
        assert needed.stat().st_ino == drawn
        assert time.time() - needed.stat().st_mtime < 24 * 60 * 60


def test_a_cache_that_cannot_be_tidied_fails_no_build(built: Path) -> None:
    (needed,) = (built / ".weeknotes-cache/pictures").iterdir()
    unneeded = needed.with_name(f"{'a' * 64}.jpeg")
    unneeded.mkdir()
    for path in (unneeded, built / ".weeknotes-cache/pictures-swept"):
        aged(path, 100)
    assert "0 written" in build_anew(built).output


@pytest.mark.parametrize("kind", KINDS)
def test_without_pillow_a_picture_that_carries_something_is_an_error(
    kind: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redraw, "is_installed", lambda: False)
    name = f"queue.{kind}"
    root = make_site(
        {"notes/repairs/2022-01-24.md": NOTE + f"![A queue]({name})", f"notes/repairs/{name}": carrying(kind)}
    )
    result = build_anew(root)
    assert result.exit_code == 1
    assert "error[picture-metadata]" in result.output
    assert "pip install 'weeknotes-site[pictures]'" in result.output
    assert not (root / "_site").exists()


def test_without_pillow_a_wide_picture_is_published_as_it_is_with_a_warning(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redraw, "is_installed", lambda: False)
    raw = saved(Image.new("RGB", (1601, 5)), "png")
    root = make_site({"notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.png)", "notes/repairs/queue.png": raw})
    result = build_anew(root)
    assert result.exit_code == 0
    assert "1 warning: 1 picture-too-wide" in result.output
    assert published(root, "queue.png") == raw


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def gif(width: int, height: int, frames: int) -> bytes:
    frame = b",\0\0\0\0" + struct.pack("<HH", width, height) + b"\0\x02\x02D\x01\0"
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0" + frame * frames + b";"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (png(50_000, 50_000), "too-many-pixels"),
        (png(2**31 - 1, 2**31 - 1), "too-many-pixels"),
        (gif(32_000, 32_000, 1), "too-many-pixels"),
        (gif(1_000, 1_000, 101), "too-many-pixels"),
        (png(2_000, 2_000), "not-a-picture"),  # its rows are missing, which shows when it is scaled
        (b"", "not-a-picture"),
        (b"x", "not-a-picture"),
        (SVG, "not-a-picture"),
        (b"GIF89a=1;/*" + SVG, "not-a-picture"),
        (b"<script>alert(1)</script>", "not-a-picture"),
        (b"%PDF-1.7\n", "not-a-picture"),
        (b"\x89PNG\r\n\x1a\n", "not-a-picture"),
        (png(5, 5)[:40], "not-a-picture"),
        (b"\xff\xd8\xff\xd9", "not-a-picture"),
        (b"RIFF\x04\0\0\0WEBP", "not-a-picture"),
        (b"\0\0\0\x0cftypheic", "not-a-picture"),
        (b"II*\0" + bytes(100), "not-a-picture"),
        (b"BM" + bytes(100), "not-a-picture"),
        (png(5, 5) + bytes(25_000_000), "picture-too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value[:12]!r} {len(value)}",
)
def test_what_is_a_bomb_or_no_picture_is_an_error(raw: bytes, code: str, make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.png)",
        "notes/repairs/2022-01-31.md": NOTE.replace("24", "31"),
        "notes/repairs/queue.png": raw,
    }
    root = make_site(files)
    result = build_anew(root)
    assert result.exit_code == 1
    assert f"notes/repairs/2022-01-24.md:8:12: error[{code}]: `notes/repairs/queue.png`" in result.output
    assert build(root, "--keep-going").exit_code == 0
    assert (root / "_site/teams/repairs/2022-01-31.html").exists()
    assert not (root / "_site/teams/repairs/2022-01-24.html").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_breaks_off_is_an_error_at_whatever_byte(kind: str) -> None:
    raw = saved(noise(), kind, **({} if kind == "gif" else {"exif": exif()}))
    for cut in range(0, len(raw) - 1, max(1, len(raw) // 300)):
        with pytest.raises(UnfitError):
            find_pieces(raw[:cut])


WHOLE = {kind: carrying(kind) for kind in KINDS}


@settings(max_examples=1_000 if os.environ.get("WEEKNOTES_FULL") else 60)
@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), min_size=1, max_size=20),
)
def test_a_damaged_picture_is_drawn_clean_or_an_error(kind: str, flips: list[tuple[int, int]]) -> None:
    raw = bytearray(WHOLE[kind])
    for at, value in flips:
        raw[at % len(raw)] = value
    try:
        found = find_pieces(bytes(raw))
        drawn = redraw.redraw(bytes(raw), found.kind)
    except UnfitError:
        return
    assert find_pieces(drawn).spare == ()
    assert SECRET.encode() not in drawn


def test_a_file_that_is_too_large_to_attach_is_an_error(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-24.md": NOTE + "[All rows](rows.csv)", "notes/repairs/rows.csv": "a,b\n"})
    with (root / "notes/repairs/rows.csv").open("r+b") as file:
        file.truncate(50_000_001)
    result = build_anew(root)
    assert result.exit_code == 1
    assert "error[attachment-too-large]: `notes/repairs/rows.csv` has 50,000,001 bytes" in result.output
