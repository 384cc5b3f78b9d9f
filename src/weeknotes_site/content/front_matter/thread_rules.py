"""`threads` of a `_team.md`: which headings have the same topic, and which only look alike."""

from collections.abc import Mapping
from typing import Any

from weeknotes_site.content.front_matter.fields import MAX_LIST, MAX_TEXT, FieldError, boolean, mapping
from weeknotes_site.model.team import ThreadRules
from weeknotes_site.regex import regex

EXAMPLE = "threads: {join: [[Bulky waste, Bulky waste form]]}"
_RULES = ("join", "apart")
_MARKS = regex(r"^#{1,6} ")


def thread_rules(key: str, node: Any) -> ThreadRules:
    """Read groups of headings under `join` and `apart`, of which one needs no list around it; or `false` for none."""
    if isinstance(node.value, str):  # neither a list nor a mapping
        return ThreadRules(show=_is_on(key, node))
    values = mapping(key, node)
    if unknown := [name for name in values if name not in _RULES]:
        message = f"`{unknown[0]}` is not a rule of `{key}`"
        hint = _with_brackets(key, values) or f"write `join` or `apart`, for example `{EXAMPLE}`"
        raise FieldError("wrong-type", message, hint, node)
    groups = {name: _groups(key, name, value, node) for name, value in values.items()}
    return ThreadRules(join=groups.get("join", ()), apart=groups.get("apart", ()))


def _with_brackets(key: str, values: Mapping[str, Any]) -> str:
    """Return the hint for `{apart: C, C++}`, where YAML reads the second heading as a key; else empty."""
    (name, first), *others = values.items()
    is_list = name in _RULES and first and isinstance(first, str) and not any(value for _, value in others)
    return f"write `{key}: {{{name}: [{', '.join((first, *(other for other, _ in others)))}]}}`" if is_list else ""


def _is_on(key: str, node: Any) -> bool:
    try:
        return boolean(key, node)
    except FieldError:
        message = f"`{key}` takes `true`, `false` or the rules `join` and `apart`"
        raise FieldError("wrong-type", message, f"write `{EXAMPLE}`, or `{key}: false` for no threads", node) from None


def _groups(key: str, name: str, value: Any, node: Any) -> tuple[tuple[str, ...], ...]:
    groups = [value] if isinstance(value, list) and all(isinstance(one, str) for one in value) else value
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        raise FieldError("wrong-type", f"`{name}` of `{key}` takes lists of headings", f"write `{EXAMPLE}`", node)
    found = tuple(tuple(_without_marks(str(text)) for text in group) for group in groups if group)
    is_long = any(len(text) > MAX_TEXT for group in found for text in group)
    if is_long or any(len(group) > MAX_LIST for group in (found, *found)):
        message = f"`{name}` of `{key}` has more than {MAX_LIST} values, or one of more than {MAX_TEXT} characters"
        raise FieldError("value-too-long", message, "shorten it", node)
    return found


def _without_marks(text: str) -> str:
    """Return a heading without its `##`, which are copied with it."""
    return _MARKS.sub("", " ".join(text.split()))
