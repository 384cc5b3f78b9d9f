"""Messages of the search page's script in the site's language; the script contains the English ones."""

import json
from collections.abc import Iterator

from weeknotes_site.languages import Language


def search_words(language: Language) -> str:
    """Return the words as JSON, by their English ones; empty in English."""
    if language.is_source:
        return ""
    words: dict[str, object] = dict(_messages(language))
    language.ngettext("%(count)s note", "%(count)s notes", 1)
    language.ngettext("%(count)s page", "%(count)s pages", 1)
    for kind in ("note", "page"):
        words[f"%(count)s {kind}"] = dict(language.plural_forms(f"%(count)s {kind}", f"%(count)s {kind}s"))
    words[", "] = language.comma
    words[":"] = language.colon.rstrip()
    words["months"] = language.dates.months
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


def _messages(language: Language) -> Iterator[tuple[str, str]]:
    say = _Pairs(language)
    yield say.gettext("Search needs a web server, and this page was opened from disk.")
    # Translators: the title of the search page in the browser's tab.
    yield say.gettext("“%(words)s” – %(page)s")
    # Translators: after "Filters and order".
    yield say.gettext(": %(count)s set")
    yield say.gettext("Team")
    # Translators: a page that is not a note, such as "About".
    yield say.gettext("Page")
    yield say.gettext("Person")
    yield say.gettext("Tag")
    yield say.gettext("Week")
    yield say.gettext("Week %(number)s of %(year)s")
    yield say.gettext("Show more")
    yield say.gettext("Look in %(year)s as well")
    yield say.gettext("The search could not be loaded.")
    yield from _of_results(say)


def _of_results(say: "_Pairs") -> Iterator[tuple[str, str]]:
    # Translators: `where`, `says` and `filters` are the next three messages, or nothing.
    yield say.gettext("No note%(where)s%(says)s%(filters)s.")
    yield say.gettext(" in %(years)s")
    yield say.gettext(" says “%(words)s”")
    yield say.gettext(" with these filters")
    yield say.gettext("Is it spelled as its team would write it? Fewer words may find more.")
    yield say.gettext("Perhaps you meant one of these, which come near.")
    yield say.gettext("Notes of %(years)s could not be searched.")
    yield say.gettext("Plain pages could not be searched.")
    yield say.gettext("Notes of %(years)s have not been searched yet.")
    yield say.gettext("%(year)s and before")
    # Translators: two counts, "2 pages" and "31 notes"; use a comma if your "and" depends on the next number.
    yield say.gettext("%(pages)s and %(notes)s")
    # Translators: `found` is "2 pages and 31 notes".
    yield say.gettext("%(found)s%(where)s%(filters)s.")
    yield say.gettext("%(found)s%(where)s%(filters)s, %(order)s.")
    # Translators: the order of search results, after their number.
    yield say.gettext("newest first")
    yield say.gettext("best first")
    yield say.gettext("best first among these years")
    # Translators: before links to other sections of a note.
    yield say.gettext("Also in")
    # Translators: between the last two years of a list, with its spaces.
    yield say.gettext(" and ")
    # Translators: what people type to find a week by its number, besides "week": words with | between them.
    yield say.gettext("week")


class _Pairs:
    """Pairs of a message and its translation, extracted like any other."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def gettext(self, message: str) -> tuple[str, str]:
        return message, self._language.gettext(message)


def preview_words(language: Language) -> str:
    """Return the words of the panel of the preview as JSON; empty in English."""
    if language.is_source:
        return ""
    say = _Pairs(language)
    words: dict[str, object] = dict(
        (
            say.gettext("The preview has stopped"),
            say.gettext("Start `weeknotes serve` again to go on."),
            say.gettext("%(errors)s: the page stays as it was"),
            say.gettext("%(errors)s in notes that are left out"),
            say.gettext("hint: %(hint)s"),
            say.gettext("Hide"),
        )
    )
    language.ngettext("%(count)s error", "%(count)s errors", 1)
    words["%(count)s error"] = dict(language.plural_forms("%(count)s error", "%(count)s errors"))
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))
