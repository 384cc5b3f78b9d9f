"""What office programs leave where something could not be copied: pictures, references, tags, symbols."""

import re

from weeknotes_site.content.markdown.slips.foreign.kind import Kind, needless
from weeknotes_site.regex import regex

_PICTURE = "save the picture next to the note and write `![What it shows](picture.png)`, or delete this"
_SYMBOLS = {"\uf0e0": "→", "\uf0df": "←", "\uf0e8": "➔", "\uf04a": "☺", "\uf04c": "☹", "\uf0fc": "✓", "\uf0fb": "✗"}


def _symbol(found: re.Match[str]) -> str:
    right = _SYMBOLS.get(found[0])
    return f"write `{right}`" if right else "write the character that was meant"


OFFICE = (
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
)
"""Kinds of remains of office programs."""
