"""Options of reading sources."""

from datetime import date

from msgspec import Struct

from weeknotes_site.importer.source_files import SourceFiles


class Wanted(Struct, frozen=True, kw_only=True):
    """Options of reading."""

    as_of: date
    """Posts with a later date are not published yet."""
    with_drafts: bool = False
    keep_keys: bool = False
    media: SourceFiles | None = None
