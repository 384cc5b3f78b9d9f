"""What of a page is indexed: the part that the template marks, so that nothing around it makes an index out of date."""

import re

_BODY = re.compile(rb"<(\w+)\b[^>]*\sdata-pagefind-body\b")
_HTML = re.compile(rb"<html\b[^>]*>")
_FACTS = re.compile(rb"<meta\b[^>]*\sdata-pagefind-[^>]*>")
_TAGS = re.compile("(<[^<>]*>)")
# Han, Hiragana and Katakana stand without spaces; `search.js` has the same letters.
_UNSPACED = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def indexed_part(html: bytes) -> bytes:
    """Return a page with nothing but what is to be found; a template that marks nothing gives the whole page."""
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
    """Set each letter that is written without spaces apart, since Pagefind finds what words begin with."""
    text = html.decode("utf-8")
    if not _UNSPACED.search(text):
        return html
    parts = _TAGS.split(text)
    parts[::2] = [_UNSPACED.sub(r"\g<0> ", part) for part in parts[::2]]
    return "".join(parts).encode()
