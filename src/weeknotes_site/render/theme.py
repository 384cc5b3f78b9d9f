"""The template and static files of a site: its own win over the default theme's, file by file."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from weeknotes_site.content.files.static_files import STATIC, find_static, find_theme_static
from weeknotes_site.content.files.tree import not_a_file, unreadable
from weeknotes_site.diagnostics import Problem
from weeknotes_site.digests import Signature, digest_of, signature_of

TEMPLATES = "templates"


class StaticFile(Struct, frozen=True):
    """A file to copy."""

    file: Path
    signature: Signature

    @property
    def key(self) -> str:
        """Equal while the file is unchanged."""
        return repr(self.signature)


class ThemeFiles(Struct, frozen=True, kw_only=True):
    """The template and static files of a site."""

    folders: tuple[Path, ...]
    """Folders with `templates/`; the first wins."""
    is_own: bool
    """Whether the site has templates of its own."""
    has_own_static: bool
    """Whether the site has static files of its own."""
    templates: bytes
    """Digest of all templates."""
    static: Mapping[str, StaticFile]
    """Static files by url."""


def find_theme(root: Path) -> ThemeFiles:
    """Return the theme files of the site in a folder. Raises Problem if a template or folder is unreadable."""
    folders = theme_folders(root)
    digests = []
    for folder in folders:
        _require_readable(folder)
        for path in sorted((folder / TEMPLATES).rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                digests.append(digest_of(name.encode("utf-8", "surrogateescape"), b"\0", _read(folder, path)))
        digests.append(b"")
    own = dict(find_static(folders[0]))
    static = {name: path for folder in folders[1:] for name, path in _find_theme_static(folder)} | own
    return ThemeFiles(
        folders=tuple(folder for folder in folders if (folder / TEMPLATES).is_dir()),
        has_own_static=bool(own),
        is_own=any((folders[0] / TEMPLATES).glob("**/*.html")),
        templates=digest_of(*digests),
        static={name: StaticFile(path, signature_of(path.stat())) for name, path in sorted(static.items())},
    )


def _require_readable(folder: Path) -> None:
    """Raise Problem for an entry that would be ignored: an unreadable folder, a broken link, a pipe."""

    def refuse(failure: OSError) -> None:
        raise Problem(unreadable(Path(failure.filename).relative_to(folder).as_posix(), failure)) from None

    for top in (folder / TEMPLATES, folder / STATIC):
        if not os.path.lexists(top):
            continue
        try:
            if not stat.S_ISDIR(top.stat().st_mode):
                raise Problem(unreadable(top.name, OSError("it is not a folder")))
            for parent, _, names in os.walk(top, onerror=refuse):
                for name in names:
                    path = Path(parent, name)
                    # Emacs marks a file that is being edited with a broken symbolic link.
                    if not name.startswith(".#") and not stat.S_ISREG(path.stat().st_mode):
                        raise Problem(not_a_file(path.relative_to(folder).as_posix()))
        except OSError as failure:
            refuse(failure)


def _read(folder: Path, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as failure:
        raise Problem(unreadable(path.relative_to(folder).as_posix(), failure)) from None


class ListedFile(Struct, frozen=True, kw_only=True):
    """A template or static file that a site uses."""

    name: str
    """Beginning with `templates/` or `static/`."""
    is_own: bool
    """Whether it is the site's own."""
    is_of_theme: bool
    """Whether the default theme has one of this name."""


def list_theme(root: Path) -> list[ListedFile]:
    """Return the templates and static files that a site in a folder uses."""
    default = default_theme()
    own = set(_names(root.resolve(), find_static(root.resolve())))
    theirs = set(_names(default, _find_theme_static(default)))
    is_theme = root.resolve() == default
    return [
        ListedFile(name=name, is_own=name in own and not (is_theme and name in theirs), is_of_theme=name in theirs)
        for name in sorted(own | theirs, key=lambda name: (not name.startswith(TEMPLATES), name))
    ]


def own_templates(root: Path) -> tuple[str, ...]:
    """Return the names of a site's own templates; none if they are the theme itself."""
    own = root.resolve()
    return () if own == default_theme() else tuple(sorted(_templates(own)))


def _names(folder: Path, static: Iterable[tuple[str, Path]]) -> Iterator[str]:
    for name in _templates(folder):
        yield f"{TEMPLATES}/{name}"
    for name, _ in static:
        yield f"{STATIC}/{name}"


def _find_theme_static(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the url and path of each static file of the default theme; others in its checkout are the example's."""
    return (
        (name, path) for name, path in find_theme_static(folder) if name.startswith("assets/") or name == "favicon.ico"
    )


def _templates(folder: Path) -> Iterator[str]:
    for path in (folder / TEMPLATES).rglob("*"):
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".md":
            yield path.relative_to(folder / TEMPLATES).as_posix()


def theme_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders with `templates/` and `static/`; the first wins."""
    default = default_theme()
    own = root.resolve()
    return (own,) if own == default else (own, default)


def default_theme() -> Path:
    """Return the package's `theme/` if it exists (in a wheel), else the checkout of the package."""
    package = Path(__file__).parents[1]
    bundled = package / "theme"
    return bundled if bundled.is_dir() else package.parents[1]
