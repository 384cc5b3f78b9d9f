"""Split front matter from a file, and compose it into keys and nodes with positions."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import frontmatter.default_handlers
import yaml
from msgspec import Struct

from weeknotes_site.content.front_matter.unread_body import (
    LOOKS_LIKE_A_KEY,
    block_below,
    first_key,
    is_like_fence,
    opening_below,
)
from weeknotes_site.content.front_matter.wrong_fences import (
    NOTE,
    Example,
    below_other_lines,
    explain_missing,
    explain_unclosed,
)
from weeknotes_site.content.front_matter.yaml_errors import (
    LOADER,
    explain,
    is_comment,
    key_of_marked_line,
    key_of_wrong_line,
    refusal,
    without_key,
)
from weeknotes_site.content.front_matter.yaml_limits import find_refused
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, warning
from weeknotes_site.regex import regex

MAX_BLOCK_CHARACTERS = 64_000
MAX_KEYS = 200
MAX_VALUES = 5_000

_BOUNDARY = regex(r"^---[ \t]*$", re.MULTILINE)
# C0 except tab and line feed, DEL, C1 (NEL is not a line end here), surrogates, and noncharacters (XML 1.0).
_CONTROL = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# A line at the margin with brackets may belong to a list that was opened above.
_STARTS_PART = regex(rf"{LOOKS_LIKE_A_KEY.pattern}|[^\W_][^\[\]{{}}]*$")

_HAS_NO_VALUE = regex(r":[ \t]{0,3}(?:[|>][-+]?|[\[{].*)?[ \t]{0,3}$")

Unparsed = tuple[tuple[str, Diagnostic], ...]
"""Keys with their errors; the key is empty for a line without one."""
_Pairs = tuple[tuple[yaml.Node, yaml.Node], ...]
"""Keys with their values."""


class _Splitter(frontmatter.default_handlers.BaseHandler):
    """Split like python-frontmatter, but only at exactly three hyphens; never load."""

    FM_BOUNDARY = _BOUNDARY
    START_DELIMITER = END_DELIMITER = "---"


_SPLITTER = _Splitter()


class Entry(Struct, frozen=True):
    """A key of front matter with the node of its value."""

    key: str
    key_node: yaml.Node
    node: yaml.Node
    source: Source

    @property
    def place(self) -> Place:
        """Place of the key."""
        return node_place(self.source, self.key_node)

    @property
    def value_place(self) -> Place:
        """Place of the value."""
        return node_place(self.source, self.node)

    @property
    def items(self) -> list[Any]:
        """The items of a list, or the value itself."""
        value: Any = self.node.value
        return value if isinstance(value, list) else [self.node]


class Block(Struct, frozen=True, kw_only=True):
    """Entries of front matter, and the text below it."""

    entries: tuple[Entry, ...]
    repeated: frozenset[str]
    """Duplicate keys; `entries` has the first of each."""
    unparsed: Unparsed = ()
    """Keys that are not valid YAML, with their errors; if there are any, the file cannot be published."""
    body: str
    body_line: int
    """Line number of the start of the body."""


def split_front_matter(
    source: Source, *, optional: Collection[str] = (), example: Example = NOTE
) -> tuple[Block, list[Diagnostic]]:
    """Split a file and compose its front matter.

    `optional` are the keys of files that do not need front matter, `example` is for hints. Raises Problem without
    front matter. Duplicate keys and invalid values are returned as diagnostics.
    """
    if not source.text.strip():
        raise Problem(error("empty-file", source.whole, "the file is empty", example.hint))
    if not _SPLITTER.detect(source.text):
        if optional and _opens_with_text(source, optional):
            return Block(entries=(), repeated=frozenset(), body=source.text, body_line=1), []
        raise Problem(explain_missing(source, example))
    try:
        block, body = _SPLITTER.split(source.text)
    except ValueError:
        raise Problem(explain_unclosed(source)) from None
    if opening := opening_below(source):
        message = "front matter must come first, but an empty block is above it"
        raise Problem(below_other_lines(source, opening, message))
    pairs, unparsed = _compose(source, block, example)
    # `decode` has removed control characters from the text, so only an escape can produce one.
    problems = _remove_controls(source, pairs) if "\\" in block else []
    entries, repeated, wrong = _entries(source, pairs)
    body_line = source.text.count("\n", 0, len(source.text) - len(body)) + 1
    read = Block(entries=entries, repeated=repeated, unparsed=unparsed, body=body, body_line=body_line)
    return read, [*(problem for _, problem in unparsed), *problems, *wrong]


def node_place(source: Source, node: yaml.Node) -> Place:
    """Return the place of a node of front matter, whose opening `---` is line 1."""
    line = node.start_mark.line + 1
    column = node.start_mark.column + 1
    on_one_line = node.end_mark.line == node.start_mark.line
    length = node.end_mark.column - node.start_mark.column if on_one_line else len(source.line(line)) - column + 1
    return source.at(line, column, length)


def _opens_with_text(source: Source, keys: Collection[str]) -> bool:
    """Return whether a file starts with text, not with attempted front matter."""
    number = source.first_line
    first = source.line(number).strip()
    meant, may_be_keys = {*keys, "team"}, [first]
    if first.startswith("```"):  # a page may also show the front matter of notes in code
        meant, may_be_keys = {*keys}, source.lines[number : number + 2]
    elif is_like_fence(first):
        may_be_keys = [source.line(first_key(source, number))]
    is_attempt = first.startswith(("---", "+++")) or any(_is_key(line, meant) for line in may_be_keys)
    return not (is_attempt or _has_block_below(source, number, keys))


def _is_key(line: str, keys: Collection[str]) -> bool:
    return LOOKS_LIKE_A_KEY.match(line) is not None and line.partition(":")[0].strip().casefold() in keys


def _has_block_below(source: Source, first: int, keys: Collection[str]) -> bool:
    """Return whether text has front matter below it, outside examples of code."""
    below = block_below(source, first)
    is_key = below > 0 and source.line(below + 1).partition(":")[0] in keys
    return is_key and not any(line.lstrip().startswith(("```", "~~~")) for line in source.lines[:below])


def _compose(source: Source, block: str, example: Example) -> tuple[_Pairs, Unparsed]:
    if len(block) > MAX_BLOCK_CHARACTERS:
        message = f"front matter has {len(block):,} characters, more than {MAX_BLOCK_CHARACTERS:,}"
        raise Problem(error("front-matter-too-large", source.at(1, 1, 3), message, "move text into the note's body"))
    # Each key or value has its own comma or line; counting those is a hundred times faster than composing.
    if block.count(",") + block.count("\n") > MAX_VALUES:
        message = f"front matter has more than {MAX_VALUES:,} lines and commas"
        raise Problem(error("too-many-keys", source.at(1, 1, 3), message, "move lists and text into the note's body"))
    try:
        root = _compose_yaml(source, block)
    except Problem as problem:
        return _compose_parts(source, block, problem)
    if root is None:
        return (), ()
    if not isinstance(root, yaml.MappingNode):
        unparsed = tuple(_wrong_lines(source, block))
        if not unparsed:
            raise Problem(_not_a_mapping(source, root, example))
        return (), unparsed
    return tuple(root.value), ()


def _wrong_lines(source: Source, block: str) -> Iterator[tuple[str, Diagnostic]]:
    """Yield each line with a key that is not followed by a colon and a space."""
    for number, line in enumerate(block.split("\n"), 1):
        if key := key_of_wrong_line(line) or key_of_marked_line(line):
            yield key, without_key(source, number)


def _compose_yaml(source: Source, text: str) -> yaml.Node | None:
    """Compose a part of front matter. Raises Problem if it is not valid YAML."""
    if refused := find_refused(text):
        raise Problem(refusal(source, refused))
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, ValueError) as failure:
        last_line = text.rstrip().count("\n") + 1
        raise Problem(explain(source, failure, last_line)) from None
    return root


def _compose_parts(source: Source, block: str, problem: Problem) -> tuple[_Pairs, Unparsed]:
    """Compose each key separately, so that an error in one does not hide others. Raises `problem` if that fails."""
    lines = block.split("\n")
    starts = _starts_of_parts(lines)
    if not starts or len(starts) > MAX_KEYS or any(line.strip() for line in lines[: starts[0]]):
        raise problem
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    unparsed: list[tuple[str, Diagnostic]] = []
    for start, end in pairwise((*starts, len(lines))):
        if key := key_of_marked_line(lines[start]):
            unparsed.append((key, without_key(source, start + 1)))
            continue
        try:
            # The empty lines above keep places right.
            root = _compose_yaml(source, "\n" * start + "\n".join(lines[start:end]))
        except Problem as one:
            unparsed.append((lines[start].partition(":")[0], one.diagnostics[0]))
            continue
        if isinstance(root, yaml.MappingNode):
            pairs += root.value
        else:
            unparsed.append((key_of_wrong_line(lines[start]), without_key(source, start + 1)))
    if not unparsed:
        raise problem
    return tuple(pairs), tuple(unparsed)


def _starts_of_parts(lines: Sequence[str]) -> list[int]:
    """Return the lines that start a key, a comment with wrong marks, or text without a key."""
    starts: list[int] = []
    is_open = False  # whether the key above has its value on the lines below
    for number, line in enumerate(lines):
        if _STARTS_PART.match(line) or is_comment(line):
            is_open = bool(_HAS_NO_VALUE.search(line))
            starts.append(number)
        elif not is_open and key_of_marked_line(line):
            starts.append(number)
    return starts


def _remove_controls(source: Source, pairs: Iterable[tuple[yaml.Node, yaml.Node]]) -> list[Diagnostic]:
    """Remove control characters from all keys and values, like `decode` does for unescaped ones."""
    found = []
    nodes = [part for pair in pairs for part in pair]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            nodes += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif control := _CONTROL.search(node.value):
            node.value = _CONTROL.sub("", node.value)
            message = f"this escape is the invisible character U+{ord(control[0]):04X}, which is removed"
            hint = "delete the escape, or write the value in single quotes to keep the `\\`"
            found.append(warning("control-character", node_place(source, node), message, hint))
    return found


def _entries(
    source: Source, pairs: Collection[tuple[yaml.Node, yaml.Node]]
) -> tuple[tuple[Entry, ...], frozenset[str], list[Diagnostic]]:
    if len(pairs) > MAX_KEYS:
        message = f"front matter has {len(pairs)} keys, more than {MAX_KEYS}"
        raise Problem(error("too-many-keys", source.at(1, 1, 3), message, "delete unknown keys"))
    entries: dict[str, Entry] = {}
    repeated = set()
    diagnostics = []
    for key_node, node in pairs:
        if not isinstance(key_node, yaml.ScalarNode):
            place = node_place(source, key_node)
            diagnostics.append(error("invalid-yaml", place, "a key must be a word", "write `key: value`"))
            continue
        key = key_node.value
        if key in entries:
            repeated.add(key)
            message = f"duplicate key `{key}`, first on line {entries[key].place.line}"
            place = node_place(source, key_node)
            diagnostics.append(error("duplicate-key", place, message, "delete one of them"))
            continue
        entries[key] = Entry(key=key, key_node=key_node, node=node, source=source)
    return tuple(entries.values()), frozenset(repeated), diagnostics


def _not_a_mapping(source: Source, root: yaml.Node, example: Example) -> Diagnostic:
    what = "a list" if isinstance(root, yaml.SequenceNode) else "plain text"
    hint = f"write a key and a value on each line, for example `{example.line}`"
    place = source.whole_line(root.start_mark.line + 1)
    return error("front-matter-not-mapping", place, f"front matter must be keys with values, not {what}", hint)
