"""Published pictures contain only pixels, upright, and are no wider than a page needs."""

import json
import math
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from browser.tools import missing
from conftest import MakeSite
from pictures.made import (
    KINDS,
    MOVING,
    NOTE,
    SECRET,
    SRGB,
    build,
    carrying,
    exif,
    noise,
    opened,
    published,
    saved,
    smooth,
)
from weeknotes_site.pictures.redraw import redraw

# What exiftool tells of any picture: how it is coded, how large it is, and its colour profile.
STRUCTURE = re.compile(
    r"SourceFile|ExifTool:.*|System:.*|File:(?!Comment).*|Composite:(ImageSize|Megapixels)|ICC.*"
    r"|JFIF:(JFIFVersion|ResolutionUnit|XResolution|YResolution)|PNG:(?!.*(Text|Comment|Author|Time)).*"
    r"|GIF:(?!Comment).*|RIFF:.*|QuickTime:.*|Meta:.*|Track\d+:.*|APP14:.*"
)


def exiftool() -> str:
    return shutil.which("exiftool") or missing("exiftool", "apt install libimage-exiftool-perl")


def tags(*files: Path) -> list[dict[str, Any]]:
    """Return all that exiftool finds in files, unknown tags and embedded files included, with the tag's group."""
    done = subprocess.run(
        [exiftool(), "-j", "-G1", "-a", "-u", "-ee", *map(str, files)], capture_output=True, text=True, check=False
    )
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def left_over(file: dict[str, Any]) -> dict[str, Any]:
    return {tag: value for tag, value in file.items() if not STRUCTURE.fullmatch(tag)}


def test_exiftool_finds_nothing_in_any_published_picture(make_site: MakeSite) -> None:
    links = "\n\n".join(f"![A queue](queue.{kind}) [wide](wide.{kind})" for kind in KINDS)
    pictures = {f"notes/repairs/queue.{kind}": carrying(kind) for kind in KINDS}
    wide = {f"notes/repairs/wide.{kind}": carrying(kind, noise(1700, 40)) for kind in KINDS}
    root = make_site({"notes/repairs/2022-01-24.md": NOTE + links, **pictures, **wide})
    for told in tags(*(root / path for path in pictures)):
        assert SECRET in str(left_over(told)), "exiftool cannot find what the test put in"
    result = build(root)
    assert result.exit_code == 0, result.output
    sent = sorted(path for path in (root / "_site/teams/repairs").glob("*.*") if path.suffix != ".html")
    sent = [path for path in sent if path.suffix != ".xml"]
    assert len(sent) == 2 * len(KINDS)
    for told in tags(*sent):
        assert left_over(told) == {}
        assert "ExifTool:Warning" not in told
        assert "ExifTool:Error" not in told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("written", ["![A queue](queue.{})", "[A queue](queue.{})"], ids=["shown", "linked"])
def test_camera_metadata_is_never_published(kind: str, written: str, make_site: MakeSite) -> None:
    raw = carrying(kind)
    assert SECRET.encode() in raw
    root = make_site({"notes/repairs/2022-01-24.md": NOTE + written.format(kind), f"notes/repairs/queue.{kind}": raw})
    result = build(root)
    assert result.exit_code == 0, result.output
    for path in (root / "_site").rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    clean = opened(published(root, f"queue.{kind}"))
    assert clean.size == (90, 60)
    assert not clean.getexif()


def test_videos_and_pictures_embedded_in_a_photo_are_removed() -> None:
    """Phones append a film, and some put the unedited photo behind the edited one."""
    other = noise(40, 30)
    raw = saved(noise(), "MPO", save_all=True, append_images=[other])
    assert getattr(opened(raw), "n_frames", 1) == 2
    drawn = redraw(raw + b"\0\0\0\x18ftypmp42" + SECRET.encode())
    assert (drawn.suffix, drawn.size) == ("jpg", (90, 60))
    assert drawn.content.count(b"\xff\xd8\xff") == 1
    assert b"ftyp" not in drawn.content


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_wide_picture_is_turned_upright_and_scaled_down(kind: str, make_site: MakeSite) -> None:
    lying = Image.new("RGB", (2400, 2000), "blue")
    lying.paste("red", (0, 0, 2400, 200))  # its upper edge is the right one when it stands upright
    name = f"queue.{kind}"
    raw = saved(lying, kind, exif=exif(orientation=6))
    root = make_site({"notes/repairs/2022-01-24.md": NOTE + f"![A queue]({name})", f"notes/repairs/{name}": raw})
    assert build(root).exit_code == 0
    image = opened(published(root, name))
    assert image.size == (1600, 1920)
    red, _, blue = image.convert("RGB").getpixel((1590, 900))  # type: ignore[misc]
    assert red > 200 > 100 > blue
    page = (root / "_site/teams/repairs/2022-01-24.html").read_text("utf-8")
    assert re.search(rf'<img src="[^"]*{name}" width="1600" height="1920" alt', page)


