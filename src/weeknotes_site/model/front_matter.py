"""Write the front matter of a new note."""

import json
import re
from collections.abc import Mapping
from typing import Any

from weeknotes_site.regex import regex

_PLAIN = regex(r"[^\W_][\w .,'’&/()+–-]*(?<! )")
# YAML 1.1 does not read these as text. Our reader does, but other tools do not.
_NO_TEXT = regex(r"[\d.,+-]*|y|n|yes|no|on|off|true|false|null", re.I)


_BARE_KEYS = ("date", "number", "week", "draft", "updated")


def write_front_matter(values: Mapping[str, str | tuple[str, ...] | Mapping[str, Any]]) -> str:
    """Return the block with its two lines of `---`; keys without a value are left out."""
    lines = [write_entry(key, value) for key, value in values.items() if value]
    return "\n".join(("---", *lines, "---", ""))


def write_entry(key: str, value: str | tuple[str, ...] | Mapping[str, Any]) -> str:
    """Return the line of one key."""
    return f"{key}: {_value(key, value)}"


def _value(key: str, value: str | tuple[str, ...] | Mapping[str, Any]) -> str:
    if isinstance(value, str):
        return _scalar(key, value)
    if isinstance(value, tuple):
        return f"[{', '.join(_scalar(key, one) if ',' not in one else _quoted(one) for one in value)}]"
    return _quoted(value)


def _scalar(key: str, value: str) -> str:
    if key in _BARE_KEYS or (_PLAIN.fullmatch(value) and not _NO_TEXT.fullmatch(value)):
        return value
    return _quoted(value)


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # JSON is YAML
