"""What a run starts from: settings, the files of the site, the cache; and a digest of all of it.

A run over the same sources as the one before has nothing to do: its report is kept by the digest.
"""

import os
import time
from collections.abc import Mapping

import msgspec

from weeknotes_site.cache import digest_of, is_settled
from weeknotes_site.config import read_config
from weeknotes_site.content.reading import prepare_reading
from weeknotes_site.content.tree import find_files
from weeknotes_site.glossary import Glossary, read_glossary
from weeknotes_site.render.theme import find_look
from weeknotes_site.run import Options, Report, Sources

_encode = msgspec.msgpack.encode


def find_sources(options: Options) -> Sources:
    """Read the settings and list the files; what is wrong with them is in the result.

    Raises Problem where there is nothing to read.
    """
    begun = time.time_ns()
    config, wrong = read_config(options.root, base_url=options.base_url)
    glossary, wrong_entries = read_glossary(options.root) if config.glossary else (Glossary(), ())
    tree, found = find_files(options.root)
    reading = prepare_reading(tree, config.picture_hosts, config.link_schemes)
    options.cache.use(reading.key)
    return Sources(
        begun=begun,
        options=options,
        config=config,
        tree=tree,
        found=(*wrong, *wrong_entries, *found),
        glossary=glossary,
        look=find_look(options.root),
        reading=reading,
    )


def digest_sources(
    sources: Sources, digests: Mapping[str, bytes], *, has_search: bool = False, is_check: bool = False
) -> bytes:
    """Return a digest of everything that a run depends on; empty where something of it is not known.

    Markdown files are told by their `digests`, all other files by their signatures.
    """
    tree, options = sources.tree, sources.options
    others = {path: tree.signatures[path] for path in sorted(tree.others)}
    others |= {str(static.file): static.signature for static in sources.look.static.values()}
    parts: list[bytes] = []
    for path in tree.markdown:
        if path not in digests:
            return b""
        parts += (os.fsencode(path), digests[path])
    if not all(is_settled(signature, sources.begun) for signature in others.values()):
        return b""
    run = (options.as_of, options.drafts, options.keep_going, options.strict, has_search, is_check)
    rest = (sources.config, sources.glossary, sources.found, tuple(others.items()), sorted(tree.folders), run)
    return digest_of(sources.reading.key, sources.look.templates, _encode(rest), b"\0".join(parts))


def read_report(sources: Sources, digest: bytes) -> Report | None:
    """Return the report of a run over sources with this digest; None where none is kept."""
    value = sources.options.cache.get("reports", digest) if digest else None
    try:
        return msgspec.msgpack.decode(value, type=Report) if value else None
    except msgspec.DecodeError:
        return None


def keep_report(sources: Sources, digest: bytes, report: Report) -> None:
    """Keep a run's report by the digest of its sources."""
    if digest:
        sources.options.cache.put("reports", digest, _encode(report))
