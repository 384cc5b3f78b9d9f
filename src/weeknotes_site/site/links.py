"""Resolve the links and pictures of notes to pages, headings and files."""

import posixpath
from collections.abc import Container, Iterable, Iterator
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.files.paths import NOTES, printable, team_folder
from weeknotes_site.content.markdown.facts.outline import anchor_of
from weeknotes_site.content.markdown.html.addresses import SAVE_PICTURE
from weeknotes_site.content.markdown.html.urls import scheme_of
from weeknotes_site.content.markdown.rendered import ANCHOR_PREFIX, Outline, Reference
from weeknotes_site.diagnostics import Diagnostic, Fix, Place, error, replacing, warning
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.body import UNLINKED, Target
from weeknotes_site.model.note import Heading
from weeknotes_site.regex import regex
from weeknotes_site.site.address_slips import meant_address
from weeknotes_site.site.attachments import Unfit
from weeknotes_site.site.kinds import ATTACHMENTS, PICTURES, kind_of, why_not_published
from weeknotes_site.site.places import Linkable, LinkTargets, comparable, ids_on
from weeknotes_site.site.references import find_note

MAX_ERRORS = 50
"""Maximum broken links reported per note."""

_TO_SOURCE = "link-to-source"
TOP = "top"
"""Fragment that leads to the top of a page without such an id (HTML, "select the indicated part")."""
_NO_DIGITS = regex(r"\D")
_NOTES = (".md", ".markdown", ".html", ".htm")
_BACKSLASHES = ("\\", "%5C")
"""Begin the path of a file on a Windows network, `\\\\server\\folder`."""


class ResolvedLinks(Struct, frozen=True, kw_only=True):
    """Resolved links of a file."""

    targets: tuple[Target | None, ...] = ()
    """Targets for `Body`; None for broken links."""
    files: tuple[Attachment, ...] = ()
    """Linked attachments."""
    diagnostics: tuple[Diagnostic, ...] = ()


def resolve_links(path: str, outline: Outline, places: LinkTargets) -> ResolvedLinks:
    """Resolve all links in a file's body; broken links become diagnostics."""
    resolved = tuple(_resolve_all(_Origin(path, outline, places)))
    return ResolvedLinks(
        targets=tuple(one.target for one in resolved),
        files=tuple(dict.fromkeys(file for one in resolved for file in one.files)),
        diagnostics=tuple(one.problem for one in resolved if one.problem),
    )


class _Origin(Struct, frozen=True):
    """A file with links, and what they can lead to."""

    path: str
    outline: Outline
    places: LinkTargets

    @property
    def folder(self) -> str:
        """Links are relative to it."""
        return posixpath.dirname(self.path)


class _PlacedLink(Struct, frozen=True, kw_only=True):
    """A link and its place."""

    href: str
    attribute: str
    place: Place
    is_exact: bool
    """Whether the place is exactly the target's."""


class _Resolved(Struct, frozen=True, kw_only=True):
    target: Target | None = None
    files: tuple[Attachment, ...] = ()
    """The file, and its drawing for the dark theme."""
    problem: Diagnostic | None = None


def _resolve_all(origin: _Origin) -> Iterator[_Resolved]:
    """Resolve all links; report at most `MAX_ERRORS` broken ones."""
    errors = 0
    links = origin.outline.links
    shown = {_name(unquote(link.href)) for link in links if link.attribute == "src"}
    for link in links:
        place = link.position.within(origin.path)
        if link.reference:
            yield _to_referred(origin, link.reference, place)
            continue
        placed = _PlacedLink(href=link.href, attribute=link.attribute, place=place, is_exact=link.is_exact)
        one = _with_dark(origin, placed, _resolve(origin, placed), shown)
        errors += one.problem is not None and one.problem.is_error
        yield one if errors <= MAX_ERRORS else replace(one, problem=None)


