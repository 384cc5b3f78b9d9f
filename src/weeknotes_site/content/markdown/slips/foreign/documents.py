"""Markup of wikis and documentation tools: MediaWiki, AsciiDoc, reStructuredText, Org, LaTeX."""

import re

from weeknotes_site.content.markdown.slips.foreign.kind import DELETE, Kind, at_margin, destination, link, replaced
from weeknotes_site.content.markdown.slips.page import Fixer, instead, shown
from weeknotes_site.regex import regex

_TABLE = "write it as `| a | b |`, with `| --- | --- |` below the first row"


def _heading(found: re.Match[str]) -> Fixer:
    return at_margin(instead(f"{'#' * len(found[1])} {found[2].strip()}"))


DOCUMENTS = (
    Kind(
        ("== ",),
        regex(r"(={2,6}) ([^=\x22\n\x00][^=\n\x00]{0,200})(?:=+)?$"),
        "a heading of MediaWiki or AsciiDoc",
        lambda found: f"write `{'#' * len(found[1])} {shown(found[2])}`",
        is_line=True,
        fix=_heading,
    ),
    Kind(
        ("'''",),
        regex(r"'''(?<!'''')([^'\n\x00]{1,200})'''(?!')"),
        "bold text of MediaWiki",
        lambda found: f"write `**{shown(found[1])}**`",
        fix=lambda found: instead(f"**{found[1].strip()}**"),
    ),
    replaced(
        ("[http",),
        regex(r"(?<!\[)\[(https?://[^\s\[\]|\x00]{1,500}) ([^\[\]|\n\x00]{1,200})\](?![(\[:])"),
        "a MediaWiki link",
        lambda found: link(found[2], found[1]),
    ),
    Kind(
        ("[[File:", "[[Image:"),
        regex(r"\[\[(?:File|Image):([^\[\]|\n\x00]{1,200})(?:\|[^\[\]\n\x00]{0,200})?\]\]"),
        "a MediaWiki picture",
        lambda found: f"write `![What it shows]({destination(found[1].strip())})`",
    ),
    Kind(("{|",), regex(r"\{\|[^\n]{0,200}$"), "a MediaWiki table", _TABLE, is_line=True),
    replaced(
        ("link:http",),
        regex(r"link:(https?://[^\s\[\]()<>\x00]{1,500})\[([^\[\]\n\x00]{1,200})\]"),
        "an AsciiDoc link",
        lambda found: link(found[2], found[1]),
    ),
    replaced(
        ("http",),
        regex(r"h(?<![\w\[(<:]h)(ttps?://[^\s\[\]()<>\x00]{1,500})\[([^\W\d_][^\[\]\n\x00]{0,200})\](?![(\[:])"),
        "an AsciiDoc link",
        lambda found: link(found[2], f"h{found[1]}"),
    ),
    Kind(
        ("image:",),
        regex(r"image::?([^\s\[\]:\x00]{1,200})\[([^\[\]\n\x00]{0,200})\]"),
        "an AsciiDoc picture",
        lambda found: f"write `![{found[2] or 'What it shows'}]({found[1]})`",
    ),
    Kind(
        ("[source",),
        regex(r"\[source[^\[\]\n\x00]{0,60}\]$"),
        "the start of AsciiDoc code",
        "put code between lines of three backticks",
        is_line=True,
    ),
    Kind(
        (".. ",),
        regex(r"\.\. ([\w-]{1,30})::[^\n]{0,200}"),
        "a reStructuredText directive",
        lambda found: "write `![What it shows](…)`" if found[1] in ("image", "figure") else "delete it",
        is_line=True,
    ),
    replaced(
        (">`_",),
        regex(r"`([^`<>\n]{1,200}) <(https?://[^\s<>`]{1,500})>`__?(?!\w)"),
        "a reStructuredText link",
        lambda found: link(found[1], found[2]),
        has_code=True,
    ),
    replaced(
        ("[[http",),
        regex(r"\[\[(https?://[^\[\]\s\x00]{1,500})\]\[([^\[\]\n\x00]{1,200})\]\]"),
        "an Org link",
        lambda found: link(found[2], found[1]),
    ),
    Kind(
        ("#+",),
        regex(r"#\+[A-Za-z_]{3,20}(?::|\b)[^\n]{0,100}"),
        "an Org keyword",
        "delete the line; code stands between lines of three backticks",
        is_line=True,
    ),
    Kind(
        (":`",),
        regex(r":(?:ref|doc|code|term|any|file|abbr|sup|sub|math|[a-z]{1,3}:[a-z]{2,8}):`([^`\n]{1,200})`"),
        "a reStructuredText role",
        lambda found: f"write `{found[1].split(' <')[0]}`",
        has_code=True,
    ),
    Kind(
        ("\\n",),
        # `\new` is part of a path on Windows, `\n` alone may be the subject of the text.
        regex(r"(?<=[^\W\d_][.!?:;,])(?:\\n)+(?=[^\W\d_a-z]|[*#-] ?\w)|(?<=\w)(?:\\n){2,5}(?=[^\W\d_a-z])"),
        "a line end of program code",
        "start a new line there, or a paragraph after an empty line",
    ),
    Kind(
        ("\\(",),
        # Other tools escape the brackets around words and file names, too.
        regex(r"\\\([^\n\\]{0,100}?(?:[\w)]\^[\w{(]|\b[A-Za-z]_[\w{]|(?<!:)\\[A-Za-z])[^\n]{0,200}?\\\)"),
        "a LaTeX formula",
        "write it in words or between backticks, or show it as a picture",
        has_code=True,
    ),
    Kind(
        ("\\[",),
        regex(
            r"\\\[(?=[^\n\\]|\n)[^\\]{0,100}?(?:[\w)]\^[\w{(]|\b[A-Za-z]_[\w{]|(?<!:)\\[A-Za-z])(?:(?!\n\n)[\s\S]){0,300}?\\\]"
        ),
        "a LaTeX formula",
        "write it in words or between backticks, or show it as a picture",
        has_code=True,
    ),
    Kind(
        ("\\",),
        regex(
            r"\\(?:(?:sub){0,2}section|text(?:bf|it|tt)|emph|href|url|begin|end|cite|footnote)\*?\{[^{}\n\x00]{0,200}\}"
        ),
        "a LaTeX command",
        DELETE,
    ),
)
"""Kinds of markup of wikis and documentation tools."""
