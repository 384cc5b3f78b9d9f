"""Pair notes and plain pages with their translations.

A translation takes week, number, address and id from its original, so that they are the same in all languages.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.content.files.paths import stem_of
from weeknotes_site.content.front_matter.wrong_fences import of_translation
from weeknotes_site.content.note_file import NoteFields, NoteFile, PageFile
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.diagnostics import Diagnostic, error, warning
from weeknotes_site.model.week import Week, cover_week
from weeknotes_site.regex import regex

F = TypeVar("F", NoteFile, PageFile)
MIN_WORDS = 8
"""Words of sentences in a text that is not the same in two languages by chance."""
_WITHOUT_DOT = regex(r"(.+?)[-_ ]([A-Za-z]{2}(?:-[A-Za-z]{2,4})?)\.md", re.IGNORECASE)
_TAG_OF_FILE = regex(r"[A-Za-z]{2}(?:-[A-Za-z]{2,4})?")
_MUST_MATCH = ("week", "number", "lead", "slug", "id", "formerly")
"""Keys in which a translation may repeat its original, but not differ; `date` and `team` are compared too."""
_NOTHING = NoteFields()


class Twins(Struct, Generic[F], frozen=True, kw_only=True):
    """A note or plain page in all its languages."""

    original: F
    language: str
    """The original's."""
    translations: Mapping[str, F]
    """By language, merged with the original."""
    refused: tuple[F, ...]
    """Translations with errors: they differ from the original, or two are in one language."""

    @property
    def files(self) -> Iterator[tuple[str, F]]:
        """Original and translations, each with its language."""
        yield self.language, self.original
        yield from self.translations.items()


class Hidden(Struct, frozen=True, kw_only=True):
    """A file that an edition does not show, and the one it shows instead."""

    file: NoteFile | PageFile
    shown: str
    """Path of the file shown instead."""
    absent: str = ""
    """Why no edition shows it: `draft`, `blank` or `left out`; empty if one does."""
    edition: str = ""
    """Relative path to the edition that shows it; empty if links lead to this edition's page."""


def pair_files(files: Iterable[F], config: Config) -> tuple[list[Twins[F]], list[Diagnostic]]:
    """Pair notes or plain pages with their translations; errors are located at the translation."""
    by_path = {file.path: file for file in files}
    groups: dict[str, dict[str, list[F]]] = defaultdict(lambda: defaultdict(list))
    diagnostics: list[Diagnostic] = []
    for file in by_path.values():
        key, language = _translates(file, by_path, config, diagnostics) or _by_name(file, by_path, config)
        groups[key][language].append(file)
    pairs: list[Twins[F]] = [_pair(key, group, config, diagnostics) for key, group in groups.items()]
    return pairs, [*diagnostics, *(found for twins in pairs for found in _untranslated(twins))]


def find_unlisted(files: Iterable[NoteFile | PageFile], config: Config) -> Iterator[Diagnostic]:
    """Warn about files that look like translations into languages that the site is not in."""
    files = tuple(files)
    paths = frozenset(file.path for file in files)
    for file in files:
        stem, _, tag = file.path[: -len(".md")].rpartition(".")
        other = _WITHOUT_DOT.fullmatch(file.path)
        if f"{stem}.md" in paths and _TAG_OF_FILE.fullmatch(tag) and not _listed(tag, config):
            near = next((one for one in config.languages[1:] if _are_related(one, tag)), "")
            message = f"the site is not in `{tag}`, so this is not a translation of `{stem}.md`"
            hint = (
                f"rename it to `{stem}.{near}.md`"
                if near
                else f"add `{tag}` to `languages` in the settings, or rename it"
            )
            yield warning("unlisted-language", file.whole, message, hint)
        elif other and f"{other[1]}.md" in paths and (language := _listed(other[2], config)):
            message = f"`{language}` is not behind a dot, so this is not a translation of `{other[1]}.md`"
            yield warning("unlisted-language", file.whole, message, f"rename it to `{other[1]}.{language}.md`")


def _untranslated(twins: Twins[F]) -> Iterator[Diagnostic]:
    """Warn about translations that still have the text of their original."""
    original = twins.original.outline
    for _, file in twins.files:
        outline = file.outline
        if file is twins.original or original is None or outline is None or file.fields.draft:
            continue
        if outline.digest == original.digest and sum(len(one.split()) for _, one in outline.leads) >= MIN_WORDS:
            message = f"this has the text of `{twins.original.path}`"
            hint = "translate it, or add `draft: true` until then"
            yield warning("copied-text", file.whole, message, hint)


def _are_related(one: str, other: str) -> bool:
    """Return whether two tags are of one language, such as `fr` and `fr-CA`."""
    return one.casefold().partition("-")[0] == other.casefold().partition("-")[0]


def _by_name(file: F, by_path: Mapping[str, F], config: Config) -> tuple[str, str]:
    """Return the path of a file's original, which may not exist, and the file's language."""
    stem, _, suffix = file.path[: -len(".md")].rpartition(".")
    language = _listed(suffix, config) if stem and "/" not in suffix else ""
    if not language:
        return file.path, _listed(file.fields.lang, config) or file.fields.lang or config.language
    own = f"{stem}.{config.language}.md"
    found = next((path for path in (f"{stem}.md", own) if path in by_path), "")
    # A file such as `2026-11-20.en.md` keeps the address it had before the site had two languages.
    return found or (file.path if language == config.language else f"{stem}.md"), language


def _two_languages(file: F, language: str) -> list[Diagnostic]:
    """Report a `lang` that contradicts the file's name."""
    if file.fields.lang.casefold() in ("", language.casefold()):
        return []
    message = f"the file's name says `{language}`, and `lang` says `{file.fields.lang}`"
    return [error("translation-differs", file.place("lang"), message, "leave `lang` out, or rename the file")]


