"""Convert parts that scripts and style sheets show on a page: embedded posts, gists, emoji, accordion titles."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bs4 import Tag

from weeknotes_site.importer.html.tags import HEADINGS, classes_of, new_tag
from weeknotes_site.model.addresses import split_address

_EMOJI = "img.emoji, img.emoticon, img.smiley, img.wp-smiley, img.wp-emoji, img.joypixels, img.an1"
_BACKGROUNDS = '.wp-block-cover[style*="background-image"], [role=img][style*="background-image"]'
"""Pictures that WordPress shows behind text."""
_BACKGROUND = re.compile(r"background-image:\s{0,5}url\(([^()]{1,2000})\)")
_ADDRESSES = ("url", "canonical_url", "href", "permalink", "src")
_OPENS = re.compile(r"accordion|toggle|collaps|(?<![a-z])(?<!aria-)expand|spoiler|(?<![a-z])tabs?(?![a-z])", re.I)
_NO_TITLE = re.compile(r"menu|share|copy|close|search|subscribe|cookie", re.I)
_MERGE_TAG = re.compile(r"\*\|[A-Z][^|*\n]{0,100}\|\*")
_MERGED_ADDRESS = re.compile(r"^\*\|")
_MAX_TITLE = 200


def show_embedded(soup: Tag) -> None:
    """Change a tree in place."""
    for image in soup.select(_EMOJI):
        fallback = str(image.get("data-emoji-fallback") or "")
        image.replace_with(fallback if fallback and not fallback.startswith(":") else str(image.get("alt") or fallback))
    for box in soup.select(_BACKGROUNDS):
        if address := _BACKGROUND.search(str(box["style"])):
            paragraph = new_tag("p")
            paragraph.append(new_tag("img", src=address[1].strip("\"' "), alt=str(box.get("aria-label") or "")))
            box.insert(0, paragraph)
    for image in soup.find_all("img", attrs={"width": ("1", "1px"), "height": ("1", "1px")}):
        image.decompose()
    for script in soup.find_all("script", src=True):
        if split_address(str(script["src"])).hostname == "gist.github.com":
            script.replace_with(_link(str(script["src"]).partition(".js")[0]))
    for tag in soup.select("[data-attrs]"):
        if not tag.decomposed and not tag.get_text().strip() and tag.find(["img", "iframe", "video", "audio"]) is None:
            _show_data(tag)
    for button in soup.find_all("button"):
        _show_title(button)


def drop_merge_tags(soup: Tag) -> None:
    """Remove the tags for which Mailchimp puts in each reader's name, addresses and the like."""
    for link in soup.find_all("a", href=_MERGED_ADDRESS):
        link.decompose()
    for text in soup.find_all(string=_MERGE_TAG):
        text.replace_with(_MERGE_TAG.sub("", text))


def _link(address: str, shown: str = "") -> Tag:
    paragraph = new_tag("p")
    paragraph.append(new_tag("a", shown or address, href=address))
    return paragraph


def _show_data(tag: Tag) -> None:
    """Show a post or poll that Substack keeps as data: its text as a quote, and a link."""
    data = _read(str(tag["data-attrs"]))
    address = next((one for key in _ADDRESSES if (one := _string(data, key)).startswith(("http://", "https://"))), "")
    text, title = _string(data, "full_text") or _string(data, "body"), _string(data, "title") or _string(data, "name")
    if not address:
        return
    if text:
        quote = new_tag("blockquote")
        quote.append(new_tag("p", text))
        tag.insert_before(quote)
    tag.insert_before(_link(address, title))
    if caption := _string(data, "caption"):
        tag.insert_before(new_tag("p", caption))


def _read(written: str) -> Mapping[str, Any]:
    try:
        data = json.loads(written[:100_000])
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _string(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _show_title(button: Tag) -> None:
    """Keep the words of a button that opens the part below it."""
    words = " ".join(button.get_text(" ").split())
    names = " ".join([*classes_of(button), str(button.get("data-bs-toggle") or "")])
    opens = button.has_attr("aria-expanded") or button.has_attr("aria-controls") or _OPENS.search(names) is not None
    if not opens or not 0 < len(words) <= _MAX_TITLE or _NO_TITLE.search(f"{names} {words[:20]}"):
        return
    if button.find_parent([*HEADINGS, "p", "summary", "dt"]):
        button.replace_with(words)
    else:
        paragraph = new_tag("p")
        paragraph.append(new_tag("strong", words))
        button.replace_with(paragraph)
