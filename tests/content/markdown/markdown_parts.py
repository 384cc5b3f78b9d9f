"""Helpers for Markdown tests: render a text, read HTML and case files."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import html5lib

from weeknotes_site.content.markdown.render import render_markdown
from weeknotes_site.content.markdown.rendered import BodySettings, Rendered
from weeknotes_site.content.text.source import decode
from weeknotes_site.model.body import LINK_MARK

HERE = Path(__file__).parent
BLOCKS = frozenset(
    (
        *("blockquote", "br", "dd", "del", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ins", "li"),
        *("input", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
_SLOT = re.compile(f"{LINK_MARK}(\\d+){LINK_MARK}")


def render(text: str, title: str = "", picture_hosts: frozenset[str] = frozenset()) -> Rendered:
    source, _ = decode("notes/t/n.md", text.encode())
    return render_markdown(source, source.text, 1, BodySettings(picture_hosts=picture_hosts), title=title)


def html_of(rendered: Rendered) -> str:
    """Return the HTML with its links as written."""

    def attribute(match: re.Match[str]) -> str:
        link = rendered.outline.links[int(match[1])]
        address = link.href.replace("&", "&amp;").replace('"', "&quot;")
        return f' {link.attribute}="{address}"'

    return _SLOT.sub(attribute, rendered.html)


class Element(NamedTuple):
    """A start tag, an end tag (no attributes, name with `/`) or a text (name empty)."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""


def read_html(html: str) -> list[Element]:
    """Parse a fragment of HTML like a browser, into a flat list."""
    return list(_walk(html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)))


def normal_html(html: str) -> list[Element]:
    """Return the list without invisible spaces, as in the spec's own tests."""
    found = read_html(html)
    kept: list[Element] = []
    in_pre = 0
    for index, one in enumerate(found):
        in_pre += {"pre": 1, "/pre": -1}.get(one.name, 0)
        if one.name or in_pre:
            kept.append(one)
            continue
        text = re.sub(r"\s+", " ", one.text)
        text = text.lstrip() if not index or _is_block(found[index - 1]) else text
        text = text.rstrip() if index + 1 == len(found) or _is_block(found[index + 1]) else text
        kept += [Element("", text=text)] if text else []
    return kept


def _is_block(one: Element) -> bool:
    return one.name.removeprefix("/") in BLOCKS


def _walk(element: Any) -> Iterator[Element]:
    if element.text:
        yield Element("", text=element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield Element(child.tag, tuple(sorted(child.attrib.items())))
            yield from _walk(child)
            yield Element(f"/{child.tag}")
        else:
            yield Element("!--", text=child.text or "")
        if child.tail:
            yield Element("", text=child.tail)


class Case(NamedTuple):
    """A case of a file: title, source, expected output."""

    title: str
    written: str
    expected: str


def read_cases(name: str) -> list[Case]:
    """Read a file of cases: title, source and output, each followed by a line with a dot."""
    parts = re.split(r"^\.\n", (HERE / name).read_text("utf-8"), flags=re.MULTILINE)
    return [
        Case(title.strip(), written, expected)
        for title, written, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    ]


def write_cases(name: str, cases: list[Case]) -> None:
    """Write a file of cases."""
    text = "\n".join(f"{case.title}\n.\n{case.written}.\n{case.expected}.\n" for case in cases)
    (HERE / name).write_text(text, "utf-8")
