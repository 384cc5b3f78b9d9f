"""Convert targets of links and pictures to attributes; report unsafe ones."""

import posixpath
import re
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import quote, unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from msgspec.structs import replace

from weeknotes_site.config import LINK_SCHEMES
from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.markdown.findings import Findings
from weeknotes_site.content.markdown.fixes import relative_target, save_picture
from weeknotes_site.content.markdown.html.redirects import BEFORE_BOLD, is_local, redirect_of, whole_redirect
from weeknotes_site.content.markdown.html.urls import ALLOWED_SCHEMES, scheme_of, starts_at_root
from weeknotes_site.content.markdown.rendered import Link, Reference
from weeknotes_site.diagnostics import Place, error, replacing, warning
from weeknotes_site.model.addresses import host_of
from weeknotes_site.model.body import LINK_MARK
from weeknotes_site.regex import regex
from weeknotes_site.suggestions import nearest

_BEFORE_TARGET = ("](", "](<", "]: ", "]: <", "")
_BEFORE_LINK = (*_BEFORE_TARGET[:-1], 'href="', "href='")

Env = MutableMapping[str, Any]

_PICTURE_SCHEMES = ("http", "https")
_EMPTY = ("", "#", "http://", "https://", "http://...", "https://...", "http://…", "https://…", "mailto:", "tel:")
_ELLIPSIS = "://xn--rvg"
"""`://…` as the parser encodes it."""
# Backslashes, one slash, none, three, or the scheme again.
_SLIPPED = regex(
    r"https?:(?:%5C){1,4}|https?:(?!//)/?(?:https?:/{0,3})?|https?://https?:?/{1,3}|https?:/{3,}", re.IGNORECASE
)
_BACKSLASH = "%5C"
"""A backslash as the parser encodes it."""
_COMMA_IN_HOST = regex(r"(https?://[\w.-]{1,100}),(?=[A-Za-z])", re.IGNORECASE)
_COMMA_AFTER_AT = regex(r"(@[\w-]{1,100}),(?=[\w.-]{2,100}(?:\?|$))")
# `weeknotes.example:8080/page`, whose host reads like a scheme.
_IS_HOST = regex(r"(?:[A-Za-z0-9-]{1,63}\.){1,9}[A-Za-z]{2,24}:[0-9]{1,5}(?:[/?#]|$)")
_DATA_PICTURE = regex(r"data:image/([a-z]{1,10})[a-z0-9.+-]{0,20}(?:;[a-z0-9=-]{1,40}){0,4},", re.IGNORECASE)
_DOCUMENT = regex(r"/[^/\s]{1,200}\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|txt|zip)$", re.IGNORECASE)
_SHOWN = regex(r"([^?#]{1,1000})(?:\?raw=true)?(#(?!L\d|lines-|:~:)[^#]{1,500})?")
"""The part of the address of a file that follows the one of `notes/`, with its heading; no line of its source."""
SAVE_PICTURE = "save it next to the note and write `![…](picture.png)`"
_KEPT_IN_TARGET = "/%#.-_~+,;=@!$&'*"
_ENDINGS = {"jpeg": "jpg", "gif": "gif", "webp": "webp", "avif": "avif"}


def address(env: Env, token: Token, href: str, attribute: str) -> str:
    """Return the attribute of a link or picture, a slot for one within the site, or "" if it is refused."""
    findings: Findings = env["findings"]
    scheme, line = scheme_of(href), _definition_line(env, token)
    allowed = _PICTURE_SCHEMES if attribute == "src" else (*ALLOWED_SCHEMES, *findings.settings.link_schemes)
    href = href.replace(_ELLIPSIS, "://…") if href.endswith(_ELLIPSIS) else href
    if href in _EMPTY:
        _report_empty(findings, href, attribute, line)
    elif scheme in _PICTURE_SCHEMES and _SLIPPED.match(href):
        rest = _SLIPPED.sub("", href)
        right = f"https://{rest.replace(_BACKSLASH, '/') if _BACKSLASH in href[: -len(rest)] else rest}"
        message = f"`{href.replace(_BACKSLASH, chr(92))}` is not the address of a site"
        _report_slip(findings, href, right, message, line)
    elif scheme in _PICTURE_SCHEMES and _COMMA_IN_HOST.match(href):
        right = _COMMA_IN_HOST.sub(r"\1.", href, count=1)
        _report_slip(findings, href, right, f"`{href}` is not the address of a site", line)
    elif scheme == "mailto" and href[len(scheme) + 1 :].startswith("//"):
        right = f"{scheme}:{href[len(scheme) + 1 :].lstrip('/')}"
        _report_slip(findings, href, right, f"`{href}` is not the address of a mailbox", line)
    elif scheme == "mailto" and not _has_mailboxes(href):
        _report_mailbox(findings, href, line)
    elif scheme in allowed:
        if attribute == "href" and scheme in _PICTURE_SCHEMES:
            _report_host(findings, href, line)
        return f' {attribute}="{escapeHtml(href)}"'
    elif scheme:
        _report_scheme(findings, href, scheme, attribute, line)
    elif starts_at_root(href):
        _report_root(findings, href, attribute, line)
    else:
        return slot(findings, href, attribute, _written(findings, href, line))
    return ""


