"""What the pages that are open should know, handed from the one who builds to all who wait."""

import json
from collections.abc import Mapping
from secrets import token_hex
from threading import Condition

from msgspec import Struct, field

from weeknotes_site.diagnostics import Diagnostic, excerpt


class News(Struct, frozen=True, kw_only=True):
    """The state of the preview after a rebuild."""

    count: int = 0
    """How many rebuilds there were."""
    assets: Mapping[str, int] = field(default_factory=dict)
    """Style sheets, pictures and the like that changed since the preview was started, with the rebuild that did it."""
    errors: tuple[Diagnostic, ...] = ()
    is_stale: bool = False
    """Whether the pages are older than the notes, because of the errors."""


class Board:
    """Holds the newest news; any number of threads may wait for newer ones."""

    def __init__(self) -> None:
        self.news = News()
        self._run = token_hex(4)  # a page from an earlier preview at the same address is out of date
        self._changed = Condition()
        self._closed = False

    @property
    def version(self) -> str:
        """What is served now: no two rebuilds of no two previews have the same."""
        return self._version_of(self.news)

    def post(self, news: News) -> None:
        """Make the news known."""
        with self._changed:
            self.news = news
            self._changed.notify_all()

    def close(self) -> None:
        """Let those who wait go when they look up next."""
        # Not by the lock: Ctrl-C may have struck the thread that calls this just as it had taken it.
        self._closed = True

    def wait_for_newer(self, seen: News | None, seconds: float) -> News | None:
        """Return the newest news once they are not those seen; None when the time is up or the preview ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.news is not seen, timeout=seconds)
            return None if self._closed or self.news is seen else self.news

    @property
    def is_closed(self) -> bool:
        """Whether the preview has ended."""
        return self._closed

    def as_json(self, news: News) -> str:
        """Return news as the script in the page reads them."""
        return json.dumps(
            {
                "version": self._version_of(news),
                "assets": news.assets,
                "errors": [_error_as_json(one) for one in news.errors],
                "stale": news.is_stale,
            }
        )

    def _version_of(self, news: News) -> str:
        return f"{self._run}-{news.count}"


def _error_as_json(error: Diagnostic) -> dict[str, object]:
    place = excerpt(error.place)
    return {
        "where": ":".join(str(part) for part in (place.path, place.line, place.column) if part),
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "source": place.source,
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
    }
