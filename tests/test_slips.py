"""How ambiguous or unwanted markup appears on built pages."""

import re
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main

FRONT_MATTER = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\n"
PAGE = "teams/repairs/2022-01-21.html"


def build(root: Path) -> Path:
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01"]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return root / "_site"


def page_of(make_site: MakeSite, body: str, settings: str = "") -> str:
    files = {"notes/repairs/2022-01-21.md": FRONT_MATTER + body, "weeknotes.toml": settings}
    return (build(make_site(files)) / PAGE).read_text("utf-8")


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg><path d='M0'/><text>Secret</text></svg>",
        "<svg><title>Secret</title>\n<g>\n<text>Secret</text></g></svg>",
        "So <math><mi>Secret</mi></math> it is",
        "<svg>\n\n<text>Secret</text>\n\n</svg>",
    ],
)
def test_drawings_and_formulas_are_removed_with_their_content(drawing: str, make_site: MakeSite) -> None:
    html = page_of(make_site, f"Before.\n\n{drawing}\n\nAfter.")
    assert "Secret" not in html
    assert "<svg" not in html
    assert "Before." in html
    assert "After." in html


def test_an_unclosed_drawing_leaves_the_text_after_it(make_site: MakeSite) -> None:
    html = page_of(make_site, "Before <svg> within.\n\nAfter.")
    assert "within" in html
    assert "After." in html


@pytest.mark.parametrize(
    ("html", "link"),
    [
        ('<iframe src="//films.example/1" title="Our demo">Old</iframe>', ("https://films.example/1", "Our demo")),
        ('<video src="https://films.example/2.mp4"></video>', ("https://films.example/2.mp4",) * 2),
        ('See <iframe src="https://films.example/3"></iframe>.', ("https://films.example/3",) * 2),
    ],
)
def test_frames_and_videos_become_links(html: str, link: tuple[str, str], make_site: MakeSite) -> None:
    page = page_of(make_site, f"Before.\n\n{html}")
    assert re.search(rf'<a (?:class="written-out" )?href="{re.escape(link[0])}">{re.escape(link[1])}</a>', page)
    assert "Old" not in page


def test_a_frame_with_a_script_url_does_not_become_a_link(make_site: MakeSite) -> None:
    assert "alert" not in page_of(make_site, "Before.\n\n<iframe src='javascript:alert(1)'></iframe>")


def test_links_lead_to_ids_of_the_note_s_own_html(make_site: MakeSite) -> None:
    body = '[February](#feb), [March](#mar), [April](#april)\n\n<a id="feb"></a>\n\n<a name="mar"></a>\n\n## April\n'
    tree = html5lib.parse(page_of(make_site, body), namespaceHTMLElements=False)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    links = {element.text: element.get("href") for element in tree.iter("a")}
    assert {links[name][1:] for name in ("February", "March", "April")} <= set(ids)
    assert len(ids) == len(set(ids))


def test_an_id_in_a_note_cannot_duplicate_one_of_the_page(make_site: MakeSite) -> None:
    html = page_of(make_site, 'Before <span id="page-title">x</span> <span id="feb">y</span>.\n\n## Feb\n')
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert "own.page-title" in ids


@pytest.mark.parametrize(
    "text",
    [
        *(
            "{}。次",
            "{}，next",
            "{}…",
            "{}؟",
            "{}’s plan",
            "«{}»",
            "„{}“",
            "（{}）",
            "见「{}」。",
            "《{}》",
            "({}).",
            "“{}”",
        ),
        *("{}", "_{}_", "*{}*, and so on"),
    ],
)
@pytest.mark.parametrize("address", ["https://site.example/计划", "Https://site.example/a?b=c", "www.site.example"])
def test_an_address_in_text_ends_before_the_punctuation_of_its_sentence(
    text: str, address: str, make_site: MakeSite
) -> None:
    page = html5lib.parse(page_of(make_site, f"See {text.format(address)}"), namespaceHTMLElements=False)
    (link,) = [one for one in page.iter("a") if one.text == address]
    assert link.get("href", "").startswith(("https://site.example/", "http://www.site.example"))


@pytest.mark.parametrize("address", ["team@site.example", "a.b+c@mail.site.example"])
def test_a_mail_address_is_a_link(address: str, make_site: MakeSite) -> None:
    html = page_of(make_site, f"Write to {address}, or (**{address}**).")
    assert html.count(f'<a href="mailto:{address}">{address}</a>') == 2


@pytest.mark.parametrize("text", ["git@code.example:team/site", "@ann@social.example", "`a@site.example`", "a@host"])
def test_text_that_only_looks_like_a_mail_address_is_not_linked(text: str, make_site: MakeSite) -> None:
    assert "mailto:" not in page_of(make_site, f"See {text} for more.")


def test_a_link_without_a_target_is_text(make_site: MakeSite) -> None:
    html = page_of(make_site, "Here is [the plan]().")
    assert re.search(r"Here is <a>the plan</a>\.", html)


def test_links_with_other_schemes_work_if_the_settings_allow_them(make_site: MakeSite) -> None:
    body = "[The channel](irc://chat.example/notes)"
    assert '<a href="irc://chat.example/notes">' in page_of(make_site, body, 'link_schemes = ["irc"]\n')
    assert "irc:" not in page_of(make_site, body)


def test_a_stray_heading_does_not_hide_a_section_of_the_week(make_site: MakeSite) -> None:
    body = "## Done\n\nA.\n\n# Next\n\nB.\n\n## Thanks\n\nC.\n"
    week = (build(make_site({"notes/repairs/2022-01-21.md": FRONT_MATTER + body})) / "weeks/2022-w03.html").read_text()
    assert all(f">{name}<" in week for name in ("Done", "Next", "Thanks"))
