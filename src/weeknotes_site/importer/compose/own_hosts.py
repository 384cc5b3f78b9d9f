"""Guess the old site's host from links between notes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from weeknotes_site.importer.compose.links import address_key, bare_host
from weeknotes_site.importer.found import Reading
from weeknotes_site.model.addresses import host_of

_ADDRESS = re.compile(r"https?://[^\s<>()\"'\]]{1,2000}")

_SPECIFIC = re.compile(r"[-\d][^/]*$|^/\d{4}/\d{2}/.")
"""Paths such as `/week-4` or `/2023/01/week-4.html`; any site can have a page `/about`."""


def guess_hosts(readings: Sequence[Reading]) -> frozenset[str]:
    """Return a host for each source that names none: the only one, or by far the most frequent, of links that fit."""
    return frozenset(host for one in readings if not one.hosts for host in _guess(one))


def _guess(reading: Reading) -> Iterator[str]:
    own = {address_key(path) for note in reading.notes for path in note.addresses if path.startswith("/")}
    paths = {path for path in own if _SPECIFIC.search(path)}
    links = (match[0] for note in reading.notes for match in _ADDRESS.finditer(note.body)) if paths else ()
    counted = Counter(bare_host(host_of(link)) for link in links if address_key(link) in paths)
    match counted.most_common(2):
        case [(host, _)]:
            yield host
        case [(host, count), (_, next_count)] if count > 2 * next_count:
            yield host
