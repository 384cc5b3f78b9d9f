"""The scope of `weeknotes check`: the whole site, some files, or what has changed since a revision."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path, PurePosixPath

import click
from msgspec import Struct

from weeknotes_site.cli.paths import path_in_site, say_missing
from weeknotes_site.config.file import CONFIG_FILE
from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.files.tree import Tree
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.git import changed_since, folder_in_repository
from weeknotes_site.glossary import GLOSSARY
from weeknotes_site.render.theme import TEMPLATES
from weeknotes_site.site.places import comparable


class Scope(Struct, frozen=True, kw_only=True, dict=True):
    """The files that a check is about."""

    paths: tuple[str, ...] | None = None
    """Files and folders; None for the whole site."""
    targets: frozenset[str] = frozenset()
    """Changed or deleted files, as `comparable` paths: errors in other files count if they link to one."""

    @property
    def is_whole(self) -> bool:
        """Whether a check is about the whole site."""
        return self.paths is None

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self.paths or ())

    def has(self, path: str) -> bool:
        """Return whether a path is one of the files or in one of the folders."""
        return self.is_whole or not self._paths.isdisjoint((".", path, *map(str, PurePosixPath(path).parents)))

    def concerns(self, diagnostic: Diagnostic) -> bool:
        """Return whether a check reports a diagnostic."""
        return self.has(diagnostic.path) or (diagnostic.is_error and diagnostic.target in self.targets)

    def unchecked(self, root: Path, found: Iterable[Diagnostic]) -> list[str]:
        """Return the named paths that a check does not read, except those with diagnostics."""
        reported = {one.path for one in found}
        return [path for path in self.paths or () if path not in reported and not _is_source(root, path)]


def find_scope(root: Path, files: tuple[Path, ...], revision: str | None) -> Scope:
    """Return what a check is asked about. Raises UsageError for a missing file or an unknown revision."""
    if revision is not None:
        changed = _changed(root, revision)
        sources = sorted(path for path in changed if (root / path).exists() and _is_source(root, path))
        return Scope(paths=tuple(sources), targets=frozenset(map(comparable, changed)))
    return Scope(paths=_within(root, files) if files else None)


def _within(root: Path, files: Iterable[Path]) -> tuple[str, ...]:
    """Return the paths of files in the site. Raises UsageError if one does not exist."""
    found = {file: path_in_site(root, file) for file in files}
    missing = [file for file, path in found.items() if path is None]
    if len(missing) == 1:
        raise click.UsageError(say_missing(root, missing[0]))
    if missing:
        raise click.UsageError(f"{' and '.join(f'`{file}`' for file in missing)} do not exist")
    return tuple(path for path in found.values() if path)


def _changed(root: Path, revision: str) -> frozenset[str]:
    """Return the paths of changed files. Raises UsageError if git does not know the revision."""
    changed = changed_since(root, revision)
    if changed is None and folder_in_repository(root) is None:
        raise click.UsageError(f"`{root}` is not in a git repository, so `--since` cannot tell what has changed")
    if changed is None:
        raise click.UsageError(
            f"git finds no commit in common with `{revision}`; check its name, and that the full history is fetched"
        )
    return changed


def _is_source(root: Path, path: str) -> bool:
    """Return whether a check reads a file, or files in a folder."""
    top = path.partition("/")[0]
    is_renamed = not (root / path).exists()  # by `--fix`
    if is_renamed or path in (".", CONFIG_FILE, "pyproject.toml", GLOSSARY) or top == TEMPLATES:
        return True
    return top == NOTES and "/." not in path and (path[-3:].lower() == ".md" or (root / path).is_dir())


def count_files(tree: Tree, paths: Iterable[str]) -> int:
    """Return the number of checked files at these paths, which may be folders."""
    found = set(paths)
    folders = {path for path in found if (tree.root / path).is_dir()}
    found -= folders
    found.update(filter(Scope(paths=tuple(folders)).has, tree.markdown))
    for folder in folders:
        if folder.partition("/")[0] == TEMPLATES:
            found.update(path.relative_to(tree.root).as_posix() for path in (tree.root / folder).rglob("*.html"))
    return sum("/." not in path for path in found)
