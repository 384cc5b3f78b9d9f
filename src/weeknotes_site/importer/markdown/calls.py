"""The content that the arguments of a tag, shortcode or component show: a picture, a video, a link, words."""

import re
from collections.abc import Iterable, Mapping

from weeknotes_site.importer.sources.paths import PICTURES

_ATTRIBUTE = re.compile(r"""([\w-]{1,40})\s{0,3}[=:]\s{0,3}(?:"([^"\n]{0,2000})"|'([^'\n]{0,2000})')""")
_WORD = re.compile(r""""([^"\n]{1,2000})"|'([^'\n]{1,2000})'|([^\s"',]{1,2000})""")
_SIZES = re.compile(r"\d(?:vw|px|rem)|\((?:min|max)-|\W(?:\w+=|\w+-\w+-)|^\S*$")
"""Sizes and classes after the alt text of Eleventy's pictures."""
_IDENTITY = re.compile(r"[\w-]{1,40}")
_PICTURES = (*PICTURES, ".svg", ".bmp")
_OF_PICTURES = frozenset(
    ("image", "img", "figure", "picture", "asset_img", "asset-img", "responsive_image", "video-figure")
)
_SITES = {
    "youtube": "https://www.youtube.com/watch?v=",
    "youtubeplayer": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "gist": "https://gist.github.com/",
}
TITLES = ("title", "heading", "header", "summary", "label")
_TEXTS = ("text", "content", "message", "body", "quote", "description", "caption")
_ADDRESSES = ("link", "href", "url")
_CAPTIONS = ("title", "caption", "description", "attr", "credit")


def attributes_of(text: str) -> dict[str, str]:
    """Return the named arguments that are text in quotes."""
    return {match[1]: match[2] or match[3] or "" for match in _ATTRIBUTE.finditer(text)}


def words_of(text: str) -> tuple[str, ...]:
    """Return the arguments without a name, each in quotes or a word."""
    return tuple(match[1] or match[2] or match[3] for match in _WORD.finditer(_ATTRIBUTE.sub("", text)))


def picture(name: str, attributes: Mapping[str, str], words: Iterable[str]) -> str:
    """Return the picture that a call shows; empty if it shows none."""
    source = next(filter(None, (attributes.get(key) for key in ("src", "url", "image", "file", "path"))), "")
    alt = attributes.get("alt") or attributes.get("title") or ""
    given = tuple(words) if name in _OF_PICTURES else ()
    at = next((at for at, one in enumerate(given) if one.lower().endswith(_PICTURES)), -1)
    if not source and at >= 0:
        others = [one for one in given[at + 1 :] if not one.isdigit()]
        is_prose = name.startswith("asset") or (name != "figure" and not any(" " in one for one in others))
        source, alt = given[at], " ".join(others if is_prose else others[:1])
        is_caption = bool(others[1:]) and (name == "figure" or (not is_prose and not _SIZES.search(others[1])))
        attributes = {**attributes, "caption": others[1]} if is_caption else attributes
    if not source.lower().endswith(_PICTURES):
        return ""
    said = dict.fromkeys(filter(None, (attributes.get(key, "") for key in _CAPTIONS)))
    alt = alt or next(iter(said), "")
    shown = f"![{alt}]({source.replace(' ', '%20')})"
    link = next(filter(None, (attributes.get(key, "") for key in ("link", "href"))), "")
    if link.startswith(("http", "/")) and not link.lower().endswith(_PICTURES):
        shown = f"[{shown}]({link.replace(' ', '%20')})"
    return "\n\n".join([shown, *(in_italics(one) for one in said if one != alt)])


def in_italics(caption: str) -> str:
    """Return the caption of a picture as a line in italics."""
    text = caption.strip()
    return text if not text or "*" in text or "_" in text else f"*{text}*"


def show(name: str, attributes: Mapping[str, str], words: tuple[str, ...] = ()) -> str:
    """Return the picture that a call shows, else its video or link; empty if it shows neither."""
    return picture(name, attributes, words) or embed(name, attributes, words)


def embed(name: str, attributes: Mapping[str, str], words: tuple[str, ...]) -> str:
    """Return what a well-known call shows, as a picture or a link."""
    if name in _OF_PICTURES:
        return picture(name, attributes, words)
    identity = attributes.get("id") or "/".join(words[: 2 if name == "gist" else 1])
    name = name if name in _SITES else attributes.get("provider", name).lower()
    if name in _SITES and identity and all(map(_IDENTITY.fullmatch, identity.split("/"))):
        title = attributes.get("title", "")
        return f"[{title}]({_SITES[name]}{identity})" if title else f"<{_SITES[name]}{identity}>"
    if name in ("x", "tweet", "twitter") and "user" in attributes and _IDENTITY.fullmatch(identity):
        return f"<https://twitter.com/{attributes['user']}/status/{identity}>"
    address = next((one for one in (*attributes.values(), *words) if one.startswith("https://")), "")
    if not address or " " in address:
        return ""
    shown = " ".join(one for one in words if one != address) if name == "link" else ""
    return f"[{shown}]({address})" if shown else f"<{address}>"


def wording(attributes: Mapping[str, str]) -> str:
    """Return the words that a call shows by its named arguments, as paragraphs; empty if it has none."""
    title = next(filter(None, (attributes.get(key) for key in TITLES)), "")
    texts = [attributes[key] for key in _TEXTS if attributes.get(key)]
    address = next((attributes[key] for key in _ADDRESSES if attributes.get(key, "").startswith(("http", "/"))), "")
    if address and (title or texts):
        shown = title or texts.pop(0)
        return "\n\n".join([f"[{shown}]({address.replace(' ', '%20')})", *texts])
    return "\n\n".join([*([f"**{title}**"] if title else []), *texts])
