"""The command line: each command parses options, calls one function, prints and exits."""

import errno
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

from weeknotes_site import __version__
from weeknotes_site.cli.commands import with_root
from weeknotes_site.cli.signals import handle
from weeknotes_site.cli.streams import open_streams, take_write_error
from weeknotes_site.os_errors import reason_of
from weeknotes_site.suggestions import nearest

_COMMANDS = {
    "acronyms": "List acronyms that no note spells out.",
    "build": "Build the site.",
    "catchup": "Print all notes since a day as one message, for mail or chat.",
    "check": "Check the notes without publishing.",
    "digest": "Print a week as one message, for mail or chat.",
    "explain": "Explain a note's team, week and page.",
    "import": "Import old notes from other formats.",
    "init": "Start a site: settings, a first team and note, and a pipeline.",
    "new": "Start a team's note for this week.",
    "schema": "Print the JSON Schema of front matter, or a CMS configuration.",
    "serve": "Preview the site in a browser while you write.",
    "status": "Show how often teams write, and which have gone quiet.",
    "theme": "List templates and static files; copy one to change it.",
}
_MODULES = {"import": "import_notes"}
"""Modules of commands whose names are Python keywords."""


class _LazyGroup(click.Group):
    """Import a command's module only when it is called, to start faster."""

    result: object = None
    """What the command returned, kept for `run`."""

    def main(self, *args: Any, **extra: Any) -> Any:
        open_streams()
        try:
            return super().main(*args, **extra)
        except SystemExit as end:
            if lost := take_write_error():
                _fail(f"the output could not be printed: {lost}", end.code)
            raise
        except Exception as failure:
            if _lacks_memory(failure):
                failure.__traceback__ = None  # its frames hold the large values, and printing needs memory
                _fail("there is not enough memory")
            if isinstance(failure, OSError) and failure.filename:
                _fail(f"{failure.filename} cannot be used: {reason_of(failure)}", 2)
            raise

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
            hint = with_root(f"did you mean `weeknotes {near}`?") if near else "`weeknotes --help` lists them."
            raise click.UsageError(f"no such command: `{name}`; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            self.result = super().invoke(ctx)
        except click.NoSuchOption as failure:
            message = _explain_option(failure.option_name, failure.ctx) if failure.ctx else ""
            if not message:
                raise
            raise click.UsageError(message, failure.ctx) from None
        return self.result

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        # Click's implementation imports every command for its help.
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
    help="The site's folder, which contains notes/. [default: this folder]",
)
@click.version_option(__version__, prog_name="weeknotes", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Turn your teams' weeknotes into a site with feeds."""
    ctx.obj = root
    _print_in_utf8()
    try:
        Path.cwd()
    except OSError:
        raise click.UsageError("the current folder has been deleted; change to another one") from None
    if ctx.invoked_subcommand in ("serve", "import"):
        gc.enable()  # `serve` runs for hours, and `import` builds trees with reference cycles
    ctx.color = _wants_colour()


def run() -> NoReturn:
    """Run the command of this process, and end it.

    Memory is not freed object by object first: that would take a twelfth of a small site's weekly build. So
    the site must outlive its command, and `build` returns it.
    """
    _use_utf8()
    # A command that is stopped, or whose terminal is closed, removes its temporary files before it ends.
    handle(("SIGTERM", "SIGHUP"), _end)
    # Most commands keep nearly all objects until they end; collecting garbage would take a third of the time.
    gc.disable()
    code: object = None
    try:
        main(prog_name="weeknotes")
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)


def _explain_option(option: str, ctx: click.Context) -> str:
    """Return how to write a command with a misplaced option; empty if that is not the mistake."""
    command = ctx.command_path.partition(" ")[2]
    if option == "--root":
        return f"`--root` must be before the command: `weeknotes --root DIR {command}`"
    name = option.removeprefix("--")
    if any(isinstance(one, click.Argument) and one.name == name for one in ctx.command.params):
        return f"write it without `{option}`: `{with_root(f'weeknotes {command} {name.upper()}')}`"
    return ""


def _use_utf8() -> None:
    """Start again in UTF-8 mode if the locale has another encoding, or file names and addresses would be wrong."""
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - ourselves


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)  # as shells report it


def _lacks_memory(failure: Exception) -> bool:
    # A new thread needs a stack; Python's error has no code.
    is_of_system = isinstance(failure, OSError) and failure.errno == errno.ENOMEM
    return isinstance(failure, MemoryError) or is_of_system or str(failure) == "can't start new thread"


def _fail(message: str, code: str | int | None = None) -> NoReturn:
    # Imported here: it needs most of a site's model, and nearly no run fails.
    from weeknotes_site.cli.exits import OUTPUT_FAILED, stop

    stop(message, code if isinstance(code, int) and code else OUTPUT_FAILED)


def _print_in_utf8() -> None:
    """Print UTF-8, because pipes on Windows and old locales cannot encode all characters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            elif stream.encoding.casefold() not in ("utf-8", "utf8"):
                stream.reconfigure(encoding="utf-8")


def _wants_colour() -> bool | None:
    """Return the environment's choice (no-color.org, force-color.org), or None to detect a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None