def _to_referred(origin: _Origin, reference: Reference, place: Place) -> _Resolved:
    """Resolve a reference in prose; without a matching note, it stays text."""
    places = origin.places
    if places.numbered is None:
        return _Resolved(target=UNLINKED)
    own = places.notes.get(comparable(origin.path), Linkable())
    url, problem = find_note(reference, place, own.team or places.team_of(origin.path), own.url, places.numbered)
    return _Resolved(target=Target(url=url) if url else UNLINKED, problem=problem)


def fixed_within(problem: Diagnostic, outline: Outline | None, places: LinkTargets) -> Diagnostic | None:
    """Return a diagnostic without its fix if that would create a broken link; `outline` is the file's.

    Returns None for a link to the source of a file without a page.
    """
    fix = problem.fix
    if not fix or not fix.target:
        return None if problem.code == _TO_SOURCE else problem
    link = _PlacedLink(href=fix.target, attribute=fix.attribute, place=problem.place, is_exact=True)
    leads = outline is not None and _leads_somewhere(_Origin(problem.path, outline, places), link)
    if leads:
        return problem
    hint = SAVE_PICTURE if problem.code == "picture-from-elsewhere" else problem.hint
    return None if problem.code == _TO_SOURCE else replace(problem, hint=hint, fix=None)


def _resolve(origin: _Origin, link: _PlacedLink) -> _Resolved:
    href, _, fragment = link.href.partition("#")
    if not href:
        return _to_fragment(origin, link, unquote(fragment))
    wanted = comparable(posixpath.normpath(posixpath.join(origin.folder, unquote(href.partition("?")[0]))))
    found = _to_path(origin, wanted, link, unquote(fragment))
    if not found.problem or found.problem.target:
        return found
    return replace(found, problem=replace(found.problem, target=wanted))


def _to_path(origin: _Origin, wanted: str, link: _PlacedLink, fragment: str) -> _Resolved:
    places = origin.places
    if wanted != NOTES and not wanted.startswith(f"{NOTES}/"):
        hint = "link to a page by its `https://` URL, and store files next to the note"
        found = _wrong("link-leaves-notes", link, f"`{link.href}` points outside `{NOTES}/`", hint)
        return _with_fix(origin, link, found) or found
    if moved := places.moved(wanted):
        return _to_moved(origin, link, moved)
    if wanted in places.notes:
        return _to_note(origin, wanted, link, fragment)
    if wanted in places.teams:
        return _no_picture(link, wanted) or _Resolved(target=Target(url=places.teams[wanted]))
    if wanted in places.files:
        return _to_file(link, places.files[wanted], places)
    if wanted in places.refused:
        refused = places.refused[wanted]
        return _wrong(refused.code, link, f"`{printable(wanted)}`: {refused.message}", refused.hint)
    return _to_missing(origin, wanted, link)


def _to_moved(origin: _Origin, link: _PlacedLink, moved: str) -> _Resolved:
    """Resolve a link that uses a former folder name; warn about it if the target exists."""
    written = posixpath.relpath(moved, origin.folder)
    _, mark, fragment = link.href.partition("#")
    new = f"{written}{mark}{fragment}"
    found = _resolve(origin, replace(link, href=quote(written) + mark + fragment))
    if found.problem or not found.target:
        return found
    message = f"`{link.href}` leads into a folder that has been renamed"
    return replace(found, problem=warning("link-to-old-folder", link.place, message, f"write `{new}`"))


def _to_fragment(origin: _Origin, link: _PlacedLink, fragment: str) -> _Resolved:
    outline = origin.outline
    found = find_fragment(fragment, outline.headings, outline.anchors)
    if found is None and (fragment.casefold() == TOP or _is_title(fragment, outline.title)):
        path, places = comparable(origin.path), origin.places
        own = places.notes[path].url if path in places.notes else places.teams.get(path, "")
        return _Resolved(target=Target(url=own) if own else None)
    if found is None and not fragment.startswith("fn"):
        hint = _meant(origin.places.suggest(fragment, ids_on(outline.headings, outline.anchors)), "#")
        return _wrong("broken-fragment", link, f"this file has no heading `#{fragment}`", hint)
    return _Resolved(target=Target(url="", fragment=fragment if found is None else found))


