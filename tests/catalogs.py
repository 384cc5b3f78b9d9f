"""Update the message catalogs from code and templates: `python tests/catalogs.py`.

Extracts `messages.pot`, merges it into each `.po` and compiles that to `.mo`. What is translated stays; what is new is
empty, and `tests/languages/test_catalogs.py` names it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import catalog as babel_catalog
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "src/weeknotes_site/languages"
TEMPLATE = FOLDER / "messages.pot"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""So that a file changes with its messages alone."""
# Babel names its version in each catalog, so that each of its releases would change them all.
vars(babel_catalog)["VERSION"] = "2"
_JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}


def extract() -> Catalog:
    """Return all messages of code and templates."""
    catalog = Catalog(
        project="weeknotes-site",
        header_comment=f"# {TEMPLATE.name}: all words that pages, feeds and messages show.",
        last_translator="",
        language_team="",
        creation_date=_UNDATED,
        revision_date=_UNDATED,
        fuzzy=False,
    )
    for path, method in _sources():
        options = _JINJA if method == "jinja2" else {}
        name = path.relative_to(ROOT).as_posix()
        found = extract_from_file(method, path, KEYWORDS, ("Translators:",), options, strip_comment_tags=True)
        for _, message, comments, context in found:
            catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def _sources() -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / "src/weeknotes_site").rglob("*.py")):
        yield path, "python"
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield path, "jinja2"


def read_catalog(path: Path) -> Catalog:
    """Return a catalog as written."""
    with path.open("rb") as file:
        return read_po(file)


def as_po(catalog: Catalog) -> bytes:
    """Return a catalog as a file: ordered by message and without line numbers, so that branches merge."""
    file = BytesIO()
    write_po(file, catalog, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return a compiled catalog."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> None:
    extracted = extract()
    TEMPLATE.write_bytes(as_po(extracted))
    for path in sorted(FOLDER.glob("*.po")):
        catalog = read_catalog(path)
        catalog.update(extracted, no_fuzzy_matching=True, update_header_comment=False)
        path.write_bytes(as_po(catalog))
        path.with_suffix(".mo").write_bytes(as_mo(catalog))
        missing = sum(not (message.string and all(message.string)) for message in catalog if message.id)
        print(f"{path.stem}: {missing} to translate")


if __name__ == "__main__":
    main()
