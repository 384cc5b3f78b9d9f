"""Convert shortcodes of page builders that show pictures, buttons, titles or code from their attributes."""

import base64
import binascii
import html
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

_CODE = frozenset(
    ("sourcecode", "code", "bash", "css", "html", "java", "javascript", "js", "php", "python", "sql", "xml", "json")
)
_PICTURE_KEYS = ("image", "id", "image_id", "attachment", "ids", "images", "src", "image_url", "url", "img")
_PICTURE_NAME = re.compile(r"[\w-]{0,40}(?:image|img|gallery|picture|photo|imageframe|slider)s?", re.I)
_PICTURE = re.compile(r"(?:https?:)?//\S{1,2000}\.(?:png|jpe?g|gif|webp|avif)(?:\?\S{0,300})?", re.I)
_IDS = re.compile(r"\d{1,12}")
_IDS_ONLY = re.compile(r"[\d,\s]{1,2000}")
_BUTTON_NAME = re.compile(r"(?:[\w-]{1,40}[_-])?(?:button|btn|cta|call_to_action)s?\d?", re.I)
_HEADING_NAME = re.compile(r"[\w-]{0,40}(?:heading|title|headline)", re.I)
_TITLES = ("title", "heading", "header", "headline", "button_text", "label", "link_text")
_TEXTS = ("text", "subtitle", "sub_heading", "subhead", "description", "content", "quote", "author", "cite", "source")
_ADDRESSES = ("url", "link", "href", "button_url", "link_url", "src")
_FOOTNOTES = frozenset(("footnote", "efn_note", "fn", "mfn", "ref", "note_ref", "footnotes", "modern_footnote"))
_NO_TITLES = re.compile(
    r"(?:[\w-]{1,40}_)?(?:row|column|section|col)(?:_inner|_text)?|contact[\w-]{0,30}|[\w-]{0,30}form", re.I
)


def is_footnote(name: str) -> bool:
    """Return whether a shortcode turns its text into a footnote."""
    return name in _FOOTNOTES


def show_code(name: str, attributes: Mapping[str, str], inner: str) -> str:
    """Return a block of code; empty for other shortcodes and for words within a line."""
    if name not in _CODE or (name in ("code", "html") and "\n" not in inner.strip()):
        return ""
    language = attributes.get("language") or attributes.get("lang") or ("" if name in ("code", "sourcecode") else name)
    kind = f' class="language-{html.escape(language)}"' if language else ""
    return f"<pre><code{kind}>{html.escape(html.unescape(inner.strip(chr(10))), quote=False)}</code></pre>"


def show_builder(name: str, attributes: Mapping[str, str], inner: str, figure_of: Callable[[str], str]) -> str:
    """Return what a shortcode shows with its text; `figure_of` returns an upload by its id."""
    if name == "vc_raw_html":
        return _decoded(inner) or inner
    if pictures := _pictures(name, attributes, inner, figure_of):
        return pictures
    address = next(filter(None, map(_address, (attributes.get(key, "") for key in _ADDRESSES))), "")
    titles = (*_TITLES, *(("name",) if "tab" in name else ()))  # others are names for style sheets
    title = next(filter(None, (attributes.get(key, "").strip() for key in titles)), "")
    if address and _BUTTON_NAME.fullmatch(name):
        shown = inner.strip() or html.escape(html.unescape(title or attributes.get("text", "") or address))
        return f'<p><a href="{html.escape(address)}">{shown}</a></p>'
    if _NO_TITLES.fullmatch(name):
        return inner
    texts = [html.unescape(attributes[key]) for key in _TEXTS if attributes.get(key, "").strip()]
    shown = html.escape(html.unescape(title or (address if texts or inner.strip() else "")))
    shown = f'<a href="{html.escape(address)}">{shown}</a>' if address and address != attributes.get("src") else shown
    words = f"<p><strong>{shown}</strong></p>\n\n" if shown and title else f"<p>{shown}</p>\n\n" if shown else ""
    if _HEADING_NAME.fullmatch(name) and not title and texts:
        words = f"<h3>{html.escape(texts.pop(0))}</h3>\n\n"
    return words + inner + "".join(f"\n\n<p>{html.escape(one)}</p>\n\n" for one in texts if one not in inner)


def _pictures(name: str, attributes: Mapping[str, str], inner: str, figure_of: Callable[[str], str]) -> str:
    if not _PICTURE_NAME.fullmatch(name):
        return ""
    for key in _PICTURE_KEYS:
        value = attributes.get(key, "").strip()
        if _IDS_ONLY.fullmatch(value) and (shown := "".join(map(figure_of, _IDS.findall(value)))):
            return shown
        if _PICTURE.fullmatch(value):
            return _figure(value, attributes)
    address = _PICTURE.fullmatch(inner.strip())
    return _figure(address[0], attributes) if address else ""


def _figure(address: str, attributes: Mapping[str, str]) -> str:
    alt = attributes.get("alt") or attributes.get("title_text") or attributes.get("title", "")
    return f'<figure><img src="{html.escape(address)}" alt="{html.escape(html.unescape(alt))}"></figure>'


def _address(written: str) -> str:
    """Return the address in an attribute: WPBakery writes `url:https%3A%2F%2F…|title:…`."""
    parts = dict(part.partition(":")[::2] for part in written.split("|") if ":" in part and "//" not in part)
    address = unquote(parts.get("url", "")) or html.unescape(written)
    return address if address.startswith(("http://", "https://", "/", "mailto:")) else ""


def _decoded(inner: str) -> str:
    try:
        return unquote(base64.b64decode(inner.strip(), validate=True).decode("utf-8", "replace"))
    except (binascii.Error, ValueError):
        return ""
