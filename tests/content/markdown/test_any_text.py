"""Any text becomes HTML of known elements that browsers parse as intended, or an error."""

import re
from contextlib import suppress
from typing import Any

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_parts import html_of, read_html, render

from weeknotes_site.content.markdown import render as rendering
from weeknotes_site.content.markdown.html.allowed import ALLOWED_ATTRIBUTES, ALLOWED_TAGS
from weeknotes_site.content.markdown.syntax.parser import SIGNS, make_parser
from weeknotes_site.diagnostics import Problem

ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "id", "role", "aria-label"},
    "abbr": {"title"},
    "code": {"class"},
    "div": {"class", "role", "aria-label", "tabindex"},
    "img": {"src", "alt", "title"},
    "input": {"type", "disabled", "checked", "aria-label"},
    "li": {"class", "id"},
    "ol": {"start"},
    "p": {"class"},
    "pre": {"role", "aria-label", "tabindex"},
    "section": {"class", "role", "aria-label"},
    "span": {"class"},
    "sup": {"id"},
    "td": {"class"},
    "th": {"class", "scope"},
    "ul": {"class"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
    **{name: set() for name in ("blockquote", "br", "dd", "dl", "dt", "em", "hr", "s", "strong")},
    **{name: set() for name in ("table", "tbody", "thead", "tr")},
}
# What the specification calls errors although every browser reads it the same way.
HARMLESS = {"invalid-codepoint", "expected-doctype-but-got-start-tag", "expected-doctype-but-got-chars"}

pieces = st.sampled_from(
    [
        *("# ", "## ", "> ", "- ", "1. ", "* ", "    ", "  ", "\t", "\n", "\n\n", "---\n", "===\n", ": ", "~ ", "\\"),
        *(
            "*",
            "**",
            "_",
            "~",
            "~~",
            "`",
            "``",
            "```",
            "```python\n",
            "~~~\n",
            "[",
            "]",
            "(",
            ")",
            "![",
            "](",
            "<",
            ">",
        ),
        *(
            "[a](b.md)",
            "![a](b.png)",
            "[^a]",
            "[^a]: ",
            "[a]: ",
            "[a]",
            "*[A]: ",
            "A",
            "a",
            "b",
            " ",
            '"',
            "'",
            "&",
            ";",
        ),
        *("&amp;", "&#2;", "&#x0;", "&lt;", "https://a.b/", "www.a.b", "<https://a.b>", "javascript:", "data:", "//a"),
        *(
            "<!--",
            "-->",
            "<b>",
            "</b>",
            "<script>",
            "<div>\n",
            "<a href=x>",
            "</p>",
            "</a>",
            "<?",
            "?>",
            "<![CDATA[",
            "]]>",
        ),
        *(
            "|",
            "|-|",
            "|a|b|\n|:-|-:|\n",
            "|c\n",
            "- [ ] ",
            "- [x] ",
            "> [!NOTE]\n",
            "é",
            "🎉",
            "\u00a0",
            "\u0301",
            "x" * 50,
        ),
        *("fn1", "page-a", "section", "![a](http://b.c/d.png)", "](javascript:a)", "](<", "{", "}", "!", "=", "\u2028"),
    ]
)
texts = st.one_of(st.lists(pieces, max_size=40).map("".join), st.text(max_size=200))


def check(html: str) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parseFragment(html)
    assert {code for _, code, _ in parser.errors} <= HARMLESS, html
    elements = [one for one in read_html(html) if one.name and not one.name.startswith("/")]
    for one in elements:
        of_notes = ALLOWED_ATTRIBUTES.get(one.name, frozenset()) | ALLOWED_ATTRIBUTES["*"]
        assert one.name in ATTRIBUTES or one.name in ALLOWED_TAGS, html
        assert {name for name, _ in one.attributes} <= ATTRIBUTES.get(one.name, set()) | of_notes, html
        for name, value in one.attributes:
            if name in ("href", "src"):
                assert not re.match(r"[\x00-\x20]*(?:javascript|data|vbscript)[\t\n\r]*:", value, re.IGNORECASE), html
    ids = [value for one in elements for name, value in one.attributes if name == "id"]
    assert len(ids) == len(set(ids)), html
    assert not [one for one in ids if re.search(r"\s", one)], html
    present = set(ids)
    for one in elements:
        for name, value in one.attributes:
            if name == "href" and re.fullmatch(r"#fn(ref)?\d+(-\d+)?", value):
                assert value[1:] in present, html


@settings(max_examples=400, deadline=None)
@given(texts)
@example("[a[^1]](b.md)\n\n[^1]: c")
@example("![a[^1]](b.png)\n\n[^1]: c")
@example("# a[^1]\n\n[^1]: c")
@example("[a](java&#x73;cript:b)")
@example("[a](java\tscript:b)")
@example("[![a](http://b/c.png)](d)")
@example("# fn1\n\n# fn1-1\n\na[^1]\n\n[^1]: b")
@example("![a](<http://[b>)")
@example("<a@b.c>\n\n[<https://a.b>](c)")
@example("# a\n\n# a\n\n# a-1\n\n# a\n")
def test_any_text_becomes_safe_html_or_an_error(text: str) -> None:
    with suppress(Problem):
        check(html_of(render(text)))


@settings(max_examples=200, deadline=None)
@given(texts)
@example("a\n~ b")
@example("> a\n>: b")
@example("a\n\n:\tb")
def test_a_parser_without_unneeded_rules_gives_the_same_result(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        chosen = outcome(text)
        patch.setattr(rendering, "parser_for", lambda _: make_parser(frozenset(SIGNS)))
        assert outcome(text) == chosen


def outcome(text: str) -> Any:
    try:
        return render(text)
    except Problem as problem:
        return problem.diagnostics


@settings(max_examples=100, deadline=None)
@given(st.lists(pieces, min_size=1, max_size=30), st.integers(min_value=1, max_value=4))
def test_no_word_of_a_text_is_lost(marks: list[str], every: int) -> None:
    """Words stand between any marks; where a comment, definition or address may take them, the text is left alone."""
    safe = [mark for mark in marks if not re.search(r"\[|\]|<|>|&|\(|```|~~~|:", mark)]
    words = [f"w{number}w" for number in range(0, len(safe), every)]
    text = "".join(f" {words[i // every]} {mark}" if i % every == 0 else mark for i, mark in enumerate(safe))
    rendered = render(text)
    if rendered.is_whole:
        assert set(words) <= set(re.findall(r"w\d+w", rendered.html + rendered.outline.title))
