"""Check the languages in the settings."""

from collections.abc import Collection, Container, Iterable, Iterator

from weeknotes_site.config.locate import Locator
from weeknotes_site.diagnostics import Diagnostic, error
from weeknotes_site.model.language import find_mistake


def check_languages(
    languages: Collection[str], translations: Iterable[str], given: Container[str], locate: Locator
) -> Iterator[Diagnostic]:
    """Yield errors in `languages` and `translations`; `given` are the keys that are set."""
    if "language" in given and "languages" in given:
        message = "`language` and `languages` are both set"
        hint = "keep `languages`; its first is the site's own language"
        yield error("wrong-setting", locate.key("language"), message, hint)
    place = locate.key("languages")
    for tag in languages:
        wrong, right = find_mistake(tag)
        if wrong:
            hint = f'write `"{right}"`' if right else 'write `languages = ["en", "cy"]`'
            yield error("wrong-setting", place, wrong, hint)
    if len({tag.casefold() for tag in languages}) < len(languages):
        yield error("wrong-setting", place, "`languages` names a language twice", "name each once")
    for tag in translations:
        if tag not in tuple(languages)[1:]:
            message = f"`translations.{tag}` is for a language that the site does not have"
            hint = f"add `{tag}` to `languages`, after the site's own language"
            if tag in tuple(languages)[:1]:
                message = f"`translations.{tag}` is for the site's own language, which needs no translation"
                hint = "write its texts as settings of the site, above the first `[…]`"
            yield error("wrong-setting", locate.key(f"translations.{tag}"), message, hint)
