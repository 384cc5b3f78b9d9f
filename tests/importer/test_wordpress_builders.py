"""Shortcodes of page builders keep the text in their attributes: titles, buttons, pictures, code."""

from pathlib import Path

import pytest

from importer.trying import PNG, body, check, imported, keys, notes, report, write
from importer.wordpress_export import attachment, export, item

UPLOADS = "https://blog.westmarch.example/wp-content/uploads/2023/01"


def only(root: Path, content: str, picture: str = "") -> str:
    """Import an export of one post with an upload, and return the note."""
    uploaded = attachment(9, "vans.png").replace("</item>", f"{picture}</item>")
    source = write(root, {"blog.xml": export([item(1, "Repairs weeknote 1", content), uploaded])}) / "blog.xml"
    imported(
        root / "site", source, "--media", write(root / "uploads", {"2023/01/vans.png": PNG, "vans-72x72.png": PNG})
    )
    (note,) = notes(root / "site").values()
    check(root / "site")
    return note


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ('[su_button url="https://a.example/b" style="flat"]Book[/su_button]', "[Book](https://a.example/b)"),
        (
            '[vc_row][vc_btn title="Book" link="url:https%3A%2F%2Fa.example%2Fb|target:_blank"][/vc_row]',
            "[Book](https://a.example/b)",
        ),
        ('[et_pb_button button_text="Book" button_url="https://a.example/b" /]', "[Book](https://a.example/b)"),
        ('[vc_custom_heading text="Damp &amp; cold"]', "## Damp & cold"),
        ('[tabs][tab title="Lifts"]Ring first.[/tab][/tabs]', "## Lifts\n\nRing first."),
        ('[et_pb_toggle title="Lifts"]Ring first.[/et_pb_toggle]', "## Lifts\n\nRing first."),
        ('[vc_single_image image="9" img_size="full"]', "![](2023-01-20-vans.png)"),
        (f'[et_pb_image src="{UPLOADS}/vans.png" alt="Vans" /]', "![Vans](2023-01-20-vans.png)"),
        ("[vc_raw_html]JTNDcCUzRVJpbmclMjBmaXJzdC4lM0MlMkZwJTNF[/vc_raw_html]", "Ring first."),
        ('[sourcecode language="python"]\nx = 1 &lt; 2\n\ny\n[/sourcecode]', "```python\nx = 1 < 2\n\ny\n```"),
        (
            '[et_pb_blurb title="Lifts" url="https://a.example/b" name="Box 3"]Ring first.[/et_pb_blurb]',
            "## [Lifts](https://a.example/b)\n\nRing first.",
        ),
        ('[su_tab name="Lifts"]Ring first.[/su_tab]', "## Lifts\n\nRing first."),
        ("[tweet https://t.example/a/status/1]", "https://t.example/a/status/1"),
        ("[googlemaps https://maps.example/x]", "https://maps.example/x"),
        (
            f'<a href="{UPLOADS}/vans.png"><img src="{UPLOADS}/vans-72x72.png" alt="Vans"></a>',
            "![Vans](2023-01-20-vans.png)",
        ),
    ],
)
def test_text_of_page_builders_is_imported(written: str, markdown: str, tmp_path: Path) -> None:
    note = only(tmp_path, f"Start.\n\n{written}\n\nEnd.")
    assert body(note) == f"Start.\n\n{markdown}\n\nEnd."
    assert "draft" not in keys(note)


def test_layout_shortcodes_are_reported_in_one_line(tmp_path: Path) -> None:
    only(tmp_path, "[vc_row][vc_column]Dry.[/vc_column][/vc_row]\n\n[contact-form-7 id='5']")
    found = report(tmp_path / "site")
    assert "these shortcodes were removed, but not the text in them: `[vc_column]`, `[vc_row]`\n" in found
    assert "the shortcode `[contact-form-7]` was left out" in found


def test_footnotes_of_plugins_become_footnotes(tmp_path: Path) -> None:
    note = only(tmp_path, "Dry.[efn_note]By <em>noon</em>.[/efn_note] Warm.[footnote]At one.[/footnote]")
    assert body(note) == "Dry.[^1] Warm.[^2]\n\n[^1]: By *noon*.\n\n[^2]: At one."
    assert "draft" not in keys(note)


def test_a_gallery_without_ids_shows_the_uploads_of_its_post(tmp_path: Path) -> None:
    assert body(only(tmp_path, "Dry.\n\n[gallery]", "<wp:post_parent>1</wp:post_parent>")) == (
        "Dry.\n\n![](2023-01-20-vans.png)"
    )


def test_squarespace_paths_become_addresses_of_its_site(tmp_path: Path) -> None:
    source = export([item(1, "Repairs weeknote 1", '<p>Dry. <a href="/s/plan.doc">Plan</a></p>')])
    source = source.replace(b"<link>https://blog.westmarch.example/2023", b"<link>/blog/2023")
    imported(tmp_path / "site", write(tmp_path, {"squarespace.xml": source}) / "squarespace.xml")
    (note,) = notes(tmp_path / "site").values()
    assert keys(note)["formerly"] == "[blog/2023/01/20/note-1/index.html]"
    assert "[Plan](https://blog.westmarch.example/s/plan.doc)" in body(note)
