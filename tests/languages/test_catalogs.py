"""Catalogs contain the messages of code and templates, and translations keep placeholders and markup."""

import json
import re
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message

import catalogs
from weeknotes_site.languages import find_language
from weeknotes_site.model.week import Week
from weeknotes_site.render.script_words import preview_words, search_words

ROOT = Path(__file__).parents[2]
CATALOGS = sorted(path.stem for path in catalogs.FOLDER.glob("*.po"))
COMPLETE = sorted(set(CATALOGS) - {"en-US"})
"""All but American English, which has only what it spells in its own way."""
KEPT = re.compile(r"%\(\w+\)s|<[^>]*>|&\w+;|\n")
SAID = re.compile(r"\b(?:say|sayCount)\(\s*\"((?:[^\"\\]|\\.)*)\"")
BRITISH = re.compile(r"(?<!\()\b\w*(?:isation|ise[ds]?\b|colour|favour|centre|fortnight)\w*", re.I)
DAYS = re.compile(r"%\((?:days|first|last)\)s")
"""Where a span of days is put in, or in one message the span of the first or last note."""
AGAIN = "run `python tests/catalogs.py`"

Key = tuple[str | None, object]


def read(tag: str) -> Catalog:
    return catalogs.read_catalog(catalogs.FOLDER / f"{tag}.po")


def keys(catalog: Catalog) -> set[Key]:
    return {(message.context, message.id) for message in catalog if message.id}


def test_the_template_has_exactly_the_messages_in_use() -> None:
    assert keys(catalogs.read_catalog(catalogs.TEMPLATE)) == keys(catalogs.extract()), AGAIN


@pytest.mark.parametrize("tag", CATALOGS)
def test_a_catalog_has_exactly_the_messages_of_the_template(tag: str) -> None:
    assert keys(read(tag)) == keys(catalogs.extract()), AGAIN


@pytest.mark.parametrize("tag", CATALOGS)
def test_a_compiled_catalog_matches_its_source(tag: str) -> None:
    assert (catalogs.FOLDER / f"{tag}.mo").read_bytes() == catalogs.as_mo(read(tag)), AGAIN


@pytest.mark.parametrize("tag", COMPLETE)
def test_a_catalog_is_complete(tag: str) -> None:
    catalog = read(tag)
    empty = [message.id for message in catalog if message.id and not all(texts(message.string))]
    forms = [
        message.id for message in catalog if message.pluralizable and len(texts(message.string)) != catalog.num_plurals
    ]
    fuzzy = [message.id for message in catalog if message.id and message.fuzzy]
    assert (empty, forms, fuzzy) == ([], [], [])


@pytest.mark.parametrize("tag", COMPLETE)
def test_a_number_takes_the_form_of_its_plural_category(tag: str) -> None:
    """0, 1, 2, 3, 6, 11 and 100 are all different in Welsh or Arabic."""
    catalog = read(tag)
    form, category = c2py(catalog.plural_expr), Locale(tag).plural_form
    pairs = {(category(number), form(number)) for number in range(1000)}
    assert len(pairs) == len(dict(pairs)) == catalog.num_plurals


@pytest.mark.parametrize("tag", CATALOGS)
def test_a_catalog_says_whether_a_native_speaker_has_reviewed_it(tag: str) -> None:
    assert "reviewed by" in dict(read(tag).mime_headers)["Language-Team"]


@pytest.mark.parametrize("tag", CATALOGS)
def test_translations_keep_placeholders_tags_and_outer_spaces(tag: str) -> None:
    assert [slip for message in read(tag) if message.id for slip in slips(message)] == []


def slips(message: Message) -> Iterator[str]:
    """Yield mistakes in the forms of a message; a plural form may omit the number."""
    wanted = [kept(text) for text in texts(message.id)]
    for text in filter(None, texts(message.string)):
        found = kept(text)
        without_number = [sorted(set(one) - {"%(num)s", "%(count)s"}) for one in wanted]
        if found not in wanted and not (message.pluralizable and found in without_number):
            yield f"{text!r} has {found}, not {wanted}"
        if (text[:1] == " ") != (str(texts(message.id)[-1])[:1] == " "):
            yield f"{text!r} begins otherwise than {message.id!r}"


