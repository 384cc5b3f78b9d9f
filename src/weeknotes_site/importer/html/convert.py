"""HTML to idiomatic Markdown: markdownify, with escapes only where Markdown needs them."""

import html as html_text
import re
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup, Tag
from markdownify import BACKSLASH, MarkdownConverter
from msgspec import Struct

from weeknotes_site.importer.found import hidden_remark
from weeknotes_site.importer.html.clean import PARAGRAPH, clean
from weeknotes_site.importer.html.depth import without_depth
from weeknotes_site.importer.html.footnotes import FOOTNOTE, take_footnotes
from weeknotes_site.importer.html.hidden import drop_hidden
from weeknotes_site.importer.html.pictures import take_data_pictures
from weeknotes_site.importer.html.tags import HEADINGS, classes_of, line_of
from weeknotes_site.importer.html.tasks import TASK, TASK_DONE, task_mark
from weeknotes_site.importer.sources.files import RefusedError
from weeknotes_site.importer.text.escapes import escape, escape_but_addresses, escape_start
from weeknotes_site.importer.text.typed_lists import write_typed_lists
from weeknotes_site.model.addresses import split_address

_PAGE = re.compile(r"<(?:!doctype|html|head|body|title|meta)\b", re.I)
_BARE_ADDRESS = re.compile(r"https?://[\w./?=&%#~:@!$+,;-]*[\w/]", re.A)
"""Text that is read as a link without brackets."""
_NOT_IN_LANGUAGE = re.compile(r"[^\w+#-]")
MAX_TAGS = 100_000
"""Maximum tags; a long document with many notes has 40,000, and the worst texts take quadratic time."""
MAX_DEPTH = 120
"""Maximum depth of tags; documents do not need more, and the library recurses."""

_OPTIONS = {
    "heading_style": "atx",
    "bullets": "-",
    "newline_style": BACKSLASH,
    "sub_symbol": "<sub>",
    "sup_symbol": "<sup>",
    "table_infer_header": True,
}
_MANY_LINES = re.compile(r"\n{3,}")
_LANGUAGE = re.compile(r"(?:lang|language|brush)[-:]\s*([\w+#-]{1,30})")
_UNSAFE_IN_URL = re.compile(r"[\s<>()\\]")


