"""Find misnamed notes, team files and settings."""

import os
import re
import shlex
from collections.abc import Collection, Container, Iterable, Iterator
from pathlib import Path

from weeknotes_site.config.file import CONFIG_FILE
from weeknotes_site.content.dates.unknown_years import ANY_DATE
from weeknotes_site.content.files.paths import first_part, team_folder
from weeknotes_site.diagnostics import Diagnostic, Fix, Place, error, warning
from weeknotes_site.glossary import GLOSSARY
from weeknotes_site.regex import regex

_LOOKS_LIKE_A_NOTE = regex(
    r"\.(?:markdown|mdown|mkdn?|mdwn|mdx|md\.txt)$|\.md[ .,]{1,20}$|"
    r"/\d{4}-\d{2}-\d{2}(?:(?:\.[a-z]{2})?\.txt|[ ,;]?md|\.dm|[ _-][^/.]{1,100})?$",
    re.I,
)
_LANGUAGE_LAST = regex(
    r"([^/]+)\.md\.((?:ar|cy|da|de|en|es|fa|fr|ga|gd|it|nb|nl|pl|pt|so|sv|tr|uk|ur|zh)(?:-[a-z]{2})?)", re.IGNORECASE
)
"""A translation, `2026-11-20.md.cy`."""
_ENDINGS = regex(
    r"(?:[.,; ]{1,20}(?:txt|markdown|mdown|mkdn?|mdwn|mdx|md|dm)){1,5}$|(?<=^\d{4}-\d{2}-\d{2})md$", re.IGNORECASE
)
_DOCUMENT = regex(
    r"/\d{4}-\d{2}-\d{2}(?:\.pdf|(?:[ _-][^/]{1,100})?"
    r"\.(?:docx?|odt|rtf|pages|html?|rst|adoc|org|txt|text|eml|msg|qmd|rmd|textile))$",
    re.I,
)
_IMPORTED = (".docx", ".html", ".htm", ".txt", ".text", ".eml")
_BY_WORD = (".doc", ".odt", ".rtf", ".pages")
_BY_PANDOC = (".rst", ".adoc", ".org", ".textile")
_SET_ASIDE = regex(
    r"(?P<note>[^/]+/(?:[^/]+/)*\d{4}-\d{2}-\d{2}[^/]{0,200}\.md)(?:\.(?:orig|bak|old|mine|theirs|r\d{1,9})|~(?P<side>[^/]{0,200}))",
    re.I,
)
"""Copies that editors and merges leave; git names a version that it could not merge `note.md~BRANCH`."""
_TEAM_ENDING = r"(?:md|ya?ml|toml|json|txt)"
_LIKE_TEAM_FILE = regex(
    rf"_teams?(?:[._-](?!{_TEAM_ENDING}$)([a-z]{{2,3}}(?:-[a-z]{{2,4}})?))?(?:\.{_TEAM_ENDING})?|teams?\.md", re.I
)
_COPY_OF_TEAM_FILE = regex(
    r"(?:copy of )?_team(?:\.[a-z]{2,3})?(?:[ -]{1,3}copy|[ -]?\(\d{1,3}\)|[ -]\d{1,3}| ){0,3}\.md", re.I
)
_ABOUT = regex(r"(?:read[ _-]?me|_?index|about|home)\.md", re.I)
_README = regex(rf"{_ABOUT.pattern}|(?:contributing|changelog|licen[cs]e)\.md", re.I)
"""Files that other tools have in each folder."""
_BESIDE_PAGES = regex(r"notes/_pages/[^/]+\.(?:txt|docx?|odt|rtf|pages|html?|rst|adoc|org)", re.I)
_ATTACHED = (".txt", ".docx", ".doc", ".odt")
"""Documents that pages can link to."""
_TOML = (CONFIG_FILE, GLOSSARY)
_LIKE_TOML = {
    **{f"{stem}.{ending}": f"{stem}.toml" for stem in ("weeknotes", "glossary") for ending in ("yml", "yaml")},
    **{f"{name}.{ending}": name for name in _TOML for ending in ("txt", "md", "toml")},
    **{name: name for name in _TOML},
    "weeknote.toml": CONFIG_FILE,
    f".{CONFIG_FILE}": CONFIG_FILE,
}


def find_misnamed(root: Path, others: Collection[str], files: Container[str]) -> Iterator[Diagnostic]:
    """Yield warnings about files beside `notes/`, and about those within that are not Markdown, the others."""
    yield from _beside_notes(root)
    for path in sorted(others):
        name = path.rpartition("/")[2]
        if _LOOKS_LIKE_A_NOTE.search(path):
            stem = _ENDINGS.sub("", name.rstrip(" .,"))
            yield _misnamed(path, f"{stem}.md", files)
        elif translation := _LANGUAGE_LAST.fullmatch(name):
            yield _misnamed(path, f"{translation[1]}.{translation[2]}.md", files)
        elif name.startswith("_") and (team_file := _as_team_file(name)):
            hint = f"write it as Markdown, with its keys between two lines of `---`, and name it `{team_file}`"
            yield warning("misnamed-file", Place(path=path), "this is ignored: a team's file is Markdown", hint)
        elif right := _LIKE_TOML.get(name.casefold()):
            message = f"this is ignored: only a `{right}` beside `notes/` is read"
            hint = _in_toml(name, f"move it beside `notes/` as `{right}`", right)
            yield warning("misnamed-file", Place(path=path), message, hint)


