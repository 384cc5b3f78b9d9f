"""Signals that end a command."""

import signal
from collections.abc import Callable, Iterable
from types import FrameType


def handle(names: Iterable[str], handler: Callable[[int, FrameType | None], None]) -> None:
    """Set the handler of signals, except of those that are ignored, as by `nohup`."""
    for name in names:
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)
