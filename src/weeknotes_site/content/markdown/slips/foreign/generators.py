"""Markup of site generators and other Markdown dialects: Liquid, Hugo, Kramdown, Obsidian, MkDocs."""

import re

from msgspec.structs import replace

from weeknotes_site.content.markdown.slips.foreign.kind import DELETE, Kind, destination, needless, replaced
from weeknotes_site.content.markdown.slips.page import Fixer, instead, shown
from weeknotes_site.diagnostics import replacing
from weeknotes_site.regex import regex

_PICTURE = regex(r"\.(?:png|jpe?g|gif|webp|avif|heic)$", re.IGNORECASE)
_BOX = "a note in a box starts with `> [!NOTE]`"


def _wiki_link(found: re.Match[str]) -> Fixer | None:
    """Return a fixer that links to the note of that name; it is dropped later if no such note exists."""
    if found[1]:
        return None  # only a person can write the alt text
    path, mark, fragment = found[2].strip().partition("#")
    target = f"{path if path.endswith('.md') else f'{path}.md'}{mark}{fragment}"
    words = (found[3] or found[2]).strip()
    if not path or set("<>") & set(target):
        return None
    link = f"[{words}]({destination(target)})"
    return lambda place: replace(replacing(place, link, is_safe=not found[3]), target=target)


def _wiki(found: re.Match[str]) -> str:
    target = found[2].strip()
    words = (found[3] or target).strip()
    if found[1]:
        what = "What it shows" if _PICTURE.search(target) else words
        return f"write `![{what}]({destination(target)})`" if _PICTURE.search(target) else f"write `[{what}](…)`"
    return f"write `[{words}](…)`, with its file or address between the round brackets"


