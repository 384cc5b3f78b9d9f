"""Text that a source hides from readers is not published; the report says what was left out, and where."""

import json
from pathlib import Path
from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE

from importer.trying import body, check, imported, keys, notes, report, write
from importer.word_files import word_file
from importer.wordpress_export import export, item

LEFT_OUT = "text that the source hides from readers was left out"
FENCE = "```\nVESEY in code\n```"
UNCLOSED = "".join(f"{{{{< private-{number} >}}}} " for number in range(60))
NESTED = "{% comment %}in{% comment %}in{% endcomment %}VESEY{% endcomment %}"
NESTED_PRIVATE = "{{< private >}}in{{< private >}}VESEY{{< /private >}}"


def only(root: Path) -> str:
    """Return the text of the site's only note."""
    (text,) = notes(root).values()
    return body(text)


@pytest.mark.parametrize(
    ("config", "hidden", "where"),
    [
        ("_config.yml", "{% comment %}\nThe tenant is VESEY\n{% endcomment %}", "4 words in `{% comment %}`"),
        ("_config.yml", f"{{%- comment -%}}\n\n{FENCE}\n\n{{%- endcomment -%}}", "3 words in `{% comment %}`"),
        ("_config.yml", "{% comment %} VESEY, never closed", "4 words in `{% comment %}`"),
        ("_config.yml", "{% # for VESEY %}", "2 words in `{% # %}`"),
        ("_config.yml", "{::comment}\nVESEY\n{:/comment}", "1 word in `{::comment}`"),
        ("hugo.toml", "{{% comment %}} VESEY wrote {{% /comment %}}", "2 words in `{{< comment >}}`"),
        ("hugo.toml", "{{< private >}}\nVESEY\n{{< /private >}}", "1 word in `{{< private >}}`"),
        ("eleventy.config.js", "{# VESEY\n\nwrote #}", "2 words in `{# #}`"),
        ("package.json", "{/* VESEY */}", "1 word in `{/* */}`"),
        ("", "%%VESEY wrote%%", "2 words in `%% %%`"),
        ("", "%%" + "VESEY " * 4_000 + "%%", "4000 words in `%% %%`"),
        ("", '<p style="color: red; display:none">VESEY</p>', "1 word in hidden HTML"),
        ("", "<div hidden>\n<div>in</div>\n\nVESEY\n\n</div>", "2 words in hidden HTML"),
        ("", "<p hidden>VESEY", "1 word in hidden HTML"),
        ("", '<span style="mso-hide: all">VESEY</span>', "1 word in hidden HTML"),
        ("", "<div style=display:none>VESEY</div>", "1 word in hidden HTML"),
        ("", '<div title="a > b" hidden>VESEY</div>', "1 word in hidden HTML"),
        ("", "<div title=it's data-a='1' hidden>VESEY</div>", "1 word in hidden HTML"),
        ("", '<div hidden><p title="</div>">in</p>VESEY</div>', "2 words in hidden HTML"),
        ("", '<p style="display&#58;/**/none">VESEY</p>', "1 word in hidden HTML"),
        ("", '<div style="max-height:0;overflow:hidden">VESEY</div>', "1 word in hidden HTML"),
        ("", "%%\nVESEY\n\nwrote\n%%", "2 words in `%% %%`"),
        ("_config.yml", f"{UNCLOSED}{{% comment %}}VESEY{{% endcomment %}}{{:.x}}", "1 word in `{% comment %}`"),
        ("_config.yml", NESTED, "3 words in `{% comment %}`"),
        ("hugo.toml", NESTED_PRIVATE, "2 words in `{{< private >}}`"),
    ],
)
def test_hidden_markdown_is_left_out(config: str, hidden: str, where: str, tmp_path: Path) -> None:
    folder = "_posts" if config.startswith("_") else "notes"
    text = f"---\ntitle: Repairs weeknote\ndate: 2023-01-20\n---\n\nBefore.\n\n{hidden}\n\nAfter.\n"
    files = {f"{folder}/2023-01-20-a.md": text, **({config: ""} if config else {})}
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    assert only(root) == ("Before." if "never closed" in hidden else "Before.\n\nAfter.")
    assert "VESEY" not in report(root)
    assert f"{LEFT_OUT}: {where}\n" in report(root)


