"""Create the file of a new note."""

from collections.abc import Callable
from pathlib import Path

from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.new_file import write_new
from weeknotes_site.os_errors import reason_of


def create_file(root: Path, path: str, text: str, instead: Callable[[], str]) -> None:
    """Write a new file. Raises Problem if it cannot be written or exists; then `instead` gives the hint."""
    place = Place(path=path)
    try:
        write_new(root / path, text.encode())
    except FileExistsError:
        raise Problem(error("note-exists", place, "this note already exists", instead())) from None
    except OSError as failure:
        raise Problem(error("unwritable", place, f"cannot be written: {reason_of(failure)}")) from None
