"""Commands in messages."""

import shlex
from pathlib import Path

import click

from weeknotes_site.diagnostics import escaped
from weeknotes_site.regex import regex

_COMMAND = regex(r"`weeknotes (?=([a-z]+)\b)")


def with_root(text: str) -> str:
    """Add the given `--root` to the commands in a text, so that they can be copied."""
    context = click.get_current_context(silent=True)
    group = context.find_root() if context else None
    root = group.params.get("root", Path()) if group else Path()
    if group is None or root == Path() or not isinstance(group.command, click.Group):
        return text
    names = group.command.list_commands(group)
    option = f"`weeknotes --root {shlex.quote(escaped(str(root)))} "
    return _COMMAND.sub(lambda found: option if found[1] in names else found[0], text)
