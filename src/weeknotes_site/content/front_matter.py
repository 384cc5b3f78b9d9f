"""The block at the top of a file: found, split off, and composed into keys and nodes that know where they stand."""

import re
from collections.abc import Collection

import frontmatter.default_handlers
import yaml
from msgspec import Struct

from weeknotes_site.content.front_matter_fixes import delete_lines, quote_value
from weeknotes_site.content.source import Source
from weeknotes_site.content.unread_body import LOOKS_LIKE_A_KEY, last_key, opening_below
from weeknotes_site.content.yaml_limits import MAX_DEPTH, Refused, find_refused
from weeknotes_site.diagnostics import Diagnostic, Fix, Place, Problem, error, replacing, warning

MAX_BLOCK_CHARACTERS = 64_000
MAX_KEYS = 200
MAX_VALUES = 5_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
# C0 without tab and line feed, DEL, C1 (here NEL is never a line end), surrogates, and what XML 1.0 forbids.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_EXAMPLE = "write `---`, `team:`, `date:`, `author:` and `---`, each on a line of its own, at the top"


class _Splitter(frontmatter.default_handlers.BaseHandler):
    """Splits where python-frontmatter does, but only at exactly three hyphens; never loads."""

    FM_BOUNDARY = _BOUNDARY
    START_DELIMITER = END_DELIMITER = "---"


_SPLITTER = _Splitter()


class Entry(Struct, frozen=True):
    """One key of the block with its value's node."""

    key: str
    key_node: yaml.Node
    node: yaml.Node
    source: Source

    @property
    def place(self) -> Place:
        """Where the key stands."""
        return node_place(self.source, self.key_node)

    @property
    def value_place(self) -> Place:
        """Where the value stands."""
        return node_place(self.source, self.node)


class Block(Struct, frozen=True, kw_only=True):
    """The front matter's entries, and the text that follows it."""

    entries: tuple[Entry, ...]
    repeated: frozenset[str]
    """The keys that are given more than once; `entries` has the first of each."""
    body: str
    body_line: int
    """The line of the file on which the body starts."""


def split_front_matter(source: Source, *, optional: Collection[str] = ()) -> tuple[Block, list[Diagnostic]]:
    """Split a file and compose its front matter.

    `optional` are the keys of a file that may do without one. Raises Problem where there is no block to read. Duplicate
    keys come back as diagnostics.
    """
    if not source.text.strip():
        raise Problem(error("empty-file", source.whole, "the file is empty", _EXAMPLE))
    if not _SPLITTER.detect(source.text):
        if optional and _opens_with_text(source, optional):
            return Block(entries=(), repeated=frozenset(), body=source.text, body_line=1), []
        raise Problem(_no_block(source))
    try:
        block, body = _SPLITTER.split(source.text)
    except ValueError:
        raise Problem(_unclosed(source)) from None
    if opening := opening_below(source):
        hint = f"delete {'line 1' if opening == 2 else f'lines 1 to {opening - 1}'}"
        message = "an empty block stands above the front matter"
        fix = delete_lines(1, opening - 1)
        raise Problem(error("front-matter-not-first", source.whole_line(opening), message, hint, fix))
    entries, repeated, diagnostics = _compose(source, block)
    body_line = source.text.count("\n", 0, len(source.text) - len(body)) + 1
    return Block(entries=entries, repeated=repeated, body=body, body_line=body_line), diagnostics


def node_place(source: Source, node: yaml.Node, first_line: int = 1) -> Place:
    """Return where a node of the front matter stands; `first_line` is the line of the opening `---`."""
    line = node.start_mark.line + first_line
    column = node.start_mark.column + 1
    on_one_line = node.end_mark.line == node.start_mark.line
    length = node.end_mark.column - node.start_mark.column if on_one_line else len(source.line(line)) - column + 1
    return source.at(line, column, length)


def _opens_with_text(source: Source, keys: Collection[str]) -> bool:
    """Return whether a file begins with text, and not with what somebody meant as front matter."""
    first = next(line.strip() for line in source.lines if line.strip())
    is_key = LOOKS_LIKE_A_KEY.match(first) is not None and first.partition(":")[0] in keys
    return not (first.startswith(("---", "+++")) or is_key)


