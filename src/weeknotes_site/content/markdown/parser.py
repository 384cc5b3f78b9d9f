"""The Markdown that notes are written in: markdown-it-py with the rules of the design and a bound on nesting."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common import normalize_url
from markdown_it.rules_block import StateBlock, lheading
from mdit_py_plugins.deflist import deflist_plugin

from weeknotes_site.content.markdown.abbreviations import abbreviations_plugin
from weeknotes_site.content.markdown.bare_mailboxes import link_bare_mailboxes
from weeknotes_site.content.markdown.bare_urls import link_bare_urls
from weeknotes_site.content.markdown.bounds import MAX_LEVEL, bounded_helpers, refuse_brackets, refuse_depth
from weeknotes_site.content.markdown.dispatch import ask_only_candidates
from weeknotes_site.content.markdown.footnotes import footnotes_plugin
from weeknotes_site.content.markdown.renderer import NoteRenderer
from weeknotes_site.content.markdown.tables import read_table
from weeknotes_site.content.markdown.urls import is_relative

# Without one of its signs in a body a syntax cannot occur there. Every rule is asked at nearly every line.
SIGNS = {
    "abbreviations": ("*[",),
    "deflist": (":", "~"),
    "escapes": ("\\", "&"),
    "footnotes": ("^",),
    "strikethrough": ("~",),
    "table": ("|",),
}
_SIGNS = tuple((sign.encode(), syntax) for syntax, signs in SIGNS.items() for sign in signs)
# What is left without these is short: searching it for each sign takes no time.
_NO_SIGNS = bytes(set(range(256)) - set("".join(map("".join, SIGNS.values())).encode()))
# What most addresses look like, and what the library would leave as it is, but much more slowly.
_NORMAL = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]{0,60}[a-z0-9])?(?:/[A-Za-z0-9/?:@&=+$,._!~*'();#-]*)?")


def parser_for(body: str) -> MarkdownIt:
    """Return a parser with the rules that a body can need."""
    marks = body.encode("utf-8", "surrogatepass").translate(None, _NO_SIGNS)
    return make_parser(frozenset(syntax for sign, syntax in _SIGNS if sign in marks))


@cache
def make_parser(syntaxes: frozenset[str]) -> MarkdownIt:
    """Return a parser of CommonMark and some of `SIGNS`; it keeps no state between texts."""
    options = {
        "html": True,  # seen, so that comments can go and the rest can be warned of; the renderer lets none through
        "xhtmlOut": False,
        # The library drops text beyond its own bound without a word, so ours strikes first.
        "maxNesting": MAX_LEVEL + 20,
        "tasklists": True,
        "alerts": True,
        "strikethrough_single_tilde": True,
        "store_labels": True,
    }
    parser = MarkdownIt("commonmark", options)
    parser.block.ruler.at("lheading", _read_underlined)
    parser.block.ruler.at("table", read_table, {"alt": ["paragraph", "reference"]})
    parser.enable(sorted(syntaxes & {"strikethrough", "table"}))
    parser.disable("normalize")  # `source.decode` has done that
    if "escapes" not in syntaxes:
        parser.disable(["entity", "escape", "text_join"])
    if "footnotes" in syntaxes:
        parser.use(footnotes_plugin)
    if "deflist" in syntaxes:
        parser.use(deflist_plugin)
    parser.core.ruler.push("bare_urls", link_bare_urls)
    parser.core.ruler.push("bare_mailboxes", link_bare_mailboxes)
    if "abbreviations" in syntaxes:
        parser.use(abbreviations_plugin)
    parser.renderer = NoteRenderer(parser)  # again, as plugins bring rendering rules of their own
    parser.block.ruler.before("table", "too_deep", refuse_depth)
    parser.core.ruler.before("inline", "too_many_brackets", refuse_brackets)
    parser.helpers = bounded_helpers()  # type: ignore[assignment]
    parser.validateLink = _reach_the_renderer  # type: ignore[method-assign]
    parser.normalizeLink = _normalize_link  # type: ignore[method-assign]
    ask_only_candidates(parser)
    return parser


def _read_underlined(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read an underlined heading; the library asks much before it sees that there is no second line."""
    return line + 1 < end and not state.isEmpty(line + 1) and lheading(state, line, end, silent)


def _normalize_link(url: str) -> str:
    """Leave links within the site as written: they are looked up as files."""
    return url if _NORMAL.fullmatch(url) or is_relative(url) else normalize_url.normalizeLink(url)


def _reach_the_renderer(url: str) -> bool:
    """Let every link through: the renderer refuses by name what the library would show as text without a word."""
    del url
    return True