def _report_host(findings: Findings, href: str, line: int | None) -> None:
    """Warn about a link to the reader's own computer or through a redirect; both stay links."""
    if is_local(href):
        message = f"`{href}` leads to the reader's own computer"
        hint = "link to where it is published, or write the address between backticks"
        findings.report(warning, "local-link", href, message, hint, at=_written(findings, href, line))
    elif path := _own_file(findings, href):
        note, _, _ = path.partition("#")
        place, target = _written(findings, href, line), _relative(findings, path)
        is_target = place.source[: place.column - 1].endswith(_BEFORE_LINK) and place.length == len(href)
        if note.lower().endswith(".md") and is_target:
            to_page = replace(replacing(place, target), target=target)
            message = f"this leads to the source of `{note}`, not to its page"
            findings.report(warning, "link-to-source", href, message, f"write `{target}`", at=place, fix=to_page)
    elif redirect := redirect_of(href):
        place = _written(findings, href, line)
        if href.endswith(BEFORE_BOLD):
            place = findings.place(href, line)
            href = whole_redirect(place.source[place.column - 1 :]) or href
            place, redirect = replace(place, length=len(href)), redirect_of(href) or redirect
        fix = replacing(place, redirect.target) if place.written == href and redirect.target else None
        message = f"this link goes through {redirect.tool}, which can track who follows it"
        hint = f"write `{redirect.target}`" if redirect.target else "open it, and write the address you arrive at"
        findings.report(warning, "redirected-link", href, message, hint, at=place, fix=fix)


def _own_file(findings: Findings, href: str) -> str:
    """Return the path of the file under `notes/` that the repository shows at an address; empty if it shows none."""
    addresses = findings.settings.source_addresses
    begins = next((one for one in addresses if href.lower().startswith(one.lower())), "")
    shown = _SHOWN.fullmatch(href[len(begins) :]) if begins else None
    return f"{NOTES}/{unquote(shown[1])}{shown[2] or ''}" if shown else ""


def _relative(findings: Findings, path: str) -> str:
    """Return the target that leads from the note to a path."""
    return quote(posixpath.relpath(path, posixpath.dirname(findings.source.path)), safe=_KEPT_IN_TARGET)


def _has_mailboxes(href: str) -> bool:
    """Return whether each address in a `mailto:` link has one `@`; a link with only a subject is fine."""
    to, mark, _ = unquote(href).partition("?")
    written = to.partition(":")[2]
    if "|" in written:  # markup of Slack, which another rule reports
        return True
    return all(one.count("@") == 1 for one in written.split(",")) if written else bool(mark)


def _report_mailbox(findings: Findings, href: str, line: int | None) -> None:
    message = f"`{href}` is not the address of a mailbox"
    to, mark, rest = href.partition("?")
    right = _COMMA_AFTER_AT.sub(r"\1.", to.replace("@@", "@").replace(";", ",")) + mark + rest
    if _has_mailboxes(right):
        _report_slip(findings, href, right, message, line)
        return
    hint = "write it with one `@`, for example `mailto:team@council.example`"
    findings.report(error, "link-scheme", href, message, hint, at=_written(findings, href, line))


def _report_empty(findings: Findings, href: str, attribute: str, line: int | None) -> None:
    if attribute == "src":
        hint = "write the file's name in the round brackets"
        if href:  # placeholders of lazy-loading scripts
            message = f"`{href}` is not the URL of a picture, so its alt text is shown"
            findings.report(warning, "missing-picture", href, message, hint, line=line)
        else:
            findings.report(error, "missing-picture", "()", "the picture has no target", hint, line=line)
        return
    message = f"the link's target is {f'only `{href}`' if href else 'empty'}"
    hint = "write a target in the round brackets, or delete the brackets"
    findings.report(warning, "empty-link", f"({href})", message, hint, line=line)


def _report_scheme(findings: Findings, href: str, scheme: str, attribute: str, line: int | None) -> None:
    if scheme == "data":
        _report_data(findings, href, line)
        return
    if _IS_HOST.match(href):
        _report_slip(findings, href, f"https://{href}", f"`{href}` has no `https://`", line)
        return
    message = f"`{scheme}:` links are not allowed"
    if scheme in LINK_SCHEMES and attribute == "href":
        hint = f'the site\'s owner can allow them: `link_schemes = ["{scheme}"]` in `weeknotes.toml`'
        findings.report(warning, "link-scheme", href, f"{message}, so this one is shown as text", hint, line=line)
        return
    hint = f"use {', '.join(f'`{allowed}:`' for allowed in ALLOWED_SCHEMES)}, or a file next to the note"
    if near := nearest(scheme, ("https", "http", "mailto")):
        right = f"{near}{href[len(scheme) :]}"
        if right.startswith(("https://", "http://")) or "@" in right:
            _report_slip(findings, href, right, message, line)
            return
        hint = f"did you mean `{right}`?"
    elif scheme == "file" or len(scheme) == 1:
        hint = "this is a file on your computer; save it next to the note and link to its name"
    findings.report(error, "link-scheme", href, message, hint, at=_written(findings, href, line))


