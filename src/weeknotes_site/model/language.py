"""Language tags, and notes that lack a language."""

from msgspec import Struct

from weeknotes_site.regex import regex

LANGUAGE_TAG = regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The form of a tag (BCP 47): `en`, `cy`, `zh-Hans`."""

# Regions that ISO 3166 has not assigned, each made by repeating a language.
_REPEATED = frozenset(("da-da", "el-el", "en-en", "fa-fa", "hi-hi", "ja-ja", "ko-ko", "uk-uk", "ur-ur", "zh-zh"))


def without_mistake(tag: str) -> str:
    """Return a tag with its region corrected if that does not exist: `en-GB` for `en-UK`."""
    language, _, region = tag.partition("-")
    if tag.lower() in _REPEATED:
        return language
    return f"{language}-GB" if region.upper() == "UK" else tag


def find_mistake(tag: str) -> tuple[str, str]:
    """Return the mistake in a tag and the corrected tag, each empty if there is none."""
    if not LANGUAGE_TAG.fullmatch(tag):
        # A locale of an operating system: `en_GB.UTF-8`.
        meant = tag.partition(".")[0].replace("_", "-")
        return f"`{tag}` is not a language tag", without_mistake(meant) if LANGUAGE_TAG.fullmatch(meant) else ""
    right = without_mistake(tag)
    return ("", "") if right == tag else (f"the region in `{tag}` does not exist", right)


class Untranslated(Struct, frozen=True, kw_only=True):
    """Notes without a translation into a language."""

    language: str
    paths: tuple[str, ...]