class Converted(Struct, frozen=True, kw_only=True):
    """Result of converting HTML."""

    markdown: str
    files: dict[str, bytes]
    """Pictures embedded in the HTML as data, by their destination in the Markdown."""
    hidden_words: int
    """Number of hidden words, which were left out."""
    anchors: dict[str, str]
    """The text of headings by their ids."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """Remarks for the report."""
        return hidden_remark(self.hidden_words)


def parse_html(html: str) -> BeautifulSoup:
    """Parse HTML; tags nested too deep are flattened. Raises RefusedError for more tags than any document has."""
    if html.count("<") > MAX_TAGS:
        raise RefusedError(f"holds more than {MAX_TAGS:,} tags")
    # The library would put an `<article>` after a `<style>` into the head.
    soup = BeautifulSoup(without_depth(html if _PAGE.search(html) else f"<body>{html}"), "lxml")
    for tag in _too_deep(soup):
        tag.unwrap()
    return soup


def to_markdown(html: str | Tag) -> Converted:
    """Convert HTML; a short line in bold is a heading."""
    soup = parse_html(html) if isinstance(html, str) else html
    hidden_words = drop_hidden(soup)
    files = take_data_pictures(soup)
    notes = take_footnotes(soup)
    anchors = {str(one["id"]): line_of(one) for one in soup.find_all(HEADINGS, id=True) if line_of(one)}
    clean(soup, finds_headings=True)
    texts = [write_typed_lists(_convert(soup))]
    if notes:
        texts[0] = texts[0].removesuffix("\n\n---")  # the line that word processors draw above footnotes
    for number, note in notes:
        clean(note, finds_headings=False)
        first, *rest = _convert(note).split("\n")
        texts.append("\n".join([f"[^{number}]: {first}", *(f"    {line}" if line else "" for line in rest)]))
    return Converted(markdown="\n\n".join(filter(None, texts)), files=files, hidden_words=hidden_words, anchors=anchors)


def text_of(html: str) -> str:
    """Return the text of a piece of HTML on one line."""
    return " ".join(BeautifulSoup(html, "lxml").get_text(" ").split()) if "<" in html or "&" in html else html.strip()


def _convert(soup: Tag) -> str:
    text = _Converter(**_OPTIONS).convert_soup(soup)
    lines = (line.rstrip() for line in text.replace("\u00a0", " ").split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _too_deep(soup: BeautifulSoup) -> list[Tag]:
    found = []
    level: list[Tag] = [soup]
    for depth in range(400):
        if depth > MAX_DEPTH:
            found += level
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
    return found


class _Converter(MarkdownConverter):  # type: ignore[misc]  # the library has no types
    def escape(self, text: str, parent_tags: set[str]) -> str:
        escaped = escape(text) if "a" in parent_tags else escape_but_addresses(text)
        return escaped.replace("|", "\\|") if {"td", "th"} & parent_tags else escaped

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" not in parent_tags:
            text = "\n".join(escape_start(line.strip(" ")) for line in text.split("\n")) if _is_plain(el) else text
        return str(super().convert_p(el, text, parent_tags))

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not el.find(["p", "ul", "ol", "pre", "blockquote"]):
            text = text.strip()
            marked = len(TASK_DONE) if el.find(TASK) else 0
            text = text[:marked] + escape_start(text[marked:])
        return str(super().convert_li(el, text, parent_tags))

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href") or "").strip()
        if not text.strip() or not href or "_noformat" in parent_tags:
            return text
        plain = el.get_text().strip()
        if plain == href and split_address(href).scheme in ("http", "https") and not el.find(True):
            return href if _BARE_ADDRESS.fullmatch(href) else f"<{href}>"
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{lead and ' '}[{_one_line(text)}]({destination(href)}){tail and ' '}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del text, parent_tags
        source = str(el.get("src") or "").strip()
        alt = " ".join(str(el.get("alt") or "").split()).replace("[", "(").replace("]", ")")
        return f"![{escape(alt)}]({destination(source)})" if source else ""

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "<br>" if {"td", "th"} & parent_tags else str(super().convert_br(el, text, parent_tags))

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del el
        return text if "_inline" in parent_tags else f"\n\n{text.strip()}\n\n"

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if {"td", "th", "_inline"} & parent_tags or not isinstance(el.find("summary", recursive=False), Tag):
            return f"\n\n{text.strip()}\n\n"
        opened = "<details open>" if el.has_attr("open") else "<details>"
        return f"\n\n{opened}{text.strip()}\n\n</details>\n\n"

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        is_kept = el.parent is not None and el.parent.name == "details" and not {"td", "th"} & parent_tags
        return f"<summary>{html_text.escape(line_of(el), quote=False)}</summary>\n\n" if is_kept else f"{text}\n\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del parent_tags
        code = text.strip("\n")
        fence = "```"
        while fence in code:
            fence += "`"
        return f"\n\n{fence}{_language(el)}\n{code}\n{fence}\n\n" if code.strip() else ""

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text if "pre" in parent_tags else str(super().convert_code(el, text, parent_tags))

    def convert_kbd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del el, parent_tags
        return f"<kbd>{escape(text)}</kbd>"

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del el, parent_tags
        return f"\n\n{_one_line(text)}\n" if text.strip() else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del el, parent_tags
        lines = text.strip().split("\n")
        return ": " + "\n".join([lines[0], *(f"  {line}" if line else "" for line in lines[1:])]) + "\n"

    def get_conv_fn(self, tag_name: str) -> Any:
        own = {FOOTNOTE: _footnote, PARAGRAPH: _end_paragraph, TASK: _task}
        return own.get(tag_name) or super().get_conv_fn(tag_name)


def destination(url: str) -> str:
    """Return a link's destination with everything encoded that would end it."""
    return _UNSAFE_IN_URL.sub(lambda match: quote(match[0]), url)


def _footnote(el: Tag, text: str, parent_tags: set[str]) -> str:
    del text, parent_tags
    return f"[^{el['n']}]"


def _task(el: Tag, text: str, parent_tags: set[str]) -> str:
    del text, parent_tags
    return task_mark(el)


def _end_paragraph(el: Tag, text: str, parent_tags: set[str]) -> str:
    del el, text
    if {"td", "th"} & parent_tags:
        return "<br>"
    return " " if "_inline" in parent_tags else "\n\n"


def _is_plain(el: Tag) -> bool:
    """Return whether a paragraph starts with text, which alone can look like a block."""
    first = next((child for child in el.children if not isinstance(child, str) or child.strip()), None)
    return isinstance(first, str)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _language(el: Tag) -> str:
    for tag in (el, *el.find_all("code")):
        classes = " ".join([*classes_of(tag), str(tag.get("data-syntaxhighlighter-params") or "")])
        named = tag.get("lang") or tag.get("data-language") or ((m := _LANGUAGE.search(classes)) and m[1])
        if named:
            return _NOT_IN_LANGUAGE.sub("", str(named))
    return ""
