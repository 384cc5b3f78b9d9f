"""Languages by their tags, from the files beside this module, as templates, feeds and messages use them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import msgspec
from msgspec.structs import replace

from weeknotes_site.languages.collation import Collation
from weeknotes_site.languages.data import Dates, LanguageData, Separators

FOLDER = Path(__file__).parent
DEFAULT = "en"

_decode = msgspec.json.Decoder(LanguageData).decode
_NOT_REVIEWED = "not reviewed by a native speaker"
"""Value of the header `Language-Team` in a catalog that has not been reviewed."""
_VOWELS = frozenset("aeiouyâêîôûŷäëïöüÿáéíóúýàèìòù")


class Language:
    """Words and rules of one language; find one with `find_language`."""

    def __init__(self, tag: str, data: LanguageData, words: NullTranslations) -> None:
        self.tag = tag
        self.name = data.own.name
        self.direction = data.cldr.direction
        self.data = data
        self.is_source = type(words) is NullTranslations
        """Whether it is the English that messages are written in."""
        self._words = words

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Pickle the tag only: a spawned process reads the files itself."""
        return find_language, (self.tag,)

    # Words

    def gettext(self, message: str) -> str:
        """Return a message in this language."""
        return self._words.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the plural form of a message for a number."""
        return self._words.ngettext(singular, plural, number)

    def pgettext(self, context: str, message: str) -> str:
        """Return a message in a context, which distinguishes different meanings of the same English words."""
        return self._words.pgettext(context, message)

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        """Return the plural form of a message in a context for a number."""
        return self._words.npgettext(context, singular, plural, number)

    @property
    def is_reviewed(self) -> bool:
        """Whether a native speaker has reviewed the words."""
        return _NOT_REVIEWED not in self._words.info().get("language-team", "")

    # Days and numbers

    def day(self, day: date) -> str:
        """Return `21 January 2022`."""
        return self.dates.day.format(day=self._day(day), month=self._month(day), year=day.year)

    def span(self, first: date, last: date) -> str:
        """Return `17–21 January 2022`, naming month and year twice only where they differ."""
        dates = self.dates
        if first.year != last.year:
            pattern = dates.other_year
        else:
            pattern = dates.same_year if first.month != last.month else dates.same_month
        return pattern.format(
            first=self._day(first),
            first_month=self._month(first),
            first_year=first.year,
            day=self._day(last),
            month=self._month(last),
            year=last.year,
        )

    def number(self, number: int) -> str:
        """Return a number with thousands grouped."""
        return f"{number:,}".replace(",", self.data.cldr.group)

    @cached_property
    def dates(self) -> Dates:
        """How days are written."""
        return replace(self.data.cldr.dates, **self.data.own.dates)

    def _day(self, day: date) -> str:
        own = self.data.own
        return own.first_of_month if own.first_of_month and day.day == 1 else str(day.day)

    def _month(self, day: date) -> str:
        return self.dates.months[day.month - 1]

    # Lists

    def listed(self, items: Iterable[str]) -> str:
        """Return `A, B and C`; empty without items."""
        items = tuple(items)
        if not items:
            return ""
        return "".join(part for pair in zip(("", *self.between(items)), items, strict=True) for part in pair)

    def between(self, items: Sequence[str], kind: str = "and") -> list[str]:
        """Return the separators between the items of a list, for items with markup.

        `kind` is `and`, `or`, or `more` if more items follow.
        """
        if len(items) < 2:
            return []
        marks = self._separators("and" if kind == "more" else kind)
        if kind == "more":
            return [marks.middle] * (len(items) - 1)
        last = marks.pair if len(items) == 2 else marks.last
        return [*[marks.middle] * (len(items) - 2), self._before(last, items[-1])]

    @property
    def comma(self) -> str:
        """Separator between the items of a bare list."""
        return self.data.own.comma

    @property
    def colon(self) -> str:
        """Separator between a name and its description."""
        return self.data.own.colon

    def _separators(self, kind: str) -> Separators:
        own, cldr = self.data.own, self.data.cldr
        if kind == "or":
            return own.disjunction or cldr.disjunction
        return own.conjunction or cldr.conjunction

    def _before(self, separator: str, item: str) -> str:
        return self.data.own.before_vowels.get(separator, separator) if item[:1].lower() in _VOWELS else separator

    # Order

    @cached_property
    def collation(self) -> Collation:
        """The order of its letters."""
        return Collation(self.data.own.letters)

    def sort_key(self, text: str) -> tuple[str, str]:
        """Return the sort key of a text."""
        return self.collation.key(text)

    # For scripts

    def plural_forms(self, singular: str, plural: str) -> Iterator[tuple[str, str]]:
        """Yield each plural category of the language with the form of a message for it."""
        for category, number in self.data.cldr.plurals.items():
            yield category, self.ngettext(singular, plural, number)


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


def translation_warning(tag: str) -> str:
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
