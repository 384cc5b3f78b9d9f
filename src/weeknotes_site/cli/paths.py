"""Resolve paths given on the command line."""

from pathlib import Path

import click

from weeknotes_site.content.files.paths import NOTES, is_page, is_team_file
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


def say_missing(root: Path, file: Path) -> str:
    """Return the message for a path that does not exist, with the only Markdown file of that name, if there is one.

    If several files have that name, it must be the only one in a folder of the same name.
    """
    *_, folder, name = ("", *str(file).casefold().replace("\\", "/").split("/"))
    notes = (root / NOTES).rglob("*.md") if name else ()
    found = [one for one in notes if one.name.casefold() in (name, f"{name}.md")]
    if len(found) > 1:
        found = [one for one in found if one.parent.name.casefold() == folder]
    meant = f"; did you mean `{found[0].relative_to(root).as_posix()}`?" if len(found) == 1 else ""
    return f"`{file}` does not exist{meant}"


def note_in_site(root: Path, file: Path) -> str:
    """Return a note's path as `path_in_site` does. Raises UsageError if the file is missing or not a note."""
    path = markdown_in_site(root, file)
    if is_page(path):
        raise click.UsageError(f"`{file}` is not a note but a plain page")
    if is_team_file(path):
        raise click.UsageError(f"`{file}` is not a note but describes a team")
    return path


def markdown_in_site(root: Path, file: Path) -> str:
    """Return the path of a note, plain page or team file. Raises UsageError if the file is missing or another."""
    path = path_in_site(root, file)
    if path is None:
        raise click.UsageError(say_missing(root, file))
    if not (root / NOTES).is_dir():
        return path  # if this is not a site's folder, reading the site reports it
    if not path.startswith(f"{NOTES}/") or not path.lower().endswith(".md") or not (root / path).is_file():
        raise click.UsageError(f"`{file}` is not a note: notes are the `.md` files under `{NOTES}/`")
    if "/." in path:
        raise click.UsageError(f"`{file}` is not a note: names that start with a dot are ignored")
    return path
