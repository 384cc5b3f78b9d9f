"""Plugin blocks that store text as fields in the block's comment: ACF, Lazy Blocks, Genesis Custom Blocks."""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping

_BLOCK = re.compile(
    r"<!--\s{1,3}wp:((?:acf|lazyblock|genesis-custom-blocks|block-lab)/[a-z0-9-]{1,60})\s{1,3}"
    r"(\{(?:(?!-->|<!--)[^\n]){0,200000}\})\s{1,3}/?-->"
)
_LOOKS = frozenset(
    (
        *("name", "mode", "align", "aligntext", "aligncontent", "anchor", "id", "blockid", "blockuniqueclass"),
        *("classname", "lock", "metadata", "style", "backgroundcolor", "textcolor"),
    )
)
_SETTING = re.compile(r"[a-z0-9_-]{0,60}|#[0-9a-f]{3,8}|field_\w{1,60}")
"""Choices, colours and ids, which a theme reads."""
_ADDRESS = re.compile(r"https?://\S{1,2000}")
_PICTURE = re.compile(r"image|img|photo|picture|gallery|logo", re.I)
_TAG = re.compile(r"<[a-z][a-z0-9]{0,10}[\s>/]", re.I)
_MAX_DEPTH = 6

ShowUpload = Callable[[str], str]
"""Returns an upload as a figure by its id; empty if there is none of that id."""


def show_fields(content: str, show_upload: ShowUpload) -> str:
    """Replace such blocks with the text in their fields; those without text stay as they are."""
    return _BLOCK.sub(lambda match: _shown(match, show_upload), content) if "<!-- wp:" in content else content


def _shown(match: re.Match[str], show_upload: ShowUpload) -> str:
    try:
        fields = json.loads(match[2])
    except (ValueError, RecursionError):
        return match[0]
    fields = fields.get("data", {}) if match[1].startswith("acf/") else fields
    return "".join(f"\n\n{part}\n\n" for part in _parts("", fields, show_upload, _MAX_DEPTH)) or match[0]


def _parts(key: str, value: object, show_upload: ShowUpload, depth: int) -> Iterator[str]:
    """Yield the texts and pictures of a field, in order."""
    if isinstance(value, Mapping) and depth:
        for name, one in value.items():
            if not str(name).startswith("_") and str(name).casefold() not in _LOOKS:
                yield from _parts(str(name), one, show_upload, depth - 1)
    elif isinstance(value, list) and depth:
        for one in value:
            yield from _parts(key, one, show_upload, depth - 1)
    elif isinstance(value, str | int) and not isinstance(value, bool):
        yield from _part(key, str(value).strip(), show_upload)


def _part(key: str, text: str, show_upload: ShowUpload) -> Iterator[str]:
    if text.isdecimal():
        if _PICTURE.search(key) and (figure := show_upload(text)):
            yield figure
    elif _ADDRESS.fullmatch(text):
        yield f'<p><a href="{html.escape(text)}">{html.escape(text)}</a></p>'
    elif _TAG.search(text):
        yield text
    elif not _SETTING.fullmatch(text):
        yield "".join(f"<p>{html.escape(html.unescape(one))}</p>" for one in text.splitlines() if one.strip())
