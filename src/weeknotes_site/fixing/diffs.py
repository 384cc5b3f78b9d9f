"""Changes as unified diffs."""

import difflib

from weeknotes_site.fixing.changes import Change


def diff_of(change: Change) -> str:
    """Return a change as a unified diff; line ends are shown as `\\n` alone."""
    lines = difflib.unified_diff(
        _lines(change.before), _lines(change.after), change.path, change.new_path or change.path, n=2
    )
    diff = "".join(_whole(line) for line in lines)
    if change.new_path:
        diff = f"rename from {change.path}\nrename to {change.new_path}\n{diff}"
    pictures = (f"new file {path} ({len(data):,} bytes)\n" for path, data in sorted(change.pictures.items()))
    return "".join((*pictures, diff))


def _lines(raw: bytes) -> list[str]:
    text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    # `splitlines` would also split at line ends that notes do not have.
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _whole(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
