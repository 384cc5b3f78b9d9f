"""Front matter as text, for a note that is yet to be written."""

import json
import re
from collections.abc import Mapping

_PLAIN = re.compile(r"[^\W_][\w .,'’&/()+–-]*(?<! )")
# YAML 1.1 takes these for something else than text; our own reading does not, but other tools' does.
_NO_TEXT = re.compile(r"[\d.,+-]*|y|n|yes|no|on|off|true|false|null", re.I)


def write_front_matter(values: Mapping[str, str]) -> str:
    """Return the block with its two lines of `---`; keys without a value are left out."""
    lines = [f"{key}: {_scalar(key, value)}" for key, value in values.items() if value]
    return "\n".join(("---", *lines, "---", ""))


def _scalar(key: str, value: str) -> str:
    if key in ("date", "number", "week") or (_PLAIN.fullmatch(value) and not _NO_TEXT.fullmatch(value)):
        return value
    return json.dumps(value, ensure_ascii=False)  # a JSON string is a YAML string