@pytest.mark.parametrize(("size", "is_wide"), [((80, 60), True), ((79, 60), False), ((60, 80), False)])
def test_a_picture_with_the_proportions_of_a_photo_is_marked_as_wide(
    size: tuple[int, int], is_wide: bool, make_site: MakeSite
) -> None:
    text = NOTE + "![A queue](queue.png)"
    root = make_site({"notes/repairs/2022-01-24.md": text, "notes/repairs/queue.png": saved(noise(*size), "png")})
    assert build(root).exit_code == 0
    page = (root / "_site/teams/repairs/2022-01-24.html").read_text("utf-8")
    assert (' class="wide"' in page) is is_wide


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('width="200"', {"width": "200", "height": "133"}),
        ('height="200"', {"width": "300", "height": "200"}),
        ('width="20" height="30"', {"width": "20", "height": "30"}),
        ('width="50%"', {"width": "50%"}),
        ("", {"width": "900", "height": "600", "class": "wide"}),
    ],
)
def test_a_size_that_the_note_gives_stays(written: str, shown: dict[str, str], make_site: MakeSite) -> None:
    text = f'{NOTE}<img src="gate.png" alt="A gate > 2 m" {written}>'
    root = make_site({"notes/repairs/2022-01-24.md": text, "notes/repairs/gate.png": saved(noise(900, 600), "png")})
    assert build(root).exit_code == 0
    (image,) = re.findall(r"<img [^<]*gate[^<]*>", (root / "_site/teams/repairs/2022-01-24.html").read_text("utf-8"))
    attributes = [one for one in re.findall(r' ([a-z]+)="([^"]*)"', image) if one[0] not in ("src", "alt")]
    assert sorted(attributes) == sorted(shown.items())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_applied_as_pillow_does(orientation: int) -> None:
    from PIL import ImageOps

    raw = saved(smooth(48, 32), "png", exif=exif(orientation=orientation))
    upright = ImageOps.exif_transpose(opened(raw))
    assert not ImageChops.difference(opened(redraw(raw).content), upright).getbbox()


def likeness(one: bytes, other: bytes) -> float:
    """Return the peak signal-to-noise ratio of two pictures in dB: at 40, eyes see no difference."""
    difference = ImageChops.difference(opened(one).convert("RGB"), opened(other).convert("RGB"))
    error = sum(value**2 for value in ImageStat.Stat(difference).rms) / 3
    return 10 * math.log10(255**2 / error) if error else math.inf