def kept(text: str) -> list[str]:
    return sorted(one for one in KEPT.findall(text) if one != "&nbsp;")


def texts(one: object) -> tuple[str, ...]:
    return tuple(one) if isinstance(one, (tuple, list)) else (str(one),)


@pytest.mark.parametrize("tag", COMPLETE)
def test_a_script_lists_two_things_as_pages_do(tag: str) -> None:
    language = find_language(tag)
    assert [language.gettext(" and ")] == language.between(["1", "2"])


def test_a_quote_has_the_quotation_marks_of_the_language() -> None:
    for tag in COMPLETE:
        opening, closing = find_language(tag).data.own.quotes
        quoted = [message for message in read(tag) if message.id and "“" in str(message.id)]
        assert quoted
        assert [
            m.id for m in quoted if opening.strip() not in str(m.string) or closing.strip() not in str(m.string)
        ] == []


@pytest.mark.parametrize("tag", COMPLETE)
def test_a_message_does_not_repeat_a_word_of_the_date_in_it(tag: str) -> None:
    """In French, spans begin with a word, "du 9 au 13", so the message must not have another before it."""
    week = Week(2026, 46)
    days = find_language(tag).span(week.monday, week.friday)
    said = [text for message in read(tag) if message.id for text in texts(message.string)]
    assert [text for text in said if doubled(DAYS.sub(days, text)) != doubled(text)] == []


def doubled(text: str) -> list[str]:
    return re.findall(r"\b(\w+) \1\b", text)


def test_french_has_a_no_break_space_before_two_part_punctuation() -> None:
    said = [text.replace("%%", "%") for message in read("fr") if message.id for text in texts(message.string)]
    assert [text for text in said if re.search(r"(?<=\S) [:;?!»](?!/)|« |\d [%]", text)] == []
    assert [text for text in said if re.search(r"\w[;?!](?!\w)|\w:(?= )", re.sub(r"<[^>]*>|&\w+;", "", text))] == []


def test_welsh_has_no_word_before_a_name_that_would_mutate_it() -> None:
    """Before a name "yn" would be "ym" or "yng", and "a" be "ac"; a year in figures changes neither."""
    said = [text for message in read("cy") if message.id for text in texts(message.string)]
    assert [text for text in said if re.search(r"\b(?:yn|a|â) %\((?!years?\)|number\)|num\))", text)] == []


def test_arabic_has_its_own_punctuation_and_no_letter_that_joins_a_name() -> None:
    """A preposition of one letter, as in "بـ", is a part of the next word."""
    said = [text for message in read("ar") if message.id for text in texts(message.string)]
    assert [text for text in said if re.search(r"[,;?]", re.sub(r"<[^>]*>|&\w+;", "", text))] == []
    assert [text for text in said if re.search(r"ـ %\((?!num\))", text)] == []


def test_arabic_writes_one_and_two_in_words() -> None:
    counted = [texts(message.string)[:3] for message in read("ar") if message.pluralizable]
    assert counted
    assert [text for forms in counted for text in forms if re.search(r"%\((?:num|count)\)s", text)] == []


def test_american_english_has_every_american_spelling() -> None:
    spelled = {message.id: message.string for message in read("en-US") if message.id}
    british = {one for one in spelled for text in texts(one) if BRITISH.search(text)}
    assert {one for one in british if not spelled[one]} == set()
    assert [text for text in map(str, spelled.values()) if BRITISH.search(text)] == []


@pytest.mark.parametrize(
    ("script", "words"),
    [("static/assets/search.js", search_words), ("src/weeknotes_site/preview/reload.js", preview_words)],
    ids=["search", "preview"],
)
def test_a_script_gets_each_of_its_words(script: str, words: object) -> None:
    source = (ROOT / script).read_text("utf-8")
    said = set(SAID.findall(source))
    if "sayCount" not in source:
        said.add("%(count)s error")
    assert callable(words)
    given = json.loads(words(find_language("en-US")))
    assert set(given) - {"months", "week"} == said
