"""Paths within a source."""

from pathlib import PurePosixPath

MARKDOWN = (".md", ".markdown", ".mdown", ".mdwn", ".markdn", ".mkd", ".mkdn", ".mdtext", ".mdtxt", ".mdx")
"""Endings of Markdown files, lower case."""

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
"""Endings of pictures that browsers show, lower case."""


def join_path(folder: PurePosixPath, relative: str) -> str:
    """Return a relative path as one from the source's root; empty if it leads out."""
    parts: list[str] = [] if relative.startswith("/") else [part for part in folder.parts if part != "."]
    for part in relative.split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