def misnamed_team_file(path: str, *, is_dated: bool) -> Diagnostic | None:
    """Return the error for a Markdown file with almost the name of a team's file; None if it may be a note."""
    folder, _, name = path.rpartition("/")
    right = _as_team_file(name)
    if not right and _COPY_OF_TEAM_FILE.fullmatch(name):
        message = "this is ignored: a team's file is named `_team.md`"
        hint = f"delete it if it is a copy, else rename it to `{folder}/_team.md`"
        return error("misnamed-file", Place(path=path), message, hint)
    if not right and not is_dated and _README.fullmatch(name):
        return _readme(path, folder)
    if not right or (is_dated and not name.startswith("_")):
        return None
    message = f"this is ignored: a team's file is named `{right}`"
    hint = f"rename it to `{folder}/{right}`"
    if not name.startswith("_"):
        message = "the note has no `date`"
        hint += f" if it is about the team, or add a date such as `date: {ANY_DATE}`"
    return error("misnamed-file", Place(path=path), message, hint, Fix(new_name=right, is_safe=False))


def _readme(path: str, folder: str) -> Diagnostic:
    message = "this is not a note: it has no `date`"
    name = path[len(folder) + 1 :]
    hint = "move it out of `notes/`"
    if "index" not in name.casefold():
        hint += f", or add a date such as `date: {ANY_DATE}`"
    if "/" not in folder:
        hint = "move it out of `notes/`, or to `notes/_pages/` if it is to be published as a plain page"
    elif _ABOUT.fullmatch(name) and team_folder(path) == folder:
        hint = f"move what is about the team into `{folder}/_team.md`, and delete it; else {hint}"
    return error("misnamed-file", Place(path=path), message, hint)


def find_documents(others: Iterable[str], notes: Iterable[str], linked: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield warnings about documents that nothing links to: beside plain pages, or named by a day without a note."""
    documents = {path for path in others if _DOCUMENT.search(path) or _BESIDE_PAGES.fullmatch(path)}
    documents = {path for path in documents if not _LOOKS_LIKE_A_NOTE.search(path)}
    if not documents:
        return
    days = set(map(_team_and_day, notes))
    for path in sorted(documents.difference(linked)):
        if _BESIDE_PAGES.fullmatch(path):
            message = "plain pages are Markdown, so this is ignored, and nothing links to it"
            hint = f"write it as Markdown, in `{path.rpartition('.')[0]}.md`"
            hint += ", or link to it" if path.casefold().endswith(_ATTACHED) else ""
            yield warning("misnamed-note", Place(path=path), message, hint)
        elif _team_and_day(path) not in days:
            message = "this looks like a note, but is not Markdown, so it is ignored"
            yield warning("misnamed-note", Place(path=path), message, _how_to_convert(path))


def _team_and_day(path: str) -> tuple[str, str]:
    """Return the folder of the team and the beginning of the file's name, which may be a day."""
    return first_part(path), path.rpartition("/")[2][: len("2026-11-20")]


def _how_to_convert(path: str) -> str:
    stem, dot, kind = path.rpartition(".")
    ending = f"{dot}{kind}".lower()
    team = shlex.quote(first_part(path)) if team_folder(path) else "TEAM"
    if ending in _IMPORTED:
        return f"import it: `weeknotes import {shlex.quote(path)} --team {team}`"
    if ending in _BY_WORD:
        return f"save it as a Word file, then: `weeknotes import {shlex.quote(f'{stem}.docx')} --team {team}`"
    if ending in _BY_PANDOC:
        return f"convert it: `pandoc {shlex.quote(path)} -o {shlex.quote(f'{stem}.md')}`, and add front matter"
    if ending == ".msg":
        return f"save it as `{stem}.eml`, then: `weeknotes import {shlex.quote(f'{stem}.eml')} --team {team}`"
    or_link = ", or link to it from a note" if ending == ".pdf" else ""
    return f"write its text into `{stem}.md`{or_link}"


def find_set_aside(others: Iterable[str], files: Container[str]) -> Iterator[Diagnostic]:
    """Yield warnings about notes that a merge or an editor set aside, unless they are backups of one of the files."""
    for path in others:
        found = _SET_ASIDE.fullmatch(path)
        if not found:
            continue
        if found["note"] not in files:
            yield _misnamed(path, found["note"].rpartition("/")[2], files)
        elif found["side"]:
            message = f"a merge left this version of `{found['note']}`, and it is ignored"
            hint = "copy what is missing from it into that note, and delete it"
            yield warning("misnamed-note", Place(path=path), message, hint)


def _beside_notes(root: Path) -> Iterator[Diagnostic]:
    try:
        names = {entry.name for entry in os.scandir(root)}
    except OSError:
        return
    for name in sorted(names):
        right = _LIKE_TOML.get(name.casefold(), "")
        # Where case does not matter, the file is read.
        if right and right not in names and not (root / right).exists():
            message = f"this is ignored: only `{right}` is read"
            yield warning("misnamed-file", Place(path=name), message, _in_toml(name, f"rename it to `{right}`", right))


def _in_toml(name: str, hint: str, right: str) -> str:
    return hint if ".toml" in name.casefold() else f"write it as TOML, in `{right}` beside `notes/`"


def _as_team_file(name: str) -> str:
    """Return the right name of a team's file, `_team.cy.md` for `_Team_cy.md`; empty if it is none."""
    found = _LIKE_TEAM_FILE.fullmatch(name)
    return f"_team{f'.{found[1]}' if found[1] else ''}.md" if found else ""


def _misnamed(path: str, name: str, files: Container[str]) -> Diagnostic:
    message = "this looks like a note, but does not end in `.md`, so it is ignored"
    right = f"{path.rpartition('/')[0]}/{name}"
    if right in files:
        hint = f"delete it if it is a copy of `{right}`, else give it another name that ends in `.md`"
        return warning("misnamed-note", Place(path=path), message, hint)
    hint = f"rename it to `{right}`"
    return warning("misnamed-note", Place(path=path), message, hint, Fix(new_name=name, is_safe=False))
