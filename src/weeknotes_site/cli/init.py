"""`weeknotes init`."""

import shlex
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.types import FuncParamType

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import exit_on_problem
from weeknotes_site.cli.names import author_name, one_line, team_name
from weeknotes_site.content.files.tree import site_with_notes
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.git import default_branch, enclosing_repository, folder_in_repository, git_setting
from weeknotes_site.model.addresses import host_of
from weeknotes_site.model.forge import FORGES, forge_of_host, is_branch, repository_page, without_login
from weeknotes_site.model.team import team_signature
from weeknotes_site.new_site import (
    CHANNELS,
    DISTRIBUTION,
    PIPELINES,
    SiteStart,
    StartedSite,
    installed_from,
    start_site,
)
from weeknotes_site.regex import regex
from weeknotes_site.untrusted import real_path

NONE = "none"
_PIPELINE_AT = {"gitea": "forgejo", "bitbucket-data-center": NONE}
"""Pipelines that are not named like their forge."""
_PACKAGE_QUESTION = f"What the pipeline installs with pip, such as `{DISTRIBUTION}[all]==0.2.0`"
_PUBLISHING = {
    "github": """\
GitHub: the Pages of a PRIVATE repository may be PUBLIC. Unless your organisation restricts them (Enterprise Cloud),
  anybody who knows the address can read the notes. To publish: Settings > Pages > Source: GitHub Actions.""",
    "gitlab": """\
GitLab: the Pages of a PRIVATE project may be PUBLIC. See Settings > General > Visibility > Pages before the first push.
  For the weekly feed: Build > Pipeline schedules > New schedule, `23 6 * * 2` (Tuesday morning), branch {branch}.""",
    "forgejo": """\
Forgejo: the site is pushed to the branch `pages`. Codeberg serves it to ANYBODY who knows the address; elsewhere
  point your web server at the branch, and set `base_url` in weeknotes.toml to its address.""",
    "bitbucket": """\
Bitbucket: the site is pushed to the branch `pages`; point your host at it, and set `base_url` in weeknotes.toml.
  For the weekly feed: Pipelines > Schedules, every Tuesday, branch {branch}, pipeline `custom: tuesday`.""",
    "azure": """\
Azure: a Static Web App is PUBLIC unless its `staticwebapp.config.json` requires a login. Set the secret variable
AZURE_STATIC_WEB_APPS_API_TOKEN in the pipeline, and `base_url` in weeknotes.toml.""",
}


_BRANCH = regex(r"\w[\w./+-]*")
"""Branch names that need no quotes in a pipeline."""


@FuncParamType
def _title(value: str) -> str:
    title = one_line(value)
    if not title:
        raise click.BadParameter("the site needs a title")
    return title


@FuncParamType
def _branch(value: str) -> str:
    if _usable(value) != value:
        raise click.BadParameter(f"`{value}` is not a valid branch; use letters, digits, `.`, `/` and `-`")
    return value