@pytest.mark.parametrize(
    "shown",
    [
        "Write `{% comment %}` and `%%` in `<p hidden>`",
        "```\n{# kept #} %%kept%% <p hidden>kept</p>\n```",
        "100%% of them",
        "Rates went 5%% up and 6%% down, 7 %% in all, 8 %% here",
        "A %% in a line\n\nand %% in another",
        '<p style="display:none;display:block">Kept</p>',
        '<p title="hidden > x">Kept</p>',
        "Damp {#damp} stays\n\nNine.",
        "<details><summary>More</summary>Kept</details>",
        '<p style="display:block">Kept</p>',
        '<p data-hidden="x">Kept</p>',
    ],
)
def test_text_that_is_shown_stays(shown: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"2023-01-20.md": f"# Repairs weeknote\n\n{shown}\n"}))
    assert only(root).split() == shown.split()
    assert LEFT_OUT not in report(root)


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">VESEY</p>',
        "<div hidden><p>VESEY</p></div>",
        '<span style="visibility:hidden">VESEY</span>',
        '<div style="max-height:0px;overflow:hidden">VESEY</div>',
        '<p class="big preheader">VESEY</p>',
        '<p id="draft">VESEY</p>',
        '<p class="old">VESEY</p>',
        '<p class="shown kept-hidden">VESEY</p>',
    ],
)
def test_hidden_parts_of_a_page_are_left_out(hidden: str, tmp_path: Path) -> None:
    style = (
        "@media print { .wide { display: none } } /* .no { display: none } */ @import url(x);"
        ".preheader, p#draft { color: red; display: none } <!-- .old { display: none } -->"
        "img.post { display: none } .fade { visibility: hidden } .fade { visibility: visible }"
        ".kept-hidden { display: none !important } .kept-hidden, .shown { display: block }"
    )
    shown = '<p class="wide">Wide</p><p class="no" style="max-height: 0">No</p><p hidden="until-found">Found</p>'
    shown += '<p class="fade">Fade</p><p class="preheader" style="display: block">Own</p>'
    head = f"<html><head><style>{style}</style></head>"
    page = f'{head}<body><article class="post"><h1>Repairs weeknote</h1>{hidden}{shown}</article>'
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"2023-01-20.html": page}))
    assert only(root) == "Wide\n\nNo\n\nFound\n\nFade\n\nOwn"
    assert f"{LEFT_OUT}: 1 word\n" in report(root)