def _is_title(fragment: str, title: str) -> bool:
    """Return whether a fragment names the heading that became a page's title, which has no id there."""
    return bool(title) and fragment.casefold() == anchor_of(title)


def find_fragment(fragment: str, headings: Iterable[Heading], anchors: Iterable[str]) -> str | None:
    """Return the id on the page of a heading or anchor, or None."""
    if not fragment or any(heading.id == fragment for heading in headings):
        return fragment
    return f"{ANCHOR_PREFIX}{fragment}" if fragment in anchors else None


def _to_note(origin: _Origin, wanted: str, link: _PlacedLink, fragment: str) -> _Resolved:
    places = origin.places
    note = places.notes[wanted]
    if refused := _no_picture(link, wanted):
        return refused
    if note.absent == "left out":
        message = f"`{wanted}` was left out because of errors, so this link is shown as text"
        return _Resolved(problem=warning("link-to-left-out", link.place, message, "correct that file"))
    if note.absent == "draft" and places.notes.get(comparable(origin.path), Linkable()).absent == "draft":
        return _Resolved()  # neither has a page; it counts once this one is published
    if note.absent:
        is_draft = note.absent == "draft"
        hint = "delete `draft` there, or the link here" if is_draft else "delete the link"
        why = "a draft" if is_draft else note.absent
        return _wrong("link-to-unpublished", link, f"`{wanted}` has no page: it is {why}", hint)
    found = find_fragment(fragment, note.headings, note.anchors)
    if found is None and _is_title(fragment, note.title):
        return _Resolved(target=Target(url=note.url))
    if found is None:
        near = places.suggest(fragment, ids_on(note.headings, note.anchors))
        hint = _meant(near, f"{link.href.partition('#')[0]}#")
        return _wrong("broken-fragment", link, f"`{wanted}` has no heading `#{fragment}`", hint)
    return _Resolved(target=Target(url=note.url, fragment="" if fragment in note.lacks else found))


def _no_picture(link: _PlacedLink, wanted: str) -> _Resolved | None:
    """Return the error for a page that is used as a picture, or None."""
    if link.attribute != "src":
        return None
    message, hint = f"`{wanted}` is a page, not a picture", "write `[words](…)` without the `!`"
    return _wrong("wrong-kind-of-file", link, message, hint)


def _to_file(link: _PlacedLink, file: str, places: LinkTargets) -> _Resolved:
    kind = kind_of(file)
    allowed = PICTURES if link.attribute == "src" else ATTACHMENTS
    if kind not in allowed:
        return _wrong("wrong-kind-of-file", link, *why_not_published(kind, allowed))
    url = places.file_urls[file]
    if not url:
        return _wrong(
            "file-name", link, "the name of the file, or of its folder, cannot be part of an address", "rename it"
        )
    if holder := places.holder(file):
        return _wrong("two-files-one-address", link, f"`{url}` is also claimed by `{holder}`", "rename one of them")
    found = places.read_attachment(file)
    if isinstance(found, Unfit):
        return _wrong(found.code, link, found.message, found.hint)
    size = found.size if link.attribute == "src" else None
    return _Resolved(target=Target(url=places.to_files + url, attribute=link.attribute, size=size), files=(found,))


