"""What all tests share: a site from an inline tree, and a flag that rewrites the expected texts."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

REAL_NOTES = Path(__file__).parents[2] / "shared" / "real-notes"

MakeSite = Callable[[Mapping[str, str | bytes]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite expected texts with what comes out; then review them"
    )


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Write files under a fresh folder and return it."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "site"

    return make


@pytest.fixture
def real_notes() -> Path:
    """Return the folder of real weeknotes, which are not part of the project."""
    if not REAL_NOTES.is_dir():
        pytest.skip("the real weeknotes are not beside this checkout")
    return REAL_NOTES