def test_hidden_text_of_a_word_file_is_left_out(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        style = document.styles.add_style("Internal", WD_STYLE_TYPE.PARAGRAPH)
        style.font.hidden = True
        below = document.styles.add_style("Internal 2", WD_STYLE_TYPE.PARAGRAPH)
        below.base_style = style
        paragraph = document.add_paragraph("We mended ")
        paragraph.add_run("VESEY's ").font.hidden = True
        paragraph.add_run("nine boilers.")
        document.add_paragraph("VESEY again", style="Internal")
        shown = document.add_paragraph("VESEY ", style="Internal 2")
        shown.add_run("And shown.").font.hidden = False

    root = tmp_path / "site"
    imported(
        root,
        write(tmp_path, {"Repairs weeknote 2023-01-20.docx": word_file(fill)}) / "Repairs weeknote 2023-01-20.docx",
    )
    assert only(root) == "We mended nine boilers.\n\nAnd shown."
    assert f"{LEFT_OUT}: 4 words" in report(root)


def test_hidden_blocks_and_shortcodes_of_wordpress_are_left_out(tmp_path: Path) -> None:
    content = (
        '<!-- wp:group {"metadata":{"blockVisibility":false}} --><div><!-- wp:group --><p>OKELL</p><!-- /wp:group -->'
        "<p>OKELL</p></div><!-- /wp:group --><!-- wp:paragraph --><p>Shown.</p><!-- /wp:paragraph -->"
        "[members_only]Call OKELL[/members_only]<p style='display:none'>OKELL</p>"
    )
    source = write(tmp_path, {"w.xml": export([item(1, "Weeknote", content)])}) / "w.xml"
    root = tmp_path / "site"
    imported(root, source)
    assert only(root) == "Shown."
    assert f"{LEFT_OUT}: 3 words\n" in report(root)
    assert f"{LEFT_OUT}: 2 words in `[members_only]`" in report(root)


def test_hidden_shared_blocks_of_wordpress_are_left_out(tmp_path: Path) -> None:
    hidden = (
        '<!-- wp:block {"ref":5,"metadata":{"blockVisibility":false}} /--><p>Shown.</p><!-- wp:block {"ref":6} /-->'
    )
    inner = '<!-- wp:group {"metadata":{"blockVisibility":false}} --><p>OKELL</p><!-- /wp:group --><p>Also.</p>'
    shared = [item(5, "Five", "<p>OKELL</p>", kind="wp_block"), item(6, "Six", inner, kind="wp_block")]
    root = tmp_path / "site"
    source = write(tmp_path, {"w.xml": export([item(1, "Weeknote", hidden), *shared])}) / "w.xml"
    imported(root, source)
    assert only(root) == "Shown.\n\nAlso."
    assert f"{LEFT_OUT}: 1 word\n" in report(root)
    assert "the hidden block `block` was left out" in report(root)


@pytest.mark.parametrize(
    "name",
    ["mepr-show", "ihc-hide-content", "s2If", "swpm_protected", "um_show_content", "rcp-content", "content_control"],
)
def test_shortcodes_for_members_are_left_out(name: str, tmp_path: Path) -> None:
    content = f'<p>Shown.</p>[{name} rule="1"]Call [/b][b]OKELL[/{name}]'
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"w.xml": export([item(1, "Weeknote", content)])}) / "w.xml")
    assert only(root) == "Shown."
    assert f"{LEFT_OUT}: 2 words in `[{name.lower()}]`" in report(root)


@pytest.mark.parametrize(("name", "is_draft"), [("visitor", True), ("su_box", False), ("column", False), ("b", False)])
def test_a_note_with_text_in_an_unknown_shortcode_becomes_a_draft(name: str, is_draft: bool, tmp_path: Path) -> None:
    root = tmp_path / "site"
    content = f"<p>Shown.</p>[{name}]Kept[/{name}]"
    imported(root, write(tmp_path, {"w.xml": export([item(1, "Weeknote", content)])}) / "w.xml")
    (written,) = notes(root).values()
    assert body(written) == "Shown.\n\nKept"
    assert (keys(written).get("draft") == "true") is is_draft
    assert (
        "`[visitor]` may show its text to some readers only; check that everyone may read it" in report(root)
    ) is is_draft


@pytest.mark.parametrize("closed", [True, False])
def test_blocks_for_members_of_a_ghost_site_are_left_out(closed: bool, tmp_path: Path) -> None:
    gate = '<!--kg-gated-block:begin nonMember:{} memberSegment:"status:free" -->{}<!--kg-gated-block:end-->'
    text = f"<p>Shown.</p>{gate.format('true', '<p>Also.</p>')}{gate.format('false', '<p>Call OKELL</p>')}"
    text += "" if closed else gate.format("false", "<p>OKELL</p>").partition("<!--kg-gated-block:end")[0]
    post = {"id": "1", "title": "Repairs weeknote", "slug": "a", "published_at": "2023-01-20T12:00:00Z", "html": text}
    data = {"db": [{"meta": {"exported_on": 1}, "data": {"posts": [{"status": "published", **post}]}}]}
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"x.json": json.dumps(data)}) / "x.json")
    assert only(root) == "Shown.\n\nAlso."
    assert f"{LEFT_OUT}: {2 if closed else 3} words" in report(root)
    check(root)
