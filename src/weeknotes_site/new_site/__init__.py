"""Start a site: settings, a first team with a first note, and a pipeline that checks and publishes."""

from weeknotes_site.new_site.files import SiteStart, Started, start_site
from weeknotes_site.new_site.pipelines import CHANNELS, PIPELINES
from weeknotes_site.new_site.surroundings import (
    DISTRIBUTION,
    default_branch,
    enclosing_repository,
    git_setting,
    installed_from,
)

__all__ = [
    "CHANNELS",
    "DISTRIBUTION",
    "PIPELINES",
    "SiteStart",
    "Started",
    "default_branch",
    "enclosing_repository",
    "git_setting",
    "installed_from",
    "start_site",
]
