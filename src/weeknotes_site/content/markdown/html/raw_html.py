"""Filter raw HTML in notes: allowed tags stay, all others are removed with a warning."""

import re
from collections.abc import Iterator
from html import unescape

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from msgspec import Struct

from weeknotes_site.content.markdown.findings import Findings
from weeknotes_site.content.markdown.html.addresses import Env, address, is_elsewhere, picture_elsewhere
from weeknotes_site.content.markdown.html.allowed import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    GO_WITH_CONTENT,
    REFUSED_TAGS,
    SHOWN_AS_LINKS,
    WITH_ID,
)
from weeknotes_site.content.markdown.html.alt_texts import wrong_alt
from weeknotes_site.content.markdown.html.comments import without_comments
from weeknotes_site.content.markdown.html.urls import scheme_of
from weeknotes_site.content.markdown.rendered import ANCHOR_PREFIX
from weeknotes_site.diagnostics import warning
from weeknotes_site.model.addresses import host_of
from weeknotes_site.regex import regex

OWN_END = "\x03"
"""Separates our attributes, which the sanitiser must not change, from the note's in a tag."""
CONTROLS = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""Control characters that HTML forbids, also as entities."""

_NAME = regex(r"</?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = regex(r"""[\s/]*([^\s/>="'<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?""")
_TAG_END = regex(r"[\s/]*>")
_ENTITY = regex(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ENDS = {name: regex(rf"</{name}\s*>", re.IGNORECASE) for name in (*GO_WITH_CONTENT, *SHOWN_AS_LINKS)}
_EMPTY = ("embed", "source")
_PARTED = ("canvas", "datalist", "math", "svg")
"""Tags whose content Markdown parses, so that it may be in other tokens."""
_SOURCE = regex(r"<source\s[^<>]*>", re.IGNORECASE)
_ID = regex(r"[\w:-][\w:.-]{0,99}")


class _Tag(Struct, frozen=True, kw_only=True):
    name: str
    attributes: tuple[tuple[str, str], ...]
    closes: bool
    start: int
    end: int


def render_html(env: Env, token: Token) -> str:
    """Return the filtered HTML of a token; `sanitise` later processes it in the context of the note."""
    findings: Findings = env["findings"]
    content = without_comments(token.content).strip()
    if not content:
        return ""
    if findings.html_line is None:
        findings.html_line = findings.block[0]
    if content.startswith("<!--"):
        message = "this comment is not closed, so the text after it is shown"
        findings.report(warning, "raw-html", content.split("\n", 1)[0], message, "write `-->` at its end")
        return f"<p>{escapeHtml(content)}</p>\n" if token.type == "html_block" else escapeHtml(content)
    shown = "".join(_render(env, token, content)).strip()
    if token.type == "html_inline" or not shown:
        return shown
    return f"{shown}\n" if shown.startswith("<") else f"<p>{shown}</p>\n"


def find_balanced(body: str) -> frozenset[str]:
    """Return the balanced tags in a body that are removed with their content.

    Content with empty lines is handled by the sanitiser, which would remove everything after an unclosed tag.
    """
    folded = body.lower()
    return frozenset(name for name in _PARTED if 0 < folded.count(f"<{name}") == len(_ENDS[name].findall(folded)))


def _render(env: Env, token: Token, content: str) -> Iterator[str]:
    findings: Findings = env["findings"]
    at = 0
    while (start := content.find("<", at)) >= 0:
        yield _text(content[at:start])
        if content[start + 1 : start + 2] in ("!", "?"):
            at = _end_of_declaration(content, start)
            _removed(findings, content[start : start + 9], "a declaration is removed")
            continue
        tag = _read_tag(content, start)
        if tag is None and _NAME.match(content, start):
            message = "this tag is not closed, so it is shown as text"
            findings.report(warning, "raw-html", content[start:].split("\n", 1)[0], message, "write `>` at its end")
            yield escapeHtml(content[start:])
            return
        if tag is None:
            yield "&lt;"
            at = start + 1
        else:
            shown, at = _render_tag(env, token, tag, content)
            yield shown
    yield _text(content[at:])


def _render_tag(env: Env, token: Token, tag: _Tag, content: str) -> tuple[str, int]:
    """Return the filtered HTML of a tag, and the index after it."""
    findings: Findings = env["findings"]
    if findings.gone and tag.name != findings.gone:
        return "", tag.end
    if tag.name in ALLOWED_TAGS:
        return _kept(env, token, tag, content), tag.end
    if tag.name in SHOWN_AS_LINKS and not tag.closes and (link := _as_link(env, token, tag, content)):
        return link
    if tag.name in REFUSED_TAGS:
        end = _drop(findings, tag, content)
        if tag.name not in findings.balanced or end != tag.end:
            return "", end
        # Its content is in other tokens, so the sanitiser removes it. A paragraph would end `<svg>`, but not this tag.
        findings.gone = "" if tag.closes else tag.name
        return "</canvas>" if tag.closes else "<canvas>", end
    written = content[tag.start : tag.end]
    if not tag.closes:
        message, hint = f"`<{tag.name[:40]}>` is not HTML, so it is shown as text", "put code between backticks"
        findings.report(warning, "raw-html", written.split("\n", 1)[0], message, hint)
    return escapeHtml(written), tag.end


def _read_tag(content: str, start: int) -> _Tag | None:
    named = _NAME.match(content, start)
    if not named:
        return None
    at = named.end()
    attributes: dict[str, str] = {}
    while not (end := _TAG_END.match(content, at)):
        found = _ATTRIBUTE.match(content, at)
        if not found:
            return None
        value = next((one for one in found.groups()[1:] if one is not None), "")
        attributes.setdefault(found[1].lower(), CONTROLS.sub("", unescape(value)))
        at = found.end()
    closes = content.startswith("</", start)
    name = named[1].lower()
    return _Tag(name=name, attributes=tuple(attributes.items()), closes=closes, start=start, end=end.end())


def _kept(env: Env, token: Token, tag: _Tag, content: str) -> str:
    # The only `h1` of the page is the note's title.
    name = "h2" if tag.name == "h1" else tag.name
    if tag.closes:
        return f"</{name}>"
    findings: Findings = env["findings"]
    values = dict(tag.attributes)
    attributes = anchor = ""
    for attribute, value in tag.attributes:
        if attribute in ALLOWED_ATTRIBUTES.get(name, ()) or attribute in ALLOWED_ATTRIBUTES["*"]:
            attributes += f' {attribute}="{escapeHtml(value)}"'
        elif _is_anchor(name, attribute, value) and value not in findings.anchors and not anchor:
            findings.anchors.append(value)
            anchor = f' id="{ANCHOR_PREFIX}{value}"'
        elif (name, attribute) not in (("a", "href"), ("img", "src")):
            written = content[tag.start : tag.end].split("\n", 1)[0]
            _removed(findings, written, f"`{attribute[:40]}` of `<{name}>` is removed", "delete it")
    if name == "img":
        return _picture(env, token, values, attributes)
    own = address(env, token, values["href"].strip(), "href") if name == "a" and "href" in values else ""
    return f"<{name}{own}{anchor}{OWN_END}{attributes}>"


def _is_anchor(tag: str, attribute: str, value: str) -> bool:
    """Return whether an attribute is a link target, like the old `<a name="feb">`."""
    return ((attribute == "id" and tag in WITH_ID) or (tag, attribute) == ("a", "name")) and bool(_ID.fullmatch(value))


def _as_link(env: Env, token: Token, tag: _Tag, content: str) -> tuple[str, int] | None:
    """Return a link to the content of a tag, and the index after it; None if it has no URL."""
    findings: Findings = env["findings"]
    end = tag.end
    values = dict(tag.attributes)
    if close := None if tag.name in _EMPTY else _ENDS[tag.name].search(content, tag.end):
        source = _SOURCE.search(content, tag.end, close.start())
        inner = _read_tag(content, source.start()) if source else None
        values = {**dict(inner.attributes if inner else ()), **values}
        # The content of an object is shown instead of it.
        end = tag.end if tag.name == "object" else close.end()
    src = values.get("data" if tag.name == "object" else "src", "").strip()
    src = f"https:{src}" if src.startswith("//") else src
    if scheme_of(src) not in ("http", "https") or not host_of(src):
        return None
    words = values.get("title", "").strip() or src
    written = content[tag.start : tag.end].split("\n", 1)[0]
    hint = f"write the link yourself: `[{words}]({src})`"
    findings.report(warning, "raw-html", written, f"`<{tag.name}>` is shown as a link", hint)
    return f"<a{address(env, token, src, 'href')}{OWN_END}>{escapeHtml(words)}</a>", end


def _picture(env: Env, token: Token, values: dict[str, str], attributes: str) -> str:
    findings: Findings = env["findings"]
    src = values.get("src", "").strip()
    if is_elsewhere(findings, src):
        return picture_elsewhere(env, token, src, escapeHtml(values.get("alt") or src))
    if not src:
        message = "`<img>` has no `src`, so there is no picture"
        findings.report(warning, "raw-html", "<img", message, "write `![What it shows](picture.png)`")
    if message := wrong_alt(values.get("alt", "").strip(), src):
        findings.report(warning, "picture-without-alt", "<img", message, 'say what it shows: `alt="What it shows"`')
    attributes += "" if "alt" in values else ' alt=""'
    where = address(env, token, src, "src") if src else ""
    if src and not where:
        return escapeHtml(values.get("alt", ""))
    return f"<img{where}{OWN_END}{attributes}>"


def _drop(findings: Findings, tag: _Tag, content: str) -> int:
    """Report a removed tag, and return the index after it."""
    if tag.closes:
        return tag.end
    written = content[tag.start : tag.end].split("\n", 1)[0]
    if tag.name in GO_WITH_CONTENT:
        close = _ENDS[tag.name].search(content, tag.end)
        if close or tag.name in findings.balanced:
            _removed(findings, written, f"`<{tag.name}>` and its content are removed")
            return close.end() if close else tag.end
    _removed(findings, written, f"`<{tag.name}>` is removed")
    return tag.end


def _end_of_declaration(content: str, start: int) -> int:
    close = next((end for mark, end in (("<![CDATA[", "]]>"), ("<?", "?>")) if content.startswith(mark, start)), ">")
    end = content.find(close, start)
    return len(content) if end < 0 else end + len(close)


def _removed(
    findings: Findings, written: str, message: str, hint: str = "write it in Markdown, or put code in backticks"
) -> None:
    findings.report(warning, "raw-html", written, message, hint)


def _text(text: str) -> str:
    """Return text between tags, with unknown entities escaped."""
    parts = []
    end = 0
    for entity in _ENTITY.finditer(text):
        parts += [escapeHtml(text[end : entity.start()]), escapeHtml(CONTROLS.sub("", unescape(entity[0])))]
        end = entity.end()
    return "".join(parts) + escapeHtml(text[end:])
