"""Find losses of a build compared with the published site: notes, their addresses, and their ids in feeds."""

from collections.abc import Sequence, Set
from pathlib import Path

from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.losses.addresses import find_lost_addresses
from weeknotes_site.losses.ids import find_new_ids
from weeknotes_site.losses.plain_pages import find_lost_pages
from weeknotes_site.losses.published_notes import read_ids, read_page
from weeknotes_site.model.archive import Archive


def find_moves(
    archives: Sequence[Archive], output: Path, published: Set[str], planned: Set[str], site_id: str
) -> tuple[Diagnostic, ...]:
    """Return warnings about published notes and plain pages that are now at other addresses, or get other ids.

    `archives` are those of all languages, the site's own first. `published` are the paths of the last publish, which
    `output` may no longer have; `planned` those of this one.
    """
    ids = read_ids(output)
    removed = {path: read_page(output, path) for path in sorted(published - planned) if path.endswith(".html")}
    lost: list[Diagnostic] = []
    if removed:  # as in few builds
        lost += find_lost_addresses(archives, output, published, planned, removed, ids, site_id)
        lost += find_lost_pages(archives[0], published, removed)
    return (*lost, *find_new_ids(archives[0], output, published, ids, site_id))
