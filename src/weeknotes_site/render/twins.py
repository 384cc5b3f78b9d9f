"""Find the twin of each page: the page that its language switch leads to."""

from collections.abc import Iterator, Sequence, Set

from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.languages import name_of
from weeknotes_site.render.parts import LanguageLink
from weeknotes_site.render.planned import PlannedFile

HOME = "index.html"


def with_twins(planned: Sequence[PlannedFile], languages: Sequence[Config]) -> tuple[PlannedFile, ...]:
    """Return planned files, each page with its twins; `languages` are the settings of all editions."""
    if len(languages) < 2:
        return tuple(planned)
    editions = {config.folder: config for config in languages}
    pages: dict[str, set[str]] = {folder: set() for folder in editions}
    for file in planned:
        pages[file.folder].add(file.path)
    return tuple(
        replace(file, twins=tuple(_find_twins(file, editions[file.folder], languages, pages)))
        if file.template
        else file
        for file in planned
    )


def _find_twins(
    file: PlannedFile, own: Config, languages: Sequence[Config], pages: dict[str, set[str]]
) -> Iterator[LanguageLink]:
    for other in languages:
        if other.language != own.language:
            path = _nearest(file.path, pages[other.folder])
            yield LanguageLink(
                tag=other.language,
                name=name_of(other.language),
                url=f"{own.to_files}{other.folder}{path}",
                permalink=f"{other.base_url}{path.removesuffix(HOME)}" if other.base_url else "",
                is_same=path == file.path,
            )


def _nearest(path: str, pages: Set[str]) -> str:
    """Return the page's path if it exists, else the nearest list above it: the team's page, then all teams."""
    folder = path
    while path not in pages:
        folder, _, _ = folder.rpartition("/")
        path = f"{folder}/{HOME}" if folder else HOME
        if not folder:
            break
    return path
