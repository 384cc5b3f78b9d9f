"""Limit the depth of HTML: parsing 16,000 open tags takes a minute, and the converter recurses."""

import re

MAX_DEPTH = 100

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})(?=[\s/>])")
# Elements without an end tag, or with an optional one, do not nest when they are opened again.
_NOT_COUNTED = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
        *("p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "option", "html", "head", "body"),
    )
)


def without_depth(html: str) -> str:
    """Return HTML with the tags dropped that open below `MAX_DEPTH` others."""
    pieces: list[str] = []
    depth = dropped = end = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() in _NOT_COUNTED or tag.start() < end:
            continue
        is_dropped = bool(dropped) if tag[1] else depth >= MAX_DEPTH
        if is_dropped:
            dropped += -1 if tag[1] else 1
            pieces.append(html[end : tag.start()])
            end = html.find(">", tag.end()) + 1 or len(html)
        else:
            depth = max(0, depth + (-1 if tag[1] else 1))
    return "".join([*pieces, html[end:]])