@click.command(
    "init",
    epilog='Example: weeknotes init weeknotes --title "Westmarch weeknotes" --team "Housing Repairs"',
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", type=_title, metavar="TEXT", help="The site's title. [default: Weeknotes]")
@click.option("--team", type=team_name, metavar="NAME", help="The first team. [default: Our team]")
@click.option(
    "--author",
    type=author_name,
    metavar="NAME",
    help="Author of the first note. [default: git's user.name, else the team]",
)
@click.option("--repository", metavar="URL", help="The notes' repository. [default: git's remote origin]")
@click.option("--forge", type=click.Choice([*FORGES, NONE]), help="The repository's forge. [default: by its host]")
@click.option("--branch", type=_branch, metavar="NAME", help="The branch to publish. [default: git's]")
@click.option("--ci", type=click.Choice([*PIPELINES, NONE]), help="The pipeline to write. [default: by the forge]")
@click.option("--announce", type=click.Choice([*CHANNELS, NONE]), help="Where to announce each week.")
@click.option("--package", metavar="WHAT", help="What the pipeline installs with pip. [default: this package]")
@click.option("-y", "--yes", is_flag=True, help="Accept all defaults without asking.")
@options.as_of
@click.pass_obj
def command(root: Path, /, folder: Path, yes: bool, as_of: date, **given: str | None) -> None:
    """Start a site in DIR (default: this folder): settings, a first team and note, and a pipeline.

    On a terminal, asks for missing options. Existing files are never overwritten.
    """
    options.check_note_day(as_of)
    folder = root / folder
    if site := site_with_notes(real_path(folder)):
        raise click.UsageError(f"{folder} is among the notes of the site in {site}; choose another folder")
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    start = _ask(folder, _Questions(given, asks=asks), as_of)
    with exit_on_problem("text"):
        started = start_site(folder, start)
    _print_next_steps(folder, start, started)


class _Questions:
    """Get values from options, else from prompts on a terminal, else defaults."""

    def __init__(self, given: Mapping[str, str | None], *, asks: bool) -> None:
        self.given, self.asks = given, asks

    def answer(self, key: str, question: str, default: str, kind: click.ParamType[Any] = click.STRING) -> str:
        value = self.given[key]
        if value is None:
            value = self._prompt(question, default, kind) if self.asks else default
        return value.strip()

    def _prompt(self, question: str, default: str, kind: click.ParamType[Any]) -> str:
        said = click.prompt(question, default=default, type=kind, show_choices=False, show_default=bool(default))
        return str(said)

    def optional(self, key: str, question: str, default: str, kind: click.ParamType[Any] = click.STRING) -> str:
        """Return an answer that may be `none`, as empty."""
        value = self.answer(key, question, default, kind)
        return "" if value == NONE else value

    def unasked(self, key: str) -> str:
        """Return the value of an option, or empty, without a prompt."""
        value = self.given[key] or ""
        return "" if value == NONE else value

    def choose(self, key: str, question: str, choices: Iterable[str], default: str) -> str:
        names = [*choices, NONE]
        return self.optional(key, f"{question} ({', '.join(names)})", default or NONE, click.Choice(names))


def _ask(folder: Path, questions: _Questions, as_of: date) -> SiteStart:
    """Ask for the values of a new site; some defaults come from git."""
    answer, optional, choose, unasked = questions.answer, questions.optional, questions.choose, questions.unasked
    title = answer("title", "Title of the site", "Weeknotes", _title)
    team = answer("team", "Name of the first team", "Our team", team_name)
    author = answer("author", "Author of its first note", _git_author(folder) or team_signature(team), author_name)
    origin = without_login(git_setting(folder, "remote.origin.url"))
    repository = optional("repository", "URL of the repository, if any", origin)
    named = questions.given["forge"] or ""
    host = host_of(repository_page(repository, named))
    forge = forge_of_host(host, named) if host else named
    if host and not forge:
        forge = choose("forge", f"Forge at {host}", FORGES, NONE)
    branch = answer("branch", "Branch to publish", _usable(default_branch(folder)), _branch)
    ci = choose("ci", "Pipeline to check and publish", PIPELINES, _PIPELINE_AT.get(forge, forge))
    return SiteStart(
        title=title,
        team=team,
        author=author,
        as_of=as_of,
        repository=repository,
        forge="" if forge == NONE else forge,
        branch=branch,
        folder=(folder_in_repository(folder) or "").strip("/") if repository == origin else "",
        ci=ci,
        announce=choose("announce", "Announce each week on Tuesdays in", CHANNELS, NONE) if ci else unasked("announce"),
        package=optional("package", _PACKAGE_QUESTION, installed_from()) if ci else unasked("package"),
    )


def _git_author(folder: Path) -> str:
    name = git_setting(folder, "user.name")
    return name if slug_of(name) else ""


def _usable(branch: str) -> str:
    return branch if _BRANCH.fullmatch(branch) and is_branch(branch) else "main"


def _print_next_steps(folder: Path, start: SiteStart, started: StartedSite) -> None:
    name = "" if folder == Path() else f"{shlex.quote(str(folder))} "
    for path in started.written:
        click.echo(f"wrote {folder / path}")
    for path in started.kept:
        click.echo(f"kept  {folder / path}, which exists")
    if ".gitignore" in started.kept and not _ignores_site(folder / ".gitignore"):
        click.echo("      add `/_site/` to it, the folder that `weeknotes build` writes")
    _print_repository(folder, start, started)
    if started.has_pipeline:
        _print_pipeline_steps(start)
    else:
        _print_pipeline_command(folder, start, name)
    there = f"--root {name}" if name else ""
    click.echo(f"Now write: weeknotes {there}serve --open")
    if started.has_pipeline:
        click.echo(f"To publish, commit everything and push {start.branch}.")


def _print_pipeline_command(folder: Path, start: SiteStart, name: str) -> None:
    """Say how to add a pipeline, or the announcement to an existing one."""
    existing = [path for path in PIPELINES.values() if (folder / path).exists()]
    if start.announce and existing:
        click.echo(
            f"To add the announcement, delete {folder / PIPELINES.get(start.ci, existing[0])} and run this again."
        )
    elif not existing:
        first, *others = PIPELINES
        more = {"announce": start.announce, "package": start.package}
        again = "".join(f" --{key} {shlex.quote(value)}" for key, value in more.items() if value)
        click.echo(f"No pipeline was written: `weeknotes init {name}--ci {first}{again}` adds one,")
        click.echo(f"  as do {', '.join(others[:-1])} and {others[-1]} in place of {first}.")


def _print_repository(folder: Path, start: SiteStart, started: StartedSite) -> None:
    if start.repository and not repository_page(start.repository, start.forge):
        address = without_login(start.repository)
        what = "the URL of a repository" if address.startswith(("https://", "http://")) else "a web address"
        click.echo(f"`{address}` is not {what}, so pages will not link to the notes' files.")
    top = enclosing_repository(folder)
    if top and (started.has_pipeline or (start.repository and not start.folder)):
        click.echo(f"This folder is part of the repository in {top}. A forge looks for the pipeline at the top of it,")
        links = "" if start.folder else "and links to the notes' files lead there: "
        click.echo(f"  {links}run `git init` here, or start the site in that folder.")


def _ignores_site(gitignore: Path) -> bool:
    try:
        lines = gitignore.read_text("utf-8", "replace").splitlines() if gitignore.is_file() else []
    except OSError:
        lines = []
    return any(line.strip().strip("/") == "_site" for line in lines)


def _print_pipeline_steps(start: SiteStart) -> None:
    click.echo(_PUBLISHING[start.ci].format(branch=start.branch))
    if start.announce:
        readers_see = "; and `from` and `to` under `[digest]` in weeknotes.toml" if start.announce == "mail" else ""
        click.echo(f"To announce the week, set these secrets: {', '.join(CHANNELS[start.announce])}{readers_see}")
    if not start.package:
        click.echo("Set WEEKNOTES in the pipeline to the package that it should install.")
