"""Pictures take limited time and memory, whatever their file; files that are not pictures are errors."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from conftest import MakeSite
from pictures.made import (
    KINDS,
    NOTE,
    SECRET,
    build,
    carrying,
    exif,
    gif,
    jpeg_of_scans,
    jpeg_segment,
    noise,
    opened,
    png,
    png_chunk,
    saved,
)
from weeknotes_site.pictures import UnfitError
from weeknotes_site.pictures.redraw import redraw

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ONE_BYTE_BLOCKS = b"\x01a" * 210_000


def jpeg_of_segments(count: int) -> bytes:
    raw = saved(noise(), "jpeg")
    return raw[:2] + jpeg_segment(0xE5, b"") * count + raw[2:]


BOMBS = {
    "PNG of 2.5 gigapixels": (png(50_000, 50_000), "too-many-pixels"),
    "PNG of the largest size": (png(2**31 - 1, 2**31 - 1), "too-many-pixels"),
    "PNG of 60 megapixels": (png(10_000, 6_000), "too-many-pixels"),
    "PNG of 100 megapixels": (png(10_000, 10_000), "too-many-pixels"),
    "GIF of a gigapixel": (gif(32_000, 32_000, 1), "too-many-pixels"),
    "GIF of 101 megapixels in frames": (gif(1_000, 1_000, 101), "too-many-pixels"),
    "APNG that says it has 2 billion frames": (
        png(100, 100, png_chunk(b"acTL", (2**31 - 1).to_bytes(4) + bytes(4))),
        "too-many-pixels",
    ),
    "JPEG of 600 scans": (jpeg_of_scans(1_000, 600), "too-many-parts"),
    "JPEG of 12,000 scans": (jpeg_of_scans(1_000, 12_000), "too-many-parts"),
    "JPEG of 12,000 segments": (jpeg_of_segments(12_000), "too-many-parts"),
    "PNG of 12,000 chunks": (png(5, 5, *[png_chunk(b"teXt", b"")] * 12_000), "too-many-parts"),
    "GIF with a comment of many blocks": (gif(5, 5, 1, b"\x21\xfe" + b"\x01a" * 12_000 + b"\0"), "too-many-parts"),
    "GIF of empty extensions": (gif(5, 5, 1, b"\x21\xfe\0" * 12_000), "too-many-parts"),
    "GIF of stray bytes": (gif(5, 5, 1, bytes(12_000)), "too-many-parts"),
    "GIF with a frame of many blocks": (
        gif(5, 5, 1).replace(b"\x02D\x01\0", ONE_BYTE_BLOCKS + b"\0"),
        "too-many-parts",
    ),
}
NO_PICTURES = {
    "rows that are missing": png(2_000, 2_000),
    "nothing": b"",
    "a byte": b"x",
    "SVG": SVG,
    "SVG after a GIF's first bytes": b"GIF89a=1;/*" + SVG,
    "a script": b"<script>alert(1)</script>",
    "PDF": b"%PDF-1.7\n",
    "a PNG's first bytes": b"\x89PNG\r\n\x1a\n",
    "half a PNG": png(5, 5)[:40],
    "an empty JPEG": b"\xff\xd8\xff\xd9",
    "a JPEG of fill bytes": b"\xff\xd8" + b"\xff" * 1_000_000,
    "an empty WebP": b"RIFF\x04\0\0\0WEBP",
    "TIFF": b"II*\0" + bytes(100),
    "BMP": b"BM" + bytes(100),
    "a film": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(100),
}
UNFIT = {
    **BOMBS,
    **{name: (raw, "not-a-picture") for name, raw in NO_PICTURES.items()},
    "a file of 25 MB": (png(5, 5) + bytes(25_000_000), "picture-too-large"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_a_bomb_or_a_file_that_is_not_a_picture_is_an_error_at_its_link(name: str, make_site: MakeSite) -> None:
    raw, code = UNFIT[name]
    files: dict[str, str | bytes] = {
        "notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.png)",
        "notes/repairs/2022-01-31.md": NOTE.replace("24", "31"),
        "notes/repairs/queue.png": raw,
    }
    root = make_site(files)
    result = build(root)
    assert result.exit_code == 1
    assert f"notes/repairs/2022-01-24.md:8:12: error[{code}]: `notes/repairs/queue.png`" in result.output
    assert build(root, "--keep-going").exit_code == 0
    assert (root / "_site/teams/repairs/2022-01-31.html").exists()
    page = (root / "_site/teams/repairs/2022-01-24.html").read_text("utf-8")
    assert "A queue" in page
    assert "<img" not in page


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_is_decoded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever decodes asks Pillow to load the pixels first."""
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("decoded"))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _: pytest.fail("decoded"))
    with pytest.raises(UnfitError):
        redraw(BOMBS[name][0])


