"""Fixes applied to the files of a site: found and checked in memory first, then shown as a diff or written."""

from weeknotes_site.fixing.changes import Change
from weeknotes_site.fixing.diffs import diff_of
from weeknotes_site.fixing.rounds import Selection, as_offered, find_changes
from weeknotes_site.fixing.writing import write_changes

__all__ = ["Change", "Selection", "as_offered", "diff_of", "find_changes", "write_changes"]
