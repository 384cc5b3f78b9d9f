"""Convert generators' additions to Markdown: template tags, shortcodes, wiki links, attribute lists."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from weeknotes_site.importer.found import NOTE_LINK, hidden_remark
from weeknotes_site.importer.markdown.boxes import without_boxes
from weeknotes_site.importer.markdown.calls import attributes_of, embed, picture, show, wording, words_of
from weeknotes_site.importer.markdown.components import without_code, without_components
from weeknotes_site.importer.markdown.indents import outside_indented
from weeknotes_site.importer.markdown.marks import without_tool_marks
from weeknotes_site.importer.markdown.obsidian import without_wiki_marks
from weeknotes_site.importer.markdown.tables import with_pipe_tables
from weeknotes_site.importer.text.data_pictures import decode_data
from weeknotes_site.importer.text.hidden import take_hidden
from weeknotes_site.importer.text.markdown import idiomatic, outside_code

_OWN_ADDRESS = re.compile(r"(?:site|page)\.(baseurl|base_url|url)\b")
_FILTERED = re.compile(
    r"""["']([^"'\n]{1,1000})["']\s{0,5}\|\s{0,5}(?:relative_url|absolute_url|url|prepend:\s{0,5}site\.baseurl)\b"""
)
_RAW_TAG = re.compile(r"\{%-?\s{0,5}(end)?(raw|verbatim)\s{0,5}-?%\}")
_HELD_BRACES = {ord("{"): "\ue002", ord("}"): "\ue003"}
_BRACES = {ord("\ue002"): "{", ord("\ue003"): "}"}
_CALL = re.compile(r"(\w{1,40})\((.*)\)$")
_JEKYLL_CODE = re.compile(r"\{%-?\s{0,5}highlight\s{1,5}([\w+#-]{1,30})[^%\n]{0,200}%\}\n?")
_JEKYLL_CODE_ENDS = re.compile(r"\n?\{%-?\s{0,5}endhighlight\s{0,5}-?%\}")
_HUGO_CODE = re.compile(r"\{\{<\s{0,5}highlight\s{1,5}([\w+#-]{1,30})[^<>\n]{0,200}>\}\}\n?")
_HUGO_CODE_ENDS = re.compile(r"\n?\{\{<\s{0,5}/highlight\s{0,5}>\}\}")
_MARK = re.compile(
    r"^[ \t]{0,12}(?:\[TOC\]|\[\[toc\]\])[ \t]*$|<!--\s{0,5}(?:more|excerpt|truncate)\s{0,5}-->[ \t]*$", re.M | re.I
)
_BUTTON = re.compile(
    r"\{\{[<%][ \t]{0,5}button[ \t]([^<>{}\n]{0,500})[>%]\}\}([^{}\n]{1,200})"
    r"\{\{[<%][ \t]{0,3}/[ \t]{0,3}button[ \t]{0,3}[>%]\}\}"
)
_TAG = re.compile(r"(?<!\{)\{%-?\s{0,10}(\w{1,40})([^%\n]{0,2000}(?:%(?!\})[^%\n]{0,2000}){0,20})-?%\}")
_VALUE = re.compile(r"\{\{(?![<%])-?\s{0,10}([^{}\n]{0,2000}?)\s{0,10}-?\}\}")
_SHOWN_SHORTCODE = re.compile(r"\{\{([<%])/\*([^\n]{0,500}?)\*/([>%])\}\}")
_SHORTCODE = re.compile(r"\{\{([<%])(?!/\*)\s{0,10}(/?)\s{0,3}([\w./-]{1,60})([^<>{}\n]{0,2000}?)/?\s{0,10}[>%]\}\}")
_ATTRIBUTE_LIST = re.compile(r"(?<![ \t])[ \t]*\{:[^{}\n]{0,500}\}[ \t]*$", re.M)
_PELICAN = re.compile(r"(\]\(|\]:[ \t]{0,5}|=\")[{|](filename|static|attach|index|author|category|tag)[}|]/?")
_KRAMDOWN_CONTENTS = re.compile(
    r"^(?:[*+-]|1\.)[ \t]+[^\n]{1,100}\n\{:[^{}\n]{0,100}\btoc\b[^{}\n]{0,100}\}[ \t]*$", re.M
)
_KRAMDOWN = re.compile(r"\{:(?::[a-z][^{}\n]{0,200}|/[a-z]{0,20})\}")
_ZOLA = re.compile(r"(\]\(|\]:[ \t]{0,5})@/")
_DATA_DEFINITION = re.compile(r"^\[([\w -]{1,60})\]:[ \t]*<?(data:image/[^>\s]{1,34000000})>?[ \t]*$", re.M)
_REFERENCE = re.compile(r"!\[([^\[\]\n]{0,500})\]\[([\w -]{1,60})\]")
_NEEDLESS_ESCAPE = re.compile(r"\\([.\-!+=&(){}~>#'\",:;?/%@$])")
_EMPTY_ITEM = re.compile(r"^(?:[ \t]{0,40}[*+-][ \t]{1,10}$\n?)", re.M)
_CODE_OF_TEMPLATES = frozenset(
    ("if", "elsif", "else", "unless", "for", "case", "when", "assign", "capture", "set", "block", "extends", "import")
)
_SILENT = ("raw", "endraw", "verbatim", "endverbatim", "comment", "endcomment", "toc", "end")

_NAMED_HEADING = re.compile(
    r"^#{1,6}[ \t]{1,5}([^\n]{1,300}?)[ \t]{0,5}(?:\n[ \t]{0,3}(?=\{:))?"
    r"\{[^{}\n]{0,200}?#([\w:.-]{1,80})[^{}\n]{0,200}\}[ \t]{0,5}$",
    re.M,
)


class Dialects:
    """Converts one text to plain Markdown, and records what it cannot convert."""

    def __init__(self, *, is_templated: bool, has_components: bool, prefix: str, values: Mapping[str, str]) -> None:
        self._is_templated, self._has_components, self._prefix = is_templated, has_components, prefix
        self._known = values
        self.hidden: Counter[str] = Counter()
        """Words of hidden text that were left out, by what hid them."""
        self.lost: dict[str, None] = {}
        """Names of tags and shortcodes that were left out."""
        self.anchors: dict[str, str] = {}
        """The text of headings by the ids that are given behind them."""
        self.files: dict[str, bytes] = {}
        """Pictures embedded in the text as data."""

    def translate(self, text: str, *, is_wiki: bool = True) -> str:
        """Return the text as CommonMark."""
        text = self._take_data(text)
        self.anchors |= {match[2]: match[1] for match in _NAMED_HEADING.finditer(text)}
        text, hidden = take_hidden(text, is_wiki=is_wiki, is_templated=self._is_templated)
        self.hidden += hidden
        text = _code_blocks(_hold_braces(text))
        steps: list[Callable[[str], str]] = [self._tags, self._values, self._shortcodes, self._without_empty_items]
        steps.append(_links_of_generators)
        if is_wiki:
            text = self._blocks(text)
            steps += [lambda part: without_components(part, self.lost)] if self._has_components else []
        for step in steps:
            text = outside_code(text, step)
        if is_wiki:
            text = outside_code(self._marks(text), without_wiki_marks)
        return outside_code(text, idiomatic).translate(_BRACES)

    def _blocks(self, text: str) -> str:
        # text in components may be indented, so such sources have no code in that form
        if self._has_components:
            return without_boxes(without_code(with_pipe_tables(text)), has_components=True)
        return outside_indented(text, lambda part: without_boxes(with_pipe_tables(part)))

    def _marks(self, text: str) -> str:
        def change(part: str) -> str:
            return without_tool_marks(part, has_components=self._has_components)

        if self._has_components:
            return outside_code(text, change)
        return outside_indented(text, lambda part: outside_code(part, change))

    def remarks(self) -> tuple[str, ...]:
        """Return remarks on removed parts, for the report."""
        hidden = (one for where, words in self.hidden.items() for one in hidden_remark(words, where))
        return (*hidden, *(f"{one} was left out" for one in self.lost))

    def _take_data(self, text: str) -> str:
        """Extract pictures embedded in Google Docs' Markdown, which escapes too much in them."""
        names: dict[str, str] = {}

        def take(match: re.Match[str]) -> str:
            decoded = decode_data(match[2])
            if decoded is None:
                return ""
            name = f"{match[1].replace(' ', '-')}.{decoded[0]}"
            self.files[name], names[match[1]] = decoded[1], name
            return ""

        if "data:image/" not in text:
            return text
        text = _DATA_DEFINITION.sub(take, text)
        return _REFERENCE.sub(lambda m: f"![{m[1]}]({quote(names[m[2]])})" if m[2] in names else m[0], text)

    def _tags(self, text: str) -> str:
        return _TAG.sub(lambda match: self._tag(match[1], match[2].strip(" -")), text)

    def _tag(self, name: str, rest: str) -> str:
        attributes, words = attributes_of(rest), words_of(rest)
        if name in ("post_url", "link") and not rest.partition("http")[1]:
            return NOTE_LINK + quote(rest.strip("\"' "))
        if name == "post_link" and words:
            return f"[{' '.join(words[1:]) or words[0]}]({NOTE_LINK}{quote(rest.split()[0])})"
        included = PurePosixPath(words[0]).stem if name.startswith("include") and words else ""
        if shown := picture(name, attributes, words) or embed(included or name, attributes, words):
            return shown
        if name in _SILENT or name.startswith("end"):
            return ""
        shown = wording(attributes) if included or name not in _CODE_OF_TEMPLATES else ""
        named = rest.split(" ")[0].split("(")[0] if included else ""
        self._lose(f"`{{% {name}{' ' + named if named else ''} %}}`")
        return f"\n\n{shown}\n\n" if shown else ""

    def _values(self, text: str) -> str:
        # `{{ site.baseurl }}{% post_url … %}`: the tag has the whole address
        return _VALUE.sub(self._value, text).replace(f"{self._prefix}{NOTE_LINK}", NOTE_LINK)

    def _value(self, match: re.Match[str]) -> str:
        inner = match[1]
        if (own := _OWN_ADDRESS.match(inner)) and "|" not in inner:
            return self._prefix if own[1] == "baseurl" else ""
        if (known := self._known.get(inner.lower())) is not None:
            return known
        if quoted := _FILTERED.match(inner):
            address = quoted[1].replace(" ", "%20")  # what a link ends at
            return self._prefix + address if address.startswith("/") else address
        if call := _CALL.match(inner):
            return embed(call[1], attributes_of(call[2]), ()) or self._lose(f"`{{{{ {call[1]}() }}}}`")
        return self._lose(f"`{{{{ {inner[:40]} }}}}`")

    def _without_empty_items(self, text: str) -> str:
        """Drop list items whose whole content was left out."""
        return _EMPTY_ITEM.sub("", text) if self.lost else text

    def _shortcodes(self, text: str) -> str:
        text = _SHORTCODE.sub(self._shortcode, _BUTTON.sub(_button, text))
        return _SHOWN_SHORTCODE.sub(r"{{\1\2\3}}", text)

    def _shortcode(self, match: re.Match[str]) -> str:
        is_end, name, rest = bool(match[2]), match[3], match[4].strip()
        if name in ("ref", "relref"):
            return NOTE_LINK + quote(attributes_of(rest).get("path") or rest.strip("\"' ").split('"')[0])
        if is_end:
            return ""
        attributes, words = attributes_of(rest), words_of(rest)
        if shown := show(name, attributes, words):
            return shown
        self._lose(f"`{{{{< {name} >}}}}`")
        shown = wording(attributes)
        return f"\n\n{shown}\n\n" if shown else ""

    def _lose(self, name: str) -> str:
        self.lost[name] = None
        return ""