GENERATORS = (
    Kind(
        ("{{", "{%", "<%"),
        regex(r"\{\{[^{}\n\x00]{0,200}\}\}|\{%[^{}\n\x00]{0,200}%\}|<%(?!--|#)[^<>%\n\x00]{1,200}%>"),
        "a template tag",
        DELETE,
    ),
    needless(
        ("{:", "{.", "{#", "){"),
        regex(
            r"\{:\s?[.#A-Za-z][^{}\n\x00]{0,100}\}|(?<!\{)\{[.#][A-Za-z][\w .#=-]{0,100}\}"
            r"|(?<=\))\{[\w-]{1,30}=[^{}\n\x00]{1,100}\}"
        ),
        "a Kramdown or Pandoc attribute",
    ),
    Kind(
        ("[[",),
        regex(r"(!?)\[\[(?!File:|Image:|_TOC_\]\])([^\[\]|\n\x00]{1,200})(?:\|([^\[\]|\n\x00]{1,200}))?\]\](?![(\[:])"),
        "a wiki link",
        _wiki,
        fix=_wiki_link,
    ),
    Kind(
        ("^[",),
        regex(r"(?<=[\w.,;:!?)])\^\[[^\[\]\n\x00]{1,300}\](?![\^(\[])"),
        "a footnote of Pandoc",
        lambda found: f"write `[^1]`, and in a line below the paragraph `[^1]: {shown(found[0][2:-1])}`",
    ),
    needless(
        (" ^",),
        regex(r"(?<= )\^(?=[a-z-]{0,20}\d)(?=[0-9-]{0,20}[a-z])[a-z0-9-]{4,30}(?=\n|$)"),
        "the name of a block in Obsidian",
        DELETE,
    ),
    Kind(
        ("|",),
        regex(r"!\[([^\[\]|\n\x00]{0,200})\|[ ]?\d{2,4}(?:x\d{2,4})?\](?=\()"),
        "a picture with its size in Obsidian",
        lambda found: f"write `![{found[1]}](…)`",
        fix=lambda found: instead(f"![{found[1]}]", is_safe=False),
    ),
    Kind(
        ("´´´", "‘‘‘", "’’’", "'''"),
        regex(r"(?:´{3}|‘{3}|’{3}|'{3})[a-z]{0,12}$"),
        "a code fence without backticks",
        "write three backticks",
        is_line=True,
    ),
    Kind(
        ("$$",),
        regex(r"(?<!\$)\$\$(?!\$)(?=[^$\x00]{0,500}[\\^_={}+])[^$\x00]{1,500}\$\$(?!\$)"),
        "a LaTeX formula",
        "write it in words or between backticks, or show it as a picture",
    ),
    Kind(
        (":::",),
        regex(r":{3,10}(?:\s*\{?[.\w -]{0,50}\}?)?$"),
        "a fence from another Markdown dialect",
        f"delete the line; {_BOX}",
        is_line=True,
    ),
    Kind(
        ("!!! ", "??? ", "???+ "),
        regex(r"(?:!!!|\?\?\?\+?) [\w\"][^\n]{0,100}"),
        "a box of Material for MkDocs",
        f"delete the line; {_BOX}",
        is_line=True,
    ),
    Kind(
        ('=== "', '===! "', '===+ "'),
        regex(r'===[!+]? "[^"\n]{0,100}"$'),
        "a tab of Material for MkDocs",
        "write it as a heading, and delete the indentation below it",
        is_line=True,
    ),
    needless(
        ("[TOC]", "[toc]", "[[_TOC_]]", "TOC__"),
        regex(r"\[(?:TOC|toc)\]$|\[\[_TOC_\]\]|__(?:NO|FORCE)?TOC__$"),
        "a table of contents from another tool",
        "delete it: the page lists its headings by itself",
        is_line=True,
    ),
    replaced(
        ("==",),
        regex(r"(?<![={\w])==([^\s=\x00][^=\n\x00]{0,200})==(?![=\w])"),
        "a highlight of another Markdown dialect",
        lambda found: f"<mark>{found[1]}</mark>",
        is_safe=True,
    ),
    Kind(
        ("{++", "{--", "{~~", "{==", "{>>"),
        regex(r"\{(?:\+\+|--|~~|==|>>)[^{}\n\x00]{1,300}(?:\+\+|--|~~|==|<<)\}"),
        "a CriticMarkup edit",
        "keep the words or delete them, and delete the marks",
    ),
    replaced(
        ("++",),
        regex(r"(?<![\w+{])\+\+([^\s+\x00](?:[^+\n\x00]{0,200}[^\s+\x00])?)\+\+(?![\w+])"),
        "underlined text of other dialects of Markdown",
        lambda found: f"<u>{found[1]}</u>",  # not safe: it may be program code, `++i and i++`
    ),
    Kind(
        ("[@", "[-@"),
        # Without a year it may be a person's name in a chat.
        regex(r"\[-?@[A-Za-z][\w:.-]{0,40}(?:1[5-9]|20)\d\d[\w:.-]{0,10}(?:[,;] ?[^\[\]\n\x00]{0,100})?\](?![(\[:])"),
        "a citation of Pandoc",
        "name the source, or link to it",
    ),
    Kind(
        ("[>] ", "[-] ", "[?] ", "[/] ", "[!] "),
        regex(r"\[[-/>?!]\](?= \S)"),
        "a checkbox of Obsidian",
        "write `[ ]`, or `[x]` for what is done",
        is_line=True,
    ),
    needless(
        ("((",),
        regex(r"\(\([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,30}\)\)"),
        "a reference to a block in Logseq",
        DELETE,
    ),
    needless(
        (":: ",),
        regex(r"\[[a-z][\w -]{0,30}:: [^\[\]\n\x00]{0,100}\](?![(\[:])"),
        "a Dataview property",
        DELETE,
    ),
    needless(
        ("import ", "export "),
        regex(
            r"import (?:[A-Z{*][\w{}, *]{0,80} from ['\x22][^'\x22\s\x00]{1,200}['\x22]"
            r"|[\w{}, *]{1,80} from ['\x22][./@][^'\x22\s\x00]{1,200}['\x22]);?$"
            r"|export (?:(?:const|let) \w{1,80} ?=|(?:default )?function ?\w{0,80}\(|default \()[^\n\x00]{0,200}$"
        ),
        "MDX code",
        "delete the line",
        is_line=True,
    ),
    Kind(
        (":: ",),
        regex(r"[a-z][a-z-]{1,30}:: \S[^\n]{0,100}"),
        "a Logseq or Dataview property",
        "delete the line",
        is_line=True,
    ),
)
"""Kinds of markup of site generators and Markdown editors."""
