"""Where a site's look comes from: its own templates and static files, file by file, before the default theme's."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from weeknotes_site.cache import Signature, digest_of, signature_of
from weeknotes_site.config import find_static

TEMPLATES = "templates"


class StaticFile(Struct, frozen=True):
    """A file to copy."""

    file: Path
    signature: Signature

    @property
    def key(self) -> str:
        """Equal while the file is unchanged."""
        return repr(self.signature)


class Look(Struct, frozen=True, kw_only=True):
    """The files that make a site's look."""

    folders: tuple[Path, ...]
    """The folders that hold `templates/` and `static/`, the first one wins."""
    templates: bytes
    """A digest of all templates."""
    static: Mapping[str, StaticFile]
    """By where each goes."""

    @property
    def is_own(self) -> bool:
        """Whether the site has templates of its own."""
        return any((self.folders[0] / TEMPLATES).glob("**/*.html"))


def find_look(root: Path) -> Look:
    """Return the look of the site in a folder."""
    folders = theme_folders(root)
    digests = []
    for folder in folders:
        for path in sorted((folder / TEMPLATES).rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                digests.append(digest_of(name.encode("utf-8", "surrogateescape"), b"\0", path.read_bytes()))
        digests.append(b"")
    static: dict[str, StaticFile] = {}
    for folder in reversed(folders):
        for name, path in find_static(folder):
            static[name] = StaticFile(path, signature_of(path.stat()))
    return Look(folders=folders, templates=digest_of(*digests), static=dict(sorted(static.items())))


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
