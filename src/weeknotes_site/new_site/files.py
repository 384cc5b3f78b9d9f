"""Write the files of a new site; existing files are never changed."""

import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec import Struct

from weeknotes_site.config.file import CONFIG_FILE
from weeknotes_site.config.strings import toml_string
from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.files.tree import unreadable
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.model.addresses import host_of
from weeknotes_site.model.forge import forge_of_host, repository_page
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.model.team import TEAM_FILE, team_signature
from weeknotes_site.new_file import write_new
from weeknotes_site.new_site.constraints import CONSTRAINTS, find_constraints
from weeknotes_site.new_site.filling import fill_in
from weeknotes_site.new_site.pipelines import PIPELINES, Pipeline, write_pipeline
from weeknotes_site.os_errors import reason_of
from weeknotes_site.regex import regex

_CODEBERG = regex(r"https://codeberg\.org/([^/]+)/([^/]+)")


class SiteStart(Struct, frozen=True, kw_only=True):
    """Values of a new site."""

    title: str
    team: str
    """A name that a team's folder can have."""
    author: str
    as_of: date
    """Date of the first note."""
    repository: str
    forge: str
    """Software of the repository's host; empty if its name is enough."""
    branch: str
    folder: str
    """The site's folder in the repository."""
    ci: str
    """One of `PIPELINES`, or empty."""
    announce: str
    """Where to announce each week: one of `CHANNELS`, or empty."""
    package: str
    """Requirement for `pip install`."""


class StartedSite(Struct, frozen=True, kw_only=True):
    """Result of starting a site."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that already existed."""
    has_pipeline: bool
    """Whether the pipeline was written."""


def start_site(root: Path, start: SiteStart) -> StartedSite:
    """Write the missing files of a new site. Raises Problem if one cannot be written, and then leaves none."""
    written: list[str] = []
    kept: list[str] = []
    try:
        for path, text in _plan(root, start):
            (written if text and _write_new(root, path, text) else kept).append(path)
    except Problem:
        # The next run would keep these files, and leave out others that belong to them.
        for path in written:
            with suppress(OSError):
                (root / path).unlink()
        raise
    return StartedSite(written=tuple(written), kept=tuple(kept), has_pipeline=PIPELINES.get(start.ci) in written)


def _plan(root: Path, start: SiteStart) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file; the text is empty if the site has an equivalent."""
    yield CONFIG_FILE, "" if _has_settings(root) else _config(start)
    folder = f"{NOTES}/{slug_of(start.team)}"
    if any(names for _, _, names in os.walk(root / NOTES)):
        yield f"{NOTES}/", ""
    else:
        yield f"{folder}/{TEAM_FILE}", fill_in("team.md", FRONT_MATTER=_team(start))
        yield f"{folder}/{start.as_of.isoformat()}.md", fill_in("note.md", FRONT_MATTER=_note(start))
        yield "README.md", fill_in("readme.md", TITLE=start.title, BRANCH=start.branch, FOLDER=slug_of(start.team))
    yield ".gitignore", fill_in("gitignore")
    if start.ci in PIPELINES:
        constraints = find_constraints()
        if constraints:
            yield CONSTRAINTS, constraints.read_text("utf-8")
        yield PIPELINES[start.ci], write_pipeline(_pipeline(start, constrained=constraints is not None))


def _pipeline(start: SiteStart, *, constrained: bool) -> Pipeline:
    return Pipeline(
        ci=start.ci,
        branch=start.branch,
        package=start.package,
        constrained=constrained,
        announce=start.announce,
    )


def _has_settings(root: Path) -> bool:
    project = root / "pyproject.toml"
    try:
        return project.is_file() and "[tool.weeknotes" in project.read_text("utf-8", "replace")
    except OSError as failure:
        raise Problem(unreadable(project.name, failure)) from None


def _config(start: SiteStart) -> str:
    page = repository_page(start.repository, start.forge)
    forge = start.forge if start.forge != forge_of_host(host_of(page)) else ""
    base_url = _base_url_of(page)
    gives = start.ci in ("github", "gitlab")
    tells = "Set by the pipeline; needed here only to build by hand." if gives else "Needed for feeds and messages."
    return fill_in(
        "weeknotes.toml",
        TITLE=toml_string(start.title),
        SITE_ID=toml_string(str(uuid.uuid4())),
        TELLS=tells,
        BASE_URL=f"base_url = {toml_string(base_url)}" if base_url else '# base_url = "https://weeknotes.example/"',
        REPOSITORY=f"repository = {toml_string(page)}" if page else '# repository = "https://github.com/…"',
        FORGE=f"forge = {toml_string(forge)}" if page and forge else "",
        BRANCH=f"branch = {toml_string(start.branch)}" if page else "",
        FOLDER=f"repository_folder = {toml_string(start.folder)}" if page and start.folder else "",
    )


def _base_url_of(page: str) -> str:
    """Return the URL of a repository's pages, if it follows from the repository's."""
    found = _CODEBERG.fullmatch(page)
    return f"https://{found[1]}.codeberg.page/{found[2]}/" if found else ""


def _team(start: SiteStart) -> str:
    block = write_front_matter({"name": start.team})
    comment = "# Also: lead, contact, feedback, rhythm. Describe the team below, for its page.\n---\n"
    return block.removesuffix("---\n") + comment


def _note(start: SiteStart) -> str:
    values = {"team": start.team, "date": start.as_of.isoformat(), "author": start.author or team_signature(start.team)}
    return write_front_matter(values)


def _write_new(root: Path, path: str, text: str) -> bool:
    try:
        write_new(root / path, text.encode())
    except FileExistsError:
        return False
    except OSError as failure:
        message = f"cannot be written: {reason_of(failure)}"
        raise Problem(error("unwritable", Place(path=path), message, "choose another folder")) from None
    return True
