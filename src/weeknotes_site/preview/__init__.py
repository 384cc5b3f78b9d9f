"""`weeknotes serve`: a local preview that rebuilds when files are saved."""

from weeknotes_site.preview.rebuild import Rebuild
from weeknotes_site.preview.serve import Preview, open_preview
from weeknotes_site.preview.server import PortTakenError

__all__ = ["PortTakenError", "Preview", "Rebuild", "open_preview"]
