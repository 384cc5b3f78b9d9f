"""Which files a new site has, and what stands in them. What is there already is never touched."""

import json
import uuid
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from weeknotes_site.config_file import CONFIG_FILE
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.tree import NOTES, TEAM_FILE
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.render.addresses import web_address

CI = ("github", "gitlab", "both", "none")
PLACEHOLDER = "weeknotes-site[all] @ git+https://REPLACE-ME.example/weeknotes-site.git"
"""Stands in workflows while nobody has said where the package can be had."""

_WORKFLOWS = {"github": ".github/workflows/weeknotes.yml", "gitlab": ".gitlab-ci.yml"}


class SiteStart(Struct, frozen=True, kw_only=True):
    """What somebody wants of a new site."""

    title: str
    team: str
    author: str
    as_of: date
    """The day of the first note."""
    ci: str = "both"
    """One of `CI`."""
    branch: str = "main"
    repository: str = ""
    package: str = ""
    """What `pip install` takes."""


class Started(Struct, frozen=True, kw_only=True):
    """What became of it."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    """What was there already."""
    workflows: tuple[str, ...]
    """Which of the workflows were written: `github`, `gitlab`."""


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
    workflows = tuple(name for name, path in _WORKFLOWS.items() if path in written)
    return Started(written=tuple(written), kept=tuple(kept), workflows=workflows)


def _plan(root: Path, start: SiteStart) -> Iterator[tuple[str, str]]:
    """Yield each file's path and text; no text where something else stands for it."""
    yield CONFIG_FILE, "" if _has_settings(root) else _config(start)
    if any((root / NOTES).glob("*")):
        yield f"{NOTES}/", ""
    else:
        folder = f"{NOTES}/{slug_of(start.team)}"
        yield f"{folder}/{TEAM_FILE}", _fill("team.md", FRONT_MATTER=_team(start))
        yield f"{folder}/{start.as_of.isoformat()}.md", _fill("note.md", FRONT_MATTER=_note(start))
    yield ".gitignore", _fill("gitignore")
    for name, path in _WORKFLOWS.items():
        if start.ci in (name, "both"):
            package = json.dumps(start.package or PLACEHOLDER)
            yield path, _fill(f"{name}.yml", BRANCH=start.branch, PACKAGE=package)


def _has_settings(root: Path) -> bool:
    project = root / "pyproject.toml"
    return project.is_file() and "[tool.weeknotes" in project.read_text("utf-8", "replace")


def _config(start: SiteStart) -> str:
    address = web_address(start.repository)
    return _fill(
        "weeknotes.toml",
        TITLE=_toml(start.title),
        SITE_ID=_toml(str(uuid.uuid4())),
        REPOSITORY=f"repository = {_toml(address)}" if address else '# repository = "https://github.com/…"',
    )


def _team(start: SiteStart) -> str:
    block = write_front_matter({"name": start.team})
    comment = "# Also: lead, contact, feedback, rhythm. What the team is for stands below, for its page.\n---\n"
    return block.removesuffix("---\n") + comment


def _note(start: SiteStart) -> str:
    values = {"team": start.team, "date": start.as_of.isoformat(), "author": start.author or f"{start.team} team"}
    return write_front_matter(values)


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")  # a JSON string is a TOML string but for DEL


def _fill(name: str, **values: str) -> str:
    text = files("weeknotes_site.new_site").joinpath("templates", name).read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value.rstrip("\n"))
    return text


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
