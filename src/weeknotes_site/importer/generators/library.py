"""The files of a source, with what its settings and data files say about them."""

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from weeknotes_site.importer.clues.dates import names_weeks
from weeknotes_site.importer.generators.defaults import Defaults, read_defaults
from weeknotes_site.importer.generators.people import read_people
from weeknotes_site.importer.generators.settings import Generator
from weeknotes_site.importer.generators.values import read_values
from weeknotes_site.importer.sources.files import SourceFiles


class Library(Struct, frozen=True, kw_only=True):
    """A source's files, to be found by path or name."""

    files: SourceFiles
    paths: frozenset[str]
    counts_weeks: bool
    """Whether `2024-07` is a week in its paths."""
    only_one: Mapping[str, str]
    """Paths by file names that only one file has, as Obsidian embeds them."""
    defaults: Defaults
    """Keys that files have by settings and data files."""
    people: Mapping[str, str]
    """Names by the names used in posts, lower case."""
    values: Mapping[str, str]
    """Values that templates fill into text, by their names, lower case."""

    @classmethod
    def of(cls, files: SourceFiles, generator: Generator) -> "Library":
        """Index a source's files."""
        counts = Counter(PurePosixPath(path).name for path in files.paths)
        names = ((PurePosixPath(path).name, path) for path in files.paths)
        only_one = {name: path for name, path in names if counts[name] == 1}
        return cls(
            files=files,
            paths=frozenset(files.paths),
            counts_weeks=names_weeks(files.paths),
            only_one=only_one,
            defaults=read_defaults(files, generator),
            people=read_people(files),
            values={name.lower(): value for name, value in read_values(files, generator).items()},
        )