def _report_slip(findings: Findings, href: str, right: str, message: str, line: int | None) -> None:
    """Report an address with a slip in its scheme; the fix is safe, because it changes no text."""
    place = _written(findings, href, line)
    fix = replacing(place, right) if place.written == href else None
    findings.report(error, "link-scheme", href, message, f"write `{right}`", at=place, fix=fix)


def _report_data(findings: Findings, href: str, line: int | None) -> None:
    kind = _DATA_PICTURE.match(href)
    if not kind:
        message = "`data:` links are not allowed"
        findings.report(error, "link-scheme", href, message, "link to a file next to the note", line=line)
        return
    stem = findings.source.path.rpartition("/")[2].removesuffix(".md")
    number = sum(one.code == "picture-as-data" for one in findings.diagnostics) + 1
    file = f"{stem}-picture-{number}.{_ENDINGS.get(kind[1].lower(), 'png')}"
    place = replace(findings.place(kind[0], line), length=len(href))
    if fix := save_picture(findings.source, place):
        file = fix.extracts[0].name
    message = "this picture is embedded in the note; it must be a file"
    hint = f"save it next to the note as `{file}` and write `{file}` here"
    findings.report(error, "picture-as-data", kind[0], message, hint, at=place, fix=fix)


def _report_root(findings: Findings, href: str, attribute: str, line: int | None) -> None:
    message = f"`{href}` starts with `/`; links within the site are relative"
    hint = "link relative to this file, for example `../data-platform/2022-01-24.md`"
    path, mark, fragment = href.replace("\\", "/").partition("#")
    if path.startswith("//"):
        message, hint = f"`{href}` has no scheme", f"write `https:{path}{mark}{fragment}`"
    elif not findings.source.path.startswith(f"{NOTES}/"):
        hint = f"write `{path[1:]}{mark}{fragment}`"  # the footer, from the settings
    elif attribute == "src" and not path.startswith(f"/{NOTES}/"):
        hint = f"save the picture next to the note and write `{posixpath.basename(path) or 'picture.png'}`"
    elif _DOCUMENT.search(path) and not path.startswith(f"/{NOTES}/"):
        hint = f"save the file next to the note and write `{posixpath.basename(path)}`"
    elif path.startswith(f"/{NOTES}/"):
        here = posixpath.dirname(findings.source.path)
        hint = f"write `{posixpath.relpath(path[1:], here)}{mark}{fragment}`"
    place = _written(findings, href, line)
    fix = relative_target(findings.source, place)
    own = replace(fix, attribute=attribute) if fix else None
    findings.report(error, "link-from-root", href, message, hint, at=place, fix=own)


def slot(findings: Findings, href: str, attribute: str, place: Place | None = None) -> str:
    """Record a link within the site and return its slot (see `model.body`)."""
    at = place or findings.source.whole
    is_exact = unquote(at.written) == unquote(href)
    findings.links.append(Link(href, attribute, at.position, is_exact))
    return f"{LINK_MARK}{len(findings.links) - 1}{LINK_MARK}"


def slot_of_reference(findings: Findings, reference: Reference, text: str) -> str:
    """Record a reference in a text and return the slot of its target."""
    findings.links.append(Link(text, "href", findings.place(text).position, reference=reference))
    return f"{LINK_MARK}{len(findings.links) - 1}{LINK_MARK}"


def _written(findings: Findings, href: str, line: int | None) -> Place:
    """Return the place of a target in the source; the parser has escaped some of its characters."""
    plain = unquote(href)
    for written in dict.fromkeys((href, plain, plain.replace("\\", r"\\"), escapeHtml(href))):
        for mark in _BEFORE_TARGET:
            place = findings.place(mark + written, line)
            if place.source[place.column - 1 :].startswith(mark + written):
                return replace(place, column=place.column + len(mark), length=len(written))
    return findings.place(href, line)


def is_elsewhere(findings: Findings, src: str) -> bool:
    """Return whether a picture is on another site, and not on one whose pictures are shown."""
    return scheme_of(src) in _PICTURE_SCHEMES and host_of(src) not in findings.settings.picture_hosts


def picture_elsewhere(env: Env, token: Token, src: str, text: str) -> str:
    """Return a picture from another site as a link, escaped."""
    findings: Findings = env["findings"]
    place, fix = _written(findings, src, _definition_line(env, token)), None
    hint = SAVE_PICTURE
    message = "a picture from another site is shown as a link, so that pages load nothing from other sites"
    if (path := _own_file(findings, src)) and place.length == len(src):
        target = _relative(findings, path)
        hint = f"write `{target}`, its file in this repository"
        fix = replace(replacing(place, target), target=target, attribute="src")
    findings.report(warning, "picture-from-elsewhere", src, message, hint, at=place, fix=fix)
    return text if findings.open_links else f'<a href="{escapeHtml(src)}">{text}</a>'


def _definition_line(env: Env, token: Token) -> int | None:
    """Return the line of `[label]: address` for a link with a label."""
    label = token.meta.get("label")
    line: int | None = env["references"][label]["map"][0] if label else None
    return line
