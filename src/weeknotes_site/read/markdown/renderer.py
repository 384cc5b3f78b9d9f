"""Tokens to HTML, where ours differs from the library's: open links, refused raw HTML, tables one can reach."""

from collections.abc import MutableMapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from weeknotes_site.diagnostics import error, warning
from weeknotes_site.model.body import LINK_MARK
from weeknotes_site.read.markdown.code import LANGUAGES, highlight
from weeknotes_site.read.markdown.rendered import Findings, Link
from weeknotes_site.read.markdown.urls import ALLOWED_SCHEMES, scheme_of, starts_at_root

Env = MutableMapping[str, Any]


class NoteRenderer(RendererHTML):
    """Renders one body; what it finds on the way goes to `env["findings"]`."""

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """Render blocks, noting the line of each, as inline tokens do not know theirs."""
        out: list[str] = []
        findings: Findings = env["findings"]
        for index, token in enumerate(tokens):
            if token.map:
                findings.block_line = token.map[0]
            if token.type == "inline":
                out.append(self.renderInline(token.children or (), options, env))
            elif token.type in self.rules:
                out.append(self.rules[token.type](tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        token = tokens[idx]
        href = str(token.attrs.pop("href"))
        return f"<a{_address(env['findings'], href, 'href')}{self.renderAttrs(token)}>"

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        token = tokens[idx]
        findings: Findings = env["findings"]
        src = str(token.attrs.get("src", ""))
        alt = self.renderInlineAsText(token.children, options, env)
        title = f' title="{escapeHtml(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
        if scheme_of(src) in ("http", "https") and urlsplit(src).hostname not in findings.picture_hosts:
            inside_link = sum(one.nesting for one in tokens[:idx] if one.type.startswith("link_")) > 0
            return _picture_elsewhere(findings, src, alt, inside_link=inside_link)
        return f'<img{_address(findings, src, "src")} alt="{escapeHtml(alt)}"{title}>'

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        shown = _refuse_html(env["findings"], tokens[idx].content)
        return f"<p>{shown}</p>\n" if shown else ""

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return _refuse_html(env["findings"], tokens[idx].content)

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        token = tokens[idx]
        language = token.info.strip().split(" ")[0].lower() if token.info.strip() else ""
        code = highlight(token.content, language) or escapeHtml(token.content)
        name = f' class="language-{language}"' if language in LANGUAGES else ""
        return f'<pre tabindex="0"><code{name}>{code}</code></pre>\n'

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return f'<pre tabindex="0"><code>{escapeHtml(tokens[idx].content)}</code></pre>\n'

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        findings: Findings = env["findings"]
        findings.tables += 1
        return f'<div class="table" role="region" aria-label="Table {findings.tables}" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return f"<td{_alignment(tokens[idx])}>"

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        token = tokens[idx]
        if "checked" not in token.meta:
            return self.renderToken(tokens, idx, options, env)
        checked = " checked" if token.meta["checked"] else ""
        state = "done" if token.meta["checked"] else "to do"
        return f'<li class="task"><input type="checkbox" disabled{checked} aria-label="{state}"> '

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        meta = tokens[idx].meta
        number = meta["id"] + 1
        address = _slot(env["findings"], f"#fn{number}", "href")
        name = _reference_id(number, meta["subId"])
        return f'<sup><a{address} id="{name}" role="doc-noteref" aria-label="Footnote {number}">{number}</a></sup>'

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n'

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return f'<li id="fn{tokens[idx].meta["id"] + 1}">'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        number, again = tokens[idx].meta["id"] + 1, tokens[idx].meta["subId"]
        address = _slot(env["findings"], f"#{_reference_id(number, again)}", "href")
        which = f"{number}, place {again + 1}" if again else str(number)
        return f' <a{address} role="doc-backlink" aria-label="Back to footnote reference {which}">↩\ufe0e</a>'


def _reference_id(number: int, again: int) -> str:
    return f"fnref{number}-{again + 1}" if again else f"fnref{number}"


def _alignment(token: Token) -> str:
    style = str(token.attrs.get("style", ""))
    return f' class="{style.removeprefix("text-align:")}"' if style else ""


def _address(findings: Findings, href: str, attribute: str) -> str:
    scheme = scheme_of(href)
    if scheme in ALLOWED_SCHEMES and not (attribute == "src" and scheme not in ("http", "https")):
        return f' {attribute}="{escapeHtml(href)}"'
    if not scheme and not starts_at_root(href):
        return _slot(findings, href, attribute)
    place = findings.place(href)
    if scheme:
        hint = f"link by {', '.join(f'`{one}:`' for one in ALLOWED_SCHEMES)} or to a file beside the note"
        findings.problems.append(error("link-scheme", place, f"links by `{scheme}:` are not allowed", hint))
    else:
        hint = "link relative to this file, for example `../data-platform/2022-01-24.md`"
        findings.problems.append(error("link-from-root", place, f"`{href}` does not say where it starts", hint))
    return ""


def _slot(findings: Findings, href: str, attribute: str) -> str:
    findings.links.append(Link(href=href, attribute=attribute, place=findings.place(href)))
    return f"{LINK_MARK}{len(findings.links) - 1}{LINK_MARK}"


def _picture_elsewhere(findings: Findings, src: str, alt: str, *, inside_link: bool) -> str:
    place = findings.place(src)
    hint = "save it beside the note and write `![…](picture.png)`"
    message = "a picture from another site is shown as a link, so that reading calls nobody"
    findings.problems.append(warning("picture-from-elsewhere", place, message, hint))
    text = escapeHtml(alt or src)
    return text if inside_link else f'<a href="{escapeHtml(src)}">{text}</a>'


def _refuse_html(findings: Findings, content: str) -> str:
    if content.lstrip().startswith("<!--"):
        return ""
    if not content.startswith("</"):
        first = content.strip().split("\n", 1)[0]
        hint = "write it in Markdown, or put code between backticks"
        findings.problems.append(warning("raw-html", findings.place(first), "HTML is shown as text", hint))
    return escapeHtml(content.strip())
