"""Warnings about a body: pictures without alt text, links that say `here`, skipped heading levels.

Also about failed Markdown, which is shown as text.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from markdown_it.token import Token

from weeknotes_site.content.markdown.findings import Findings
from weeknotes_site.content.markdown.fixes import without_closing
from weeknotes_site.content.markdown.html.alt_texts import wrong_alt
from weeknotes_site.content.markdown.html.urls import scheme_of
from weeknotes_site.content.markdown.slips.characters import without_invisible
from weeknotes_site.diagnostics import Edit, Fix, warning
from weeknotes_site.model.addresses import host_of
from weeknotes_site.model.word_lists import word_list
from weeknotes_site.regex import regex

# Meaningless without their sentence, as in a screen reader's list of links (WCAG 2.2, 2.4.4).
_VAGUE = regex(
    r"(?:(?:see|read|more|over)\s)?here|click(?:\s(?:here|this|(?:on\s)?(?:this|the)\slink))?|follow\sthis\slink"
    r"|this(?:\s(?:link|page))?|(?:the\s)?link|(?:(?:read|see|learn|find\sout)\s)?more"
)
# The same in the other languages of the interface.
_VAGUE_ELSEWHERE = frozenset(
    word_list(
        """
        hier; hier klicken; klicken sie hier; klick hier; mehr; mehr erfahren; mehr lesen; weiterlesen
        ici; cliquez ici; cliquer ici; lire la suite; en savoir plus; ce lien
        yma; cliciwch yma; cliciwch fan hyn; fan hyn; darllen mwy; mwy; y ddolen hon
        aquí; haz clic aquí; leer más; aqui; clique aqui; leia mais; qui; clicca qui; leggi tutto
        klik hier; lees meer; tutaj; kliknij tutaj; här; klicka här; her; klik her; هنا; اضغط هنا
        anseo; cliceáil anseo; тут; здесь
        """
    )
)
_LINK_TAG = regex(r"<(/?)a(?:\s[^<>]*)?>", re.IGNORECASE)
_TO_HEADING = regex(r"<a\b[^<>]*\shref\s*=\s*[\"']?#", re.IGNORECASE)
# A single `#` before a word may be a hashtag.
_HEADING_WITHOUT_SPACE = regex(r"(#{2,6})([^\W\d_].*)")
_LONE_MARK = regex(r"#[A-Z][^#\n]{0,60}[^#\n.:!?,;…]")
_NO_HASHTAG = regex(r"#(?:What|Whats|Next|Last|This|How|Who|Where|When|Why|Our|The|Things|Coming|Up|In|On|Other|Also) ")
"""Words that begin headings of notes, but rarely a hashtag: `#What we did`."""
_FOOTNOTE = regex(r"\[\^[^\s\[\]]+\]")
# `[^a-z]` and `[^\s]` are regular expressions.
_CHARACTERS = regex(r"\[\^(?:[^\W_]-[^\W_]|\\\w|[^\w\]]|_)+\]")
_ESCAPED_FOOTNOTE = regex(rf"\\({_FOOTNOTE.pattern})")


def check_body(tokens: Sequence[Token], findings: Findings) -> None:
    """Add warnings about accessibility and probable mistakes to the findings."""
    above: Token | None = None
    lone = []
    for index, token in enumerate(tokens):
        if token.map:
            findings.block = token.map
        if token.type == "heading_open" and not token.level:
            above = _heading(tokens, index, above, findings)
        elif token.type == "inline" and ("[" in token.content or "<" in token.content):
            _pictures(token.children or (), findings)
            _links(token, findings)
            _footnotes(token, findings)
        if token.type == "inline" and "##" in token.content and tokens[index - 1].type == "paragraph_open":
            _headings_without_space(token, findings)
        if token.type == "inline" and token.level == 1 and _is_lone(token.content) and tokens[index - 1].tag == "p":
            lone.append(token)
    _lone_marks(lone, findings)


def _heading(tokens: Sequence[Token], index: int, above: Token | None, findings: Findings) -> Token:
    """Warn about headings more than one level below the previous one, or the note's title."""
    token, text = tokens[index], tokens[index + 1].content
    if findings.has_enough("heading-skips-level"):
        return token
    if token.meta.get("stray"):
        message, fix = f"a single `{_marks(token)}` among `##` counts as `##`", _lower_heading(token, findings)
        findings.report(warning, "heading-skips-level", token.markup, message, f"write `## {text}`", fix=fix)
        return token
    skipped = _level(token) - (_level(above) if above else 1) - 1
    if skipped > 0:
        marks = _marks(token)
        message = f"`{marks}` comes after `{_marks(above)}`" if above else f"the first heading is `{marks}`"
        hint = f"write `{marks[skipped:]} {text}`"
        fix = _raise_headings(tokens[index:], skipped, findings)
        findings.report(warning, "heading-skips-level", token.markup, f"{message}, which skips a level", hint, fix=fix)
    return token


def _lower_heading(token: Token, findings: Findings) -> Fix | None:
    """Return a fix that changes a single `#` to `##`, unless its text is underlined."""
    if token.markup != "#" or not token.map:
        return None
    at = findings.source.find("#", findings.first_line + token.map[0])
    return Fix(edits=(Edit(at.line, at.column, at.line, at.column, "#"),))


def _raise_headings(tokens: Sequence[Token], levels: int, findings: Findings) -> Fix | None:
    """Return a fix that raises a heading, its siblings and its subheadings, so that relative levels stay.

    None if one of them is underlined.
    """
    headings = [one for one in tokens if one.type == "heading_open" and not one.level and one.map]
    same = tuple(takewhile(lambda one: _level(one) >= _level(headings[0]), headings))
    if not all(one.markup.startswith("#") for one in same):
        return None
    places = (findings.source.find(one.markup, findings.first_line + one.map[0]) for one in same if one.map)
    return Fix(edits=tuple(Edit(at.line, at.column, at.line, at.column + levels) for at in places))


