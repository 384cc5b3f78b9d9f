"""Jinja's classes, made faster at what a note's page does a hundred times or more."""

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any

import jinja2
from jinja2.runtime import Context, Macro

from weeknotes_site.render.wording import escaped_html


class _QuickContext(Context):
    """Variables of a template, from which macros are called directly."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro without the checks that other callables need."""
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(self.eval_ctx, *args, **kwargs)


class _QuickTemplate(jinja2.Template):
    """A template that escapes its values in a fifth of the time, because most are recurring names, urls and numbers."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - the library's name
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """Create a template whose compiled code calls `escaped_html` by the name of the library's function."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escaped_html
        return template


class QuickEnvironment(jinja2.Environment):
    """An environment whose globals are complete before it loads a template."""

    template_class = _QuickTemplate
    context_class = _QuickContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return a template's globals in a dict; the library's chain of two takes long to copy for each include."""
        return {**self.globals, **(d or {})}