def _with_dark(origin: _Origin, link: _PlacedLink, light: _Resolved, shown: Container[str]) -> _Resolved:
    """Add `chart-dark.png` to the picture `chart.png` of the same team, unless the file itself shows both."""
    if link.attribute != "src" or not light.target or not light.files:
        return light
    source = light.files[0].source
    stem, _, kind = source.rpartition(".")
    wanted = f"{stem}-dark.{kind}"
    is_there = any(comparable(wanted) in entries for entries in (origin.places.files, origin.places.refused))
    if not is_there or _name(wanted) in shown or team_folder(source) != team_folder(origin.path):
        return light
    href = quote(posixpath.relpath(wanted, origin.folder))
    dark = _resolve(origin, replace(link, href=href))
    if dark.problem:
        reason, hint = dark.problem.message, dark.problem.hint
    elif dark.target and dark.target.size != light.target.size:
        sizes = _pixels(dark.target), _pixels(light.target)
        reason = f"`{_name(wanted)}` is shown at {sizes[0]} pixels and `{_name(source)}` at {sizes[1]}"
        hint = "save both in the same size"
    else:
        target = replace(light.target, dark=dark.target.url if dark.target else "")
        return replace(light, target=target, files=(*light.files, *dark.files))
    problem = warning("unusable-dark-picture", link.place, f"{reason}, so the dark theme shows the light picture", hint)
    return replace(light, problem=problem)


def _name(path: str) -> str:
    return comparable(posixpath.basename(path))


def _pixels(picture: Target) -> str:
    return " × ".join(f"{length:,}" for length in picture.size or ())


def _to_missing(origin: _Origin, wanted: str, link: _PlacedLink) -> _Resolved:
    places = origin.places
    is_picture = link.attribute == "src"
    hint = "save the picture next to the note" if is_picture else "link to an existing file"
    if link.href.startswith(_BACKSLASHES):
        hint = "this is a file on your network; save it next to the note and link to its name"
    if link.href.isidentifier() and not is_picture:
        hint += ", or put code such as `list[item](argument)` between backticks"
    found = _wrong("missing-picture" if is_picture else "broken-link", link, f"`{wanted}` does not exist", hint)
    if fixed := _with_fix(origin, link, found):
        return fixed
    # A picture of another note may have almost the same name, but does not match the text.
    is_note = wanted.endswith(_NOTES) and not is_picture
    known = _of_same_team(wanted, places) if is_note else places.paths(link.attribute)
    near = places.suggest(wanted, _same_dates(wanted, known, comparable(origin.path)))
    return _with_hint(found, f"did you mean `{posixpath.relpath(near, origin.folder)}`?") if near else found


def _with_fix(origin: _Origin, link: _PlacedLink, found: _Resolved) -> _Resolved | None:
    """Add the intended target to the hint, and a fix if it resolves; None if the intention is uncertain."""
    meant = meant_address(link.href, origin.folder, lambda wanted: origin.places.known(wanted, link.attribute))
    if not meant:
        return None
    helps = link.is_exact and _leads_somewhere(origin, replace(link, href=meant))
    return _with_hint(found, f"write `{meant}`", replacing(link.place, meant) if helps else None)


def _leads_somewhere(origin: _Origin, link: _PlacedLink) -> bool:
    if scheme_of(link.href):
        return link.attribute == "href"
    problem = _resolve(origin, link).problem
    return problem is None or not problem.is_error


def _with_hint(found: _Resolved, hint: str, fix: Fix | None = None) -> _Resolved:
    return replace(found, problem=replace(found.problem, hint=hint, fix=fix)) if found.problem else found


def _of_same_team(wanted: str, places: LinkTargets) -> Iterable[str]:
    """Return the notes of the team in whose folder a path is, else all: another team's of that day is not meant."""
    folder = team_folder(wanted)
    if folder not in places.teams:
        return places.notes
    return (one for one in places.notes if team_folder(one) == folder)


def _same_dates(wanted: str, known: Iterable[str], itself: str) -> Iterator[str]:
    """Yield paths with the same digits: a file with another date is never meant."""
    digits = _NO_DIGITS.sub("", wanted)
    return (one for one in known if one != itself and _NO_DIGITS.sub("", one) == digits)


def _wrong(code: str, link: _PlacedLink, message: str, hint: str) -> _Resolved:
    return _Resolved(problem=error(code, link.place, message, hint))


def _meant(near: str | None, before: str) -> str:
    return f"did you mean `{before}{near}`?" if near else "link to the note without a heading, or to one it has"
