"""Configure markdown-it-py: the syntax of notes, with limits."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common import normalize_url
from markdown_it.rules_block import StateBlock, lheading, reference
from mdit_py_plugins.deflist import deflist_plugin

from weeknotes_site.content.markdown.bounds import (
    MAX_LEVEL,
    bounded_helpers,
    refuse_brackets,
    refuse_depth,
    refuse_repetition,
)
from weeknotes_site.content.markdown.html.renderer import NoteRenderer
from weeknotes_site.content.markdown.html.urls import is_relative
from weeknotes_site.content.markdown.syntax.abbreviations import abbreviations_plugin
from weeknotes_site.content.markdown.syntax.bare_links import link_bare_mailboxes, link_bare_urls
from weeknotes_site.content.markdown.syntax.footnotes import footnotes_plugin
from weeknotes_site.content.markdown.syntax.labelled_lines import labelled_lines_plugin
from weeknotes_site.content.markdown.syntax.tables import read_table
from weeknotes_site.regex import regex

# Characters without which a syntax cannot occur in a body. Its rule, called at nearly every line, is then left out.
SIGNS = {
    "abbreviations": ("*[",),
    "deflist": (":", "~"),
    "escapes": ("\\", "&"),
    "footnotes": ("^",),
    "strikethrough": ("~",),
    "table": ("|",),
}
_SIGNS = tuple((sign.encode(), syntax) for syntax, signs in SIGNS.items() for sign in signs)
# Removing these from a body leaves a short text, which is fast to search for signs.
_NO_SIGNS = bytes(set(range(256)) - set("".join(map("".join, SIGNS.values())).encode()))
# Matches most URLs, which the library would leave unchanged, but much more slowly.
_NORMAL = regex(r"https?://[a-z0-9](?:[a-z0-9.-]{0,60}[a-z0-9])?(?:/[A-Za-z0-9/?:@&=+$,._!~*'();#-]*)?")


def parser_for(body: str) -> MarkdownIt:
    """Return a parser with the rules that a body may need."""
    marks = body.encode("utf-8", "surrogatepass").translate(None, _NO_SIGNS)
    return make_parser(frozenset(syntax for sign, syntax in _SIGNS if sign in marks))


@cache
def make_parser(syntaxes: frozenset[str]) -> MarkdownIt:
    """Return a parser of CommonMark and some of `SIGNS`, without state between texts."""
    options = {
        "html": True,  # parsed, to remove comments and warn about the rest; the renderer sanitises it
        "xhtmlOut": False,
        # Above our own limit, because the library silently drops text beyond it.
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
    parser.disable("normalize")  # done by `source.decode`
    if "escapes" not in syntaxes:
        parser.disable(["entity", "escape", "text_join"])
    if "footnotes" in syntaxes:
        parser.block.ruler.at("reference", _read_definition)
        parser.use(footnotes_plugin)
    if "deflist" in syntaxes:
        parser.use(deflist_plugin)
    parser.use(labelled_lines_plugin)
    parser.core.ruler.push("bare_urls", link_bare_urls)
    parser.core.ruler.push("bare_mailboxes", link_bare_mailboxes)
    if "abbreviations" in syntaxes:
        parser.use(abbreviations_plugin)
    parser.core.ruler.push("too_much_repetition", refuse_repetition)
    parser.renderer = NoteRenderer(parser)  # again, because plugins add render rules
    parser.block.ruler.before("table", "too_deep", refuse_depth)
    parser.core.ruler.before("inline", "too_many_brackets", refuse_brackets)
    parser.helpers = bounded_helpers()  # type: ignore[assignment]
    parser.validateLink = _accept_any_link  # type: ignore[method-assign]
    parser.normalizeLink = _normalize_link  # type: ignore[method-assign]
    return parser


def _read_underlined(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parse an underlined heading; the library does needless work when there is no second line."""
    return line + 1 < end and not state.isEmpty(line + 1) and lheading(state, line, end, silent)


def _read_definition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parse the definition of a link; `[^why not]: Because.` was meant as a footnote, and would lose its text."""
    start = state.bMarks[line] + state.tShift[line]
    return not state.src.startswith("[^", start) and reference(state, line, end, silent)


def _normalize_link(url: str) -> str:
    """Leave links within the site unchanged, because they are resolved as paths of files."""
    return url if _NORMAL.fullmatch(url) or is_relative(url) else normalize_url.normalizeLink(url)


def _accept_any_link(url: str) -> bool:
    """Accept all links: the renderer reports invalid ones, which the library would silently show as text."""
    del url
    return True
