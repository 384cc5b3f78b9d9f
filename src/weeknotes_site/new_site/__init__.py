"""A new site's files: settings, a first team with a first note, and workflows that check and publish."""

from weeknotes_site.new_site.files import CI, SiteStart, Started, start_site
from weeknotes_site.new_site.surroundings import git_setting, installed_from

__all__ = ["CI", "SiteStart", "Started", "git_setting", "installed_from", "start_site"]
