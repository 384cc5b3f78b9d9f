"""Assemble the files of a site once for each of its languages.

A site in one language has one edition, of all its files.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.assemble import AssembledEdition, Inputs, assemble_edition
from weeknotes_site.config import Config
from weeknotes_site.content.files.tree import Tree
from weeknotes_site.content.note_file import NoteFile, PageFile, absence_of
from weeknotes_site.content.text.source import add_source_lines
from weeknotes_site.diagnostics import Diagnostic, Place, error, in_order
from weeknotes_site.model.language import Untranslated
from weeknotes_site.regex import regex
from weeknotes_site.site.twins import F, Hidden, Twins, find_unlisted, pair_files

_PATH = regex(r"`([^`]+)`")
OF_THE_ORIGINAL = (
    *("wrong-year", "future-date", "date-and-file-differ", "after-team-ended"),
    *("number-jumps", "two-notes-one-week"),
)
"""Warnings about values that a translation takes from its original; only reported for the original."""


class AssembledSite(Struct, frozen=True, kw_only=True):
    """The contents of a site in each language."""

    each: tuple[tuple[Config, AssembledEdition], ...]
    """The site's own language first, each with its settings."""
    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[str, ...]
    """The paths of notes that cannot be placed."""
    twins: tuple[Twins[NoteFile], ...] = ()
    """Each note with its translations; empty on a site in one language."""
    untranslated: tuple[Untranslated, ...] = ()


def assemble_site(inputs: Inputs) -> AssembledSite:
    """Combine all files, once for each language."""
    tree, read, config, drafts = inputs.tree, inputs.read, inputs.config, inputs.drafts
    unlisted = (one for files in (read.notes, read.pages) for one in find_unlisted(files, config))
    inputs = replace(inputs, found=(*inputs.found, *unlisted))
    if not config.languages[1:]:
        one = assemble_edition(inputs)
        wrong = add_source_lines(tree.root, _without_languages(read.notes))
        return AssembledSite(
            each=((config, one),), diagnostics=in_order((*one.diagnostics, *wrong)), left_out=one.left_out
        )
    notes, of_notes = pair_files(read.notes, config)
    pages, of_pages = pair_files(read.pages, config)
    wrong = (*of_notes, *of_pages)
    each = []
    for own in config.in_each_language():
        note_files, hidden_notes = _choose(notes, own, drafts=drafts)
        page_files, hidden_pages = _choose(pages, own, drafts=drafts)
        of_language = replace(
            inputs,
            tree=_tree_of(own, tree, note_files, page_files),
            read=replace(read, notes=note_files, pages=page_files),
            hidden=(*hidden_notes, *hidden_pages),
            config=own,
        )
        each.append((own, assemble_edition(of_language)))
    return AssembledSite(
        each=tuple(each),
        diagnostics=in_order(dict.fromkeys((*add_source_lines(tree.root, wrong), *_reported_once(notes, each)))),
        left_out=tuple(dict.fromkeys(path for _, one in each for path in one.left_out)),
        twins=tuple(notes),
        untranslated=tuple(_find_untranslated(notes, config)),
    )


def _without_languages(notes: Iterable[NoteFile]) -> Iterator[Diagnostic]:
    """Report `translates:` on a site in one language, which would publish the note beside its original."""
    message = "the site is in one language, so this note translates nothing"
    hint = 'add `languages = ["en", "cy"]` to weeknotes.toml, or delete the line'
    return (error("missing-original", one.place("translates"), message, hint) for one in notes if one.fields.translates)


def _choose(every: Iterable[Twins[F]], config: Config, *, drafts: bool) -> tuple[tuple[F, ...], list[Hidden]]:
    """Return the file of each note that an edition shows, sorted by path, and the hidden ones."""
    shown, hidden = [], []
    for twins in every:
        language, file = twins.language, twins.original
        twin = twins.translations.get(config.language)
        if twin and not _unfit(twin, drafts=drafts):
            language, file = config.language, twin
        lang = "" if language == config.language else language
        shown.append(replace(file, fields=replace(file.fields, lang=lang)))
        others = [(one, other) for one, other in twins.files if other is not file]
        hidden += [_hide(one, other, file, twins, config, drafts=drafts) for one, other in others]
        hidden += [Hidden(file=one, shown=file.path, absent="left out") for one in twins.refused]
    return tuple(sorted(shown, key=lambda one: one.path)), hidden


def _hide(language: str, file: F, shown: F, twins: Twins[F], config: Config, *, drafts: bool) -> Hidden:
    if file is twins.original:
        return Hidden(file=file, shown=shown.path)
    absent = _unfit(file, drafts=drafts)
    folder = "" if language == config.languages[0] else f"{language.casefold()}/"
    return Hidden(file=file, shown=shown.path, absent=absent, edition=config.to_files + folder)


def _unfit(file: NoteFile | PageFile, *, drafts: bool) -> str:
    """Return why a translation is not shown; empty if it is shown."""
    return absence_of(file, drafts=drafts) or ("" if file.can_be_placed else "left out")


def _tree_of(config: Config, tree: Tree, notes: Iterable[NoteFile], pages: Iterable[PageFile]) -> Tree:
    """Return a tree of the files that an edition shows, and of static files in its folder."""
    folder = config.folder
    return replace(
        tree,
        notes=tuple(file.path for file in notes),
        pages=tuple(file.path for file in pages),
        static=tuple(path[len(folder) :] for path in tree.static if path.casefold().startswith(folder)),
    )


def _reported_once(
    notes: Iterable[Twins[NoteFile]], each: Sequence[tuple[Config, AssembledEdition]]
) -> Iterator[Diagnostic]:
    """Yield the diagnostics of all editions, except those about values that translations take from their originals."""
    translations = {file.path: twins.original.path for twins in notes for file in twins.translations.values()}
    shown = {note.path for note in each[0][1].archive.notes}
    reported: set[tuple[str, Place]] = set()
    for number, (_, assembled) in enumerate(each):
        passed = translations.keys() | shown if number else translations.keys()
        fresh = [one for one in assembled.diagnostics if (one.code, one.place) not in reported]
        reported |= {(one.code, one.place) for one in fresh}
        for problem in fresh:
            if problem.code not in OF_THE_ORIGINAL:
                yield problem
            elif problem.path not in passed:
                yield replace(problem, message=_PATH.sub(partial(_original, translations), problem.message))


def _original(translations: Mapping[str, str], quoted: re.Match[str]) -> str:
    """Return the path of a note's original, in backquotes."""
    return f"`{translations.get(quoted[1], quoted[1])}`"


def _find_untranslated(notes: Iterable[Twins[NoteFile]], config: Config) -> Iterator[Untranslated]:
    published = [twins for twins in notes if not _unfit(twins.original, drafts=False)]
    for language in config.languages:
        paths = [twins.original.path for twins in published if not _is_in(language, twins)]
        yield Untranslated(language=language, paths=tuple(sorted(paths)))


def _is_in(language: str, twins: Twins[NoteFile]) -> bool:
    twin = twins.translations.get(language)
    return language == twins.language or (twin is not None and not _unfit(twin, drafts=False))
