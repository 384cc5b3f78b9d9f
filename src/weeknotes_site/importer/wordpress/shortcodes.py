"""The text of WordPress posts before it is HTML: automatic paragraphs and shortcodes."""

import html
import re
from collections import Counter
from collections.abc import Mapping
from functools import partial

from msgspec import Struct, field

from weeknotes_site.importer.found import hidden_remark
from weeknotes_site.importer.html.convert import text_of
from weeknotes_site.importer.sources.paths import PICTURES
from weeknotes_site.importer.sources.uploads import original_name
from weeknotes_site.importer.text.hidden import HIDING_NAME
from weeknotes_site.importer.wordpress.builders import is_footnote, show_builder, show_code
from weeknotes_site.importer.wordpress.references import Upload, figure_of
from weeknotes_site.model.word_lists import word_list

_IDS = re.compile(r"\d{1,12}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_HOLDS_TEXT = re.compile(r"<(?:li|td|th|dt|dd|p|h[1-6]|figcaption|summary|div|blockquote)\b", re.I)
_LINE_END = re.compile(r"(?<!<br>)(?<!<br/>)(?<!<br />)\n")
_BLOCK_TAGS = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr"
    "|iframe|li|math|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video|audio|object"
)
_BLOCK = re.compile(rf"(</?(?:{_BLOCK_TAGS})(?:\s[^<>]{{0,2000}})?/?>)", re.I)
_PRE = re.compile(r"(<pre\b[^<>]{0,2000}>.*?</pre>)", re.I | re.S)
_TAG = re.compile(r"\[(/?)([a-zA-Z][\w-]{0,40})((?:\s[^\[\]\n]{0,2000})?)(/?)\]")
_ATTRIBUTE = re.compile(r"""([\w-]{1,40})\s{0,3}=\s{0,3}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'\]]{1,2000}))""")
_PICTURE = re.compile(r"((?:<a\b[^<>]{0,2000}>\s*)?<img\b[^<>]{0,4000}>(?:\s*</a>)?)", re.I)
_ADDRESS = re.compile(r"https?://\S{1,2000}")
_KNOWN = frozenset(
    word_list(
        """
        caption; wp_caption; gallery; embed; audio; video; playlist; youtube; vimeo; code; tweet; twitter; soundcloud
        spotify; gist; instagram; facebook; slideshare; ted; dailymotion; googlemaps; flickr; pdf; pdf-embedder
        embeddoc; gview; office; iframe
        """
    )
)
_SHOWS_ALL = re.compile(
    r"(?:su|vc|et_pb|fusion|av|mk|nectar|tatsu)_[\w-]{1,40}|(?:one|two|three|four|five)_[\w-]{1,20}"
    r"|(?:row|col|column|tab|accordion|toggle|section|button|box|list|item|divider)s?(?:[_-]?(?:inner|group|item|\d))?"
    r"|[bius]|efn_note|m?fn|modern_footnote|accordion-item|tabby|spoiler|panel|card|callout|columns?"
    r"|em|strong|url|size|color|center|left|right|h[1-6]|(?:pull|block)?quote|highlight|dropcap|tooltip"
    r"|footnote|ref|alert|notice|info|warning|tip|title|table|t[drh]|pre|(?:source)?code|bash|css|html|java|php|python|sql"
    r"|latex|googlemaps|video|audio|playlist|embed|youtube|vimeo"
)
"""Shortcodes for layout, whose text every reader sees."""


def has_blocks(content: str) -> bool:
    """Return whether a post was written with the block editor, whose HTML has its paragraphs."""
    return "<!-- wp:" in content


def with_paragraphs(content: str) -> str:
    """Convert blank lines to paragraphs and line ends to breaks, as WordPress does for classic posts."""
    content = content.replace("\r\n", "\n").replace("\r", "\n").replace("<!--nextpage-->", "\n\n")
    return "".join(part if at % 2 else _paragraphs(part) for at, part in enumerate(_PRE.split(content)))


class Expanded(Struct, frozen=True, kw_only=True):
    """A text without shortcodes."""

    text: str
    remarks: tuple[str, ...]
    is_doubtful: bool
    """Whether it contains text that may have been shown to some readers only."""


class _Shortcodes(Struct, frozen=True):
    media: Mapping[str, Upload]
    post: str
    """The id of the post, to which its uploads are attached."""
    unknown: dict[str, None] = {}
    shown: dict[str, None] = {}
    """Shortcodes for layout, whose text is kept."""
    footnotes: list[str] = []
    doubtful: dict[str, None] = {}
    """Unknown shortcodes that enclose text: some plugins show it to some readers only."""
    hidden: Counter[str] = field(default_factory=Counter)
    """Words that were left out, by shortcode."""
    open: Counter[str] = field(default_factory=Counter)

    def remarks(self) -> tuple[str, ...]:
        layout = ", ".join(f"`[{name}]`" for name in self.shown if name not in self.unknown)
        return (
            *([f"these shortcodes were removed, but not the text in them: {layout}"] if layout else []),
            *(one for name, words in self.hidden.items() for one in hidden_remark(words, f"`[{name}]`")),
            *(f"the shortcode `[{name}]` was left out" for name in self.unknown if not self.hidden[name]),
            *(
                f"`[{name}]` may show its text to some readers only; check that everyone may read it"
                for name in self.doubtful
            ),
        )


