"""HTML in notes: allowed elements stay, our own attributes survive the sanitiser, and notes cannot forge them."""

import re
import time

import pytest
from markdown_parts import html_of, render

from weeknotes_site.content.text.source import MAX_NOTE_BYTES

OURS = """\
## Queue

- [x] done

| a |
|--:|
| 1 |

[x](y.md)[^1] and `code`

```python
def f(): pass
```

[^1]: Foot.
"""


def test_markdown_is_rendered_the_same_next_to_html() -> None:
    plain = html_of(render(OURS))
    assert html_of(render("<div>z</div>\n\n" + OURS)) == "<div>z</div>\n" + plain.replace("&quot;", '"')


def test_headings_in_html_leave_the_page_with_a_single_title() -> None:
    assert html_of(render("<h1>Big</h1>")) == "<h2>Big</h2>\n"


def test_markdown_between_tags_is_rendered() -> None:
    html = html_of(render("<details open>\n<summary>More</summary>\n\n- *x*\n\n</details>"))
    assert html == '<details open="">\n<summary>More</summary>\n<ul>\n<li><em>x</em></li>\n</ul>\n</details>\n'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a <b>b", "<p>a <b>b</b></p><b>\n</b>"),
        ("a </div></p></body> b", "<p>a </p> b<p></p>"),
        ("<p align=center>a</p>", "<p>a</p>\n"),
        ("<div title='&#2;0&#2;'>&#2;0&#2;</div>", '<div title="0">0</div>\n'),
        ("<your name>", "<p>&lt;your name&gt;</p>\n"),
        ("a <b title='x>y\"'>b</b>", '<p>a <b title="x&gt;y&quot;">b</b></p>\n'),
        ("a<br/>b<wbr>c", "<p>a<br>b<wbr>c</p>\n"),
        ("<input> a", "<p> a</p>\n"),
        (
            "<table><tr><td colspan=2 onclick=x>1</table>",
            '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>\n',
        ),
        ('<div title="\n\nText stays.', '<p>&lt;div title="</p>\n<p>Text stays.</p>'),
    ],
)
def test_invalid_html_is_repaired(written: str, shown: str) -> None:
    assert html_of(render(written)).rstrip("\n") == shown.rstrip("\n")


def test_a_link_in_html_is_resolved_like_any_other() -> None:
    rendered = render('<a href="../t/n.md#a" target="_blank">x</a> <img src="q.png" alt="A queue">')
    assert [(link.href, link.attribute) for link in rendered.outline.links] == [
        ("../t/n.md#a", "href"),
        ("q.png", "src"),
    ]
    assert html_of(rendered) == '<p><a href="../t/n.md#a">x</a> <img src="q.png" alt="A queue"></p>\n'


def test_a_placeholder_name_cannot_be_guessed() -> None:
    once = render("<b>x</b> " + "<i data-0='0'>y</i>")
    assert "data-" not in once.html


def test_ids_stay_unique_in_html_that_is_not_closed() -> None:
    html = html_of(render("[^1]<b>\n\ntwo\n\n[^1]\n\n[^1]: x"))
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>", "<b><p>", "<b>\n\n", "<table><td>", "<code>\n\n", "<a href=x>\n\n", "<ul><li>"]
)
def test_html_nested_too_deeply_is_a_named_error(piece: str) -> None:
    rendered = render(piece * (64_000 // len(piece)))
    assert (rendered.html, rendered.is_whole) == ("", False)
    assert {one.code for one in rendered.diagnostics if one.is_error} <= {"html-too-deep", "nested-too-deep"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["<br>", "<p>", '<a "', "<", "<!", "</b>", "<b>x</b>", "<!-- x -->", "<x y=z>", "<b x"]
)
def test_rendering_takes_linear_time(piece: str) -> None:
    def took(size: int) -> float:
        text = "<i></i>" + piece * (size // len(piece))
        times = []
        for _ in range(3):
            started = time.process_time()
            render(text)
            times.append(time.process_time() - started)
        return min(times)

    assert took(64_000) < 5 * took(16_000) + 0.1


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<br>", "<b>x</b>", "<b>x</b>\n\n", "</b>", "<blink>x</blink>", "<p>", "<!-- x -->"])
def test_a_note_of_nothing_but_tags_takes_less_than_two_seconds(piece: str) -> None:
    started = time.process_time()
    render(piece * (MAX_NOTE_BYTES // len(piece)))
    took = time.process_time() - started
    print(f"{piece!r} alone, {MAX_NOTE_BYTES:,} bytes: {took:.2f} s")
    assert took < 2
