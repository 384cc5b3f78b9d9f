"""The visible and spoken text of a page, including attributes."""

from collections.abc import Iterator
from html.parser import HTMLParser

_SPOKEN = frozenset(("alt", "aria-label", "placeholder", "title"))
_DESCRIBED = frozenset(("description", "og:title", "og:description", "og:site_name"))
_SILENT = frozenset(("script", "style", "code", "kbd"))


class Visible(HTMLParser):
    """Collects the visible texts of a page, except code, which is the same in every language."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self.texts += _spoken(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def _spoken(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        if name in _SPOKEN and not (tag == "link" and name == "title"):
            yield value
    if tag == "meta" and (attributes.get("name") or attributes.get("property")) in _DESCRIBED:
        yield attributes.get("content", "")


def visible_texts(html: str) -> list[str]:
    """Return the visible texts of a page."""
    reader = Visible()
    reader.feed(html)
    reader.close()
    return [text.strip() for text in reader.texts if text.strip()]
