"""Asking only the rules that can begin where the reader is gives what asking each of them gives, token by token."""

import json
from typing import Any

import pytest
from hostile_texts import TEXTS
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.helpers import parseLinkDestination
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_parts import HERE, read_cases
from test_any_text import pieces

from weeknotes_site.content.markdown.bounds import RefusedError, bounded_helpers
from weeknotes_site.content.markdown.html.urls import is_relative
from weeknotes_site.content.markdown.syntax import parser
from weeknotes_site.content.markdown.syntax.dispatch import BLOCK_STARTS, INLINE_STARTS, call_rules_selectively
from weeknotes_site.content.text.source import decode

EVERYTHING = frozenset(parser.SIGNS)
CASES = HERE.parents[1] / "cases"


@pytest.fixture(scope="module")
def stock() -> MarkdownIt:
    """Return our parser as it would be with the library's own order of things."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parser, "call_rules_selectively", lambda _: None)
        made = parser.make_parser.__wrapped__(EVERYTHING)
        made.helpers.parseLinkDestination = parseLinkDestination  # type: ignore[attr-defined]
        made.normalizeLink = lambda url: url if is_relative(url) else normalizeLink(url)  # type: ignore[method-assign]
        return made


def outcome(reader: MarkdownIt, text: str) -> Any:
    env: dict[str, Any] = {}
    try:
        tokens = [token.as_dict() for token in reader.parse(text, env)]
        return tokens, env.get("references"), env.get("abbreviations")
    except RefusedError as refused:
        return refused.code, refused.line


def check(stock: MarkdownIt, text: str) -> None:
    assert outcome(parser.make_parser(EVERYTHING), text) == outcome(stock, text)


def test_the_spec_s_examples_are_read_alike(stock: MarkdownIt) -> None:
    for one in json.loads((HERE / "commonmark-0.31.2.json").read_text("utf-8")):
        check(stock, one["markdown"])


@pytest.mark.parametrize("name", ["rendering.txt", "gfm.txt"])
def test_our_own_examples_are_read_alike(stock: MarkdownIt, name: str) -> None:
    for case in read_cases(name):
        check(stock, case.written)


def test_bad_notes_are_read_alike(stock: MarkdownIt) -> None:
    texts = [path.read_text("utf-8") for path in sorted(CASES.glob("*.txt"))]
    assert texts
    for text in texts:
        for part in text.split("==="):
            check(stock, part)


@pytest.mark.slow
def test_hostile_texts_are_read_alike(stock: MarkdownIt) -> None:
    for make in TEXTS.values():
        check(stock, make(600))


nasty = st.sampled_from(
    [
        *(
            "\n",
            "\n",
            "\n\n",
            " ",
            "  \n",
            "\t",
            "   ",
            "    ",
            "-",
            "--\n",
            "=",
            "==\n",
            "- ",
            "+ ",
            "1) ",
            "12. ",
            "___",
        ),
        *(
            "***\n",
            "> ",
            ">",
            "#",
            "##### ",
            "[",
            "]",
            "](",
            "(",
            ")",
            "!",
            "![",
            "^",
            ":",
            "|",
            "~",
            "`",
            "\\",
            "\\\n",
        ),
        *("&", "&amp;", "*", "**", "_", "__", "<", ">", "{", "}", "$", "%", "@", "a", "B", "é", "\u2003", "\u00a0"),
    ]
)
nasty_texts = st.lists(st.one_of(nasty, pieces), max_size=50).map("".join)


@settings(max_examples=400, deadline=None)
@given(nasty_texts)
@example("a\n- b\n-\n=\n")
@example("- [ ]  # a\n-\n  - b")
@example("> a\n>\nb\n> ---")
@example("[a](<b c> 'd') ![a\\*](b&amp;c)")
def test_any_text_is_read_alike(stock: MarkdownIt, text: str) -> None:
    check(stock, decode("n.md", text.encode())[0].text)


@settings(max_examples=300, deadline=None)
@given(st.from_regex(parser._NORMAL.pattern, fullmatch=True))
def test_what_is_taken_for_a_normal_address_is_one(url: str) -> None:
    assert normalizeLink(url) == url


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab/.:?#&\\()<> \n\u00e9-", max_size=20))
def test_where_a_link_leads_is_read_alike(text: str) -> None:
    ours, library = bounded_helpers().parseLinkDestination(text, 0, len(text)), parseLinkDestination(text, 0, len(text))
    assert (ours.ok, ours.pos, ours.str) == (library.ok, library.pos, library.str)


def test_each_rule_that_is_said_to_start_somewhere_is_there() -> None:
    active = parser.make_parser(EVERYTHING).get_active_rules()
    assert BLOCK_STARTS.keys() <= set(active["block"])
    assert INLINE_STARTS.keys() == set(active["inline"]) - {"text"}


def test_a_rule_that_is_not_listed_is_asked_everywhere() -> None:
    asked: list[str] = []

    def block(state: StateBlock, line: int, _end: int, _silent: bool) -> bool:
        asked.append(state.src[state.bMarks[line] : state.eMarks[line]])
        return False

    def inline(state: StateInline, _silent: bool) -> bool:
        asked.append(state.src[state.pos])
        return False

    reader = MarkdownIt()
    reader.block.ruler.before("paragraph", "ours", block)
    reader.inline.ruler.push("ours", inline)
    call_rules_selectively(reader)
    reader.parse("a # b\n\n- c")
    assert {"a # b", "- c", "#"} <= set(asked)
