"""Templates compiled in one piece with what they include: a list of notes includes a file for every line."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer

_TEXTS_KEPT = 5000


class _Writer(CodeGenerator):
    """Writes a template as Python code."""

    def write_commons(self) -> None:
        """Let the code escape by what is faster than Jinja's own `escape`."""
        super().write_commons()
        self.writeline("escape = environment.as_html")


class InOnePiece(jinja2.Environment):
    """Compiles a template as if what it includes stood in it.

    An `include` costs as much as filling in a hundred variables, and most pages have one for each line of a list.
    """

    code_generator_class = _Writer

    @cached_property
    def as_html(self) -> Callable[[object], str]:
        """What turns a value into HTML; a site says the same names, titles and addresses on page after page."""
        escape = self.filters["escape"]
        made = _Made(escape)

        def as_html(value: object) -> str:
            kind = type(value)
            html: str = made[value] if kind is str or kind is int else escape(value)
            return html

        return as_html

    def _generate(self, source: nodes.Template, *rest: Any, **options: Any) -> str:
        # Jinja's hook for what happens between parsing and compiling.
        return super()._generate(_Inliner(self).visit(source), *rest, **options)


class _Made(dict[object, str]):
    """Values as HTML, made when they are first asked for."""

    def __init__(self, escape: Callable[[object], str]) -> None:
        super().__init__()
        self._escape = escape

    def __missing__(self, value: object) -> str:
        if len(self) >= _TEXTS_KEPT:
            self.clear()
        html = self[value] = str(self._escape(value))
        return html


class _Inliner(NodeTransformer):
    """Puts other templates where a template includes or imports them by name.

    What only Jinja itself can say is left to it: files that are not there, have mistakes, blocks or a parent.
    """

    def __init__(self, environment: jinja2.Environment, within: tuple[object, ...] = ()) -> None:
        self._environment = environment
        self._within = within

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 - Jinja calls it by this name
        """Put the file in a scope, so that what it sets stays in it, as it does with `include`."""
        file = self._read(node.template) if node.with_context and not node.ignore_missing else None
        return nodes.Scope(file.body, lineno=node.lineno, environment=self._environment) if file else node

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.Node | list[nodes.Node]:  # noqa: N802
        """Put the macros of a file that holds nothing else; without context Jinja imports a file only once."""
        file = self._read(node.template) if node.with_context else None
        if not file or any(not isinstance(one, nodes.Macro | nodes.Output) for one in file.body):
            return node
        macros = {one.name: one for one in file.body if isinstance(one, nodes.Macro)}
        return list(macros.values()) if list(macros) == node.names else node

    def _read(self, template: nodes.Expr) -> nodes.Template | None:
        name = template.value if isinstance(template, nodes.Const) else None
        loader = self._environment.loader
        if not isinstance(name, str) or name in self._within or not loader:
            return None
        try:
            source, path, _ = loader.get_source(self._environment, name)
            file = self._environment.parse(source, name, path)
        except jinja2.TemplateError:
            return None
        if any(file.find_all((nodes.Block, nodes.Extends))):
            return None
        inlined: nodes.Template = _Inliner(self._environment, (*self._within, name)).visit(file)
        return inlined
