"""Collect the posts of an export: one that cannot be read must not prevent reading the others."""

import html
from collections.abc import Callable, Iterable

from weeknotes_site.importer.found import FoundNote, Reading, Skipped, unreadable


class Posts:
    """The notes of one export so far, and what was skipped."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.notes: list[FoundNote] = []
        self.skipped: list[Skipped] = []

    def add(self, title: str, read: Callable[[], FoundNote], why_skipped: str) -> None:
        """Read a post, unless there is a reason to skip it."""
        what = f"“{title}” in {self._path}"
        if why_skipped:
            self.skipped.append(Skipped(what, why_skipped))
            return
        try:
            self.notes.append(read())
        except Exception as failure:
            self.skipped.append(unreadable(what, failure))

    def skip_damaged(self, damage: str) -> None:
        """Say where the export's XML is damaged, if it is."""
        if damage:
            self.skipped.append(Skipped(self._path, f"the XML is damaged at {damage}; what follows may be missing"))

    def reading(self, kind: str, hosts: frozenset[str] = frozenset()) -> Reading:
        """Return all of them."""
        return Reading(notes=tuple(self.notes), skipped=tuple(self.skipped), kinds=(kind,), hosts=hosts)


def link_enclosures(addresses: Iterable[str], content: str) -> str:
    """Return links to the files that a post is published with as HTML, without those that its text contains."""
    kept = dict.fromkeys(one.strip() for one in addresses if one.strip().startswith(("http://", "https://")))
    shown = (html.escape(one) for one in kept if one not in content and html.escape(one) not in content)
    return "".join(f'<p><a href="{one}">{one}</a></p>' for one in shown)
