"""Where a site's look comes from: its own templates and static files, file by file, before the default theme's."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from weeknotes_site.config import find_static
from weeknotes_site.memo import digest_of, key_of

TEMPLATES = "templates"


class StaticFile(Struct, frozen=True, kw_only=True):
    """A file to copy."""

    file: Path
    digest: str


class Look(Struct, frozen=True, kw_only=True):
    """The files that make a site's look."""

    folders: tuple[Path, ...]
    """The folders that hold `templates/` and `static/`, the first one wins."""
    templates: str
    """What tells the templates, all of them together, from others."""
    static: Mapping[str, StaticFile]
    """By where each goes."""

    @property
    def key(self) -> str:
        """What tells it from any other."""
        return key_of(self.templates, [(path, static.digest) for path, static in self.static.items()])


def find_look(root: Path) -> Look:
    """Return the look of the site in a folder."""
    folders = theme_folders(root)
    templates = [
        (at, path.relative_to(folder).as_posix(), digest_of(path.read_bytes()))
        for at, folder in enumerate(folders)
        for path in sorted((folder / TEMPLATES).rglob("*"))
        if path.is_file()
    ]
    found: dict[str, StaticFile] = {}
    for folder in reversed(folders):
        for name, path in find_static(folder):
            found[name] = StaticFile(file=path, digest=digest_of(path.read_bytes()).hex())
    return Look(folders=folders, templates=key_of(templates), static=dict(sorted(found.items())))


def theme_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders that hold `templates/` and `static/`, the first one wins."""
    default = default_theme()
    own = root.resolve()
    return (own,) if own == default else (own, default)


def default_theme() -> Path:
    """Return the package's `theme/` where it is (a wheel), else the checkout that the package lies in."""
    package = Path(__file__).parents[1]
    bundled = package / "theme"
    return bundled if bundled.is_dir() else package.parents[1]
