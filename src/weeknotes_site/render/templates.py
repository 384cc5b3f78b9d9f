"""Templates and static files: the site's own, file by file, before the default theme's. Jinja2 lives here alone."""

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer

from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, nearest
from weeknotes_site.render import contexts
from weeknotes_site.render.contexts import Context

_UNDEFINED = re.compile(r"has no attribute '(\w+)'|^'(\w+)' is undefined")

TEMPLATES = "templates"
STATIC = "static"

_TEXTS_KEPT = 5000


@dataclass(frozen=True)
class Theme:
    """The folders that a site's look comes from."""

    root: Path
    """The site's own folder."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that hold `templates/` and `static/`, the first one wins."""
        default = default_theme()
        own = self.root.resolve()
        return (own,) if own == default else (own, default)

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The templates, strict about what they name and safe by default; each in one piece with what it includes."""
        return self._make_environment(_InOnePiece)

    @cached_property
    def environment_by_file(self) -> jinja2.Environment:
        """The same templates as Jinja has them: slower, but a mistake is in the file and line where it stands."""
        return self._make_environment(jinja2.Environment)

    def _make_environment(self, kind: type[jinja2.Environment]) -> jinja2.Environment:
        default = jinja2.FileSystemLoader(default_theme() / TEMPLATES)
        loaders = [jinja2.FileSystemLoader(folder / TEMPLATES) for folder in self.folders]
        return kind(
            # `theme/note.html` is the default one, so that a site's own can extend what it replaces.
            loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader({"theme": default})]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )

    def static_files(self) -> dict[str, Path]:
        """Return the files to copy: where each goes, to where it lies."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            for path in sorted((folder / STATIC).rglob("*")):
                if path.is_file() and path.name != ".DS_Store":
                    found[path.relative_to(folder / STATIC).as_posix()] = path
        return dict(sorted(found.items()))


def default_theme() -> Path:
    """Return the package's `theme/` where it is (a wheel), else the checkout that the package lies in."""
    package = Path(str(files("weeknotes_site")))
    bundled = package / "theme"
    return bundled if bundled.is_dir() else package.parents[1]


def render_template(theme: Theme, name: str, context: Context) -> str:
    """Fill in a template. Raises Problem at the template's line where it has a mistake."""
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    try:
        return theme.environment.get_template(name).render(values)
    except Exception:
        return _render_by_file(theme, name, values)


def _render_by_file(theme: Theme, name: str, values: dict[str, Any]) -> str:
    try:
        return theme.environment_by_file.get_template(name).render(values)
    except jinja2.TemplateError as failure:
        raise Problem(_locate(theme, name, failure)) from failure
    except Exception as failure:
        if not _template_frames(failure):
            raise
        raise Problem(_locate(theme, name, failure)) from failure


class _Writer(CodeGenerator):
    """Writes a template as Python code."""

    def write_commons(self) -> None:
        """Let the code escape by what is faster than Jinja's own `escape`."""
        super().write_commons()
        self.writeline("escape = environment.as_html")


class _InOnePiece(jinja2.Environment):
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


def _locate(theme: Theme, name: str, failure: Exception) -> Diagnostic:
    file, line = _where(name, failure)
    path = Path(file)
    try:
        source = path.read_text("utf-8").splitlines()[line - 1] if line else ""
    except (OSError, IndexError, UnicodeDecodeError):
        source = ""
    shown = path.relative_to(theme.root.resolve()).as_posix() if path.is_relative_to(theme.root.resolve()) else file
    indent = len(source) - len(source.lstrip())
    place = Place(path=shown, line=line, column=indent + 1, length=len(source.strip()), source=source)
    hint = "the variables of each template are listed in docs/theme.md"
    if isinstance(failure, jinja2.TemplateNotFound):
        return error(
            "missing-template", place, f"there is no template `{failure.name}`", "check its name in `templates/`"
        )
    if isinstance(failure, RecursionError):
        # Where the site is the theme's own checkout, `theme/note.html` is the very file that extends it.
        hint = f"in this folder `{TEMPLATES}/` is the theme itself: change the file instead of extending it"
        return error("template-error", place, "the template extends itself", hint)
    return error("template-error", place, f"the template cannot be filled in: {failure}", _meant(failure) or hint)


def _meant(failure: Exception) -> str:
    """Suggest the variable or attribute that somebody who mistyped one most likely wanted."""
    mistyped = _UNDEFINED.search(str(failure))
    if not mistyped:
        return ""
    known = {field.name for kind in vars(contexts).values() if is_dataclass(kind) for field in fields(kind)}
    name = mistyped[1] or mistyped[2]
    near = nearest(name, known - {name})
    return f"did you mean `{near}`?" if near else ""


def _where(name: str, failure: Exception) -> tuple[str, int]:
    if isinstance(failure, jinja2.TemplateSyntaxError):
        return failure.filename or f"{TEMPLATES}/{failure.name or name}", failure.lineno
    frames = _template_frames(failure)
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else (f"{TEMPLATES}/{name}", 0)


def _template_frames(failure: Exception) -> list[traceback.FrameSummary]:
    """Return the frames of templates: Jinja rewrites tracebacks so that they name the template's file and line."""
    frames: list[Any] = list(traceback.extract_tb(failure.__traceback__))
    return [frame for frame in frames if frame.filename.endswith((".html", ".xml"))]
