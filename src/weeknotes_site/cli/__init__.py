"""The command line: each command parses its options, calls one function, prints and exits."""

import atexit
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from weeknotes_site import __version__
from weeknotes_site.suggestions import nearest

_COMMANDS = {
    "acronyms": "List acronyms that teams use and never spell out.",
    "build": "Build the site.",
    "catchup": "Write all notes since a day as one message, for somebody who was away.",
    "check": "Say what is wrong with the notes; publish nothing.",
    "digest": "Write a week as one message, to mail or paste.",
    "explain": "Say which team, week and page a note belongs to, and why.",
    "import": "Bring old notes along, from wherever they are.",
    "init": "Start a site: settings, a first team and note, and workflows.",
    "new": "Start this week's note of a team.",
    "schema": "Print the JSON Schema of front matter, or the configuration of a CMS.",
    "serve": "Show the site in a browser while you write.",
    "status": "Show who writes how often, and who has gone quiet.",
    "theme": "Show where each template and static file comes from; copy one out to change it.",
}
_MODULES = {"import": "import_notes"}
"""Where a command's name cannot be its module's."""


class _LazyGroup(click.Group):
    """Imports a command's module only when it is called: no command pays for another's libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"weeknotes_site.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            near = nearest(name, _COMMANDS)
            hint = f"did you mean `weeknotes {near}`?" if near else "`weeknotes --help` lists them."
            raise click.UsageError(f"there is no command `{name}`; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        # Click's own imports every command for its help.
        commands = [CompletionItem(name, help=text) for name, text in _COMMANDS.items() if name.startswith(incomplete)]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `weeknotes init`, write with `weeknotes serve --open`, publish with `weeknotes build`.",
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
    _print_in_utf8()
    # A preview goes on for hours, and trees of imported pages hold on to themselves.
    if ctx.invoked_subcommand not in ("serve", "import") and gc.isenabled():
        # What a run makes it keeps to its end; to look through all of it again and again takes a third of the time.
        gc.disable()
        ctx.call_on_close(gc.enable)
        atexit.register(gc.freeze)  # nor does Python need to as it ends
    ctx.color = _wants_colour()


def _print_in_utf8() -> None:
    """Print every character of a note: Windows' pipes and old locales have no place for some of them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            elif stream.encoding.casefold() not in ("utf-8", "utf8"):
                stream.reconfigure(encoding="utf-8")


def _wants_colour() -> bool | None:
    """Return what the environment asks for (no-color.org, force-color.org); None leaves it to the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None
