"""Find the constraints file: the versions of dependencies this release was tested with."""

from pathlib import Path

CONSTRAINTS = "constraints.txt"


def find_constraints() -> Path | None:
    """Return the file, which is in the package (a wheel) or at the top of the checkout, or None."""
    package = Path(__file__).parents[1]
    checkout = package.parents[1]
    places = (package, checkout) if (checkout / "pyproject.toml").is_file() else (package,)
    return next((folder / CONSTRAINTS for folder in places if (folder / CONSTRAINTS).is_file()), None)
