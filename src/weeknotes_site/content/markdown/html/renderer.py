"""Render tokens to HTML; unlike the library, with unresolved links, filtered HTML and focusable tables."""

from collections.abc import Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from weeknotes_site.content.markdown.findings import Findings
from weeknotes_site.content.markdown.html.addresses import (
    Env,
    address,
    is_elsewhere,
    picture_elsewhere,
    slot,
    slot_of_reference,
)
from weeknotes_site.content.markdown.html.code import LANGUAGES, highlight
from weeknotes_site.content.markdown.html.raw_html import render_html


class NoteRenderer(RendererHTML):
    """Render one body; links and diagnostics are added to `env["findings"]`."""

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """Render blocks and record the lines of each, because inline tokens have none."""
        out: list[str] = []
        findings: Findings = env["findings"]
        rules = self.rules
        for index, token in enumerate(tokens):
            if token.map:
                findings.block = token.map
            if token.type == "inline":
                out.append(self.renderInline(token.children or (), options, env))
            elif token.type in rules:
                out.append(rules[token.type](tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def renderInline(self, tokens: Sequence[Token], options: Any, env: Any) -> str:  # noqa: N802
        """Render a line; plain text, which is most of it, needs no rule."""
        if len(tokens) == 1 and tokens[0].type == "text":
            return escapeHtml(tokens[0].content)
        out: list[str] = []
        rules = self.rules
        for index, token in enumerate(tokens):
            if token.type == "text":
                out.append(escapeHtml(token.content))
            elif token.type in rules:
                out.append(rules[token.type](tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def renderToken(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: N802
        """Render a tag like the library, but without lookups that few tags need."""
        token = tokens[idx]
        if token.hidden:
            return ""
        if token.nesting < 0:
            return f"</{token.tag}>\n" if token.block else f"</{token.tag}>"
        attributes = self.renderAttrs(token) if token.attrs else ""
        if not token.block:
            return f"<{token.tag}{attributes}>"
        start = "\n<" if idx and tokens[idx - 1].hidden else "<"
        end = ">" if token.nesting and idx + 1 < len(tokens) and _on_one_line(token, tokens[idx + 1]) else ">\n"
        return f"{start}{token.tag}{attributes}{end}"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        token = tokens[idx]
        env["findings"].open_links += 1
        if env["findings"].open_links > 1:
            return ""  # `[<https://…>](…)`: HTML has no nested links
        href = str(token.attrs.pop("href"))
        return f"<a{address(env, token, href, 'href')}{self.renderAttrs(token)}>"

    def link_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        env["findings"].open_links -= 1
        return "" if env["findings"].open_links else "</a>"

    def reference_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        meta = tokens[idx].meta
        return f"<a{slot_of_reference(env['findings'], meta['reference'], meta['text'])}>"

    def reference_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return "</a>"

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        token = tokens[idx]
        src = str(token.attrs.get("src", ""))
        alt = self.renderInlineAsText(token.children, options, env).strip()
        title = f' title="{escapeHtml(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
        if is_elsewhere(env["findings"], src):
            return picture_elsewhere(env, token, src, escapeHtml(alt or src))
        where = address(env, token, src, "src")
        return f'<img{where} alt="{escapeHtml(alt)}"{title}>' if where else escapeHtml(alt)

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return render_html(env, tokens[idx])

    html_inline = html_block

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        token = tokens[idx]
        language = token.info.strip().split(" ")[0].lower() if token.info.strip() else ""
        code = highlight(token.content, language) or escapeHtml(token.content)
        name = f' class="language-{language}"' if language in LANGUAGES else ""
        return f"<pre{_code_region(env)}><code{name}>{code}</code></pre>\n"

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return f"<pre{_code_region(env)}><code>{escapeHtml(tokens[idx].content)}</code></pre>\n"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        findings: Findings = env["findings"]
        findings.tables += 1
        return f'<div class="table" role="region" aria-label="Table {findings.tables}" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        if tokens[idx].hidden:
            return ""
        # Screen readers announce a header cell with each cell below it.
        cell = "td" if "is_empty" in tokens[idx].meta else 'th scope="col"'
        return f"<{cell}{_alignment(tokens[idx])}>"

    def th_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        if tokens[idx].hidden:
            return ""
        return "</td>\n" if "is_empty" in tokens[idx].meta else "</th>\n"

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
        name = _reference_id(number, meta["subId"])
        if env["findings"].open_links:
            return f'<sup id="{name}">{number}</sup>'
        href = slot(env["findings"], f"#fn{number}", "href")
        return f'<sup><a{href} id="{name}" role="doc-noteref" aria-label="Footnote {number}">{number}</a></sup>'

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
        href = slot(env["findings"], f"#{_reference_id(number, again)}", "href")
        which = f"{number}, place {again + 1}" if again else str(number)
        return f' <a{href} role="doc-backlink" aria-label="Back to footnote reference {which}">↩\ufe0e</a>'


def _on_one_line(token: Token, following: Token) -> bool:
    return following.type == "inline" or following.hidden or (following.nesting < 0 and following.tag == token.tag)


def _code_region(env: Env) -> str:
    """Return attributes that make a block of code focusable, to scroll it with the keyboard."""
    findings: Findings = env["findings"]
    findings.codes += 1
    return f' role="region" aria-label="Code {findings.codes}" tabindex="0"'


def _reference_id(number: int, again: int) -> str:
    return f"fnref{number}-{again + 1}" if again else f"fnref{number}"


def _alignment(token: Token) -> str:
    style = str(token.attrs.get("style", ""))
    return f' class="{style.removeprefix("text-align:")}"' if style else ""
