"""Configuration of Decap CMS and Sveltia CMS, with a collection for each team."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from weeknotes_site.config import Config
from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.front_matter.fields import MAX_TEXT
from weeknotes_site.model.addresses import split_address
from weeknotes_site.model.forge import forge_of_host, repository_page
from weeknotes_site.model.team import Team
from weeknotes_site.schema.front_matter import MEANING

Settings = dict[str, Any]

_TEXT = [f"^[^\\r\\n]{{0,{MAX_TEXT}}}$", f"One line of at most {MAX_TEXT} characters"]
_WEEK = [r"^(\d{4}-?[Ww]\d{1,2})?$", "Write the week as 2026-W47"]
_WIDGETS: Mapping[str, Settings] = {
    "date": {"label": "Date", "widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD"},
    "author": {"label": "Author", "widget": "string", "pattern": _TEXT},
    "title": {"label": "Title", "widget": "string", "pattern": _TEXT},
    "week": {"label": "Week", "widget": "string", "pattern": _WEEK},
    "number": {"label": "Number", "widget": "number", "value_type": "int", "min": 0, "max": 999_999},
    "summary": {"label": "Summary", "widget": "string", "pattern": _TEXT},
    "tags": {"label": "Tags", "widget": "list"},
    "draft": {"label": "Draft", "widget": "boolean", "default": False},
}
"""Keys in the CMS's form; other keys of a note are kept."""
_REQUIRED = ("date", "author")
"""Keys that a note has to have; `author` is optional where the team's file has one."""
_BACKENDS = {"github": "github", "gitlab": "gitlab", "forgejo": "gitea", "gitea": "gitea", "bitbucket": "bitbucket"}


def cms_config(teams: Iterable[Team], config: Config) -> Settings:
    """Return the configuration for the teams that have a folder and have not ended."""
    return {
        "backend": _backend(config),
        # Sveltia requires an absolute path. It stays empty, because pictures are stored next to their notes.
        "media_folder": f"{config.path_in_repository}{NOTES}/_media",
        "public_folder": "/_media",
        **({"site_url": config.base_url, "display_url": config.base_url} if config.base_url else {}),
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [_collection(team, config) for team in teams if team.folder and not team.ended],
    }


def _backend(config: Config) -> Settings:
    """Return the repository for the CMS, without authentication."""
    page = split_address(repository_page(config.repository, config.forge))
    forge = forge_of_host(page.hostname or "", config.forge)
    path = unquote(page.path.strip("/"))
    if forge == "azure":
        return {"name": "azure", "repo": path.replace("/_git/", "/"), "branch": config.branch}
    if forge not in _BACKENDS:
        return {"name": "test-repo"}
    backend = {"name": _BACKENDS[forge], "repo": path, "branch": config.branch}
    host = f"{page.scheme}://{page.netloc}"
    if _BACKENDS[forge] == "gitea":
        *below, owner, name = path.split("/")  # Forgejo may run in a folder of its host
        host = "/".join([host, *below])
        return {**backend, "repo": f"{owner}/{name}", "base_url": host, "api_root": f"{host}/api/v1"}
    if forge == "gitlab" and page.netloc != "gitlab.com":
        return {**backend, "base_url": host, "api_root": f"{host}/api/v4"}
    if forge == "github" and page.netloc.endswith(".ghe.com"):
        return {**backend, "api_root": f"{page.scheme}://api.{page.netloc}"}
    if forge == "github" and page.netloc != "github.com":
        return {**backend, "api_root": f"{host}/api/v3"}
    return backend


def _collection(team: Team, config: Config) -> Settings:
    return {
        "name": team.slug,
        "label": team.name,
        "label_singular": "Note",
        "folder": config.path_in_repository + team.folder,
        "extension": "md",
        "format": "yaml-frontmatter",
        "create": True,
        "identifier_field": "date",
        "slug": "{{fields.date}}",
        "summary": "{{date}} {{title}}",
        "sortable_fields": ["date"],
        "media_folder": "",
        "public_folder": "",
        "fields": [*(_field(key, team) for key in _WIDGETS), {"name": "body", "label": "Text", "widget": "markdown"}],
    }


def _field(key: str, team: Team) -> Settings:
    is_required = key in _REQUIRED and not (key == "author" and team.author)
    field = {"name": key, **_WIDGETS[key], "hint": MEANING[key], "required": is_required}
    return {**field, "time_format": False, "picker_utc": True} if key == "date" else field
