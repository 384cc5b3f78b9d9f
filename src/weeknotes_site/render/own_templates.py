"""Find mistakes in a site's own templates that are visible without rendering a page."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path

import jinja2
from jinja2 import nodes
from jinja2.meta import find_referenced_templates

from weeknotes_site.content.files.paths import printable
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, warning
from weeknotes_site.regex import regex
from weeknotes_site.render.templates import ENCODING, Theme, compile_template
from weeknotes_site.render.theme import TEMPLATES, default_theme
from weeknotes_site.suggestions import nearest

_Parse = Callable[[str], tuple[str, nodes.Template]]
"""Returns a template's source and its syntax tree."""
_COMMENT = regex("<!--.*?-->", re.DOTALL)


def check_templates(theme: Theme, own: tuple[str, ...]) -> list[Diagnostic]:
    """Return the mistakes that are visible without rendering, and which of a site's `own` templates nothing uses."""
    pages = tuple(path.name for path in (default_theme() / TEMPLATES).glob("*.html"))
    diagnostics: list[Diagnostic] = []
    parse = cache(partial(_parse, theme))
    used = _follow(parse, pages, diagnostics)
    others = [name for name in own if name not in used]
    _follow(parse, others, diagnostics)
    if diagnostics:
        return diagnostics
    # A computed name, or one in a template with a mistake, may be the name of any template.
    unused = () if None in used else (_unused(name, pages) for name in others)
    unshown = (found for name in own for find in (_unknown_blocks, _outside_blocks) for found in find(parse, name))
    empty = (found for name in own if name in pages for found in _empty(parse, name))
    return [*empty, *unshown, *unused]


def _follow(parse: _Parse, names: Iterable[str], diagnostics: list[Diagnostic]) -> set[str | None]:
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
        except Problem as problem:
            diagnostics += problem.diagnostics
    return used


def _parse(theme: Theme, name: str) -> tuple[str, nodes.Template]:
    """Return a template's source and its syntax tree."""
    file = compile_template(theme, name).filename or ""
    source = Path(file).read_text(ENCODING)
    return source, theme.environment.parse(source, name, file)


def _empty(parse: _Parse, name: str) -> Iterator[Diagnostic]:
    """Yield the error of a page's template that has no output: an editor or a full disk can leave an empty file."""
    source, _ = parse(name)
    if not source.strip():
        place = Place(path=f"{TEMPLATES}/{name}")
        hint = f"delete it to use the theme's, or copy that: `weeknotes theme copy {name}`"
        yield error("template-error", place, "the template is empty, so its pages would be empty too", hint)


def _outside_blocks(parse: _Parse, name: str) -> Iterator[Diagnostic]:
    """Yield a warning for text outside of blocks in a template that extends another: Jinja ignores it."""
    source, tree = parse(name)
    extends = next((at for at, node in enumerate(tree.body) if isinstance(node, nodes.Extends)), len(tree.body))
    for output in tree.body[extends:]:
        for node in output.nodes if isinstance(output, nodes.Output) else ():
            text = _COMMENT.sub("", node.data).strip() if isinstance(node, nodes.TemplateData) else ""
            if text:
                place = _place_of(text.splitlines()[0], source, node.lineno, name)
                hint = f"move it into a block; `{_extended_by(tree)}` has the blocks"
                yield warning("text-outside-block", place, "this is outside all blocks, so no page shows it", hint)


def _place_of(text: str, source: str, number: int, name: str) -> Place:
    """Return the place of the first line with a text, from a line on."""
    lines = source.splitlines()
    found = next((at for at in range(number, len(lines) + 1) if text in lines[at - 1]), number)
    line = lines[found - 1]
    column = line.find(text) + 1
    return Place(path=f"{TEMPLATES}/{name}", line=found, column=column, length=len(text), source=line)


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