def _listed(tag: str, config: Config) -> str:
    return next((one for one in config.languages if one.casefold() == tag.casefold()), "")


def _translates(
    file: F, by_path: Mapping[str, F], config: Config, diagnostics: list[Diagnostic]
) -> tuple[str, str] | None:
    """Return the same as `_by_name` for `translates:`; None if the key, which only notes have, is missing or wrong."""
    if isinstance(file, PageFile) or not file.fields.translates:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), file.fields.translates))
    original, language = by_path.get(path), _listed(file.fields.lang, config) or _by_name(file, {}, config)[1]
    if original is None:
        meant = next((one for one in _spellings(file, path) if one in by_path), "")
        right = posixpath.relpath(meant, posixpath.dirname(file.path)) if meant else ""
        hint = f"write `translates: {right}`" if right else "write its path from this file's folder"
        diagnostics.append(_missing(file, f"the note `{path}` does not exist", hint))
    elif original.fields.translates or _by_name(original, by_path, config)[0] != path:
        diagnostics.append(_missing(file, f"`{path}` is a translation itself", "name its original"))
    elif _teams_differ(file, original):
        diagnostics.append(_missing(file, f"`{path}` is a note of another team", "translate it in that team's folder"))
    elif not file.fields.lang and language == config.language:
        message = "the note does not say which language it is in"
        diagnostics.append(_missing(file, message, f"add `lang: {config.languages[1]}`"))
    else:
        return path, language
    return None


def _spellings(file: NoteFile, path: str) -> Iterator[str]:
    """Yield the paths that `translates` may mean: from the top, of a page, or without an ending."""
    for one in (path, file.fields.translates.lstrip("/")):
        yield from (one, f"{one}.md", f"{one.removesuffix('.html')}.md")


def _missing(file: NoteFile, message: str, hint: str) -> Diagnostic:
    return error("missing-original", file.place("translates"), message, hint)


def _teams_differ(file: NoteFile, original: NoteFile) -> bool:
    """Return whether two notes belong to different teams; unknown names in a team's folder are reported elsewhere."""
    if original.folder or file.folder:
        return original.folder != file.folder
    return bool(file.fields.team) and slug_of(file.fields.team) != slug_of(original.fields.team)


def _pair(key: str, group: Mapping[str, list[F]], config: Config, diagnostics: list[Diagnostic]) -> Twins[F]:
    every: list[tuple[str, F]] = []
    for tag in dict.fromkeys((*config.languages, *group)):
        every += ((tag, file) for file in group.get(tag, ()))
    language, found = next((pair for pair in every if pair[1].path == key), every[0])
    original = found if found.path == key else replace(found, stem=stem_of(key))
    diagnostics += _two_languages(original, language)
    translations: dict[str, F] = {}
    refused: list[F] = []
    for tag, file in every:
        if file.path == original.path:
            continue
        rivals = [original, file] if tag == language else group[tag]
        if wrong := _second(file, rivals) or _contradiction(file, original) + _two_languages(file, tag):
            diagnostics += wrong
            refused.append(_translated(file, original))
        else:
            translations[tag] = _translated(file, original)
    return Twins(original=original, language=language, translations=translations, refused=tuple(refused))


def _second(file: F, rivals: list[F]) -> list[Diagnostic]:
    """Report files of one note in the same language; each names one of the others."""
    named = next((one for one in rivals[:2] if one.path != file.path), None)
    if named is None:
        return []
    message = f"`{named.path}` is the same note in the same language"
    return [error("two-translations", file.whole, message, "keep one of the two files, or change the language of one")]


def _contradiction(file: F, original: F) -> list[Diagnostic]:
    """Report keys in which a translation differs from its original."""
    if isinstance(file, PageFile) or isinstance(original, PageFile):
        return []
    own, other = file.fields, original.fields
    keys = [key for key in _MUST_MATCH if getattr(own, key) not in (getattr(_NOTHING, key), getattr(other, key))]
    if "date" in file.given and file.day != original.day:
        keys.insert(0, "date")
    if own.week and not other.week and original.day and own.week in _weeks_of(original.day):
        keys.remove("week")
    if _teams_differ(file, original):
        keys.append("team")
    hint = "delete the line; a translation takes it from its original"
    return [
        error("translation-differs", file.place(key), f"`{key}` differs from that of `{original.path}`", hint)
        for key in keys
    ]


def _weeks_of(day: date) -> list[tuple[Week]]:
    """Return the weeks that a date may cover; for a Monday, that depends on the team."""
    return [(cover_week(day, monday_covers_previous_week=one),) for one in (True, False)]


def _translated(file: F, original: F) -> F:
    """Return a translation merged with its original: name, week, number and address are the original's."""
    file = replace(file, stem=original.stem)
    if isinstance(file, PageFile) or isinstance(original, PageFile):
        draft = file.fields.draft or original.fields.draft
        formerly = tuple(dict.fromkeys((*original.fields.formerly, *file.fields.formerly)))
        return replace(file, fields=replace(file.fields, draft=draft, formerly=formerly))
    own, other = file.fields, original.fields
    fields = replace(
        own,
        team=own.team or other.team,
        date=other.date or own.date,
        author=own.author or other.author,
        week=other.week,
        number=other.number,
        tags=own.tags or other.tags,
        draft=own.draft or other.draft,
        lead=other.lead,
        updated=own.updated or other.updated,
        slug=other.slug,
        id=other.id,
        formerly=other.formerly,
        extra=own.extra or other.extra,
    )
    found = (replace(one, hint=of_translation(one.hint)) for one in file.diagnostics if one.code != "missing-key")
    return replace(file, fields=fields, diagnostics=tuple(found))
