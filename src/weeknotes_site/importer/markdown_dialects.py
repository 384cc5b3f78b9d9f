"""Convert generators' additions to Markdown: template tags, shortcodes, wiki links, attribute lists."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import quote

from weeknotes_site.importer.data_pictures import decode_data
from weeknotes_site.importer.found import NOTE_LINK, hidden_remark
from weeknotes_site.importer.hidden_text import take_hidden
from weeknotes_site.importer.markdown_text import idiomatic, outside_code
from weeknotes_site.importer.obsidian import without_wiki_marks

_OWN_ADDRESS = re.compile(r"(?:site|page)\.(baseurl|base_url|url)\b")
_FILTERED = re.compile(
    r"""["']([^"'\n]{1,1000})["']\s{0,5}\|\s{0,5}(?:relative_url|absolute_url|url|prepend:\s{0,5}site\.baseurl)\b"""
)
_RAW_TAG = re.compile(r"\{%-?\s{0,5}(end)?(raw|verbatim)\s{0,5}-?%\}")
_HELD_BRACES = {ord("{"): "\ue002", ord("}"): "\ue003"}
_BRACES = {ord("\ue002"): "{", ord("\ue003"): "}"}
_CALL = re.compile(r"(\w{1,40})\((.*)\)$")
_IDENTITY = re.compile(r"[\w-]{1,40}")
_JEKYLL_CODE = re.compile(r"\{%-?\s{0,5}highlight\s{1,5}([\w+#-]{1,30})[^%\n]{0,200}%\}\n?")
_JEKYLL_CODE_ENDS = re.compile(r"\n?\{%-?\s{0,5}endhighlight\s{0,5}-?%\}")
_HUGO_CODE = re.compile(r"\{\{<\s{0,5}highlight\s{1,5}([\w+#-]{1,30})[^<>\n]{0,200}>\}\}\n?")
_HUGO_CODE_ENDS = re.compile(r"\n?\{\{<\s{0,5}/highlight\s{0,5}>\}\}")
_MARK = re.compile(r"^(?:\[TOC\]|<!--\s{0,5}(?:more|excerpt)\s{0,5}-->)$", re.M)
_ATTRIBUTE = re.compile(r"""([\w-]{1,40})\s{0,3}[=:]\s{0,3}(?:"([^"\n]{0,2000})"|'([^'\n]{0,2000})')""")
_QUOTED = re.compile(r"""["']([^"'\n]{1,2000})["']""")
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
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp")
_SILENT = ("raw", "endraw", "verbatim", "endverbatim", "comment", "endcomment", "toc", "end")


class Dialects:
    """Converts one text to plain Markdown, and records what it cannot convert."""

    def __init__(self, *, is_templated: bool = False, prefix: str = "") -> None:
        self._is_templated, self._prefix = is_templated, prefix
        self.hidden: Counter[str] = Counter()
        """Words of hidden text that were left out, by what hid them."""
        self.lost: dict[str, None] = {}
        """Names of tags and shortcodes that were left out."""
        self.files: dict[str, bytes] = {}
        """Pictures embedded in the text as data."""

    def translate(self, text: str, *, is_wiki: bool = True) -> str:
        """Return the text as CommonMark."""
        text = self._take_data(text)
        text, hidden = take_hidden(text, is_wiki=is_wiki, is_templated=self._is_templated)
        self.hidden += hidden
        text = _code_blocks(_hold_braces(text))
        steps: list[Callable[[str], str]] = [self._tags, self._values, self._shortcodes, self._without_empty_items]
        steps.append(_links_of_generators)
        if is_wiki:
            steps.append(without_wiki_marks)
        steps.append(idiomatic)
        for step in steps:
            text = outside_code(text, step)
        return text.translate(_BRACES)

    def remarks(self) -> tuple[str, ...]:
        """Return what was left out, as a person has to know it."""
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
        if name in ("post_url", "link"):
            return NOTE_LINK + quote(rest.strip("\"' "))
        attributes = _attributes(rest)
        if picture := _picture(attributes, _QUOTED.findall(rest) if name in ("image", "img", "figure") else ()):
            return picture
        if name not in _SILENT:
            shown = rest.split(" ")[0].split("(")[0] if name == "include" else ""
            self.lost[f"`{{% {name}{' ' + shown if shown else ''} %}}`"] = None
        return ""

    def _values(self, text: str) -> str:
        # `{{ site.baseurl }}{% post_url … %}`: the tag has the whole address
        return _VALUE.sub(self._value, text).replace(f"{self._prefix}{NOTE_LINK}", NOTE_LINK)

    def _value(self, match: re.Match[str]) -> str:
        inner = match[1]
        if (own := _OWN_ADDRESS.match(inner)) and "|" not in inner:
            return self._prefix if own[1] == "baseurl" else ""
        if quoted := _FILTERED.match(inner):
            address = quoted[1].replace(" ", "%20")  # what a link ends at
            return self._prefix + address if address.startswith("/") else address
        if call := _CALL.match(inner):
            return _embed(call[1], _attributes(call[2]), ()) or self._lose(f"`{{{{ {call[1]}() }}}}`")
        return self._lose(f"`{{{{ {inner[:40]} }}}}`")

    def _without_empty_items(self, text: str) -> str:
        """Drop list items whose whole content was left out."""
        return _EMPTY_ITEM.sub("", text) if self.lost else text

    def _shortcodes(self, text: str) -> str:
        return _SHOWN_SHORTCODE.sub(r"{{\1\2\3}}", _SHORTCODE.sub(self._shortcode, text))

    def _shortcode(self, match: re.Match[str]) -> str:
        is_end, name, rest = bool(match[2]), match[3], match[4].strip()
        if name in ("ref", "relref"):
            return NOTE_LINK + quote(_attributes(rest).get("path") or rest.strip("\"' ").split('"')[0])
        if is_end:
            return ""
        words = tuple(_QUOTED.findall(rest)) or tuple(rest.split())
        return _embed(name, _attributes(rest), words) or self._lose(f"`{{{{< {name} >}}}}`")

    def _lose(self, name: str) -> str:
        self.lost[name] = None
        return ""


def _hold_braces(text: str) -> str:
    """Hide the braces of text that generators leave as it is."""
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


def _attributes(text: str) -> dict[str, str]:
    return {match[1]: match[2] or match[3] or "" for match in _ATTRIBUTE.finditer(text)}


def _picture(attributes: dict[str, str], words: Iterable[str]) -> str:
    source = attributes.get("src") or attributes.get("url") or attributes.get("image") or attributes.get("file") or ""
    alt = attributes.get("alt") or attributes.get("title") or ""
    words = tuple(words)
    if not source and words and words[0].lower().endswith(_PICTURES):
        source, alt = words[0], words[1] if len(words) > 1 else ""
    if not source.lower().endswith(_PICTURES):
        return ""
    caption = attributes.get("caption", "")
    return f"![{alt or caption}]({source})" + (f"\n\n{caption}" if caption and alt else "")


def _embed(name: str, attributes: dict[str, str], words: tuple[str, ...]) -> str:
    """Return what a well-known shortcode shows, as a picture or a link."""
    if name in ("figure", "img", "image", "picture"):
        return _picture(attributes, words)
    identity = attributes.get("id") or (words[0] if words else "")
    sites = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
    if name in sites and _IDENTITY.fullmatch(identity):
        return f"<{sites[name]}{identity}>"
    address = next((one for one in (*attributes.values(), *words) if one.startswith("https://")), "")
    return f"<{address}>" if address and " " not in address else ""


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
