"""A progress line for runs longer than a second, on a terminal only."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click
from msgspec import Struct, field

T = TypeVar("T")

AFTER = 1.0
_PAUSE = 0.1
_WIDTH = 20
_LINE = 60


class ProgressLine(Struct, kw_only=True):
    """Pass items through and show how many, once a run has taken longer than `AFTER`."""

    draws: bool
    started: float = field(default_factory=time.perf_counter)
    drawn: float = 0.0

    def reading(self, paths: Sequence[str]) -> Iterable[str]:
        """Show how many notes have been read."""
        return self._passing(paths, lambda count: f"Reading {_bar(count, len(paths))} of {len(paths):,} notes")

    def rendering(self, paths: Sequence[str]) -> Iterable[str]:
        """Show how many files have been rendered."""
        return self._passing(paths, lambda count: f"Rendering {_bar(count, len(paths))} of {len(paths):,} files")

    def _passing(self, items: Iterable[T], text: Callable[[int], str]) -> Iterable[T]:
        return self._draw_each(items, text) if self.draws else items

    def _draw_each(self, items: Iterable[T], text: Callable[[int], str]) -> Iterator[T]:
        for count, item in enumerate(items, 1):
            yield item
            now = time.perf_counter()
            if now - self.started > AFTER and now - self.drawn > _PAUSE:
                self.drawn = now
                click.echo(f"\r{text(count):<{_LINE}}", nl=False, err=True)

    def clear(self) -> None:
        """Clear the line."""
        if self.drawn:
            click.echo(f"\r{'':<{_LINE}}\r", nl=False, err=True)
            self.drawn = 0.0


@contextmanager
def show_progress(*, quiet: bool = False) -> Iterator[ProgressLine]:
    """Show progress on standard error if it is a terminal; clear it at the end."""
    progress = ProgressLine(draws=not quiet and sys.stderr.isatty())
    try:
        yield progress
    finally:
        progress.clear()


def _bar(count: int, total: int) -> str:
    done = count * _WIDTH // max(total, 1)
    return f"[{'#' * done}{'-' * (_WIDTH - done)}] {count:,}"
