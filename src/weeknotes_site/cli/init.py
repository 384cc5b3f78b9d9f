"""`weeknotes init`."""

import shlex
import sys
from datetime import date
from pathlib import Path

import click

from weeknotes_site.cli import options
from weeknotes_site.cli.exits import explained_exit
from weeknotes_site.new_site import CI, SiteStart, Started, git_setting, installed_from, start_site

_AFTERWARDS = {
    "github": """\
GitHub: the Pages of a PRIVATE repository may be PUBLIC. Unless your organisation restricts them (Enterprise Cloud),
  whoever knows the address can read the notes. To publish: Settings > Pages > Source: GitHub Actions.""",
    "gitlab": """\
GitLab: the Pages of a PRIVATE project may be PUBLIC. See Settings > General > Visibility > Pages before the first push.
  For the weekly feed: Build > Pipeline schedules > New schedule, `23 6 * * 2` (Tuesday morning), branch main.""",
}


@click.command(
    "init",
    epilog='Example: weeknotes init weeknotes --title "Westmarch weeknotes" --team "Housing Repairs"',
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", metavar="TEXT", help="The site's title. [default: Weeknotes]")
@click.option("--team", metavar="NAME", help="The first team. [default: Our team]")
@click.option("--author", metavar="NAME", help="Who writes its first note. [default: git's user.name, else the team]")
@click.option("--ci", type=click.Choice(CI), help="Workflows to write. [default: by the repository, else both]")
@click.option("--repository", metavar="URL", help="Where the notes are kept. [default: git's remote origin]")
@click.option("--package", metavar="WHAT", help="What workflows install. [default: where this one came from]")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing and take the defaults.")
@options.as_of
@click.pass_obj
def command(
    root: Path,
    folder: Path,
    title: str | None,
    team: str | None,
    author: str | None,
    ci: str | None,
    repository: str | None,
    package: str | None,
    yes: bool,
    as_of: date,
) -> None:
    """Start a site in DIR, or here: settings, a first team, a first note, and workflows that publish it.

    Asks what no option says, on a terminal only. What is there already is never overwritten.
    """
    folder = root / folder
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    team = _answer(team, "The first team", "Our team", asks)
    repository = _answer(repository, "Repository of the notes", git_setting(folder, "remote.origin.url"), asks)
    start = SiteStart(
        title=_answer(title, "Title of the site", "Weeknotes", asks),
        team=team,
        author=_answer(author, "Who writes", git_setting(folder, "user.name") or f"{team} team", asks),
        ci=_answer(ci, f"Workflows ({', '.join(CI)})", _likely_ci(repository), asks, click.Choice(CI)),
        repository=repository,
        package=_answer(package, "Workflows install", installed_from(), asks),
        as_of=as_of,
    )
    with explained_exit("text"):
        started = start_site(folder, start)
    _tell(folder, start, started)


def _answer(given: str | None, question: str, default: str, asks: bool, kind: click.Choice[str] | None = None) -> str:
    if given is not None or not asks:
        return default if given is None else given
    answer: str = click.prompt(question, default=default, type=kind, show_choices=False)
    return answer.strip()


def _likely_ci(repository: str) -> str:
    return next((name for name in ("github", "gitlab") if name in repository), "both")


def _tell(folder: Path, start: SiteStart, started: Started) -> None:
    for path in started.written:
        click.echo(f"wrote {folder / path}")
    for path in started.kept:
        click.echo(f"kept  {folder / path}, which was there already")
    if ".gitignore" in started.kept:
        click.echo("      add `/_site/` to it, the folder that `weeknotes build` writes")
    for name in started.workflows:
        click.echo(_AFTERWARDS[name])
    if started.workflows and not start.package:
        click.echo("The workflows do not know yet where to install weeknotes-site from: set WEEKNOTES in them.")
    there = "" if folder == Path() else f"--root {shlex.quote(str(folder))} "
    click.echo(f"Now write: weeknotes {there}serve --open")
