"""Fail on unused code, and on modules hidden by a package of the same name: `python tests/dead_code.py`."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/weeknotes_site"
# Names that a library asks for or reads, by file. All else that is used nowhere has to go.
USED_BY_LIBRARIES = {
    # Keeps a connection alive that belongs to the parent process.
    "cache/__init__.py": ("_parents",),
    # docs/diagnostics.md is made from it.
    "codes.py": ("KEPT_GOING",),
    # click calls these, and reads what is set on its context.
    "cli/__init__.py": ("list_commands", "get_command", "format_commands", "obj", "color"),
    # click calls what is a command by its decorator.
    "cli/theme.py": ("copy",),
    # python-frontmatter reads a handler's class variables.
    "content/front_matter/block.py": ("FM_BOUNDARY", "START_DELIMITER", "END_DELIMITER"),
    # markdown-it-py reads these, and finds a token's method by the token's name.
    "content/markdown/bounds.py": ("ok", "pos"),
    "content/markdown/syntax/parser.py": ("helpers", "validateLink"),
    "content/markdown/html/renderer.py": (
        "*_open",
        "*_close",
        "*_ref",
        "*_anchor",
        "html_*",
        "code_block",
    ),
    # markdownify finds a tag's method by the tag's name.
    "importer/html/convert.py": ("convert_*",),
    # html.parser calls these.
    "fixing/letters.py": ("handle_starttag", "handle_endtag", "handle_data"),
    # http.server reads these, and finds a request's method by its name.
    "preview/server.py": (
        *("daemon_threads", "server_name", "protocol_version", "server_version", "sys_version", "timeout"),
        *("disable_nagle_algorithm", "close_connection", "do_*", "log_message"),
    ),
    # Jinja calls it for each template.
    "render/compiled.py": ("get_source_checksum",),
    # Jinja's i18n extension reads it.
    "render/templates.py": ("newstyle_gettext",),
    # feedgen calls it for each feed of an extension.
    "render/feeds/xml.py": ("extend_atom",),
}


def main() -> None:
    found = [*hidden_modules(), *unused_code(), *unused_private_names(), *needless_exceptions()]
    print(*found, sep="\n")
    if found:
        sys.exit(1)
    print("no code is unused, and no module is hidden")


def hidden_modules() -> Iterator[str]:
    """Yield modules that Python never imports because a package has the same name."""
    for module in sorted(SOURCE.rglob("*.py")):
        if module.with_suffix("").is_dir():
            yield f"{module.relative_to(ROOT)}: hidden by the package of the same name; delete one of the two"


def unused_code() -> Iterator[str]:
    """Yield names that neither code nor templates use; tests do not count."""
    in_templates = names_in_templates()
    finder = Vulture()
    finder.scavenge([str(SOURCE)])
    for one in finder.get_unused_code():
        path = Path(one.filename).resolve().relative_to(SOURCE).as_posix()
        is_for_templates = path.startswith("render/") and one.name in in_templates
        if not is_for_templates and not is_allowed(path, one.name):
            yield f"src/weeknotes_site/{path}:{one.first_lineno}: {one.message}"


def unused_private_names() -> Iterator[str]:
    """Yield private names of modules that the module itself does not use, or sets twice: another module's hide them."""
    for module in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(module.read_text("utf-8"))
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        names = Counter(name for node in tree.body for name in names_set(node) if re.match("_[^_]", name))
        for name, count in names.items():
            if name not in used or count > 1:
                yield f"{module.relative_to(ROOT)}: `{name}` is {'set twice' if count > 1 else 'not used'}"


def names_set(node: ast.stmt) -> list[str]:
    """Return the names that a statement of a module defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def names_in_templates() -> set[str]:
    """Return the words of the theme's tags and expressions."""
    templates = (path.read_text("utf-8") for path in (ROOT / "templates").rglob("*") if path.is_file())
    code = (part for text in templates for part in re.findall(r"\{[{%].*?[}%]\}", text, flags=re.DOTALL))
    return {word for part in code for word in re.findall(r"[A-Za-z_]\w*", part)}


def is_allowed(path: str, name: str) -> bool:
    """Return whether a library uses a name, by the list for its file."""
    return any(fnmatchcase(name, pattern) for pattern in USED_BY_LIBRARIES.get(path, ()))


def needless_exceptions() -> Iterator[str]:
    """Yield allowed names that their file no longer has."""
    for path, names in USED_BY_LIBRARIES.items():
        text = (SOURCE / path).read_text("utf-8") if (SOURCE / path).is_file() else ""
        for name in names:
            pattern = name.replace("*", r"\w*")
            if not re.search(rf"\b{pattern}\b", text):
                yield f"tests/dead_code.py: {path} has no `{name}`; take it off the list"


if __name__ == "__main__":
    main()
