"""`constraints.txt` has one release of every library that `[all]` and `[dev]` install, and nothing else."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
LINES = CONSTRAINTS.read_text("utf-8").splitlines()
# pip refuses extras in constraints; hashes and addresses would tie every site to one index.
NAME_AND_VERSION = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)==([0-9][A-Za-z0-9.]*)")


def needed(name: str, extras: tuple[str, ...], seen: set[str]) -> Iterator[Requirement]:
    """Yield all that a distribution needs here, and all that these need in turn."""
    for text in requires(name) or []:
        one = Requirement(text)
        if one.marker and not any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            continue
        key = f"{canonicalize_name(one.name)}{sorted(one.extras)}"
        if key not in seen:
            seen.add(key)
            yield one
            yield from needed(one.name, tuple(one.extras), seen)


def test_constraints_are_only_names_and_versions() -> None:
    assert [line for line in LINES if not NAME_AND_VERSION.fullmatch(line)] == []
    assert sorted(LINES, key=str.casefold) == LINES
    assert all(str(Version(version)) == version for _, version in (line.split("==") for line in LINES))


def test_constraints_name_each_library_once() -> None:
    names = [canonicalize_name(line.partition("==")[0]) for line in LINES]
    assert len(set(names)) == len(names)


def test_constraints_cover_everything_installed() -> None:
    try:
        all_of_it = list(needed("weeknotes-site", ("all", "dev"), set()))
    except PackageNotFoundError as missing:
        pytest.skip(f"{missing.name} is not installed")
    versions = {canonicalize_name(name): version for name, version in (line.split("==") for line in LINES)}
    assert len(all_of_it) > 30
    others = [one for one in all_of_it if canonicalize_name(one.name) not in {*versions, "weeknotes-site"}]
    assert others == []
    refused = [
        one for one in all_of_it if (pin := versions.get(canonicalize_name(one.name))) and pin not in one.specifier
    ]
    assert refused == [], "a library needs another release than the one named"


def test_the_oldest_python_can_install_the_constraints() -> None:
    """Debian's own Python is often the first release of its line."""
    oldest = metadata("weeknotes-site")["Requires-Python"].removeprefix(">=") + ".0"
    too_new = []
    for name, _, version in (line.partition("==") for line in LINES):
        try:
            found = metadata(name)
        except PackageNotFoundError:  # needed on other systems alone
            continue
        if found["Version"] == version and Version(oldest) not in SpecifierSet(found["Requires-Python"] or ""):
            too_new.append(f"{name}=={version} needs Python {found['Requires-Python']}")
    assert too_new == []
