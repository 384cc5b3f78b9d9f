"""Every regular expression of the package, how it is used, and texts that could make it slow."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

# Private, and for as long as there are patterns the one way to know what is in one.
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

import weeknotes_site
from weeknotes_site.regex import regex

PACKAGE = Path(weeknotes_site.__file__).parent
METHODS = ("match", "fullmatch", "search", "findall", "finditer", "split", "sub", "subn")
_CANDIDATES = "a1 -._~é\t<>\"'/A"
_PREFIXES = 16
_SAMPLES = 4

Pattern = re.Pattern[Any]
_PATTERNS = (re.Pattern, type(regex("")))


def find_patterns() -> dict[str, Pattern]:
    """Return every compiled pattern of the package's modules, by module and name."""
    found: dict[str, Pattern] = {}
    seen: set[int] = set()
    for info in pkgutil.walk_packages(weeknotes_site.__path__, "weeknotes_site."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for at, pattern in _within(value):
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    compiled = re.compile(pattern.pattern, pattern.flags)
                    found[f"{info.name.removeprefix('weeknotes_site.')}.{name}{at}"] = compiled
    return found


def find_uses() -> dict[str, set[str]]:
    """Return the methods called on each name: in its module if it is private, else in the whole package."""
    uses: dict[str, set[str]] = {}
    for module, node in _all_nodes():
        if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(node.value, ast.Name):
            name = node.value.id
            uses.setdefault(f"{module}.{name}" if name.startswith("_") else name, set()).add(node.attr)
    return uses


def find_made_in_functions() -> Iterator[str]:
    """Yield each place where a function creates a pattern or uses an unnamed one, as `file: source`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and _is_of_re(node.func):
                        yield f"{path.relative_to(PACKAGE).as_posix()}: {ast.unparse(node)}"


def hostile_texts(pattern: Pattern) -> Iterator[Callable[[int], Any]]:
    """Yield makers of texts of a given length: each begins like a match, repeats a part of it, and fails at the end."""
    is_bytes = isinstance(pattern.pattern, bytes)
    written = pattern.pattern.decode("latin-1") if is_bytes else pattern.pattern
    tree = parser.parse(written, pattern.flags & ~re.UNICODE & ~re.LOCALE if is_bytes else pattern.flags)
    samples = list(dict.fromkeys(_spell(tree, variant) for variant in range(_SAMPLES)))
    prefixes = list(dict.fromkeys(sample[:end] for sample in samples for end in range(len(sample) + 1)))
    step = -(-len(prefixes) // _PREFIXES)
    letters = list(dict.fromkeys((*" \ta1\n", *"".join(samples))))
    parts = [*letters, *(f"{letter} " for letter in letters[1:]), *samples]
    for prefix in prefixes[::step]:
        for part in filter(None, dict.fromkeys(parts)):
            yield partial(_pump, prefix, part, is_bytes)


def _pump(prefix: str, part: str, is_bytes: bool, length: int) -> Any:
    text = f"{prefix}{part * (length // len(part))}\0"
    return text.encode("utf-8", "replace") if is_bytes else text


def use(pattern: Pattern, method: str) -> Callable[[Any], object]:
    """Return a function that runs a pattern's method over a text to its end."""
    if method in ("sub", "subn"):
        return lambda text: getattr(pattern, method)(text[:0], text)
    if method == "finditer":
        return lambda text: list(pattern.finditer(text))
    found: Callable[[Any], object] = getattr(pattern, method)
    return found


def _within(value: object) -> Iterator[tuple[str, Pattern]]:
    if isinstance(value, _PATTERNS):
        yield "", value
    elif isinstance(value, tuple | list | frozenset | set):
        for number, one in enumerate(value):
            yield from ((f"[{number}]{at}", pattern) for at, pattern in _within(one))
    elif isinstance(value, dict):
        yield from _within(tuple(value.values()))
    elif isinstance(value, Struct):
        yield from _within(astuple(value))
    elif isinstance(value, type) and value.__module__.startswith("weeknotes_site."):
        yield from _within({name: one for name, one in vars(value).items() if isinstance(one, (*_PATTERNS, tuple))})


def _all_nodes() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield module, node


def _is_of_re(function: ast.expr) -> bool:
    is_call = isinstance(function, ast.Attribute) and function.attr in ("compile", *METHODS)
    return is_call and isinstance(function.value, ast.Name) and function.value.id == "re"  # type: ignore[attr-defined]


def _spell(tree: Iterable[tuple[Any, Any]], variant: int) -> str:
    """Return a text that a parsed pattern matches, ignoring assertions; variants choose other branches and repeats."""
    return "".join(_spell_one(operator, argument, variant) for operator, argument in tree)


def _spell_one(operator: Any, argument: Any, variant: int) -> str:
    if operator is ops.LITERAL:
        return chr(argument)
    if operator is ops.NOT_LITERAL:
        return next(letter for letter in _CANDIDATES if ord(letter) != argument)
    if operator is ops.ANY:
        return "a"
    if operator is ops.IN:
        members = [letter for letter in (*_CANDIDATES, *_named(argument)) if _is_in(letter, argument)]
        return members[variant % len(members)] if members else "a"
    if operator is ops.BRANCH:
        return _spell(argument[1][variant % len(argument[1])], variant)
    if operator is ops.SUBPATTERN:
        return _spell(argument[3], variant)
    if operator is ops.ATOMIC_GROUP:
        return _spell(argument, variant)
    if operator in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, most, body = argument
        return _spell(body, variant) * int(min(max(least, variant % 3), most))
    return ""


def _named(items: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    for operator, argument in items:
        if operator is ops.LITERAL:
            yield chr(argument)
        elif operator is ops.RANGE:
            yield chr(argument[0])


def _is_in(letter: str, items: Iterable[tuple[Any, Any]]) -> bool:
    found = negated = False
    for operator, argument in items:
        if operator is ops.NEGATE:
            negated = True
        elif operator is ops.LITERAL:
            found |= ord(letter) == argument
        elif operator is ops.RANGE:
            found |= argument[0] <= ord(letter) <= argument[1]
        elif operator is ops.CATEGORY:
            written = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(argument).rpartition("_")[2]]
            found |= bool(re.match(written, letter)) is not ("_NOT_" in str(argument))
    return found is not negated