def _level(token: Token) -> int:
    return int(token.tag[1])


def _marks(token: Token) -> str:
    """Return a heading's marks, or the equivalent of its underline."""
    return {"=": "#", "-": "##"}.get(token.markup, token.markup)


def _pictures(children: Sequence[Token], findings: Findings) -> None:
    for child in children:
        if child.type != "image":
            continue
        src = str(child.attrs.get("src", ""))
        if scheme_of(src) and host_of(src) not in findings.settings.picture_hosts:
            continue  # shown as a link; the renderer warns about it
        if not (message := wrong_alt(child.content.strip(), src)):
            continue
        target = "[…]" if child.meta.get("label") else f"({src})"
        hint = f"describe it: `![What it shows]{target}`"
        findings.report(warning, "picture-without-alt", f"![{child.content}]", message, hint)


def _links(inline: Token, findings: Findings) -> None:
    opened: Token | None = None
    text = ""
    for child in inline.children or ():
        tag = _LINK_TAG.fullmatch(child.content) if child.type == "html_inline" else None
        if child.type == "link_open" or (tag and not tag[1]):
            opened, text = child, ""
        elif child.type == "link_close" or tag:
            if opened:
                _link(inline, opened, text.strip(), findings)
            opened = None
        elif child.type != "html_inline":
            text += " " if child.type in ("softbreak", "hardbreak") else child.content
        elif child.content[:4].lower() == "<img":
            text += "picture"  # the warning about its alt text is enough


def _link(inline: Token, opened: Token, text: str, findings: Findings) -> None:
    """Warn about a link whose text does not say where it leads."""
    if not text:
        if opened.type == "html_inline" and "href" in opened.content.lower():
            message = "the link has no text, so readers cannot see or follow it"
            hint = f"write its text after it: `{opened.content}where it leads</a>`"
            findings.report(warning, "link-without-words", opened.content, message, hint)
    elif _is_vague(inline, opened, text):
        message = f"`{text}` does not describe the link's target"
        hint = "link the words that name the target: `see [our survey results](…)`"
        findings.report(warning, "vague-link", text, message, hint)


def _is_vague(inline: Token, opened: Token, text: str) -> bool:
    words = _bare(" ".join(text.split()).casefold())
    if not words:
        return not _leads_to_heading(inline, opened, text)
    return words in _VAGUE_ELSEWHERE or _VAGUE.fullmatch(words) is not None


def _bare(text: str) -> str:
    """Return a text without punctuation and emoji around it."""
    at = [index for index, char in enumerate(text) if char.isalnum()]
    return text[at[0] : at[-1] + 1] if at else ""


def _leads_to_heading(inline: Token, opened: Token, text: str) -> bool:
    """Return whether a link without words, such as `[↑](#top)`, stays on the page."""
    if opened.type == "html_inline":
        return _TO_HEADING.match(opened.content) is not None
    return f"[{text}](#" in inline.content


def _footnotes(token: Token, findings: Findings) -> None:
    """Warn about a footnote reference with no definition."""
    escaped = frozenset(_ESCAPED_FOOTNOTE.findall(token.content))
    for child in token.children or ():
        for mark in _FOOTNOTE.findall(child.content) if child.type == "text" else ():
            if mark not in escaped and not _CHARACTERS.fullmatch(mark):
                message = f"no line starts with `{mark}:`, so this is shown as text"
                findings.report(warning, "footnote-without-text", mark, message, f"add a line `{mark}: …` at the end")


def _headings_without_space(token: Token, findings: Findings) -> None:
    # Lines of a paragraph may be indented, but the parser strips them.
    written = (without_invisible(line).lstrip(" \t") for line in token.content.split("\n"))
    lines = [number for number, line in enumerate(written) if _HEADING_WITHOUT_SPACE.match(line)]
    starts_line = True
    for child in token.children or ():
        text = without_invisible(child.content) if starts_line and child.type == "text" else ""
        found = _HEADING_WITHOUT_SPACE.match(text)
        if found and not findings.has_enough("heading-without-space") and f"\\{found[0]}" not in token.content:
            marks, words = found.groups()
            message = f"the space after `{marks}` is missing, so this is not a heading"
            hint = f"write `{marks} {without_closing(words, marks)}`"
            first = findings.first_line + findings.block[0]
            at = findings.source.find(marks, first + lines.pop(0)) if lines else None
            findings.report(warning, "heading-without-space", marks, message, hint, at=at)
        starts_line = child.type in ("softbreak", "hardbreak")


def _is_lone(text: str) -> bool:
    return text.startswith("#") and " " in text and bool(_LONE_MARK.fullmatch(text))


def _lone_marks(paragraphs: Sequence[Token], findings: Findings) -> None:
    """Warn about paragraphs such as `#What we did`, if several begin so or the word is no hashtag."""
    for token in paragraphs:
        if token.map and (len(paragraphs) > 1 or _NO_HASHTAG.match(token.content)):
            message, hint = (
                "the space after `#` is missing, so this is not a heading",
                f"write `## {token.content[1:]}`",
            )
            at = findings.source.find("#", findings.first_line + token.map[0])
            edit = Edit(at.line, at.column, at.line, at.column + 1, "## ")
            fix = Fix(edits=(edit,), is_safe=False)
            findings.report(warning, "heading-without-space", "#", message, hint, at=at, fix=fix)
