"""The versions of all dependencies that this release was tested with, for `pip install -c`."""

from pathlib import Path

CONSTRAINTS = "constraints.txt"


def find_constraints() -> Path | None:
    """Return the file: beside the package (a wheel) or at the checkout's top; None where neither has it."""
    package = Path(__file__).parent
    checkout = package.parents[1]
    places = (package, checkout) if (checkout / "pyproject.toml").is_file() else (package,)
    return next((folder / CONSTRAINTS for folder in places if (folder / CONSTRAINTS).is_file()), None)
