"""Settings give a site its logo, colour, menu, footer and extra CSS."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import weeknotes
from conftest import MakeSite
from weeknotes_site.cli import main
from weeknotes_site.model.contrast import (
    CONTRAST,
    CONTRAST_OF_LINES,
    DARK,
    LIGHT,
    for_dark_theme,
    for_light_theme,
    least_contrast,
)

ROOT = Path(__file__).parents[1]
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80.4 20"><path d="M0 0h80v20z"/></svg>'
NOTE = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\nThe boiler is warm.\n\n## X\n\nMore.\n"
SITE: dict[str, str | bytes] = {
    "notes/repairs/2022-01-21.md": NOTE,
    "notes/_pages/about.md": "We run the boilers.\n\n## X\n\nMore.\n",
    "static/logo.svg": LOGO,
}
PAGES = ("index.html", "about.html", "weeks/2022-w03.html", "teams/repairs/2022-01-21.html", "404.html")


def pages_of(root: Path, settings: str) -> dict[str, str]:
    """Return the text of each kind of page."""
    (root / "weeknotes.toml").write_text(f'base_url = "https://weeknotes.example/notes/"\n{settings}', "utf-8")
    run = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01"]
    result = CliRunner().invoke(main, run, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return {page: (root / "_site" / page).read_text("utf-8") for page in PAGES}


def roots(pages: dict[str, str]) -> dict[str, str]:
    """Return what each page puts before an address within the site; the page for what is missing starts at the top."""
    return {page: "/notes/" if page == "404.html" else "../" * page.count("/") for page in pages}


def test_no_branding_is_shown_without_settings(make_site: MakeSite) -> None:
    root = make_site(SITE)
    for text in pages_of(root, "").values():
        assert "<img" not in text
        assert re.findall(r'rel="stylesheet" href="[^"]*assets/(\w+)', text) == ["weeknotes"]
        assert "og:image" not in text
        assert ">About</a>" not in text
    assert not (root / "_site/assets/brand.css").exists()


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("_pages/about.md", "about.html"),
        ("notes/_pages/about.md", "about.html"),
        ("notes/repairs/2022-01-21.md", "teams/repairs/2022-01-21.html"),
        ("www.westmarch.example", "https://www.westmarch.example"),
        ("ann@westmarch.example", "mailto:ann@westmarch.example"),
        ("teams/@repairs/index.html", "teams/repairs/index.html"),
    ],
)
def test_a_file_host_or_mail_address_in_a_link_setting_gets_the_right_form(
    target: str, meant: str, make_site: MakeSite
) -> None:
    for setting in (f'menu = [{{ title = "A", target = "{target}" }}]\n', f'footer = "[A]({target})"\n'):
        root = make_site({**SITE, "weeknotes.toml": f'base_url = "https://weeknotes.example/"\n{setting}'})
        result = weeknotes(root, "check")
        assert f"hint: did you mean `{meant}`?" in result.output


def test_only_the_home_page_shows_the_description(make_site: MakeSite) -> None:
    pages = pages_of(make_site(SITE), 'description = "What we did."\n')
    assert {page for page, text in pages.items() if ">What we did.</p>" in text} == {"index.html"}


def test_the_logo_is_in_the_header_of_every_page(make_site: MakeSite) -> None:
    pages = pages_of(make_site(SITE), 'logo = { file = "logo.svg", alt = "Westmarch & Co" }\n')
    for page, root in roots(pages).items():
        assert f'<img src="{root}logo.svg" alt="Westmarch &amp; Co" width="80" height="20">' in pages[page]
        assert pages[page].count("<img") == 1


@pytest.mark.parametrize("side", ["9" * 400, "1000000", "0", "0.4"])
def test_a_logo_without_a_usable_size_is_refused(side: str, make_site: MakeSite) -> None:
    logo = LOGO.replace("80.4 20", f"{side} {side}")
    root = make_site({**SITE, "static/logo.svg": logo, "weeknotes.toml": 'logo = { file = "logo.svg" }\n'})
    result = weeknotes(root, "check")
    assert "error[wrong-setting]: `static/logo.svg` is not a picture for `logo`" in result.output


def test_menu_links_follow_our_own_and_mark_the_current_page(make_site: MakeSite) -> None:
    settings = """menu = [
      { title = "About <us>", target = "about.html" },
      { title = "Council", target = "https://westmarch.example/" },
    ]"""
    pages = pages_of(make_site(SITE), settings)
    for page, root in roots(pages).items():
        links = re.findall(r"<li[^>]*><a href=\"([^\"]*)\"([^>]*)>(.*?)</a>", pages[page].partition("</header>")[0])
        here = ' aria-current="true"' if page == "about.html" else ""
        assert links[-2:] == [
            (f"{root}about.html", here, "About &lt;us&gt;"),
            ("https://westmarch.example/", "", "Council"),
        ]
        assert links[-3][2] == "Subscribe"


def test_the_footer_is_markdown_with_links_that_work_on_every_page(make_site: MakeSite) -> None:
    settings = (
        'footer = "Made *here*. [About](about.html#x), [Council](https://westmarch.example/)<script>x</script>"\n'
    )
    pages = pages_of(make_site(SITE), settings)
    for page, root in roots(pages).items():
        footer = pages[page].partition('<footer class="site-footer')[2]
        assert f'Made <em>here</em>. <a href="{root}about.html#x">About</a>' in footer
        assert '<a href="https://westmarch.example/">Council</a>' in footer
        assert "<script" not in footer


def test_the_footer_may_use_link_schemes_that_the_settings_allow(make_site: MakeSite) -> None:
    root = make_site(SITE)
    pages = pages_of(root, 'footer = "[Chat](slack://channel)"\nlink_schemes = ["slack"]\n')
    assert all('<a href="slack://channel">Chat</a>' in text for text in pages.values())
    assert "warning" not in weeknotes(root, "check").output


@pytest.mark.parametrize("target", ["index.html", "weekly.xml", "teams/repairs/2022-01-21.html#x", "handbook.pdf"])
def test_a_menu_may_link_to_any_page_feed_or_static_file(target: str, make_site: MakeSite) -> None:
    root = make_site({**SITE, "static/handbook.pdf": b"%PDF"})
    pages = pages_of(root, f'menu = [{{ title = "There", target = "{target}" }}]\n')
    assert f'<a href="{target}"' in pages["about.html"]


def test_a_link_to_a_deleted_page_never_stops_a_build(make_site: MakeSite) -> None:
    settings = 'footer = "See [us](gone.html)."\nmenu = [{ title = "Gone", target = "gone.html" }]\n'
    for text in pages_of(make_site(SITE), settings).values():
        assert "See <a>us</a>." in text
        assert "Gone" not in text


def test_the_social_image_has_an_absolute_address(make_site: MakeSite) -> None:
    pages = pages_of(make_site({**SITE, "static/card.png": b"\x89PNG"}), 'social_image = "card.png"\n')
    for text in pages.values():
        assert '<meta property="og:image" content="https://weeknotes.example/notes/card.png">' in text


def test_site_css_comes_after_the_brand_colour_and_the_theme(make_site: MakeSite) -> None:
    root = make_site({**SITE, "static/assets/site.css": "h1 { color: #333 }"})
    for text in pages_of(root, 'brand = "#7a1f5c"\n').values():
        assert re.findall(r'rel="stylesheet" href="[^"]*assets/(\w+)', text) == ["weeknotes", "brand", "site"]
        assert "style=" not in text
    css = (root / "_site/assets/brand.css").read_text("utf-8")
    assert re.findall(r"--link: (#\w+);", css) == ["#7a1f5c", for_dark_theme("#7a1f5c")]
    assert re.findall(r"--brand: (#\w+);", css) == ["#7a1f5c", for_dark_theme("#7a1f5c", CONTRAST_OF_LINES)]


def test_a_changed_setting_reaches_every_page(make_site: MakeSite) -> None:
    root = make_site(SITE)
    pages_of(root, 'footer = "One"\n')
    assert all("Two" in text and "One" not in text for text in pages_of(root, 'footer = "Two"\n').values())


@pytest.mark.parametrize(
    "colour", ["#000000", "#ffffff", "#ffcc00", "#7a1f5c", "#00ff00", "#14508c", "#808080", "#ff0000"]
)
def test_every_colour_has_a_readable_shade_in_each_theme(colour: str) -> None:
    assert least_contrast(for_light_theme(colour), LIGHT) >= CONTRAST
    assert least_contrast(for_dark_theme(colour), DARK) >= CONTRAST
    assert CONTRAST > least_contrast(for_dark_theme(colour, CONTRAST_OF_LINES), DARK) >= CONTRAST_OF_LINES or (
        for_dark_theme(colour, CONTRAST_OF_LINES) == colour
    )
    assert for_light_theme(for_light_theme(colour)) == for_light_theme(colour)


def test_contrast_is_computed_for_the_backgrounds_of_the_stylesheet() -> None:
    css = (ROOT / "static/assets/weeknotes.css").read_text("utf-8")
    found = {name: re.findall(rf"--{name}: (#\w+);", css) for name in ("paper", "shade")}
    assert tuple(zip(found["paper"], found["shade"], strict=True)) == (LIGHT, DARK)


def test_the_settings_that_init_proposes_are_valid(tmp_path: Path) -> None:
    start = ["init", str(tmp_path), "--yes", "--title", "Ours", "--team", "Parks", "--author", "Jo Hale"]
    assert CliRunner().invoke(main, start, catch_exceptions=False).exit_code == 0
    settings = tmp_path / "weeknotes.toml"
    proposed = re.sub(r"^# (?=(?:description|brand|footer|menu) =)", "", settings.read_text("utf-8"), flags=re.M)
    assert len(re.findall(r"^(?:description|brand|footer|menu) =", proposed, flags=re.M)) == 4
    settings.write_text(proposed, "utf-8")
    (tmp_path / "notes/_pages").mkdir()
    (tmp_path / "notes/_pages/about.md").write_text("About us.\n", "utf-8")
    result = weeknotes(tmp_path, "check")
    assert result.output == "1 note, no problems found\n"


@pytest.mark.parametrize(
    ("mailing_list", "link"),
    [
        ("https://lists.example/weeknotes", "https://lists.example/weeknotes"),
        ("weeknotes-join@lists.example", "mailto:weeknotes-join@lists.example"),
    ],
)
def test_readers_are_offered_mail_first_if_there_is_a_mailing_list(
    mailing_list: str, link: str, make_site: MakeSite
) -> None:
    root = make_site(SITE)
    pages_of(root, f'mailing_list = "{mailing_list}"\n')
    for path in ("index.html", "teams/repairs/index.html", "subscribe.html"):
        page = (root / "_site" / path).read_text("utf-8").partition("<main")[2]
        assert 0 < page.index(f'<a href="{link}">') < page.index("<code>"), path


def test_a_site_without_a_mailing_list_offers_no_mail(make_site: MakeSite) -> None:
    root = make_site(SITE)
    pages_of(root, "")
    for path in ("index.html", "teams/repairs/index.html", "subscribe.html"):
        assert "by mail" not in (root / "_site" / path).read_text("utf-8"), path
