"""Language tags, and notes that lack a language."""

import re

from msgspec import Struct

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The form of a tag (BCP 47): `en`, `cy`, `zh-Hans`."""


class Waiting(Struct, frozen=True, kw_only=True):
    """Notes without a translation into a language."""

    language: str
    paths: tuple[str, ...]
