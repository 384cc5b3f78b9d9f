"""What the readers of sources are asked for."""

from datetime import date

from msgspec import Struct

from weeknotes_site.importer.source_files import SourceFiles


class Wanted(Struct, frozen=True, kw_only=True):
    """What the reader is asked for."""

    as_of: date
    """The day by which posts are published, or not yet, or no more."""
    with_drafts: bool = False
    keep_keys: bool = False
    media: SourceFiles | None = None
