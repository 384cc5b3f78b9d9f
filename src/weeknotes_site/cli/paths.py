"""Resolve paths given on the command line."""

from pathlib import Path

import click

from weeknotes_site.untrusted import real_path


def path_in_site(root: Path, file: Path) -> str | None:
    """Return a path relative to the site's folder, with `/` as separator, or None if it does not exist.

    A relative path may start at the current folder or at the site's. Raises UsageError for a path outside the site.
    """
    site = real_path(root)
    meant = [path for path in (real_path(file), real_path(root / file)) if path.is_relative_to(site)]
    path = next((path for path in meant if path.exists()), meant[0] if meant else None)
    if path is None:
        raise click.UsageError(f"`{file}` is not in the site's folder")
    return path.relative_to(site).as_posix() if path.exists() else None