@pytest.mark.parametrize(
    "raw",
    [
        saved(noise(), "jpeg") + b"\xff\xda\0\x08" * 20_000,
        saved(noise(), "png") + bytes(1_000_000),
        saved(noise(), "jpeg", progressive=True),
        jpeg_of_scans(1_000, 100),
    ],
    ids=["markers after the end", "zeros after the end", "progressive", "scans that are few enough"],
)
def test_a_picture_within_the_limits_is_redrawn(raw: bytes) -> None:
    assert redraw(raw).size == opened(raw).size


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_truncated_at_any_byte_is_complete_or_an_error(kind: str) -> None:
    raw = saved(noise(30, 20), kind, **({} if kind == "gif" else {"exif": exif()}))
    whole = opened(redraw(raw).content).convert("RGB")
    errors = 0
    for cut in range(0, len(raw) - 1, max(1, len(raw) // 200)):
        try:
            drawn = redraw(raw[:cut]).content
        except UnfitError:
            errors += 1
        else:
            assert not ImageChops.difference(opened(drawn).convert("RGB"), whole).getbbox(), cut
    assert errors > 150


@pytest.mark.parametrize("frames", [1, 3])
def test_a_gif_truncated_between_frames_is_an_error(frames: int) -> None:
    with pytest.raises(UnfitError):
        redraw(gif(5, 5, frames)[:-1])


WHOLE = {kind: carrying(kind) for kind in KINDS}


@settings(max_examples=1_000 if os.environ.get("WEEKNOTES_FULL") else 60, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), min_size=1, max_size=20),
)
def test_a_damaged_picture_is_redrawn_without_metadata_or_an_error(kind: str, flips: list[tuple[int, int]]) -> None:
    raw = bytearray(WHOLE[kind])
    for at, value in flips:
        raw[at % len(raw)] = value
    try:
        drawn = redraw(bytes(raw))
    except UnfitError:
        return
    assert SECRET.encode() not in drawn.content
    assert opened(drawn.content).size == drawn.size


def test_a_file_that_is_too_large_to_attach_is_an_error(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-24.md": NOTE + "[All rows](rows.csv)", "notes/repairs/rows.csv": "a,b\n"})
    with (root / "notes/repairs/rows.csv").open("r+b") as file:
        file.truncate(50_000_001)
    result = build(root)
    assert result.exit_code == 1
    assert "error[attachment-too-large]: `notes/repairs/rows.csv` has 50,000,001 bytes" in result.output


@pytest.mark.skipif("WEEKNOTES_FULL" not in os.environ, reason="takes a minute; set WEEKNOTES_FULL=1 to run it")
def test_the_largest_allowed_pictures_are_redrawn() -> None:
    frames = [noise(1_000, 1_000, level=level) for level in range(1, 100)]
    largest = {
        "500 scans of a megapixel": jpeg_of_scans(1_000, 490),
        "10 scans of 49 megapixels": jpeg_of_scans(7_000, 1),
        "49 megapixels of PNG": saved(Image.new("RGBA", (7_000, 7_000)), "png"),
        "99 frames of a megapixel": saved(frames[0], "webp", save_all=True, append_images=frames[1:]),
        "10,000 chunks": png(5, 5, *[png_chunk(b"teXt", b"a")] * 9_990),
        "a comment of 2.5 MB": gif(1, 1, 1, b"\x21\xfe" + (b"\xff" + b"a" * 255) * 9_990 + b"\0"),
    }
    for name, raw in largest.items():
        drawn = redraw(raw)
        assert opened(drawn.content).size == drawn.size, name
