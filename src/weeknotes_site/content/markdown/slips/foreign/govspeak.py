"""Govspeak, the Markdown of GOV.UK's publishing tools."""

import re

from weeknotes_site.content.markdown.slips.foreign.kind import Kind, destination, needless
from weeknotes_site.content.markdown.slips.page import shown
from weeknotes_site.regex import regex

_TOOL = "Govspeak"


def _box(sign: str, pattern: re.Pattern[str], kind: str) -> Kind:
    """Return the kind of box that is a line of several words between two signs."""
    return Kind(
        (sign,), pattern, _TOOL, lambda found: f"write `> [!{kind}]`, and below it `> {shown(found[1])}`", is_line=True
    )


def _file(found: re.Match[str]) -> str:
    name = destination(found[2].strip())
    return f"write `![What it shows]({name})`" if found[1] == "Image" else f"write `[What it is]({name})`"


GOVSPEAK = (
    needless(("$",), regex(r"\$(?:CTA|[ACDEIP]|!)$"), _TOOL, "delete the line", is_line=True),
    # `%PATH%` is a variable, and what ends with `60%` a sentence.
    _box("^", regex(r"\^((?=\S{1,80} )[^\s^\x00][^\^\n\x00]{2,500})\^$"), "NOTE"),
    _box("%", regex(r"%((?=\S{1,80} )[^\s%\x00][^%\n\x00]{2,500}(?<!\d))%$"), "WARNING"),
    _box("@", regex(r"@((?=\S{1,80} )[^\s@\x00][^@\n\x00]{2,500})@$"), "IMPORTANT"),
    needless(("x[", "]x"), regex(r"x\[$|\]x$"), _TOOL, "delete the line", is_line=True),
    Kind(
        ("s1. ", "s2. "),
        regex(r"s(\d{1,2})\. (\S[^\n]{0,200})"),
        _TOOL,
        lambda found: f"write `{found[1]}. {shown(found[2])}`",
        is_line=True,
    ),
    needless(
        ("{button", "{/button", "{barchart", "{stat-headline", "{/stat-headline"),
        regex(r"\{/?(?:button|barchart|stat-headline)(?: [^{}\n\x00]{0,100})?\}"),
        _TOOL,
    ),
    needless(("{:",), regex(r"\{:[:/][a-z-]{0,40}(?: [^{}\n\x00]{0,100})?/?\}"), "Govspeak or Kramdown"),
    Kind(
        ("[Image:", "ttachment:", "ttachmentLink:", "[embed:attachments:"),
        regex(
            r"\[(Image|(?:Inline)?Attachment(?:Link)?|embed:attachments(?::inline)?): ?"
            r"([^\[\]\n\x00]{1,100})\](?![(\[:])"
        ),
        _TOOL,
        _file,
    ),
    needless(
        ("[Contact:", "[embed:contacts:", "[priority-list:"),
        regex(r"\[(?:Contact: ?[\w-]{1,40}|embed:contacts:[\w-]{1,40}|priority-list:\d{1,3})\](?![(\[:])"),
        _TOOL,
    ),
)
"""Kinds of markup of Govspeak."""
