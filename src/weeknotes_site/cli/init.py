"""`weeknotes init`."""

import re
import shlex
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import exit_on_problem
from weeknotes_site.model.addresses import host_of
from weeknotes_site.model.forge import FORGES, forge_of_host, repository_page, without_login
from weeknotes_site.new_site import (
    CHANNELS,
    DISTRIBUTION,
    PIPELINES,
    SiteStart,
    Started,
    default_branch,
    enclosing_repository,
    git_setting,
    installed_from,
    start_site,
)

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


class _Branch(click.ParamType[str]):
    """A branch name that needs no quotes in a pipeline."""

    name = "branch"
    pattern = re.compile(r"\w[\w./+-]*")

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not self.pattern.fullmatch(value):
            self.fail(f"`{value}` is not a valid branch; use letters, digits, `.`, `/` and `-`", param, ctx)
        return value


@click.command(
    "init",
    epilog='Example: weeknotes init weeknotes --title "Westmarch weeknotes" --team "Housing Repairs"',
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", metavar="TEXT", help="The site's title. [default: Weeknotes]")
@click.option("--team", metavar="NAME", help="The first team. [default: Our team]")
@click.option("--author", metavar="NAME", help="Author of the first note. [default: git's user.name, else the team]")
@click.option("--repository", metavar="URL", help="The notes' repository. [default: git's remote origin]")
@click.option("--forge", type=click.Choice([*FORGES, NONE]), help="The repository's forge. [default: by its host]")
@click.option("--branch", type=_Branch(), metavar="NAME", help="The branch to publish. [default: git's]")
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
    folder = root / folder
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    start = _ask(folder, _Questions(given, asks=asks), as_of)
    with exit_on_problem("text"):
        started = start_site(folder, start)
    _print_next_steps(folder, start, started)


class _Questions:
    """Get values from options, else from prompts on a terminal, else defaults."""

    def __init__(self, given: Mapping[str, str | None], *, asks: bool) -> None:
        self.given, self.asks = given, asks

    def answer(self, key: str, question: str, default: str, kind: click.ParamType[Any] | None = None) -> str:
        value = self.given[key]
        if value is None:
            value = self._prompt(question, default, kind) if self.asks else default
        return "" if value == NONE else str(value).strip()

    def _prompt(self, question: str, default: str, kind: click.ParamType[Any] | None) -> Any:
        return click.prompt(question, default=default, type=kind, show_choices=False, show_default=bool(default))

    def choose(self, key: str, question: str, choices: Iterable[str], default: str) -> str:
        names = [*choices, NONE]
        return self.answer(key, f"{question} ({', '.join(names)})", default or NONE, click.Choice(names))


def _ask(folder: Path, questions: _Questions, as_of: date) -> SiteStart:
    """Ask for the values of a new site; some defaults come from git."""
    answer, choose = questions.answer, questions.choose
    title = answer("title", "Title of the site", "Weeknotes")
    team = answer("team", "Name of the first team", "Our team")
    author = answer("author", "Author of its first note", git_setting(folder, "user.name") or f"{team} team")
    origin = without_login(git_setting(folder, "remote.origin.url"))
    repository = answer("repository", "URL of the repository, if any", origin)
    named = questions.given["forge"] or ""
    host = host_of(repository_page(repository, named))
    forge = forge_of_host(host, named)
    if host and not forge:
        forge = choose("forge", f"Forge at {host}", FORGES, NONE)
    branch = answer("branch", "Branch to publish", _usable(default_branch(folder)), _Branch())
    ci = choose("ci", "Pipeline to check and publish", PIPELINES, _PIPELINE_AT.get(forge, forge))
    return SiteStart(
        title=title,
        team=team,
        author=author,
        as_of=as_of,
        repository=repository,
        forge="" if forge == NONE else forge,
        branch=branch,
        ci=ci,
        announce=choose("announce", "Announce each week on Tuesdays in", CHANNELS, NONE) if ci else "",
        package=answer("package", _PACKAGE_QUESTION, installed_from()) if ci else "",
    )


def _usable(branch: str) -> str:
    return branch if _Branch.pattern.fullmatch(branch) else "main"


def _print_next_steps(folder: Path, start: SiteStart, started: Started) -> None:
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
    elif start.announce:
        click.echo(f"To add the announcement, delete {folder / PIPELINES[start.ci]} and run this again.")
    elif not start.ci and not any((folder / path).exists() for path in PIPELINES.values()):
        first, *others = PIPELINES
        click.echo(f"No pipeline was written: `weeknotes init {name}--ci {first}` adds one,")
        click.echo(f"  as do {', '.join(others[:-1])} and {others[-1]} in place of {first}.")
    there = f"--root {name}" if name else ""
    click.echo(f"Now write: weeknotes {there}serve --open")
    if started.has_pipeline:
        click.echo(f"To publish, commit everything and push {start.branch}.")


def _print_repository(folder: Path, start: SiteStart, started: Started) -> None:
    if start.repository and not repository_page(start.repository, start.forge):
        address = without_login(start.repository)
        click.echo(f"`{address}` is not a web address, so pages will not link to the notes' files.")
    top = enclosing_repository(folder)
    if top and (started.has_pipeline or start.repository):
        click.echo(f"This folder is part of the repository in {top}. A forge looks for the pipeline at the top of it,")
        click.echo("  and links to the notes' files lead there: run `git init` here, or start the site in that folder.")


def _ignores_site(gitignore: Path) -> bool:
    lines = gitignore.read_text("utf-8", "replace").splitlines() if gitignore.is_file() else []
    return any(line.strip().strip("/") == "_site" for line in lines)


def _print_pipeline_steps(start: SiteStart) -> None:
    click.echo(_PUBLISHING[start.ci].format(branch=start.branch))
    if start.announce:
        readers_see = "; and `from` and `to` under `[digest]` in weeknotes.toml" if start.announce == "mail" else ""
        click.echo(f"To announce the week, set these secrets: {', '.join(CHANNELS[start.announce])}{readers_see}")
    if not start.package:
        click.echo("Set WEEKNOTES in the pipeline to the package that it should install.")
