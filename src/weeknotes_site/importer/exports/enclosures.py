"""Audio, video and other files that a post is published with, beside its text."""

import html
from collections.abc import Iterable


def link_enclosures(addresses: Iterable[str], content: str) -> str:
    """Return links to files as HTML, without those that the text already contains."""
    kept = dict.fromkeys(one.strip() for one in addresses if one.strip().startswith(("http://", "https://")))
    shown = (html.escape(one) for one in kept if one not in content and html.escape(one) not in content)
    return "".join(f'<p><a href="{one}">{one}</a></p>' for one in shown)