def _no_block(source: Source) -> Diagnostic:
    first = next(number for number, line in enumerate(source.lines, 1) if line.strip())
    text = source.line(first)
    if _BOUNDARY.fullmatch(text) and first > 1:
        hint = f"delete {'line 1' if first == 2 else f'lines 1 to {first - 1}'}"
        place = source.whole_line(first)
        message = "front matter must start on line 1"
        return error("front-matter-not-first", place, message, hint, delete_lines(1, first - 1))
    if text.strip() == "+++":
        hint = "write YAML between lines of `---`, for example `date: 2022-01-24`"
        return error("toml-front-matter", source.whole_line(first), "front matter in TOML is not read", hint)
    if text.strip().startswith("---"):
        hint = "write exactly `---` on the line"
        place = source.whole_line(first)
        fix = replacing(place, "---") if not text.strip().strip("-") else None
        return error("no-front-matter", place, "this line does not open front matter", hint, fix)
    if LOOKS_LIKE_A_KEY.match(text):
        return error("no-front-matter", source.whole_line(first), "front matter must open with `---`", _EXAMPLE)
    return error("no-front-matter", source.whole_line(first), "the note has no front matter", _EXAMPLE)


def _unclosed(source: Source) -> Diagnostic:
    hint = f"write `---` on a line of its own after line {last_key(source, 1)}"
    return error("unclosed-front-matter", source.whole_line(1), "front matter is opened here and never closed", hint)


