"""What office programs and AI assistants leave in copied text: places of pictures, references, symbols, citations."""

import re

from weeknotes_site.content.markdown.slips.foreign.kind import Kind, needless
from weeknotes_site.regex import regex

_PICTURE = "save the picture next to the note and write `![What it shows](picture.png)`, or delete this"
_SYMBOLS = {"\uf0e0": "→", "\uf0df": "←", "\uf0e8": "➔", "\uf04a": "☺", "\uf04c": "☹", "\uf0fc": "✓", "\uf0fb": "✗"}
_CITATIONS = {
    ("[oaicite:",): regex(r"(?::contentReference)?\[oaicite:\d{1,4}\](?:\{index=\d{1,4}\})?"),
    ("†",): regex(r"【[^【】†\n\x00]{1,80}†[^【】\n\x00]{0,80}】"),
    ("\ue200",): regex("\ue200[^\ue200\ue201\n\x00]{1,300}\ue201"),
    ("turn0", "turn1"): regex(
        r"\b(?:cite ?)?turn\d{1,3}(?:search|view|news|image|file|fetch)\d{1,3}"
        r"(?:turn\d{1,3}[a-z]{4,10}\d{1,3}){0,20}\b"
    ),
    ("[cite", "[citation:"): regex(r"\[(?:cite_start|cite_end|cite: ?[\d, ]{1,40}|citation: ?\d{1,3})\](?![(\[:])"),
}


def _symbol(found: re.Match[str]) -> str:
    right = _SYMBOLS.get(found[0])
    return f"write `{right}`" if right else "write the character that was meant"


COPIED = (
    Kind(
        ("[cid:",),
        regex(r"\[cid:[^\[\]\s\x00]{1,100}\]"),
        "the place of a picture that Outlook left out",
        _PICTURE,
    ),
    Kind(
        ("[image: ",),
        regex(r"\[image: [^\[\]\n\x00]{1,200}\](?![(\[:])"),
        "the place of a picture that Gmail left out",
        _PICTURE,
    ),
    Kind(
        ("<http", "<mailto:"),
        regex(r"(?<=\w)<((?:https?://|mailto:)[^\s<>|\x00]{1,500})>"),
        "a link as Outlook copies it",
        lambda found: f"write `[…]({found[1]})`, with the words of the link between the square brackets",
    ),
    Kind(("\ufffc",), regex("\ufffc"), "the place of a picture or file that was not copied", _PICTURE),
    Kind(
        ("Error! ",),
        regex(r"Error! (?:Reference source not found|Bookmark not defined|Hyperlink reference not valid)\b\.?"),
        "a broken reference of Word",
        "write what it refers to",
    ),
    needless(("<o:p", "</o:p", "<w:", "</w:"), regex(r"</?[ow]:[A-Za-z]{1,30}\s?/?>"), "a tag of Word"),
    Kind(tuple(_SYMBOLS), regex(r"(?:(?<=\S)|(?<=\S ))[\uf020-\uf0ff]"), "a character of a symbol font", _symbol),
    *(
        needless(signs, pattern, "a citation of an AI assistant", "delete it, or link to the source")
        for signs, pattern in _CITATIONS.items()
    ),
)
"""Kinds of remains of office programs and AI assistants."""
