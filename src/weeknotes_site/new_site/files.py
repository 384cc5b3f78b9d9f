"""Which files a new site has, and what stands in them. What is there already is never touched."""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from weeknotes_site.config_file import CONFIG_FILE
from weeknotes_site.constraints import CONSTRAINTS, find_constraints
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.tree import NOTES, TEAM_FILE
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.model.forge import forge_of_host, repository_page
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.new_site.filling import fill_in
from weeknotes_site.new_site.pipelines import PIPELINES, Pipeline, write_pipeline

_CODEBERG = re.compile(r"https://codeberg\.org/([^/]+)/([^/]+)")


class SiteStart(Struct, frozen=True, kw_only=True):
    """What somebody wants of a new site."""

    title: str
    team: str
    author: str
    as_of: date
    """The day of the first note."""
    repository: str = ""
    forge: str = ""
    """What runs at the repository's host; empty where its name tells."""
    branch: str = "main"
    ci: str = ""
    """One of `PIPELINES`, or nothing."""
    announce: str = ""
    """Where the pipeline announces the week: one of `CHANNELS`, or nothing."""
    package: str = ""
    """What `pip install` takes."""


class Started(Struct, frozen=True, kw_only=True):
    """What became of it."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    """What was there already."""
    has_pipeline: bool
    """Whether the pipeline's file was written."""


def start_site(root: Path, start: SiteStart) -> Started:
    """Write the files of a new site that are not there yet.

    Raises Problem where the team's name gives no folder, or where nothing can be written.
    """
    if not slug_of(start.team):
        message = f"`{start.team}` has no letter or digit to make a folder of"
        raise Problem(error("name-without-slug", Place(path=NOTES), message, "write the team's name in letters"))
    written: list[str] = []
    kept: list[str] = []
    for path, text in _plan(root, start):
        (written if text and _write_new(root, path, text) else kept).append(path)
    return Started(written=tuple(written), kept=tuple(kept), has_pipeline=PIPELINES.get(start.ci) in written)


def _plan(root: Path, start: SiteStart) -> Iterator[tuple[str, str]]:
    """Yield each file's path and text; no text where something else stands for it."""
    yield CONFIG_FILE, "" if _has_settings(root) else _config(start)
    folder = f"{NOTES}/{slug_of(start.team)}"
    if any((root / NOTES).glob("*")):
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
    return project.is_file() and "[tool.weeknotes" in project.read_text("utf-8", "replace")


def _config(start: SiteStart) -> str:
    page = repository_page(start.repository)
    forge = start.forge if start.forge != forge_of_host(urlsplit(page).hostname or "") else ""
    base_url = _base_url_of(page)
    gives = start.ci in ("github", "gitlab")
    tells = "The pipeline gives it; set it if you build by hand." if gives else "Feeds and messages need it."
    return fill_in(
        "weeknotes.toml",
        TITLE=_toml(start.title),
        SITE_ID=_toml(str(uuid.uuid4())),
        TELLS=tells,
        BASE_URL=f"base_url = {_toml(base_url)}" if base_url else '# base_url = "https://weeknotes.example/"',
        REPOSITORY=f"repository = {_toml(page)}" if page else '# repository = "https://github.com/…"',
        FORGE=f"forge = {_toml(forge)}" if page and forge else "",
        BRANCH=f"branch = {_toml(start.branch)}" if page else "",
    )


def _base_url_of(page: str) -> str:
    """Return where a repository's pages are served, if its forge says so without being asked."""
    found = _CODEBERG.fullmatch(page)
    return f"https://{found[1]}.codeberg.page/{found[2]}/" if found else ""


def _team(start: SiteStart) -> str:
    block = write_front_matter({"name": start.team})
    comment = "# Also: lead, contact, feedback, rhythm. What the team is for stands below, for its page.\n---\n"
    return block.removesuffix("---\n") + comment


def _note(start: SiteStart) -> str:
    values = {"team": start.team, "date": start.as_of.isoformat(), "author": start.author or f"{start.team} team"}
    return write_front_matter(values)


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")  # a JSON string is a TOML string but for DEL


def _write_new(root: Path, path: str, text: str) -> bool:
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        if target.exists() or target.is_symlink():
            return False
        raise Problem(_unwritable(path, "a file stands where a folder must be")) from None
    except OSError as failure:
        raise Problem(_unwritable(path, failure.strerror or str(failure))) from None
    return True


def _unwritable(path: str, reason: str) -> Diagnostic:
    return error("unwritable", Place(path=path), f"cannot be written: {reason}", "choose another folder")
