"""Compiled templates, kept next to installed libraries.

A compiled template is code that runs without a comparison with its source. So it is never kept in a folder that may be
committed, or restored from elsewhere, such as a site's cache; whoever can write next to Jinja can also change Jinja.
"""

import sys
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from weeknotes_site.digests import digest_of, versions

FOLDER = Path(jinja2.__file__).parents[1] / "__pycache__" / "weeknotes_site"


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """The compiled templates of one folder, for all languages; those of other folders are compiled in each run."""

    def __init__(self, templates: Path) -> None:
        super().__init__(str(FOLDER), "%s.template")
        self._templates = str(templates)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template, whose folder may have a name that is not UTF-8."""
        return super().get_cache_key(name, filename and ascii(filename))

    def get_source_checksum(self, source: str) -> str:
        """Return a digest of what compiled code depends on: the source, our filters, and Jinja's version."""
        return digest_of(versions(), source.encode()).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template if there is one."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # a damaged file can raise anything
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, unless Python writes no bytecode or the installation is read-only."""
        if not sys.dont_write_bytecode and bucket.code and bucket.code.co_filename.startswith(self._templates):
            with suppress(OSError):
                FOLDER.mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)
