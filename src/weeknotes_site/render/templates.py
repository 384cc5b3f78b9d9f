"""Render contexts with templates: the site's own before the default theme's."""

import traceback
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from msgspec import Struct
from msgspec.structs import asdict, replace

from weeknotes_site.content.files.paths import printable
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.languages import DEFAULT, find_language
from weeknotes_site.regex import regex
from weeknotes_site.render import contexts, parts, series_contexts
from weeknotes_site.render.compiled import CompiledTemplates
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.theme import TEMPLATES, ThemeFiles, default_theme
from weeknotes_site.render.wording import template_filters, template_globals
from weeknotes_site.suggestions import nearest

_UNDEFINED = regex(r"'(?:\w+\.)*(\w+) object' has no attribute '(\w+)'|^'(\w+)' is undefined")
ENCODING = "utf-8-sig"
"""Of templates: editors on Windows may save UTF-8 with a byte order mark."""
_VARIABLES = "the variables of each template are listed in `docs/theme.md` of Weeknotes"
_SYNTAX = "https://jinja.palletsprojects.com/templates/ explains the syntax"
_MACRO = regex(r"\bmacro\s++(\w++)\s*+\(")
_MACRO_FAILURE = regex(r"^macro '(\w+)' (?:takes|was)|does not export the requested name '(\w+)'")


class Theme(Struct, frozen=True, dict=True):
    """The templates of a site."""

    folders: tuple[Path, ...]
    """Folders with `templates/`, of which the first wins: the site's own, then the default theme's."""
    language: str = DEFAULT
    """Tag of their language."""

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The templates, with errors for undefined names, and escaping by default."""
        default = jinja2.FileSystemLoader(default_theme() / TEMPLATES, ENCODING)
        loaders = [jinja2.FileSystemLoader(folder / TEMPLATES, ENCODING) for folder in self.folders]
        environment = jinja2.Environment(
            extensions=["jinja2.ext.i18n"],
            # `theme/note.html` is the default one, so that a site's own can extend what it replaces.
            loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader({"theme": default})]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,  # all of them, in a dict
            bytecode_cache=CompiledTemplates(default_theme() / TEMPLATES),
        )
        language = find_language(self.language)
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


def compile_template(theme: Theme, name: str) -> jinja2.Template:
    """Return a compiled template. Raises Problem for a mistake in it, and TemplateNotFound."""
    place = Place(path=printable(f"{TEMPLATES}/{name}"))
    try:
        return theme.environment.get_template(name)
    except jinja2.TemplateNotFound:
        raise
    except UnicodeDecodeError:
        found = error("template-error", place, "the template is not UTF-8", "save it as UTF-8")
    except UnicodeEncodeError:
        found = error("template-error", place, "the template's name is not UTF-8", "rename the file")
    except (RecursionError, SyntaxError):
        found = error(
            "template-error",
            place,
            "the template is nested too deeply",
            "move the inner tags into a macro of their own, or into a file that this one includes",
        )
    except Exception as failure:
        found = _locate(theme, name, failure)
    raise Problem(found)


def render_template(theme: Theme, name: str, context: Context) -> str:
    """Render a template. Raises Problem for a mistake in it, at its line."""
    template = compile_template(theme, name)
    try:
        return template.render(asdict(context))
    except jinja2.TemplateError as failure:
        raise Problem(_locate(theme, name, failure)) from failure
    except Exception as failure:
        if not _template_frames(failure):
            raise
        raise Problem(_locate(theme, name, failure)) from failure


def _locate(theme: Theme, name: str, failure: Exception) -> Diagnostic:
    file, line = _where(name, failure)
    path = Path(file)
    try:
        source = path.read_text(ENCODING).splitlines()[line - 1] if line else ""
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
    if outdated := _outdated_macro(theme, path, failure):
        return outdated
    mistyped = _UNDEFINED.search(str(failure))
    if mistyped:
        kind, name = mistyped[1], mistyped[2] or mistyped[3]
        message = f"`{kind}` has no `{name}`" if kind else f"`{name}` is not a variable of this template"
        return error("template-error", place, message, _meant(name))
    hint = _SYNTAX if isinstance(failure, jinja2.TemplateSyntaxError) else _VARIABLES
    return error("template-error", place, f"the template cannot be rendered: {failure}", hint)


def _outdated_macro(theme: Theme, file: Path, failure: Exception) -> Diagnostic | None:
    """Return the error for a site's macro that is missing in its file, or cannot be called like the theme's.

    A file without it was written for an older version that included it; imported files get no variables.
    """
    found, folder = _MACRO_FAILURE.search(str(failure)), theme.folders[0] / TEMPLATES
    files = sorted(folder.rglob("*.html")) if found else [file] if file.is_relative_to(folder) else []
    for path in files:
        name = path.relative_to(folder).as_posix()
        macro = (found[1] or found[2]) if found else ""
        theirs, _ = _find_macro(default_theme() / TEMPLATES / name, macro)
        own, place = _find_macro(path, macro)
        place = replace(place, path=f"{TEMPLATES}/{name}")
        if theirs and (not own or found) and theirs != own:
            here = f"`{own}`" if own else "missing"
            message = f"the theme's templates call the macro `{theirs}`, which is {here} here"
            return error("template-error", place, message, f"write `{{% macro {theirs} %}}`")
        if theirs and found and "caller" in str(failure):
            message = f"the theme's templates call the macro `{macro}` with a block, which it does not show"
            return error("template-error", place, message, "write `{{ caller() }}` where the block should be")
    return None


def _find_macro(file: Path, macro: str) -> tuple[str, Place]:
    """Return a macro's name with its arguments, and its place; empty, without a line, if the file has no such macro.

    Without a name, the file's first macro.
    """
    source = file.read_text(ENCODING, "replace") if file.is_file() else ""
    for number, line in enumerate(source.splitlines(), 1):
        found = _MACRO.search(line)
        if found and macro in ("", found[1]):
            signature = line[found.start(1) :].partition("%}")[0].rstrip(" -")
            column, length = found.start(1) + 1, len(signature)
            return signature, Place(path="", line=number, column=column, length=length, source=line)
    return "", Place(path="")


def _instead(theme: Theme, name: str) -> str:
    if theme.folders[0] == default_theme():
        # `theme/note.html` is the very file that extends it.
        return f"in this folder `{TEMPLATES}/` is the theme itself: change the file instead of extending it"
    if not (default_theme() / TEMPLATES / name).is_file():
        return "name another template, or delete this"
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
        # Of a template that Jinja cannot split into tokens, `name` is the whole path.
        return failure.filename or (Path(TEMPLATES) / (failure.name or name)).as_posix(), failure.lineno
    frames = _template_frames(failure)
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else (f"{TEMPLATES}/{name}", 0)


def _template_frames(failure: Exception) -> list[traceback.FrameSummary]:
    """Return the frames of templates: Jinja rewrites tracebacks so that they name the template's file and line."""
    frames: list[Any] = list(traceback.extract_tb(failure.__traceback__))
    return [frame for frame in frames if frame.filename.endswith((".html", ".xml"))]
