"""Live reload: pass the state of the last rebuild to all open pages."""

import json
from collections.abc import Mapping
from secrets import token_hex
from threading import Condition

from msgspec import Struct, field

from weeknotes_site.diagnostics import Diagnostic, excerpt_around


class PreviewState(Struct, frozen=True, kw_only=True):
    """The preview after a rebuild."""

    count: int = 0
    """Number of rebuilds so far."""
    assets: Mapping[str, int] = field(default_factory=dict)
    """Assets changed since the start, with the number of the last rebuild that changed each."""
    errors: tuple[Diagnostic, ...] = ()
    is_stale: bool = False
    """Whether errors prevented the pages from being updated."""


class LiveReload:
    """The current state; any number of threads may wait for the next."""

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
        # Without the lock: Ctrl-C may have interrupted this thread while it held the lock.
        self._closed = True

    def wait_for_newer(self, seen: PreviewState | None, seconds: float) -> PreviewState | None:
        """Wait for a state other than `seen`; return None on timeout or when the preview ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.state is not seen, timeout=seconds)
            return None if self._closed or self.state is seen else self.state

    @property
    def is_closed(self) -> bool:
        """Whether the preview has ended."""
        return self._closed

    def as_json(self, state: PreviewState) -> str:
        """Return a state as JSON for `reload.js`."""
        return json.dumps(
            {
                "version": self._version_of(state),
                "assets": state.assets,
                "errors": [_error_as_json(error) for error in state.errors],
                "stale": state.is_stale,
            }
        )

    def _version_of(self, state: PreviewState) -> str:
        return f"{self._run}-{state.count}"


def _error_as_json(error: Diagnostic) -> dict[str, object]:
    place = excerpt_around(error.place)
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
