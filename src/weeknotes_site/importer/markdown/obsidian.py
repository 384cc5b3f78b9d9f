"""Convert Obsidian's syntax to plain Markdown: wiki links, embeds, callouts, highlights, block ids."""

import re
from pathlib import PurePosixPath
from urllib.parse import quote

from weeknotes_site.importer.found import NOTE_LINK
from weeknotes_site.site.kinds import ATTACHMENTS, PICTURES, kind_of

_WIKI = re.compile(r"(!?)\[\[([^\[\]\n|#]{0,300})(#[^\[\]\n|]{0,300})?(?:\|([^\[\]\n]{0,500}))?\]\]")
_WIDTH = re.compile(r"\d+(?:x\d+)?")
_BLOCK_ID = re.compile(r"(?:^|(?<![ \t])[ \t]++)\^[\w-]{1,60}$", re.M)
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]{1,1000})(?<=\S)==")
_CALLOUT = re.compile(r"^([ \t]{0,12}(?:>[ \t]?){1,8})\[!([\w-]{1,30})\][+-]?[ \t]*(\S[^\n]{0,500})?$", re.M)
_ALERTS = {
    **dict.fromkeys(("tip", "hint", "success", "check", "done"), "TIP"),
    "important": "IMPORTANT",
    **dict.fromkeys(("warning", "attention"), "WARNING"),
    **dict.fromkeys(("caution", "danger", "error", "failure", "fail", "missing", "bug"), "CAUTION"),
}
"""Kinds of callouts by the alert that comes closest; all others are notes."""


def without_wiki_marks(text: str) -> str:
    """Convert text outside code."""
    text = _CALLOUT.sub(_alert, _WIKI.sub(_link, text))
    return _HIGHLIGHT.sub(r"\1", _BLOCK_ID.sub("", text))


def _link(match: re.Match[str]) -> str:
    is_embed, name, heading, shown = bool(match[1]), match[2].strip(), match[3] or "", match[4]
    kind = kind_of(PurePosixPath(name).name)
    if is_embed and (kind in PICTURES or kind in ("svg", "bmp")):
        alt = "" if shown is None or _WIDTH.fullmatch(shown.strip()) else shown
        return f"![{alt}]({quote(name)})"
    if kind in ATTACHMENTS:
        return f"[{shown or PurePosixPath(name).name}]({quote(name)})"
    part = "" if heading.startswith("#^") else heading[1:]
    words = shown or f"{name}{' › ' if name and part else ''}{part}"
    return f"[{words}]({NOTE_LINK}{quote(name)}{quote(heading, safe='#')})"


def _alert(match: re.Match[str]) -> str:
    """Return the first line of a callout as an alert, with its title in bold below."""
    start, kind, title = match[1].rstrip(), _ALERTS.get(match[2].lower(), "NOTE"), (match[3] or "").strip()
    shown = f"\n{start} **{title}**\n{start}" if title and "*" not in title else f"\n{start} {title}\n{start}"
    return f"{start} [!{kind}]{shown if title else ''}"
