"""Find the sources of a run (settings, files, cache) and compute their digest.

The report of a run is cached by this digest, so that a run with unchanged sources does nothing.
"""

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from weeknotes_site.config import Config
from weeknotes_site.config.file import CONFIG_FILE
from weeknotes_site.config.reading import read_config
from weeknotes_site.config.strings import toml_string
from weeknotes_site.content.files.tree import find_files
from weeknotes_site.content.reading import find_unchanged, prepare_reading
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.digests import Signature, digest_of, is_settled
from weeknotes_site.git import folder_in_repository
from weeknotes_site.glossary import Glossary, read_glossary
from weeknotes_site.model.forge import repository_links
from weeknotes_site.render.theme import find_theme
from weeknotes_site.run import Options, Report, Sources

_encode = msgspec.msgpack.encode


def find_sources(options: Options) -> Sources:
    """Read the settings and list the files; the result contains their diagnostics.

    Raises Problem if there is nothing to read.
    """
    begun = time.time_ns()
    config, wrong = read_config(options.root, base_url=options.base_url)
    glossary, wrong_entries = read_glossary(options.root) if config.glossary else (Glossary(), ())
    tree, found = find_files(options.root)
    words = (entry.term for entry in glossary.entries)
    reading = prepare_reading(tree, config, words)
    options.cache.use(reading.key)
    return Sources(
        begun=begun,
        options=options,
        config=config,
        tree=tree,
        found=(*wrong, *_check_subfolder(config, options.root), *wrong_entries, *found),
        glossary=glossary,
        theme=find_theme(options.root),
        reading=reading,
        unchanged=find_unchanged(tree, reading, options.cache),
    )


def _check_subfolder(config: Config, root: Path) -> Iterator[Diagnostic]:
    """Yield a warning if edit links miss the notes because the site is in another folder of its repository.

    The folder is not corrected here: pages would differ where the repository cannot be seen, as in a container.
    """
    folder = folder_in_repository(root)
    if folder in (None, config.path_in_repository):
        return
    if repository_links(config.repository, config.forge, config.branch):
        where = f"in the folder `{folder}`" if folder else "at the top"
        message = f"the site is {where} of its repository, where edit links do not look for notes"
        written = toml_string(folder.strip("/"))
        meant = f"write `repository_folder = {written}`" if folder else "delete `repository_folder`"
        hint = f"{meant}, or leave `repository` out"
        yield warning("site-in-subfolder", Place(path=CONFIG_FILE), message, hint)


def digest_sources(
    sources: Sources, digests: Mapping[str, bytes], *, has_search: bool = False, is_check: bool = False
) -> bytes:
    """Return a digest of everything a run depends on; empty if part of it is unknown.

    Markdown files count by their `digests`, all other files by their signatures.
    """
    tree, options = sources.tree, sources.options
    others: dict[str | bytes, Signature] = {path: tree.signatures[path] for path in sorted(tree.others)}
    others |= {os.fsencode(static.file): static.signature for static in sources.theme.static.values()}
    parts: list[bytes] = []
    for path in tree.markdown:
        if path not in digests:
            return b""
        parts += (os.fsencode(path), digests[path])
    if not all(is_settled(signature, sources.begun) for signature in others.values()):
        return b""
    run = (options.as_of, options.drafts, options.keep_going, options.strict, has_search, is_check)
    rest = (sources.config, sources.glossary, sources.found, tuple(others.items()), sorted(tree.folders), run)
    return digest_of(sources.reading.key, sources.theme.templates, _encode(rest), b"\0".join(parts))


def read_report(sources: Sources, digest: bytes) -> Report | None:
    """Return the cached report of a run with this digest, or None."""
    value = sources.options.cache.get("reports", digest) if digest else None
    try:
        return msgspec.msgpack.decode(value, type=Report) if value else None
    except msgspec.DecodeError:
        return None


def keep_report(sources: Sources, digest: bytes, report: Report) -> None:
    """Cache a run's report by the digest of its sources."""
    if digest:
        sources.options.cache.put("reports", digest, _encode(report))
