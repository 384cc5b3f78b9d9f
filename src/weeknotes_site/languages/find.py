"""Languages by their tags, from the files beside this module."""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import msgspec

from weeknotes_site.languages.data import LanguageData
from weeknotes_site.languages.language import Language

FOLDER = Path(__file__).parent
DEFAULT = "en"

_decode = msgspec.json.Decoder(LanguageData).decode


@lru_cache(maxsize=16)
def find_language(tag: str) -> Language:
    """Return the language of a tag: `de` for `de-AT`; English if it is not shipped."""
    found = _nearest(tag) or DEFAULT
    data = _decode((FOLDER / f"{found}.json").read_bytes())
    words = FOLDER / f"{found}.mo"
    if not words.is_file():
        return Language(tag, data, NullTranslations())
    with words.open("rb") as file:
        return Language(tag, data, GNUTranslations(file))


def is_shipped(tag: str) -> bool:
    """Return whether there are words for a tag's language."""
    return _nearest(tag) is not None


def name_of(tag: str) -> str:
    """Return a language's own name for itself, `Cymraeg`; its tag if it is not shipped."""
    return find_language(tag).name if is_shipped(tag) else tag


def shipped_tags() -> tuple[str, ...]:
    """Return the tags of all shipped languages."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def remark_on_words(tag: str) -> str:
    """Return a note for the site's owner about a language without a reviewed translation, else an empty text."""
    if not is_shipped(tag):
        return f"`{tag}` is not translated yet, so pages are in English"
    language = find_language(tag)
    if language.is_reviewed:
        return ""
    return f"the words in {language.name} (`{tag}`) have not been reviewed by a native speaker yet"


def _nearest(tag: str) -> str | None:
    """Return the longest beginning of a tag that has files, ignoring case (BCP 47)."""
    known = {path.stem.casefold(): path.stem for path in FOLDER.glob("*.json")}
    parts = tag.casefold().split("-")
    for count in range(len(parts), 0, -1):
        if found := known.get("-".join(parts[:count])):
            return found
    return None
