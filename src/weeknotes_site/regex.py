"""Regular expressions that are compiled when first used: most look for mistakes that few notes contain.

Compiling all of them takes longer than reading, rendering and publishing a new note.
"""

import re
from typing import Any, AnyStr, cast


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern for a module's constants, like `re.compile`, but compiled at its first use."""
    return cast("re.Pattern[AnyStr]", _Regex(pattern, flags))


class _Regex:
    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile, and store the requested method, so that later uses are direct."""
        found = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, found)
        return found
