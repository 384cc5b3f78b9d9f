"""The Markdown that notes are written in: markdown-it-py with the rules of the design and a bound on nesting."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common import normalize_url
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from weeknotes_site.read.markdown.abbreviations import abbreviations_plugin
from weeknotes_site.read.markdown.bare_urls import link_bare_urls
from weeknotes_site.read.markdown.renderer import NoteRenderer
from weeknotes_site.read.markdown.urls import is_relative

MAX_LEVEL = 100


class TooDeepError(Exception):
    """Blocks that nest deeper than anybody writes; `line` counts from 0 in the body."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@cache
def make_parser() -> MarkdownIt:
    """Return the configured parser; it keeps no state between texts."""
    options = {
        "html": True,  # seen, so that comments can go and the rest can be warned of; the renderer lets none through
        "xhtmlOut": False,
        # The library drops text beyond its own bound without a word, so ours strikes first.
        "maxNesting": MAX_LEVEL + 20,
        "tasklists": True,
        "alerts": True,
        "strikethrough_single_tilde": True,
    }
    parser = MarkdownIt("commonmark", options)
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    parser.use(deflist_plugin)
    parser.use(abbreviations_plugin)
    parser.core.ruler.push("bare_urls", link_bare_urls)
    parser.renderer = NoteRenderer(parser)  # again, as plugins bring rendering rules of their own
    parser.block.ruler.before("table", "too_deep", _refuse_depth)
    parser.validateLink = _reach_the_renderer  # type: ignore[method-assign]
    parser.normalizeLink = _normalize_link  # type: ignore[method-assign]
    return parser


def _refuse_depth(state: StateBlock, line: int, _end: int, _silent: bool) -> bool:
    if state.level >= MAX_LEVEL:
        raise TooDeepError(line)
    return False


def _normalize_link(url: str) -> str:
    """Leave links within the site as written: they are looked up as files."""
    return url if is_relative(url) else normalize_url.normalizeLink(url)


def _reach_the_renderer(url: str) -> bool:
    """Let every link through: the renderer refuses by name what the library would show as text without a word."""
    del url
    return True
