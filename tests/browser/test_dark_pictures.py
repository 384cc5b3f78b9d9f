"""The dark theme shows pictures made for it unchanged and dims all others; print shows the light ones."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from browser.served import serve_site
from conftest import MakeSite
from pictures.made import saved, smooth

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOTE = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\n![A queue](chart.png)\n\n![A photo](photo.png)\n"
SHOWN = """() => [...document.querySelectorAll('.note-body img')].map(
    img => [img.currentSrc.split('/').pop(), getComputedStyle(img).filter])"""


@pytest.mark.parametrize(
    ("scheme", "media", "chart", "dimmed"),
    [
        ("light", "screen", "chart.png", "none"),
        ("dark", "screen", "chart-dark.png", "brightness(0.8)"),
        ("dark", "print", "chart.png", "none"),
    ],
)
def test_each_theme_loads_its_own_picture(
    browser: "Browser",
    make_site: MakeSite,
    tmp_path: Path,
    scheme: Literal["light", "dark"],
    media: Literal["screen", "print"],
    chart: str,
    dimmed: str,
) -> None:
    names = ("chart", "chart-dark", "photo")
    pictures = {f"notes/repairs/{name}.png": saved(smooth(640, 480), "png") for name in names}
    root = make_site({"notes/repairs/2022-01-21.md": NOTE, **pictures})
    with serve_site(root, tmp_path / "served") as site, browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.emulate_media(media=media)
        loaded: list[str] = []
        page.on("requestfinished", lambda request: loaded.append(request.url.rpartition("/")[2]))
        page.goto(f"{site.address}teams/repairs/2022-01-21.html", wait_until="networkidle")
        assert page.evaluate(SHOWN) == [[chart, "none"], ["photo.png", dimmed]]
        assert sorted(name for name in loaded if name.endswith(".png")) == [chart, "photo.png"]
