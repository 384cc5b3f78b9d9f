"""Render contexts with templates: the site's own before the default theme's."""

import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.ext import InternationalizationExtension
from jinja2.meta import find_referenced_templates
from msgspec import Struct
from msgspec.structs import asdict

from weeknotes_site.content.tree import printable
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, warning
from weeknotes_site.languages import DEFAULT, Language, find_language
from weeknotes_site.render import contexts, parts, series_contexts
from weeknotes_site.render.compiled import CompiledTemplates
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.quick_jinja import QuickEnvironment
from weeknotes_site.render.theme import TEMPLATES, ThemeFiles, default_theme
from weeknotes_site.render.wording import template_filters, template_globals
from weeknotes_site.suggestions import nearest

_VALUE = re.compile(r"%\((\w+)\)s")
_UNDEFINED = re.compile(r"'(?:\w+\.)*(\w+) object' has no attribute '(\w+)'|^'(\w+)' is undefined")
_VARIABLES = "the variables of each template are listed in docs/theme.md"
_Parse = Callable[[str], tuple[str, nodes.Template]]
"""Returns a template's source and its syntax tree."""


class TranslatedWhenCompiled(InternationalizationExtension):
    """Jinja's i18n, with messages translated when a template is compiled, because a theme has one language.

    Plurals are looked up when a page is rendered. If Jinja no longer creates nodes this way, all messages are.
    """

    def _make_node(
        self,
        singular: str,
        plural: str | None,
        context: str | None,
        variables: dict[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        *rest: bool,
    ) -> nodes.Output:
        if plural_expr is not None:
            return super()._make_node(singular, plural, context, variables, plural_expr, *rest)
        language: Language = self.environment.language  # type: ignore[attr-defined]
        message = language.pgettext(context, singular) if context else language.gettext(singular)
        parts = _VALUE.split(message)
        texts: list[nodes.Expr] = [nodes.TemplateData(text.replace("%%", "%")) for text in parts[::2]]
        values = [variables[name] for name in parts[1::2]]
        return nodes.Output([node for pair in zip(texts, values, strict=False) for node in pair] + texts[-1:])


class Theme(Struct, frozen=True, dict=True):
    """The templates of a site."""

    folders: tuple[Path, ...]
    """Folders with `templates/`, of which the first wins: the site's own, then the default theme's."""
    language: str = DEFAULT
    """Tag of their language."""

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The templates, with errors for undefined names, and escaping by default."""
        default = jinja2.FileSystemLoader(default_theme() / TEMPLATES)
        loaders = [jinja2.FileSystemLoader(folder / TEMPLATES) for folder in self.folders]
        environment = QuickEnvironment(
            extensions=[TranslatedWhenCompiled],
            # `theme/note.html` is the default one, so that a site's own can extend what it replaces.
            loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader({"theme": default})]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,  # all of them, in a dict
            bytecode_cache=CompiledTemplates(default_theme() / TEMPLATES, self.language),
        )
        language = find_language(self.language)
        environment.extend(language=language)
        environment.newstyle_gettext = True  # type: ignore[attr-defined]
        environment.globals.update(template_globals(language))
        environment.filters.update(template_filters(language))
        return environment


def open_theme(files: ThemeFiles, language: str = DEFAULT) -> Theme:
    """Return a theme with its compiled templates; the same one until a template changes."""
    return _open_theme(files.folders, files.templates, language)


@lru_cache(maxsize=4)
def _open_theme(folders: tuple[Path, ...], _digest: bytes, language: str) -> Theme:
    return Theme(folders, language)


def render_template(theme: Theme, name: str, context: Context) -> str:
    """Render a template. Raises Problem for a mistake in it, at its line."""
    try:
        return theme.environment.get_template(name).render(asdict(context))
    except jinja2.TemplateError as failure:
        raise Problem(_locate(theme, name, failure)) from failure
    except Exception as failure:
        if not _template_frames(failure):
            raise
        raise Problem(_locate(theme, name, failure)) from failure


def check_templates(theme: Theme, own: tuple[str, ...]) -> list[Diagnostic]:
    """Return the mistakes that are visible without rendering, and which of a site's `own` templates nothing uses."""
    pages = tuple(path.name for path in (default_theme() / TEMPLATES).glob("*.html"))
    diagnostics: list[Diagnostic] = []
    parse = cache(partial(_parse, theme))
    used = _follow(theme, parse, pages, diagnostics)
    others = [name for name in own if name not in used]
    _follow(theme, parse, others, diagnostics)
    if diagnostics:
        return diagnostics
    # A computed name may be that of any template; so may one in a template with a mistake.
    unused = () if None in used else (_unused(name, pages) for name in others)
    return [*(found for name in own for found in _unknown_blocks(parse, name)), *unused]


def _follow(theme: Theme, parse: _Parse, names: Iterable[str], diagnostics: list[Diagnostic]) -> set[str | None]:
    """Return these templates and all that they use, and add the diagnostics of each."""
    waiting: list[str | None] = list(names)
    used: set[str | None] = set()
    while waiting:
        name = waiting.pop()
        if name is None or name in used:
            used.add(name)
            continue
        used.add(name)
        try:
            _, tree = parse(name)
            waiting += find_referenced_templates(tree)
        except jinja2.TemplateNotFound:
            pass  # reported when a page is rendered, with the line that names it
        except jinja2.TemplateError as failure:
            diagnostics.append(_locate(theme, name, failure))
        except UnicodeDecodeError:
            place = Place(path=f"{TEMPLATES}/{name}")
            diagnostics.append(error("template-error", place, "the template is not UTF-8", "save it as UTF-8"))
        except UnicodeEncodeError:
            place = Place(path=printable(f"{TEMPLATES}/{name}"))
            diagnostics.append(error("template-error", place, "the template's name is not UTF-8", "rename the file"))
    return used


def _parse(theme: Theme, name: str) -> tuple[str, nodes.Template]:
    """Return a template's source and its syntax tree."""
    environment = theme.environment
    file = environment.get_template(name).filename or ""
    source = Path(file).read_text("utf-8")
    return source, environment.parse(source, name, file)


def _unknown_blocks(parse: _Parse, name: str) -> Iterator[Diagnostic]:
    """Yield a warning for each block outside of others that no template extended by this one has: Jinja ignores it."""
    source, tree = parse(name)
    known: set[str] = set()
    seen, parent = {name}, _extended_by(tree)
    try:
        while parent and parent not in seen:
            seen.add(parent)
            _, above = parse(parent)
            known |= {block.name for block in above.find_all(nodes.Block)}
            parent = _extended_by(above)
    except jinja2.TemplateNotFound:
        return  # reported when a page is rendered
    if not known or parent:
        return
    blocks = list(tree.find_all(nodes.Block))
    inner = {id(one) for block in blocks for one in block.find_all(nodes.Block)}
    for block in blocks:
        if block.name not in known and id(block) not in inner:
            line = source.splitlines()[block.lineno - 1]
            place = Place(path=f"{TEMPLATES}/{name}", line=block.lineno, column=1, length=len(line), source=line)
            near = nearest(block.name, known)
            hint = f"did you mean `{near}`?" if near else f"its blocks are {', '.join(sorted(known))}"
            message = f"the template extended here has no block `{block.name}`, so no page shows it"
            yield warning("unknown-block", place, message, hint)


def _extended_by(tree: nodes.Template) -> str:
    found = tree.find(nodes.Extends)
    return str(found.template.value) if found and isinstance(found.template, nodes.Const) else ""


def _unused(name: str, pages: tuple[str, ...]) -> Diagnostic:
    near = nearest(name, pages)
    hint = f"did you mean `{near}`?" if near else "`weeknotes theme` lists the templates that pages are made with"
    place = Place(path=printable(f"{TEMPLATES}/{name}"))
    return warning(
        "unused-template", place, "no page is made with this template, and none extends or includes it", hint
    )


def _locate(theme: Theme, name: str, failure: Exception) -> Diagnostic:
    file, line = _where(name, failure)
    path = Path(file)
    try:
        source = path.read_text("utf-8").splitlines()[line - 1] if line else ""
    except (OSError, IndexError, UnicodeDecodeError):
        source = ""
    own = theme.folders[0]
    shown = path.relative_to(own).as_posix() if path.is_relative_to(own) else file
    indent = len(source) - len(source.lstrip())
    place = Place(path=shown, line=line, column=indent + 1, length=len(source.strip()), source=source)
    if isinstance(failure, jinja2.TemplateNotFound):
        message = f"template `{failure.name}` does not exist"
        return error("missing-template", place, message, "check its name in `templates/`")
    if isinstance(failure, RecursionError):
        return error(
            "template-error",
            place,
            "the template extends or includes itself",
            _instead(theme, shown.removeprefix(f"{TEMPLATES}/")),
        )
    mistyped = _UNDEFINED.search(str(failure))
    if mistyped:
        kind, name = mistyped[1], mistyped[2] or mistyped[3]
        message = f"`{kind}` has no `{name}`" if kind else f"`{name}` is not a variable of this template"
        return error("template-error", place, message, _meant(name))
    return error("template-error", place, f"the template cannot be rendered: {failure}", _VARIABLES)


def _instead(theme: Theme, name: str) -> str:
    if theme.folders[0] == default_theme():
        # `theme/note.html` is the very file that extends it.
        return f"in this folder `{TEMPLATES}/` is the theme itself: change the file instead of extending it"
    return f"write `theme/{name}` for the file of the theme"


def _meant(mistyped: str) -> str:
    """Suggest the nearest known variable or attribute."""
    # Imported here: needed after a mistake only, and by most commands never.
    from weeknotes_site.render.digest import contexts as digest_contexts

    named = [kind for module in (contexts, series_contexts, parts, digest_contexts) for kind in vars(module).values()]
    kinds = [kind for kind in named if isinstance(kind, type) and issubclass(kind, Struct)]
    known = {name for kind in kinds for name in kind.__struct_fields__}
    near = nearest(mistyped, known - {mistyped})
    return f"did you mean `{near}`?" if near else _VARIABLES


def _where(name: str, failure: Exception) -> tuple[str, int]:
    if isinstance(failure, jinja2.TemplateSyntaxError):
        return failure.filename or f"{TEMPLATES}/{failure.name or name}", failure.lineno
    frames = _template_frames(failure)
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else (f"{TEMPLATES}/{name}", 0)


def _template_frames(failure: Exception) -> list[traceback.FrameSummary]:
    """Return the frames of templates: Jinja rewrites tracebacks so that they name the template's file and line."""
    frames: list[Any] = list(traceback.extract_tb(failure.__traceback__))
    return [frame for frame in frames if frame.filename.endswith((".html", ".xml"))]
