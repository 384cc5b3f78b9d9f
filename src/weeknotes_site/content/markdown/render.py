"""Render a body of Markdown to HTML and an outline."""

from itertools import chain
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.markdown.body_checks import check_body
from weeknotes_site.content.markdown.bounds import RefusedError, too_deep
from weeknotes_site.content.markdown.facts.acronyms import find_acronyms
from weeknotes_site.content.markdown.facts.labels import find_labels, find_next_passages
from weeknotes_site.content.markdown.facts.leads import find_first_text, find_leads, find_stand_in
from weeknotes_site.content.markdown.facts.names import find_names, words_of_body
from weeknotes_site.content.markdown.facts.outline import (
    find_paragraphs,
    hash_opening,
    hash_paragraphs,
    hash_text,
    is_blank,
    name_headings,
    take_title,
)
from weeknotes_site.content.markdown.facts.references import mark_references
from weeknotes_site.content.markdown.facts.sections import (
    find_lines,
    find_outermost,
    find_outermost_in_html,
    find_sections,
    stands_alone,
)
from weeknotes_site.content.markdown.facts.used_terms import find_used_terms
from weeknotes_site.content.markdown.findings import Findings
from weeknotes_site.content.markdown.html.raw_html import find_balanced
from weeknotes_site.content.markdown.html.sanitise import sanitise
from weeknotes_site.content.markdown.rendered import BodySettings, Outline, Rendered
from weeknotes_site.content.markdown.slips import find_slips
from weeknotes_site.content.markdown.syntax.parser import parser_for
from weeknotes_site.content.text.characters import without_open_direction
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Diagnostic, error, warning
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Section

MAX_PARTS = 2
"""Maximum parts beyond a limit that are left out, so that the text below them is checked too."""


def render_markdown(
    source: Source,
    body: str,
    first_line: int,
    settings: BodySettings,
    *,
    title: str = "",
) -> Rendered:
    """Render a body that starts on `first_line` of a file.

    `title` is the one in front matter, or empty. A part that exceeds a limit is an error and is left out.
    """
    refused: list[Diagnostic] = []
    while True:
        findings = Findings(source=source, first_line=first_line, settings=settings)
        try:
            rendered = _render(findings, body, title)
        except RefusedError as one:
            refused.append(_error(findings, one))
            body = _without_part(body, one.line) if len(refused) <= MAX_PARTS else ""
        except RecursionError:
            refused.append(_error(findings, too_deep(0)))
            body = ""
        else:
            is_whole = rendered.is_whole and not refused
            return replace(rendered, diagnostics=(*rendered.diagnostics, *refused), is_whole=is_whole)


class _Parsed(Struct, frozen=True, kw_only=True):
    """A body after parsing."""

    body: str
    tokens: list[Token]
    env: dict[str, Any]
    title: str
    """The one in front matter."""
    own_title: str
    headings: tuple[Heading, ...]
    is_blank: bool


def _render(findings: Findings, body: str, title: str) -> Rendered:
    env: dict[str, Any] = {"findings": findings}
    parser = parser_for(body)
    tokens = parser.parse(body, env)
    first_line = findings.first_line + (tokens[0].map[0] if tokens and tokens[0].map else 0)
    heading = tokens[:3]
    own_title = _own_title(tokens, title, findings, first_line)
    headings = name_headings(tokens)
    mark_references(tokens, body)
    if "<" in body:
        findings.balanced = find_balanced(body)
    try:
        html, sections = _make_html(parser, tokens, env, headings)
        is_whole = True
    except RefusedError as refused:
        findings.diagnostics.append(_error(findings, refused))
        html, sections, is_whole = "", (), False
    blank = is_blank(tokens)
    if not blank:
        check_body(tokens, findings)
    find_slips(tokens, body, env, findings, heading if own_title and not title else ())
    parsed = _Parsed(
        body=body, tokens=tokens, env=env, title=title, own_title=own_title, headings=headings, is_blank=blank
    )
    return Rendered(
        html=html,
        outline=_outline(parsed, html, sections, findings),
        title_place=findings.source.whole_line(first_line) if own_title else None,
        diagnostics=tuple(findings.diagnostics),
        is_whole=is_whole,
    )


def _outline(parsed: _Parsed, html: str, sections: tuple[Section, ...], findings: Findings) -> Outline:
    """Return the facts about a body that other files and pages need."""
    tokens, headings = parsed.tokens, parsed.headings
    abbreviations = parsed.env.get("abbreviations", {})
    paragraphs = find_paragraphs(tokens)
    acronyms, spelled_out = find_acronyms(tokens, abbreviations)
    labels = find_labels(html, sections, headings)
    leads = find_leads(tokens, paragraphs, {parsed.title, parsed.own_title, *(heading.text for heading in headings)})
    plain = words_of_body(tokens)
    return Outline(
        links=tuple(findings.links),
        title=parsed.own_title,
        headings=headings,
        sections=sections,
        next_passages=find_next_passages(html, sections, headings, labels),
        anchors=tuple(findings.anchors),
        leads=leads,
        stand_in="" if leads else find_stand_in(tokens) or find_first_text(html),
        opening=hash_opening(tokens) if findings.html_line is None else b"",
        hashes=hash_paragraphs(tokens, paragraphs),
        digest=hash_text(html),
        acronyms=acronyms,
        spelled_out=spelled_out,
        words=len(parsed.body.split()),
        is_blank=parsed.is_blank,
        labels=labels,
        names=find_names(plain),
        terms=find_used_terms(plain, findings.settings.terms, abbreviations),
    )


def _own_title(tokens: list[Token], title: str, findings: Findings, line: int) -> str:
    """Take the note's title from the tokens; remove open direction changes, with a warning."""
    written = take_title(tokens, title)
    shown = without_open_direction(written)
    if shown != written:
        message = "the title contains a character that changes the direction of the text after it"
        place = findings.source.whole_line(line)
        findings.report(warning, "invisible-character", written, message, f"write `{shown}`", at=place)
    return shown


def _make_html(
    parser: MarkdownIt, tokens: list[Token], env: dict[str, Any], headings: tuple[Heading, ...]
) -> tuple[str, tuple[Section, ...]]:
    """Return a body's HTML and sections."""
    findings: Findings = env["findings"]
    html = parser.renderer.render(tokens, parser.options, env)
    if findings.html_line is None:
        outermost = find_outermost(tokens)
    else:
        html = sanitise(html, findings.html_line)
        outermost = find_outermost_in_html(html, headings)
    sections = find_sections(html, headings, outermost, find_lines(tokens, findings.first_line))
    if findings.html_line is not None:
        sections = tuple(one for one in sections if stands_alone(html[one.start : one.end]))
    return html, sections


def _error(findings: Findings, refused: RefusedError) -> Diagnostic:
    place = findings.source.whole_line(findings.first_line + refused.line)
    return error(refused.code, place, refused.message, refused.hint)


def _without_part(body: str, line: int) -> str:
    """Return a body without the part from a line to the next block at the margin."""
    lines = body.split("\n")
    is_indented = lines[line].startswith((" ", "\t"))
    end = line + 1
    while end < len(lines) and not (_starts_at_margin(lines[end]) and (is_indented or not lines[end - 1].strip())):
        end += 1
    return "\n".join(chain(lines[:line], [""] * (end - line), lines[end:]))


def _starts_at_margin(line: str) -> bool:
    return bool(line.strip()) and line[0] not in " \t>"
