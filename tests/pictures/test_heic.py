"""A phone's HEIC photo is published as a JPEG; without pillow-heif the error says how to make one."""

import importlib.util
import re

import pytest
from PIL import Image

from conftest import MakeSite
from pictures.made import NOTE, SECRET, build, exif, opened, published
from weeknotes_site.pictures import redraw as drawing


def photo(width: int = 400, height: int = 300) -> bytes:
    pillow_heif = pytest.importorskip("pillow_heif", reason="pillow-heif is not installed")
    from io import BytesIO

    made = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (width, height), (200, 60, 30))).save(made, exif=exif().tobytes())
    return made.getvalue()


@pytest.mark.parametrize("name", ["IMG_0412.HEIC", "img_0412.heif"])
def test_a_heic_photo_is_published_as_a_jpeg(name: str, make_site: MakeSite) -> None:
    raw = photo(2000, 1000)
    assert SECRET.encode() in raw
    root = make_site({"notes/repairs/2022-01-24.md": NOTE + f"![A queue]({name})", f"notes/repairs/{name}": raw})
    result = build(root)
    assert result.exit_code == 0, result.output
    page = (root / "_site/teams/repairs/2022-01-24.html").read_text("utf-8")
    assert re.search(r'<img src="[^"]*img-0412\.jpg" width="1600" height="800"', page)
    sent = published(root, "img-0412.jpg")
    image = opened(sent)
    assert (image.format, image.size) == ("JPEG", (1600, 800))
    assert SECRET.encode() not in sent
    red, green, blue = image.getpixel((9, 9))  # type: ignore[misc]
    assert red > 180 > 80 > max(green, blue)


def test_a_heic_photo_that_is_called_jpg_is_published_too(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.jpg)",
        "notes/repairs/queue.jpg": photo(),
    }
    root = make_site(files)
    assert build(root).exit_code == 0
    assert opened(published(root, "queue.jpg")).format == "JPEG"


def test_a_photo_in_both_formats_is_an_error_that_names_both(make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.heic) ![A queue](queue.jpg)",
            "notes/repairs/queue.heic": photo(),
            "notes/repairs/queue.jpg": photo(),
        }
    )
    assert "`teams/repairs/queue.jpg` is also claimed by" in build(root).output


def test_without_pillow_heif_the_error_says_how_to_make_a_jpeg(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(drawing, "find_spec", lambda name: None if name == "pillow_heif" else real(name))
    root = make_site(
        {
            "notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.heic)",
            "notes/repairs/queue.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100),
        }
    )
    result = build(root)
    assert result.exit_code == 1
    assert "error[heic-picture]: `notes/repairs/queue.heic`" in result.output
    for way in ("pip install 'weeknotes-site[heic]'", "sips -s format jpeg", "heif-convert", "Most Compatible"):
        assert way in result.output


def test_a_damaged_heic_photo_is_an_error(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "notes/repairs/2022-01-24.md": NOTE + "![A queue](queue.heic)",
        "notes/repairs/queue.heic": photo()[:-50],
    }
    root = make_site(files)
    result = build(root)
    assert result.exit_code == 1
    assert "error[not-a-picture]" in result.output
