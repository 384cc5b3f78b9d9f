"""Live reload: the state after the newest rebuild, passed from the builder to all open pages."""

import json
from collections.abc import Mapping
from secrets import token_hex
from threading import Condition

from msgspec import Struct, field

from weeknotes_site.diagnostics import Diagnostic, excerpt


class PreviewState(Struct, frozen=True, kw_only=True):
    """The preview after a rebuild."""

    count: int = 0
    """The number of rebuilds so far."""
    assets: Mapping[str, int] = field(default_factory=dict)
    """Style sheets, pictures and other files changed since the start, each with the number of its last rebuild."""
    errors: tuple[Diagnostic, ...] = ()
    is_stale: bool = False
    """Whether errors keep the pages older than the notes."""


class LiveReload:
    """The newest state; any number of threads may wait for a newer one."""

    def __init__(self) -> None:
        self.state = PreviewState()
        self._run = token_hex(4)  # marks pages of an earlier preview at the same address as outdated
        self._changed = Condition()
        self._closed = False

    @property
    def version(self) -> str:
        """Unique per rebuild and preview."""
        return self._version_of(self.state)

    def publish(self, state: PreviewState) -> None:
        """Replace the state and wake all waiters."""
        with self._changed:
            self.state = state
            self._changed.notify_all()

    def close(self) -> None:
        """Stop; waiters return on their next poll."""
        # Without the lock: Ctrl-C may have interrupted this very thread while it held it.
        self._closed = True

    def wait_for_newer(self, seen: PreviewState | None, seconds: float) -> PreviewState | None:
        """Return the state once it is not the one seen; None on timeout or when the preview ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.state is not seen, timeout=seconds)
            return None if self._closed or self.state is seen else self.state

    @property
    def is_closed(self) -> bool:
        """Whether the preview has ended."""
        return self._closed

    def as_json(self, state: PreviewState) -> str:
        """Return a state as the script in the page reads it."""
        return json.dumps(
            {
                "version": self._version_of(state),
                "assets": state.assets,
                "errors": [_error_as_json(one) for one in state.errors],
                "stale": state.is_stale,
            }
        )

    def _version_of(self, state: PreviewState) -> str:
        return f"{self._run}-{state.count}"


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