@pytest.mark.parametrize(
    ("kind", "options", "least"),
    [
        ("jpeg", {"quality": 95, "subsampling": 0}, 45),
        ("jpeg", {"quality": 75}, 45),
        ("jpeg", {"quality": 30, "progressive": True}, 45),
        ("png", {}, math.inf),
        ("gif", {}, math.inf),
        ("webp", {"quality": 80}, 38),
        ("webp", {"lossless": True}, math.inf),
        ("avif", {"quality": 60}, 38),
    ],
)
def test_a_picture_that_is_not_scaled_looks_the_same_and_does_not_grow_much(
    kind: str, options: dict[str, Any], least: float
) -> None:
    raw = saved(smooth(), kind, **options)
    drawn = redraw(raw).content
    assert likeness(raw, drawn) >= least
    assert len(drawn) < 1.5 * len(raw) + 500


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("width", [100, 1_700])
def test_a_png_of_any_mode_keeps_its_colours(mode: str, width: int) -> None:
    plain = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90).resize((width, 20))
    image = Image.new("I;16", plain.size, 30_000) if mode == "I;16" else plain.convert(mode)
    if mode in ("LA", "RGBA"):
        image.putalpha(100)
    raw = saved(image, "png")
    drawn = opened(redraw(raw).content)
    middle = drawn.width // 2
    before, after = (one.convert("RGBA").getpixel((at, 10)) for one, at in ((opened(raw), width // 2), (drawn, middle)))
    if mode == "I;16":
        assert drawn.getpixel((middle, 10)) == 30_000
    elif mode != "1":
        assert all(abs(one - other) <= 3 for one, other in zip(before, after, strict=True))  # type: ignore[arg-type]


def test_transparent_palette_colours_stay_transparent() -> None:
    image = Image.new("P", (40, 40), 1)
    image.putpalette([255, 0, 0, 0, 0, 255])
    raw = saved(image, "png", transparency=1)
    assert opened(redraw(raw).content).convert("RGBA").getpixel((5, 5)) == (0, 0, 255, 0)


def profile_of(space: str, *more: bytes) -> bytes:
    profile = SRGB if space == "sRGB" else ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()  # type: ignore[arg-type]
    return profile + b"".join(more)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif"])
def test_a_standard_colour_profile_is_kept(kind: str) -> None:
    drawn = redraw(saved(noise(), kind, icc_profile=SRGB, exif=exif()))
    assert opened(drawn.content).info["icc_profile"] == SRGB


@pytest.mark.parametrize(
    "profile",
    [
        profile_of("sRGB", b"vcgt" + SECRET.encode()),
        profile_of("sRGB", b"mmod" + SECRET.encode()),
        profile_of("sRGB", SECRET.encode() * 20_000),
        profile_of("LAB", SECRET.encode()),
        SECRET.encode() * 20,
    ],
    ids=["a screen's calibration", "a screen's serial number", "large", "for other colours", "no profile"],
)
def test_any_other_colour_profile_is_applied_and_removed(profile: bytes) -> None:
    see_through = Image.new("RGBA", (20, 20), (200, 60, 30, 128))
    image = opened(redraw(saved(see_through, "png", icc_profile=profile)).content)
    assert "icc_profile" not in image.info
    pixel = image.getpixel((5, 5))
    assert all(abs(one - other) <= 2 for one, other in zip(pixel, (200, 60, 30, 128), strict=True))  # type: ignore[arg-type]


def test_a_cmyk_photo_becomes_rgb() -> None:
    image = opened(redraw(saved(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "jpeg")).content)
    assert image.mode == "RGB"
    red, green, blue = image.getpixel((5, 5))  # type: ignore[misc]
    assert red > 200 > 60 > max(green, blue)


@pytest.mark.parametrize("kind", MOVING)
@pytest.mark.parametrize("see_through", [False, True])
def test_an_animation_stays_animated(kind: str, see_through: bool) -> None:
    frames = [noise(level=20 + 10 * number) for number in range(4)]
    if see_through:
        frames = [frame.convert("RGBA") for frame in frames]
        for number, frame in enumerate(frames):
            frame.putpixel((number, 0), (0, 0, 0, 0))
    carried: dict[str, Any] = {"comment": SECRET.encode(), "disposal": 2} if kind == "gif" else {"exif": exif()}
    durations = [100, 200, 300, 400]
    raw = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=durations, loop=0, **carried)
    drawn = redraw(raw).content
    assert SECRET.encode() not in drawn
    assert len(drawn) < 2.5 * len(raw)
    with Image.open(BytesIO(drawn)) as image:
        assert getattr(image, "n_frames", 1) == 4
        seen = []
        for number in range(4):
            image.seek(number)
            image.load()
            seen.append(round(image.info["duration"]))
            alpha = image.convert("RGBA").getpixel((number, 0))[3]  # type: ignore[index]
            assert alpha == (0 if see_through else 255)
        assert seen == durations


def test_the_format_follows_the_bytes_instead_of_the_name(make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.png)",
            "notes/repairs/queue.png": carrying("jpeg"),
        }
    )
    assert build(root).exit_code == 0
    assert opened(published(root, "queue.png")).format == "JPEG"
