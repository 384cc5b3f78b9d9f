"""Explain front matter that is not found, because its first or last line is not exactly `---`."""

from msgspec import Struct

from weeknotes_site.content.front_matter.fixes import add_fence, delete_above
from weeknotes_site.content.front_matter.unread_body import (
    LOOKS_LIKE_A_KEY,
    block_below,
    first_key,
    is_fence,
    is_known_key,
    is_like_fence,
    last_key,
)
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Diagnostic, Edit, Fix, error, replacing


class Example(Struct, frozen=True):
    """The front matter that hints propose for a kind of file."""

    keys: str
    line: str

    @property
    def hint(self) -> str:
        """The hint for a file without front matter."""
        return f"write `---`, {self.keys} and `---`, each on a line of its own, at the top"


NOTE = Example("`team:`, `date:`, `author:`", "date: 2022-01-24")
TEAM = Example("`name:`", "name: Data Platform")
PAGE = Example("`title:`", "title: About us")
_TRANSLATION = Example("`title:`", "title: What we learned this week")


def of_translation(hint: str) -> str:
    """Return the hint for a translation of a note, which takes team, date and author from its original."""
    return hint.replace(NOTE.keys, _TRANSLATION.keys).replace(NOTE.line, _TRANSLATION.line)


def explain_missing(source: Source, example: Example) -> Diagnostic:
    """Return the error for a file that does not start with `---`."""
    first = source.first_line
    place, text = source.whole_line(first), source.line(first)
    if is_fence(text) and first > 1:
        return below_other_lines(source, first, "front matter must start on line 1")
    as_yaml = f"write YAML between lines of `---`, for example `{example.line}`"
    if text.strip() == "+++":
        return error("toml-front-matter", place, "front matter in TOML is not supported", as_yaml)
    if text.startswith("{"):
        return error("no-front-matter", place, "front matter in JSON is not supported", as_yaml)
    if text.startswith("```") and any(map(is_known_key, source.lines[first : first + 2])):
        hint = "delete the lines of backticks, and write `---` above and below the keys"
        return error("no-front-matter", place, "front matter cannot be read in a code block", hint)
    is_like = is_like_fence(text)
    if text.strip().startswith("---") or (is_like and is_known_key(source.line(first_key(source, first)))):
        fix = _write_fences(source, first) if is_like else None
        return error(
            "no-front-matter", place, "this line does not start front matter", "write exactly `---` on the line", fix
        )
    if LOOKS_LIKE_A_KEY.match(text):
        fix = _add_fences(source, first)
        return error("no-front-matter", place, "front matter must start with `---`", example.hint, fix)
    if below := block_below(source, first):
        message = "front matter must start on line 1, but there is text above it"
        hint = "move the text above it to below its second `---`"
        return error("front-matter-not-first", source.whole_line(below), message, hint)
    return error("no-front-matter", place, "the file has no front matter", example.hint)


def below_other_lines(source: Source, opening: int, message: str) -> Diagnostic:
    """Return the error for a `---` that is not on line 1, and the fix that deletes all lines above it."""
    hint = f"delete {'line 1' if opening == 2 else f'lines 1 to {opening - 1}'}"
    return error("front-matter-not-first", source.whole_line(opening), message, hint, delete_above(opening))


def explain_unclosed(source: Source) -> Diagnostic:
    """Return the error for front matter that is never closed."""
    last = last_key(source, 1)
    below = source.line(last + 1)
    if 1 < last < len(source.lines) and (is_like_fence(below) or below.strip() == "..."):
        place = source.whole_line(last + 1)
        message, hint = "this line does not end front matter", "write exactly `---` on the line"
        return error("unclosed-front-matter", place, message, hint, replacing(place, "---"))
    hint = f"write `---` on a line of its own after line {last}"
    is_clear = 1 < last < len(source.lines) and not below.strip()
    fix = add_fence(last + 1) if is_clear else None
    message = "front matter starts here and is never closed"
    return error("unclosed-front-matter", source.whole_line(1), message, hint, fix)


def _write_fences(source: Source, first: int) -> Fix:
    """Write the first line as `---`, and the line below the last key if it looks like it."""
    lines = [first, last_key(source, first) + 1]
    edits = (
        Edit(number, 1, number, len(source.line(number)) + 1, "---")
        for number in lines
        if is_like_fence(source.line(number)) and not is_fence(source.line(number))
    )
    return Fix(edits=tuple(edits))


def _add_fences(source: Source, first: int) -> Fix | None:
    """Write `---` above the first key and below the last; None if it is unclear where front matter ends."""
    last = last_key(source, first - 1)
    below = source.line(last + 1)
    if last >= len(source.lines) or not any(map(is_known_key, source.lines[first - 1 : last])):
        return None
    above = add_fence(first).edits
    if not below.strip():
        return Fix(edits=(*above, *add_fence(last + 1).edits))
    return Fix(edits=(*above, Edit(last + 1, 1, last + 1, len(below) + 1, "---"))) if is_like_fence(below) else None
