"""Where a link or picture leads, as an attribute: open within the site, and refused by name where it is unsafe."""

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from msgspec.structs import replace

from weeknotes_site.content.markdown.findings import Findings
from weeknotes_site.content.markdown.rendered import Link
from weeknotes_site.content.markdown.urls import ALLOWED_SCHEMES, scheme_of, starts_at_root
from weeknotes_site.diagnostics import Place, error, warning
from weeknotes_site.model.body import LINK_MARK

_BEFORE_TARGET = ("](", "](<", "]: ", "]: <", "")

Env = MutableMapping[str, Any]


def address(env: Env, token: Token, href: str, attribute: str) -> str:
    """Return a link's or picture's attribute, a slot for one within the site, or nothing where it is refused."""
    findings: Findings = env["findings"]
    scheme = scheme_of(href)
    if scheme in ALLOWED_SCHEMES and not (attribute == "src" and scheme not in ("http", "https")):
        return f' {attribute}="{escapeHtml(href)}"'
    if not scheme and not starts_at_root(href):
        return slot(findings, href, attribute, _written(findings, href, _definition_line(env, token)))
    if scheme:
        code, message = "link-scheme", f"links by `{scheme}:` are not allowed"
        hint = f"link by {', '.join(f'`{one}:`' for one in ALLOWED_SCHEMES)} or to a file beside the note"
    else:
        code, message = "link-from-root", f"`{href}` does not say where it starts"
        hint = "link relative to this file, for example `../data-platform/2022-01-24.md`"
    place = _written(findings, href, _definition_line(env, token))
    findings.report(error, code, href, message, hint, at=place)
    return ""


def slot(findings: Findings, href: str, attribute: str, place: Place | None = None) -> str:
    """Note a link within the site and return what holds its place, as described in `model.body`."""
    at = place or findings.source.whole
    is_exact = unquote(at.source[at.column - 1 :][: at.length]) == unquote(href)
    findings.links.append(Link(href, attribute, at.position, is_exact))
    return f"{LINK_MARK}{len(findings.links) - 1}{LINK_MARK}"


def _written(findings: Findings, href: str, line: int | None) -> Place:
    """Return where a target stands, rather than its words; the parser has escaped some of its characters."""
    for written in dict.fromkeys((href, unquote(href))):
        for mark in _BEFORE_TARGET:
            place = findings.place(mark + written, line)
            if place.source[place.column - 1 :].startswith(mark + written):
                return replace(place, column=place.column + len(mark), length=len(written))
    return findings.place(href, line)


def picture_elsewhere(env: Env, token: Token, src: str, text: str) -> str:
    """Return a picture from another site as a link with its text, already escaped."""
    findings: Findings = env["findings"]
    hint = "save it beside the note and write `![…](picture.png)`"
    message = "a picture from another site is shown as a link, so that reading calls nobody"
    findings.report(warning, "picture-from-elsewhere", src, message, hint, line=_definition_line(env, token))
    return text if findings.open_links else f'<a href="{escapeHtml(src)}">{text}</a>'


def _definition_line(env: Env, token: Token) -> int | None:
    """Return where `[label]: address` stands for a link by a label."""
    label = token.meta.get("label")
    line: int | None = env["references"][label]["map"][0] if label else None
    return line
