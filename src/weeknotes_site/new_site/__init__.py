"""Start a site: settings, a first team with a first note, and a pipeline that checks and publishes."""

from weeknotes_site.new_site.files import SiteStart, StartedSite, start_site
from weeknotes_site.new_site.installed import DISTRIBUTION, installed_from
from weeknotes_site.new_site.pipelines import CHANNELS, PIPELINES

__all__ = [
    "CHANNELS",
    "DISTRIBUTION",
    "PIPELINES",
    "SiteStart",
    "StartedSite",
    "installed_from",
    "start_site",
]
