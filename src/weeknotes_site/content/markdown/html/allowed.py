"""HTML allowed in notes: nothing that runs code, loads resources, takes input or covers the page."""

from collections.abc import Mapping

ALLOWED_TAGS = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup"),
        *("dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q"),
        *("rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary", "sup"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"),
    )
)
VOID_TAGS = frozenset(("br", "col", "hr", "img", "input", "wbr"))
"""Void elements, in notes and in our own HTML."""
ALLOWED_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset(("title", "lang", "dir")),
    "img": frozenset(("alt", "width", "height")),
    "td": frozenset(("colspan", "rowspan")),
    "th": frozenset(("colspan", "rowspan", "scope")),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "ol": frozenset(("start", "reversed")),
    "li": frozenset(("value",)),
    "details": frozenset(("open",)),
    "time": frozenset(("datetime",)),
    "del": frozenset(("datetime",)),
    "ins": frozenset(("datetime",)),
}
"""Except targets, which are handled like those of Markdown links."""
REFUSED_TAGS = frozenset(
    (
        *("acronym", "address", "applet", "area", "article", "aside", "audio", "base", "basefont", "bgsound", "big"),
        *("blink", "body", "button", "canvas", "center", "command", "content", "data", "datalist", "dialog", "dir"),
        *("embed", "fencedframe", "fieldset", "font", "footer", "form", "frame", "frameset", "head", "header"),
        *("hgroup", "html", "iframe", "image", "input", "isindex", "keygen", "label", "legend", "link", "listing"),
        *("main", "map", "marquee", "math", "menu", "menuitem", "meta", "meter", "multicol", "nav", "nextid", "nobr"),
        *("noembed", "noframes", "noscript", "object", "optgroup", "option", "output", "param", "picture"),
        *("plaintext", "portal", "progress", "script", "search", "section", "select", "shadow", "slot", "source"),
        *("spacer", "strike", "style", "svg", "template", "textarea", "title", "track", "tt", "video", "xmp"),
    )
)
"""All other HTML tags. Unknown tags, such as `<your name>`, are shown as text."""
GO_WITH_CONTENT = frozenset(
    ("canvas", "datalist", "math", "noembed", "noframes", "noscript", "script", "style", "svg", "template")
)
"""Tags that are removed with their content."""
SHOWN_AS_LINKS = ("iframe", "video", "audio", "embed", "object", "source")
"""Tags that embed other content, and are replaced by a link to it."""
WITH_ID = frozenset(("a", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Tags that keep their `id` as a link target."""
OWN_TAGS = frozenset(("input", "section"))
"""Additional tags rendered from Markdown: checkboxes of tasks, footnotes."""
