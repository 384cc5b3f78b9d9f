"""Print compressed page weights: `python tests/benchmarks/weights.py [SITE …]`, by default of the example site."""

import gzip
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
LIMITS = {"style sheet": 8_000, "largest font": 24_000, "home page": 20_000, "largest note": 14_000}


def main() -> None:
    too_heavy = False
    for root in [Path(one) for one in sys.argv[1:]] or [ROOT]:
        with TemporaryDirectory() as output:
            site = Path(output) / "site"
            command = ["-m", "weeknotes_site", "--root", str(root), "build", "--quiet", "-o", str(site)]
            subprocess.run([sys.executable, *command, "--base-url", "https://weeknotes.example/"], check=True)
            weights = weigh(site)
        print(root)
        for what, weight in weights.items():
            limit = LIMITS.get(what)
            print(f"  {what:<13}{weight / 1000:5.1f} kB{f' of {limit // 1000} kB' if limit else ''}")
            too_heavy |= limit is not None and weight > limit
    sys.exit(too_heavy)


def weigh(site: Path) -> dict[str, int]:
    """Return the compressed weight of pages with their style sheet, and that of a font, in bytes."""
    style = packed(site / "assets/weeknotes.css")
    notes = [
        packed(page) + style for page in site.glob("teams/*/*.html") if page.name not in ("index.html", "latest.html")
    ]
    return {
        "style sheet": style,
        "largest font": max(font.stat().st_size for font in site.glob("assets/*.woff2")),
        "home page": packed(site / "index.html") + style,
        "largest note": max(notes),
        "median note": round(statistics.median(notes)),
    }


def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), mtime=0))


if __name__ == "__main__":
    main()
