"""A page keeps a picture's place because its file says how large it is."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weeknotes_site.pictures.size import read_picture_size

ORIENTATION = 0x0112


@pytest.mark.parametrize("kind", ["png", "jpg", "gif", "webp", "avif"])
def test_every_kind_of_picture_tells_its_size(kind: str, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    path = tmp_path / f"queue.{kind}"
    image.new("RGB", (321, 123)).save(path)
    assert read_picture_size(path) == (321, 123)


def test_a_picture_from_a_camera_on_its_side_is_shown_upright(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    path = tmp_path / "queue.jpg"
    exif = image.Exif()
    exif[ORIENTATION] = 6
    image.new("RGB", (321, 123)).save(path, exif=exif)
    assert read_picture_size(path) == (123, 321)


STARTS = [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff\xe1", b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x1cftypavif"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.sampled_from(STARTS), st.binary(max_size=60))
def test_what_is_no_picture_is_no_error(tmp_path: Path, start: bytes, rest: bytes) -> None:
    path = tmp_path / "queue.png"
    path.write_bytes(start + rest)
    size = read_picture_size(path)
    assert size is None or min(size) > 0
