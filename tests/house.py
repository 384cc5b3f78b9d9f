"""Print the sizes of files and functions: `python tests/house.py`."""

import ast
import statistics
from collections.abc import Iterable
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"


def main() -> None:
    files = {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py"))}
    lines = {name: text.count("\n") for name, text in files.items()}
    functions = {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name, text in files.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    comments = sum(line.lstrip().startswith("#") for text in files.values() for line in text.splitlines())
    total = sum(lines.values())
    largest = max(lines, key=lambda name: lines[name])
    longest = max(functions, key=lambda name: functions[name])
    sizes = sorted(functions.values())
    print(f"files       {len(files)}, {total} lines, median {statistics.median(lines.values()):.0f}")
    print(f"largest     {largest}, {lines[largest]} lines; over 300 lines: {sum(n > 300 for n in lines.values())}")
    print(
        f"functions   {len(sizes)}, median {statistics.median(sizes):.0f} lines, nine in ten under {nine_in_ten(sizes)}"
    )
    print(f"longest     {longest}, {functions[longest]} lines")
    print(f"comments    {100 * comments / total:.1f} in a hundred lines")
    print(f"annotated   {annotated(files.values()):.1f} per cent of functions")


def nine_in_ten(sizes: list[int]) -> int:
    return sizes[len(sizes) * 9 // 10] + 1


def annotated(texts: Iterable[str]) -> float:
    """Return the share of functions with every argument and the result annotated, in per cent."""
    nodes = [
        node
        for text in texts
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    whole = [node for node in nodes if node.returns is not None and all(map(_is_annotated, _arguments(node)))]
    return 100 * len(whole) / len(nodes)


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _is_annotated(argument: ast.arg) -> bool:
    return argument.annotation is not None or argument.arg in ("self", "cls")


if __name__ == "__main__":
    main()
