"""Citations that AI assistants leave in copied answers."""

from weeknotes_site.content.markdown.slips.foreign.kind import needless
from weeknotes_site.regex import regex

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
ASSISTANTS = tuple(
    needless(signs, pattern, "a citation of an AI assistant", "delete it, or link to the source")
    for signs, pattern in _CITATIONS.items()
)
"""Kinds of citations of AI assistants."""
