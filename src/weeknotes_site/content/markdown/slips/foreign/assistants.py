"""Citations that AI assistants leave in copied answers."""

import re

from weeknotes_site.content.markdown.slips.foreign.kind import Kind, deleted
from weeknotes_site.regex import regex


def _kind(signs: tuple[str, ...], pattern: re.Pattern[str]) -> Kind:
    hint = "delete it, or link to the source"
    return Kind(signs, pattern, "a citation of an AI assistant", lambda _: hint, fix=deleted)


ASSISTANTS = (
    _kind(("[oaicite:",), regex(r"(?::contentReference)?\[oaicite:\d{1,4}\](?:\{index=\d{1,4}\})?")),
    _kind(("†",), regex(r"【[^【】†\n\x00]{1,80}†[^【】\n\x00]{0,80}】")),
    _kind(("\ue200",), regex("\ue200[^\ue200\ue201\n\x00]{1,300}\ue201")),
    _kind(
        ("turn0", "turn1"),
        regex(
            r"\b(?:cite ?)?turn\d{1,3}(?:search|view|news|image|file|fetch)\d{1,3}"
            r"(?:turn\d{1,3}[a-z]{4,10}\d{1,3}){0,20}\b"
        ),
    ),
    _kind(
        ("[cite", "[citation:"),
        regex(r"\[(?:cite_start|cite_end|cite: ?[\d, ]{1,40}|citation: ?\d{1,3})\](?![(\[:])"),
    ),
)
"""Kinds of citations of AI assistants."""
