"""Options of reading sources."""

from datetime import date
from pathlib import Path

from msgspec import Struct

from weeknotes_site.importer.sources.files import SourceFiles


class ReadingOptions(Struct, frozen=True, kw_only=True):
    """Options of reading."""

    site: Path
    """The site's folder, whose own notes are not imported."""
    as_of: date
    """Posts with a later date are not published yet."""
    with_drafts: bool
    keep_keys: bool
    media: SourceFiles | None = None
