"""Commands with options that exclude each other."""

from collections.abc import Iterator, Sequence
from typing import Any

import click
from click.core import ParameterSource


class ExclusiveCommand(click.Command):
    """A command that takes at most one of each group of options and arguments."""

    def __init__(self, *arguments: Any, exclusive: Sequence[tuple[str, ...]], **settings: Any) -> None:
        """Take groups of options, such as `--week`, and arguments, such as `TEAM`."""
        super().__init__(*arguments, **settings)
        self._exclusive = exclusive

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Flags that set the same parameter differ only in the order of parsing.
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            self._refuse_several(ctx, set(_names_given(ctx, order)))
        return rest

    def _refuse_several(self, ctx: click.Context, given: set[str]) -> None:
        for group in self._exclusive:
            names = [f"`{name}`" if name.startswith("-") else name for name in group if name in given]
            if len(names) == 2:
                raise click.UsageError(f"use either {names[0]} or {names[1]}, not both", ctx)
            if names[1:]:
                raise click.UsageError(f"use only one of {', '.join(names[:-1])} and {names[-1]}", ctx)


def _names_given(ctx: click.Context, order: Sequence[click.Parameter]) -> Iterator[str]:
    for parameter in order:
        if parameter.name and ctx.get_parameter_source(parameter.name) is ParameterSource.COMMANDLINE:
            yield from [parameter.name.upper()] if isinstance(parameter, click.Argument) else parameter.opts
