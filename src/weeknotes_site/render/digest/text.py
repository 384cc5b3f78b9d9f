"""The week as plain text, in lines that no mail program breaks again; an address always stands on a line of its own."""

from collections.abc import Iterator
from textwrap import fill

from weeknotes_site.render.digest.contexts import DigestNote, WeekDigest

WIDTH = 72


def as_text(digest: WeekDigest) -> str:
    """Write it."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: WeekDigest) -> Iterator[str]:
    yield wrap(digest.site)
    yield wrap(digest.title)
    yield digest.url
    yield ""
    yield wrap(digest.opening)
    is_late = False
    for note in digest.notes:
        if note.is_late and not is_late:
            is_late = True
            yield from ("", "", "Added later", "===========")
        yield from note_lines(note)
    if digest.left_out:
        yield from ("", "", f"… and {digest.left_out} more note{'s' if digest.left_out > 1 else ''}:", digest.url)
    yield from ("", "", "The whole week", digest.url, "", "Feeds to subscribe to", digest.subscribe_url)


def note_lines(note: DigestNote) -> Iterator[str]:
    """Yield a note's lines, the first two empty."""
    heading = wrap(f"{note.team}: {note.title}")
    yield from ("", "", heading, "-" * min(max(map(len, heading.splitlines())), WIDTH), note.url)
    if note.authors:
        yield wrap(f"By {note.authors}")
    if note.summary:
        yield from ("", wrap(note.summary))
    if note.sections:
        yield ""
    for section in note.sections:
        yield wrap(f"* {section.text}", "  ")
        yield f"  {section.url}"
    if note.more_sections:
        yield f"* … and {note.more_sections} more"


def wrap(text: str, indent: str = "") -> str:
    """Return a text in lines; no word is broken."""
    return fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