def expand_shortcodes(content: str, media: Mapping[str, Upload], post: str) -> Expanded:
    """Replace shortcodes by the HTML that they show.

    Text that a shortcode shows only to some readers is left out.

    A word in brackets that has no attributes and is never closed is text, not a shortcode.
    """
    closed = {match[2].lower() for match in _TAG.finditer(content) if match[1]}
    found = _Shortcodes(media, post)
    pieces: list[str] = []
    stack: list[tuple[str, dict[str, str], int]] = []
    end = 0
    for match in _TAG.finditer(content):
        name = match[2].lower()
        attributes = {one[1].lower(): next(filter(None, one.groups()[1:]), "") for one in _ATTRIBUTE.finditer(match[3])}
        if not (attributes or name in closed or name in _KNOWN) or content[match.end() : match.end() + 1] == "(":
            continue
        pieces.append(content[end : match.start()])
        end = match.end()
        if match[1]:
            _close(pieces, stack, name, found)
        elif name in closed and not match[4]:
            stack.append((name, attributes, len(pieces)))
            found.open[name] += 1
        else:
            pieces.append(_show(name, attributes, match[3], "", found))
    text = "".join([*pieces, content[end:]]) + _list_of(found.footnotes)
    return Expanded(text=text, remarks=found.remarks(), is_doubtful=bool(found.doubtful))


def _close(pieces: list[str], stack: list[tuple[str, dict[str, str], int]], name: str, found: _Shortcodes) -> None:
    if not found.open[name]:  # an unmatched end mark closes nothing
        found.unknown[name] = None
        return
    while stack[-1][0] != name:
        unclosed, *_ = stack.pop()
        found.open[unclosed] -= 1
        found.unknown[unclosed] = None
    _, attributes, start = stack.pop()
    found.open[name] -= 1
    inner = "".join(pieces[start:])
    del pieces[start:]
    pieces.append(_show(name, attributes, "", inner, found))


def _show(name: str, attributes: Mapping[str, str], written: str, inner: str, found: _Shortcodes) -> str:
    if name in ("caption", "wp_caption"):
        return _caption(attributes, inner)
    if name == "gallery":
        return _gallery(attributes, found)
    if is_footnote(name) and inner.strip():
        found.footnotes.append(inner.strip())
        number = len(found.footnotes)
        return f'<sup><a id="wnref{number}" href="#wnnote{number}">{number}</a></sup>'
    if code := show_code(name, attributes, inner):
        return f"\n\n{code}\n\n"
    if name == "code":
        return f"<code>{inner}</code>"
    address = _ADDRESS.search(f"{attributes.get('src', '')} {attributes.get('url', '')} {inner} {written}")
    address = address or _ADDRESS.search(" ".join(attributes.values()))
    if address and name in _KNOWN:
        shown = html.escape(html.unescape(address[0].strip("\"'")))
        return f'\n\n<p><a href="{shown}">{shown}</a></p>\n\n'
    if HIDING_NAME.fullmatch(name):
        found.unknown[name] = None
        found.hidden[name] += len(text_of(inner).split())
        return ""
    is_for_looks = _SHOWS_ALL.fullmatch(name) is not None
    shown = show_builder(name, attributes, inner, partial(figure_of, found.media)) if is_for_looks else inner
    (found.shown if is_for_looks and shown.strip() else found.unknown)[name] = None
    if not is_for_looks and text_of(inner).strip():
        found.doubtful[name] = None
    return shown


def _list_of(footnotes: list[str]) -> str:
    """Return footnotes as a list below the text, with links back."""
    items = (
        f'<li id="wnnote{number}">{text} <a href="#wnref{number}">↩</a></li>'
        for number, text in enumerate(footnotes, 1)
    )
    return f"\n\n<ol>{''.join(items)}</ol>" if footnotes else ""


def _caption(attributes: Mapping[str, str], inner: str) -> str:
    picture = _PICTURE.search(inner)
    text = attributes.get("caption") or (inner[picture.end() :] if picture else inner)
    shown = picture[1] if picture else ""
    return f"\n\n<figure>{shown}<figcaption>{text.strip()}</figcaption></figure>\n\n"


def _gallery(attributes: Mapping[str, str], found: _Shortcodes) -> str:
    ids = _IDS.findall(attributes.get("ids") or attributes.get("include") or "")
    shown = [figure_of(found.media, one) for one in ids]
    if not ids and "tag" not in attributes:  # all pictures that were uploaded to the post
        shown = [
            one.figure
            for one in found.media.values()
            if one.post == found.post and original_name(one.address).lower().endswith(PICTURES)
        ]
    if not any(shown):
        found.unknown["gallery"] = None
    return "\n\n" + "".join(shown) + "\n\n"


def _paragraphs(text: str) -> str:
    """Wrap text between block tags into paragraphs, and text within one unless it is a cell or an item."""
    written = []
    for part in _BLOCK.split(text):
        if _BLOCK.fullmatch(part):
            written.append(part)
            continue
        paragraphs = [one.strip("\n") for one in _BLANK_LINE.split(part)]
        if len([one for one in paragraphs if one.strip()]) == 1 and "\n" not in part.strip() and _is_inner(written):
            written.append(part)
        else:
            written += [f"<p>{_breaks(one)}</p>\n" for one in paragraphs if one.strip()]
    return "".join(written)


def _is_inner(written: list[str]) -> bool:
    """Return whether text follows the opening tag of a block that contains text, as `<li>` does."""
    return bool(written) and _HOLDS_TEXT.match(written[-1]) is not None


def _breaks(paragraph: str) -> str:
    return _LINE_END.sub("<br>\n", paragraph.strip())
