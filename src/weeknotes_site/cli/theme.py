"""`weeknotes theme` and `weeknotes theme copy`."""

from pathlib import Path

import click

from weeknotes_site.cli.commands import with_root
from weeknotes_site.cli.exits import OUTPUT_FAILED, exit_on_problem, stop
from weeknotes_site.cli.report import without_controls
from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.content.files.tree import require_notes_folder
from weeknotes_site.new_file import write_new
from weeknotes_site.os_errors import reason_of
from weeknotes_site.render.theme import TEMPLATES, ListedFile, default_theme, list_theme
from weeknotes_site.suggestions import nearest


@click.group("theme", invoke_without_command=True, epilog="Example: weeknotes theme copy note.html")
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the site's templates and static files, and where each comes from."""
    if ctx.invoked_subcommand:
        return
    files = list_theme(ctx.obj)
    width = max(len(file.name) for file in files)
    for file in files:
        click.echo(f"{without_controls(file.name):{width}}  {_origin(file)}")
    click.echo(f"\nThe theme is in {default_theme()}.")


@command.command("copy", epilog="Example: weeknotes theme copy note.html")
@click.argument("file")
@click.pass_obj
def copy(root: Path, file: str) -> None:
    """Copy FILE of the theme into the site to change it; existing files are never overwritten."""
    if root.resolve() == default_theme():
        raise click.UsageError("this folder is the theme itself; change its files instead")
    with exit_on_problem("text"):
        require_notes_folder(root)
    name = _find(root, file)
    target = root / name
    try:
        write_new(target, (default_theme() / name).read_bytes())
    except FileExistsError:
        raise click.UsageError(f"`{name}` already exists") from None
    except OSError as failure:
        stop(f"`{name}` could not be written: {reason_of(failure)}", OUTPUT_FAILED)
    click.echo(f"Copied {name}. To return to the theme's version, delete it.")


def _origin(file: ListedFile) -> str:
    if not file.is_own:
        return "theme"
    return "this site, instead of the theme's" if file.is_of_theme else "this site"


def _find(root: Path, wanted: str) -> str:
    """Return the theme's file of a name, with or without `templates/` or `static/`."""
    names = [file.name for file in list_theme(root) if file.is_of_theme]
    wanted = wanted.replace("\\", "/")
    found = [name for name in names if name in (wanted, f"{TEMPLATES}/{wanted}", f"{STATIC}/{wanted}")]
    if not found:
        near = nearest(wanted, [name.partition("/")[2] for name in names])
        hint = f"did you mean `{near}`?" if near else with_root("`weeknotes theme` lists its files.")
        raise click.UsageError(f"the theme has no file `{wanted}`; {hint}")
    return found[0]