def _compose(source: Source, block: str) -> tuple[tuple[Entry, ...], frozenset[str], list[Diagnostic]]:
    if len(block) > MAX_BLOCK_CHARACTERS:
        message = f"front matter has {len(block):,} characters, more than {MAX_BLOCK_CHARACTERS:,}"
        raise Problem(error("front-matter-too-large", source.at(1, 1, 3), message, "move text into the note's body"))
    # Each key or value has a comma or a line of its own, which is counted a hundred times as fast as they are composed.
    if block.count(",") + block.count("\n") > MAX_VALUES:
        message = f"front matter has more than {MAX_VALUES:,} lines and commas"
        raise Problem(error("too-many-keys", source.at(1, 1, 3), message, "move lists and text into the note's body"))
    if refused := find_refused(block):
        raise Problem(_refusal(source, refused))
    try:
        root = yaml.compose(block, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as failure:
        raise Problem(_explain(source, failure)) from None
    if root is None:
        return (), frozenset(), []
    if not isinstance(root, yaml.MappingNode):
        raise Problem(_not_a_mapping(source, root))
    # `decode` has taken control characters out of the text, so only an escape can bring one in.
    left_out = _leave_out_controls(source, root) if "\\" in block else []
    entries, repeated, diagnostics = _entries(source, root)
    return entries, repeated, left_out + diagnostics


def _leave_out_controls(source: Source, root: yaml.Node) -> list[Diagnostic]:
    """Take control characters out of every key and value, as `decode` does with those that are not escaped."""
    found = []
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            nodes += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif control := _CONTROL.search(node.value):
            node.value = _CONTROL.sub("", node.value)
            message = f"an escape gives the invisible character U+{ord(control[0]):04X}, which is left out"
            hint = "delete the escape, or write the value in single quotes to keep the `\\`"
            found.append(warning("control-character", node_place(source, node), message, hint))
    return found


def _entries(source: Source, root: yaml.MappingNode) -> tuple[tuple[Entry, ...], frozenset[str], list[Diagnostic]]:
    if len(root.value) > MAX_KEYS:
        message = f"front matter has {len(root.value)} keys, more than {MAX_KEYS}"
        raise Problem(error("too-many-keys", source.at(1, 1, 3), message, "keep the keys that the site knows"))
    entries: dict[str, Entry] = {}
    repeated = set()
    diagnostics = []
    for key_node, node in root.value:
        if not isinstance(key_node, yaml.ScalarNode):
            place = node_place(source, key_node)
            diagnostics.append(error("invalid-yaml", place, "a key must be a word", "write `key: value`"))
            continue
        key = key_node.value
        if key in entries:
            repeated.add(key)
            first = entries[key].place.line
            diagnostics.append(
                error(
                    "duplicate-key",
                    node_place(source, key_node),
                    f"`{key}` is given twice, first on line {first}",
                    "delete one of them",
                )
            )
            continue
        entries[key] = Entry(key=key, key_node=key_node, node=node, source=source)
    return tuple(entries.values()), frozenset(repeated), diagnostics


def _not_a_mapping(source: Source, root: yaml.Node) -> Diagnostic:
    what = "a list" if isinstance(root, yaml.SequenceNode) else "plain text"
    hint = "write a key and a value on each line, for example `date: 2022-01-24`"
    place = source.whole_line(root.start_mark.line + 1)
    return error("front-matter-not-mapping", place, f"front matter is {what}, not keys with values", hint)


def _refusal(source: Source, refused: Refused) -> Diagnostic:
    message, hint = _REFUSALS[refused.mark if refused.mark in _REFUSALS else "depth"]
    line = refused.line + 1
    fix = _quotes(source, line) if "quotes" in hint else None
    return error(refused.code, source.at(line, refused.column + 1), message, hint, fix)


_REFUSALS = {
    "depth": (f"values nest deeper than {MAX_DEPTH}", "write the value out"),
    "&": ("`&` starts a YAML anchor, which front matter may not use", "put the value in quotes"),
    "*": ("`*` starts a YAML alias, which front matter may not use", "put the value in quotes"),
    "!": ("`!` starts a YAML tag, which front matter may not use", "put the value in quotes"),
    "%": ("`%` starts a YAML directive, which front matter may not use", "delete the line"),
}


def _explain(source: Source, failure: Exception) -> Diagnostic:
    mark = getattr(failure, "problem_mark", None)
    problem = str(getattr(failure, "problem", "") or "this is not YAML")
    if mark is None:
        return error("invalid-yaml", source.at(1, 1, 3), problem, 'put text in quotes: `title: "…"`')
    if "unexpected end of stream" in problem:
        mark = getattr(failure, "context_mark", None) or mark
    line = min(mark.line + 1, len(source.lines))
    place = source.at(line, mark.column + 1)
    if "\t" in source.line(line)[: mark.column + 1]:
        place = source.at(line, source.line(line).index("\t") + 1)
        hint = "use spaces to indent"
        return error("tab-in-front-matter", place, "a tab stands where YAML wants spaces", hint, replacing(place, "  "))
    if "mapping values are not allowed" in problem:
        problem = "a second `:` in one value confuses YAML"
    else:
        problem = _in_plain_words(problem)
    return error("invalid-yaml", place, problem, _quote(source.line(line)), _quotes(source, line))


def _quotes(source: Source, line: int) -> Fix | None:
    """Return the fix that quotes a line's value, where YAML can read the line after it."""
    fix = quote_value(source, line)
    if fix:
        (edit,) = fix.edits
        fixed = source.line(line)[: edit.column - 1] + edit.text
        if find_refused(fixed):
            return None
        try:
            yaml.compose(fixed, Loader=_Loader)
        except (yaml.YAMLError, ValueError):
            return None
    return fix


def _quote(line: str) -> str:
    key, colon, value = line.strip().partition(":")
    value = value.strip().strip("\"'")
    if not colon or not value or '"' in value or "\\" in value:
        return 'put text in quotes: `title: "…"`'
    return f'put the value in quotes: `{key}: "{value}"`'


def _in_plain_words(problem: str) -> str:
    for yaml_says, we_say in _PLAIN_WORDS.items():
        if yaml_says in problem:
            return we_say
    return f"this is not YAML: {problem}"


_PLAIN_WORDS = {
    "could not find expected ':'": "this line has no `key: value`",
    "expected ',' or ']'": "a list opened with `[` is not closed with `]`",
    "expected ',' or '}'": "a `{` is not closed with `}`",
    "found unexpected end of stream": "a quote is opened and never closed",
    "cannot start any token": "a value cannot start with this character",
    "expected <block end>": "this line is indented differently from the lines above",
    "unknown escape character": "a `\\` in double quotes starts an escape; use single quotes",
}
