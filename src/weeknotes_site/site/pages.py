"""Assign addresses to plain pages, the files under `notes/_pages/`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.files.paths import PAGES
from weeknotes_site.content.note_file import NoteFile, PageFile
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.diagnostics import Diagnostic, error, warning
from weeknotes_site.model.page import PlainPage
from weeknotes_site.model.team import TEAM_FILE
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.redirects import OUR_PAGES, by_static_file, our_folders, with_folders

_FOLDERS = {"teams": "the pages of teams", "weeks": "the pages of weeks"}
"""Further folders that plain pages never had addresses in."""
_OF_FOLDER = ("index", "_index", "readme")
"""Names of files that other generators publish as the page of a folder."""


class PlacedPage(Struct, frozen=True, kw_only=True):
    """The file of a plain page and its address."""

    file: PageFile
    url: str
    """Empty if the page cannot have one."""
    formerly: tuple[str, ...] = ()
    """Former paths of it that nothing else has."""

    @property
    def can_be_placed(self) -> bool:
        """Whether it has an address and its text is valid."""
        return bool(self.url) and self.file.can_be_placed


def place_pages(
    files: Iterable[PageFile], static: Iterable[str], ours: Mapping[str, str]
) -> tuple[list[PlacedPage], list[Diagnostic]]:
    """Assign each page its address, unless something else has it, which is an error.

    `ours` are pages that only some sites have, each with its description.
    """
    files = tuple(files)
    holders = {**OUR_PAGES, **ours, **by_static_file(static)}
    names = Counter(_name(file) for file in files)
    placed, diagnostics = [], []
    for file in files:
        wrong = list(_without_address(file, lambda name: names[name] > 1 or f"{slug_of(name)}.html" in holders))
        url = "" if wrong else f"{slug_of(file.stem)}.html"
        if url and (holder := holders.get(url)):
            message = f"`{url}` is also claimed by {holder}"
            wrong.append(error("two-files-one-address", file.whole, message, "rename this file"))
            url = ""
        elif url:
            holders[url] = f"`{file.path}`"
        if file.is_blank:
            message = "the page has no text below its front matter, so it is not published"
            wrong.append(warning("blank-note", file.whole, message, "write it, or delete the file"))
        placed.append(PlacedPage(file=file, url=url))
        diagnostics += wrong
    return placed, diagnostics


def settle_former_paths(
    placed: Iterable[PlacedPage],
    notes: Iterable[Identified],
    static: Iterable[str],
    ours: Mapping[str, str],
    editions: Iterable[str],
) -> tuple[list[PlacedPage], list[Diagnostic]]:
    """Give each page the former paths that nothing else has, and report the others; notes keep theirs.

    `editions` are the folders of other languages.
    """
    placed = list(placed)
    if not any(one.file.fields.formerly for one in placed):
        return placed, []
    holders = {**OUR_PAGES, **ours, **by_static_file(static), **{one.url: f"`{one.file.path}`" for one in placed}}
    holders |= {path.casefold(): _former_path_of(one.file) for one in notes for path in one.formerly}
    folders = _FOLDERS | our_folders(editions)
    diagnostics: list[Diagnostic] = []
    for at, one in enumerate(placed):
        taken = dict(_taken(one, holders, folders))
        own = tuple(path for path in one.file.fields.formerly if path not in taken)
        holders |= {path.casefold(): _former_path_of(one.file) for path in own}
        placed[at] = replace(one, formerly=own)
        diagnostics += taken.values()
    return placed, diagnostics


def _former_path_of(file: NoteFile | PageFile) -> str:
    return f"`formerly` in `{file.path}`"


def _taken(one: PlacedPage, holders: Mapping[str, str], folders: Mapping[str, str]) -> Iterator[tuple[str, Diagnostic]]:
    """Yield the former paths of a page that something else has, with diagnostics."""
    for path in one.file.fields.formerly:
        folded = path.casefold()
        if folded == one.url:
            continue
        others = (holders[at] for at in with_folders(folded) if at in holders)
        if holder := folders.get(folded.partition("/")[0]) or next(others, ""):
            message = f"`{path}` is also claimed by {holder}"
            yield path, error("two-files-one-address", one.file.place("formerly"), message, "delete it here")


def make_page(placed: PlacedPage) -> PlainPage:
    """Return the plain page of a file."""
    file = placed.file
    return PlainPage(
        path=file.path,
        url=placed.url,
        title=file.title,
        lang=file.fields.lang,
        is_draft=file.fields.draft,
        formerly=placed.formerly,
    )


def _name(file: PageFile) -> str:
    """Return the name of a file without its ending; for `index.md`, which the home page has, that of its folder."""
    *folders, name = file.path.removeprefix(f"{PAGES}/").removesuffix(".md").split("/")
    stem, dot, language = name.partition(".")
    return f"{folders[-1]}{dot}{language}" if folders and stem.casefold() in _OF_FOLDER else name


def _without_address(file: PageFile, is_taken: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Yield diagnostics for a file name that cannot be an address."""
    name = file.path.rpartition("/")[2]
    slug = slug_of(file.stem)
    if file.path != f"{PAGES}/{name}":
        own = _name(file)
        if is_taken(own):
            own = file.path.removeprefix(f"{PAGES}/").removesuffix(".md").replace("/", "-")
        hint = f"move it to `{PAGES}/{own}.md`"
        yield error("page-in-folder", file.whole, f"plain pages belong directly in `{PAGES}/`", hint)
    elif name.startswith(f"{TEAM_FILE.removesuffix('.md')}."):
        hint = f"move it to the team's folder, or rename it for a page: `{PAGES}/{slug}.md`"
        yield error("misnamed-file", file.whole, f"`{PAGES}/` is for plain pages; it is not a team's folder", hint)
    elif not slug:
        message = "the file's name has no letter or digit to make an address from"
        yield error("name-without-slug", file.whole, message, "rename the file")
    elif is_reserved(slug):
        yield error("reserved-slug", file.whole, f"`{slug}` cannot be the address of a page", "rename the file")
