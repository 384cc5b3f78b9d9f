"""Bring rendered files to the output folder: only what changed, and so that no reader meets half a site."""

from weeknotes_site.publish.errors import PublishError
from weeknotes_site.publish.site import Published, publish, publish_changes

__all__ = ["PublishError", "Published", "publish", "publish_changes"]
