"""Publish rendered files to the output folder: write only changes, and keep the site consistent for readers."""

from weeknotes_site.publish.errors import PublishError
from weeknotes_site.publish.manifest import Manifest, is_untouched, make_manifest, read_manifest, write_manifest
from weeknotes_site.publish.marker import read_site_key
from weeknotes_site.publish.site import LockedOutput, Published, open_output, publish, publish_staged
from weeknotes_site.publish.staging import Change, stage_file, stage_next, staged_path

__all__ = [
    "Change",
    "LockedOutput",
    "Manifest",
    "PublishError",
    "Published",
    "is_untouched",
    "make_manifest",
    "open_output",
    "publish",
    "publish_staged",
    "read_manifest",
    "read_site_key",
    "stage_file",
    "stage_next",
    "staged_path",
    "write_manifest",
]
