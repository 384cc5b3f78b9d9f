"""The command line: each command parses its options, calls one function, prints and exits."""

from importlib import import_module
from pathlib import Path

import click

from weeknotes_site import __version__

_COMMANDS = {
    "build": "Build the site.",
    "check": "Say what is wrong with the notes; write nothing.",
    "new": "Start this week's note of a team.",
}


class _LazyGroup(click.Group):
    """Imports a command's module only when it is called: no command pays for another's libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"weeknotes_site.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `weeknotes build`, then open _site/index.html.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The site's folder, which holds notes/. [default: this folder]",
)
@click.version_option(__version__, prog_name="weeknotes", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Turn your teams' weeknotes into a site with feeds."""
    ctx.obj = root
