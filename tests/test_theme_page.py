"""`docs/theme.md` lists every template and variable as declared in the code."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/theme.md"
MODULES = [
    ROOT / "src/weeknotes_site/render" / name
    for name in ("contexts.py", "series_contexts.py", "digest/contexts.py", "parts.py", "views.py")
]
# Templates that no page is made of by itself.
WITHOUT_CONTEXT = {"base.html"}


def test_the_page_lists_what_the_code_declares(request: pytest.FixtureRequest) -> None:
    written, heading, _ = PAGE.read_text("utf-8").partition("## Variables\n")
    page = f"{written}{heading}{''.join(render())}"
    if request.config.getoption("--update"):
        PAGE.write_text(page, "utf-8")
    assert PAGE.read_text("utf-8") == page


def test_every_template_has_a_context_and_every_context_a_template() -> None:
    templates = {path.name for path in (ROOT / "templates").glob("*.html")} - WITHOUT_CONTEXT
    declared = {name for node in classes() for name in template_names(node)}
    assert declared == templates


def classes() -> list[ast.ClassDef]:
    trees = [ast.parse(path.read_text("utf-8")) for path in MODULES]
    return [
        node
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name not in ("Views", "_NoteViews")
    ]


def template_names(node: ast.ClassDef) -> list[str]:
    doc = (ast.get_docstring(node) or "").split("\n")[0]
    return [part for part in doc.split("`")[1::2] if part.endswith(".html")] if node.name.endswith("Context") else []


def about_page(node: ast.ClassDef) -> str:
    """Return what a context's docstring says after the names of its templates, as a sentence."""
    doc = " ".join((ast.get_docstring(node) or "").split()).rpartition(".html`")[2].lstrip(",:; ")
    return "" if doc == "." else doc[:1].upper() + doc[1:]


def fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Yield each field's name, type and description."""
    for index, one in enumerate(node.body):
        if isinstance(one, ast.AnnAssign):
            after = node.body[index + 1] if index + 1 < len(node.body) else None
            doc = ast.literal_eval(after.value) if isinstance(after, ast.Expr) else ""
            yield ast.unparse(one.target), ast.unparse(one.annotation), " ".join(doc.split())


def render() -> Iterator[str]:
    pages = [node for node in classes() if template_names(node)]
    yield "\nEvery template has `site` (a SiteView) and `page` (a PageView). "
    yield "This list is generated from the code; the types are explained [below](#types).\n"
    for node in pages:
        yield f"\n### {', '.join(template_names(node))}\n"
        if about := about_page(node):
            yield f"\n{about}\n"
        rows = list(fields(node))
        yield from table(rows) if rows else ["\nNothing but `site` and `page`.\n"]
    yield "\n## Types\n"
    for node in classes():
        if not template_names(node) and node.name != "Context":
            yield f"\n### {node.name}\n\n{' '.join((ast.get_docstring(node) or '').split())}\n"
            yield from table(fields(node))


def table(rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    yield "\n| variable | is | |\n|---|---|---|\n"
    for name, kind, doc in rows:
        yield f"| `{name}` | `{kind.replace('|', 'or')}` | {doc} |\n"