def _button(match: re.Match[str]) -> str:
    attributes = attributes_of(match[1])
    address = next((one for key in ("href", "link", "url", "relref") if (one := attributes.get(key, ""))), "")
    return f"[{match[2].strip()}]({address.replace(' ', '%20')})" if address else match[0]


def _hold_braces(text: str) -> str:
    """Hide the braces of text that generators do not process."""
    parts: list[str] = []
    opened: re.Match[str] | None = None
    end = 0
    for tag in _RAW_TAG.finditer(text):
        if opened and tag[1] and tag[2] == opened[2]:
            parts += [text[end : opened.end()], text[opened.end() : tag.start()].translate(_HELD_BRACES)]
            opened, end = None, tag.start()
        elif not opened and not tag[1]:
            opened = tag
    return "".join([*parts, text[end:]])


def _code_blocks(text: str) -> str:
    """Convert blocks in tags of Jekyll and Hugo to fences."""
    text = _JEKYLL_CODE.sub(r"```\1\n", text)
    text = _JEKYLL_CODE_ENDS.sub("\n```", text)
    text = _HUGO_CODE.sub(r"```\1\n", text)
    return _HUGO_CODE_ENDS.sub("\n```", text)


def _links_of_generators(text: str) -> str:
    text = _PELICAN.sub(lambda match: match[1] + (NOTE_LINK if match[2] == "filename" else ""), text)
    text = _ZOLA.sub(lambda match: match[1] + NOTE_LINK, text)
    text = _KRAMDOWN.sub("", _KRAMDOWN_CONTENTS.sub("", text))
    text = _MARK.sub("", text)
    return _ATTRIBUTE_LIST.sub("", text)


def unescape(text: str) -> str:
    """Remove needless escapes, as Google Docs writes them."""
    return outside_code(text, _unescape)


def _unescape(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        start = text.rfind("\n", 0, match.start()) + 1
        before = text[start : match.start()].strip()
        starts_block = (before == "" and match[1] in "-+>#=~") or (before.isdigit() and match[1] in ".)")
        return match[0] if starts_block else match[1]

    return _NEEDLESS_ESCAPE.sub(plain, text)
