"""Extract the part of a page that is indexed, so that changes around it do not invalidate the index."""

from weeknotes_site.regex import regex

_BODY = regex(rb"<(\w+)\b[^>]*\sdata-pagefind-body\b")
_HTML = regex(rb"<html\b[^>]*>")
_FACTS = regex(rb"<meta\b[^>]*\sdata-pagefind-[^>]*>")
_TAGS = regex("(<[^<>]*>)")
# Han, Hiragana and Katakana are written without spaces; `search.js` has the same ranges.
_UNSPACED = regex("[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def indexed_part(html: bytes) -> bytes:
    """Return a page with only the part that its template marks for indexing; without a mark, the whole page."""
    opening = _BODY.search(html)
    if not opening:
        return _spaced(html)
    closing = b"</" + opening[1] + b">"
    end = html.rfind(closing) + len(closing)
    head = b"".join(_FACTS.findall(html, 0, opening.start()))
    start = _HTML.search(html)
    language = start[0] if start else b"<html>"
    return _spaced(b"%b<head>%b</head><body>%b</body></html>" % (language, head, html[opening.start() : end]))


def _spaced(html: bytes) -> bytes:
    """Insert spaces between letters of scripts without them, because Pagefind matches the beginnings of words."""
    text = html.decode("utf-8")
    if not _UNSPACED.search(text):
        return html
    parts = _TAGS.split(text)
    parts[::2] = [_UNSPACED.sub(r"\g<0> ", part) for part in parts[::2]]
    return "".join(parts).encode()
