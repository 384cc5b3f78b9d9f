"""Measure a first build with photos: `PYTHONPATH=tests python -m benchmarks.pictures [PHOTOS]`.

Without a number it writes 200 notes with a photo each: 12 megapixels, about 3 MB, with EXIF, on its side as phones
write it. The site is built from nothing, again after a new note, and after a new photo. `--weeknotes 'COMMAND'`
measures another installation on the same site.
"""

import argparse
import os
import shlex
import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops

from benchmarks.build import run

_SCENES = 4
"""Different scenes; photos of one scene differ in their EXIF, which is enough to be another file."""


def scene(number: int) -> bytes:
    """Return a JPEG that compresses like a photo: 4,000 × 3,000 pixels take about 3 MB."""
    size = (4_000, 3_000)
    shapes = Image.effect_noise((40 + number, 30), 120).resize(size, Image.Resampling.BICUBIC)
    light = Image.linear_gradient("L").resize(size)
    grain = Image.effect_noise(size, 12)
    bands = [ImageChops.add(ImageChops.add(one, grain, 2), shapes, 2) for one in (shapes, light, shapes)]
    made = BytesIO()
    Image.merge("RGB", bands).save(made, "jpeg", quality=95)
    return made.getvalue()


def with_exif(raw: bytes, number: int) -> bytes:
    """Return a photo as a phone writes it, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = f"photo {number}"
    segment = exif.tobytes()
    return raw[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2) + segment + raw[2:]


def write_notes(root: Path, photos: int) -> None:
    """Write a weekly note for each photo."""
    scenes = [scene(number) for number in range(_SCENES)]
    for number in range(photos):
        write_note(root, number, with_exif(scenes[number % _SCENES], number))


def write_note(root: Path, number: int, photo: bytes = b"") -> None:
    """Write a note, with a photo if there is one."""
    day = date(2021, 1, 1) + timedelta(weeks=number)
    folder = root / "notes/repairs"
    folder.mkdir(parents=True, exist_ok=True)
    link = f"![The queue](queue-{number}.jpg)" if photo else ""
    (folder / f"{day}.md").write_text(f"---\ndate: {day}\nauthor: Ann Lee\n---\n\nWe moved the queue.\n\n{link}\n")
    if photo:
        (folder / f"queue-{number}.jpg").write_bytes(photo)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("photos", type=int, nargs="?", default=200)
    parser.add_argument("--weeknotes", default=f"{sys.executable} -m weeknotes_site")
    arguments = parser.parse_args()
    command = [*shlex.split(arguments.weeknotes), "build", "--no-search", "--as-of", "2025-01-01"]
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_notes(root, arguments.photos)
        bytes_each = sum(path.stat().st_size for path in root.rglob("*.jpg")) / arguments.photos
        print(f"{arguments.photos} photos of {bytes_each / 1e6:.1f} MB; load {os.getloadavg()[0]:.1f}")
        for step in ("from nothing", "nothing changed", "a new note", "a new photo"):
            if step.startswith("a new"):
                write_note(root, arguments.photos, with_exif(scene(0), -1) if "photo" in step else b"")
            done = run(command, root)
            said = f"{step}: {done.wall:.1f} s, {done.cpu:.1f} s of the processor, {done.peak:.0f} MB"
            print(said, flush=True)
        sent = [path.stat().st_size for path in (root / "_site").rglob("*.jpg")]
        print(f"published: {len(sent)} pictures of {sum(sent) / len(sent) / 1e3:.0f} kB; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
