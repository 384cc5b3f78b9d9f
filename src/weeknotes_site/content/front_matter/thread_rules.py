"""`threads` of a `_team.md`: which headings have the same topic, and which only look alike."""

from typing import Any

from weeknotes_site.content.front_matter.fields import MAX_LIST, MAX_TEXT, FieldError, boolean, mapping
from weeknotes_site.model.team import ThreadRules

EXAMPLE = "threads: {join: [[Bulky waste, Bulky waste form]]}"
_RULES = ("join", "apart")


def thread_rules(key: str, node: Any) -> ThreadRules:
    """Read groups of headings under `join` and `apart`, of which one needs no list around it; or `false` for none."""
    if isinstance(node.value, str):  # neither a list nor a mapping
        return ThreadRules(show=_is_on(key, node))
    values = mapping(key, node)
    if unknown := [name for name in values if name not in _RULES]:
        message = f"`{unknown[0]}` is not a rule of `{key}`"
        raise FieldError("wrong-type", message, f"write `join` or `apart`, for example `{EXAMPLE}`", node)
    groups = {name: _groups(key, name, value, node) for name, value in values.items()}
    return ThreadRules(join=groups.get("join", ()), apart=groups.get("apart", ()))


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
    found = tuple(tuple(" ".join(str(text).split()) for text in group) for group in groups if group)
    is_long = any(len(text) > MAX_TEXT for group in found for text in group)
    if is_long or any(len(group) > MAX_LIST for group in (found, *found)):
        message = f"`{name}` of `{key}` has more than {MAX_LIST} values, or one of more than {MAX_TEXT} characters"
        raise FieldError("value-too-long", message, "shorten it", node)
    return found
